package pipeline

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"folio/internal/check"
	"folio/internal/diagram"
	"folio/internal/facts"
	"folio/internal/lifecycle"
	"folio/internal/theme"
)

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
		c.Text, c.Sort = in.Texts.Date(r.Last()), iso(r.Last())
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

// componentTable has what the diagrams show, with what each talks to below its name.
func (a *assembly) componentTable() theme.BoardTable {
	t := a.table("components", "component", "class", "technology", "calls", "system")
	t.Prose = true
	for _, m := range a.known() {
		for _, c := range m.Components() {
			var calls []string
			for _, k := range c.Calls {
				if k.Technology != "" {
					k.To += " (" + k.Technology + ")"
				}
				calls = append(calls, k.To)
			}
			name := asking(c.Name)
			name.Note = c.Description
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				name, {Text: a.class(c.Element)}, {Text: c.Technology}, {Text: strings.Join(calls, "; ")}, a.system(m, c.Place),
			}})
		}
	}
	a.byFirst(&t)
	return t
}

// class is what an element is called in a drawing.
func (a *assembly) class(e facts.Element) string {
	key := "dia." + string(e.Type)
	if e.Type != diagram.Machine {
		if e.Shape != diagram.Box {
			key += "." + string(e.Shape)
		}
		if e.External {
			key += ".externo"
		}
	}
	return a.b.in.Texts.T(key)
}

func (a *assembly) backupTable() theme.BoardTable {
	t := a.table("backups", "backup", "frequency", "retention", "where", "system", "environment")
	t.Prose = true
	for _, m := range a.known() {
		for _, b := range m.Backups {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				{Text: b.What}, {Text: b.Frequency}, {Text: b.Retention}, {Text: b.Where}, a.system(m, b.Place), a.environment(b.Environment),
			}})
		}
	}
	return t
}

func (a *assembly) userTable() theme.BoardTable {
	t := a.table("users", "user", "use", "access", "system", "environment")
	t.Prose = true
	for _, m := range a.known() {
		for _, u := range m.Users {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				asking(u.Name), {Text: u.Use}, {Text: u.Access}, a.system(m, u.Place), a.environment(u.Environment),
			}})
		}
	}
	return t
}

func (a *assembly) portTable() theme.BoardTable {
	t := a.table("ports", "host", "port", "service", "system", "environment")
	type key struct {
		host  string
		ports check.Ports
		kind  string
	}
	users := map[key][]string{}
	for _, m := range a.known() {
		for _, p := range m.Ports {
			k := key{strings.ToLower(p.Host), p.Ports, p.Protocol}
			if list := users[k]; len(list) == 0 || list[len(list)-1] != m.Title {
				users[k] = append(list, m.Title)
			}
		}
	}
	for _, m := range a.known() {
		for _, p := range m.Ports {
			number := theme.BoardCell{Text: p.Ports.String() + "/" + p.Protocol, Sort: strconv.Itoa(100000 + p.First)}
			if !strings.Contains(p.Host, "‹") { // nobody knows whose it is
				number.Note = a.also(users[key{strings.ToLower(p.Host), p.Ports, p.Protocol}], m.Title)
			}
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
		if name != own {
			names = append(names, name)
		}
		if len(names) == most {
			break
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

// variableRows counts a variable once for each value that it has, or may have.
func variableRows(m facts.Manual) (n int) {
	for _, v := range m.Variables {
		n += max(1, len(v.Values))
	}
	return n
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

// contacted tells whether a manual says who helps.
func contacted(m facts.Manual) bool { return m.Support.Email+m.Support.Phone != "" }

func contactRows(m facts.Manual) int {
	if contacted(m) {
		return 1
	}
	return 0
}

func (a *assembly) contactTable() theme.BoardTable {
	t := a.table("contacts", "system", "mail", "phone", "hours")
	for i, m := range a.known() {
		if s := m.Support; contacted(m) {
			t.Rows = append(t.Rows, theme.BoardRow{Cells: []theme.BoardCell{
				{Key: "system", Text: m.Title, URL: a.cards[i].URL}, {Text: s.Email, URL: mailURL(s.Email)}, {Text: s.Phone}, {Text: s.Hours},
			}})
		}
	}
	return t
}

// mailURL leads to an address; "" for none, and for one that depends on the environment.
func mailURL(address string) string {
	if address == "" || strings.ContainsAny(address, "‹›{} ") {
		return ""
	}
	return "mailto:" + address
}
