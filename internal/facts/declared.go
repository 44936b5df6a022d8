package facts

import (
	"slices"
	"strings"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
)

// What manual.yaml declares counts where a table says something else; what only one
// of them says counts too.

// Database is a database, or, without a name, an engine that a table of servers says.
type Database struct {
	Name, Server, Engine string
	Environment          string // its name; "" for all
	Place                Place
}

// declaredAt is the place of what manual.yaml declares.
func (r *reader) declaredAt(pos diag.Pos) Place {
	return Place{manual.Relative("", r.m.Cover.Out), strings.Clone(pos.Path), pos.Line}
}

// undeclared are the environments, by id, of those that a fact of a table is for, in
// which nothing is declared of it; "" stands for all.
func (r *reader) undeclared(id string, declared func(id string) bool) []string {
	if id != "" || len(r.m.Config.Environments) == 0 {
		if declared(id) {
			return nil
		}
		return []string{id}
	}
	var list []string
	for _, e := range r.m.Config.Environments {
		if !declared(e.ID) {
			list = append(list, e.ID)
		}
	}
	if len(list) == len(r.m.Config.Environments) {
		return []string{""}
	}
	return list
}

func (r *reader) declaredPrograms() {
	for _, x := range r.s.Declared().Programs {
		r.out.Programs = append(r.out.Programs, Program{
			Kind: "software", ID: x.ID, Name: text(x.Name), Version: text(x.Version), Environment: r.environment(x.Environment), Place: r.declaredAt(x.Pos),
		})
	}
}

// declaredServers are those of manual.yaml; what they do not say, a table of their
// role may.
func (r *reader) declaredServers() {
	for _, x := range r.s.Declared().Servers {
		r.out.Servers = append(r.out.Servers, Server{
			Name: text(x.Name), Role: text(x.Role), Address: text(x.Address), Environment: r.environment(x.Environment), Count: text(x.Count),
			Processor: text(x.Processor), Memory: text(x.Memory), Disk: text(x.Disk), System: text(x.System), Engine: text(x.Engine), Place: r.declaredAt(x.Pos),
		})
	}
}

// complete adds what a table says of servers to those that are declared; false when
// none is.
func (r *reader) complete(said Server, id string) bool {
	declared := r.s.Declared()
	list := declared.In(said.Role, id)
	for _, x := range list {
		i := slices.IndexFunc(declared.Servers, func(y check.DeclaredServer) bool {
			return y.Pos == x.Pos && y.Environment == x.Environment
		})
		s := &r.out.Servers[i]
		for _, f := range []struct {
			own   *string
			table string
		}{{&s.Processor, said.Processor}, {&s.Memory, said.Memory}, {&s.Disk, said.Disk}, {&s.System, said.System}, {&s.Engine, said.Engine}} {
			if *f.own == "" {
				*f.own = f.table
			}
		}
	}
	return len(list) > 0
}

func (r *reader) declaredPorts() {
	for _, x := range r.s.Declared().Ports {
		r.out.Ports = append(r.out.Ports, Port{
			Host: text(x.To), Ports: check.Ports{First: x.Number, Last: x.Number}, Protocol: x.Over(), Service: text(x.Use), Environment: r.environment(x.Environment), Place: r.declaredAt(x.Pos),
		})
	}
}

// databases are those of manual.yaml, and the engines that tables of servers say
// where none is declared.
func (r *reader) databases() {
	declared := r.s.Declared().Databases
	for _, x := range declared {
		r.out.Databases = append(r.out.Databases, Database{
			Name: text(x.Name), Server: text(x.Server), Engine: text(x.Engine), Environment: r.environment(x.Environment), Place: r.declaredAt(x.Pos),
		})
	}
	for _, s := range r.out.Servers {
		if s.Engine == "" || slices.ContainsFunc(declared, func(x check.DeclaredDatabase) bool {
			return x.Environment == "" || s.Environment == "" || r.environment(x.Environment) == s.Environment
		}) {
			continue
		}
		r.out.Databases = append(r.out.Databases, Database{Server: config.Unvalued(s.called()), Engine: s.Engine, Environment: s.Environment, Place: s.Place})
	}
}

// called is what people call a server.
func (s Server) called() string {
	if s.Name != "" {
		return s.Name
	}
	return s.Role
}
