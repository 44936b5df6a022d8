package manual

import (
	"strconv"

	"folio/internal/diag"
)

// anchors gives every heading an id that is unique in the manual. Ids that
// authors wrote come first and keep their form; then each heading takes the
// slug of its text if that is free, in reading order, or the slug with its
// page's name, or with a number.
func (a *assembly) anchors() {
	pages := a.all()
	for _, p := range pages {
		if p.Doc == nil {
			continue
		}
		if p.Anchors == nil {
			p.Anchors = make([]Anchor, len(p.Doc.Headings))
		}
		for i, h := range p.Doc.Headings {
			if h.ID == "" {
				continue
			}
			if a.again(h.ID, h.Pos) {
				continue // it gets an id of its own below
			}
			if _, taken := a.ids[h.ID]; taken {
				a.found.Add(diag.Error, "ENL-05", h.Pos, h.ID, a.place(h.ID))
				continue
			}
			a.claim(p, i, h.ID)
		}
	}
	a.claimFigures(pages)
	for _, p := range pages {
		if p.Doc == nil {
			continue
		}
		for i, h := range p.Doc.Headings {
			switch {
			case p.Anchors[i].ID != "":
			case h.ID != "" && a.again(h.ID, h.Pos):
				a.claim(p, i, a.free(p, h.ID))
			default:
				a.claim(p, i, a.free(p, h.Slug))
			}
		}
	}
}

func (a *assembly) claim(p *Page, i int, id string) {
	p.Anchors[i].ID = id
	a.ids[id] = p
}

// free makes an id out of a slug: the slug itself if nothing has it.
func (a *assembly) free(p *Page, slug string) string {
	base := slug
	if base == "" {
		base = "apartado"
	}
	if _, taken := a.ids[base]; !taken {
		return base
	}
	if a.ids[base] != p {
		base += "-" + pageSlug(p)
		if _, taken := a.ids[base]; !taken {
			return base
		}
	}
	for n := 2; ; n++ {
		id := base + "-" + strconv.Itoa(n)
		if _, taken := a.ids[id]; !taken {
			return id
		}
	}
}

// find returns the page and id of an anchor as an author writes it, seen from
// page p: first among p's own, by id and by the slug of the heading's words,
// then, if anywhere is set, in the rest of the manual.
func (a *assembly) find(p *Page, anchor string, anywhere bool) (*Page, string, bool) {
	if q, ok := a.ids[anchor]; ok && q == p {
		return p, anchor, true
	}
	if p.Doc != nil {
		for i, h := range p.Doc.Headings {
			if h.Slug == anchor {
				return p, p.Anchors[i].ID, true
			}
		}
	}
	if p.Doc != nil {
		for _, s := range p.Doc.Steps {
			if s.ID == anchor {
				return p, anchor, true
			}
		}
	}
	if q, ok := a.ids[anchor]; ok && anywhere {
		return q, anchor, true
	}
	return nil, "", false
}
