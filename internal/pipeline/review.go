package pipeline

import (
	"strings"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/source"
)

// Review is what a manual has of what its blueprint asks.
type Review struct {
	Slug, Title string
	Dir         string // the manual's folder, from the content root
	Shown       string // the same, as messages show it
	Have, Want  int    // sections; 0 of 0 without a blueprint
}

// Has tells whether a file is the manual's, by its name in messages.
func (r Review) Has(file string) bool {
	return r.Dir == "." || file == r.Shown || strings.HasPrefix(file, r.Shown+"/")
}

// planned are the words of a manual's blueprint.
func (b *build) planned(conf config.Manual) []string {
	if b.in.Blueprints == nil || conf.Blueprint == "" {
		return nil
	}
	if plan := b.in.Blueprints.Find(conf.Blueprint); plan != nil {
		return plan.Words()
	}
	return nil
}

// review checks a manual. A blueprint that is not there is a finding.
func (b *build) review(m *manual.Manual, src source.Manual, r *Review) (checked, found diag.List) {
	if b.in.Blueprints == nil || src.Slug == sharedGlossary && src.Config == nil {
		return nil, nil
	}
	var plan *blueprint.Blueprint
	if name := m.Config.Blueprint; name != "" {
		if plan = b.in.Blueprints.Find(name); plan == nil {
			pos := m.Config.Where.Of("plantilla")
			if near, ok := b.in.Blueprints.Near(name); ok {
				found.Add(diag.Error, "PLA-01.parecida", pos, name, near)
			} else {
				found.Add(diag.Error, "PLA-01", pos, name)
			}
		}
	}
	path := b.in.Root.Shown(src.Dir)
	if src.Config != nil {
		path = b.in.Root.Shown(src.Config.Name)
	}
	s := check.NewSubject(m, plan, path, b.in.Today)
	s.Site = []string{b.in.Site.Entity, b.in.Site.Process, b.in.Site.SIG.Mark, b.in.Site.SIG.Text}
	checked = check.Run(s)
	*r = Review{Slug: m.Slug, Title: config.Unvalued(m.Title), Dir: src.Dir, Shown: b.in.Root.Shown(src.Dir)}
	if plan != nil {
		for i, part := range plan.Sections {
			if part.Required {
				r.Want++
				r.Have += min(1, len(s.Parts[i].Pages))
			}
		}
	}
	return checked, found
}
