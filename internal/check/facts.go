package check

import (
	"cmp"
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
)

// Facts are what a manual says of itself that is compared with the others. They
// are all that a build keeps of it for this, and stand in its entry of the cache.
type Facts struct {
	Slug    string
	Title   string
	Asked   bool // it has a blueprint
	Retired bool // it is not in force any longer
	Code    string
	CodePos diag.Pos
	// Version is the document's, and Text the sum of all that its pages are made
	// of, its control data apart.
	Version    string
	VersionPos diag.Pos
	Text       string
	// Says is the sum of the same, wherever the folder is, with the title and with the
	// values of the variables: of what readers read.
	Says    string
	Ports   []Port
	Weights Weights // of the rules that compare
}

// Port is one that a system takes of a machine.
type Port struct {
	Host    string // in small letters
	Number  int
	Kind    string // "tcp", "udp"
	Service string // what listens, folded; "" when the manual does not say
	Pos     diag.Pos
}

func (s *Subject) facts(w Weights) Facts {
	c := s.Config
	f := Facts{
		Title: config.Unvalued(c.Title), Asked: s.Blueprint != nil, Retired: c.State == config.Obsolete,
		Code: sameCode(c.Code), Weights: w,
	}
	if f.Code != "" {
		f.CodePos = s.where("codigo")
	}
	if f.Version = config.Unvalued(c.Version); f.Version != "" {
		f.VersionPos = s.where("version")
	}
	if s.Blueprint != nil {
		f.Ports = s.ports()
	}
	return f
}

// sameCode is a document's code as codes are compared.
func sameCode(written string) string {
	return strings.ToUpper(strings.Join(strings.Fields(config.Unvalued(written)), ""))
}

// Record is a row of a table in which the blueprint says that facts are; of a table
// whose rows are the facts, it is a column.
type Record struct {
	Section *Section
	Table   *markdown.Block
	Head    string // of the column: «Producción»; "" for a row
	facts   []config.Setting
	cells   []*markdown.Block // of the facts, place by place; nil for none
}

// Facts are what the table is known to say, in the blueprint's order.
func (r Record) Facts() []string {
	list := make([]string, len(r.facts))
	for i, f := range r.facts {
		list[i] = f.Name
	}
	return list
}

// Cell is the one of a fact; nil when the table does not have it.
func (r Record) Cell(fact string) *markdown.Block {
	for i, f := range r.facts {
		if f.Name == fact {
			return r.cells[i]
		}
	}
	return nil
}

// Text is what a cell says of a fact; what is struck through is said no longer.
func (r Record) Text(fact string) string {
	c := r.Cell(fact)
	if c == nil {
		return ""
	}
	text := c.Text
	for _, s := range slices.Backward(c.Spans) {
		if s.Kind == markdown.StruckSpan && s.End <= len(text) {
			text = text[:s.Start] + text[s.End:]
		}
	}
	return strings.TrimSpace(text)
}

// Records calls f for each row of the tables in which the blueprint says that
// these facts are.
func (s *Subject) Records(facts []string, f func(Record)) {
	for i, part := range s.Blueprint.Sections {
		for _, n := range part.Needs {
			if tells(n.Table, facts) {
				for _, x := range s.Parts[i].Pages {
					x.records(n.Table, f)
				}
			}
		}
	}
	for _, t := range s.Blueprint.Tables {
		if tells(t, facts) {
			for _, x := range s.Pages {
				x.records(t, f)
			}
		}
	}
}

// tells whether a table says these facts.
func tells(t config.TableNeed, facts []string) bool {
	for _, name := range facts {
		found := false
		for _, f := range t.Facts {
			found = found || f.Name == name
		}
		if !found {
			return false
		}
	}
	return len(facts) > 0
}

func (x *Section) records(t config.TableNeed, f func(Record)) {
	for _, b := range x.tables() {
		heads := b.heads(x)
		switch {
		case len(t.Rows) > 0 && allIn(heads, t.Columns) && allIn(b.firsts(), t.Rows):
			b.columns(x, t, f)
		case allIn(heads, t.Columns) && allIn(heads, t.Rows):
			b.rows(x, t, heads, f)
		}
	}
}

// rows calls f for each row of a table.
func (t *table) rows(x *Section, need config.TableNeed, heads []folded, f func(Record)) {
	at := places(need.Facts, heads)
	for _, row := range t.Rows[1:] {
		r := Record{Section: x, Table: t.Block, facts: need.Facts, cells: make([]*markdown.Block, len(at))}
		for i, k := range at {
			if k >= 0 && k < len(row) {
				r.cells[i] = &row[k]
			}
		}
		f(r)
	}
}

