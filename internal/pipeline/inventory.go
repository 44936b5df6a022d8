package pipeline

import (
	"cmp"
	"slices"

	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/theme"
)

// inventoryKinds are the pages of the inventory, the first at its own address.
var inventoryKinds = []inventoryKind{
	{"programs", "inventario", func(m facts.Manual) int { return len(m.Programs) }, (*assembly).programTable},
	{"servers", "inventario-servidores", func(m facts.Manual) int { return len(m.Servers) }, (*assembly).serverTable},
	{"ports", "inventario-puertos", func(m facts.Manual) int { return len(m.Ports) }, (*assembly).portTable},
	{"databases", "inventario-bases-de-datos", func(m facts.Manual) int { return len(m.Databases) }, (*assembly).databaseTable},
	{"components", "inventario-componentes", func(m facts.Manual) int { return len(m.Components()) }, (*assembly).componentTable},
	{"backups", "inventario-copias-de-seguridad", func(m facts.Manual) int { return len(m.Backups) }, (*assembly).backupTable},
	{"users", "inventario-usuarios", func(m facts.Manual) int { return len(m.Users) }, (*assembly).userTable},
	{"variables", "inventario-variables", variableRows, (*assembly).variableTable},
	{"contacts", "inventario-contactos", contactRows, (*assembly).contactTable},
}

const inventoryData = "inventario.json"

type inventoryKind struct {
	key, name string
	rows      func(facts.Manual) int // how many of a manual its table has
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
func (k inventoryKind) part(n int) string { return partName(k.name, n) }

// inventory: what all systems run on, by kind, as pages, CSV and JSON.
func inventory() whole {
	return whole{name: "inventory", off: func(a *assembly) bool { return a.hurried || !a.hasInventory() }, make: (*assembly).inventory}
}

func (a *assembly) hasInventory() bool {
	return !a.b.in.Site.NoInventory && slices.ContainsFunc(a.made, func(c compiled) bool { return c.knows.Inventory && !retired(c) })
}

func (a *assembly) inventory() error {
	// The tables of a thousand systems are larger than all that is known of them:
	// one at a time.
	views := a.inventoryViews()
	for i, k := range inventoryKinds {
		table := k.table(a)
		table.Files = []theme.Link{{Title: a.b.in.Texts.T("site.board.csv"), URL: k.name + ".csv"}}
		if err := a.inventoryPages(k, current(views, i), table); err != nil {
			return err
		}
		if err := a.writeCSV(k.name+".csv", table); err != nil {
			return err
		}
	}
	return a.writeInventory()
}

// inventoryViews are the pages of the inventory, each with how many rows it has.
func (a *assembly) inventoryViews() []theme.BoardView {
	list := make([]theme.BoardView, len(inventoryKinds))
	for i, k := range inventoryKinds {
		list[i].Link = theme.Link{Title: a.b.in.Texts.T("site.inventory." + k.key), URL: k.page()}
		for _, m := range a.known() {
			list[i].Rows += k.rows(m)
		}
	}
	return list
}

// current marks the i-th of some pages.
func current(views []theme.BoardView, i int) []theme.BoardView {
	views = slices.Clone(views)
	views[i].Current = true
	return views
}

// inventoryPages draws a kind, in parts when it has many rows.
func (a *assembly) inventoryPages(k inventoryKind, views []theme.BoardView, table theme.BoardTable) error {
	in, t := a.b.in, a.b.in.Texts
	title := t.T("site.inventory.of", t.T("site.inventory."+k.key))
	v := theme.Board{
		What: t.T("site.inventory."+k.key+".what") + " " + t.T(k.leads()),
		Choices: []theme.BoardChoice{
			{Key: "system", Label: t.T("site.board.system"), Any: t.T("site.board.any.system")},
			{Key: "environment", Label: t.T("site.board.environment"), Any: t.T("site.board.any.environment")},
		},
		Views: views,
		Files: []theme.Link{{Title: t.T("site.board.json"), URL: inventoryData}},
	}
	if k.key == "programs" && in.Lifecycle != nil {
		table.Note = t.T("site.inventory.support.what", t.Date(in.Lifecycle.Date()))
	}
	return a.boardInParts(v, title, k.part, table)
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
	key := func(c theme.BoardCell) string { return first(c.Sort, c.Text) }
	type sorted struct {
		first string // its key, which many comparisons need
		row   theme.BoardRow
	}
	list := make([]sorted, len(t.Rows))
	for i, r := range t.Rows {
		list[i] = sorted{i18n.Fold(key(r.Cells[0])), r}
	}
	slices.SortStableFunc(list, func(x, y sorted) int {
		n := cmp.Compare(x.first, y.first)
		for i := 1; n == 0 && i < len(x.row.Cells); i++ {
			if a, b := key(x.row.Cells[i]), key(y.row.Cells[i]); a != b {
				n = cmp.Compare(i18n.Fold(a), i18n.Fold(b))
			}
		}
		return n
	})
	for i, x := range list {
		t.Rows[i] = x.row
	}
}
