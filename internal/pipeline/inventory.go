package pipeline

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/lifecycle"
	"folio/internal/theme"
)

// inventoryKinds are the pages of the inventory, the first at its own address.
var inventoryKinds = []inventoryKind{
	{"programs", "inventario", (*assembly).programTable},
	{"servers", "inventario-servidores", (*assembly).serverTable},
	{"ports", "inventario-puertos", (*assembly).portTable},
	{"databases", "inventario-bases-de-datos", (*assembly).databaseTable},
	{"variables", "inventario-variables", (*assembly).variableTable},
	{"contacts", "inventario-contactos", (*assembly).contactTable},
}

const inventoryData = "inventario.json"

type inventoryKind struct {
	key, name string
	table     func(*assembly) theme.BoardTable
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
		What: t.T("site.inventory."+k.key+".what") + " " + t.T("site.inventory.asking"),
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

func (a *assembly) programTable() theme.BoardTable {
	t := a.table("programs", "program", "version", "support", "system", "environment")
	for _, m := range a.known() {
		for _, p := range m.Programs {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				asking(p.Name), {Text: p.Version}, a.support(p), a.system(m, p.Place), a.environment(p.Environment),
			}})
		}
	}
	a.byFirst(&t)
	return t
}

// support is until when a program is supported; what is not known is said to be so.
func (a *assembly) support(p facts.Program) theme.BoardCell {
	in := a.b.in
	r, known := p.Supported(in.Lifecycle)
	if !known {
		return theme.BoardCell{Mark: in.Texts.T("site.support.unknown"), MarkID: "note", Sort: "9998"}
	}
	c := theme.BoardCell{Text: in.Texts.Date(r.End), Sort: iso(r.End)}
	switch r.On(in.Today) {
	case lifecycle.Ended:
		c.Mark, c.MarkID = in.Texts.T("site.support.ended"), "ended"
	case lifecycle.OnlyExtended:
		c.Mark, c.MarkID = in.Texts.T("site.support.extended", in.Texts.Date(r.Extended)), "late"
	default:
		if r.End.IsZero() {
			c.Mark, c.MarkID, c.Sort = in.Texts.T("site.support.open"), "note", "9997"
		}
	}
	if c.Sort == "" {
		c.Sort = "0000"
	}
	return c
}

func (a *assembly) serverTable() theme.BoardTable {
	t := a.table("servers", "system", "environment", "server", "count", "processor", "memory", "disk", "os", "engine")
	for _, m := range a.known() {
		for _, s := range m.Servers {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				a.system(m, s.Place), a.environment(s.Environment),
				serverCell(s),
				{Text: s.Count},
				{Text: s.Processor},
				{Text: s.Memory},
				{Text: s.Disk},
				{Text: s.System},
				{Text: s.Engine},
			}})
		}
	}
	return t
}

// asking is a cell that leads to all that the manuals say of it: what a change of it
// may affect.
func asking(text string) theme.BoardCell {
	if text == "" {
		return theme.BoardCell{Text: "—"}
	}
	return theme.BoardCell{Text: text, URL: "buscar.html?q=" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20")}
}

// serverCell names a server; of one with a name of its own, its address and what it
// is for stand below.
func serverCell(s facts.Server) theme.BoardCell {
	if s.Name == "" {
		return asking(s.Role)
	}
	return theme.BoardCell{Text: s.Name, URL: asking(s.Name).URL, Note: strings.Join(slices.DeleteFunc([]string{s.Address, s.Role}, func(t string) bool { return t == "" }), " · ")}
}

func (a *assembly) databaseTable() theme.BoardTable {
	t := a.table("databases", "database", "engine", "server", "system", "environment")
	for _, m := range a.known() {
		for _, d := range m.Databases {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				asking(d.Name), {Text: d.Engine}, asking(d.Server), a.system(m, d.Place), a.environment(d.Environment),
			}})
		}
	}
	a.byFirst(&t)
	return t
}

