package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/highlight"
)

// code: fenced and indented blocks in a frame with a bar that tells the
// language or the title. The info string takes attributes:
//
//	```yaml {titulo="docker-compose.yml" resaltar="2-3,7" lineas}
//	```nginx {inicio=10 agregadas="3-4" quitadas="2" ajustar marcas}
//
// Lines are counted from 1 whatever number shows at the first.
func code() construct {
	return construct{
		name: "code",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindFencedCodeBlock: visitFence,
			ast.KindCodeBlock:       visitIndented,
		},
		renderers: []nodeRenderer{{kindListing, renderListing}},
	}
}

// listing replaces a code block.
type listing struct {
	ast.BaseBlock
	lang  string // canonical; "" for plain text
	label string // of the language: "Bash", or the author's unknown word
	title string
	wrap  bool // long lines go on below instead of scrolling
	show  highlight.Options
	marks []codeMark
	code  variableText
	html  []byte // of the code
	// drawing is what the code draws; nil for code that shows as it is.
	drawing *drawing
	live    bool // a browser draws it
}

var kindListing = ast.NewNodeKind("Listing")

// Kind implements ast.Node.
func (*listing) Kind() ast.NodeKind { return kindListing }

// IsRaw implements ast.Node.
func (*listing) IsRaw() bool { return true }

// Dump implements ast.Node.
func (l *listing) Dump(src []byte, level int) {
	ast.DumpHelper(l, src, level, map[string]string{"lang": l.lang}, nil)
}

// roomyFence gives a fence room for its lines at once.
type roomyFence struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (f roomyFence) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := f.BlockParser.Open(parent, r, pc)
	if n != nil {
		_, at := r.Position()
		ahead := r.Source()[at.Stop:min(at.Stop+maxAhead, len(r.Source()))]
		code, _, _ := bytes.Cut(ahead, []byte("```")) // its end, nearly always
		n.Lines().AppendAll(make([]text.Segment, bytes.Count(code, []byte("\n"))))
		n.Lines().SetSliced(0, 0)
	}
	return n, state
}

// maxAhead bounds, in bytes, how far a fence looks for its end.
const maxAhead = 4 << 10

func visitIndented(b *builder, n ast.Node) { b.listing(n, "", attributes{}) }

func visitFence(b *builder, n ast.Node) {
	word, a := b.fenceInfo(n.(*ast.FencedCodeBlock))
	b.checkAttributes(a, onCode)
	b.listing(n, word, a)
}

// fenceInfo reads what follows a fence: the language's name and attributes.
func (b *builder) fenceInfo(f *ast.FencedCodeBlock) (word string, a attributes) {
	if f.Info == nil {
		return "", attributes{}
	}
	word = strings.TrimSpace(decodeText(f.Info.Segment.Value(b.src)))
	if i := strings.IndexAny(word, " \t{"); i >= 0 {
		rest := strings.TrimLeft(word[i:], " \t{")
		at := f.Info.Segment.Start + len(word) - len(rest) // where nothing is escaped
		word, a = word[:i], parseAttributes(strings.TrimSuffix(rest, "}"), at)
	}
	if word == "" && len(a.classes) > 0 {
		word, a.classes = a.classes[0], a.classes[1:]
		language := slices.IndexFunc(a.all, func(v attribute) bool { return v.written == "."+word })
		a.all = slices.Delete(a.all, language, language+1)
	}
	return word, a
}

// listing puts a listing in the place of a code block.
func (b *builder) listing(n ast.Node, word string, a attributes) {
	l := &listing{}
	l.SetLines(n.Lines())
	l.SetPos(n.Pos())
	l.title, _ = a.get("titulo", "title")
	l.title = b.fillText(l.title, offsetOf(n), false)
	l.wrap = a.flag("ajustar", "wrap")
	l.show.Numbers = a.flag("lineas", "numeros", "linenos")
	if first, ok := a.get("inicio", "start", "linenostart"); ok {
		l.show.Start, _ = strconv.Atoi(first)
		l.show.Start = max(l.show.Start, 1)
		l.show.Numbers = true
	}
	l.show.Marked = b.lineRanges(n, a, "resaltar", "hl_lines")
	l.show.Added = b.lineRanges(n, a, "agregadas", "added")
	l.show.Removed = b.lineRanges(n, a, "quitadas", "removed")
	if word != "" {
		if known, ok := b.engine.highlight.Language(word); ok {
			l.lang, l.label = known.Name, known.Title
		} else {
			l.label = word
			if draws(word) {
				l.label = diagramTitles[strings.ToLower(word)]
			} else {
				b.unknownLanguage(offsetOf(n), word)
			}
		}
	}
	code := l.source(b.src)
	if draws(word) {
		if b.draw(l, word, code); l.drawing != nil {
			l.code.text = code
			n.Parent().ReplaceChild(n.Parent(), n, l)
			return
		}
	}
	if a.flag("marcas", "marks") {
		code, l.marks = takeMarks(code, func(line int) int { return l.Lines().At(line).Start })
		b.checkMarks(n, l.marks)
	}
	l.code = b.variablesIn(code, func(i int) int { return l.offset(code, i) })
	b.highlight(l, offsetOf(n))
	n.Parent().ReplaceChild(n.Parent(), n, l)
}

