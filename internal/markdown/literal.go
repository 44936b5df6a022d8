package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"folio/internal/diag"
)

// literal: marks of bold words and of code that make none, and show. A blank inside
// of the asterisks, a letter right after them, or the second mark forgotten are all
// it takes. One asterisk is left alone: it is a note's mark or a product as often.
func literal() construct {
	return construct{
		name:  "literal",
		visit: map[ast.NodeKind]func(*builder, ast.Node){ast.KindText: visitLiteral},
	}
}

func visitLiteral(b *builder, n ast.Node) {
	t := n.(*ast.Text)
	if t.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan || n.Parent() == b.showing {
		return
	}
	value := t.Segment.Value(b.src)
	key, at := "FMT-06", literalBold(value)
	if at < 0 {
		key, at = "FMT-06.codigo", literalCode(value)
		if at >= 0 && b.partedByBar(n.Parent()) {
			return // which has been reported
		}
	}
	if at >= 0 {
		b.showing = n.Parent() // one finding is enough
		b.add(diag.Warning, key, t.Segment.Start+at)
	}
}

// partedByBar tells whether a cell of a table and the one beside it each have a mark
// of code that shows: a bar parted what stands between them.
func (b *builder) partedByBar(cell ast.Node) bool {
	if cell.Kind() != east.KindTableCell {
		return false
	}
	for _, beside := range []ast.Node{cell.PreviousSibling(), cell.NextSibling()} {
		if beside == nil {
			continue
		}
		for c := beside.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok && literalCode(t.Segment.Value(b.src)) >= 0 {
				return true
			}
		}
	}
	return false
}

// literalCode is where the first mark of code is that a text shows; -1 for none.
func literalCode(text []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(text[from:], '`')
		if i < 0 {
			return -1
		}
		if i += from; !escaped(text, i) {
			return i
		}
		from = i + 1
	}
}

// literalBold is where the first of the asterisks are that were meant to make words
// bold; -1 for none. Powers (2**8) and patterns of files (**/*.md) were not.
func literalBold(text []byte) int {
	first, opens, count := -1, false, 0
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte("**"))
		if i < 0 {
			break
		}
		i += from
		end := i
		for end < len(text) && text[end] == '*' {
			end++
		}
		from = end
		before, _ := utf8.DecodeLastRune(text[:i])
		after, _ := utf8.DecodeRune(text[end:])
		power := (unicode.IsDigit(before) || before == ')') && (unicode.IsDigit(after) || after == '(')
		if escaped(text, i) || end-i > 3 || power || before == '/' || after == '/' || after == '.' {
			continue
		}
		if first < 0 {
			first = i
		}
		count++
		inside := !unicode.IsLetter(before) && !unicode.IsDigit(before) // else it is a mark of a note
		opens = opens || inside && end < len(text) && !unicode.IsSpace(after)
	}
	if opens || count > 1 {
		return first
	}
	return -1
}

// escaped tells whether a backslash stands before a byte that is none itself.
func escaped(text []byte, i int) bool {
	n := 0
	for n < i && text[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}
