package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// images: an image that stands alone in its paragraph is a figure; one that is
// not there, or that would come from another host, is a labelled placeholder,
// never a broken image. Attributes may follow:
//
//	![Diagrama](img/d.svg){ancho=60% oscuro="img/d-oscuro.svg"}
func images() construct {
	return construct{
		name:  "image",
		visit: map[ast.NodeKind]func(*builder, ast.Node){ast.KindImage: visitImage},
		renderers: []nodeRenderer{
			{ast.KindImage, renderImage},
			{kindFigure, renderFigure},
		},
	}
}

// figure is a paragraph that holds one image and nothing else.
type figure struct {
	ast.BaseBlock
	width int  // in per cent of the text; 0 for the image's own
	bare  bool // a captioned figure has the frame
}

var kindFigure = ast.NewNodeKind("Figure")

// Kind implements ast.Node.
func (*figure) Kind() ast.NodeKind { return kindFigure }

// Dump implements ast.Node.
func (f *figure) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

// picture is what a Doc knows of an image besides its address.
type picture struct {
	place int // in Doc.Images, or one of the constants below
	dark  int // in Doc.Images, the variant for the dark mode; -1 for none
	width int // in per cent of the text; 0 for the image's own
}

const (
	remoteImage = -1 // on another host, or with a scheme that is refused
	inlineImage = -2 // a data: URL of a raster format
)

// rasterData is image data that can hold nothing but pixels.
var rasterData = pattern.Of(`^data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+$`)

func visitImage(b *builder, n ast.Node) {
	img := n.(*ast.Image)
	a := trailingAttributes(b, img)
	b.fillTitle(n, img.Title, offsetOf(img))
	pic := picture{place: b.image(img, img.Destination), dark: -1, width: size(a)}
	if dark, ok := a.get("oscuro", "dark"); ok {
		pic.dark = b.image(img, []byte(dark))
	}
	if b.doc.pictures == nil {
		b.doc.pictures = map[ast.Node]picture{}
	}
	switch p := img.Parent(); {
	case p.Kind() == ast.KindParagraph && p.ChildCount() == 1:
		makeFigure(p).width = pic.width
	case pic.width > 0 && inCell(img):
		pic.width = 0 // a part of a width that follows from its content
		b.add(diag.Warning, "ATR-02.celda", offsetOf(img))
	}
	b.doc.pictures[n] = pic
}

func inCell(n ast.Node) bool {
	for n != nil && n.Kind() != east.KindTableCell {
		n = n.Parent()
	}
	return n != nil
}

// image records an address of an image, not decoded, and returns its place.
func (b *builder) image(img *ast.Image, written []byte) int {
	at := offsetOf(img)
	src, _ := b.fill(string(decode(written)), at)
	switch {
	case b.fillEach(string(decode(written))) != nil:
		b.add(diag.Error, "VAR-10", at, shorten(string(decode(written))))
		return remoteImage
	case machinePath(written) != "":
		b.add(diag.Error, "IMG-05.equipo", at, shorten(string(written)))
		return remoteImage
	case rasterData.MatchString(src):
		return inlineImage
	case scheme(src) != "" || strings.HasPrefix(src, "//"):
		b.add(diag.Error, "IMG-05", at, shorten(src))
		return remoteImage
	}
	pos, line := b.at(at)
	b.doc.Images = append(b.doc.Images, Image{Src: src, Slashed: slashed(written), Alt: plain(img, b.src), From: b.env.Name, Pos: pos, Line: line})
	return len(b.doc.Images) - 1
}

// makeFigure replaces a paragraph by a figure with the same content.
func makeFigure(p ast.Node) *figure {
	f := &figure{}
	f.SetPos(offsetOf(p))
	p.Parent().ReplaceChild(p.Parent(), p, f)
	for p.FirstChild() != nil {
		f.AppendChild(f, p.FirstChild())
	}
	return f
}

var trailingBraces = pattern.Of(`^\{([^{}]*)\}`)

// trailingAttributes takes {…} from the text right after an image.
func trailingAttributes(b *builder, img *ast.Image) attributes {
	t, ok := img.NextSibling().(*ast.Text)
	if !ok {
		return attributes{}
	}
	m := trailingBraces.FindSubmatch(t.Segment.Value(b.src))
	if m == nil {
		return attributes{}
	}
	a := parseAttributes(string(m[1]), t.Segment.Start+1)
	b.useBraces(a)
	b.checkAttributes(a, onImage)
	t.Segment = t.Segment.WithStart(t.Segment.Start + len(m[0]))
	if t.NextSibling() == nil && len(bytes.TrimSpace(t.Segment.Value(b.src))) == 0 {
		t.Parent().RemoveChild(t.Parent(), t)
	}
	return a
}

