package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/theme"
)

// TestMatrixInParts: the matrix of many manuals is on several pages by title, each
// manual on one of them and none of them too long.
func TestMatrixInParts(t *testing.T) {
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	for _, manuals := range []int{20, 900} {
		memory := output.NewMemory()
		a := &assembly{b: &build{in: Input{Texts: texts, Theme: th}, frame: &theme.Site{}}, sink: &recorder{sink: memory}}
		plan := theme.MatrixPlan{Title: "Manual de despliegue"}
		v := theme.Matrix{}
		for i := range 14 {
			plan.Columns = append(plan.Columns, theme.MatrixColumn{Number: fmt.Sprint(i), Title: "Sección"})
		}
		for i := range manuals {
			card := theme.Card{Title: fmt.Sprintf("Sistema %04d", manuals-i), URL: fmt.Sprintf("sistema-%d/index.html", i), State: theme.State{ID: "vigente", Label: "Vigente"}}
			row := theme.MatrixRow{Card: card, Document: theme.MatrixCell{ID: "errors", Errors: 1, URL: card.URL, Label: "1 error"}}
			for range plan.Columns {
				row.Cells = append(row.Cells, theme.MatrixCell{ID: "complete", URL: "sistema/errores-tecnicos-mas-comunes-y-su-solucion.html", Label: "Completa"})
			}
			plan.Rows = append(plan.Rows, row)
			v.Others = append(v.Others, card)
		}
		v.Plans = []theme.MatrixPlan{plan, {Title: "Instructivo", Rows: []theme.MatrixRow{{Card: theme.Card{Title: "Otro"}}}}}
		if err := a.putMatrix(v); err != nil {
			t.Fatal(err)
		}
		site, err := memory.Site()
		if err != nil {
			t.Fatal(err)
		}
		rows, last := 0, ""
		for n := range site.Paths() {
			data, _, ok := site.Get(partName("cumplimiento", n))
			page := string(data)
			if !ok || len(page) > 300_000 {
				t.Errorf("%d manuals: page %d of %d has %d bytes", manuals, n, len(site.Paths()), len(page))
			}
			rows += strings.Count(page, `<th scope="row"`)
			if many := len(site.Paths()) > 1; many != strings.Contains(page, `aria-current="page"`) {
				t.Errorf("%d manuals: page %d does not say which it is", manuals, n)
			}
			if _, first, _ := strings.Cut(page, ">Sistema "); manuals > 20 && strings.Contains(page, "x-complete\"><a") {
				if first = first[:4]; first < last {
					t.Errorf("page %d begins with %s, after %s", n, first, last)
				}
				last = first
			}
		}
		if rows != 2*manuals+1 || (len(site.Paths()) == 1) != (manuals == 20) {
			t.Errorf("%d manuals: %d rows on %d pages", manuals, rows, len(site.Paths()))
		}
	}
}
