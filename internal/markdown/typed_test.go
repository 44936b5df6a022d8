package markdown

import (
	"strings"
	"testing"

	"folio/internal/source"
)

// TestTypedNumbers: which beginnings of headings are numbers that somebody
// typed, and that what the finding says to write keeps each.
func TestTypedNumbers(t *testing.T) {
	parse := func(src string, env Env) (*Doc, []string) {
		env.Name = "m/02-x.md"
		d, found := spanish().Parse(source.Text{Path: "x.md", Body: []byte(src), BodyLine: 1}, env)
		var keep []string
		for _, f := range found {
			if f.Code == "EST-05" {
				keep = append(keep, f.Args[1])
			}
		}
		return d, keep
	}
	titles := func(d *Doc) []string {
		var list []string
		if d.Title.Text != "" {
			list = append(list, d.Title.Text)
		}
		for _, h := range d.Headings {
			list = append(list, h.Text)
		}
		return list
	}
	env := Env{Own: []string{"2", "3"}}
	for src, want := range map[string]string{
		"# 2 Requisitos":       "Requisitos",
		"# 02 Requisitos":      "Requisitos",
		"# 3 Requisitos":       "Requisitos",
		"# 3.- X":              "X",
		"# 3.-Xilófono":        "Xilófono",
		"# 3 – Xilófono":       "Xilófono",
		"# IV. X":              "X",
		"# XIX) Xilófono":      "Xilófono",
		"# 3.1 Objetivo":       "Objetivo",
		"# 2\u00a0Requisitos":  "Requisitos",
		"## 1.Título":          "Título",
		"## 1. Título":         "Título",
		"## 3.2. ¿Qué es?":     "¿Qué es?",
		"## 2.1 Red":           "Red",
		"## 3.7.1 Red":         "Red",
		"## **2.1** Red":       "Red",
		"## **2.1. Red**":      "Red",
		"## *2.* Red `x`":      "Red x",
		"## 4) Red {#r}":       "Red",
		"## 1 Uno\n\n## 2 Dos": "Uno|Dos",
		"## 1 Uno\n\n### 1 Alfa\n\n### 2 Beta\n\n## 2 Dos": "Uno|Alfa|Beta|Dos",
		"2.1 Red\n---": "Red",
	} {
		d, keep := parse(src, env)
		if got := strings.Join(titles(d), "|"); got != want || len(keep) == 0 {
			t.Errorf("%q: %q with findings %q, want %q", src, got, keep, want)
		}
		if strings.ContainsAny(src, "\n*`{") {
			continue
		}
		mark := src[:strings.IndexByte(src, ' ')+1]
		d, again := parse(mark+keep[0], env)
		if word := strings.Fields(want)[0]; len(again) > 0 || titles(d)[0] == word || !strings.HasSuffix(titles(d)[0], word) {
			t.Errorf("%q: written %q it is %q with findings %q", src, keep[0], titles(d), again)
		}
	}
	for _, title := range []string{
		"10.0.0.1 Servidor", "192.168.1.10 Servidor", "8.0.36 o superior", "8.0.36 Novedades", "404. Página", "2024. Plan",
		"2.4 GHz", "1.5 TB de disco", "2 servidores", "4 Servidores", "24 – 48 horas", "7-Zip", "1.NET", "8.x", "I/O", "IIII. X", "X", "3", "3.", "1.0. Alcance",
		"2.5.1.7 Red", "3,5 Pulgadas", "1º Paso", "80/TCP", "V8 Motor", "5G Redes",
	} {
		if d, keep := parse("## "+title, env); titles(d)[0] != title || len(keep) > 0 {
			t.Errorf("%q: %q with findings %q", title, titles(d)[0], keep)
		}
	}
	// Where headings have no numbers, none is typed.
	for _, src := range []string{"> [!NOTA]\n> ## 3.2. Red", "::: {pestaña=\"A\"}\n## 3.2. Red\n:::", "- a\n\n  ## 3.2. Red", "1. a\n\n   ## 3.2. Red"} {
		if d, keep := parse(src, env); titles(d)[0] != "3.2. Red" || len(keep) > 0 {
			t.Errorf("%q: %q with findings %q", src, titles(d), keep)
		}
	}
	if d, keep := parse("# 2. X\n\n## 3.2. Red", Env{Unnumbered: true}); strings.Join(titles(d), "|") != "2. X|3.2. Red" || len(keep) > 0 {
		t.Errorf("on a cover: %q with findings %q", titles(d), keep)
	}
}
