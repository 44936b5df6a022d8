package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/facts"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/source"
	"folio/internal/theme"
)

// Review is what a manual has of what its blueprint asks.
type Review struct {
	Slug, Title string
	Dir         string // the manual's folder, from the content root
	Shown       string // the same, as messages show it
	Have, Want  int    // sections; 0 of 0 without a blueprint
	Blueprint   string // its name; "" without one
	Code        string
	Version     string
	State       string // config.Draft and the others
	Responsible string // who answers for the document; "" when it does not say
	Text        string // the sum of all that its pages are made of, its control data apart
	Says        string // the sum of what readers read, see check.Facts
	Validity    time.Time
	Due         time.Time // of its next review; zero when it has none
	Exemptions  []config.Exemption
	Document    Cell   // what manual.yaml says of it
	Cells       []Cell // of the blueprint's sections, place by place
}

// Cell is what a review found in one section.
type Cell struct {
	State            CellState
	Errors, Warnings int
	// URL leads, from the site's root, to the first finding's place, or to the
	// section when there is none; "" for a section that is missing.
	URL   string
	Files []string // of the section, as messages show them
}

// CellState is whether a section is there.
type CellState int

// The states of a section.
const (
	Written CellState = iota
	Waived            // it says that it does not apply, and why
	Absent            // and need not be there
	Missing
)

// Has tells whether a file is the manual's, by its name in messages.
func (r Review) Has(file string) bool {
	return r.Dir == "." || file == r.Shown || strings.HasPrefix(file, r.Shown+"/")
}

