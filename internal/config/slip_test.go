package config

import "testing"

// TestASlipInAPagesKey is reported, and publishes no draft; the keys of other tools are
// their own affair.
func TestASlipInAPagesKey(t *testing.T) {
	for src, want := range map[string]struct {
		code  string
		draft bool
	}{
		"borador: true\n":                     {"CFG-03", true},
		"borrrador: sí\n":                     {"CFG-03", true},
		"dratf: true\n":                       {"CFG-03", true},
		"borador: false\n":                    {"CFG-03", false},
		"borrador: true\nborador: false\n":    {"CFG-03", true},
		"borador: true\norden: 3\n":           {"CFG-03", true},
		"titlo: Red\n":                        {"CFG-03", false},
		"descipcion: Red\n":                   {"CFG-03", false},
		"layout: x\ntags: [a]\n":              {"", false},
		"sidebar: x\nauthors: [a]\n":          {"", false},
		"Borrador: true\n":                    {"", true},
		"- borrador: true\n":                  {"CFG-01", true},
		"estado: borrador\n":                  {"CFG-03", true},
		"Status: Draft\ntags: [a]\n":          {"CFG-03", true},
		"estado: vigente\n":                   {"", false},
		"Nota: esto es texto\n\nY con: más\n": {"CFG-03", false},
		"Author: x\nCategories: [a]\n":        {"", false},
	} {
		f, found := ParseFrontMatter("a.md", []byte(src), 2)
		code := ""
		for _, d := range found {
			code += string(d.Code)
		}
		if code != want.code || f.Draft != want.draft {
			t.Errorf("%q: %s, draft %v", src, code, f.Draft)
		}
	}
}
