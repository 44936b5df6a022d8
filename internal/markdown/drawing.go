package markdown

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/diagram"
	"folio/internal/pattern"
)

// A block of code in the language of diagrams is drawn:
//
//	```mermaid
//	C4Context
//	Person(usuario, "Usuario")
//	```
//
// One with a fault shows as code, and so does one in a language that is not
// drawn here.

// diagramTitles are the languages of fences that draw something, and what they
// are called.
var diagramTitles = map[string]string{
	"c4": "C4", "mermaid": "Mermaid", "plantuml": "PlantUML", "puml": "PlantUML", "dot": "Graphviz", "graphviz": "Graphviz", "drawio": "draw.io",
}

// draws tells whether a fence's language is one of diagrams.
func draws(word string) bool { return diagramTitles[strings.ToLower(word)] != "" }

// drawing is a diagram that stands in the place of its code.
type drawing struct {
	*diagram.Drawing
	// links are the places of its addresses, by where they are written.
	links map[int]int
	// outside are those that leave the site.
	outside map[int]string
}

// diagramKind is what a block of code draws, in a word of the content model:
// "contexto", "contenedores", "componentes", "despliegue", "dinámico"; "" for
// nothing that is known.
func diagramKind(d *drawing) string {
	if d == nil {
		return ""
	}
	return map[diagram.Kind]string{
		diagram.Context: "contexto", diagram.Containers: "contenedores", diagram.Components: "componentes",
		diagram.Deployment: "despliegue", diagram.Dynamic: "dinámico",
	}[d.Kind]
}

// draw reads a listing as a diagram, if it is one.
func (b *builder) draw(l *listing, word, code string) {
	switch lang := strings.ToLower(word); {
	case lang == "c4", lang == "mermaid" && diagram.IsC4(code):
		b.drawC4(l, code)
	case lang == "mermaid":
		l.live = true
		b.doc.Live = append(b.doc.Live, b.pos(offsetOf(l)))
	default:
		b.add(diag.Info, "DIA-06."+strings.ToLower(strings.ReplaceAll(diagramTitles[lang], ".", "")), offsetOf(l))
	}
}

func (b *builder) drawC4(l *listing, code string) {
	d, faults := diagram.Parse(code)
	sound := true
	for _, f := range faults {
		severity := diag.Error
		if f.Note {
			severity = diag.Info
		}
		sound = sound && f.Note
		b.add(severity, f.Key, l.offset(code, f.At), f.Args...)
	}
	if !sound {
		return
	}
	out := &drawing{Drawing: &diagram.Drawing{Diagram: d, Words: b.engine.diagramWords}, links: map[int]int{}, outside: map[int]string{}}
	place := func(i int) int { return l.offset(code, i) }
	if d.Title == "" {
		d.Title = l.title
	}
	b.fillDiagram(d, place)
	for _, n := range d.Nodes {
		b.linkDiagram(out, n.Link, n.LinkAt, place)
	}
	for _, r := range d.Relations {
		b.linkDiagram(out, r.Link, r.LinkAt, place)
	}
	layout, sum, err := b.engine.drawings.Place(d, string(b.engine.texts.Lang()), b.engine.diagramWords)
	if err != nil {
		b.add(diag.Error, "DIA-08", offsetOf(l))
		return
	}
	out.Layout = layout
	l.drawing = out
	drawn := Diagram{Diagram: d, Pos: b.pos(offsetOf(l)), Lines: make([]int, len(d.Nodes))}
	for i, n := range d.Nodes {
		drawn.Lines[i] = b.pos(place(n.At)).Line
	}
	b.doc.draw(sum, drawn, layout)
}

// Diagram is a drawing of the document: where its text stands, and the line of each
// node's.
type Diagram struct {
	*diagram.Diagram
	Pos   diag.Pos
	Lines []int
}

// draw notes a drawing of the document.
func (d *Doc) draw(sum diagram.Sum, x Diagram, l *diagram.Layout) {
	if d.Drawings == nil {
		d.Drawings = map[diagram.Sum]*diagram.Layout{}
	}
	d.Drawings[sum] = l
	d.Diagrams = append(d.Diagrams, x)
}

// fillDiagram puts the values of variables into what people read.
func (b *builder) fillDiagram(d *diagram.Diagram, place func(int) int) {
	said := false
	fill := func(s *string, at int) {
		if !strings.Contains(*s, "{{") {
			return
		}
		if b.fillEach(*s) != nil && !said {
			said = true
			b.add(diag.Warning, "DIA-07", place(at), shorten(*s))
		}
		*s, _ = b.fill(*s, place(at))
	}
	fill(&d.Title, 0)
	fill(&d.Descr, 0)
	for i := range d.Nodes {
		n := &d.Nodes[i]
		fill(&n.Label, n.At)
		fill(&n.Tech, n.At)
		fill(&n.Descr, n.At)
		fill(&n.Link, n.LinkAt)
	}
	for i := range d.Relations {
		r := &d.Relations[i]
		fill(&r.Label, r.At)
		fill(&r.Tech, r.At)
		fill(&r.Descr, r.At)
		fill(&r.Link, r.LinkAt)
	}
}

