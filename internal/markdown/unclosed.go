package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// unclosed: what is opened and never closed takes the rest of the page with it:
// a comment hides it, a fence shows it as code. CommonMark has it so; here it is
// reported where it opens. Elements of HTML are rawHTML's.
func unclosed() construct {
	return construct{
		name:    "unclosed",
		inlines: []util.PrioritizedValue{util.Prioritized(bareComment{}, 450)}, // after goldmark's HTML
		visit:   map[ast.NodeKind]func(*builder, ast.Node){ast.KindHTMLBlock: visitUnclosed},
	}
}

// closers are the ends that goldmark waits for, by the type of block; the other
// types end at an empty line.
var closers = map[ast.HTMLBlockType]*pattern.Pattern{
	ast.HTMLBlockType1: pattern.Of(`(?i)</(?:script|pre|style|textarea)>`),
	ast.HTMLBlockType2: pattern.Of(`-->`),
	ast.HTMLBlockType3: pattern.Of(`\?>`),
	ast.HTMLBlockType4: pattern.Of(`>`),
	ast.HTMLBlockType5: pattern.Of(`\]\]>`),
}

var opener = pattern.Of(`^<(?:!--|\?\w*|!\[CDATA\[|!?\w+)`)

func visitUnclosed(b *builder, n ast.Node) {
	h := n.(*ast.HTMLBlock)
	end := closers[h.HTMLBlockType]
	if end == nil || h.HasClosure() || h.Lines().Len() == 0 {
		return
	}
	first := h.Lines().At(0)
	line := bytes.TrimSpace(first.Value(b.src))
	if end.Match(line) {
		return
	}
	key := "HTML-06.bloque"
	if h.HTMLBlockType == ast.HTMLBlockType2 {
		key = "HTML-06"
	}
	b.add(diag.Warning, key, offsetOf(n), string(opener.Find(line)))
}

// bareComment meets a comment in a sentence that never ends, which shows as it
// is written.
type bareComment struct{}

// Trigger implements parser.InlineParser.
func (bareComment) Trigger() []byte { return []byte{'<'} }

// Parse implements parser.InlineParser.
func (bareComment) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, at := block.PeekLine(); bytes.HasPrefix(line, []byte("<!--")) {
		builderOf(pc).add(diag.Warning, "HTML-06.frase", at.Start)
	}
	return nil
}

// watchedFence is a fence that knows whether it was closed.
type watchedFence struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (f watchedFence) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := f.BlockParser.Open(parent, r, pc)
	if n != nil {
		builderOf(pc).fence = n
	}
	return n, state
}

// Continue implements parser.BlockParser.
func (f watchedFence) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	state := f.BlockParser.Continue(n, r, pc)
	if state == parser.Close {
		builderOf(pc).fence = nil
	}
	return state
}

// Close implements parser.BlockParser.
func (f watchedFence) Close(n ast.Node, r text.Reader, pc parser.Context) {
	f.BlockParser.Close(n, r, pc)
	b := builderOf(pc)
	open := b.fence == n
	b.fence = nil
	at := n.Pos()
	mark := fenceMark(b.src[at:])
	inner, heading := b.swallowed(n, mark)
	switch {
	case inner >= 0:
		line, _ := b.lines.place(inner)
		b.add(diag.Warning, "COD-07.otro", at, string(fenceLine(b.src[inner:])), strconv.Itoa(line))
	case open && heading != "":
		b.add(diag.Warning, "COD-07.titulo", at, shorten(heading), string(mark))
	case open:
		b.add(diag.Warning, "COD-07", at, string(mark))
	}
}

var swallowedHeading = pattern.Of(`^#{2,6}[ \t]+\S`)

// swallowed tells what stands in a fence that code would not hold: the byte
// offset of a line that opens another fence as this one does, -1 for none, and
// the first heading.
func (b *builder) swallowed(n ast.Node, mark []byte) (inner int, heading string) {
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		line := s.Value(b.src)
		trimmed := bytes.TrimLeft(line, " ")
		if len(trimmed) == 0 || len(line)-len(trimmed) > 3 {
			continue
		}
		switch {
		case trimmed[0] == mark[0] && len(fenceMark(trimmed)) >= len(mark) && opensLanguage(trimmed[len(fenceMark(trimmed)):]):
			return s.Start + len(line) - len(trimmed), heading
		case heading == "" && trimmed[0] == '#' && swallowedHeading.Match(trimmed):
			heading = string(bytes.TrimSpace(trimmed))
		}
	}
	return -1, heading
}

var languageForm = pattern.Of(`^ ?[A-Za-z][\w+#-]*[ \t]*(?:\{.*)?$`)

// opensLanguage tells whether what follows a fence is the name of a language.
func opensLanguage(rest []byte) bool { return languageForm.Match(bytes.TrimRight(rest, " \t\n")) }

// fenceMark is the run of one character that a line begins with.
func fenceMark(line []byte) []byte {
	end := 0
	for end < len(line) && line[end] == line[0] {
		end++
	}
	return line[:end]
}

// fenceLine is the line at the start of a text.
func fenceLine(src []byte) []byte {
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return bytes.TrimSpace(line)
}
