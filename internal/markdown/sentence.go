package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// opensSentence tells whether an inline node stands where a sentence begins: at
// the start of its block, or after what ends another.
func opensSentence(n ast.Node, src []byte) bool {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		for p := n.PreviousSibling(); p != nil; p = p.PreviousSibling() {
			t, ok := p.(*ast.Text)
			if !ok {
				return false
			}
			words := bytes.TrimRight(t.Segment.Value(src), " \t\n(«\"“[¿¡*_")
			if len(words) == 0 {
				continue
			}
			r, _ := utf8.DecodeLastRune(words)
			return r == '.' || r == '!' || r == '?' || r == '…'
		}
	}
	return true
}

// procedureOf is the procedure whose step a node stands in; -1 for none.
func (b *builder) procedureOf(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Kind() != ast.KindListItem {
			continue
		}
		if i, ok := b.doc.index[n]; ok && i >= 0 && i < len(b.doc.Steps) && n.Parent().(*ast.List).IsOrdered() {
			return b.doc.Steps[i].Procedure
		}
	}
	return -1
}
