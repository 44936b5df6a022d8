package config

import (
	"time"

	"folio/internal/diag"
)

// The states of a document; "" when manual.yaml does not say.
const (
	Draft    = "borrador"
	InReview = "en-revision"
	InForce  = "vigente"
	Obsolete = "obsoleto"
)

// Manual is manual.yaml. Every field may be empty.
type Manual struct {
	Title       string
	Description string
	Blueprint   string // "manual-de-despliegue"
	State       string // one of the constants above
	Entity      string
	SIG         SIG
	Process     string
	Code        string
	Version     string
	Validity    time.Time // since when it is in force: a day, UTC; zero when not given
	Review      Review
	Authors     []Person
	Reviewers   []Person
	Approvers   []Person
	Changes     []Change
	// Environments and Variables keep the order of the file.
	Environments []Environment
	Variables    []Variable
	Support      Support
	Exemptions   []Exemption
	ReplacedBy   string   // code or folder of the manual that replaces this one
	Aliases      []string // earlier names of the manual's folder
	Where        Where
}

// Review says when the manual was reviewed and how often it must be.
type Review struct {
	Last        time.Time // a day, UTC; zero when not given
	EveryMonths int       // 0 when not given
}

// Person signs a document.
type Person struct {
	Name string
	Role string
	Date time.Time // a day, UTC; zero when not given
	Pos  diag.Pos
}

// Change is a row of the change control, the oldest first as authors write it.
type Change struct {
	Version     string
	Date        time.Time // a day, UTC; zero when not given
	Description string
	Pos         diag.Pos
}

// Environment is a place where the system runs, with its own values.
type Environment struct {
	ID        string // "produccion": fit for an address and an HTML id
	Name      string // "Producción"
	Variables []Setting
	Pos       diag.Pos
}

// Variable is a name that the manual's text may use as {{NAME}}.
type Variable struct {
	Name        string // [A-Z][A-Z0-9_]*
	Secret      bool
	Description string
	// Value is the same in every environment. A secret has at most a stand-in,
	// such as ${DB_PASS}.
	Value    string
	Pos      diag.Pos
	valuePos diag.Pos
}

// Support is who helps.
type Support struct {
	Email string
	Phone string
	Hours string
}

// Exemption silences a rule for a reason, under someone's name, for a time.
type Exemption struct {
	Rule   diag.Code
	Reason string
	Owner  string
	Until  time.Time // its last day, UTC; zero when not given
	Pos    diag.Pos
}

func (r *reader) manual() Manual {
	var m Manual
	r.top([]field{
		{"titulo", text(&m.Title)},
		{"descripcion", text(&m.Description)},
		{"plantilla", text(&m.Blueprint)},
		{"estado", choice(&m.State, Draft, InReview, InForce, Obsolete)},
		{"entidad", text(&m.Entity)},
		{"sig", sig(&m.SIG)},
		{"proceso", text(&m.Process)},
		{"codigo", text(&m.Code)},
		{"version", version(&m.Version)},
		{"vigencia", date(&m.Validity)},
		{"revision", group(
			field{"ultima", date(&m.Review.Last)},
			field{"cada-meses", number(&m.Review.EveryMonths, 1, 120)},
		)},
		{"elaboro", people(&m.Authors)},
		{"reviso", people(&m.Reviewers)},
		{"aprobo", people(&m.Approvers)},
		{"control-de-cambios", changes(&m.Changes)},
		{"ambientes", environments(&m.Environments)},
		{"variables", variables(&m.Variables)},
		{"soporte", group(
			field{"correo", text(&m.Support.Email)},
			field{"telefono", text(&m.Support.Phone)},
			field{"horario", text(&m.Support.Hours)},
		)},
		{"exenciones", exemptions(&m.Exemptions)},
		{"reemplazado-por", text(&m.ReplacedBy)},
		{"alias", texts(&m.Aliases)},
	})
	r.keepSecrets(&m)
	return m
}

func people(dst *[]Person) read {
	return each(dst, func(p *Person, v value) []field {
		p.Pos = v.pos
		return []field{{"nombre", text(&p.Name)}, {"cargo", text(&p.Role)}, {"fecha", date(&p.Date)}}
	})
}

func changes(dst *[]Change) read {
	return each(dst, func(c *Change, v value) []field {
		c.Pos = v.pos
		return []field{{"version", version(&c.Version)}, {"fecha", date(&c.Date)}, {"descripcion", text(&c.Description)}}
	})
}

func exemptions(dst *[]Exemption) read {
	return each(dst, func(x *Exemption, v value) []field {
		x.Pos = v.pos
		return []field{
			{"regla", text(&x.Rule)},
			{"motivo", text(&x.Reason)},
			{"responsable", text(&x.Owner)},
			{"vence", date(&x.Until)},
		}
	}, "regla")
}

func environments(dst *[]Environment) read {
	return func(r *reader, v value) {
		each(dst, func(e *Environment, v value) []field {
			e.Pos = v.pos
			return []field{
				{"id", identifier(&e.ID)},
				{"nombre", text(&e.Name)},
				{"variables", assignments(&e.Variables)},
			}
		}, "id")(r, v)
		r.unique(v, "id", "CFG-09.ambiente")
	}
}

func variables(dst *[]Variable) read {
	return func(r *reader, v value) {
		each(dst, func(x *Variable, v value) []field {
			x.Pos = v.pos
			return []field{
				{"nombre", variableName(&x.Name)},
				{"secreto", yesNo(&x.Secret)},
				{"descripcion", text(&x.Description)},
				{"valor", func(r *reader, v value) {
					text(&x.Value)(r, v)
					x.valuePos = v.pos
				}},
			}
		}, "nombre")(r, v)
		r.unique(v, "nombre", "CFG-09.variable")
	}
}
