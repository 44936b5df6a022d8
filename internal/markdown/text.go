package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/i18n"
	"folio/internal/pattern"
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

// writePlain writes the words of a node for where no mark can stand: raised figures
// stay apart from those before them, and what is struck out is left out.
func writePlain(b *strings.Builder, n ast.Node, src []byte) { writeWords(b, n, src, nil) }

// writeWords is writePlain with the words of links that have none of their
// own, which only a Resolver knows, and with what is struck out; nil leaves them out.
func writeWords(b *strings.Builder, n ast.Node, src []byte, filled func(*ast.Link) string) {
	writeRange(b, n.FirstChild(), nil, src, filled)
}

// writeRange writes the words of siblings, up to one that is not written; nil for none.
func writeRange(b *strings.Builder, from, to ast.Node, src []byte, filled func(*ast.Link) string) {
	for x := from; x != nil && x != to; x = x.NextSibling() {
		switch c := x.(type) {
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
			if end := c.end(); end != nil {
				var inner strings.Builder
				writeRange(&inner, x.NextSibling(), end, src, filled)
				b.WriteString(marked(c.html, inner.String(), filled != nil))
				x = end
			}
		case *variableNode:
			b.WriteString(c.valued())
		case *filledCode:
			b.WriteString(c.code.plain())
		case *ast.Link:
			if !c.HasChildren() && filled != nil {
				b.WriteString(filled(c))
			}
			writeWords(b, c, src, filled)
		case *east.Strikethrough:
			if filled != nil {
				writeWords(b, c, src, filled)
			}
		default:
			writeWords(b, c, src, filled)
		}
	}
}

// end is the end of an element among words that means something to them; nil for any
// other, and for one that does not end beside its beginning.
func (s *safe) end() ast.Node {
	switch s.html {
	case "<sup>", "<sub>", "<del>", "<s>":
		for n := s.NextSibling(); n != nil; n = n.NextSibling() {
			if e, ok := n.(*safe); ok && e.html == "</"+s.html[1:] {
				return n
			}
		}
	}
	return nil
}

// marked are words in such an element, where no mark can stand. struck tells whether
// what is struck out is written.
func marked(tag, words string, struck bool) string {
	table := raised
	switch tag {
	case "<sub>":
		table = lowered
	case "<del>", "<s>":
		if !struck {
			return ""
		}
		return words
	}
	isWord := func(r rune) bool { return unicode.IsLetter(r) || r == '.' }
	switch {
	case strings.Trim(words, plainSigns) == "":
		return strings.Map(func(r rune) rune { return table[strings.IndexRune(plainSigns, r)] }, words)
	case tag == "<sub>" || strings.IndexFunc(words, func(r rune) bool { return !isWord(r) }) < 0:
		return words // «1er»
	}
	return "^" + words
}

// plainSigns are those that have a raised and a lowered form.
const plainSigns = "0123456789+-=()"

var raised, lowered = []rune("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"), []rune("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

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

// literalUse is what is written to show {{NAME}} and no value.
var literalUse = pattern.Of(`\\\{\{[A-Z][A-Z0-9_]*\}\}`)

// decodeUses is decode for words in which such a use keeps its backslash.
func decodeUses(b []byte) []byte {
	if bytes.Contains(b, []byte(`\{{`)) {
		b = literalUse.ReplaceAllFunc(b, func(use []byte) []byte { return append([]byte(`\`), use...) })
	}
	return decode(b)
}

// decode resolves backslash escapes and entities.
func decode(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}
