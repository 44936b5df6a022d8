package manual

import (
	"folio/internal/diag"
	"folio/internal/markdown"
)

// inUnit finds an anchor as an included file's author writes it: among what the
// file says itself and takes in, then in what takes it in, and so on; not in
// the section's own text, which comes with the rest of the page.
func (a *assembly) inUnit(p *Page, unit int, anchor string) (id string, ok bool) {
	for ; unit > 0; unit = p.Doc.Units[unit-1].Parent {
		if id, ok := a.among(p, anchor, func(u int) bool { return u == unit }); ok {
			return id, true
		}
		if s, ok := p.Doc.StepIn(unit, anchor); ok {
			return s.ID, true
		}
		if id, ok := a.among(p, anchor, func(u int) bool { return u != unit && p.Doc.In(u, unit) }); ok {
			return id, true
		}
	}
	return "", false
}

// among finds an anchor among the headings and captions of some inclusions.
func (a *assembly) among(p *Page, anchor string, in func(unit int) bool) (id string, ok bool) {
	for i, h := range p.Doc.Headings {
		if in(h.Unit) && (h.ID == anchor || h.Slug == anchor && anchor != "") {
			return p.Anchors[i].ID, true
		}
	}
	for i, f := range p.Doc.Figures {
		if in(f.Unit) && !f.Orphan && (f.ID == anchor || p.figures[i].id == anchor) {
			return p.figures[i].id, true
		}
	}
	return "", false
}

// included finds an anchor of a file that a page takes in, seen from a link that
// names the file: itself, when the link stands in it, else the first time that
// the page takes it in.
func (a *assembly) included(p *Page, l markdown.Link, name, anchor string) (id string, ok bool) {
	if p.Doc == nil || anchor == "" {
		return "", false
	}
	for u := l.Unit; u > 0; u = p.Doc.Units[u-1].Parent {
		if p.Doc.Units[u-1].Name == name {
			return a.inUnit(p, u, anchor)
		}
	}
	for i, u := range p.Doc.Units {
		if u.Name == name {
			return a.inUnit(p, i+1, anchor)
		}
	}
	return "", false
}

// again tells whether an id that an author wrote has been met at the same place
// before: a file that is taken in twice cannot have two ids. Its references
// lead to its own all the same.
func (a *assembly) again(id string, at diag.Pos) bool {
	if a.written == nil {
		a.written = map[string]diag.Pos{}
	}
	first, known := a.written[id]
	if !known {
		a.written[id] = at
	}
	_, taken := a.ids[id]
	return taken && first == at
}

// place is where an id that an author wrote was met first: "content/m/01-a.md:3".
func (a *assembly) place(id string) string {
	at := a.written[id]
	at.Col = 0
	return at.String()
}
