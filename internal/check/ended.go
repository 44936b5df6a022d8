package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// unended finds paragraphs of several sentences of which the last has no stop,
// unless it leads to what comes next.
func (x *Section) unended(r *reporter) {
	for i := range x.Outline.Blocks {
		b := &x.Outline.Blocks[i]
		if b.Kind != markdown.ParagraphBlock || b.Text == "" {
			continue
		}
		c, _ := utf8.DecodeLastRuneInString(b.Text)
		if !unicode.IsLetter(c) || nextSentence(b.Text) == 0 || strings.Count(b.Text, " ") < 12 || covered(b, len(b.Text)-1) || x.leads(i) || x.broken(b) {
			continue
		}
		at := strings.LastIndexByte(b.Text, ' ') + 1
		r.at(x, b, at, diag.Warning, "TXT-01.punto", b.Text[at:])
	}
}

// leads tells whether the block after the i-th belongs to it: a list, code, a
// figure, the rest of its sentence.
func (x *Section) leads(i int) bool {
	for i++; i < len(x.Outline.Blocks); i++ {
		b := &x.Outline.Blocks[i]
		switch {
		case b.Kind == markdown.CommentBlock || x.isHeader(b):
		case b.Kind == markdown.HeadingBlock:
			return false
		case b.Kind == markdown.ParagraphBlock:
			return goesOn(b)
		default:
			return true
		}
	}
	return false
}

// broken tells whether a paragraph has lines that end where its author says.
func (x *Section) broken(b *markdown.Block) bool {
	raw := string(x.raw(b))
	return strings.Contains(raw, "  \n") || strings.Contains(raw, "\\\n") || strings.Contains(raw, "<br")
}
