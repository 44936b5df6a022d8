package manual

import (
	"strconv"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
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

// figureSpot is where a caption can be reached and what it is called.
type figureSpot struct{ id, label string }

// seriesKeys name the series in the catalogue.
var seriesKeys = [...]string{markdown.Tables: "man.tabla", markdown.Images: "man.imagen", markdown.Listings: "man.listado"}

// claimFigures gives captions the ids that authors wrote.
func (a *assembly) claimFigures(pages []*Page) {
	for _, p := range pages {
		if p.Doc == nil {
			continue
		}
		p.figures = make([]figureSpot, len(p.Doc.Figures))
		for i, f := range p.Doc.Figures {
			if f.ID == "" || f.Orphan {
				continue
			}
			if a.again(f.ID, f.Pos) {
				continue
			}
			if _, taken := a.ids[f.ID]; taken {
				a.add(diag.Error, "ENL-05", f.Pos, f.Line, f.ID, a.place(f.ID))
				continue
			}
			p.figures[i].id = f.ID
			a.ids[f.ID] = p
		}
	}
}

// numberFigures numbers each series in reading order, and gives an id to the
// captions that have none: the series and the words, "tabla-servidor-minimo".
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
			spot := &p.figures[i]
			spot.label = a.in.Texts.T(seriesKeys[f.Series], strconv.Itoa(n))
			if spot.id == "" && f.ID != "" && a.again(f.ID, f.Pos) {
				spot.id = a.free(p, f.ID)
				a.ids[spot.id] = p
			}
			if spot.id == "" {
				spot.id = a.free(p, i18n.Slug(a.in.Texts.T(seriesKeys[f.Series], "")+" "+config.NamedValues(f.Text)))
				a.ids[spot.id] = p
			}
			a.m.Figures = append(a.m.Figures, Figure{f.Series, spot.label, f.Text, p, spot.id})
		}
	}
}

// figureWords are what an empty reference to a caption shows: "Tabla 3".
func (a *assembly) figureWords(p *Page, i int) string { return p.figures[i].label }
