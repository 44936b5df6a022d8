package theme

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/themes"
)

var (
	block    = regexp.MustCompile(`(?s)(:root[^{\s]*)\s*\{([^}]*)\}`)
	property = regexp.MustCompile(`--([a-z-]+):\s*(#[0-9A-Fa-f]{3,6});`)
)

// modes reads the custom properties of colors.css: light, dark by choice,
// dark by system.
func modes(t *testing.T) map[string]map[string]colour {
	t.Helper()
	css, err := fs.ReadFile(themes.Files, "somosig/assets/css/colors.css")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]colour{}
	for _, b := range block.FindAllStringSubmatch(string(css), -1) {
		props := map[string]colour{}
		for _, p := range property.FindAllStringSubmatch(b[2], -1) {
			c, ok := parseColour(p[2])
			if !ok {
				t.Fatalf("%s: %q is no colour", p[1], p[2])
			}
			props[p[1]] = c
		}
		out[b[1]] = props
	}
	if len(out) != 3 {
		t.Fatalf("colors.css has %d blocks, want 3", len(out))
	}
	return out
}

// TestContrast: every text colour can be read on every ground it meets
// (WCAG 2.2, 1.4.3), and the accent is seen as a line (1.4.11).
func TestContrast(t *testing.T) {
	texts := map[string][]string{
		"ink":       {"paper", "surface", "code", "accent-soft", "mark"},
		"muted":     {"paper", "surface", "code"},
		"accent":    {"paper", "surface", "code", "accent-soft"},
		"note":      {"paper", "surface"},
		"tip":       {"paper", "surface"},
		"important": {"paper", "surface"},
		"warning":   {"paper", "surface", "code"},
		"danger":    {"paper", "surface", "code"},
		"paper":     {"accent"}, // the button
	}
	for mode, props := range modes(t) {
		for text, grounds := range texts {
			for _, on := range grounds {
				a, okA := props[text]
				b, okB := props[on]
				if !okA || !okB {
					t.Errorf("%s: --%s or --%s is missing", mode, text, on)
					continue
				}
				if r := contrast(a, b); r < aa {
					t.Errorf("%s: --%s on --%s is %.2f:1", mode, text, on, r)
				}
			}
		}
		if r := contrast(props["rule"], props["paper"]); r < 3 {
			t.Errorf("%s: --rule on --paper is %.2f:1", mode, r)
		}
	}
}

// TestDarkBlocksAgree: dark by choice and dark by system are one palette.
func TestDarkBlocksAgree(t *testing.T) {
	m := modes(t)
	chosen, system := m[":root[data-theme=dark]"], m[":root:not([data-theme=light])"]
	if len(chosen) == 0 || len(chosen) != len(system) {
		t.Fatalf("%d and %d properties", len(chosen), len(system))
	}
	for name, c := range chosen {
		if system[name] != c {
			t.Errorf("--%s: %s and %s", name, c, system[name])
		}
	}
}

// TestGroundsAreTheStyleSheets holds the grounds that an accent is judged on
// to colors.css.
func TestGroundsAreTheStyleSheets(t *testing.T) {
	m := modes(t)
	for mode, g := range map[string]ground{":root": lightGround(), ":root[data-theme=dark]": darkGround()} {
		for i, name := range []string{"paper", "surface", "code"} {
			if g.all[i] != m[mode][name] {
				t.Errorf("%s: --%s is %s in colors.css, %s in Go", mode, name, m[mode][name], g.all[i])
			}
		}
		if g.paper != m[mode]["paper"] {
			t.Errorf("%s: paper", mode)
		}
	}
}

// TestAccentIsSaidInOneLanguage: the site's is not that of who builds it.
func TestAccentIsSaidInOneLanguage(t *testing.T) {
	for _, site := range []i18n.Lang{i18n.Spanish, i18n.English} {
		_, found, err := Load(Options{Catalog: i18n.For(site), Accent: "#F0C000", AccentDark: "#1F4E86"})
		if err != nil || len(found) != 2 {
			t.Fatal(found, err)
		}
		for reader, want := range map[i18n.Lang][2]string{
			i18n.Spanish: {"el acento #F0C000 tiene un contraste de 1,66:1 en el modo claro;", "2,17:1 en el modo oscuro;"},
			i18n.English: {"the accent #F0C000 has a contrast of 1.66:1 in light mode;", "2.17:1 in dark mode;"},
		} {
			for i, part := range want {
				if words, _ := found[i].Words(i18n.For(reader)); !strings.Contains(words, part) {
					t.Errorf("a site in %s, said in %s: %q lacks %q", site, reader, words, part)
				}
			}
		}
	}
}

func TestAccent(t *testing.T) {
	for _, c := range []struct {
		accent, dark string
		light        string // in the style sheet
		findings     string
	}{
		{"#0B6B4F", "", "#0B6B4F", ""},
		{"#06c", "", "#0066CC", ""},
		{"#1F4E86", "#93BCEB", "#1F4E86", ""},
		{"#F0C000", "", "", "el acento #F0C000 tiene un contraste de 1,66:1 en el modo claro"},
		{"#1F4E86", "#1F4E86", "#1F4E86", "el acento #1F4E86 tiene un contraste de 2,17:1 en el modo oscuro"},
		{"verde", "", "", "«verde» no es un color"},
		{"#12345", "", "", "«#12345» no es un color"},
	} {
		catalog := i18n.For(i18n.Spanish)
		pos := diag.Pos{Path: "folio.yaml", Line: 4, Col: 9}
		th, found, err := Load(Options{Catalog: catalog, Accent: c.accent, AccentDark: c.dark, AccentPos: pos})
		if err != nil {
			t.Fatal(err)
		}
		var words strings.Builder
		for _, d := range found {
			m, hint := d.Words(catalog)
			words.WriteString(m + "\n")
			if d.Code != "TEM-02" || d.Pos != pos || hint == "" {
				t.Errorf("%s: [%s] at %s, hint %q", c.accent, d.Code, d.Pos, hint)
			}
		}
		if (c.findings == "") != (len(found) == 0) || !strings.Contains(words.String(), c.findings) {
			t.Errorf("%s: found %q, want %q", c.accent, words.String(), c.findings)
		}
		css := asset(t, th, "folio.css")
		if c.light != "" && !strings.Contains(css, ":root{--accent:"+c.light+";--accent-soft:#") {
			t.Errorf("%s: not in the style sheet", c.accent)
		}
	}
}

// TestReadableAccent: whatever accent an entity has, text in it can be read.
func TestReadableAccent(t *testing.T) {
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				c := colour{float64(r) / 255, float64(g) / 255, float64(b) / 255}
				for _, on := range []ground{lightGround(), darkGround()} {
					// As written, rounded to bytes.
					s, _ := parseColour(on.readable(c).String())
					if w := on.weakest(s); w < aa-0.02 {
						t.Errorf("%s becomes %s, contrast %.2f", c, s, w)
					}
				}
			}
		}
	}
}

// TestEnvironmentContrast: an environment's name is white on its colour, in
// both modes.
func TestEnvironmentContrast(t *testing.T) {
	css, err := fs.ReadFile(themes.Files, "somosig/assets/css/env.css")
	if err != nil {
		t.Fatal(err)
	}
	tones := regexp.MustCompile(`--tone: (#[0-9A-F]{6})`).FindAllStringSubmatch(string(css), -1)
	if len(tones) != 5 {
		t.Fatalf("%d tones", len(tones))
	}
	for _, m := range tones {
		if r := contrast(shade(m[1]), shade("#FFFFFF")); r < aa {
			t.Errorf("white on %s is %.2f:1", m[1], r)
		}
	}
}
