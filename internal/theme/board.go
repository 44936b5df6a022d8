package theme

import "io"

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
	Long  bool // quicker to filter than to read
	Rows  int
	Cover string // "": the control header leads nowhere
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
	for _, x := range v.Tables {
		view.Rows += len(x.Rows)
	}
	view.Long = view.Rows >= boardFilter
	return t.page(w, boardPage, view)
}
