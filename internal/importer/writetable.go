package importer

import (
	"strconv"
	"strings"
)

// table writes a table: Markdown's when it can hold it, else HTML.
func (w *writer) table(t *table) string {
	if !t.simple() {
		return w.htmlTable(t)
	}
	columns := 0
	for _, r := range t.rows {
		columns = max(columns, len(r.cells))
	}
	var b strings.Builder
	rows := t.rows
	if len(rows) == 0 || columns == 0 {
		return ""
	}
	head := row{}
	if rows[0].head || columns == 1 {
		head, rows = rows[0], rows[1:]
	}
	w.tableRow(&b, head, columns)
	b.WriteString("|")
	for i := range columns {
		b.WriteString(delimiter(t, i) + "|")
	}
	b.WriteString("\n")
	for _, r := range rows {
		w.tableRow(&b, r, columns)
	}
	return b.String()
}

// delimiter is what stands under a column's head: it says how all of the column's
// cells are aligned.
func delimiter(t *table, column int) string {
	align := byte(0)
	for i, r := range t.rows {
		if column >= len(r.cells) || r.head {
			continue
		}
		a := r.cells[column].align
		if i > 0 && align != 0 && a != align {
			return "---"
		}
		align = a
	}
	switch align {
	case 'r':
		return "---:"
	case 'c':
		return ":---:"
	}
	return "---"
}

func (w *writer) tableRow(b *strings.Builder, r row, columns int) {
	b.WriteString("|")
	for i := range columns {
		text := ""
		if i < len(r.cells) {
			text = w.cell(r.cells[i].blocks, inCell)
			if r.head {
				text = unbold(text)
			}
		}
		if text == "" {
			b.WriteString("  |")
			continue
		}
		b.WriteString(" " + text + " |")
	}
	b.WriteString("\n")
}

// unbold takes the marks off a head, which is bold anyway.
func unbold(s string) string {
	if inner, ok := strings.CutPrefix(s, "**"); ok {
		if inner, ok = strings.CutSuffix(inner, "**"); ok && !strings.Contains(inner, "**") {
			return inner
		}
	}
	return s
}

// cell writes what a cell has in one line.
func (w *writer) cell(list []block, in where) string {
	var parts []string
	seals := ""
	for i := range list {
		b := &list[i]
		var s string
		switch b.kind {
		case remark:
			seals += w.seal(*b.found)
			continue
		case codeBlock:
			if in == inHTML && shaped(b.code) {
				s = "<pre><code>" + strings.ReplaceAll(htmlEscaper.Replace(codeSigns(b.code)), "\n", "&#10;") + "</code></pre>"
				break
			}
			var lines []string
			for line := range strings.SplitSeq(strings.Trim(b.code, "\n"), "\n") {
				var c strings.Builder
				writeCodeSpan(&c, line, in)
				lines = append(lines, c.String())
			}
			s = strings.Join(lines, "<br>")
		case listBlock:
			s = w.htmlList(b)
		case quotation, callout:
			s = w.cell(b.blocks, in)
		case definition:
			s = w.inlines(b.text, in, 0) + ": " + w.cell(b.blocks, in)
		case tableBlock:
			s = w.nested(b.table, in)
		default:
			s = strings.Trim(w.inlines(trimmed(b.text), in, 0), blanks)
		}
		if s = strings.ReplaceAll(s, "\n", " "); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "<br>") + seals
}

// nested writes a table that stands in a cell as lines.
func (w *writer) nested(t *table, in where) string {
	var lines []string
	for _, r := range t.rows {
		var cells []string
		for _, c := range r.cells {
			if s := w.cell(c.blocks, in); s != "" {
				cells = append(cells, s)
			}
		}
		lines = append(lines, strings.Join(cells, " · "))
	}
	return strings.Join(lines, "<br>")
}

// simple tells whether a table of Markdown can hold a table.
func (t *table) simple() bool {
	for i, r := range t.rows {
		if r.head && i > 0 && len(t.rows) > 1 {
			return false
		}
		for _, c := range r.cells {
			if c.cols > 1 || c.rows > 1 {
				return false
			}
			for _, b := range c.blocks {
				if b.kind == listBlock || b.kind == codeBlock && shaped(b.code) {
					return false
				}
			}
		}
	}
	return true
}

// shaped tells code whose blanks at the beginnings of lines, or whose empty lines,
// mean something.
func shaped(code string) bool {
	code = strings.Trim(code, "\n")
	return strings.Contains(code, "\n ") || strings.Contains(code, "\n\t") || strings.Contains(code, "\n\n")
}

// htmlTable writes a table as one block of HTML.
func (w *writer) htmlTable(t *table) string {
	var b strings.Builder
	b.WriteString("<table>\n")
	head := 0
	for head < len(t.rows) && t.rows[head].head {
		head++
	}
	group := func(tag string, rows []row) {
		if len(rows) == 0 {
			return
		}
		b.WriteString("<" + tag + ">\n")
		for _, r := range rows {
			b.WriteString("<tr>\n")
			for i, c := range r.cells {
				w.htmlCell(&b, c, r.head || c.head || t.headers && i == 0, r.head)
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</" + tag + ">\n")
	}
	group("thead", t.rows[:head])
	group("tbody", t.rows[head:])
	b.WriteString("</table>")
	return b.String()
}

func (w *writer) htmlCell(b *strings.Builder, c cell, head, column bool) {
	tag := "td"
	text := w.cell(c.blocks, inHTML)
	if head && unsealed(text) != "" {
		tag = "th"
		if inner, ok := strings.CutPrefix(text, "<strong>"); ok {
			if inner, ok = strings.CutSuffix(inner, "</strong>"); ok && !strings.Contains(inner, "<strong>") {
				text = inner
			}
		}
	}
	b.WriteString("<" + tag)
	if tag == "th" {
		scope := "row"
		if column {
			scope = "col"
		}
		b.WriteString(` scope="` + scope + `"`)
	}
	if c.cols > 1 {
		b.WriteString(` colspan="` + strconv.Itoa(c.cols) + `"`)
	}
	if c.rows > 1 {
		b.WriteString(` rowspan="` + strconv.Itoa(c.rows) + `"`)
	}
	b.WriteString(">" + text + "</" + tag + ">\n")
}

func (w *writer) htmlList(b *block) string {
	tag := "ul"
	if b.ordered {
		tag = "ol"
	}
	var s strings.Builder
	s.WriteString("<" + tag)
	if b.ordered && b.start > 1 {
		s.WriteString(` start="` + strconv.Itoa(b.start) + `"`)
	}
	s.WriteString(">")
	for _, item := range b.items {
		s.WriteString("<li>" + w.cell(item, inHTML) + "</li>")
	}
	s.WriteString("</" + tag + ">")
	return s.String()
}
