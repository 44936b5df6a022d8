package pipeline

import (
	"slices"

	"folio/internal/config"
	"folio/internal/theme"
)

// errorsName is the page, and errorsData the same for a spreadsheet.
const (
	errorsName = "errores.html"
	errorsData = "errores.csv"
)

// errorsPage: the errors of all systems with their symptoms, for who has one before
// them and does not know which manual to open.
func errorsPage() whole {
	return whole{name: "errors", off: func(a *assembly) bool { return a.hurried || !a.hasErrors() }, make: (*assembly).errors}
}

func (a *assembly) hasErrors() bool {
	return !a.b.in.Site.NoErrors && slices.ContainsFunc(a.made, func(c compiled) bool { return c.knows.Errors && !retired(c) })
}

func (a *assembly) errors() error {
	t := a.b.in.Texts
	table := theme.BoardTable{ID: "errores", Prose: true}
	for _, c := range []string{"error", "symptoms", "first", "system"} {
		table.Columns = append(table.Columns, theme.BoardColumn{Title: t.T("site.board." + c)})
	}
	for i, m := range a.known() {
		for _, e := range m.Errors {
			table.Rows = append(table.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				{Text: config.Unvalued(e.Title), URL: e.Place.URL}, {Text: config.Unvalued(e.Symptoms)}, {Text: config.Unvalued(e.First)}, {Key: "system", Text: m.Title, URL: a.cards[i].URL},
			}})
		}
	}
	a.byFirst(&table)
	table.Files = []theme.Link{{Title: t.T("site.board.csv"), URL: errorsData}}
	if err := a.writeCSV(errorsData, table); err != nil {
		return err
	}
	return a.boardInParts(theme.Board{
		What:    t.T("site.errors.what"),
		Choices: []theme.BoardChoice{{Key: "system", Label: t.T("site.board.system"), Any: t.T("site.board.any.system")}},
	}, t.T("site.errors"), func(n int) string { return partName("errores", n) }, table)
}
