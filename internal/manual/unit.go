package manual

import (
	"strconv"

	"folio/internal/markdown"
)

// units are the names that what stands in the inclusions of a page has there.
type units struct {
	own, steps map[unitName]string // by the inclusion that it stands in
	inner      map[unitName]string // by those that this one stands in
}

type unitName struct {
	unit int
	name string
}

// inUnit finds an anchor as an included file's author writes it: among what the
// file says itself and takes in, then in what takes it in, and so on; not in
// the section's own text, which comes with the rest of the page.
func (a *assembly) inUnit(p *Page, unit int, anchor string) (id string, ok bool) {
	if unit == 0 || anchor == "" {
		return "", false
	}
	if p.units == nil {
		p.units = p.nameUnits()
	}
	for ; unit > 0; unit = p.Doc.Units[unit-1].Parent {
		key := unitName{unit, anchor}
		for _, names := range []map[unitName]string{p.units.own, p.units.steps, p.units.inner} {
			if id, ok := names[key]; ok {
				return id, true
			}
		}
	}
	return "", false
}

func (p *Page) nameUnits() *units {
	u := &units{own: map[unitName]string{}, steps: map[unitName]string{}, inner: map[unitName]string{}}
	add := func(unit int, name, id string) {
		if unit == 0 || name == "" {
			return
		}
		offer(u.own, unitName{unit, name}, id)
		for up := p.Doc.Units[unit-1].Parent; up > 0; up = p.Doc.Units[up-1].Parent {
			offer(u.inner, unitName{up, name}, id)
		}
	}
	for i, h := range p.Doc.Headings {
		add(h.Unit, h.ID, p.Anchors[i].ID)
		add(h.Unit, h.Slug, p.Anchors[i].ID)
	}
	for i, f := range p.Doc.Figures {
		if !f.Orphan {
			add(f.Unit, f.ID, p.figures[i].id)
			add(f.Unit, p.figures[i].id, p.figures[i].id)
		}
	}
	first := map[int]int{} // an inclusion's first procedure
	for i, s := range p.Doc.Steps {
		if _, known := first[s.Unit]; !known {
			first[s.Unit] = s.Procedure
		}
		number := strconv.Itoa(s.Number)
		if s.Procedure == first[s.Unit] {
			offer(u.steps, unitName{s.Unit, "paso-" + number}, p.steps[i])
		}
		h := p.Doc.Above(s)
		offer(u.steps, unitName{s.Unit, h.ID + "-paso-" + number}, p.steps[i])
		offer(u.steps, unitName{s.Unit, h.Slug + "-paso-" + number}, p.steps[i])
		offer(u.steps, unitName{s.Unit, p.steps[i]}, p.steps[i])
	}
	return u
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
