package check

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/lifecycle"
)

// Declared is what manual.yaml declares of the system, a value for each environment
// in which it differs.
type Declared struct {
	Programs  []DeclaredProgram
	Servers   []DeclaredServer
	Ports     []DeclaredPort
	Databases []DeclaredDatabase
	s         *Subject
}

// DeclaredProgram is a program in an environment; Environment is its id, "" for all.
type DeclaredProgram struct {
	config.DeclaredProgram
	Environment string
}

// DeclaredServer is a machine.
type DeclaredServer struct {
	config.DeclaredServer
	Environment string
}

// DeclaredPort is a port.
type DeclaredPort struct {
	config.DeclaredPort
	Environment string
}

// DeclaredDatabase is a database.
type DeclaredDatabase struct {
	config.DeclaredDatabase
	Environment string
}

// Declared is read once.
func (s *Subject) Declared() *Declared {
	if s.declared != nil {
		return s.declared
	}
	d := &Declared{s: s}
	c := s.Config
	for _, x := range c.Software {
		name, version := x.Name, x.Version
		s.eachDeclared(x.Environments, name+version, func(e config.Environment) {
			x.Name, x.Version = s.In(e, name), s.In(e, version)
			d.Programs = append(d.Programs, DeclaredProgram{x, e.ID})
		})
	}
	for _, x := range c.Servers {
		list := [...]*string{&x.Name, &x.Role, &x.Address, &x.Count, &x.Processor, &x.Memory, &x.Disk, &x.System, &x.Engine}
		written := make([]string, len(list))
		for i, t := range list {
			written[i] = *t
		}
		s.eachDeclared(x.Environments, strings.Join(written, ""), func(e config.Environment) {
			for i, t := range list {
				*t = s.In(e, written[i])
			}
			d.Servers = append(d.Servers, DeclaredServer{x, e.ID})
		})
	}
	for _, x := range c.Ports {
		to, use := x.To, x.Use
		s.eachDeclared(x.Environments, to+use, func(e config.Environment) {
			x.To, x.Use = s.In(e, to), s.In(e, use)
			d.Ports = append(d.Ports, DeclaredPort{x, e.ID})
		})
	}
	for _, x := range c.Databases {
		name, server, engine := x.Name, x.Server, x.Engine
		s.eachDeclared(x.Environments, name+server+engine, func(e config.Environment) {
			x.Name, x.Server, x.Engine = s.In(e, name), s.In(e, server), s.In(e, engine)
			d.Databases = append(d.Databases, DeclaredDatabase{x, e.ID})
		})
	}
	s.declared = d
	return d
}

// eachDeclared calls f for the environments that are named, or, without any, for
// those in which a text differs.
func (s *Subject) eachDeclared(names []string, text string, f func(config.Environment)) {
	if len(names) == 0 {
		for _, e := range s.Environments(text) {
			f(e)
		}
		return
	}
	for _, name := range names {
		if e, ok := s.Named(name); ok {
			f(e)
		}
	}
}

// meets tells whether two environments, by their ids, may be the same.
func meets(a, b string) bool { return a == "" || b == "" || a == b }

// Program is what is declared of a program of a table, in an environment; agrees is
// false when that is another version.
func (d *Declared) Program(v InEnvironment) (p DeclaredProgram, agrees, found bool) {
	for _, x := range d.Programs {
		if !meets(x.Environment, v.Environment) || !d.sameProgram(x, v.Name) {
			continue
		}
		if agree(x.Version, v.Version) {
			return x, true, true
		}
		if !found {
			p, found = x, true
		}
	}
	return p, false, found
}

// agree tells whether two versions may be the same: one may be said less exactly, or
// in words.
func agree(a, b string) bool {
	return versionForm.FindString(a) == "" || versionForm.FindString(b) == "" || within(a, b)
}

