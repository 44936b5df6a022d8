package pipeline

import (
	"bytes"
	"html"
	"maps"
	"slices"

	"folio/internal/diag"
	"folio/internal/diagram"
	"folio/internal/manual"
	"folio/internal/mermaid"
)

// Diagrams are laid out while their section is read. A layout depends on the
// diagram and on the program only, so what one build has made is of use to the
// next: a manual's entry in the cache has those of its sections.

// layouts are those of a manual, by what they were made from.
type layouts map[diagram.Sum]*diagram.Layout

// drawings is one memory for all builds.
func (c *Contents) drawings(program string) *diagram.Memory {
	if c == nil {
		return diagram.NewMemory(program)
	}
	if c.drawn == nil {
		c.drawn = diagram.NewMemory(program)
	}
	return c.drawn
}

// layoutsOf gathers the layouts of a manual's sections; nil when it has none.
func layoutsOf(sections map[string]manual.Section) layouts {
	var all layouts
	for _, s := range sections {
		if s.Doc != nil && len(s.Doc.Drawings) > 0 {
			if all == nil {
				all = layouts{}
			}
			maps.Copy(all, s.Doc.Drawings)
		}
	}
	return all
}

// drawn and live tell whether a page has a diagram, and one that the browser
// draws.
func drawn(p *manual.Page) bool { return p.Doc != nil && (len(p.Doc.Drawings) > 0 || live(p)) }
func live(p *manual.Page) bool  { return p.Doc != nil && len(p.Doc.Live) > 0 }

// livePage says where the diagrams of a page are written that the browser draws:
// only the browser can say what is wrong with one.
type livePage struct {
	Out string
	At  []diag.Pos
}

// livePages are those of a manual.
func livePages(m *manual.Manual) (list []livePage) {
	for _, p := range append([]*manual.Page{m.Cover}, m.Pages...) {
		if live(p) {
			list = append(list, livePage{p.Out, p.Doc.Live})
		}
	}
	return list
}

// live answers Result.Live.
func (b *build) live(made []compiled) map[string][]diag.Pos {
	all := map[string][]diag.Pos{}
	for _, p := range b.apartLive {
		all[p.Out] = p.At
	}
	for _, c := range made {
		for _, p := range c.live {
			all[p.Out] = p.At
		}
	}
	return all
}

// furnish puts before a page's text what its diagrams need, which pages without
// one do not load. root leads from the page to the site's root.
func (b *build) furnish(p *manual.Page, root string, text []byte) []byte {
	if !drawn(p) {
		return text
	}
	return append(b.diagramFiles(root, live(p)), text...)
}

// diagramFiles are the tags that load the style sheet and the scripts of
// diagrams.
func (b *build) diagramFiles(root string, live bool) []byte {
	var w bytes.Buffer
	asset := func(path string) string { return html.EscapeString(root + path) }
	w.WriteString(`<link rel="stylesheet" href="` + asset(b.in.Theme.AssetPath("diagrama.css")) + `">` + "\n")
	w.WriteString(`<script defer src="` + asset(b.in.Theme.AssetPath("diagrama.js")) + `"></script>` + "\n")
	if live {
		w.WriteString(`<script defer src="` + asset(b.in.Theme.AssetPath("mermaid.js")) + `" data-frame="` + asset(mermaid.Path()) + `"></script>` + "\n")
	}
	return w.Bytes()
}

// framed lets a page show the frame that draws its diagrams, if it needs one.
func (b *build) framed(live bool, page *bytes.Buffer) []byte {
	if !live {
		return page.Bytes()
	}
	return b.in.Theme.Framed(page.Bytes())
}

// framePage: the page of that frame, for sites in which somebody needs it.
func framePage() whole {
	return whole{name: "mermaid", off: func(a *assembly) bool {
		return !a.live && !slices.ContainsFunc(a.made, func(c compiled) bool { return len(c.live) > 0 })
	}, make: (*assembly).frame}
}

func (a *assembly) frame() error { return a.sink.Put(mermaid.Path(), mermaid.Page()) }
