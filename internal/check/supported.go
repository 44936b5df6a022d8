package check

import (
	"time"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/lifecycle"
	"folio/internal/markdown"
)

// supportedRule: the makers of what a manual asks for still support it.
func supportedRule() Rule {
	return Rule{Codes: []diag.Code{"X-03"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		if s.Lifecycle == nil || s.Today.IsZero() {
			return
		}
		d := s.Declared()
		for _, x := range d.Programs {
			if key, sev, args := s.ended(x.Called(), x.Version); key != "" {
				r.add(x.Pos, "", sev, key, args...)
			}
		}
		s.Programs(func(p Program) {
			for _, v := range p.Values(s) {
				if p.Kind == "software" {
					if _, _, found := d.Program(v); found {
						continue // what is declared counts
					}
				}
				if key, sev, args := s.ended(v.Name, v.Version); key != "" {
					r.at(p.Section, p.Cell, 0, sev, key, args...)
					return
				}
			}
		})
	}}
}

// ended is what there is to say of a version whose support is over, or is paid for;
// "" for nothing.
func (s *Subject) ended(name, version string) (key string, sev diag.Severity, args []string) {
	l, known := s.Lifecycle.Find(name, version)
	if !known {
		return "", 0, nil
	}
	switch l.On(s.Today) {
	case lifecycle.Ended:
		return "X-03" + undated(l), diag.Warning, []string{l.Product, l.Version, dayOf(l)}
	case lifecycle.OnlyExtended:
		return "X-03.extendido", diag.Info, []string{l.Product, l.Version, day(l.Extended)}
	}
	return "", 0, nil
}

func undated(l lifecycle.Release) string {
	if l.End.IsZero() && l.Extended.IsZero() {
		return ".sin-fecha"
	}
	return ""
}

func dayOf(l lifecycle.Release) string {
	if l.Last().IsZero() {
		return ""
	}
	return day(l.Last())
}

// Program is what a manual says that its system uses, with the cell that says its
// version.
type Program struct {
	Record
	Kind    string // the fact that names it: "software", "sistema", "gestor"
	Cell    *markdown.Block
	Name    string // as the cell has it; with the version when Version is ""
	Version string
}

// Programs calls f for each program of a manual's tables: software with its
// version, and the operating systems and database engines of its servers.
func (s *Subject) Programs(f func(Program)) {
	s.Records([]string{"software", "version"}, func(r Record) {
		if c := r.Cell("version"); c != nil && r.Text("software") != "" {
			f(Program{r, "software", c, r.Text("software"), r.Text("version")})
		}
	})
	for _, kind := range []string{"sistema", "gestor"} {
		s.Records([]string{kind}, func(r Record) {
			if c := r.Cell(kind); c != nil && r.Text(kind) != "" {
				f(Program{r, kind, c, r.Text(kind), ""})
			}
		})
	}
}

// InEnvironment is a program as it is in an environment.
type InEnvironment struct {
	Environment   string // its id; "" for all
	Name, Version string
}

// Values are the program in each environment in which it differs; one for all when
// it does not.
func (p Program) Values(s *Subject) []InEnvironment {
	var list []InEnvironment
	envs := s.Environments(p.Name + p.Version)
	if e, ok := s.Named(p.Head); ok {
		envs = []config.Environment{e}
	}
	for _, e := range envs {
		n := InEnvironment{Environment: e.ID, Name: s.In(e, p.Name), Version: s.In(e, p.Version)}
		if n.Version == "" {
			n.Name, n.Version = lifecycle.Split(n.Name)
		}
		list = append(list, n)
	}
	return list
}

func day(t time.Time) string { return t.Format("02/01/2006") }