// unknownLanguage reports a language once in a file.
func (b *builder) unknownLanguage(at int, word string) {
	if b.unknown[strings.ToLower(word)] {
		return
	}
	if b.unknown == nil {
		b.unknown = map[string]bool{}
	}
	b.unknown[strings.ToLower(word)] = true
	b.add(diag.Info, "COD-01", at, shorten(word))
}

// lineRanges reads an attribute that names lines of a block.
func (b *builder) lineRanges(n ast.Node, a attributes, names ...string) []highlight.LineRange {
	value, _ := a.get(names...)
	var out []highlight.LineRange
	ranges, _ := parseRanges(value)
	for _, r := range ranges {
		out = append(out, highlight.LineRange{First: r[0], Last: r[1]})
		if r[1] > n.Lines().Len() {
			b.add(diag.Warning, "COD-04", offsetOf(n), names[0], strconv.Itoa(r[1]), strconv.Itoa(n.Lines().Len()))
		}
	}
	return out
}

func renderListing(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	l := n.(*listing)
	if l.drawing != nil {
		l.drawing.render(p, w, l.in())
		return ast.WalkSkipChildren
	}
	if l.live {
		l.openLive(p, w)
		defer l.closeLive(w)
	}
	label := p.engine.texts.T("md.code")
	if l.label != "" {
		label = p.engine.texts.T("md.code.in", l.label)
	}
	w.WriteString(`<div class="code`)
	if l.wrap {
		w.WriteString(` wrap`)
	}
	w.WriteByte('"')
	if l.lang != "" {
		w.WriteString(` data-lang="`)
		w.WriteString(l.lang)
		w.WriteByte('"')
	}
	w.WriteString(`><div class="code-bar">`)
	if l.title != "" {
		w.WriteString(`<span class="code-title">`)
		writeText(w, l.title)
		w.WriteString(`</span>`)
		label = l.title
	}
	if l.label != "" {
		w.WriteString(`<span class="code-lang">`)
		writeText(w, l.label)
		w.WriteString(`</span>`)
	}
	w.WriteString(`</div><pre class="chroma" tabindex="0" role="group" aria-label="`)
	writeText(w, label)
	w.WriteString(`"><code>`)
	w.Write(l.html)
	w.WriteString("</code></pre></div>\n")
	return ast.WalkSkipChildren
}

// Code writes a block of code as its page has it; what draws something, as what
// it is drawn from is nothing for a reader, is left out.
func (e *Engine) Code(w *bytes.Buffer, b *Block) {
	if b.code == nil || b.code.drawing != nil || b.code.live {
		return
	}
	p := e.pages.Get().(*page)
	defer e.pages.Put(p)
	renderListing(p, output{w}, b.code, true)
}

// source is the code as written.
func (l *listing) source(src []byte) string {
	lines := l.Lines()
	if lines.Len() == 1 {
		s := lines.At(0)
		return string(s.Value(src))
	}
	size := 0
	for i := range lines.Len() {
		s := lines.At(i)
		size += s.Len()
	}
	var b strings.Builder
	b.Grow(size)
	for i := range lines.Len() {
		s := lines.At(i)
		b.Write(s.Value(src))
	}
	return b.String()
}

// offset is the byte offset in the file of a place in the code, whose lines may
// have lost their ends.
func (l *listing) offset(code string, i int) int {
	line := strings.Count(code[:i], "\n")
	column := i - 1 - strings.LastIndexByte(code[:i], '\n')
	return l.Lines().At(min(line, l.Lines().Len()-1)).Start + column
}

// highlight writes the code as HTML, with the marks and variables in it, and
// says when it stays plain. It is done while parsing, where findings are.
func (b *builder) highlight(l *listing, at int) {
	html, plain := b.engine.highlight.Append(nil, l.lang, l.code.text, l.show)
	switch plain {
	case highlight.TooLarge:
		b.add(diag.Info, "COD-05", at, strconv.Itoa(highlight.MaxSize>>10))
	case highlight.TooSlow, highlight.BadRules:
		b.add(diag.Info, "COD-06", at, l.label)
	}
	if len(l.marks) > 0 {
		html = showMarks(html, l.marks)
	}
	l.html = l.code.restore(html)
}
