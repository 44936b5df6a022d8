package check

import (
	"sort"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// bareRule: orders are in code, where they keep their signs and can be copied.
func bareRule() Rule {
	return Rule{Codes: []diag.Code{"CMD-03"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.eachBlock(func(b *markdown.Block) {
				switch b.Kind {
				case markdown.ParagraphBlock:
					bareOrders(x, b, r)
				case markdown.CellBlock:
					if !covered(b, 0) && strings.Count(b.Text, " ") > 1 && isOrderLine(b.Text) && !endsAsSentence(b.Text) {
						r.at(x, b, 0, diag.Warning, "CMD-03", shortOrder(b.Text))
					}
				}
			})
		}
	}}
}

// bareOrders finds the lines of a paragraph that are orders.
func bareOrders(x *Section, b *markdown.Block, r *reporter) {
	for at := 0; at < len(b.Text); {
		end := strings.IndexByte(b.Text[at:], ' ')
		if end < 0 {
			return
		}
		if isTool(b.Text[at:at+end]) && !covered(b, at) {
			pos, line := x.Outline.At(b, at)
			// The words before it on its line are only marks.
			if order := opens(line, b.Text[at:at+end], pos.Col); order != "" && isOrderLine(order) && !endsAsSentence(order) {
				r.add(pos, line, diag.Warning, "CMD-03", shortOrder(order))
			}
		}
		at += end + 1
	}
}

// opens is what a line says, if it begins with a word at a column.
func opens(line, word string, col int) string {
	if col > near {
		return ""
	}
	rest := strings.TrimLeft(line, " \t>-*+")
	if i := strings.IndexAny(rest[:min(len(rest), 4)], ".)"); i > 0 && i < 4 && strings.Trim(rest[:i], "0123456789") == "" {
		rest = strings.TrimLeft(rest[i+1:], " \t")
	}
	rest = strings.TrimPrefix(rest, "$ ")
	if len(line)-len(rest) != col-1 || !strings.HasPrefix(rest, word) {
		return ""
	}
	return strings.TrimRight(rest, " \t\\\r")
}

// covered tells whether a byte of a block is code or a link's. Spans stand in the
// order of their ends; those around others, which come after them, are sought
// only so far.
func covered(b *markdown.Block, at int) bool {
	first := sort.Search(len(b.Spans), func(i int) bool { return b.Spans[i].End > at })
	for _, s := range b.Spans[first:min(first+50, len(b.Spans))] {
		if at >= s.Start && s.Kind != markdown.StrongSpan && s.Kind != markdown.StruckSpan {
			return true
		}
	}
	return false
}

// shortOrder is an order as a message shows it.
func shortOrder(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 50 {
		return string(r[:49]) + "…"
	}
	return string(r)
}
