package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/i18n"
)

// plain returns the words of a node's inline content: no marks, no tags, line
// breaks as spaces, an image as its alternative text. Values that depend on the
// environment are marked (config.MarkValue).
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	writePlain(&b, n, src)
	return squeeze(b.String())
}

// squeeze makes each run of white space one space, and none at the ends, as
// strings.Fields and Join do.
func squeeze(s string) string {
	i := untidy(s)
	if i == len(s) {
		return s
	}
	if strings.TrimSpace(s[i:]) == "" {
		return s[:i]
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for word := range strings.FieldsSeq(s[i:]) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// What parts the rows of a table and their cells while words are collected: tabs
// and line ends of the author's own are white space.
const (
	rowEdge  = '\x1e'
	cellEdge = '\x1d'
)

// squeezeLines is squeeze for words among which are rows of tables: each becomes
// a line, its cells between tabs. Lines of nothing are left out.
func squeezeLines(s string) string {
	if strings.IndexByte(s, rowEdge) < 0 {
		return squeeze(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for more := true; more; {
		var line string
		if line, s, more = strings.Cut(s, string(rowEdge)); strings.TrimSpace(line) == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		cell, rest, further := strings.Cut(line, string(cellEdge))
		b.WriteString(squeeze(cell))
		for further {
			cell, rest, further = strings.Cut(rest, string(cellEdge))
			b.WriteByte('\t')
			b.WriteString(squeeze(cell))
		}
	}
	return b.String()
}

// untidy is where white space begins that squeeze must change, len(s) when
// there is none.
func untidy(s string) int {
	last := -1 // the space before the word at hand; -1 is one before the text
	look := 0  // from where on a quick look is worth it
	for i := 0; i < len(s); i++ {
		if i >= look {
			n := i18n.Spaced(s[i:], last == i-1)
			if k := strings.LastIndexByte(s[i:i+n], ' '); k >= 0 {
				last = i + k
			}
			if i, look = i+n, i+n+8; i == len(s) {
				break
			}
		}
		switch c := s[i]; {
		case c == ' ':
			if last == i-1 {
				return max(last, 0)
			}
			last = i
		case c > ' ' && c < utf8.RuneSelf || c >= 0x80 && c < 0xc0 || c == 0xc3:
			// A letter, or what follows the first byte of one; all white space
			// beyond ASCII begins with another.
		default:
			if r, _ := utf8.DecodeRuneInString(s[i:]); unicode.IsSpace(r) {
				if last == i-1 {
					return max(last, 0)
				}
				return i
			}
		}
	}
	if last == len(s)-1 {
		return max(last, 0)
	}
	return len(s)
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
		case *ast.RawHTML:
		case *safe:
			b.WriteString(c.said)
		case *variableNode:
			b.WriteString(c.valued())
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

// plain returns the words of a node as the page shows them, see plain.
func (p *page) plain(n ast.Node) string {
	var b strings.Builder
	writeWords(&b, n, p.src, func(l *ast.Link) string { return p.doc.linkWords(l, p.resolve) })
	return squeeze(b.String())
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
	return squeeze(b.String())
}

// decodeText is decode for words in which a backslash before a variable is yet
// to say that it is none.
func decodeText(b []byte) string {
	return string(decode(bytes.ReplaceAll(b, []byte(`\{{`), []byte(`\\{{`))))
}

// decode resolves backslash escapes and entities.
func decode(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}
