package pipeline

import (
	"bytes"
	"html"
	"maps"
	"slices"

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
func drawn(p *manual.Page) bool { return p.Doc != nil && (len(p.Doc.Drawings) > 0 || p.Doc.Live) }
func live(p *manual.Page) bool  { return p.Doc != nil && p.Doc.Live }

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
		return !a.live && !slices.ContainsFunc(a.made, func(c compiled) bool { return c.live })
	}, make: (*assembly).frame}
}

func (a *assembly) frame() error { return a.sink.Put(mermaid.Path(), mermaid.Page()) }
