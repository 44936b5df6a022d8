package importer

import (
	"slices"
	"strings"
)

// table reads {| … |}.
func (r *mediaReader) table() block {
	t := &table{}
	b := block{kind: tableBlock, table: t}
	r.at++
	var current []string
	head, open := false, false
	params := map[string]string{}
	put := func() {
		if open {
			sub := &mediaReader{doc: r.doc, depth: r.depth, lines: current}
			sub.inline = r.inline
			c := cell{blocks: sub.blocks(), head: head, cols: min(number(params["colspan"]), 64), rows: number(params["rowspan"])}
			if len(t.rows) == 0 {
				t.rows = append(t.rows, row{})
			}
			line := &t.rows[len(t.rows)-1]
			line.cells = append(line.cells, c)
		}
		open, current = false, nil
	}
	start := func(s string, th bool) {
		put()
		open, head, params = true, th, nil
		if m := mediaParams.FindString(s); m != "" {
			params = parametersOf(strings.TrimSuffix(m, "|"))
			s = s[len(m):]
		}
		current = []string{strings.TrimSpace(s)}
	}
	for ; r.at < len(r.lines); r.at++ {
		line := strings.TrimSpace(r.lines[r.at])
		switch {
		case open && strings.HasPrefix(line, "{|"): // a table in the cell
			current = append(current, r.inner()...)
		case strings.HasPrefix(line, "|}"):
			put()
			r.at++
			t.heads()
			return b
		case strings.HasPrefix(line, "|+"):
			put()
			b.caption = r.inline.read(strings.TrimSpace(line[2:]))
		case strings.HasPrefix(line, "|-"):
			put()
			if n := len(t.rows); n == 0 || len(t.rows[n-1].cells) > 0 {
				t.rows = append(t.rows, row{})
			}
		case strings.HasPrefix(line, "!"):
			for s := range slices.Values(splitOutside(strings.ReplaceAll(line[1:], "!!", "||"), "||")) {
				start(s, true)
			}
		case strings.HasPrefix(line, "|"):
			for s := range slices.Values(splitOutside(line[1:], "||")) {
				start(s, false)
			}
		case open:
			current = append(current, line)
		}
	}
	put()
	t.heads()
	return b
}

// inner takes the lines of a table that begins on the line, and stays on its last.
func (r *mediaReader) inner() (lines []string) {
	depth := 0
	for ; r.at < len(r.lines); r.at++ {
		line := strings.TrimSpace(r.lines[r.at])
		lines = append(lines, line)
		if strings.HasPrefix(line, "{|") {
			depth++
		} else if strings.HasPrefix(line, "|}") {
			if depth--; depth == 0 {
				break
			}
		}
	}
	return lines
}

// heads finds the rows that head the others: those whose cells all do.
func (t *table) heads() {
	t.rows = slices.DeleteFunc(t.rows, func(r row) bool { return len(r.cells) == 0 })
	for i := range t.rows {
		r := &t.rows[i]
		r.head = (i == 0 || t.rows[i-1].head) && !slices.ContainsFunc(r.cells, func(c cell) bool { return !c.head })
	}
}
