package manual

import (
	"folio/internal/diag"
)

// Checker tells whether references to other manuals lead somewhere, once all
// exports are known.
type Checker struct {
	exports map[string]*Export
	pages   map[*Export]map[string]int // by source path
	anchors map[*ExportedPage]map[string]int
	shapes  map[*ExportedPage][]shape
	hints   Hints
}

// NewChecker makes a checker for the references of one manual. The findings of
// a manual must not follow from those of another.
func NewChecker(exports map[string]*Export) *Checker {
	return &Checker{
		exports: exports, pages: map[*Export]map[string]int{},
		anchors: map[*ExportedPage]map[string]int{}, shapes: map[*ExportedPage][]shape{},
	}
}

// page finds a page by its source path; "" is the cover.
func (c *Checker) page(e *Export, source string) *ExportedPage {
	if source == "" {
		return &e.Pages[0]
	}
	known := c.pages[e]
	if known == nil {
		known = make(map[string]int, len(e.Pages))
		for i, p := range e.Pages {
			if _, taken := known[p.Source]; !taken {
				known[p.Source] = i
			}
		}
		c.pages[e] = known
	}
	if i, ok := known[source]; ok {
		return &e.Pages[i]
	}
	return nil
}

// has tells whether a page has an anchor just so; the title's words lead to the
// page's top, where the browser is when it finds no anchor.
func (c *Checker) has(p *ExportedPage, anchor string) bool {
	known := c.anchors[p]
	if known == nil {
		known = make(map[string]int, len(p.Anchors))
		for i, an := range p.Anchors {
			known[an.ID] = i
			if an.Top {
				known[an.Slug] = i
			}
		}
		c.anchors[p] = known
	}
	_, ok := known[anchor]
	return ok
}

func (c *Checker) known(p *ExportedPage, anchor string) bool {
	if !c.hints.may(len(p.Anchors)) {
		return false
	}
	_, ok := p.find(anchor)
	return ok
}

// Check tells whether a pending reference leads somewhere. The manual that it
// names may not have been published. The finding has no excerpt: a site has
// many such references, few of them broken, and their lines would stay in
// memory until all manuals are known.
func (c *Checker) Check(p Pending) diag.List {
	var found diag.List
	key, args := "ENL-01.borrador", []string{p.Dest}
	if e := c.exports[p.Manual]; e != nil {
		page := c.page(e, p.File)
		switch {
		case page == nil:
		case p.Anchor == "" || c.has(page, p.Anchor):
			return nil
		case isViewers(p.Anchor) && c.known(page, p.Anchor):
			return nil // the link has been given its id
		default:
			key, args = c.noAnchor(p, page)
		}
	}
	found.Add(diag.Error, key, p.Pos, args...)
	return found
}

// noAnchor says what is there instead of an anchor that a page does not have.
func (c *Checker) noAnchor(p Pending, page *ExportedPage) (key string, args []string) {
	if an, ok := page.find(p.Anchor); ok { // by another name, which is no address
		return withHint("ENL-01.ancla", an.ID, p.Dest, p.Anchor)
	}
	list, known := c.shapes[page]
	if !known {
		for _, an := range page.Anchors {
			list = append(list, shapeOf(an.ID))
		}
		c.shapes[page] = list
	}
	if procedure, ok := procedureOf(p.Anchor); ok && c.hints.may(len(list)) {
		ids := make([]string, len(list))
		for i, s := range list {
			ids[i] = s.word
		}
		key, what := stepsThere(procedure, ids)
		return key, []string{p.Dest, p.Anchor, what}
	}
	return withHint("ENL-01.ancla", c.hints.nearest(p.Anchor, list), p.Dest, p.Anchor)
}