// linkDiagram records where an element of a diagram leads.
func (b *builder) linkDiagram(out *drawing, dest string, from int, place func(int) int) {
	if dest == "" {
		return
	}
	at := place(from)
	where, local := classify(dest)
	switch kind := machinePath([]byte(dest)); {
	case kind != "":
		b.add(diag.Error, "ENL-03."+kind, at, shorten(dest))
		return
	case where == unsafeLink:
		b.badScheme(at, dest)
		return
	case where == outsideLink && slashless(dest) != "":
		b.add(diag.Error, "ENL-03.barras", at, shorten(dest), slashless(dest))
		return
	case !local:
		out.outside[from] = dest
		return
	}
	pos, line := b.at(at)
	out.links[from] = len(b.doc.Links)
	b.doc.Links = append(b.doc.Links, Link{Dest: dest, Slashed: slashed([]byte(dest)), From: b.env.Name, Unit: b.unit, Procedure: -1, Pos: pos, Line: line})
}

// render writes the drawing with a frame to scroll it in, and its words. in is the
// figure that it stands in; nil for none.
func (d *drawing) render(p *page, w util.BufWriter, in *captioned) {
	own := *d.Drawing
	own.Href = func(at int) (string, bool) {
		if to, ok := d.outside[at]; ok {
			return escapedAddress(to), true
		}
		if i, ok := d.links[at]; ok {
			return escapedAddress(p.resolve.Link(i).URL), false
		}
		return "", false
	}
	if in == nil {
		w.WriteString(`<figure class="image">`)
	}
	parts := own.Parts(p.partName)
	w.WriteString(`<div class="diagram`)
	if parts != nil {
		w.WriteString(` is-tall`)
	}
	w.WriteString(`" data-enlarge="`)
	writeText(w, p.engine.texts.T("dia.ampliar"))
	w.WriteString(`"><div class="table-scroll" tabindex="0" role="group" aria-label="`)
	writeText(w, own.Name())
	w.WriteString("\">\n")
	w.Write(own.SVG(nil))
	w.WriteString("\n</div>\n<details class=\"diagram-words\"><summary>")
	writeText(w, p.engine.texts.T("dia.lista"))
	w.WriteString("</summary>\n")
	w.Write(own.List(nil))
	w.WriteString("</details></div>\n")
	p.parts(w, parts, in)
	if in == nil {
		w.WriteString("</figure>\n")
	}
}

// parts writes what stands on paper in the place of a drawing that is too tall for
// it: each part with the caption, since each is on a sheet of its own.
func (p *page) parts(w util.BufWriter, parts [][]byte, in *captioned) {
	if len(parts) == 0 {
		return
	}
	var caption []byte
	if in != nil {
		var b bytes.Buffer
		text := bufio.NewWriter(&b)
		p.captionText(text, &in.caption)
		_ = text.Flush()                                 // into memory
		caption = idOf.ReplaceAll(b.Bytes(), []byte("")) // the caption itself has them
	}
	w.WriteString("<div class=\"diagram-paper\" hidden>\n")
	for i, part := range parts {
		w.WriteString(`<div class="diagram-part">`)
		w.Write(part)
		w.WriteString("<p>")
		w.Write(caption)
		if in != nil {
			w.WriteByte(' ')
		}
		w.WriteByte('(')
		writeText(w, p.partName(i+1, len(parts)))
		w.WriteString(")</p></div>\n")
	}
	w.WriteString("</div>\n")
}

var idOf = pattern.Of(` id="[^"]*"`)

func (p *page) partName(part, of int) string {
	return p.engine.texts.T("dia.parte", strconv.Itoa(part), strconv.Itoa(of))
}

// openLive writes what is around the code of a diagram that a browser draws.
func (l *listing) openLive(p *page, w util.BufWriter) {
	t := p.engine.texts
	if l.alone() {
		w.WriteString(`<figure class="image">`)
	}
	w.WriteString(`<div class="diagram diagram-live"`)
	for _, a := range [][2]string{{"alt", "dia.alt"}, {"enlarge", "dia.ampliar"}, {"error", "dia.error"}, {"late", "dia.tarde"}} {
		w.WriteString(` data-` + a[0] + `="`)
		writeText(w, t.T(a[1]))
		w.WriteByte('"')
	}
	w.WriteString("><p class=\"diagram-note\">")
	writeText(w, t.T("dia.navegador"))
	w.WriteString("</p>\n<details class=\"diagram-words\" open><summary>")
	writeText(w, t.T("dia.texto"))
	w.WriteString("</summary>\n")
}

func (l *listing) closeLive(w util.BufWriter) {
	w.WriteString("</details></div>\n")
	if l.alone() {
		w.WriteString("</figure>\n")
	}
}

// escapedAddress is an address as an attribute needs it before its quotes are
// escaped.
func escapedAddress(url string) string {
	return string(util.URLEscape([]byte(url), false))
}

// in is the figure that a caption has put a listing in; nil for none.
func (l *listing) in() *captioned {
	c, _ := l.Parent().(*captioned)
	return c
}

// alone tells a listing that no caption has put in a figure.
func (l *listing) alone() bool { return l.in() == nil }

// isDiagram tells a listing whose language is one of diagrams.
func (l *listing) isDiagram() bool {
	for _, title := range diagramTitles {
		if l.label == title {
			return true
		}
	}
	return false
}