func (d *Declared) sameProgram(x DeclaredProgram, name string) bool {
	name, _ = lifecycle.Split(name)
	if fold(name).words == fold(x.Name).words {
		return true
	}
	a, ok := d.s.Lifecycle.Product(x.Called())
	b, known := d.s.Lifecycle.Product(name)
	return ok && known && a == b
}

// Called is the name by which the program is known to others.
func (x DeclaredProgram) Called() string {
	if x.ID != "" {
		return x.ID
	}
	return x.Name
}

// In are the servers of a role, as a table calls it, in an environment.
func (d *Declared) In(role, environment string) (list []DeclaredServer) {
	words := fold(role)
	for _, x := range d.Servers {
		if x.Role != "" && meets(x.Environment, environment) && (words.has(x.Role) || fold(x.Role).has(role)) {
			list = append(list, x)
		}
	}
	return list
}

// Facts are the server's that tables have, by the blueprint's names.
func (x DeclaredServer) Facts() map[string]string {
	return map[string]string{
		"servidores": x.Count, "procesador": x.Processor, "memoria": x.Memory, "disco": x.Disk, "sistema": x.System, "gestor": x.Engine,
	}
}

// Port is what is declared of a port of a table; agrees is false when the machine
// has it for another protocol, or has another port for the same use. A range says more
// than a port of it that is declared: that agrees, and the range is not found.
func (d *Declared) Port(l Listener) (p DeclaredPort, agrees, found bool) {
	for _, x := range d.Ports {
		if !meets(x.Environment, l.Environment.ID) || fold(x.To).words != fold(l.Machine).words {
			continue
		}
		switch {
		case l.Has(x.Number) && (x.Protocol == "" || x.Protocol == l.Protocol):
			return x, true, l.First == l.Last
		case l.Has(x.Number), !found && x.Use != "" && fold(x.Use).words == fold(l.Service).words:
			p, found = x, true
		}
	}
	return p, false, found
}

// Over is the protocol: TCP, when nothing is said.
func (x DeclaredPort) Over() string {
	if x.Protocol == "" {
		return "tcp"
	}
	return x.Protocol
}

// declaredRule: the tables say what manual.yaml declares, and that can be read.
func declaredRule() Rule {
	return Rule{Codes: []diag.Code{"DAT-01", "DAT-02"}, Since: "0.1", check: func(s *Subject, r *reporter) {
		c := s.Config
		if len(c.Software)+len(c.Servers)+len(c.Ports)+len(c.Databases) == 0 {
			return
		}
		s.unreadable(r)
		if s.Blueprint == nil {
			return
		}
		d := s.Declared()
		s.Programs(func(p Program) { d.program(p, r) })
		for _, fact := range []string{"servidores", "procesador", "memoria", "disco", "sistema", "gestor"} {
			s.Records([]string{fact}, func(t Record) { d.server(t, fact, r) })
		}
		for _, machine := range []string{"servidor", "destino"} {
			s.Listeners(machine, func(l Listener) { d.port(l, r) })
		}
	}}
}

func (d *Declared) program(p Program, r *reporter) {
	if p.Kind != "software" {
		return
	}
	for _, v := range p.Values(d.s) {
		if x, agrees, found := d.Program(v); found && !agrees {
			r.at(p.Section, p.Cell, 0, diag.Warning, "DAT-01", v.Name, v.Version, x.Version, strconv.Itoa(x.Pos.Line))
			return
		}
	}
}

func (d *Declared) server(t Record, fact string, r *reporter) {
	c := t.Cell(fact)
	if c == nil || strings.TrimSpace(c.Text) == "" {
		return
	}
	role := config.Written(t.Table.Caption)
	envs := d.s.Environments(c.Text + role)
	if e, ok := d.s.Named(t.Head); ok {
		envs = []config.Environment{e}
	}
	for _, e := range envs {
		says := fold(d.s.In(e, t.Text(fact)))
		other, line := "", 0
		for _, x := range d.In(d.s.In(e, role), e.ID) {
			value := x.Facts()[fact]
			if value == "" {
				continue
			}
			if says.has(value) || fold(value).has(says.text) {
				other = ""
				break
			}
			other, line = value, x.Pos.Line
		}
		if other != "" {
			r.at(t.Section, c, 0, diag.Warning, "DAT-01.servidor", says.text, other, strconv.Itoa(line))
			return
		}
	}
}

