package theme

import (
	"io"
	"strings"
	"testing"
)

// twoPlaces is the fixture's manual with a choice of environment.
func (f fixture) twoPlaces() Section {
	m := *f.manual
	m.Environments = []Environment{
		{"produccion", "Producción", []Value{{"APP_HOST", "vertia.example"}, {"DB_PORT", "5432"}}},
		{"pruebas", "Pruebas", []Value{{"APP_HOST", "</script><!--"}, {"DB_PORT", "5432"}}},
	}
	s := f.deepSection()
	s.Manual = &m
	s.Body = []byte(`<p>Abra <var class="v" data-v="APP_HOST">vertia.example</var>.</p>`)
	return s
}

// TestValuesAreData: what is the same everywhere is written once, and no value
// ends the element that it stands in.
func TestValuesAreData(t *testing.T) {
	got := string(valuesOf(newFixture().twoPlaces().Manual.Environments))
	want := `<script type="application/json">{"APP_HOST":["vertia.example","\u003c/script\u003e\u003c!--"],"DB_PORT":"5432"}</script>`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestOneEnvironmentIsNoChoice(t *testing.T) {
	s := newFixture().twoPlaces()
	s.Manual.Environments = s.Manual.Environments[:1]
	page := draw(t, func(w io.Writer) error { return load(t, Options{}).Section(w, s) })
	for _, part := range []string{`class="env`, "application/json"} {
		if strings.Contains(page, part) {
			t.Errorf("the page has %s", part)
		}
	}
}

// TestTones: production is what it is however it is spelled, and what comes
// before it is not production.
func TestTones(t *testing.T) {
	for id, want := range map[string]string{
		"produccion": "production", "prod": "production", "preproduccion": "staging", "pruebas": "staging", "qa": "staging",
		"desarrollo": "development", "capacitacion": "other",
	} {
		if got := tone(Environment{ID: id, Name: id}); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if got := tone(Environment{ID: "a1", Name: "Producción"}); got != "production" {
		t.Errorf("by its name: %s", got)
	}
}

// TestManyEnvironmentsAreAList: beyond what the bar holds there is no row.
func TestManyEnvironmentsAreAList(t *testing.T) {
	m := &Manual{}
	for range mostInRow {
		m.Environments = append(m.Environments, Environment{ID: "x", Name: "X"})
	}
	if !newSwitch(m).Row {
		t.Error("no row for few")
	}
	m.Environments = append(m.Environments, Environment{ID: "y", Name: "Y"})
	if newSwitch(m).Row {
		t.Error("a row for many")
	}
}