// size reads ancho=60%, in per cent; 0 when there is none.
func size(a attributes) int {
	s, ok := a.get("ancho", "width")
	if !ok {
		return 0
	}
	return percent(s)
}

// percent reads "60%" or "60"; 0 for anything else, and beyond 100.
func percent(s string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "%"))
	if err != nil || n < 1 || n > 100 {
		return 0
	}
	return n
}

// shorten keeps a long address readable in a message.
func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:40]) + "…" + string(r[len(r)-15:])
	}
	return s
}

// widthClass is the class, with a space before it, of a figure's width.
func widthClass(n ast.Node) string {
	if f, ok := n.(*figure); ok && f.width > 0 {
		return " " + widthStep(f.width)
	}
	return ""
}

// widthStep is the class of a width in per cent, rounded to the steps that the
// theme has.
func widthStep(width int) string { return "w-" + strconv.Itoa(max(5, (width+2)/5*5)) }

func renderFigure(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	switch f := n.(*figure); {
	case f.bare:
	case entering:
		w.WriteString(`<figure class="image` + widthClass(f) + `">`)
	default:
		w.WriteString("</figure>\n")
	}
	return ast.WalkContinue
}

func renderImage(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	img := n.(*ast.Image)
	alt := plain(img, p.src)
	rec := p.doc.pictures[n]
	pic, src := p.picture(rec.place, string(decode(img.Destination)))
	if pic.URL == "" {
		p.missing(w, shorten(src), alt)
		return ast.WalkSkipChildren
	}
	// A figure can be looked at in full; the link works without a script.
	enlarge := n.Parent().Kind() == kindFigure && rec.place >= 0
	if enlarge {
		w.WriteString(`<a class="enlarge" href="`)
		writeAddress(w, pic.URL)
		w.WriteString(`" aria-label="`)
		writeText(w, p.engine.texts.T("md.image.enlarge", alt))
		w.WriteString(`">`)
	}
	class := ""
	if strings.HasSuffix(strings.ToLower(src), ".svg") {
		class = "drawing"
	}
	if rec.width > 0 && n.Parent().Kind() != kindFigure {
		class = strings.TrimSpace(class + " sized " + widthStep(rec.width))
	}
	title := p.doc.title(n, img.Title)
	if dark, _ := p.picture(rec.dark, ""); dark.URL != "" {
		writeImage(w, pic, alt, title, strings.TrimSpace(class+" only-light"))
		writeImage(w, dark, alt, title, strings.TrimSpace(strings.TrimPrefix(class, "drawing")+" only-dark"))
	} else {
		writeImage(w, pic, alt, title, class)
	}
	if enlarge {
		w.WriteString(`</a>`)
	}
	return ast.WalkSkipChildren
}

// picture finds an image by its place; src is its address as written.
func (p *page) picture(place int, src string) (Picture, string) {
	switch {
	case place >= 0:
		return p.resolve.Image(place), p.doc.Images[place].Src
	case place == inlineImage:
		return Picture{URL: src}, src
	}
	return Picture{}, src
}

func writeImage(w util.BufWriter, pic Picture, alt, title, class string) {
	w.WriteString(`<img src="`)
	writeAddress(w, pic.URL)
	w.WriteString(`" alt="`)
	writeText(w, alt)
	w.WriteByte('"')
	if pic.Width > 0 && pic.Height > 0 {
		w.WriteString(` width="` + strconv.Itoa(pic.Width) + `" height="` + strconv.Itoa(pic.Height) + `"`)
	}
	if class != "" {
		w.WriteString(` class="` + class + `"`)
	}
	if title != "" {
		w.WriteString(` title="`)
		writeText(w, title)
		w.WriteByte('"')
	}
	w.WriteString(` loading="lazy" decoding="async">`)
}

func (p *page) missing(w util.BufWriter, src, alt string) {
	w.WriteString(`<span class="missing" role="img" aria-label="`)
	writeText(w, p.engine.texts.T("md.image.missing")+": "+src)
	w.WriteString(`">`)
	writeIcon(w, "missing")
	w.WriteString(`<span class="missing-text">`)
	writeText(w, p.engine.texts.T("md.image.missing"))
	w.WriteString(`</span> <code>`)
	writeText(w, src)
	w.WriteString(`</code>`)
	if alt != "" {
		w.WriteString(` <span class="missing-alt">`)
		writeText(w, alt)
		w.WriteString(`</span>`)
	}
	w.WriteString(`</span>`)
}