func (d *Declared) port(l Listener, r *reporter) {
	x, agrees, found := d.Port(l)
	if !found || agrees {
		return
	}
	// A cell with several ports, or of several environments, is told once.
	pos, _ := l.Section.Outline.At(l.Cell, 0)
	if n := len(r.found); n > 0 && r.found[n-1].Code == "DAT-01" && r.found[n-1].Pos == pos {
		return
	}
	if l.Has(x.Number) {
		r.at(l.Section, l.Cell, 0, diag.Warning, "DAT-01.protocolo", l.Ports.String(), l.Machine, l.Protocol, x.Protocol, strconv.Itoa(x.Pos.Line))
		return
	}
	r.at(l.Section, l.Cell, 0, diag.Warning, "DAT-01.puerto", l.Ports.String(), l.Machine, strconv.Itoa(x.Number), strconv.Itoa(x.Pos.Line))
}

// unreadable reports what is declared and cannot be understood.
func (s *Subject) unreadable(r *reporter) {
	c := s.Config
	for i, x := range c.Software {
		s.unread("software", i, x.Environments, []string{x.Name, x.Version}, r)
		if x.ID == "" || s.Lifecycle == nil {
			continue
		}
		if _, ok := s.Lifecycle.Product(x.ID); !ok {
			pos := c.Where.Of("software", strconv.Itoa(i), "id")
			if near, ok := s.Lifecycle.Near(x.ID); ok {
				r.add(pos, "", diag.Warning, "DAT-02.parecido", x.ID, near)
			} else {
				r.add(pos, "", diag.Warning, "DAT-02.id", x.ID)
			}
		}
	}
	for i, x := range c.Servers {
		s.unread("servidores", i, x.Environments, []string{x.Name, x.Role, x.Address, x.Count, x.Processor, x.Memory, x.Disk, x.System, x.Engine}, r)
	}
	for i, x := range c.Ports {
		s.unread("puertos", i, x.Environments, []string{x.To, x.Use, x.From}, r)
	}
	for i, x := range c.Databases {
		s.unread("bases-de-datos", i, x.Environments, []string{x.Name, x.Server, x.Engine}, r)
	}
}

func (s *Subject) unread(key string, i int, environments, texts []string, r *reporter) {
	at := func(more ...string) diag.Pos {
		return s.Config.Where.Of(append([]string{key, strconv.Itoa(i)}, more...)...)
	}
	for _, name := range environments {
		if _, ok := s.Named(name); ok {
			continue
		}
		var ids []string
		for _, e := range s.Config.Environments {
			ids = append(ids, e.ID)
		}
		if len(ids) == 0 {
			r.add(at("ambiente"), "", diag.Warning, "DAT-02.ninguno", name)
		} else {
			r.add(at("ambiente"), "", diag.Warning, "DAT-02", name, strings.Join(ids, ", "))
		}
	}
	for _, t := range texts {
		for _, m := range variableForm.FindAllString(t, -1) {
			if name := m[2 : len(m)-2]; !s.declares(name) {
				r.add(at(), "", diag.Warning, "DAT-02.variable", name)
			}
		}
	}
}

// declares tells whether the manual has a variable.
func (s *Subject) declares(name string) bool {
	if slices.ContainsFunc(s.Config.Variables, func(v config.Variable) bool { return v.Name == name }) {
		return true
	}
	return slices.ContainsFunc(s.Config.Environments, func(e config.Environment) bool {
		return slices.ContainsFunc(e.Variables, func(v config.Setting) bool { return v.Name == name })
	})
}
