package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// plain returns the words of a node's inline content: no marks, no tags, line
// breaks as spaces, an image as its alternative text.
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	writePlain(&b, n, src)
	return strings.Join(strings.Fields(b.String()), " ")
}

func writePlain(b *strings.Builder, n ast.Node, src []byte) { writeWords(b, n, src, nil) }

// writeWords is writePlain with the words of links that have none of their
// own, which only a Resolver knows; nil leaves them out.
func writeWords(b *strings.Builder, n ast.Node, src []byte, filled func(*ast.Link) string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				b.Write(c.Segment.Value(src))
			} else {
				b.Write(decode(c.Segment.Value(src)))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(src))
		case *ast.RawHTML, *safe:
		case *variableNode:
			b.WriteString(c.shown())
		case *filledCode:
			b.WriteString(c.code.plain())
		case *ast.Link:
			if !c.HasChildren() && filled != nil {
				b.WriteString(filled(c))
			}
			writeWords(b, c, src, filled)
		default:
			writeWords(b, c, src, filled)
		}
	}
}

// blockText returns the words of a block and all that is in it.
func blockText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && c.Type() == ast.TypeBlock && c.FirstChild() != nil && c.FirstChild().Type() == ast.TypeInline {
			writePlain(&b, c, src)
			b.WriteByte(' ')
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// decode resolves backslash escapes and entities.
func decode(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}
