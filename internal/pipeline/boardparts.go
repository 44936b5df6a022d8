package pipeline

import (
	"fmt"
	"strconv"

	"folio/internal/theme"
)

// What a page of tables has at most: with more, a browser would take its time over
// the page, and over each letter of the filter.
const (
	boardRows  = 2000
	boardBytes = 250 << 10 // of rows, about: some 300 KB with the links to a hundred parts
)

// boardInParts draws a page of tables, in parts when they are long: of each table then
// some, a table on each. name is the n-th part's, from 0.
func (a *assembly) boardInParts(v theme.Board, title string, name func(n int) string, tables ...theme.BoardTable) error {
	pages := cutTables(tables)
	if len(pages) > 1 {
		same := map[string]int{}
		for n, p := range pages {
			title := a.span(p[0], len(tables) > 1)
			if same[title]++; same[title] > 1 {
				title = fmt.Sprintf("%s (%d)", title, same[title])
			}
			v.Parts = append(v.Parts, theme.BoardView{Link: theme.Link{Title: title, URL: name(n)}})
		}
	}
	for n, p := range pages {
		v.Frame = a.b.frameOf("tablero", name(n), title, "")
		v.Tables = p
		turn(v.Parts, n)
		if err := a.board(v); err != nil {
			return err
		}
	}
	return nil
}

// turn marks the n-th of the pages that a page is cut into, and those beside it.
func turn(parts []theme.BoardView, n int) {
	for i := range parts {
		parts[i].Current, parts[i].Beside = i == n, i >= n-1 && i <= n+1
	}
}

// cutTables gives the tables of each page: all on one when they are short.
func cutTables(tables []theme.BoardTable) [][]theme.BoardTable {
	rows, size := 0, 0
	for _, t := range tables {
		rows += len(t.Rows)
		for _, r := range t.Rows {
			size += rowSize(t, r)
		}
	}
	if rows <= boardRows && size <= boardBytes {
		return [][]theme.BoardTable{tables}
	}
	var pages [][]theme.BoardTable
	for _, t := range tables {
		for _, rows := range cut(t.Rows, func(r theme.BoardRow) int { return rowSize(t, r) }) {
			t.Rows = rows
			pages = append(pages, []theme.BoardTable{t})
		}
	}
	return pages
}

// cut gives the rows of each page; none have a page, too.
func cut[T any](rows []T, sizeOf func(T) int) (parts [][]T) {
	from, size := 0, 0
	for i, r := range rows {
		n := sizeOf(r)
		if i > from && (i-from == boardRows || size+n > boardBytes) {
			parts = append(parts, rows[from:i])
			from, size = i, 0
		}
		size += n
	}
	return append(parts, rows[from:])
}

// rowSize is about how many bytes of a page a row takes.
func rowSize(t theme.BoardTable, r theme.BoardRow) int {
	n := len("<tr id=\"\">\n</tr>") + len(r.ID)
	for i, c := range r.Cells {
		n += len(`<td class="b-"></td>`) + len(c.Key) + len(c.Text) + len(c.Note) + len(c.Mark)
		if c.Sort != "" {
			n += len(` data-v=""`) + len(c.Sort)
		}
		if c.URL != "" {
			n += len(`<a href=""></a>`) + len(c.URL)
		}
		if c.Mark != "" || c.Note != "" {
			n += len(` <span class="board-mark mark-ended"></span>`)
		}
		if c.State.Label != "" {
			n += 120 // its picture and its words
		}
		if t.Prose && i > 0 {
			n += len(` data-l=""`) + len(t.Columns[i].Title)
		}
	}
	return n
}

// span names a page by its first row and its last one, if they are called differently,
// and by its table where there are several.
func (a *assembly) span(t theme.BoardTable, titled bool) string {
	text := ""
	if n := len(t.Rows); n > 0 {
		from, to := plainCell(t.Rows[0].Cells[0]), plainCell(t.Rows[n-1].Cells[0])
		if text = from; from != to {
			text = a.b.in.Texts.T("site.board.from-to", from, to)
		}
	}
	switch {
	case !titled:
		return text
	case text == "":
		return t.Title
	}
	return t.Title + ": " + text
}

// partName is the n-th part of a page that is cut, from 0: «errores-2.html».
func partName(name string, n int) string {
	if n == 0 {
		return name + ".html"
	}
	return name + "-" + strconv.Itoa(n+1) + ".html"
}
