package check

import (
	"slices"
	"strconv"
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
	Ports      []Port
	Weights    Weights // of the rules that compare
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
		Code: strings.ToUpper(strings.Join(strings.Fields(config.Unvalued(c.Code)), "")), Weights: w,
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

// Record is a row of a table in which the blueprint says that facts are; of a table
// whose rows are the facts, it is a column.
type Record struct {
	Section *Section
	Table   *markdown.Block
	Head    string // of the column: «Producción»; "" for a row
	facts   []config.Setting
	cells   []*markdown.Block // of the facts, place by place; nil for none
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

// Text is what a cell says of a fact.
func (r Record) Text(fact string) string {
	if c := r.Cell(fact); c != nil {
		return strings.TrimSpace(c.Text)
	}
	return ""
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

// In is what a text says in an environment.
func (s *Subject) In(e config.Environment, text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	return variableForm.ReplaceAllStringFunc(text, func(m string) string {
		name := m[2 : len(m)-2]
		for _, v := range e.Variables {
			if v.Name == name {
				return config.Unvalued(v.Value)
			}
		}
		for _, v := range s.Config.Variables {
			if v.Name == name && v.Value != "" {
				return config.Unvalued(v.Value)
			}
		}
		return m
	})
}

// values are what a text says in each environment, without repetition.
func (s *Subject) values(text string) (list []string) {
	for _, e := range s.Environments(text) {
		if v := s.In(e, text); !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// ports reads the tables that say which machine a port is on.
func (s *Subject) ports() (list []Port) {
	type key struct {
		host, kind string
		number     int
	}
	seen := map[key]bool{}
	s.Records([]string{"servidor", "puerto"}, func(r Record) {
		c := r.Cell("puerto")
		numbers := portForm.FindAllStringSubmatch(r.Text("puerto"), 64)
		if c == nil || len(numbers) == 0 {
			return
		}
		service := strings.TrimSpace(fold(r.Text("servicio")).words)
		for _, hosts := range s.values(r.Text("servidor")) {
			for _, host := range hostsIn(hosts) {
				for _, m := range numbers {
					n, _ := strconv.Atoi(m[1])
					kind := strings.ToLower(m[2])
					if kind == "" && strings.EqualFold(r.Text("protocolo"), "udp") {
						kind = "udp"
					} else if kind == "" {
						kind = "tcp"
					}
					k := key{host, kind, n}
					if n == 0 || n > 65535 || everybodys[n] || seen[k] {
						continue
					}
					seen[k] = true
					pos, _ := r.Section.Outline.At(c, 0)
					list = append(list, Port{Host: host, Number: n, Kind: kind, Service: service, Pos: pos})
				}
			}
		}
	})
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
