// Package facts turns a manual into what it says of its system: the programs and
// their versions, servers, ports, variables, errors. They are read from what authors
// write anyway: the tables that the blueprint names, manual.yaml, the entries of
// errors. Each knows its place. The facts of all manuals make the inventories.
package facts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/lifecycle"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// Manual are the facts of one manual. They are small and stand in its entry of the
// cache.
type Manual struct {
	Slug         string
	Title        string
	Code         string
	System       []string // what else diagrams call its system; "no" alone for none
	Environments []Environment
	Programs     []Program
	Servers      []Server
	Ports        []Port
	Databases    []Database
	Variables    []Variable
	Backups      []Backup
	Users        []User
	Diagrams     []Diagram
	Errors       []Error
	Procedures   []Procedure
	Support      config.Support
}

// Environment is where a system runs: {"produccion", "Producción"}.
type Environment struct{ ID, Name string }

// Place is where a manual says something.
type Place struct {
	URL  string // from the site's root
	File string // as messages show it
	Line int
}

// Program is a program with its version. Kind is the blueprint's name of the fact:
// "software", or "sistema" and "gestor" of a server's table.
type Program struct {
	Kind, Name, Version string
	ID                  string // what everybody calls it, where manual.yaml says so: "postgresql"
	Environment         string // its name; "" for all
	Place               Place
}

// Server is a kind of server in an environment.
type Server struct {
	Name        string // of a machine that manual.yaml declares
	Role        string // what its table is called: «Servidores de aplicación»
	Address     string
	Environment string // its name; "" when the table does not say
	Count       string
	Processor   string
	Memory      string
	Disk        string
	System      string
	Engine      string // of a database
	Place       Place
}

// Port is one that a system takes of a machine, or a range of them.
type Port struct {
	Host string
	check.Ports
	Protocol    string // "tcp", "udp"
	Service     string
	Environment string // its name; "" for all
	Place       Place
}

// Variable is one of manual.yaml. A secret has no values.
type Variable struct {
	Name, Description string
	Secret            bool
	Values            []Value // one without an environment when all have the same
	Place             Place
}

// Value is what a variable is in an environment.
type Value struct{ Environment, Text string }

// Error is an entry of the errors and their solutions. In its texts values that depend
// on the environment are marked (config.MarkValue).
type Error struct {
	Title    string
	Symptoms string // its first words
	First    string // the first words of the solution
	Place    Place
}

// Of reads a manual. Without a blueprint only manual.yaml says anything.
func Of(m *manual.Manual, s *check.Subject) Manual {
	r := reader{m: m, s: s}
	r.out = Manual{
		Slug: m.Slug, Title: config.Unvalued(m.Title), Code: config.Unvalued(m.Config.Code), System: m.Config.System, Support: supportOf(m.Config.Support),
	}
	for _, e := range m.Config.Environments {
		r.out.Environments = append(r.out.Environments, Environment{e.ID, nameOf(e)})
	}
	r.variables()
	r.declaredPrograms()
	r.declaredServers()
	r.declaredPorts()
	r.procedures()
	r.diagrams()
	if s.Blueprint != nil {
		r.programs()
		r.servers()
		r.ports()
		r.backups()
		r.users()
		r.errors()
	}
	r.databases()
	r.out.Programs = r.together(r.out.Programs)
	return r.out
}

type reader struct {
	m   *manual.Manual
	s   *check.Subject
	out Manual
}

func supportOf(s config.Support) config.Support {
	return config.Support{Email: config.Unvalued(s.Email), Phone: config.Unvalued(s.Phone), Hours: config.Unvalued(s.Hours)}
}

func nameOf(e config.Environment) string {
	if name := config.Unvalued(e.Name); name != "" {
		return name
	}
	return e.ID
}

// environment is the name of one of the manual's, by its id.
func (r *reader) environment(id string) string {
	for _, e := range r.out.Environments {
		if e.ID == id {
			return e.Name
		}
	}
	return ""
}

// place is where a cell of a table is: at the table, when it has a caption, else
// under its heading.
func (r *reader) place(x *check.Section, at *markdown.Block, table *markdown.Block) Place {
	pos, _ := x.Outline.At(at, 0)
	id := ""
	if table != nil && table.Figure >= 0 {
		if own, label := x.Page.Figure(table.Figure); label != "" {
			id = own
		}
	}
	if id == "" {
		id = x.Page.Above(pos)
	}
	p := Place{URL: manual.Relative("", x.Page.Out), File: strings.Clone(pos.Path), Line: pos.Line}
	if id != "" {
		p.URL += "#" + id
	}
	return p
}

