package pipeline

import (
	"bytes"
	"slices"

	"folio/internal/i18n"
	"folio/internal/theme"
)

// putMatrix draws the matrix, on several pages when it has many manuals.
func (a *assembly) putMatrix(v theme.Matrix) error {
	pages := cutMatrix(v, i18n.Compare(a.b.in.Texts.Lang()))
	for n, p := range pages {
		if len(pages) > 1 {
			v.Parts = append(v.Parts, theme.BoardView{Link: theme.Link{Title: a.matrixSpan(p, len(v.Plans) > 1), URL: partName("cumplimiento", n)}})
		}
	}
	title := a.b.in.Texts.T("site.matrix")
	for n, p := range pages {
		p.Frame = a.b.frameOf("cumplimiento", partName("cumplimiento", n), title, "")
		p.Parts = v.Parts
		turn(p.Parts, n)
		if err := a.put(p.Path, func(w *bytes.Buffer) error { return a.b.in.Theme.Matrix(w, p) }); err != nil {
			return err
		}
	}
	return nil
}

// cutMatrix gives what is on each page: all, when it is short, or else some rows of
// one plan, by title, and of the manuals without one at the end.
func cutMatrix(v theme.Matrix, compare func(a, b string) int) (pages []theme.Matrix) {
	whole := otherSize * len(v.Others)
	for _, p := range v.Plans {
		for _, r := range p.Rows {
			whole += matrixSize(r)
		}
	}
	if whole <= boardBytes {
		return []theme.Matrix{v}
	}
	for _, p := range v.Plans {
		slices.SortStableFunc(p.Rows, func(x, y theme.MatrixRow) int { return compare(x.Title, y.Title) })
		for _, rows := range cut(p.Rows, matrixSize) {
			p.Rows = rows
			pages = append(pages, theme.Matrix{Day: v.Day, Plans: []theme.MatrixPlan{p}})
		}
	}
	if len(v.Others) > 0 {
		slices.SortStableFunc(v.Others, func(x, y theme.Card) int { return compare(x.Title, y.Title) })
		for _, cards := range cut(v.Others, func(theme.Card) int { return otherSize }) {
			pages = append(pages, theme.Matrix{Day: v.Day, Others: cards})
		}
	}
	return pages
}

// otherSize is about how many bytes a manual without a plan takes.
const otherSize = 600

// matrixSize is about how many bytes of a page a row takes: a cell has a link around a
// picture and what it says.
func matrixSize(r theme.MatrixRow) int {
	n := 800 + len(r.Title) + len(r.Code) + len(r.URL) + len(r.Due)
	for _, c := range append(r.Cells[:len(r.Cells):len(r.Cells)], r.Document) {
		n += 190 + len(c.URL) + len(c.Label)
	}
	return n
}

// matrixSpan names a page by its first manual and its last one, and by its plan where
// there are several.
func (a *assembly) matrixSpan(v theme.Matrix, titled bool) string {
	t := a.b.in.Texts
	between := func(x, y theme.Card) string { return t.T("site.board.from-to", ends(x.Title), ends(y.Title)) }
	if len(v.Plans) == 0 {
		return t.T("site.matrix.others") + ": " + between(v.Others[0], v.Others[len(v.Others)-1])
	}
	p := v.Plans[0]
	span := between(p.Rows[0].Card, p.Rows[len(p.Rows)-1].Card)
	if titled {
		return p.Title + ": " + span
	}
	return span
}
