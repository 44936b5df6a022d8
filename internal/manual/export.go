package manual

import (
	"strconv"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// Export is what the rest of the site may know of a manual. It is small, since
// the exports of all manuals are in memory at once.
type Export struct {
	Slug        string
	Title       string
	Code        string
	Cover       string // site path
	Sections    int
	pages       map[string]exportedPage // by source path; "" is the cover
	Description string
	past        earlier
}

type exportedPage struct {
	out, number, title string
	anchors            []exportedAnchor
}

// exportedAnchor is a heading, or something with a label of its own.
type exportedAnchor struct{ id, slug, number, title, label string }

// Export makes the manual's export.
func (m *Manual) Export(t *i18n.Catalog) *Export {
	e := &Export{
		Slug: m.Slug, Title: m.Title, Code: m.Config.Code, past: m.past, Cover: m.Cover.Out, Sections: len(m.Pages), Description: m.Config.Description,
		pages: make(map[string]exportedPage, len(m.Pages)+1),
	}
	for _, p := range append([]*Page{m.Cover}, m.Pages...) {
		x := exportedPage{out: p.Out, number: p.Number, title: p.Title}
		if p == m.Cover {
			x.title = m.Title
		}
		if p.Doc != nil {
			x.anchors = make([]exportedAnchor, len(p.Doc.Headings))
			for i, h := range p.Doc.Headings {
				x.anchors[i] = exportedAnchor{id: p.Anchors[i].ID, slug: h.Slug, number: p.Anchors[i].Number, title: h.Text}
			}
			for _, f := range p.figures {
				if f.label != "" {
					x.anchors = append(x.anchors, exportedAnchor{id: f.id, label: f.label})
				}
			}
			for _, s := range p.Doc.Steps {
				x.anchors = append(x.anchors, exportedAnchor{id: s.ID, label: t.T("man.paso", strconv.Itoa(s.Number))})
			}
			for _, t := range p.Doc.Terms {
				x.anchors = append(x.anchors, exportedAnchor{id: t.ID, label: t.Word})
			}
		}
		e.pages[p.Source] = x
		if p == m.Cover {
			e.pages[""] = x
		}
	}
	return e
}

// Outs lists the site paths of the manual's pages, in no order.
func (e *Export) Outs() []string {
	outs := make([]string, 0, len(e.pages))
	for source, p := range e.pages {
		if source != "" || len(e.pages) == 1 {
			outs = append(outs, p.out)
		}
	}
	return outs
}

// Sources lists the source files of a page, by its site path.
func (e *Export) Sources(out string) []string {
	for source, p := range e.pages {
		if p.out == out && source != "" {
			return []string{source}
		}
	}
	return nil
}

func (p exportedPage) find(anchor string) (exportedAnchor, bool) {
	for _, an := range p.anchors {
		if an.id == anchor {
			return an, true
		}
	}
	for _, an := range p.anchors {
		if an.slug == anchor {
			return an, true
		}
	}
	return exportedAnchor{}, false
}

// words are what an empty reference from another manual shows: "Manual VERTIA,
// numeral 7 Procedimiento".
func (e *Export) words(t *i18n.Catalog, file, anchor string) string {
	p, ok := e.pages[file]
	if !ok || file == "" && anchor == "" {
		return e.Title
	}
	number, title := p.number, p.title
	if an, ok := p.find(anchor); ok && anchor != "" {
		if an.label != "" {
			return t.T("man.label.of", e.Title, an.label)
		}
		number, title = an.number, an.title
	}
	if number == "" {
		return e.Title
	}
	return t.T("man.numeral.of", e.Title, number, title)
}

// Check tells whether a pending reference leads somewhere; e is nil when the
// manual it names was not published.
func (p Pending) Check(e *Export) diag.List {
	var found diag.List
	key, args := "ENL-01.borrador", []string{p.Dest}
	if e != nil {
		page, ok := e.pages[p.File]
		switch {
		case !ok:
		case p.Anchor == "":
			return nil
		default:
			if _, ok := page.find(p.Anchor); ok {
				return nil
			}
			ids := make([]string, len(page.anchors))
			for i, an := range page.anchors {
				ids[i] = an.id
			}
			key, args = withHint("ENL-01.ancla", nearest(p.Anchor, ids), p.Dest, p.Anchor)
		}
	}
	found.Add(diag.Error, key, p.Pos, args...)
	found[0].Excerpt = p.Line
	return found
}
