package facts

import (
	"strings"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/markdown"
)

// Backup is a copy of what a system must not lose. A text is "" where the table does
// not say.
type Backup struct {
	What        string
	Frequency   string // how often, or when
	Retention   string // how long a copy is kept
	Where       string
	Environment string // its name; "" for all
	Place       Place
}

// User is who uses a system, or an account of its own.
type User struct {
	Name        string
	Use         string // what for, or what it may do
	Access      string // from where, or how it enters
	Environment string // its name; "" for all
	Place       Place
}

func (r *reader) backups() {
	r.rows([]string{"copia", "frecuencia", "retencion"}, func(at Place, environment string, of func(fact string) string) {
		x := Backup{What: of("copia"), Frequency: of("frecuencia"), Retention: of("retencion"), Where: of("lugar"), Environment: environment, Place: at}
		if !blank(x.What) && !(blank(x.Frequency) && blank(x.Retention)) {
			r.out.Backups = append(r.out.Backups, x)
		}
	})
}

func (r *reader) users() {
	r.rows([]string{"usuario", "uso"}, func(at Place, environment string, of func(fact string) string) {
		x := User{Name: of("usuario"), Use: of("uso"), Access: of("ingreso"), Environment: environment, Place: at}
		if !blank(x.Name) {
			r.out.Users = append(r.out.Users, x)
		}
	})
}

// rows calls f for each row of the tables that say these facts, or for each column
// where the facts are rows, once for each environment in which it differs.
func (r *reader) rows(facts []string, f func(at Place, environment string, of func(fact string) string)) {
	r.s.Records(facts, func(t check.Record) {
		var at *markdown.Block
		whole := strings.Builder{}
		for _, fact := range t.Facts() {
			if c := t.Cell(fact); c != nil {
				whole.WriteString(c.Text)
				if at == nil {
					at = c
				}
			}
		}
		if at == nil {
			return
		}
		place := r.place(t.Section, at, t.Table)
		envs := r.s.Environments(whole.String())
		e, named := r.s.Named(t.Head)
		if named {
			envs = []config.Environment{e}
		}
		for _, e := range envs {
			environment := r.environment(e.ID)
			if environment == "" {
				environment = text(r.s.EnvironmentOf(t.Head))
			}
			f(place, environment, func(fact string) string { return text(r.s.In(e, t.Text(fact))) })
		}
	})
}
