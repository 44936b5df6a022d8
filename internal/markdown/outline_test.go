package markdown

import (
	"testing"

	"folio/internal/source"
)

// TestPassagesOfDiagrams: the words of a drawing are found, and not its syntax.
func TestPassagesOfDiagrams(t *testing.T) {
	d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte(
		"# Contexto\n\n```mermaid\nC4Context\ntitle Quién usa qué\nPerson(u, \"Usuario\")\nSystem_Ext(s, \"Ventanilla\", \"Radica\")\nRel(u, s, \"Pide\", \"HTTPS\")\n```\n\nImagen: Contexto\n")}, Env{})
	got := d.Passages(plainResolver{d})
	if len(got) != 2 || got[1].Kind != FigurePassage || got[1].Code != "" || got[1].Text != "Quién usa qué\nUsuario\nVentanilla Radica\nUsuario → Ventanilla: Pide [HTTPS]" {
		t.Errorf("%+v", got)
	}
}

// TestPassagesSayWhatAReaderSees: words are cut by heading, figure and step,
// none stands in two passages, and an empty reference has its filled words.
func TestPassagesSayWhatAReaderSees(t *testing.T) {
	d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte(
		"# Instalación\n\nCumpla la [](05-red.md).\n\n## Pasos\n\n1. Abra `ssh`.\n\n   ```bash\n   ls\n   ```\n2. Cierre.\n\nTabla: Puertos\n\n| A | B |\n|---|---|\n| 443 | de\tmás |\n\nFin.\n\n| C |\n|---|\n| 1 |\n\nMás.\n")}, Env{})
	got := d.Passages(plainResolver{d})
	want := []Passage{
		{HeadingPassage, -1, -1, "Cumpla la numeral 1.", ""},
		{HeadingPassage, 0, -1, "Fin.\nC\n1\nMás.", ""},
		{StepPassage, 0, 0, "Abra ssh.", "ls"},
		{StepPassage, 1, 0, "Cierre.", ""},
		{FigurePassage, 0, 0, "A\tB\n443\tde más", ""},
	}
	if len(got) != len(want) {
		t.Fatalf("%d passages: %+v", len(got), got)
	}
	for i := range want {
		if got[i] != want[i] && !(want[i].Kind == HeadingPassage && got[i].Text == want[i].Text && got[i].Index == want[i].Index) {
			t.Errorf("passage %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}

// TestHTMLIsFound: the words of a table that only HTML can hold, each row a line, with
// its caption or without, and those of any other block of HTML.
func TestHTMLIsFound(t *testing.T) {
	table := "<table>\n<tr><td>uno</td><td colspan=\"2\">dos<br>tres</td></tr>\n</table>\n"
	d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte("# A\n\n" + table + "\nTabla: Puertos\n\n" + table + "\n<details><summary>Ver</summary><ul><li>más</li><li>aún</li></ul></details>\n\n<script>no</script>\n")}, Env{})
	got := d.Passages(plainResolver{d})
	if len(got) != 2 || got[0].Text != "uno\tdos tres\nVer más aún" || got[1].Text != "uno\tdos tres" {
		t.Errorf("%+v", got)
	}
}

// TestWhatIsShownIsFound: words that stand in no paragraph, and those of what is broken.
func TestWhatIsShownIsFound(t *testing.T) {
	for body, want := range map[string]string{
		"> [!NOTA] El **título** y [](05-red.md)\n> Texto.\n":                  "El título y numeral 1 Texto.",
		"> [!PELIGRO] Solo título\n":                                           "Solo título",
		"```ini {titulo=\"/etc/app.conf\"}\na=1\n```\n":                        "/etc/app.conf",
		"```bash {pestaña=\"En Linux\"}\nls\n```\n":                            "En Linux",
		"::: {pestaña=\"Docker\"}\nTexto.\n:::\n":                              "Docker Texto.",
		"Vea [](https://a.example/x) y [](falta.md).\n":                        "Vea https://a.example/x y falta.md.",
		"Un <servidor> y una<br>línea<br/>más, pa<wbr>labra.\n":                "Un <servidor> y una línea más, palabra.",
		"<p>Uno</p><blockquote>dos</blockquote>\n":                             "Uno dos",
		"<div>Va {{APP_HOST}}</div>\n":                                         "Va app1",
		"<figure><figcaption>Pie</figcaption></figure>\n\n<!-- nadie -->\n":    "Pie",
		"<details>\n<summary>Ver</summary>\n\nTexto **suyo**.\n\n</details>\n": "Ver Texto suyo.",
	} {
		d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte("# A\n\n" + body)}, Env{
			Variable: func(name string) (Variable, bool) { return Variable{Name: name, Value: "app1"}, name == "APP_HOST" },
		})
		got := d.Passages(plainResolver{d})
		if len(got) != 1 || got[0].Text != want {
			t.Errorf("%q is found as %+v, want %q", body, got, want)
		}
	}
}
