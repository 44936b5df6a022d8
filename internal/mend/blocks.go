package mend

import (
	"strings"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// outer is what stands before a block on its lines: the blanks and the marks of
// quotations and lists that it is in.
const outer = " \t>"

// opening is what opens another block below a paragraph.
var opening = pattern.Of("^(?:#{1,6}(?:[ \t]|$)|```|~~~)")

// lines are the numbers of a block's first and last line: to the next empty one,
// or to one that opens another block.
func (p *page) lines(d diag.Diagnostic) (first, last int) {
	first, last = d.Pos.Line, d.Pos.Line
	for last < len(p.starts) {
		next := strings.TrimLeft(p.line(last+1), outer)
		if next == "" || opening.MatchString(next) {
			break
		}
		last++
	}
	return first, last
}

// pastedHeader takes a control header out of the text.
func pastedHeader(p *page, d diag.Diagnostic) change {
	b := p.blocks[d.Pos]
	start := p.at(d.Pos.Line, d.Pos.Col)
	if b == nil || start != p.starts[d.Pos.Line-1] {
		return change{} // in a list or a quotation
	}
	first, last := p.lines(d)
	from, to := p.starts[first-1], p.end(last)
	if last < len(p.starts) && p.line(last+1) == "" && (first == 1 || p.line(first-1) == "") {
		to = p.end(last + 1) // one empty line of two
	}
	words, marks := wordsIn(b), marksIn(b)
	for _, row := range b.Rows {
		for i := range row {
			words, marks = append(words, wordsIn(&row[i])...), append(marks, marksIn(&row[i])...)
		}
	}
	return change{edits: []Edit{{from, to, ""}}, gone: [][]string{words, marks}}
}

// bullets are the signs of lists in a word processor.
const bullets = "•▪●◦‣∙"

// typedBullets makes a list of lines that open with a typed bullet.
func typedBullets(p *page, d diag.Diagnostic) change {
	first, last := p.lines(d)
	inner := p.inner(first)
	var c change
	var signs []string // open, the outermost first
	swaps := map[string]bool{}
	for n := first; n <= last; n++ {
		line := p.line(n)
		rest := strings.TrimLeft(line, outer)
		if n == first {
			at := p.at(n, d.Pos.Col)
			if at < 0 {
				return change{}
			}
			rest = line[at-p.starts[n-1]:]
		}
		r, size := utf8.DecodeRuneInString(rest)
		if rest == "" || !strings.ContainsRune(bullets, r) {
			if n == first {
				return change{}
			}
			continue // the words go on
		}
		words := strings.TrimLeft(rest[size:], blanks)
		if words == "" || strings.ContainsAny(words, bullets) {
			return change{} // perhaps several on a line
		}
		signs = nest(signs, rest[:size])
		before := line[:len(line)-len(rest)]
		text := strings.Repeat("  ", len(signs)-1) + "- "
		switch {
		case strings.Trim(before, outer) == "":
			if strings.HasPrefix(before, inner) {
				before = inner // no more blanks than the list needs
			}
		case isMarker(before):
			text = "" // - • x is an item already
		default:
			return change{}
		}
		c.edits = append(c.edits, Edit{p.starts[n-1] + len(before), p.starts[n-1] + len(line) - len(words), text})
		if !swaps[rest[:size]] {
			swaps[rest[:size]] = true
			c.swaps = append(c.swaps, swap{rest[:size], ""})
		}
	}
	return c
}

// inner is what stands before the paragraph that a line belongs to, as on its
// further lines.
func (p *page) inner(n int) string {
	for ; n > 0; n-- {
		line := p.line(n)
		if col := p.column[n]; col > 0 {
			end := p.at(n, col) - p.starts[n-1]
			return strings.Map(func(r rune) rune {
				if strings.ContainsRune(outer, r) {
					return r
				}
				return ' '
			}, line[:max(end, 0)])
		}
		if strings.TrimSpace(line) == "" {
			break
		}
	}
	return ""
}

// nest opens the level of a sign: that of the same one, or one more.
func nest(signs []string, sign string) []string {
	for i, s := range signs {
		if s == sign {
			return signs[:i+1]
		}
	}
	return append(signs, sign)
}

// isMarker tells what opens an item of a list.
func isMarker(before string) bool {
	before = strings.Trim(before, outer)
	return before == "-" || before == "*" || before == "+"
}

// tabbedLines makes a table of lines whose columns are parted by tabs.
func tabbedLines(p *page, d diag.Diagnostic) change {
	start := p.at(d.Pos.Line, d.Pos.Col)
	b := p.blocks[d.Pos]
	if b == nil || b.Kind != markdown.ParagraphBlock || start < 0 {
		return change{}
	}
	first, last := p.lines(d)
	prefix := p.line(first)[:start-p.starts[first-1]]
	if strings.Trim(prefix, outer) != "" {
		return change{}
	}
	var rows [][]string
	from := first
	for n := first; n <= last; n++ {
		line, ok := strings.CutPrefix(p.line(n), prefix)
		if !ok {
			return change{}
		}
		cells := cellsOf(line)
		switch {
		case len(cells) == 1 && len(rows) == 0:
			from = n + 1 // words before the table
			continue
		case len(cells) == 1 || len(rows) > 0 && len(cells) != len(rows[0]):
			return change{} // its columns are not certain
		}
		rows = append(rows, cells)
	}
	if len(rows) < 2 {
		return change{}
	}
	var t strings.Builder
	if from > first {
		t.WriteString(strings.TrimRight(prefix, " \t") + "\n")
	}
	for i, cells := range rows {
		t.WriteString(prefix + "| " + strings.Join(cells, " | ") + " |\n")
		if i == 0 {
			t.WriteString(prefix + "|" + strings.Repeat("---|", len(cells)) + "\n")
		}
	}
	text, to := t.String(), p.end(last)
	if p.text[to-1] != '\n' {
		text = strings.TrimSuffix(text, "\n")
	}
	return change{edits: []Edit{{p.starts[from-1], to, text}}}
}

// cellsOf parts a line at its tabs, of which several together are one; nil when it
// opens as a list does.
func cellsOf(line string) []string {
	line = strings.Trim(line, " \t")
	if r, _ := utf8.DecodeRuneInString(line); strings.ContainsRune(bullets, r) {
		return nil
	}
	var cells []string
	for cell := range strings.SplitSeq(line, "\t") {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, strings.ReplaceAll(cell, "|", `\|`))
		}
	}
	return cells
}
