package pipeline

import (
	"bytes"
	"html"
	"maps"

	"folio/internal/diagram"
	"folio/internal/manual"
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

// drawn tells whether a page has a diagram.
func drawn(p *manual.Page) bool { return p.Doc != nil && len(p.Doc.Drawings) > 0 }

// furnish puts before a page's text what its diagrams need, which pages without
// one do not load. root leads from the page to the site's root.
func (b *build) furnish(p *manual.Page, root string, text []byte) []byte {
	if !drawn(p) {
		return text
	}
	return append(b.diagramFiles(root), text...)
}

// diagramFiles are the tags that load the style sheet and the script of
// diagrams.
func (b *build) diagramFiles(root string) []byte {
	var w bytes.Buffer
	w.WriteString(`<link rel="stylesheet" href="` + html.EscapeString(root+b.in.Theme.AssetPath("diagrama.css")) + `">` + "\n")
	w.WriteString(`<script defer src="` + html.EscapeString(root+b.in.Theme.AssetPath("diagrama.js")) + `"></script>` + "\n")
	return w.Bytes()
}