// text is a cell's words. The name of a variable stands for a value that is not known.
func text(s string) string { return words(named(s)) }

// words are a text's, in memory of their own: that of the page is not kept.
func words(s string) string {
	words := strings.Fields(s)
	if len(words) == 1 {
		return strings.Clone(words[0])
	}
	return strings.Join(words, " ")
}

var variableForm = pattern.Of(`\\?\{\{\s*([A-Z][A-Z0-9_]*)\s*\}\}`)

func named(s string) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	return variableForm.ReplaceAllStringFunc(s, func(use string) string {
		if use[0] == '\\' {
			return use[1:] // it is no variable
		}
		return config.StandIn(variableForm.FindStringSubmatch(use)[1])
	})
}

func (r *reader) programs() {
	seen := map[Program]bool{}
	r.s.Programs(func(p check.Program) {
		at := r.place(p.Section, p.Cell, p.Table)
		for _, v := range p.Values(r.s) {
			declared := func(id string) bool {
				v.Environment = id
				_, _, found := r.s.Declared().Program(v)
				return found && p.Kind == "software"
			}
			for _, id := range r.undeclared(v.Environment, declared) {
				x := Program{Kind: p.Kind, Name: text(v.Name), Version: text(v.Version), Environment: r.environment(id)}
				if x.Environment == "" {
					x.Environment = text(r.s.EnvironmentOf(p.Head))
				}
				if blank(x.Name) || seen[x] {
					continue
				}
				seen[x] = true
				x.Place = at
				r.out.Programs = append(r.out.Programs, x)
			}
		}
	})
}

// together makes one of the same program in each of the manual's environments.
func (r *reader) together(list []Program) (out []Program) {
	type same struct{ kind, name, version string }
	in := map[same]map[string]bool{}
	of := func(p Program) same { return same{p.Kind, p.Name, p.Version} }
	for _, p := range list {
		if in[of(p)] == nil {
			in[of(p)] = map[string]bool{}
		}
		in[of(p)][p.Environment] = true
	}
	for _, p := range list {
		there := in[of(p)]
		all := len(r.out.Environments) > 1
		for _, e := range r.out.Environments {
			all = all && there[e.Name]
		}
		if !all {
			out = append(out, p)
			continue
		}
		if p.Environment == r.out.Environments[0].Name {
			p.Environment = ""
			out = append(out, p)
		}
	}
	return out
}

// blank tells whether a cell says nothing: a dash, «No aplica», what is still to be
// filled in.
func blank(s string) bool {
	if check.Unfilled(s) {
		return true
	}
	s = strings.ToLower(strings.Trim(s, " .—–-"))
	return s == "" || s == "no" || strings.HasPrefix(s, "no aplica") || s == "n/a" || s == "n.a"
}

// said is what a cell says; "" when it says nothing.
func said(s string) string {
	if blank(s) {
		return ""
	}
	return s
}

func (r *reader) servers() {
	type of struct {
		table *markdown.Block
		head  string
	}
	engines := map[of]string{}
	r.s.Records([]string{"gestor"}, func(t check.Record) {
		if v := t.Text("gestor"); !blank(v) {
			engines[of{t.Table, t.Head}] = v
		}
	})
	r.s.Records([]string{"procesador", "memoria"}, func(t check.Record) {
		c := t.Cell("procesador")
		if c == nil || blank(t.Text("procesador")) && blank(t.Text("memoria")) && blank(t.Text("disco")) {
			return
		}
		engine := engines[of{t.Table, t.Head}]
		envs := r.s.Environments(t.Text("servidores") + t.Text("procesador") + t.Text("memoria") + t.Text("disco") + t.Text("sistema") + engine + config.Written(t.Table.Caption))
		if e, ok := r.s.Named(t.Head); ok {
			envs = []config.Environment{e}
		}
		for _, e := range envs {
			in := func(cell string) string { return said(text(r.s.In(e, cell))) }
			v := Server{
				Role: in(config.Written(t.Table.Caption)), Environment: r.environment(e.ID), Count: in(t.Text("servidores")), Processor: in(t.Text("procesador")),
				Memory: in(t.Text("memoria")), Disk: in(t.Text("disco")), System: in(t.Text("sistema")), Engine: in(engine),
				Place: r.place(t.Section, c, t.Table),
			}
			if v.Environment == "" {
				v.Environment = text(r.s.EnvironmentOf(t.Head))
			}
			if !r.complete(v, e.ID) {
				r.out.Servers = append(r.out.Servers, v)
			}
		}
	})
}

