package theme

import (
	"encoding/json"
	"html/template"
	"strings"
)

// Environment is a place where a manual's system runs, with the values that
// the manual's variables have there.
type Environment struct {
	ID     string // "produccion"; readers' choices are kept under it
	Name   string // "Producción"
	Values []Value
}

// Value is a variable's value in an environment. Secrets have none and are in
// no page.
type Value struct{ Name, Value string }

// environments is what the switch knows.
type environments struct {
	Manual  string // the choice is kept by manual: "vertia"
	Choices []choice
	// Row is for few environments, which fit the bar side by side; beyond
	// that, and on narrow screens, a list opens.
	Row bool
	// Data are the values, in a <script> that no browser runs.
	Data template.HTML
}

// choice is an environment in the switch.
type choice struct {
	ID, Name string
	Tone     string // "production", "staging", "development", "other"
	First    bool   // it shows until a reader chooses
}

// mostInRow is the number of environments that the bar has room for.
const mostInRow = 4

// newSwitch is nil where there is nothing to choose.
func newSwitch(m *Manual) *environments {
	if m == nil || len(m.Environments) < 2 {
		return nil
	}
	s := &environments{Manual: strings.TrimSuffix(m.Folder, "/"), Row: len(m.Environments) <= mostInRow, Data: valuesOf(m.Environments)}
	for i, e := range m.Environments {
		s.Choices = append(s.Choices, choice{ID: e.ID, Name: e.Name, Tone: tone(e), First: i == 0})
	}
	return s
}

func (s *environments) first() *choice {
	if s == nil {
		return nil
	}
	return &s.Choices[0]
}

// tone is the colour of an environment: what it is called says what a mistake
// there costs.
func tone(e Environment) string {
	for _, s := range []string{strings.ToLower(e.ID), strings.ToLower(e.Name)} {
		switch {
		case strings.HasPrefix(s, "prod"):
			return "production"
		case strings.HasPrefix(s, "prueba"), strings.HasPrefix(s, "pre"), strings.HasPrefix(s, "cali"), strings.HasPrefix(s, "cert"),
			strings.HasPrefix(s, "qa"), strings.HasPrefix(s, "test"), strings.HasPrefix(s, "stag"):
			return "staging"
		case strings.HasPrefix(s, "des"), strings.HasPrefix(s, "dev"), strings.HasPrefix(s, "local"):
			return "development"
		}
	}
	return "other"
}

// valuesOf is the values as data in a page: by variable, a list in the order
// of the environments, or one string where it is the same in all. The encoder
// writes <, > and & as escapes, so that no value ends the element.
func valuesOf(list []Environment) template.HTML {
	rows := map[string][]string{}
	for i, e := range list {
		for _, v := range e.Values {
			if rows[v.Name] == nil {
				rows[v.Name] = make([]string, len(list))
			}
			rows[v.Name][i] = v.Value
		}
	}
	data := map[string]any{}
	for name, row := range rows {
		data[name] = row
		if same(row) {
			data[name] = row[0]
		}
	}
	text, _ := json.Marshal(data) // sorted by name; strings and lists of them cannot fail
	return template.HTML(`<script type="application/json">` + string(text) + `</script>`)
}

func same(row []string) bool {
	for _, v := range row {
		if v != row[0] {
			return false
		}
	}
	return true
}
