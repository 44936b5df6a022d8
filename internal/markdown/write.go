package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// nodeRenderers are the functions that write nodes, by kind. Folio walks over
// its trees by itself: goldmark's way asks for a function of the whole tree
// twice for every word.
type nodeRenderers []renderer.NodeRendererFunc

// Register implements renderer.NodeRendererFuncRegisterer. The last one counts.
func (l *nodeRenderers) Register(kind ast.NodeKind, f renderer.NodeRendererFunc) {
	for int(kind) >= len(*l) {
		*l = append(*l, nil)
	}
	(*l)[kind] = f
}

// write writes a node and what is in it. The functions write to a buffer and
// cannot fail.
func (p *page) write(w util.BufWriter, n ast.Node) {
	var f renderer.NodeRendererFunc
	if kind := int(n.Kind()); kind < len(p.renderers) {
		f = p.renderers[kind]
	}
	status := ast.WalkContinue
	if f != nil {
		status, _ = f(w, p.src, n, true)
	}
	if status != ast.WalkSkipChildren {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			p.write(w, c)
		}
	}
	if f != nil {
		_, _ = f(w, p.src, n, false)
	}
}

// output is a buffer as goldmark's functions want it.
type output struct{ *bytes.Buffer }

// Available implements util.BufWriter.
func (o output) Available() int { return o.Buffer.Available() }

// Buffered implements util.BufWriter.
func (output) Buffered() int { return 0 }

// Flush implements util.BufWriter.
func (output) Flush() error { return nil }

// proseWriter writes text that needs no escape, which is nearly all of it, at
// once.
type proseWriter struct{ html.Writer }

// Write implements html.Writer.
func (x proseWriter) Write(w util.BufWriter, s []byte) {
	if plainUpTo(s) == len(s) {
		w.Write(s)
		return
	}
	x.Writer.Write(w, s)
}

// RawWrite implements html.Writer.
func (x proseWriter) RawWrite(w util.BufWriter, s []byte) {
	if plainUpTo(s) == len(s) {
		w.Write(s)
		return
	}
	x.Writer.RawWrite(w, s)
}

// plainUpTo is the length of the beginning that stands for itself in HTML and
// in Markdown.
func plainUpTo[T string | []byte](s T) int {
	for i := range len(s) {
		if meansMore[s[i]] {
			return i
		}
	}
	return len(s)
}

var meansMore = [256]bool{0: true, '"': true, '&': true, '<': true, '>': true, '\\': true}

// writeText writes escaped text.
func writeText(w util.BufWriter, s string) {
	if plainUpTo(s) == len(s) {
		w.WriteString(s)
		return
	}
	w.Write(util.EscapeHTML([]byte(s)))
}
