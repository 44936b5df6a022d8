package config

import (
	"strings"

	"gopkg.in/yaml.v3"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// Blueprint is plantilla.yaml: what a kind of manual must contain, as an
// institution's instruction lays it down. Every field may be empty.
type Blueprint struct {
	Title    string
	Standard string // the instruction's code: "I-A-GTI-04"
	// Control are the keys of manual.yaml that may not be missing.
	Control []string
	// Environments are those that a manual must declare at least: its ids, with
	// the names that readers see.
	Environments []Environment
	// CodeForm is the form of a document's code: "L-L-LLL-DD", where L is a
	// letter and D a digit; "" for any.
	CodeForm string
	// Options are texts of the instruction that an author must choose from or
	// fill in, and that may not stay: "Windows / Linux / Docker".
	Options []string
	// Tables are those that need not be there and that say facts where they are.
	Tables []TableNeed
	// Off are the rules that do not apply to manuals of this kind.
	Off      []diag.Code
	Sections []BlueprintSection
	// Duty are the parts of the sheet for who is on call, in order; without any, a
	// manual of the kind has no sheet.
	Duty  []DutyPart
	Where Where
}

// BlueprintSection is a section that a manual of the kind has.
type BlueprintSection struct {
	Title    string // exact
	Slug     string
	Aliases  []string // slugs that are taken for it
	Required bool
	Numeral  string // what the instruction calls it: "3.7"
	Guidance string // for the author
	Skeleton string // Markdown that a new section begins with
	// Examples are paragraphs that the instruction shows, and that say nothing of
	// the author's own system.
	Examples []string
	Needs    []Requirement
	// Runs are the procedures of the section that are carried out with a record.
	Runs []RunNeed
	Pos  diag.Pos
}

// RunNeed is a procedure that somebody carries out and keeps a record of.
type RunNeed struct {
	// Block is the heading that it stands under, in any of these words; without
	// it, all steps of the section that are no other's.
	Block    []string
	Rollback bool   // it gives back what another did
	Mode     string // RunModes; "" for the first
	Minutes  int    // that it takes; 0 when nobody says
}

// RunModes are the ways to follow a procedure.
var RunModes = []string{"leer-hacer", "hacer-confirmar"}

// Requirement is something that a section must have. What it names must all be
// there; where it is looked for follows from Block.
type Requirement struct {
	Rule     diag.Code
	Severity diag.Severity
	Message  string
	Hint     string
	// Block is a heading or a bold label, in any of these words; the rest is
	// looked for in what follows it. Without it, in the whole section.
	Block []string
	// Blocks are such blocks, each of which must be there; a text may have
	// alternatives with | between them.
	Blocks []string
	// Words are alternatives one of which the text must have.
	Words    []string
	MinWords int
	Items    int // of a list, or sub-headings
	Steps    int // of an ordered list
	Code     bool
	Table    TableNeed
	Diagram  string // the kind: "contexto"
	Contact  bool   // an address of mail or a telephone number
	Entries  EntriesNeed
	// Exam looks at each of the things of the section, by the name of what it
	// looks for; Exams lists them.
	Exam string
	Pos  diag.Pos
}

// Asks tells whether the requirement names anything to look for.
func (n Requirement) Asks() bool {
	return len(n.Block)+len(n.Blocks)+len(n.Words)+n.MinWords+n.Items+n.Steps+len(n.Table.Columns)+len(n.Table.Rows)+
		len(n.Diagram)+len(n.Entries.Parts)+len(n.Entries.Steps)+n.Entries.MaxWords+len(n.Exam) > 0 || n.Code || n.Contact
}

// TableNeed is a table with some columns, by their heads, or some rows, by their
// first cells. A name may have alternatives with | between them.
type TableNeed struct {
	Columns []string
	Rows    []string
	// Facts says what the columns are, by name, for inventories: "software",
	// "version", "puerto".
	Facts []Setting
}

// EntriesNeed are sub-headings each of which has the same labelled parts.
type EntriesNeed struct {
	Parts   []string
	Ordered bool
	// Steps are those of the parts that must hold an ordered list.
	Steps []string
	// MaxWords is how many words one may have; 0 for any number.
	MaxWords int
}

// Exams are what a requirement may look for in each of the things of a section.
var Exams = []string{
	"comandos-de-los-pasos", "convenciones-de-diagramas", "software-instalado", "tablas-por-ambiente", "variables-declaradas", "variables-usadas",
}

// ParseBlueprint reads plantilla.yaml. path is the file's name in messages.
func ParseBlueprint(path string, src []byte) (Blueprint, diag.List) {
	r := newReader(parse(path, src, 1), diag.Fatal)
	b := r.blueprint()
	b.Where = r.where()
	return b, r.found
}

func (r *reader) blueprint() Blueprint {
	var b Blueprint
	r.top(blueprintFields(&b))
	return b
}

func blueprintFields(b *Blueprint) []field {
	return []field{
		{"titulo", text(&b.Title)},
		{"norma", text(&b.Standard)},
		{"control", texts(&b.Control)},
		{"ambientes", environmentNames(&b.Environments)},
		{"forma-del-codigo", text(&b.CodeForm)},
		{"opciones", texts(&b.Options)},
		{"reglas-que-no-aplican", codes(&b.Off)},
		{"tablas", each(&b.Tables, func(t *TableNeed, _ value) []field { return tableFields(t) }, "columnas", "datos")},
		{"secciones", blueprintSections(&b.Sections)},
		{"guardia", dutyParts(&b.Duty)},
	}
}

func codes(dst *[]diag.Code) kind {
	return kind{textsShape, func(r *reader, v value) {
		var list []string
		texts(&list).read(r, v)
		for _, s := range list {
			*dst = append(*dst, diag.Code(strings.ToUpper(s)))
		}
	}}
}

// environmentNames reads names of environments, whose ids follow from them.
func environmentNames(dst *[]Environment) kind {
	var names []string
	return texts(&names).then(func(_ *reader, v value) {
		for _, name := range names {
			*dst = append(*dst, Environment{ID: i18n.Slug(name), Name: name, Pos: v.pos})
		}
	})
}

func blueprintSections(dst *[]BlueprintSection) kind {
	return each(dst, func(s *BlueprintSection, v value) []field {
		s.Pos, s.Required = v.pos, true
		return []field{
			{"titulo", text(&s.Title).then(func(*reader, value) {
				if s.Slug == "" {
					s.Slug = i18n.Slug(s.Title)
				}
			})},
			{"slug", identifier(&s.Slug)},
			{"alias", texts(&s.Aliases)},
			{"obligatoria", yesNo(&s.Required)},
			{"numeral", text(&s.Numeral)},
			{"guia", text(&s.Guidance)},
			{"esqueleto", text(&s.Skeleton)},
			{"ejemplos", texts(&s.Examples)},
			{"requisitos", requirements(&s.Needs)},
			{"procedimientos", each(&s.Runs, func(n *RunNeed, _ value) []field {
				return []field{
					{"bloque", alternatives(&n.Block)},
					{"reversion", yesNo(&n.Rollback)},
					{"modo", choice(&n.Mode, RunModes...)},
					{"duracion", number(&n.Minutes, 1, 10_000)},
				}
			}, "modo")},
		}
	}, "titulo").then(func(r *reader, v value) { r.unique(v, "titulo", "PLA-02") })
}

func requirements(dst *[]Requirement) kind {
	return each(dst, func(n *Requirement, v value) []field {
		n.Pos, n.Severity = v.pos, diag.Error
		return []field{
			{"regla", text(&n.Rule)},
			{"gravedad", severity(&n.Severity)},
			{"mensaje", text(&n.Message)},
			{"pista", text(&n.Hint)},
			{"bloque", alternatives(&n.Block)},
			{"bloques", texts(&n.Blocks)},
			{"palabras", alternatives(&n.Words)},
			{"palabras-minimas", number(&n.MinWords, 1, 10_000)},
			{"elementos", number(&n.Items, 1, 1000)},
			{"pasos", number(&n.Steps, 1, 1000)},
			{"codigo", yesNo(&n.Code)},
			{"tabla", group(tableFields(&n.Table)...)},
			{"diagrama", text(&n.Diagram)},
			{"contacto", yesNo(&n.Contact)},
			{"entradas", group(
				field{"partes", texts(&n.Entries.Parts)},
				field{"en-orden", yesNo(&n.Entries.Ordered)},
				field{"con-pasos", texts(&n.Entries.Steps)},
				field{"palabras-maximas", number(&n.Entries.MaxWords, 1, 10_000)},
			)},
			{"examen", choice(&n.Exam, Exams...)},
		}
	}, "regla", "mensaje")
}

func tableFields(t *TableNeed) []field {
	return []field{
		{"columnas", texts(&t.Columns)},
		{"filas", texts(&t.Rows)},
		{"datos", facts(&t.Facts)},
	}
}

// severity reads how grave a finding is.
func severity(dst *diag.Severity) kind {
	var name string
	return choice(&name, "error", "advertencia", "nota").then(func(*reader, value) {
		switch name {
		case "error":
			*dst = diag.Error
		case "advertencia":
			*dst = diag.Warning
		case "nota":
			*dst = diag.Info
		}
	})
}

// facts reads what columns say: "software: SOFTWARE".
func facts(dst *[]Setting) kind {
	return kind{pairsShape, func(r *reader, v value) {
		r.pairs(v, "software", func(k *yaml.Node, c value) {
			x := Setting{Name: k.Value, Pos: c.pos}
			text(&x.Value).read(r, c)
			*dst = append(*dst, x)
		})
	}}
}

// alternatives reads texts with | between them.
func alternatives(dst *[]string) kind {
	return kind{textsShape, func(r *reader, v value) {
		var list []string
		texts(&list).read(r, v)
		for _, s := range list {
			*dst = append(*dst, Alternatives(s)...)
		}
	}}
}

// Alternatives parts a text at |.
func Alternatives(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, "|") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
