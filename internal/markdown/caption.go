package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
)

// captions: a paragraph such as
//
//	Tabla: Servidor mínimo {#tbl-servidor}
//	**Tabla 1.** Servidor mínimo
//
// next to a table, an image or a listing belongs to it. The number is the
// manual's, whatever an author typed.
func captions() construct {
	return construct{
		name:      "caption",
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindParagraph: visitCaption},
		finish:    placeCaptions,
		renderers: []nodeRenderer{{kindCaptioned, renderCaptioned}},
	}
}

// Series is a kind of caption, numbered by itself through the manual.
type Series int

// The series.
const (
	Tables Series = iota
	Images
	Listings
)

// Figure is a caption.
type Figure struct {
	Series Series
	ID     string // from {#id}; "" when the author gave none
	Text   string // plain
	Typed  int    // the number that the author wrote; 0 for none
	// Orphan is a caption with nothing next to it: it shows as a paragraph and
	// has no number.
	Orphan bool
	Unit   int // the inclusion that it stands in; 0 for the section's own text
	Pos    diag.Pos
	Line   string
}

// caption is what is written under or above the thing it belongs to.
type caption struct {
	figure  int // in Doc.Figures
	text    fragment
	widths  []int // of a table's columns, in per cent
	headers bool  // a table's first column holds headers
}

// captioned holds the thing and its caption.
type captioned struct {
	ast.BaseBlock
	caption
	series Series
}

var kindCaptioned = ast.NewNodeKind("Captioned")

// Kind implements ast.Node.
func (*captioned) Kind() ast.NodeKind { return kindCaptioned }

// Dump implements ast.Node.
func (c *captioned) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// candidate is a paragraph that reads like a caption.
type candidate struct {
	paragraph ast.Node
	captionForm
	caption
	attrs attributes
}

// visitCaption notes a paragraph that reads like a caption. Whether it is one
// depends on its neighbours, which are known when all is read.
func visitCaption(b *builder, n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 || lines.Len() > maxCaptionLines {
		return
	}
	if lines.Len() > 1 {
		if rest := splitImages(b, n); rest != nil {
			visitCaption(b, rest)
		}
	}
	first := n.Lines().At(0)
	form, ok := readCaption(first.Value(b.src))
	if !ok {
		return
	}
	form.from += first.Start
	last := n.Lines().At(n.Lines().Len() - 1)
	form.to = last.Start + len(bytes.TrimRight(last.Value(b.src), " \t\n"))
	c := candidate{paragraph: n, captionForm: form}
	if m := captionBraces.FindSubmatchIndex(b.src[last.Start:form.to]); m != nil {
		c.attrs = parseAttributes(string(b.src[last.Start+m[2]:last.Start+m[3]]), last.Start+m[2])
		c.to = last.Start + m[0]
	}
	if first.Start != last.Start && c.to <= last.Start { // the braces have a line of their own
		last = n.Lines().At(n.Lines().Len() - 2)
		c.to = last.Start + len(bytes.TrimRight(last.Value(b.src), " \t\n"))
	}
	if c.from >= c.to {
		return
	}
	b.useBraces(c.attrs)
	b.checkAttributes(c.attrs, onCaption[c.series])
	c.widths = percentages(c.attrs)
	c.headers = c.attrs.flag("titulares", "cabecera-columna")
	c.figure = len(b.doc.Figures)
	pos, line := b.at(first.Start)
	b.doc.Figures = append(b.doc.Figures, Figure{Series: c.series, ID: c.attrs.id, Typed: c.typed, Unit: b.unit, Orphan: true, Pos: pos, Line: line})
	b.captions = append(b.captions, c)
	b.emptyReference(n)
}

// percentages reads the widths of a table's columns: anchos="30,70".
func percentages(a attributes) []int {
	s, ok := a.get("anchos", "widths")
	if !ok {
		return nil
	}
	return splitPercents(s)
}

// splitPercents reads "30,70"; 0 stands for what is no percentage.
func splitPercents(s string) []int {
	var out []int
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		out = append(out, percent(w))
	}
	return out
}

