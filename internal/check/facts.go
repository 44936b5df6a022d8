package check

import (
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

// record is a row of a table of facts.
type record struct {
	x     *Section
	row   []markdown.Block
	heads map[string]int // the facts' columns
}

// cell is the one of a fact; nil when the table does not have it.
func (r record) cell(fact string) *markdown.Block {
	if i, ok := r.heads[fact]; ok && i < len(r.row) {
		return &r.row[i]
	}
	return nil
}

// text is what a cell says of a fact.
func (r record) text(fact string) string {
	if c := r.cell(fact); c != nil {
		return strings.TrimSpace(c.Text)
	}
	return ""
}

// records calls f for each row of the tables in which the blueprint says that
// these facts are.
func (s *Subject) records(facts []string, f func(record)) {
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

// tells whether a table's columns are these facts.
func tells(t config.TableNeed, facts []string) bool {
	if len(t.Columns) == 0 {
		return false
	}
	for _, name := range facts {
		found := false
		for _, f := range t.Facts {
			found = found || f.Name == name
		}
		if !found {
			return false
		}
	}
	return true
}

func (x *Section) records(t config.TableNeed, f func(record)) {
	for _, b := range x.tables() {
		heads := b.heads(x)
		if !allIn(heads, t.Columns) {
			continue
		}
		at := map[string]int{}
		for _, fact := range t.Facts {
			for k, h := range heads {
				if _, known := at[fact.Name]; !known && h.anyOf(fact.Value) {
					at[fact.Name] = k
				}
			}
		}
		for _, row := range b.Rows[1:] {
			f(record{x, row, at})
		}
	}
}

// table is one of a page, with its heads, folded, once somebody asked.
type table struct {
	*markdown.Block
	folded []folded
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

// values are what a cell says in each environment, without repetition; only one
// when it has no variable.
func (s *Subject) values(text string) []string {
	if !strings.Contains(text, "{{") {
		return []string{text}
	}
	var list []string
	add := func(env []config.Setting) {
		out := variableForm.ReplaceAllStringFunc(text, func(m string) string {
			name := m[2 : len(m)-2]
			for _, v := range env {
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
		for _, known := range list {
			if known == out {
				return
			}
		}
		list = append(list, out)
	}
	for _, e := range s.Config.Environments {
		add(e.Variables)
	}
	if len(list) == 0 {
		add(nil)
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
	s.records([]string{"servidor", "puerto"}, func(r record) {
		c := r.cell("puerto")
		numbers := portForm.FindAllStringSubmatch(r.text("puerto"), 64)
		if c == nil || len(numbers) == 0 {
			return
		}
		service := strings.TrimSpace(fold(r.text("servicio")).words)
		for _, hosts := range s.values(r.text("servidor")) {
			for _, host := range hostsIn(hosts) {
				for _, m := range numbers {
					n, _ := strconv.Atoi(m[1])
					kind := strings.ToLower(m[2])
					if kind == "" && strings.EqualFold(r.text("protocolo"), "udp") {
						kind = "udp"
					} else if kind == "" {
						kind = "tcp"
					}
					k := key{host, kind, n}
					if n == 0 || n > 65535 || everybodys[n] || seen[k] {
						continue
					}
					seen[k] = true
					pos, _ := r.x.Outline.At(c, 0)
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
