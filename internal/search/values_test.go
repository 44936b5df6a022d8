package search

import (
	"fmt"
	"slices"
	"testing"

	"folio/internal/config"
)

func valued(environments, uses int) (Manual, []Unit) {
	m := Manual{ID: "m", Title: "M", URL: "m/index.html"}
	for i := range environments {
		m.Environments = append(m.Environments, Environment{
			ID: fmt.Sprintf("e%d", i), Name: fmt.Sprintf("E %d", i),
			Values: []Value{{"HOST", fmt.Sprintf("h%d.example", i)}, {"PORT", "5432"}, {"SIDE", fmt.Sprintf("side%d", i/2)}},
		})
	}
	var units []Unit
	for i := range uses {
		units = append(units, Unit{
			URL: fmt.Sprintf("m/%d.html", i), Kind: KindSection, Title: fmt.Sprintf("Sección %d", i),
			Body: "Entre a " + config.MarkValue("HOST", "h0.example") + " hoy.", Code: "ssh " + config.MarkValue("HOST", "h0.example"),
		})
	}
	return m, units
}

func TestValuesAreUnitsOfTheirOwn(t *testing.T) {
	m, _ := valued(4, 0)
	var got []string
	for _, u := range valueUnits(m) {
		envs := ""
		for _, h := range u.Path {
			envs += " " + h.Number
		}
		got = append(got, u.Number+"="+u.Title+":"+envs)
	}
	want := []string{"HOST=h0.example: e0", "HOST=h1.example: e1", "HOST=h2.example: e2", "HOST=h3.example: e3", "SIDE=side0: e0 e1", "SIDE=side1: e2 e3"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	m.Environments = m.Environments[:1]
	if list := valueUnits(m); list != nil {
		t.Errorf("of one environment: %v", list)
	}
}

// TestIndexDoesNotGrowWithEnvironments: what more environments cost is the same
// for a short manual and for a long one.
func TestIndexDoesNotGrowWithEnvironments(t *testing.T) {
	size := func(environments, uses int) int {
		x := New(Options{})
		part, files := x.Index(valued(environments, uses))
		n := part.terms.Len()
		for _, f := range files {
			n += len(f.Data)
		}
		return n
	}
	short, long := size(10, 2)-size(2, 2), size(10, 400)-size(2, 400)
	if long > short+short/2 {
		t.Errorf("eight more environments are %d bytes in a manual of 400 sections, %d in one of 2", long, short)
	}
}
