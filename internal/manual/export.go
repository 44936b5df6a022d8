package manual

import (
	"bytes"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/spool"
)

// Export is what the rest of the site may know of a manual. It is small, since
// the exports of all manuals are in memory at once. Names stand in it for values
// that depend on an environment: others have environments of their own.
type Export struct {
	Slug        string
	Title       string
	Code        string
	Cover       string // site path
	Sections    int
	Description string
	Pages       []ExportedPage // the cover first
	Packed      spool.Bytes    // the anchors of all pages
	Past        Earlier
}

// ExportedPage is a page as other manuals may refer to it.
type ExportedPage struct {
	Source string // "" when it has no file of its own
	Out    string
	From   int32 // its anchors begin here in Packed
	To     int32
}

// Rest is the same without what is needed again when references are checked,
// which waits in f. Others may be reading e, so that stays as it is.
func (e *Export) Rest(f *spool.File) *Export {
	if e == nil || f == nil {
		return e
	}
	rested := *e
	rested.Packed = e.Packed.Keep(f)
	return &rested
}

// anchors are those of one of the pages.
func (e *Export) anchors(p *ExportedPage) Anchors {
	return Anchors(e.Packed.Slice(int(p.From), int(p.To)))
}

// Heading is what a page has above it: "7", "Procedimiento".
func (e *Export) Heading(p *ExportedPage) (number, title string) {
	for an := range e.anchors(p).All() {
		if an.Top {
			return an.Number, an.Title
		}
	}
	return "", ""
}

// Export makes the manual's export.
func (m *Manual) Export(t *i18n.Catalog) *Export {
	e := &Export{
		Slug: m.Slug, Title: config.Unvalued(m.Title), Code: config.Unvalued(m.Config.Code), Past: m.past, Cover: m.Cover.Out, Sections: len(m.Pages), Description: config.Unvalued(m.Config.Description),
	}
	e.Pages = make([]ExportedPage, 0, len(m.Pages)+1)
	var packed []byte
	for _, p := range append([]*Page{m.Cover}, m.Pages...) {
		x := ExportedPage{Source: p.Source, Out: p.Out, From: int32(len(packed))}
		title := config.Unvalued(p.Title)
		if p == m.Cover {
			title = e.Title
		}
		var anchors []ExportedAnchor
		if p.Doc != nil {
			anchors = p.exportAnchors(t)
		}
		// Last, for its words may be a heading's too.
		anchors = append(anchors, ExportedAnchor{ID: p.TitleID, Slug: p.titleSlug(), Viewer: p.titleViewer(), Number: p.Number, Title: title, Top: true})
		packed = appendAnchors(packed, anchors)
		x.To = int32(len(packed))
		e.Pages = append(e.Pages, x)
	}
	e.Packed = spool.Of(bytes.Clone(packed))
	return e
}

func (p *Page) exportAnchors(t *i18n.Catalog) []ExportedAnchor {
	list := make([]ExportedAnchor, 0, len(p.Doc.Headings)+len(p.figures)+len(p.Doc.Steps)+len(p.Doc.Terms)+1)
	viewers := p.viewerNames()
	for i, h := range p.Doc.Headings {
		an := ExportedAnchor{ID: p.Anchors[i].ID, Slug: h.Slug, Number: p.Anchors[i].Number, Title: config.Unvalued(h.Text)}
		if viewers[i] != h.Slug {
			an.Viewer = viewers[i]
		}
		list = append(list, an)
	}
	for _, f := range p.figures {
		if f.label != "" {
			list = append(list, ExportedAnchor{ID: f.id, Label: f.label})
		}
	}
	for i := range p.Doc.Steps {
		list = append(list, ExportedAnchor{ID: p.steps[i], Label: config.Unvalued(stepWords(t, p, i, false))})
	}
	for _, x := range p.Doc.Terms {
		list = append(list, ExportedAnchor{ID: x.ID, Label: x.Word})
	}
	return list
}

// Outs lists the site paths of the manual's pages, the cover's first.
func (e *Export) Outs() []string {
	outs := make([]string, len(e.Pages))
	for i, p := range e.Pages {
		outs[i] = p.Out
	}
	return outs
}

// Sources lists the source files of a page, by its site path.
func (e *Export) Sources(out string) []string {
	for _, p := range e.Pages {
		if p.Out == out && p.Source != "" {
			return []string{p.Source}
		}
	}
	return nil
}
