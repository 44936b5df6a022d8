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
		s.Programs(func(p Program) {
			for _, v := range p.Values(s) {
				l, known := s.Lifecycle.Find(v.Name, v.Version)
				if !known {
					continue
				}
				switch l.On(s.Today) {
				case lifecycle.Ended:
					r.at(p.Section, p.Cell, 0, diag.Warning, "X-03"+undated(l), l.Product, l.Version, dayOf(l))
					return
				case lifecycle.OnlyExtended:
					r.at(p.Section, p.Cell, 0, diag.Info, "X-03.extendido", l.Product, l.Version, day(l.Extended))
					return
				}
			}
		})
	}}
}

func undated(l lifecycle.Release) string {
	if l.End.IsZero() && l.Extended.IsZero() {
		return ".sin-fecha"
	}
	return ""
}

func dayOf(l lifecycle.Release) string {
	switch {
	case l.Extended.After(l.End):
		return day(l.Extended)
	case l.End.IsZero():
		return ""
	}
	return day(l.End)
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
