package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

// captionForm is how a paragraph says that it is a caption.
type captionForm struct {
	series Series
	typed  int // the number that the author wrote; 0 for none
	// weak forms are captions only beside what they can belong to: anywhere else
	// they may be a sentence.
	weak bool
	// around tells that marks of emphasis open before the label and do not close
	// with it.
	around   bool
	from, to int // of the words, in bytes
}

// captionWord is a word that opens captions.
type captionWord struct {
	series Series
	weak   bool
}

// captionWords are those of both languages, folded, and Word's for an image.
var captionWords = map[string]captionWord{
	"tabla": {Tables, false}, "imagen": {Images, false}, "figura": {Images, false}, "listado": {Listings, false}, "codigo": {Listings, false},
	"ilustracion": {Images, true}, "table": {Tables, true}, "image": {Images, true}, "figure": {Images, true}, "listing": {Listings, true}, "code": {Listings, true},
}

// maxCaptionLines bounds how many lines a caption has, with the images that
// stand on lines of the same paragraph.
const maxCaptionLines = 8

// captionBraces are attributes at the end of a line.
var captionBraces = pattern.Of(`[ \t]*\{([^{}]*)\}$`)

// readCaption reads the first line of a caption, whose words begin at from:
//
//	Tabla: Servidor mínimo      **Tabla 1.** Servidor mínimo
//	TABLA: Servidor mínimo      **Tabla 1. Servidor mínimo**
//	Tabla. Servidor mínimo      Tabla 1 – Servidor mínimo
//	Tabla N.º 1. Servidor       Tabla No. 1: Servidor
func readCaption(line []byte) (captionForm, bool) {
	open := len(line) - len(bytes.TrimLeft(line, "*_"))
	if open > 3 || open == len(line) || strings.IndexByte("TIFLCtiflc", line[open]) < 0 {
		return captionForm{}, false // most paragraphs
	}
	r := captionReader{line: line, at: open, marks: open}
	word, known := captionWords[i18n.Fold(r.word())]
	if !known {
		return captionForm{}, false
	}
	f := captionForm{series: word.series, weak: word.weak}
	numbered := false
	if blanks := r.blanks(); blanks > 0 {
		f.typed, numbered = r.number()
	}
	r.close()
	end := r.end(numbered)
	r.close()
	blanks := r.blanks()
	f.around = r.marks > 0
	f.from = r.at
	next, _ := utf8.DecodeRune(line[r.at:])
	switch {
	case end == ':' || numbered && end == '.' && blanks > 0:
	case end == '.' || end == '-':
		f.weak = true
		if blanks == 0 || !numbered && !unicode.IsUpper(next) {
			return captionForm{}, false
		}
	case numbered && blanks > 0 && (open > 0 && !f.around || unicode.IsUpper(next)): // **Tabla 1** X, Tabla 1 X
		f.weak = true
	default:
		return captionForm{}, false
	}
	return f, len(bytes.TrimSpace(line[r.at:])) > 0
}

// captionReader reads a line from left to right.
type captionReader struct {
	line  []byte
	at    int
	marks int // of emphasis that are open
}

func (r *captionReader) blanks() int {
	rest := bytes.TrimLeft(r.line[r.at:], " \t")
	n := len(r.line) - len(rest) - r.at
	if rest, ok := bytes.CutPrefix(rest, []byte("\u00a0")); ok { // as Word puts before a number
		n = len(r.line) - len(rest) - r.at
	}
	r.at += n
	return n
}

func (r *captionReader) word() string {
	end := bytes.IndexFunc(r.line[r.at:], func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(r.line) - r.at
	}
	r.at += end
	return string(r.line[r.at-end : r.at])
}

// numberSign is what may stand before a number: Tabla N.º 3, Tabla No. 3.
var numberSign = pattern.Of(`^(?:[Nn](?:[º°o]?\.[º°]?|[º°o]|[úu]m\.|ro\.)|#)[ \t\x{a0}]*`)

// number reads 3, and also 3-1 and 3.1, which say nothing of the series.
func (r *captionReader) number() (n int, ok bool) {
	digits := func() string {
		i := r.at
		for i < len(r.line) && r.line[i] >= '0' && r.line[i] <= '9' {
			i++
		}
		s := string(r.line[r.at:i])
		r.at = i
		return s
	}
	before := r.at
	r.at += len(numberSign.Find(r.line[r.at:]))
	s := digits()
	if s == "" || len(s) > 4 {
		r.at = before
		return 0, false
	}
	n, _ = strconv.Atoi(s)
	for r.at+1 < len(r.line) && (r.line[r.at] == '.' || r.line[r.at] == '-') && r.line[r.at+1] >= '0' && r.line[r.at+1] <= '9' {
		r.at++
		digits()
		n = 0
	}
	return n, true
}

