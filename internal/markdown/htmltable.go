package markdown

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// htmlTable is a table that is written in HTML, as those with merged cells are, for
// who reads what the section says.
type htmlTable struct {
	rows []htmlRow
	cell *htmlCell // that is open
	code int       // where the code that is open in it began; -1 for none
	mark int       // where the raised or lowered words that are open in it began; -1 for none
	gap  bool      // a blank stands before what comes next
	line bool      // that blank ends a line
	used int       // cells, with those that each covers
}

type htmlRow struct {
	head  bool // all its cells head columns
	cells []htmlCell
}

// htmlCell is a cell with its words, blanks squeezed.
type htmlCell struct {
	text       strings.Builder
	at         int // byte offset of its words in the source
	said       bool
	cols, rows int // how many it covers
	spans      []Span
}

// start takes a start tag; at is the byte offset behind it.
func (t *htmlTable) start(tok html.Token, at int) {
	switch tok.Data {
	case "tr":
		t.end("td")
		t.rows = append(t.rows, htmlRow{head: true})
	case "td", "th":
		t.end("td")
		if len(t.rows) == 0 {
			t.rows = append(t.rows, htmlRow{head: true})
		}
		c := htmlCell{at: at, cols: 1, rows: 1}
		for _, a := range tok.Attr {
			k, err := strconv.Atoi(strings.TrimSpace(a.Val))
			switch {
			case err != nil || k < 1:
			case a.Key == "colspan":
				c.cols = min(k, 1000)
			case a.Key == "rowspan":
				c.rows = min(k, 1000)
			}
		}
		if t.used += c.cols * c.rows; t.used > maxCells {
			c.cols, c.rows = 1, 1
		}
		row := &t.rows[len(t.rows)-1]
		row.head = row.head && tok.Data == "th"
		row.cells = append(row.cells, c)
		t.cell, t.code, t.mark, t.gap, t.line = &row.cells[len(row.cells)-1], -1, -1, false, false
	case "sup", "sub":
		if t.cell != nil {
			if t.mark = t.cell.text.Len(); t.gap && t.mark > 0 {
				t.mark++
			}
		}
	case "code", "kbd", "samp":
		if t.cell != nil && t.code < 0 {
			t.code = t.cell.text.Len()
			if t.gap && t.code > 0 {
				t.code++
			}
		}
	default:
		if allowed[tok.Data].block || tok.Data == "br" {
			t.gap, t.line = true, true
		}
	}
}

// edge is what stands before an element's words in a passage: an edge of a row or
// of a cell, or a blank.
func (t *htmlTable) edge(name string) byte {
	switch {
	case t == nil:
	case name == "tr" || name == "table":
		return rowEdge
	case (name == "td" || name == "th") && len(t.rows) > 0 && len(t.rows[len(t.rows)-1].cells) > 0:
		return cellEdge
	}
	return ' '
}

func (t *htmlTable) end(name string) {
	if t.cell == nil {
		return
	}
	switch name {
	case "sup", "sub":
		if text := t.cell.text.String(); t.mark >= 0 && t.mark <= len(text) {
			t.cell.text.Reset()
			t.cell.text.WriteString(text[:t.mark] + marked("<"+name+">", text[t.mark:], true))
		}
		t.mark = -1
	case "code", "kbd", "samp", "td", "th", "tr", "table":
		if end := t.cell.text.Len(); t.code >= 0 && t.code < end {
			t.cell.spans = append(t.cell.spans, Span{Kind: CodeSpan, Start: t.code, End: end})
		}
		t.code = -1
		if name[0] == 't' {
			t.cell = nil
		}
	default:
		if allowed[name].block {
			t.gap, t.line = true, true
		}
	}
}

// words takes words at a byte offset.
func (t *htmlTable) words(s string, at int) {
	if t.cell == nil {
		return
	}
	if !t.cell.said {
		lead := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
		if lead == len(s) {
			return
		}
		t.cell.said, t.cell.at = true, at+lead
	}
	t.say(s)
}

func (t *htmlTable) say(s string) {
	b := &t.cell.text
	for i := range len(s) {
		switch c := s[i]; c {
		case ' ', '\t', '\n', '\r', '\f':
			t.gap = true
		default:
			switch {
			case b.Len() == 0 || !t.gap:
			case t.line:
				b.WriteByte('\n')
			default:
				b.WriteByte(' ')
			}
			t.gap, t.line = false, false
			b.WriteByte(c)
		}
	}
}

// grid is where cells stand when each says its words wherever it reaches: rows of
// pointers to cells, nil where there is none.
func (t *htmlTable) grid() [][]*htmlCell {
	var out [][]*htmlCell
	columns := 0
	for i := range t.rows {
		for len(out) <= i {
			out = append(out, nil)
		}
		at := 0
		for k := range t.rows[i].cells {
			c := &t.rows[i].cells[k]
			for at < len(out[i]) && out[i][at] != nil {
				at++
			}
			for y := i; y < min(i+c.rows, len(t.rows)); y++ {
				for len(out) <= y {
					out = append(out, nil)
				}
				for len(out[y]) < at+c.cols {
					out[y] = append(out[y], nil)
				}
				for x := at; x < at+c.cols; x++ {
					out[y][x] = c
				}
			}
			at += c.cols
		}
		columns = max(columns, len(out[i]))
	}
	for i := range out {
		for len(out[i]) < columns {
			out[i] = append(out[i], nil)
		}
	}
	return out
}

// htmlTable adds a table of HTML as one of Markdown. Of several rows that head the
// columns the last one does; what the others say stands behind the table.
func (w *blockReader) htmlTable(into *[]Block, n *safe) {
	t := n.table
	first := 0
	for first+1 < len(t.rows) && t.rows[first].head && t.rows[first+1].head {
		first++
	}
	made := map[*htmlCell]Block{}
	read := func(kind BlockKind, c *htmlCell) Block {
		if c == nil {
			b := w.begin(kind, n)
			b.src = n.at
			return b
		}
		b, known := made[c]
		if known {
			return b
		}
		b = w.begin(kind, n)
		b.src, b.start = c.at, len(w.text)
		w.at(c.at)
		w.text = append(w.text, c.text.String()...)
		b.end, b.Spans = len(w.text), c.spans
		made[c] = b
		return b
	}
	table := w.begin(TableBlock, n)
	table.src = n.at
	var above []Block
	grid := t.grid()
	for y, line := range grid {
		if y < first {
			for k := range t.rows[y].cells {
				if c := &t.rows[y].cells[k]; y+c.rows <= first {
					above = append(above, read(HTMLBlock, c))
				}
			}
			continue
		}
		cells := make([]Block, len(line))
		for x, c := range line {
			cells[x] = read(CellBlock, c)
		}
		table.Rows = append(table.Rows, cells)
	}
	*into = append(append(*into, table), above...)
}