// textOf is the sum of a manual's text and of what stands in it, of all that was
// looked at.
func textOf(read []fact) string {
	h := sha256.New()
	for _, f := range read {
		if f.Hash != (output.Hash{}) && (source.IsMarkdown(f.Name) || manual.IsImage(f.Name)) {
			fmt.Fprintf(h, "%s %s\n", f.Name, f.Hash)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// saysOf is the sum of what readers read: of the same by its name in the manual's folder,
// of the title and of the variables' values.
func saysOf(read []fact, dir string, conf config.Manual) string {
	h := sha256.New()
	for _, f := range read {
		if f.Hash != (output.Hash{}) && (source.IsMarkdown(f.Name) || manual.IsImage(f.Name)) {
			fmt.Fprintf(h, "%s %s\n", strings.TrimPrefix(f.Name, dir+"/"), f.Hash)
		}
	}
	fmt.Fprintf(h, "%q\n", conf.Title)
	for _, v := range conf.Variables {
		fmt.Fprintf(h, "%q %q %v\n", v.Name, v.Value, v.Secret)
	}
	for _, e := range conf.Environments {
		fmt.Fprintf(h, "%q %q\n", e.ID, e.Name)
		for _, v := range e.Variables {
			fmt.Fprintf(h, "%q %q\n", v.Name, v.Value)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
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

// reviewed is what the check makes of a manual.
type reviewed struct {
	Review
	checked, found diag.List
	compared       check.Facts  // with the other manuals
	known          facts.Manual // of its system
	sheet          string       // for who is on call, from the site's root
	duty           []theme.DutyPart
}

// review checks a manual. A blueprint that is not there is a finding; known is
// what has been found before.
func (b *build) review(m *manual.Manual, src source.Manual, vars *variables, known diag.List) (out reviewed) {
	if b.in.Blueprints == nil || src.Slug == sharedGlossary && src.Config == nil {
		return out
	}
	r, found := &out.Review, diag.List(nil)
	defer func() { out.found = found }()
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
	defer s.Release()
	s.Site = []string{b.in.Site.Entity, b.in.Site.Process, b.in.Site.SIG.Mark, b.in.Site.SIG.Text}
	// What the header shows of the site's own data is not missing.
	s.Config.Entity = first(s.Config.Entity, b.in.Site.Entity)
	s.Config.Process = first(s.Config.Process, b.in.Site.Process)
	s.Levels, s.Catalogue, s.Lifecycle = b.in.Site.Levels, b.in.Site.Catalogue, b.in.Lifecycle
	s.Used = func(name string) bool { return vars.used[name] || vars.named[name] }
	checked, compared := check.Run(s)
	out.checked, out.compared, out.known = checked, compared, facts.Of(m, s)
	if out.sheet = b.dutyName(m, s); out.sheet != "" && !b.in.Review {
		out.duty = b.dutyParts(m, s, out.known, vars, out.sheet)
	}
	*r = Review{
		Slug: m.Slug, Title: config.Unvalued(m.Title), Dir: src.Dir, Shown: b.in.Root.Shown(src.Dir),
		Validity: m.Config.Validity, Exemptions: m.Config.Exemptions,
		Code: config.Unvalued(m.Config.Code), Version: config.Unvalued(m.Config.Version), State: m.Config.State,
	}
	r.Due, _ = reviewDue(m.Config.Review)
	r.Responsible = responsible(m.Config)
	if plan == nil {
		return out
	}
	r.Blueprint = plan.Name
	all := slices.Concat(known, found, checked).Sorted()
	r.Document = Cell{URL: m.Cover.Out, Files: []string{path}}
	r.Document.count(all)
	for i, part := range plan.Sections {
		cell := cellOf(s.Parts[i], part.Required, all)
		r.Cells = append(r.Cells, cell)
		if part.Required {
			r.Want++
			if cell.State != Missing {
				r.Have++
			}
		}
	}
	return out
}

// compare looks at what the manuals said of themselves, each against the others,
// and says what it found in each. It is done once in a build.
func (b *build) compare(made []compiled) []diag.List {
	if len(b.between) == len(made) {
		return b.between
	}
	if b.in.Blueprints == nil {
		return make([]diag.List, len(made))
	}
	all := make([]check.Facts, len(made))
	for i, c := range made {
		all[i] = c.facts.open()
	}
	b.between = check.Compare(all, b.in.Published, b.in.Site.Levels, b.in.Today)
	for _, found := range b.between {
		b.excerpts(found)
	}
	return b.between
}

// cellOf is what was found in the pages of a section.
func cellOf(part check.Part, required bool, found diag.List) Cell {
	switch {
	case len(part.Pages) > 0:
	case required:
		return Cell{State: Missing}
	default:
		return Cell{State: Absent}
	}
	c := Cell{URL: manual.Relative("", part.Pages[0].Page.Out)}
	if part.Waived() {
		c.State = Waived
	}
	for _, x := range part.Pages {
		c.Files = append(c.Files, x.Page.Doc.Path)
	}
	if first := c.count(found); first != nil {
		page := part.Pages[slices.Index(c.Files, first.Pos.Path)].Page
		c.URL = manual.Relative("", page.Out)
		if id := page.Above(first.Pos); id != "" {
			c.URL += "#" + id
		}
	}
	return c
}

// count adds the findings of the cell's files, and returns the first of the
// gravest.
func (c *Cell) count(found diag.List) (first *diag.Diagnostic) {
	for i := range found {
		d := &found[i]
		if d.Severity < diag.Warning || !slices.Contains(c.Files, d.Pos.Path) {
			continue
		}
		if d.Severity > diag.Warning {
			c.Errors++
		} else {
			c.Warnings++
		}
		if first == nil || first.Severity == diag.Warning && d.Severity > diag.Warning {
			first = d
		}
	}
	return first
}

// responsible is who answers for a manual: the last who approved it, else who
// reviewed or wrote it.
func responsible(c config.Manual) string {
	for _, list := range [][]config.Person{c.Approvers, c.Reviewers, c.Authors} {
		if n := len(list); n > 0 {
			p := list[n-1]
			return config.Unvalued(first(p.Role, p.Name))
		}
	}
	return ""
}