// close takes the marks that close what was opened before the label.
func (r *captionReader) close() {
	at := r.at
	for at < len(r.line) && (r.line[at] == ' ' || r.line[at] == '\t') {
		at++
	}
	n := at
	for n < len(r.line) && n-at < r.marks && r.line[n] == r.line[0] {
		n++
	}
	if r.marks > 0 && n-at == r.marks && at == r.at {
		r.at, r.marks = n, 0
	}
}

// end takes what ends the label: '.', ':', or, after a number, a dash, given as
// '-'; 0 for nothing.
func (r *captionReader) end(numbered bool) byte {
	rest := bytes.TrimLeft(r.line[r.at:], " \t")
	c, size := utf8.DecodeRune(rest)
	switch {
	case c == '.' || c == ':':
	case numbered && (c == '-' || c == '–' || c == '—'):
		c = '-'
	default:
		return 0
	}
	r.at = len(r.line) - len(rest) + size
	return byte(c)
}

// words are those of the first line, as written, for a message.
func (f captionForm) words(src []byte) string {
	line, _, _ := bytes.Cut(src[f.from:f.to], []byte("\n"))
	return strings.TrimRight(string(line), " \t*_")
}

// cut takes the label and the attributes out of a caption's paragraph, and the
// emphasis that stands around all of it.
func (f captionForm) cut(p ast.Node) {
	clip(p, f.from, f.to)
	if t, ok := p.LastChild().(*ast.Text); ok {
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
	}
	for f.around && p.ChildCount() == 1 && p.FirstChild().Kind() == ast.KindEmphasis {
		inner := p.FirstChild()
		for inner.FirstChild() != nil {
			p.InsertBefore(p, inner, inner.FirstChild())
		}
		p.RemoveChild(p, inner)
	}
}

// clip takes out of a node the text outside of a stretch of the source.
func clip(n ast.Node, from, to int) {
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		switch c := c.(type) {
		case *ast.Text:
			s := c.Segment
			if s.Start < from {
				s = s.WithStart(min(from, s.Stop))
			}
			if s.Stop > to {
				s = s.WithStop(max(to, s.Start))
			}
			if c.Segment = s; s.IsEmpty() {
				n.RemoveChild(n, c)
			}
		case *ast.Emphasis:
			if clip(c, from, to); c.FirstChild() == nil {
				n.RemoveChild(n, c)
			}
		}
		c = next
	}
}

// splitImages parts a paragraph of images, each on a line of its own, and their
// caption, since nothing but a line break stands between them. It returns what
// follows; nil when there is nothing to part.
func splitImages(b *builder, n ast.Node) ast.Node {
	lines := n.Lines()
	isImage := func(i int) bool {
		line := lines.At(i)
		s := bytes.TrimLeft(line.Value(b.src), " \t")
		return bytes.HasPrefix(s, []byte("![")) || bytes.HasPrefix(s, []byte("[!["))
	}
	isCaption := func(i int) bool {
		line := lines.At(i)
		_, ok := readCaption(line.Value(b.src))
		return ok
	}
	last := lines.Len() - 1
	k := 0 // the first line of what follows
	switch {
	case isImage(0):
		for k <= last && isImage(k) {
			k++
		}
		if k > last || !isCaption(k) {
			return nil
		}
	case isCaption(0) && isImage(last):
		for k = last; isImage(k - 1); {
			k--
		}
	default:
		return nil
	}
	start := lines.At(k).Start
	rest := ast.NewParagraph()
	rest.SetPos(start)
	for i := k; i <= last; i++ {
		rest.Lines().Append(lines.At(i))
	}
	lines.SetSliced(0, k)
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		if offsetOf(c) >= start {
			rest.AppendChild(rest, c)
		}
		c = next
	}
	if t, ok := n.LastChild().(*ast.Text); ok {
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
		if t.Segment.IsEmpty() {
			n.RemoveChild(n, t)
		}
	}
	n.Parent().InsertAfter(n.Parent(), n, rest)
	return rest
}

// onlyImages tells a paragraph of several images, or of images that are links.
func onlyImages(p ast.Node, src []byte) bool {
	images := 0
	for c := p.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			images++
		case *ast.Link:
			if !onlyImages(c, src) {
				return false
			}
			images++
		case *ast.Text:
			if len(bytes.TrimSpace(c.Value(src))) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return images > 0
}