// placeCaptions gives each caption to its neighbour. An image may have it below
// or above: the one before takes it unless it has one already. Tables and
// listings have it above, and only for want of one there, below; from the last
// to the first, so that where all of them are below, each goes to its own.
func placeCaptions(b *builder) {
	for _, c := range b.captions {
		if c.series == Images {
			b.place(c, shownBefore(c.paragraph), shownAfter(c.paragraph))
		}
	}
	for _, c := range slices.Backward(b.captions) {
		if c.series != Images {
			b.place(c, shownAfter(c.paragraph), shownBefore(c.paragraph))
		}
	}
}

// shownAfter and shownBefore are the neighbours that show: comments do not.
func shownAfter(n ast.Node) ast.Node {
	for n = n.NextSibling(); isUnseen(n); n = n.NextSibling() {
	}
	return n
}

func shownBefore(n ast.Node) ast.Node {
	for n = n.PreviousSibling(); isUnseen(n); n = n.PreviousSibling() {
	}
	return n
}

// isUnseen tells a block of which nothing shows.
func isUnseen(n ast.Node) bool {
	s, ok := n.(*safe)
	return ok && strings.TrimSpace(s.html) == ""
}

// place gives a caption to the first of two neighbours that takes it.
func (b *builder) place(c candidate, target, other ast.Node) {
	p, f := c.paragraph, &b.doc.Figures[c.figure]
	if !b.takes(target, c.series) {
		target = other
	}
	if !b.takes(target, c.series) {
		if !c.weak {
			key := [...]string{"IMG-02.tabla", "IMG-02", "IMG-02.listado"}[c.series]
			b.add(diag.Error, key, p.Lines().At(0).Start, c.words(b.src))
		}
		return
	}
	f.Orphan = false
	c.cut(p)
	f.Text = plain(p, b.src)
	c.caption.text = fragment{src: b.src, root: p}
	if target.Kind() == ast.KindParagraph { // of images and links
		target = makeFigure(target)
	}
	out := &captioned{series: c.series, caption: c.caption}
	out.SetPos(target.Pos())
	parent := p.Parent()
	parent.RemoveChild(parent, p)
	parent.ReplaceChild(parent, target, out)
	if f, ok := target.(*figure); ok {
		// The figure's own frame becomes the captioned one.
		f.width = max(f.width, size(c.attrs))
		f.bare = true
	}
	out.AppendChild(out, target)
}

// takes tells whether a node is a thing that captions of a series belong to.
func (b *builder) takes(n ast.Node, s Series) bool {
	if n == nil {
		return false
	}
	switch n := n.(type) {
	case *east.Table:
		return s == Tables
	case *safe:
		return s == Tables && n.isTable()
	case *figure:
		return s == Images
	case *ast.Paragraph:
		return s == Images && onlyImages(n, b.src)
	case *tabGroup:
		return s == Listings
	case *listing:
		return n.drawing == nil && !n.live && s == Listings || s == Images && n.isDiagram()
	}
	return false
}

func renderCaptioned(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	c := n.(*captioned)
	if c.series == Tables {
		// The table writes its caption itself, where HTML wants it.
		p.caption = nil
		if entering {
			p.caption = &c.caption
		}
		return ast.WalkContinue
	}
	if entering {
		class := "image"
		if c.series == Listings {
			class = "listing"
		}
		id, _ := p.resolve.Figure(c.figure)
		w.WriteString(`<figure class="` + class + widthClass(c.FirstChild()) + `" id="`)
		writeText(w, id)
		w.WriteString(`">`)
		if c.series == Listings {
			p.figcaption(w, &c.caption)
		}
		return ast.WalkContinue
	}
	if c.series == Images {
		p.figcaption(w, &c.caption)
	}
	w.WriteString("</figure>\n")
	return ast.WalkContinue
}

func (p *page) figcaption(w util.BufWriter, c *caption) {
	w.WriteString("<figcaption>")
	p.captionText(w, c)
	w.WriteString("</figcaption>\n")
}

// captionText writes «Tabla 3. Servidor mínimo».
func (p *page) captionText(w util.BufWriter, c *caption) {
	_, label := p.resolve.Figure(c.figure)
	w.WriteString(`<span class="label">`)
	writeText(w, label)
	w.WriteString(`.</span> `)
	p.quiet++
	for n := c.text.root.FirstChild(); n != nil; n = n.NextSibling() {
		p.fragment(w, fragment{src: c.text.src, root: n})
	}
	p.quiet--
}