// ports reads the tables that say which machine a port is on, and those of
// connections, whose machine is where they lead.
func (r *reader) ports() {
	seen := map[Port]bool{}
	for _, machine := range []string{"servidor", "destino"} {
		r.s.Listeners(machine, func(l check.Listener) {
			declared := func(id string) bool {
				at := l
				at.Environment.ID = id
				_, _, found := r.s.Declared().Port(at)
				return found
			}
			for _, id := range r.undeclared(l.Environment.ID, declared) {
				x := Port{Host: text(l.Machine), Ports: l.Ports, Protocol: l.Protocol, Environment: r.environment(id), Service: said(text(l.Service))}
				if blank(x.Host) || seen[x] {
					continue
				}
				seen[x] = true
				x.Place = r.place(l.Section, l.Cell, l.Table)
				r.out.Ports = append(r.out.Ports, x)
			}
		})
	}
}

// variables are those that manual.yaml declares, and those that only environments
// have.
func (r *reader) variables() {
	url := manual.Relative("", r.m.Cover.Out)
	list := slices.Clone(r.m.Config.Variables)
	for _, e := range r.m.Config.Environments {
		for _, own := range e.Variables {
			if !slices.ContainsFunc(list, func(v config.Variable) bool { return v.Name == own.Name }) {
				list = append(list, config.Variable{Name: own.Name, Pos: own.Pos})
			}
		}
	}
	for _, v := range list {
		x := Variable{Name: v.Name, Description: text(config.Unvalued(v.Description)), Secret: v.Secret, Place: Place{url, v.Pos.Path, v.Pos.Line}}
		if !v.Secret {
			x.Values = r.values(v)
		}
		r.out.Variables = append(r.out.Variables, x)
	}
}

// values are a variable's in each environment.
func (r *reader) values(v config.Variable) []Value {
	var list []Value
	for _, e := range r.m.Config.Environments {
		value := v.Value
		for _, own := range e.Variables {
			if own.Name == v.Name {
				value = own.Value
			}
		}
		if value = text(config.Unvalued(value)); value != "" {
			list = append(list, Value{nameOf(e), value})
		}
	}
	same := len(list) == len(r.m.Config.Environments) && !slices.ContainsFunc(list, func(x Value) bool { return x.Text != list[0].Text })
	switch {
	case len(list) == 0 && v.Value != "":
		return []Value{{"", text(config.Unvalued(v.Value))}}
	case same && len(list) > 0:
		return []Value{{"", list[0].Text}}
	}
	return list
}

// Of the words of an error that an overview shows, in bytes.
const (
	symptomWords = 260
	firstWords   = 160
)

func (r *reader) errors() {
	r.s.Entries(func(e check.Entry) {
		head := e.Head
		if head == nil && len(e.Section.Outline.Blocks) > 0 {
			head = &e.Section.Outline.Blocks[0]
		}
		if head == nil {
			return
		}
		if check.Unfilled(e.Title) {
			return
		}
		x := Error{Title: words(r.marked(e.Title)), Place: r.place(e.Section, head, nil)}
		if n := len(e.Parts); n > 1 {
			// Of the five parts the symptoms are the second, the solution the last.
			x.Symptoms = capital(r.marked(e.Parts[1].Words(symptomWords)))
			x.First = capital(r.marked(e.Parts[n-1].First(firstWords)))
		}
		r.out.Errors = append(r.out.Errors, x)
	})
}

// capital is a text that begins a line.
func capital(s string) string {
	c, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(c)) + s[size:]
}

// plain is a text with the values that all environments share; names stand for the
// others.
func (r *reader) plain(s string) string { return config.Unvalued(r.marked(s)) }

// marked is a text with its values; those that depend on the environment are marked
// in it (config.MarkValue).
func (r *reader) marked(s string) string { return strings.Clone(r.s.Marked(config.Written(s))) }

// Supported is what is known of a program's support.
func (p Program) Supported(d *lifecycle.Data) (lifecycle.Release, bool) {
	if d == nil {
		return lifecycle.Release{}, false
	}
	if p.ID != "" {
		return d.Find(p.ID, p.Version)
	}
	return d.Find(p.Name, p.Version)
}