func (a *assembly) portTable() theme.BoardTable {
	t := a.table("ports", "host", "port", "service", "system", "environment")
	type key struct {
		host string
		n    int
		kind string
	}
	users := map[key][]string{}
	for _, m := range a.known() {
		for _, p := range m.Ports {
			k := key{strings.ToLower(p.Host), p.Number, p.Protocol}
			if list := users[k]; len(list) == 0 || list[len(list)-1] != m.Title {
				users[k] = append(list, m.Title)
			}
		}
	}
	for _, m := range a.known() {
		for _, p := range m.Ports {
			number := theme.BoardCell{Text: strconv.Itoa(p.Number) + "/" + p.Protocol, Sort: strconv.Itoa(100000 + p.Number)}
			number.Note = a.also(users[key{strings.ToLower(p.Host), p.Number, p.Protocol}], m.Title)
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				asking(p.Host), number, {Text: p.Service}, a.system(m, p.Place), a.environment(p.Environment),
			}})
		}
	}
	a.byFirst(&t)
	return t
}

// also names the others that have the same, as many as one looks at.
func (a *assembly) also(all []string, own string) string {
	const most = 3
	var names []string
	for _, name := range all {
		if name != own && len(names) < most {
			names = append(names, name)
		}
	}
	switch more := len(all) - 1 - len(names); {
	case len(names) == 0:
		return ""
	case more > 0:
		return a.b.in.Texts.N("site.board.also.more", more, strings.Join(names, ", "))
	}
	return a.b.in.Texts.T("site.board.also", strings.Join(names, ", "))
}

func (a *assembly) variableTable() theme.BoardTable {
	t := a.table("variables", "variable", "description", "value", "environment", "system")
	for _, m := range a.known() {
		for _, v := range m.Variables {
			values := v.Values
			if len(values) == 0 {
				values = []facts.Value{{}}
			}
			for _, x := range values {
				value := theme.BoardCell{Text: x.Text, Code: x.Text != ""}
				switch {
				case v.Secret:
					value = theme.BoardCell{Mark: a.b.in.Texts.T("site.board.secret"), MarkID: "note"}
				case x.Text == "":
					value = theme.BoardCell{Mark: a.b.in.Texts.T("site.board.no-value"), MarkID: "note"}
				}
				t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
					{Text: v.Name, Code: true, URL: asking(v.Name).URL}, {Text: v.Description}, value, a.environment(x.Environment), a.system(m, v.Place),
				}})
			}
		}
	}
	return t
}

func (a *assembly) contactTable() theme.BoardTable {
	t := a.table("contacts", "system", "mail", "phone", "hours")
	for i, m := range a.known() {
		if s := m.Support; s.Email+s.Phone != "" {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				{Key: "system", Text: m.Title, URL: a.cards[i].URL}, {Text: s.Email, URL: mailURL(s.Email)}, {Text: s.Phone}, {Text: s.Hours},
			}})
		}
	}
	return t
}

func mailURL(address string) string {
	if address == "" {
		return ""
	}
	return "mailto:" + address
}

// inventoryFile is the same as data, in inventario.json.
type inventoryFile struct {
	Site    string            `json:"site"`
	Date    string            `json:"date,omitempty"`         // of the build
	Support string            `json:"support-data,omitempty"` // the day of the data of end of support
	Systems []inventorySystem `json:"systems"`
}

type inventorySystem struct {
	Slug      string              `json:"slug"`
	Title     string              `json:"title"`
	URL       string              `json:"url"`
	Code      string              `json:"code,omitempty"`
	Programs  []inventoryProgram  `json:"programs,omitempty"`
	Servers   []inventoryServer   `json:"servers,omitempty"`
	Ports     []inventoryPort     `json:"ports,omitempty"`
	Databases []inventoryDatabase `json:"databases,omitempty"`
	Variables []inventoryVariable `json:"variables,omitempty"`
	Contact   *inventoryContact   `json:"contact,omitempty"`
}

// place is where the manual says it: a page of the site, and a line of its source.
type inventoryPlace struct {
	URL  string `json:"url"`
	File string `json:"file"`
	Line int    `json:"line"`
}

