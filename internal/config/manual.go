package config

import (
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

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
	// Origin is what the document that the manual was imported from said and
	// Folio has no use for.
	Origin []Setting
	// System are the names of the manual's own system in diagrams, besides its
	// folder, its code and its title; «no» for a manual about none.
	System []string
	// Servers, Ports, Databases and Software are what the file declares of the system.
	Servers   []DeclaredServer
	Ports     []DeclaredPort
	Databases []DeclaredDatabase
	Software  []DeclaredProgram
	Where     Where
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
	r.top(manualFields(&m))
	r.keepSecrets(&m)
	r.blanks()
	return m
}

func manualFields(m *Manual) []field {
	return []field{
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
		{"origen", settings(&m.Origin)},
		{"sistema", texts(&m.System)},
		{"servidores", declaredServers(&m.Servers)},
		{"puertos", declaredPorts(&m.Ports)},
		{"bases-de-datos", declaredDatabases(&m.Databases)},
		{"software", declaredSoftware(&m.Software)},
	}
}

// control are the keys of the data that a controlled document shows.
var control = []string{
	"titulo", "descripcion", "estado", "entidad", "sig", "proceso", "codigo", "version", "vigencia", "revision",
	"elaboro", "reviso", "aprobo", "control-de-cambios", "reemplazado-por",
}

// blanks reports the control data that are named and not given, which must not look
// like data that the manual need not have.
func (r *reader) blanks() {
	root := r.doc.root
	switch {
	case r.doc.fault != nil:
		return
	case root == nil || len(root.Content) == 0:
		r.found.Add(diag.Warning, "MAN-01.vacio", r.doc.pos(-1, 0))
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		k := root.Content[i]
		said := func(d diag.Diagnostic) bool { return d.Pos.Line == r.doc.first+k.Line-1 }
		if slices.Contains(control, k.Value) && blank(root.Content[i+1]) && !slices.ContainsFunc(r.found, said) {
			r.add(diag.Warning, "MAN-03", k, k.Value)
		}
	}
}

// blank says whether a value says nothing.
func blank(n *yaml.Node) bool {
	switch n.Kind {
	case yaml.ScalarNode:
		return empty(n) || strings.TrimSpace(n.Value) == ""
	case yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			if !blank(n.Content[i]) {
				return false
			}
		}
		return true
	case yaml.AliasNode:
		return false
	default:
		return !slices.ContainsFunc(n.Content, func(n *yaml.Node) bool { return !blank(n) })
	}
}

// complete is a list of mappings whose items should have a key.
func complete(list kind, key string) kind {
	list = list.item(func(s *schema) { s.Required = append(s.Required, key) })
	return kind{list.shape, func(r *reader, v value) {
		before := len(r.found)
		list.read(r, v)
		if len(r.found) > before {
			return // it has been said what is wrong with them
		}
		for _, m := range mappings(v) {
			if n := entry(m, key); (n == nil || blank(n)) && !blank(m) {
				r.report(diag.Warning, "MAN-04", m, key, v.key)
			}
		}
	}}
}

func people(dst *[]Person) kind {
	return complete(each(dst, func(p *Person, v value) []field {
		p.Pos = v.pos
		return []field{{"nombre", text(&p.Name)}, {"cargo", text(&p.Role)}, {"fecha", date(&p.Date)}}
	}), "nombre")
}

func changes(dst *[]Change) kind {
	return complete(each(dst, func(c *Change, v value) []field {
		c.Pos = v.pos
		return []field{{"version", version(&c.Version)}, {"fecha", date(&c.Date)}, {"descripcion", text(&c.Description)}}
	}), "version")
}

func exemptions(dst *[]Exemption) kind {
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

func environments(dst *[]Environment) kind {
	return each(dst, func(e *Environment, v value) []field {
		e.Pos = v.pos
		return []field{
			{"id", identifier(&e.ID)},
			{"nombre", text(&e.Name)},
			{"variables", assignments(&e.Variables)},
		}
	}, "id").then(func(r *reader, v value) { r.unique(v, "id", "CFG-09.ambiente") })
}

func variables(dst *[]Variable) kind {
	return each(dst, func(x *Variable, v value) []field {
		x.Pos = v.pos
		return []field{
			{"nombre", variableName(&x.Name)},
			{"secreto", yesNo(&x.Secret)},
			{"descripcion", text(&x.Description)},
			{"valor", text(&x.Value).then(func(_ *reader, v value) { x.valuePos = v.pos })},
		}
	}, "nombre").then(func(r *reader, v value) { r.unique(v, "nombre", "CFG-09.variable") })
}
