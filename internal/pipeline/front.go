package pipeline

import (
	"bytes"
	"encoding/xml"
	"html/template"
	"net/url"

	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/theme"
)

// front writes what belongs to no manual: the home page, the page for wrong
// addresses, the theme's files and the site map.
func (b *build) front(made []compiled, exports map[string]*manual.Export, index bool, r *reader, sink *recorder) (diag.List, error) {
	cards := make([]theme.Card, 0, len(made))
	for _, c := range made {
		cards = append(cards, c.card)
	}
	intro, found, err := b.intro(exports, r)
	if err != nil {
		return found, err
	}
	var page bytes.Buffer
	home := theme.Home{
		Frame: b.frameOf("inicio", "index.html", b.in.Site.Title, b.in.Site.Description),
		Intro: intro, Manuals: cards,
	}
	if err := b.in.Theme.Home(&page, home); err != nil {
		return found, err
	}
	if err := sink.Put("index.html", page.Bytes()); err != nil {
		return found, err
	}
	page.Reset()
	lost := theme.NotFound{
		Frame:    b.frameOf("no-encontrada", "404.html", b.in.Texts.T("site.404.title"), ""),
		BasePath: basePath(b.in.Site.URL), Manuals: cards,
	}
	lost.Canonical = ""
	if err := b.in.Theme.NotFound(&page, lost); err != nil {
		return found, err
	}
	if err := sink.Put("404.html", page.Bytes()); err != nil {
		return found, err
	}
	if index {
		if err := b.search(made, &page, sink); err != nil {
			return found, err
		}
	}
	for _, a := range b.in.Theme.Assets() {
		if err := sink.Put(a.Path, a.Data); err != nil {
			return found, err
		}
	}
	if b.in.Site.URL == "" {
		return found, nil
	}
	return found, b.siteMap(append([]string{"index.html"}, outs(made)...), sink)
}

// search writes the search page and what all manuals share of the index.
func (b *build) search(made []compiled, page *bytes.Buffer, sink *recorder) error {
	page.Reset()
	view := theme.SearchPage{Frame: b.frameOf("buscar", "buscar.html", b.in.Texts.T("site.search.title"), "")}
	if err := b.in.Theme.Search(page, view); err != nil {
		return err
	}
	if err := sink.Put("buscar.html", page.Bytes()); err != nil {
		return err
	}
	parts := make([]*search.Part, 0, len(made))
	for _, c := range made {
		if c.part == nil {
			c.part = &search.Part{}
			if err := c.part.UnmarshalBinary(c.packed); err != nil {
				return err
			}
		}
		parts = append(parts, c.part)
	}
	screen := search.Screen{Catalog: b.in.Texts, Style: b.in.Theme.AssetPath("search.css")}
	set := b.indexer.Merge(parts, sink.hasShard)
	if err := b.stopped(); err != nil {
		return err
	}
	for f := range set.Files(screen) {
		if err := sink.putIndex(f); err != nil {
			return err
		}
	}
	return nil
}

// intro is the home page's own text, from index.md at the content's root.
func (b *build) intro(exports map[string]*manual.Export, r *reader) (template.HTML, diag.List, error) {
	f := b.tree.Home
	if f == nil {
		return "", nil, nil
	}
	s, found, ok := b.section(markdown.Env{Name: f.Name, Open: r.include, Near: r.near}, r)
	if !ok {
		return "", found, nil
	}
	// The home page is assembled as a manual of one page at the root.
	m, more := manual.Assemble(manual.Input{
		Site: b.site, Root: r, Texts: b.in.Texts, Exports: exports,
		Source:   b.tree.HomePage(),
		Sections: map[string]manual.Section{f.Name: s},
	})
	found = append(found, more...)
	for _, p := range m.Pending {
		found = append(found, p.Check(exports[p.Manual])...)
	}
	var body bytes.Buffer
	if err := b.text(m.Cover, &body); err != nil {
		return "", found, err
	}
	b.apartAssets = append(b.apartAssets, m.Assets...)
	if err := b.copyAssets(m.Assets, r); err != nil {
		return "", found, err
	}
	return template.HTML(body.String()), found, nil
}

// basePath is the path part of the site's base URL, escaped: "/" or
// "/manuales/".
func basePath(base string) string {
	if u, err := url.Parse(base); err == nil && u.Path != "" {
		return u.EscapedPath()
	}
	return "/"
}

// siteMap lists every page for crawlers (sitemaps.org, 0.9).
func (b *build) siteMap(paths []string, sink output.Sink) error {
	type entry struct {
		Loc string `xml:"loc"`
	}
	doc := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}{}
	for _, p := range paths {
		u := url.URL{Path: p}
		doc.URLs = append(doc.URLs, entry{b.in.Site.URL + u.EscapedPath()})
	}
	data, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	return sink.Put("sitemap.xml", append([]byte(xml.Header), append(data, '\n')...))
}
