package pipeline

import (
	"cmp"
	"slices"
	"strconv"

	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/theme"
)

// inventoryKinds are the pages of the inventory, the first at its own address.
var inventoryKinds = []inventoryKind{
	{"programs", "inventario", (*assembly).programTable},
	{"servers", "inventario-servidores", (*assembly).serverTable},
	{"ports", "inventario-puertos", (*assembly).portTable},
	{"databases", "inventario-bases-de-datos", (*assembly).databaseTable},
	{"components", "inventario-componentes", (*assembly).componentTable},
	{"backups", "inventario-copias-de-seguridad", (*assembly).backupTable},
	{"users", "inventario-usuarios", (*assembly).userTable},
	{"variables", "inventario-variables", (*assembly).variableTable},
	{"contacts", "inventario-contactos", (*assembly).contactTable},
}

const inventoryData = "inventario.json"

type inventoryKind struct {
	key, name string
	table     func(*assembly) theme.BoardTable
}

// leads is where the names in a row lead to, in words: what nobody else mentions by
// that name leads nowhere.
func (k inventoryKind) leads() string {
	switch k.key {
	case "backups", "contacts":
		return "site.inventory.placing"
	}
	return "site.inventory.asking"
}

func (k inventoryKind) page() string { return k.part(0) }

// part is the n-th page of the kind.
func (k inventoryKind) part(n int) string {
	if n == 0 {
		return k.name + ".html"
	}
	return k.name + "-" + strconv.Itoa(n+1) + ".html"
}

// inventory: what all systems run on, by kind, as pages, CSV and JSON.
func inventory() whole {
	return whole{name: "inventory", off: func(a *assembly) bool { return a.hurried || !a.hasInventory() }, make: (*assembly).inventory}
}

func (a *assembly) hasInventory() bool {
	return !a.b.in.Site.NoInventory && slices.ContainsFunc(a.made, func(c compiled) bool { return c.knows.Inventory && !retired(c) })
}

func (a *assembly) inventory() error {
	in := a.b.in
	tables := make([]theme.BoardTable, len(inventoryKinds))
	for i, k := range inventoryKinds {
		tables[i] = k.table(a)
		tables[i].Files = []theme.Link{{Title: in.Texts.T("site.board.csv"), URL: k.name + ".csv"}}
	}
	for i, k := range inventoryKinds {
		if err := a.inventoryPages(i, k, tables); err != nil {
			return err
		}
		if err := a.writeCSV(k.name+".csv", tables[i]); err != nil {
			return err
		}
	}
	return a.writeJSON(inventoryData, a.inventoryFile())
}

// inventoryRows is how many rows a page has at most: with more, a browser would
// take its time over each letter of the filter.
const inventoryRows = 2000

// inventoryPages draws the i-th kind, in parts when it has many rows.
func (a *assembly) inventoryPages(i int, k inventoryKind, tables []theme.BoardTable) error {
	in, t := a.b.in, a.b.in.Texts
	title := t.T("site.inventory.of", t.T("site.inventory."+k.key))
	v := theme.Board{
		What: t.T("site.inventory."+k.key+".what") + " " + t.T(k.leads()),
		Choices: []theme.BoardChoice{
			{Key: "system", Label: t.T("site.board.system"), Any: t.T("site.board.any.system")},
			{Key: "environment", Label: t.T("site.board.environment"), Any: t.T("site.board.any.environment")},
		},
		Files: []theme.Link{{Title: t.T("site.board.json"), URL: inventoryData}},
	}
	for j, other := range inventoryKinds {
		v.Views = append(v.Views, theme.BoardView{
			Link: theme.Link{Title: t.T("site.inventory." + other.key), URL: other.page()}, Rows: len(tables[j].Rows), Current: i == j,
		})
	}
	table := tables[i]
	if k.key == "programs" && in.Lifecycle != nil {
		table.Note = t.T("site.inventory.support.what", t.Date(in.Lifecycle.Date()))
	}
	parts := slices.Collect(slices.Chunk(table.Rows, inventoryRows))
	for n, rows := range parts {
		if len(parts) > 1 {
			v.Parts = append(v.Parts, theme.BoardView{Link: theme.Link{Title: t.T("site.board.from-to", plainCell(rows[0].Cells[0]), plainCell(rows[len(rows)-1].Cells[0])), URL: k.part(n)}})
		}
	}
	if len(parts) == 0 {
		parts = append(parts, nil)
	}
	for n, rows := range parts {
		v.Frame = a.b.frameOf("tablero", k.part(n), title, "")
		table.Rows = rows
		v.Tables = []theme.BoardTable{table}
		for p := range v.Parts {
			v.Parts[p].Current = p == n
		}
		if err := a.board(v); err != nil {
			return err
		}
	}
	return nil
}

// table begins a table of the inventory: columns are named by their keys.
func (a *assembly) table(key string, columns ...string) theme.BoardTable {
	t := theme.BoardTable{ID: key, Empty: a.b.in.Texts.T("site.inventory." + key + ".empty")}
	for _, c := range columns {
		t.Columns = append(t.Columns, theme.BoardColumn{Title: a.b.in.Texts.T("site.board." + c)})
	}
	return t
}

// system is the cell that says whose a row is.
func (a *assembly) system(m facts.Manual, at facts.Place) theme.BoardCell {
	return theme.BoardCell{Key: "system", Text: m.Title, URL: at.URL}
}

func (a *assembly) environment(name string) theme.BoardCell {
	if name == "" {
		name = a.b.in.Texts.T("site.board.all-environments")
	}
	return theme.BoardCell{Key: "environment", Text: name}
}

// byFirst sorts rows as a reader looks for them.
func (a *assembly) byFirst(t *theme.BoardTable) {
	key := func(c theme.BoardCell) string { return i18n.Fold(first(c.Sort, c.Text)) }
	slices.SortStableFunc(t.Rows, func(x, y theme.BoardRow) int {
		for i := range x.Cells {
			if n := cmp.Compare(key(x.Cells[i]), key(y.Cells[i])); n != 0 {
				return n
			}
		}
		return 0
	})
}
