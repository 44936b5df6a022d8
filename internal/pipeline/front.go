package pipeline

import (
	"bytes"
	"cmp"
	"html/template"
	"net/url"

	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/search"
	"folio/internal/theme"
)

// homePage: the list of the manuals, under the text of content/index.md.
func homePage() whole { return whole{name: "home", make: (*assembly).home} }

func (a *assembly) home() error {
	in := a.b.in
	var v theme.Home
	if err := a.intro(&v); err != nil {
		return err
	}
	v.Boards, v.Total = a.boards(), len(a.cards)
	parts := a.homeParts()
	links := a.homeLinks(parts)
	for i, p := range parts {
		turn(links, i)
		v.Manuals, v.Parts = p.cards, links
		v.Frame = a.b.frameOf("inicio", p.page, in.Site.Title, in.Site.Description)
		if i > 0 {
			v.Intro, v.TitleID, v.TitleNotes = "", "", ""
			v.Title = links[i].Title + " · " + in.Site.Title
		}
		a.page.Reset()
		if err := in.Theme.Home(&a.page, v); err != nil {
			return err
		}
		if err := a.sink.Put(p.page, a.b.framed(a.live && i == 0, &a.page)); err != nil {
			return err
		}
	}
	return nil
}

// intro fills in the home page's own text, from index.md at the content's root.
func (a *assembly) intro(v *theme.Home) error {
	b, f := a.b, a.b.tree.Home
	if f == nil {
		return nil
	}
	s, found, ok := b.section(markdown.Env{Name: f.Name, Open: a.r.include, Near: a.r.near, Unnumbered: true}, a.r)
	a.found = append(a.found, found...)
	if !ok {
		return nil
	}
	// The home page is assembled as a manual of one page at the root.
	m, found := manual.Assemble(manual.Input{
		Site: b.site, Root: a.r, Texts: b.in.Texts, Exports: a.exports,
		Source:   b.tree.HomePage(),
		Sections: map[string]manual.Section{f.Name: s},
	})
	a.found = append(a.found, found...)
	if m.Cover.Doc != nil && b.in.Site.Title != b.in.Texts.T("site.default-title") {
		a.found = append(a.found, manual.UnusedTitle(m.Cover.Doc, b.in.Site.Title)...)
	}
	check := manual.NewChecker(a.exports)
	for _, p := range m.Pending {
		a.found = append(a.found, check.Check(p)...)
	}
	var body bytes.Buffer
	if err := b.text(m.Cover, &body); err != nil {
		return err
	}
	a.live, b.apartLive = live(m.Cover), livePages(m)
	v.Intro, v.TitleID, v.TitleNotes = template.HTML(b.furnish(m.Cover, "", body.Bytes())), m.Cover.TitleID, template.HTML(b.engine.TitleNotes(m.Cover.Doc))
	b.apartAssets = append(b.apartAssets, m.Assets...)
	return b.copyAssets(m.Assets, a.r)
}

// lostPage: the page for wrong addresses.
func lostPage() whole { return whole{name: "404", make: (*assembly).lost} }

func (a *assembly) lost() error {
	in := a.b.in
	v := theme.NotFound{
		Frame:    a.b.frameOf("no-encontrada", "404.html", in.Texts.T("site.404.title"), ""),
		BasePath: basePath(in.Site.URL), Manuals: a.cards,
	}
	if v.Parts = a.homeLinks(a.homeParts()); v.Parts != nil {
		v.Manuals = nil
	}
	v.Canonical = ""
	return a.put("404.html", func(w *bytes.Buffer) error { return in.Theme.NotFound(w, v) })
}

// basePath is the path part of the site's base URL, escaped: "/" or
// "/manuales/".
func basePath(base string) string {
	if u, err := url.Parse(base); err == nil && u.Path != "" {
		return u.EscapedPath()
	}
	return "/"
}

// searchIndex: the merge of what the search has of all manuals. It is begun first and
// goes on beside the pages.
func searchIndex() whole {
	return whole{name: "index", off: func(a *assembly) bool { return a.hurried }, make: (*assembly).beginIndex}
}

func (a *assembly) beginIndex() error {
	if len(a.made) > manyManuals { // there is no room for both
		a.merged = a.mergeIndex
		return nil
	}
	parts, err := a.searchParts()
	if err != nil {
		return err
	}
	var set *search.Set
	a.beside.Go(func() { set, err = a.b.merge(parts, a.sink.hasShard) })
	a.merged = func() (*search.Set, error) {
		a.beside.Wait()
		return set, err
	}
	return nil
}

func (a *assembly) mergeIndex() (*search.Set, error) {
	a.facts = nil // no page needs them any longer
	parts, err := a.searchParts()
	if err != nil {
		return nil, err
	}
	return a.b.merge(parts, a.sink.hasShard)
}

// searchParts are what the search has of each manual, and of the pages of this
// package's lists.
func (a *assembly) searchParts() ([]*search.Part, error) {
	b := a.b
	list := make([]*search.Part, 0, len(a.made)+1)
	for _, c := range a.made {
		if c.part == nil {
			var err error
			if c.part, err = search.ReadPart(c.packed); err != nil {
				return nil, cmp.Or(b.spool.Err(), err)
			}
		}
		list = append(list, c.part)
	}
	if part, files := a.boardsPart(); part != nil {
		list = append(list, part)
		for _, f := range files {
			if err := a.sink.Put(f.Path, f.Data); err != nil {
				return nil, err
			}
		}
	}
	if b.in.Contents == nil {
		b.indexer.Forget() // nothing is indexed any more
	}
	return list, nil
}

// merge joins what the search has of all manuals, beside what the last build left of
// that.
func (b *build) merge(parts []*search.Part, has search.Has) (*search.Set, error) {
	if b.in.Cache == nil {
		return b.indexer.Merge(parts, has)
	}
	joined, done := b.in.Cache.joined()
	joined.Key = b.in.Program
	set, err := b.indexer.MergeAfter(joined, parts, has)
	done(err == nil && set.Left() && b.stopped() == nil)
	return set, err
}

// searchWhole: the search page and what all manuals share of the index.
func searchWhole() whole {
	return whole{name: "search", off: func(a *assembly) bool { return a.hurried }, make: (*assembly).search}
}

func (a *assembly) search() error {
	b := a.b
	view := theme.SearchPage{Frame: b.frameOf("buscar", "buscar.html", b.in.Texts.T("site.search.title"), "")}
	if err := a.put("buscar.html", func(w *bytes.Buffer) error { return b.in.Theme.Search(w, view) }); err != nil {
		return err
	}
	set, err := a.merged()
	if err := cmp.Or(b.stopped(), err); err != nil {
		return err
	}
	screen := search.Screen{Catalog: b.in.Texts, Style: b.in.Theme.AssetPath("search.css")}
	for f := range set.Files(screen) {
		if err := a.sink.putIndex(f); err != nil {
			return err
		}
	}
	return nil
}

// themeFiles: style sheets, scripts, fonts.
func themeFiles() whole { return whole{name: "theme", make: (*assembly).theme} }

func (a *assembly) theme() error {
	for _, f := range a.b.in.Theme.Assets() {
		if err := a.sink.Put(f.Path, f.Data); err != nil {
			return err
		}
	}
	return nil
}
