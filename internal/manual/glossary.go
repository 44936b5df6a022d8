package manual

import (
	"path"
	"slices"
	"strings"
	"unicode"

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
	}
	if len(own)+len(a.in.Shared) > 0 {
		all := markdown.NewGlossary(slices.Concat(own, a.in.Shared), nil)
		mine := make(map[diag.Pos]bool, len(own))
		for _, t := range own {
			mine[t.Pos] = true
		}
		for _, p := range a.all() {
			if p == home {
				continue
			}
			p.glossary = all.From(func(t markdown.Term) string {
				if mine[t.Pos] {
					return Relative(p.Out, home.Out) + "#" + t.ID
				}
				return Relative(p.Out, a.in.SharedOut) + "#" + t.ID
			})
		}
	}
	if len(own)+len(a.in.Shared) > 0 {
		a.acronyms(own)
	}
}

// acronyms reports, once each, the acronyms of the text that no glossary
// explains and neither the control header nor the blueprint has; only where there is a glossary,
// the manual's or the site's: then the text means to explain its words. What a
// glossary has in a form that defines nothing is said there.
func (a *assembly) acronyms(own []markdown.Term) {
	known := map[string]bool{}
	c := a.m.Config
	header := append([]string{a.m.Title, c.Code, c.Entity, c.Process, c.SIG.Mark, c.SIG.Text}, a.in.Said...)
	for word := range strings.FieldsFuncSeq(strings.Join(header, " "), func(r rune) bool { return !unicode.IsLetter(r) }) {
		known[word] = true // the system's name, most often
	}
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
		for _, word := range p.Doc.Undefined {
			known[word] = true
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
