package theme

import (
	"cmp"
	"html/template"
	"io"
	"strings"
)

// Board is a page of tables that are read from all manuals: an inventory, the list
// of documents. Its rows can be filtered and its columns sort.
type Board struct {
	Frame
	What string // a sentence: what it shows, and of which day
	// Header is the control header of a list that is a document itself; nil for none.
	Header *Header
	// Views are this page and those beside it, each with its number of rows.
	Views []BoardView
	// Parts are the pages that a long table is cut into; none when it is whole.
	Parts []BoardView
	// Choices are the columns that rows can be chosen by.
	Choices []BoardChoice
	Tables  []BoardTable
	// Files are the same as data.
	Files []Link
}

// BoardView leads to one of several pages that belong together.
type BoardView struct {
	Link
	Rows    int
	Current bool
	Beside  bool // of many parts: the one before this page, this one or the next
}

// BoardChoice names a column by the key of its cells.
type BoardChoice struct{ Key, Label, Any string }

// BoardTable is one of the tables, under a title of its own when there are several.
type BoardTable struct {
	ID, Title string
	Note      string // may be ""
	Columns   []BoardColumn
	Rows      []BoardRow
	// Prose tells that its cells are sentences: on a narrow screen each row is
	// a stretch of text.
	Prose bool
	Empty string // what to write, and where, when it has no row
	Files []Link // the table as data
}

// BoardColumn is the head of a column. Of numbers, the digits stand below each other.
type BoardColumn struct{ Title string }

// BoardRow is a line; ID is its anchor, may be "".
type BoardRow struct {
	ID    string
	Cells []BoardCell
}

// BoardCell is a value. The first of a row names it.
type BoardCell struct {
	Key  string // by which rows are chosen, may be ""
	Text string
	URL  string // where the manual says so, may be ""
	Note string // smaller, below
	// Mark says what is wrong with it, and MarkID how bad that is: "late", "ended"
	// or "note".
	Mark, MarkID string
	Sort         string // what it is sorted by, when that is not its text
	State        State  // of a document, in place of the text
	Code         bool   // it is typed as it stands
}

type boardView struct {
	Board
	fixed
	Choices []boardChoice
	Tables  []boardTable
	Long    bool // quicker to filter than to read
	Rows    int
	Cover   string // "": the control header leads nowhere
}

// boardFilter is from how many rows on a page can be filtered.
const boardFilter = 5

// Board writes a page of tables.
func (t *Theme) Board(w io.Writer, v Board) error {
	around, err := t.fixed(boardPage, v.Frame, nil)
	if err != nil {
		return err
	}
	view := &boardView{Board: v, fixed: around}
	writer := boardWriter{theme: t, states: map[State]string{}}
	for _, x := range v.Tables {
		view.Rows += len(x.Rows)
		lines, err := writer.rows(x)
		if err != nil {
			return err
		}
		view.Tables = append(view.Tables, boardTable{x, lines})
	}
	view.Long = view.Rows >= boardFilter
	for _, c := range v.Choices {
		view.Choices = append(view.Choices, boardChoice{c, v.differs(c.Key)})
	}
	return t.page(w, boardPage, view)
}

// boardChoice is a column to choose by, if its values differ.
type boardChoice struct {
	BoardChoice
	Differs bool
}

func (v *Board) differs(key string) bool {
	var d differ
	for _, t := range v.Tables {
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				if c.Key != key {
					continue
				}
				if d.see(cmp.Or(c.State.Label, c.Text) + c.Mark + c.Note); d.yes {
					return true
				}
			}
		}
	}
	return false
}

// differ tells whether values are more than one, as board.js finds them: without
// that a choice is hidden, from the first on and not when the script comes. A dash
// is no value.
type differ struct {
	value string
	yes   bool
}

func (d *differ) see(value string) {
	switch {
	case strings.Trim(value, "— \t\n") == "":
	case d.value == "":
		d.value = value
	case d.value != value:
		d.yes = true
	}
}

// boardTable is a table with its rows ready: an inventory has thousands, and a
// template takes ten times as long for each.
type boardTable struct {
	BoardTable
	Lines template.HTML
}

// boardWriter writes rows.
type boardWriter struct {
	theme  *Theme
	states map[State]string // as the theme draws them
}

func (b *boardWriter) rows(t BoardTable) (template.HTML, error) {
	var out []byte
	for _, r := range t.Rows {
		out = append(out, "<tr"...)
		out = attribute(out, "id", "", r.ID)
		out = append(out, '>')
		for i, c := range r.Cells {
			end := "</td>"
			if i == 0 {
				out, end = append(out, `<th scope="row"`...), "</th>"
			} else {
				out = append(out, "<td"...)
				if t.Prose {
					out = append(appendText(append(out, ` data-l="`...), t.Columns[i].Title), '"')
				}
			}
			out = attribute(out, "class", "b-", c.Key)
			out = append(attribute(out, "data-v", "", c.Sort), '>')
			var err error
			if out, err = b.cell(out, c); err != nil {
				return "", err
			}
			out = append(out, end...)
		}
		out = append(out, "</tr>\n"...)
	}
	return template.HTML(out), nil
}

// attribute adds one, unless it says nothing.
func attribute(out []byte, name, before, value string) []byte {
	if value == "" {
		return out
	}
	out = append(append(append(append(out, ' '), name...), `="`...), before...)
	return append(appendText(out, value), '"')
}

func (b *boardWriter) cell(out []byte, c BoardCell) ([]byte, error) {
	if c.State.Label != "" {
		drawn, known := b.states[c.State]
		if !known {
			part, err := b.theme.part(boardPage, "partes/estado.html", c.State)
			if err != nil {
				return nil, err
			}
			drawn = string(part)
			b.states[c.State] = drawn
		}
		out = append(out, drawn...)
	} else {
		if c.URL != "" {
			out = append(appendAddress(append(out, `<a href="`...), c.URL), `">`...)
		}
		if c.Code {
			out = append(appendText(append(out, "<code>"...), c.Text), "</code>"...)
		} else {
			out = appendText(out, c.Text)
		}
		if c.URL != "" {
			out = append(out, "</a>"...)
		}
	}
	if c.Mark != "" {
		out = append(appendText(append(out, ` <span class="board-mark mark-`...), c.MarkID), `">`...)
		out = append(appendText(out, c.Mark), "</span>"...)
	}
	if c.Note != "" {
		out = append(appendText(append(out, `<span class="board-note">`...), c.Note), "</span>"...)
	}
	return out, nil
}
