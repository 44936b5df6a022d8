package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/scaling"
	"folio/internal/source"
)

// tower is files of which each takes in the next ten times, the last of which
// has some text.
func tower(height int, text string) map[string]string {
	files := map[string]string{}
	for i := range height {
		files[fmt.Sprintf("n%d.md", i)] = strings.Repeat(fmt.Sprintf("{{incluir \"n%d.md\"}}\n\n", i+1), 10)
	}
	files[fmt.Sprintf("n%d.md", height)] = text
	return files
}

// expand parses and renders pages that take in files and a variable V.
func expand(t testing.TB, pages int, src, value string, files map[string]string) diag.List {
	t.Helper()
	e := spanish()
	env := Env{
		Open: func(name string) (source.Text, diag.List, bool) {
			src, ok := files[name]
			text, found := source.Split(name, []byte(src))
			return text, found, ok
		},
		Variable: func(name string) (Variable, bool) { return Variable{Name: name, Value: value}, name == "V" },
		Names:    []string{"V"},
		Budget:   NewBudget(),
	}
	var all diag.List
	for i := range pages {
		env.Name = fmt.Sprintf("p%d.md", i)
		d, found := e.Parse(source.Text{Path: env.Name, Body: []byte(src), BodyLine: 1}, env)
		var out bytes.Buffer
		if err := e.Render(&out, d, plainResolver{d}); err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	return all
}

// TestExpansionIsLimited asks for ever more in few lines.
func TestExpansionIsLimited(t *testing.T) {
	long := strings.Repeat("Un texto que se repite. ", 500) + "\n"
	for _, x := range []struct {
		name  string
		pages int
		src   string
		value string
		files map[string]string
		code  diag.Code
		chain string
	}{
		{"a tower of inclusions", 1, "{{incluir \"n0.md\"}}\n", "", tower(9, "x\n"), "LIM-07", "p0.md → n0.md → n1.md"},
		{"a tower of text", 1, "{{incluir \"n0.md\"}}\n", "", tower(6, long), "LIM-06", "p0.md → n0.md → n1.md"},
		{"many pages", 100, strings.Repeat("{{incluir \"n0.md\"}}\n\n", 1_000), "", map[string]string{"n0.md": long}, "LIM-06", "p0.md → n0.md"},
		{"many pages of a little", 100, strings.Repeat("{{incluir \"n0.md\"}}\n\n", 900), "", map[string]string{"n0.md": "x\n"}, "LIM-06.manual", "→ n0.md"},
		{"long values", 1, "# X\n\n" + strings.Repeat("{{V}}\n\n", 20_000), strings.Repeat("v", 50_000), nil, "LIM-06", "p0.md → V"},
		{"long values in code", 1, "```\n" + strings.Repeat("{{V}}\n", 20_000) + "```\n", strings.Repeat("v", 50_000), nil, "LIM-06", "p0.md → V"},
		{"long values in addresses", 1, strings.Repeat("<https://{{V}}>\n\n", 20_000), strings.Repeat("v", 50_000), nil, "LIM-06", "p0.md → V"},
		{"long values in what is taken in", 1, strings.Repeat("{{incluir \"n0.md\"}}\n\n", 900), strings.Repeat("v", 50_000), map[string]string{"n0.md": "{{V}}\n"}, "LIM-06", "p0.md → n0.md → V"},
		{"many values", 1, strings.Repeat("{{V}} ", 4_000) + "\n\n" + strings.Repeat("{{V}}\n\n", 20_000), "v", nil, "LIM-08", "p0.md → V"},
	} {
		if testing.Short() && x.pages > 1 {
			continue // a hundred pages are slow under the race detector
		}
		t.Run(x.name, func(t *testing.T) {
			var found diag.List
			if bytes := scaling.Bytes(func() { found = expand(t, x.pages, x.src, x.value, x.files) }); bytes > 2<<30 { // some 300 MB, and more under the race detector, which empties pools
				t.Errorf("%d MB", bytes>>20)
			}
			var said bytes.Buffer
			_ = found.Text(&said, i18n.For(i18n.Spanish))
			n := 0
			for _, f := range found {
				if f.Code == x.code || strings.HasPrefix(string(x.code), string(f.Code)+".") {
					n++
				}
				if f.Pos.Line == 0 || f.Severity != diag.Error {
					t.Errorf("%v", f)
				}
			}
			if n == 0 || n > x.pages || !strings.Contains(said.String(), x.chain) {
				t.Errorf("%d findings %s; %q not in\n%.1500s", n, x.code, x.chain, said.String())
			}
		})
	}
}

// TestTakingInScales takes ten times as much in, below the limits.
func TestTakingInScales(t *testing.T) {
	files := map[string]string{"n0.md": "## Red\n\nTexto con [un enlace](#red) y {{V}}.\n\n1. Uno.\n\n   ```bash\n   uno\n   ```\n2. Dos.\n"}
	scaling.Linear(t, "inclusions", 80, func(n int) {
		expand(t, 1, "# X\n\n"+strings.Repeat("{{incluir \"n0.md\"}}\n\n", n), "v", files)
	})
	scaling.Linear(t, "values", 2_000, func(n int) {
		expand(t, 1, "# X\n\n"+strings.Repeat("Abra {{V}} hoy.\n\n", n), "v", nil)
	})
}

// TestCommonTextIsNoExpansion takes one file in on each page of a long manual.
func TestCommonTextIsNoExpansion(t *testing.T) {
	pages := 2_000
	if testing.Short() {
		pages = 100
	}
	found := expand(t, pages, "# X\n\n{{incluir \"n0.md\"}}\n", "v", map[string]string{"n0.md": strings.Repeat("Un texto común a todas. ", 250) + "\n"})
	if len(found) > 0 {
		t.Errorf("%v", found[0])
	}
}
