package pipeline

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/search"
	"folio/internal/theme"
)

// The pages that are read from all manuals. Each is a file of this package and a
// line of wholes(); the home page leads to those that the site has.
func (a *assembly) boards() (list []theme.Link) {
	for _, x := range []struct {
		there      bool
		title, url string
	}{
		{a.hasMaster(), "site.master", masterName},
		{a.hasInventory(), "site.inventory", inventoryKinds[0].page()},
		{a.hasErrors(), "site.errors", errorsName},
		{a.hasMap(), "site.map.link", mapName},
		{a.hasMatrix(), "site.matrix.link", matrixName},
	} {
		if x.there {
			list = append(list, theme.Link{Title: a.b.in.Texts.T(x.title), URL: x.url})
		}
	}
	return list
}

// boardUnits are these pages as the search finds them.
func (a *assembly) boardUnits() (list []search.Unit) {
	t := a.b.in.Texts
	add := func(url, title, what string) {
		list = append(list, search.Unit{URL: url, Kind: search.KindSection, Title: title, Body: what})
	}
	for _, x := range a.boards() {
		switch x.URL {
		case masterName:
			add(x.URL, t.T("site.master"), t.T("site.master.what.timeless")+" "+t.T("site.master.reviews")+".")
		case inventoryKinds[0].page():
			for _, k := range inventoryKinds {
				add(k.page(), t.T("site.inventory.of", t.T("site.inventory."+k.key)), t.T("site.inventory."+k.key+".what"))
			}
		case errorsName:
			add(x.URL, t.T("site.errors"), t.T("site.errors.what"))
		case mapName:
			add(x.URL, t.T("site.map"), t.T("site.map.what"))
		case matrixName:
			add(x.URL, t.T("site.matrix.link"), t.T("site.matrix.what.timeless"))
		}
	}
	return list
}

// siteFolder is where the search keeps what belongs to no manual: no manual's
// folder has the name.
const siteFolder = "_sitio"

// boardsPart is what the search keeps of these pages; nil when there are none.
func (a *assembly) boardsPart() (*search.Part, []search.File) {
	units := a.boardUnits()
	if len(units) == 0 {
		return nil, nil
	}
	site := a.b.in.Site
	return a.b.indexer.Index(search.Manual{ID: siteFolder, Title: first(site.Title, a.b.in.Texts.T("man.home")), URL: "index.html", Description: site.Description, Guide: true}, units)
}

// isBoard tells whether a file of the site is a page of these, or its data.
func isBoard(name string) bool {
	if strings.Contains(name, "/") {
		return false // a manual may be called so
	}
	return name == calendarName || strings.HasPrefix(name, "inventario") || strings.HasPrefix(name, "listado-maestro") || strings.HasPrefix(name, "errores")
}

// knows is whether a manual has anything for a page: its facts need not be read to
// know which pages there are.
type knows struct {
	Inventory, Errors, Runs, Drawn bool
	Duty                           string // its sheet for who is on call, from the site's root; "" for none
}

func knowsOf(m facts.Manual) knows {
	return knows{
		Inventory: len(m.Programs)+len(m.Servers)+len(m.Ports)+len(m.Databases)+len(m.Variables)+len(m.Backups)+len(m.Users) > 0,
		Errors:    len(m.Errors) > 0, Runs: len(m.Procedures) > 0, Drawn: len(m.Diagrams) > 0,
	}
}

// keepFacts keeps what a manual says of its system. Procedures are apart: the pages
// that are made of all manuals need none.
func (c *compiled) keepFacts(m facts.Manual) {
	c.knows = knowsOf(m)
	c.steps = parcelOf(m.Procedures)
	m.Procedures = nil
	c.known = parcelOf(m)
}

// known are the facts of each manual in the order of the list, read once. Of one that
// is not in force any longer there are none.
func (a *assembly) known() []facts.Manual {
	if a.facts == nil {
		a.facts = make([]facts.Manual, len(a.made))
		for i, c := range a.made {
			if !retired(c) {
				a.facts[i] = c.known.open()
			}
		}
	}
	return a.facts
}

func retired(c compiled) bool { return c.card.State.ID == config.Obsolete }

// board draws a page of tables.
func (a *assembly) board(v theme.Board) error {
	return a.put(v.Path, func(w *bytes.Buffer) error { return a.b.in.Theme.Board(w, v) })
}

// writeJSON writes data that others may read.
func (a *assembly) writeJSON(name string, v any) error {
	var file bytes.Buffer
	e := json.NewEncoder(&file)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	return a.sink.Put(name, file.Bytes())
}

// writeCSV writes a table for spreadsheets: in UTF-8 with its mark, with the
// separator that those of the site's language expect, and without a cell that they
// would take for a formula.
func (a *assembly) writeCSV(name string, t theme.BoardTable) error {
	var file bytes.Buffer
	file.WriteString("\ufeff")
	w := csv.NewWriter(&file)
	w.UseCRLF = true
	if a.b.in.Texts.Lang() == i18n.Spanish {
		w.Comma = ';'
	}
	row := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = c.Title
	}
	_ = w.Write(row) // to memory
	for _, r := range t.Rows {
		for i := range row {
			row[i] = ""
			if i < len(r.Cells) {
				row[i] = plainCell(r.Cells[i])
			}
		}
		_ = w.Write(row)
	}
	w.Flush()
	return a.sink.Put(name, file.Bytes())
}

// plainCell is a cell without looks.
func plainCell(c theme.BoardCell) string {
	s := strings.Join(slices.DeleteFunc([]string{first(c.State.Label, c.Text), c.Note, c.Mark}, func(s string) bool { return s == "" }), " · ")
	if strings.IndexAny(s, "=+-@\t\r") == 0 {
		return "'" + s
	}
	return s
}
