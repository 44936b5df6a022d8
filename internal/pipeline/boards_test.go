package pipeline

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/theme"
)

// TestBoardInParts: a table of many rows is on several pages, each row on one of them
// and in its order, and each page leads to all.
func TestBoardInParts(t *testing.T) {
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	memory := output.NewMemory()
	a := &assembly{b: &build{in: Input{Texts: texts, Theme: th}, frame: &theme.Site{}}, sink: &recorder{sink: memory}}
	table := theme.BoardTable{ID: "x", Columns: []theme.BoardColumn{{Title: "Error"}}}
	const rows = 2*boardRows + 1
	for i := range rows {
		table.Rows = append(table.Rows, theme.BoardRow{Cells: []theme.BoardCell{{Text: fmt.Sprintf("fila %04d", i)}}})
	}
	if err := a.boardInParts(theme.Board{}, "Errores", table, func(n int) string { return partName("errores", n) }); err != nil {
		t.Fatal(err)
	}
	site, err := memory.Site()
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`<th scope="row">fila (\d+)`)
	n := 0
	for _, name := range []string{"errores.html", "errores-2.html", "errores-3.html"} {
		data, _, ok := site.Get(name)
		if !ok {
			t.Fatalf("there is no %s in %v", name, site.Paths())
		}
		page := string(data)
		for _, m := range row.FindAllStringSubmatch(page, -1) {
			if want := fmt.Sprintf("%04d", n); m[1] != want {
				t.Fatalf("%s has row %s where %s should be", name, m[1], want)
			}
			n++
		}
		if !strings.Contains(page, `<a href="`+name+`" aria-current="page">`) || strings.Count(page, `<li><a href="errores`) != 3 {
			t.Errorf("%s does not lead to the three pages, or does not say which it is", name)
		}
	}
	if n != rows || len(site.Paths()) != 3 {
		t.Errorf("%d rows on %d pages", n, len(site.Paths()))
	}
}
