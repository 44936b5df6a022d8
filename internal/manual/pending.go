package manual

import (
	"folio/internal/diag"
	"folio/internal/i18n"
)

// Checker tells whether references to other manuals lead somewhere, once all
// exports are known.
type Checker struct {
	exports map[string]*Export
	pages   map[*Export]map[string]int // by source path
	anchors map[*ExportedPage]*anchorIndex
	shapes  map[*ExportedPage][]shape
	hints   Hints
}

// NewChecker makes a checker for the references of one manual. The findings of
// a manual must not follow from those of another.
func NewChecker(exports map[string]*Export) *Checker {
	return &Checker{
		exports: exports, pages: map[*Export]map[string]int{},
		anchors: map[*ExportedPage]*anchorIndex{}, shapes: map[*ExportedPage][]shape{},
	}
}

// fewPages are looked through sooner than a map of them is made: most manuals are
// referred to once or twice by another.
const fewPages = 64

// page finds a page by its source path; "" is the cover.
func (c *Checker) page(e *Export, source string) *ExportedPage {
	if source == "" {
		return &e.Pages[0]
	}
	if len(e.Pages) <= fewPages {
		for i := range e.Pages {
			if e.Pages[i].Source == source {
				return &e.Pages[i]
			}
		}
		return nil
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

// index is of a page's anchors.
func (c *Checker) index(e *Export, p *ExportedPage) *anchorIndex {
	x := c.anchors[p]
	if x == nil {
		x = indexAnchors(e.anchors(p))
		c.anchors[p] = x
	}
	return x
}

// find finds an anchor by its id, its slug or its name for other viewers.
func (c *Checker) find(e *Export, p *ExportedPage, anchor string) (ExportedAnchor, bool) {
	return c.index(e, p).find(anchor)
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
		case p.Anchor == "" || c.index(e, page).has(p.Anchor):
			return nil
		default:
			an, known := c.find(e, page, p.Anchor)
			if known && isViewers(p.Anchor) {
				return nil // the link has been given its id
			}
			if known { // by another name, which is no address
				key, args = withHint("ENL-01.ancla", an.ID, p.Dest, p.Anchor)
			} else {
				key, args = c.noAnchor(p, e, page)
			}
		}
	}
	found.Add(diag.Error, key, p.Pos, args...)
	return found
}

// noAnchor says what is there instead of an anchor that a page does not have.
func (c *Checker) noAnchor(p Pending, e *Export, page *ExportedPage) (key string, args []string) {
	list, known := c.shapes[page]
	if !known {
		for an := range e.anchors(page).All() {
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

// words are what an empty reference from another manual shows: "numeral 7 Procedimiento del
// Manual VERTIA".
func (c *Checker) words(e *Export, t *i18n.Catalog, file, anchor string) string {
	p := c.page(e, file)
	if p == nil || file == "" && anchor == "" {
		return e.Title
	}
	number, title := e.Heading(p)
	if an, ok := c.find(e, p, anchor); ok && anchor != "" {
		if an.Label != "" {
			return t.T("man.label.of", t.Of(e.Title), an.Label)
		}
		number, title = an.Number, an.Title
	}
	if number == "" {
		return e.Title
	}
	return t.T("man.numeral.of", t.Of(e.Title), number, title)
}