// columns calls f for each column of a table whose rows are the facts.
func (t *table) columns(x *Section, need config.TableNeed, f func(Record)) {
	at := places(need.Facts, t.firsts())
	for k := 1; k < len(t.Rows[0]); k++ {
		r := Record{Section: x, Table: t.Block, Head: strings.TrimSpace(t.Rows[0][k].Text), facts: need.Facts, cells: make([]*markdown.Block, len(at))}
		for i, row := range at {
			if row >= 0 && k < len(t.Rows[row+1]) {
				r.cells[i] = &t.Rows[row+1][k]
			}
		}
		f(r)
	}
}

// places are those of facts among names; -1 for none.
func places(facts []config.Setting, names []folded) []int {
	at := make([]int, len(facts))
	for i, fact := range facts {
		at[i] = slices.IndexFunc(names, func(h folded) bool { return h.anyOf(fact.Value) })
	}
	return at
}

// table is one of a page, with its heads, folded, once somebody asked.
type table struct {
	*markdown.Block
	folded []folded
	left   []folded
}

func (t *table) heads(x *Section) []folded {
	if t.folded == nil {
		t.folded = make([]folded, len(t.Rows[0]))
		for i := range t.folded {
			t.folded[i] = x.name(&t.Rows[0][i])
		}
	}
	return t.folded
}

// firsts are the first cells of the rows below the heads.
func (t *table) firsts() []folded {
	if t.left == nil {
		t.left = make([]folded, len(t.Rows)-1)
		for i, row := range t.Rows[1:] {
			if len(row) > 0 {
				t.left[i] = fold(row[0].Text)
			}
		}
	}
	return t.left
}

// tables are a page's, also those in lists and in tabs.
func (x *Section) tables() []*table {
	if !x.tabled {
		x.tabled = true
		x.eachBlock(func(b *markdown.Block) {
			if b.Kind == markdown.TableBlock && len(b.Rows) > 0 {
				x.allTables = append(x.allTables, &table{Block: b})
			}
		})
	}
	return x.allTables
}

// Environments are those in which a text differs: one without a name for all of
// them, when it has no variable that one of them has.
func (s *Subject) Environments(text string) []config.Environment {
	var list []config.Environment
	if strings.Contains(text, "{{") {
		for _, e := range s.Config.Environments {
			if s.In(e, text) != s.In(s.Config.Environments[0], text) {
				return s.Config.Environments
			}
		}
		list = s.Config.Environments
	}
	if len(list) == 0 {
		return []config.Environment{{}}
	}
	return []config.Environment{{Variables: list[0].Variables}}
}

// Named is the manual's environment that the head of a column names.
func (s *Subject) Named(head string) (config.Environment, bool) {
	words := fold(head).words
	for _, e := range s.Config.Environments {
		if words != " " && (words == fold(config.Unvalued(e.Name)).words || words == fold(e.ID).words) {
			return e, true
		}
	}
	return config.Environment{}, false
}

// usualEnvironments are what most people call where a system runs, folded, and
// besideEnvironment the words that may stand with that.
var (
	usualEnvironments = set(`produccion preproduccion contingencia certificacion calidad qa pruebas prueba staging test capacitacion integracion desarrollo dev`)
	besideEnvironment = set(`ambiente entorno servidor servidores de en`)
)

// EnvironmentOf is what the head of a column calls an environment, whether the manual
// declares it or everybody calls one so; "" where it says something else: «Valor».
func (s *Subject) EnvironmentOf(head string) string {
	if _, ok := s.Named(head); ok {
		return head
	}
	found := ""
	for w := range strings.FieldsSeq(fold(head).words) {
		switch {
		case usualEnvironments[w]:
			found = head
		case !besideEnvironment[w]:
			return ""
		}
	}
	return found
}

// In is what a text says in an environment.
func (s *Subject) In(e config.Environment, text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	return useForm.ReplaceAllStringFunc(text, func(m string) string {
		if m[0] == '\\' {
			return m // no variable
		}
		if value := s.value(e, useForm.FindStringSubmatch(m)[1]); value != "" {
			return value
		}
		return m
	})
}

// value is a variable's in an environment; "" for none, as of a secret.
func (s *Subject) value(e config.Environment, name string) string {
	common := ""
	for _, v := range s.Config.Variables {
		if v.Name == name {
			if v.Secret {
				return ""
			}
			common = v.Value
		}
	}
	for _, v := range e.Variables {
		if v.Name == name {
			return config.Unvalued(v.Value)
		}
	}
	return config.Unvalued(common)
}

