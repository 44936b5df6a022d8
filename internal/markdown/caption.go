package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/source"
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

// seriesWords are the words that open a caption, folded to their series.
var seriesWords = map[string]Series{"Tabla": Tables, "Imagen": Images, "Figura": Images, "Listado": Listings, "Código": Listings}

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
	series    Series
	caption
	attrs attributes
}

var captionForm = regexp.MustCompile(
	`^(\*\*|__)?(Tabla|Imagen|Figura|Listado|Código)(?:[ \t]+(\d{1,4}))?(?:[ \t]*(\*\*|__))?[ \t]*([.:])[ \t]*(\*\*|__)?[ \t]*(.*?)[ \t]*(?:\{([^{}]*)\})?[ \t]*$`)

// opensLikeCaption tells most paragraphs from captions before the expression
// is tried.
func opensLikeCaption(line []byte) bool {
	line = bytes.TrimLeft(line, "*_")
	if len(line) == 0 || strings.IndexByte("TIFLC", line[0]) < 0 {
		return false
	}
	for word := range seriesWords {
		if bytes.HasPrefix(line, []byte(word)) {
			return true
		}
	}
	return false
}

// visitCaption notes a paragraph that reads like a caption. Whether it is one
// depends on its neighbours, which are known when all is read.
func visitCaption(b *builder, n ast.Node) {
	if n.Lines().Len() == 2 {
		splitImageCaption(b, n)
	}
	if n.Lines().Len() != 1 {
		return
	}
	line := n.Lines().At(0)
	if !opensLikeCaption(line.Value(b.src)) {
		return
	}
	raw := strings.TrimRight(string(line.Value(b.src)), "\n")
	m := captionForm.FindStringSubmatch(raw)
	if m == nil || m[3] == "" && m[5] != ":" || m[7] == "" {
		return // "Tabla." is not a caption, nor is "Tabla 1."
	}
	pos, text := b.at(line.Start)
	c := candidate{paragraph: n, series: seriesWords[m[2]], attrs: parseAttributes(m[8])}
	typed, _ := strconv.Atoi(m[3])
	c.caption.text = b.inline(m[7], pos)
	c.widths = percentages(c.attrs)
	_, c.headers = c.attrs.get("titulares", "cabecera-columna")
	c.figure = len(b.doc.Figures)
	b.doc.Figures = append(b.doc.Figures, Figure{
		Series: c.series, ID: c.attrs.id, Text: plain(c.caption.text.root.FirstChild(), c.caption.text.src), Typed: typed, Unit: b.unit, Pos: pos, Line: text,
	})
	b.captions = append(b.captions, c)
}

// inline parses the words of a caption, which have the same marks and the same
// references as any others.
func (b *builder) inline(words string, at diag.Pos) fragment {
	child := b.engine.builder(b.doc, source.Text{Path: b.path, Body: []byte(words), BodyLine: at.Line}, b.env)
	child.chain, child.unit, child.fragment = b.chain, b.unit, true
	f := child.parse()
	b.found = append(b.found, child.found...)
	if f.root.FirstChild() == nil {
		f.root.AppendChild(f.root, ast.NewParagraph())
	}
	return f
}

// percentages reads the widths of a table's columns: anchos="30,70".
func percentages(a attributes) []int {
	s, ok := a.get("anchos", "widths")
	if !ok {
		return nil
	}
	var out []int
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		n, err := strconv.Atoi(strings.TrimSuffix(w, "%"))
		if err != nil || n < 1 || n > 100 {
			n = 0
		}
		out = append(out, n)
	}
	return out
}

// splitImageCaption parts a paragraph of an image on one line and its caption
// on the other, since nothing but a line break stands between them.
func splitImageCaption(b *builder, n ast.Node) {
	lines := n.Lines()
	first, second := lines.At(0), lines.At(1)
	isImage := func(s []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(s), []byte("![")) }
	isCaption := func(s []byte) bool { return opensLikeCaption(s) && captionForm.Match(bytes.TrimRight(s, "\n")) }
	a, z := first.Value(b.src), second.Value(b.src)
	if !(isImage(a) && isCaption(z) || isCaption(a) && isImage(z)) {
		return
	}
	rest := ast.NewParagraph()
	rest.SetPos(second.Start)
	rest.Lines().Append(second)
	lines.SetSliced(0, 1)
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		if offsetOf(c) >= second.Start {
			rest.AppendChild(rest, c)
		}
		c = next
	}
	for _, p := range []ast.Node{n, rest} {
		if t, ok := p.LastChild().(*ast.Text); ok {
			t.SetSoftLineBreak(false)
			if t.Segment.IsEmpty() {
				p.RemoveChild(p, t)
			}
		}
	}
	n.Parent().InsertAfter(n.Parent(), n, rest)
	for _, p := range []ast.Node{n, rest} {
		if p.ChildCount() == 1 && p.FirstChild().Kind() == ast.KindImage {
			makeFigure(p)
		} else {
			visitCaption(b, p)
		}
	}
}

// placeCaptions gives each caption to its neighbour. An image may have it below
// or above: the one before takes it unless it has one already. Tables and
// listings have it above, and only for want of one there, below.
func placeCaptions(b *builder) {
	for _, c := range b.captions {
		p := c.paragraph
		target, other := p.NextSibling(), p.PreviousSibling()
		if c.series == Images {
			target, other = other, target
		}
		if !takes(target, c.series) {
			target = other
		}
		if !takes(target, c.series) {
			f := &b.doc.Figures[c.figure]
			f.Orphan = true
			key := [...]string{"IMG-02.tabla", "IMG-02", "IMG-02.listado"}[c.series]
			b.add(diag.Error, key, p.Lines().At(0).Start, f.Text)
			continue
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
}

// diagrams are the languages of fences that draw something.
var diagrams = map[string]bool{"c4": true, "mermaid": true, "plantuml": true, "dot": true, "graphviz": true}

// takes tells whether a node is a thing that captions of a series belong to.
func takes(n ast.Node, s Series) bool {
	if n == nil {
		return false
	}
	switch n := n.(type) {
	case *east.Table:
		return s == Tables
	case *figure:
		return s == Images
	case *tabGroup:
		return s == Listings
	case *listing:
		return s == Listings || s == Images && diagrams[strings.ToLower(n.label)]
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
	first := c.text.root.FirstChild()
	for n := first.FirstChild(); n != nil; n = n.NextSibling() {
		p.fragment(w, fragment{src: c.text.src, root: n})
	}
	p.quiet--
}
