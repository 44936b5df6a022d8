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
	if err := a.boardInParts(theme.Board{}, "Errores", func(n int) string { return partName("errores", n) }, table); err != nil {
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

// TestNoPageOfTablesIsTooLong: long rows make pages of fewer, and of several tables
// each has pages of its own when they do not fit on one.
func TestNoPageOfTablesIsTooLong(t *testing.T) {
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	tables := func(rows int) []theme.BoardTable {
		list := make([]theme.BoardTable, 2)
		for k, id := range []string{"documentos", "revisiones"} {
			list[k] = theme.BoardTable{ID: id, Title: "De " + id, Prose: k == 1, Empty: "Nada.", Columns: []theme.BoardColumn{{Title: "Código"}, {Title: "Título"}, {Title: "Estado"}}}
			for i := range rows / (1 + 2*k) {
				list[k].Rows = append(list[k].Rows, theme.BoardRow{ID: fmt.Sprintf("fila-%d", i), Cells: []theme.BoardCell{
					{Key: "code", Text: fmt.Sprintf("%s-%05d", id, i), Sort: fmt.Sprint(i)},
					{Text: strings.Repeat("Título largo ", 8), URL: fmt.Sprintf("manual-%d/index.html", i), Note: "Una nota"},
					{Key: "state", State: theme.State{ID: "vigente", Label: "Vigente"}, Mark: "tarde", MarkID: "late"},
				}})
			}
		}
		return list
	}
	for _, rows := range []int{0, 30, 3000} {
		memory := output.NewMemory()
		a := &assembly{b: &build{in: Input{Texts: texts, Theme: th}, frame: &theme.Site{}}, sink: &recorder{sink: memory}}
		all := tables(rows)
		if err := a.boardInParts(theme.Board{}, "Listado", func(n int) string { return partName("listado-maestro", n) }, all...); err != nil {
			t.Fatal(err)
		}
		site, err := memory.Site()
		if err != nil {
			t.Fatal(err)
		}
		var got [2]int
		for _, name := range site.Paths() {
			data, _, _ := site.Get(name)
			if len(data) > 300_000 {
				t.Errorf("%d rows: %s has %d bytes", rows, name, len(data))
			}
			got[0] += strings.Count(string(data), `class="b-code" data-v="`) - strings.Count(string(data), ">revisiones-")
			got[1] += strings.Count(string(data), ">revisiones-")
		}
		if want := [2]int{len(all[0].Rows), len(all[1].Rows)}; got != want {
			t.Errorf("%v rows became %v", want, got)
		}
		if whole := len(site.Paths()) == 1; whole != (rows < 3000) {
			t.Errorf("%d rows are on %d pages", rows, len(site.Paths()))
		}
		if first, _, _ := site.Get("listado-maestro.html"); rows == 3000 && (!strings.Contains(string(first), "De documentos: documentos-00000 – ") || !strings.Contains(string(first), "De revisiones: ")) {
			t.Error("the pages are not named by their tables")
		}
	}
}

// TestPagesOfTheSameNameAreTold: rows may all be called the same.
func TestPagesOfTheSameNameAreTold(t *testing.T) {
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	memory := output.NewMemory()
	a := &assembly{b: &build{in: Input{Texts: texts, Theme: th}, frame: &theme.Site{}}, sink: &recorder{sink: memory}}
	table := theme.BoardTable{ID: "x", Columns: []theme.BoardColumn{{Title: "Puerto"}}}
	for range 2*boardRows + 1 {
		table.Rows = append(table.Rows, theme.BoardRow{Cells: []theme.BoardCell{{Text: "red interna"}}})
	}
	if err := a.boardInParts(theme.Board{}, "Puertos", func(n int) string { return partName("puertos", n) }, table); err != nil {
		t.Fatal(err)
	}
	site, _ := memory.Site()
	data, _, _ := site.Get("puertos.html")
	for _, want := range []string{">red interna<", ">red interna (2)<", ">red interna (3)<"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no page is called %s", want)
		}
	}
}