// Marked is a text with the values of its variables: one that differs from an
// environment to another is marked (config.MarkValue), and a name stands for one that
// there is not.
func (s *Subject) Marked(text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	envs := s.Config.Environments
	if len(envs) == 0 {
		envs = []config.Environment{{}}
	}
	return useForm.ReplaceAllStringFunc(text, func(m string) string {
		name := useForm.FindStringSubmatch(m)[1]
		switch {
		case m[0] == '\\':
			return m[1:]
		case !s.declares(name):
			return m
		}
		value := s.value(envs[0], name)
		shown := cmp.Or(value, config.StandIn(name))
		for _, e := range envs[1:] {
			if s.value(e, name) != value {
				return config.MarkValue(name, shown)
			}
		}
		return shown
	})
}

// Listener is a port of a machine, or a range of them, as a row of a table says it.
type Listener struct {
	Record
	Cell        *markdown.Block // that of the port
	Environment config.Environment
	Machine     string // as it is in the environment
	Ports              // 1 to 65535
	Protocol    string // "tcp", "udp"
	Service     string // "" when the table does not say
}

// Listeners calls f for each port in the tables that have it beside a machine, which
// is the fact that the blueprint calls so: "servidor", or "destino" of a connection.
func (s *Subject) Listeners(machine string, f func(Listener)) {
	s.Records([]string{machine, "puerto"}, func(r Record) {
		c := r.Cell("puerto")
		if c == nil {
			return
		}
		for _, e := range s.Environments(r.Text(machine) + r.Text("puerto") + r.Text("protocolo") + r.Text("servicio")) {
			l := Listener{Record: r, Cell: c, Environment: e, Service: s.In(e, r.Text("servicio"))}
			ports := portsIn(s.In(e, r.Text("puerto")))
			for _, l.Machine = range machinesIn(s.In(e, r.Text(machine))) {
				for _, p := range ports {
					l.Ports = p.Ports
					for _, l.Protocol = range protocols(p.protocol, s.In(e, r.Text("protocolo"))) {
						f(l)
					}
				}
			}
		}
	})
}

// protocols are those of the transport, as far as the port or the cell beside it
// says them: «53/UDP», «UDP y TCP».
func protocols(own, cell string) []string {
	if own != "" {
		return []string{strings.ToLower(own)}
	}
	words := fold(cell)
	switch udp := words.has("udp"); {
	case udp && words.has("tcp"):
		return []string{"tcp", "udp"}
	case udp:
		return []string{"udp"}
	}
	return []string{"tcp"}
}

// ports are those that a system takes, for comparing manuals.
func (s *Subject) ports() (list []Port) {
	seen := map[Port]bool{}
	add := func(machine string, number int, protocol, service string, pos func() diag.Pos) {
		if everybodys[number] {
			return
		}
		for _, host := range hostsIn(machine) {
			p := Port{Host: host, Number: number, Kind: protocol}
			if seen[p] {
				continue
			}
			seen[p] = true
			p.Service, p.Pos = strings.TrimSpace(fold(service).words), pos()
			list = append(list, p)
		}
	}
	declared := s.Declared()
	s.Listeners("servidor", func(l Listener) {
		if _, agrees, found := declared.Port(l); found && !agrees {
			return // what is declared counts
		}
		for _, n := range l.compared() {
			add(l.Machine, n, l.Protocol, l.Service, func() diag.Pos {
				pos, _ := l.Section.Outline.At(l.Cell, 0)
				return pos
			})
		}
	})
	for _, x := range declared.Ports {
		add(x.To, x.Number, x.Over(), x.Use, func() diag.Pos { return x.Pos })
	}
	return list
}

// largeRange is how many ports of a range are compared one by one.
const largeRange = 64

// compared are the ports that are compared with those of others: of a large range its
// ends.
func (p Ports) compared() (list []int) {
	step := 1
	if p.Last-p.First > largeRange {
		step = p.Last - p.First
	}
	for n := p.First; n <= p.Last; n += step {
		list = append(list, n)
	}
	return list
}

// everybodys are ports of the machine itself, which all manuals of it name.
var everybodys = map[int]bool{22: true, 123: true, 161: true, 3389: true, 5985: true, 5986: true}

// hostsIn are the names and addresses of machines in a cell; words that only say
// what a machine is for are none.
func hostsIn(cell string) (list []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(cell), func(c rune) bool { return c == ' ' || c == ',' || c == ';' || c == '/' || c == '\n' }) {
		w = strings.Trim(w, "().")
		if !strings.ContainsAny(w, ".0123456789") && !(strings.Contains(w, "-") && w == strings.TrimSpace(strings.ToLower(cell))) {
			continue
		}
		if strings.ContainsAny(w, "{}<>$*") || strings.HasPrefix(w, "127.") || w == "0.0.0.0" || strings.Trim(w, "0123456789") == "" || !hostForm.MatchString(w) {
			continue
		}
		list = append(list, w)
	}
	return list
}
