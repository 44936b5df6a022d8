package importer

import (
	"slices"
	"strings"

	"folio/internal/pattern"
)

// leaders are the points between an entry of a table of contents and its page.
var leaders = pattern.Of(`(?:\.{4,}|…{2,})\s*\d*\s*$`)

// tabbed makes tables of paragraphs that follow each other with tabs at the same
// places.
func tabbed(list []block) []block {
	var out []block
	for i := 0; i < len(list); {
		n := i
		var rows []row
		columns := 0
		for n < len(list) && (list[n].kind == paragraph || list[n].kind == verbatim && list[n].label == "") {
			lines := tabRows(list[n].text)
			if lines == nil || list[n].kind == verbatim && n > i {
				break
			}
			for _, l := range lines {
				columns = max(columns, len(l.cells))
			}
			rows = append(rows, lines...)
			n++
		}
		filled := 0
		for _, r := range rows {
			if len(r.cells) == columns {
				filled++
			}
		}
		if len(rows) < 2 || filled < 2 {
			out = append(out, list[i])
			i++
			continue
		}
		t := &table{rows: rows}
		t.rows[0].head = len(t.rows[0].cells) == columns && headed(t.rows[0])
		b := block{kind: tableBlock, table: t}
		for _, x := range list[i:n] {
			b.anchors = append(b.anchors, x.anchors...)
		}
		out = append(out, b)
		i = n
	}
	return out
}

// headed tells whether each cell of a row says something, and none a number alone.
func headed(r row) bool {
	return !slices.ContainsFunc(r.cells, func(c cell) bool { return strings.Trim(c.text(), "0123456789.,:") == "" })
}

// tabRows parts a paragraph at its tabs, a row a line; nil when a line has none
// between words.
func tabRows(text []inline) (rows []row) {
	var lines [][]inline
	line := []inline{}
	for _, x := range text {
		switch {
		case x.kind == lineBreak:
			lines, line = append(lines, line), []inline{}
		case (x.kind == raw || x.kind == words) && strings.Contains(x.text, "\n"):
			for i, s := range strings.Split(x.text, "\n") {
				if i > 0 {
					lines, line = append(lines, line), []inline{}
				}
				line = append(line, inline{kind: x.kind, text: s})
			}
		default:
			line = append(line, x)
		}
	}
	lines = append(lines, line)
	for _, l := range lines {
		if !hasWords(l) {
			continue
		}
		cells := tabCells(l)
		if len(cells) < 2 || len(cells) > 12 || leaders.MatchString(rawText(l)) {
			return nil
		}
		if first := strings.TrimLeft(rawText(l), blanks); first != "" && (isBullet(first) || len(cells) == 2 && typedNumber.MatchString(first)) {
			return nil // a point of a list
		}
		rows = append(rows, row{cells: cells})
	}
	return rows
}

func rawText(text []inline) string {
	var b strings.Builder
	for _, x := range text {
		b.WriteString(x.text)
		b.WriteString(rawText(x.kids))
	}
	return b.String()
}

func tabCells(line []inline) (cells []cell) {
	var current []inline
	put := func() {
		c := cell{}
		if text := trimmed(current); hasWords(text) {
			c.blocks = []block{para(text...)}
			if text[0].kind == raw {
				c.blocks[0].kind = verbatim
				c.blocks[0].text[0].text = strings.Trim(text[0].text, blanks)
			}
		}
		cells = append(cells, c)
		current = nil
	}
	for _, x := range line {
		if x.kind != words && x.kind != raw || !strings.Contains(x.text, "\t") {
			current = append(current, x)
			continue
		}
		for i, s := range strings.Split(x.text, "\t") {
			if i > 0 {
				put()
			}
			if s != "" {
				current = append(current, inline{kind: x.kind, text: s})
			}
		}
	}
	put()
	for len(cells) > 1 && cells[len(cells)-1].blocks == nil && len(cells) > 3 {
		cells = cells[:len(cells)-1]
	}
	return cells
}
