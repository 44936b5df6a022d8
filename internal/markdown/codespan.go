package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// codeSpan makes the commonest spans of code, between single backticks on one
// line and without spaces at the ends, with its text at once; all others are
// goldmark's.
type codeSpan struct{}

// Trigger implements parser.InlineParser.
func (codeSpan) Trigger() []byte { return []byte{'`'} }

// codeText is a span with the text in it, made together.
type codeText struct {
	ast.CodeSpan
	text ast.Text
}

// Parse implements parser.InlineParser.
func (codeSpan) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, at := block.PeekLine()
	length := bytes.IndexByte(line[1:], '`')
	if length < 1 || at.Padding > 0 || line[1] == ' ' || line[length] == ' ' || len(line) > length+2 && line[length+2] == '`' {
		return nil
	}
	block.Advance(length + 2)
	n := &codeText{text: ast.Text{Segment: text.NewSegment(at.Start+1, at.Start+1+length)}}
	n.text.SetRaw(true)
	n.SetPos(at.Start)
	n.AppendChild(&n.CodeSpan, &n.text)
	return &n.CodeSpan
}

// shortCode is from how many bytes on a span of code may break at its hyphens.
const shortCode = 24

// keepWhole keeps a short span on one line.
func keepWhole(n ast.Node, src []byte) {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok || t.NextSibling() != nil {
		return
	}
	if text := t.Segment.Value(src); len(text) < shortCode && bytes.IndexByte(text, '-') >= 0 {
		n.SetAttributeString("class", "whole")
	}
}
