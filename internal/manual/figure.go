package manual

import (
	"strconv"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// Figure is a caption of the manual with its number in its series.
type Figure struct {
	Series markdown.Series
	Label  string // "Tabla 3"
	Text   string
	Page   *Page
	ID     string
}

// figurePlace is where a caption can be reached and what it is called.
type figurePlace struct{ id, label string }

// seriesKeys name the series in the catalogue.
var seriesKeys = [...]string{markdown.Tables: "man.tabla", markdown.Images: "man.imagen", markdown.Listings: "man.listado"}

// numberFigures numbers each series in reading order.
func (a *assembly) numberFigures() {
	var count [len(seriesKeys)]int
	for _, p := range a.all() {
		if p.Doc == nil {
			continue
		}
		for i, f := range p.Doc.Figures {
			if f.Orphan {
				continue
			}
			count[f.Series]++
			n := count[f.Series]
			if f.Typed != 0 && f.Typed != n {
				a.add(diag.Warning, "CAP-01", f.Pos, f.Line, strconv.Itoa(f.Typed), strconv.Itoa(n))
			}
			place := &p.figures[i]
			place.label = a.in.Texts.T(seriesKeys[f.Series], strconv.Itoa(n))
			a.m.Figures = append(a.m.Figures, Figure{f.Series, place.label, f.Text, p, place.id})
		}
	}
}
