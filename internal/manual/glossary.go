package manual

import (
	"path"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// IsGlossary tells by its address whether a section is its manual's glossary:
// its definition lists define terms.
func IsGlossary(out string) bool {
	return strings.TrimSuffix(path.Base(out), ".html") == "glosario"
}

// terms gives each page the terms to mark: the manual's own, then the site's.
// A glossary does not mark its own words.
func (a *assembly) terms() {
	var own []markdown.Term
	var home *Page
	for _, p := range a.m.Pages {
		if p.Doc == nil || !IsGlossary(p.Out) {
			continue
		}
		home = p
		own = p.Doc.Terms
		for _, t := range own {
			if _, taken := a.ids[t.ID]; !taken {
				a.ids[t.ID] = p
			}
		}
	}
	if len(own)+len(a.in.Shared) > 0 {
		for _, p := range a.all() {
			if p == home {
				continue
			}
			g := markdown.NewGlossary()
			for _, t := range own {
				g.Add(t, Relative(p.Out, home.Out)+"#"+t.ID)
			}
			for _, t := range a.in.Shared {
				g.Add(t, Relative(p.Out, a.in.SharedOut)+"#"+t.ID)
			}
			p.glossary = g
		}
	}
	if len(own)+len(a.in.Shared) > 0 {
		a.acronyms(own)
	}
}

// acronyms reports, once each, the acronyms of the text that no glossary
// explains; only where there is a glossary, the manual's or the site's: then the text
// means to explain its words.
func (a *assembly) acronyms(own []markdown.Term) {
	known := map[string]bool{}
	for _, list := range [][]markdown.Term{own, a.in.Shared} {
		for _, t := range list {
			for _, w := range markdown.Acronyms(t.Word) {
				known[w] = true
			}
		}
	}
	for _, p := range a.all() {
		if p.Doc == nil {
			continue
		}
		for _, x := range p.Doc.Acronyms {
			if !known[x.Word] {
				known[x.Word] = true
				a.add(diag.Info, "GLO-01", x.Pos, x.Line, x.Word)
			}
		}
	}
}