type inventoryProgram struct {
	Kind        string `json:"kind"` // "software", "sistema", "gestor"
	Name        string `json:"name"`
	ID          string `json:"id,omitempty"` // what everybody calls it
	Version     string `json:"version,omitempty"`
	Environment string `json:"environment,omitempty"`
	// End is the last day of support; Support is "supported", "extended", "ended" or
	// "unknown".
	End     string         `json:"end-of-support,omitempty"`
	Support string         `json:"support"`
	Place   inventoryPlace `json:"place"`
}

type inventoryServer struct {
	Name        string         `json:"name,omitempty"`
	Role        string         `json:"role,omitempty"`
	Address     string         `json:"address,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Count       string         `json:"count,omitempty"`
	Processor   string         `json:"processor,omitempty"`
	Memory      string         `json:"memory,omitempty"`
	Disk        string         `json:"disk,omitempty"`
	System      string         `json:"operating-system,omitempty"`
	Engine      string         `json:"database-engine,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryDatabase struct {
	Name        string         `json:"name,omitempty"`
	Engine      string         `json:"engine,omitempty"`
	Server      string         `json:"server,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryPort struct {
	Host        string         `json:"host"`
	Port        int            `json:"port"`
	Protocol    string         `json:"protocol"`
	Service     string         `json:"service,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryVariable struct {
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Secret      bool              `json:"secret,omitempty"`
	Value       string            `json:"value,omitempty"`  // in all environments
	Values      map[string]string `json:"values,omitempty"` // by environment
	Place       inventoryPlace    `json:"place"`
}

type inventoryContact struct {
	Mail  string `json:"mail,omitempty"`
	Phone string `json:"phone,omitempty"`
	Hours string `json:"hours,omitempty"`
}

func (a *assembly) inventoryFile() inventoryFile {
	in := a.b.in
	file := inventoryFile{Site: in.Site.Title, Date: iso(in.Today), Systems: []inventorySystem{}}
	if in.Lifecycle != nil {
		file.Support = iso(in.Lifecycle.Date())
	}
	for i, m := range a.known() {
		if m.Slug == "" {
			continue // the site's glossary
		}
		s := inventorySystem{Slug: m.Slug, Title: m.Title, URL: a.cards[i].URL, Code: a.cards[i].Code}
		for _, p := range m.Programs {
			x := inventoryProgram{Kind: p.Kind, Name: p.Name, ID: p.ID, Version: p.Version, Environment: p.Environment, Support: "unknown", Place: inventoryPlace(p.Place)}
			if r, known := p.Supported(in.Lifecycle); known {
				x.End, x.Support = iso(r.End), [...]string{lifecycle.Supported: "supported", lifecycle.OnlyExtended: "extended", lifecycle.Ended: "ended"}[r.On(in.Today)]
			}
			s.Programs = append(s.Programs, x)
		}
		for _, x := range m.Servers {
			s.Servers = append(s.Servers, inventoryServer{x.Name, x.Role, x.Address, x.Environment, x.Count, x.Processor, x.Memory, x.Disk, x.System, x.Engine, inventoryPlace(x.Place)})
		}
		for _, x := range m.Ports {
			s.Ports = append(s.Ports, inventoryPort{x.Host, x.Number, x.Protocol, x.Service, x.Environment, inventoryPlace(x.Place)})
		}
		for _, x := range m.Databases {
			s.Databases = append(s.Databases, inventoryDatabase{x.Name, x.Engine, x.Server, x.Environment, inventoryPlace(x.Place)})
		}
		for _, x := range m.Variables {
			v := inventoryVariable{Name: x.Name, Description: x.Description, Secret: x.Secret, Place: inventoryPlace(x.Place)}
			for _, value := range x.Values {
				if value.Environment == "" {
					v.Value = value.Text
					continue
				}
				if v.Values == nil {
					v.Values = map[string]string{}
				}
				v.Values[value.Environment] = value.Text
			}
			s.Variables = append(s.Variables, v)
		}
		if c := m.Support; c.Email+c.Phone != "" {
			s.Contact = &inventoryContact{c.Email, c.Phone, c.Hours}
		}
		file.Systems = append(file.Systems, s)
	}
	return file
}
