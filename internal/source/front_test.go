package source

import (
	"strings"
	"testing"
)

// TestDataAreNeverText holds the ways in which the data of a page fail to be at
// its beginning between two lines "---": they are read, and what was not right
// is said.
func TestDataAreNeverText(t *testing.T) {
	const data = "titulo: X\nborrador: true\n"
	for name, x := range map[string]struct {
		raw   string
		front string
		line  int // Front's first
		body  string
		codes string
	}{
		"an empty line":         {"\n---\n" + data + "---\nA\n", data, 3, "A\n", ""},
		"invisible characters":  {"\u200b\n \u00a0\n---\n" + data + "---\nA\n", data, 4, "A\n", ""},
		"a comment":             {"<!-- Licencia\nX -->\n\n---\n" + data + "---\nA\n", data, 5, "A\n", ""},
		"an indented fence":     {" ---\n" + data + "---\nA\n", data, 2, "A\n", "SRC-40"},
		"four dashes":           {"----\n" + data + "----\nA\n", data, 2, "A\n", "SRC-40"},
		"a typographer's dash":  {"—\n" + data + "—\nA\n", data, 2, "A\n", "SRC-40"},
		"typographer's dashes":  {"—-\n" + data + "—-\nA\n", data, 2, "A\n", "SRC-40"},
		"a longer end":          {"---\n" + data + "-----\nA\n\n---\nB\n", data, 2, "A\n\n---\nB\n", "SRC-40"},
		"asterisks":             {"***\n" + data + "***\nA\n", data, 2, "A\n", "SRC-40"},
		"spaced dashes":         {"- - -\n" + data + "- - -\nA\n", data, 2, "A\n", "SRC-40"},
		"spaced long dashes":    {"— — —\n" + data + "— — —\nA\n", data, 2, "A\n", "SRC-40"},
		"equals signs":          {"===\n" + data + "=====\nA\n", data, 2, "A\n", "SRC-40"},
		"underscores":           {"\n___\n" + data + "___\nA\n", data, 3, "A\n", "SRC-40"},
		"two kinds of mark":     {"---\n" + data + "***\nA\n", data, 2, "A\n", "SRC-40"},
		"all indented":          {"  ---\n  titulo: X\n  borrador: true\n  ---\nA\n", "  titulo: X\n  borrador: true\n", 2, "A\n", "SRC-40"},
		"asterisks, a title":    {"# T\n\n***\n" + data + "***\nA\n", data, 4, "# T\n\n\n\n\n\nA\n", "SRC-41"},
		"no beginning":          {data + "---\nA\n", data, 1, "A\n", "SRC-40"},
		"no fences":             {data + "\nA\n", data, 1, "\nA\n", "SRC-40"},
		"no fences, a title":    {"title: X\n# A\n", "title: X\n", 1, "# A\n", "SRC-40"},
		"code":                  {"```yaml\n" + data + "```\nA\n", data, 2, "A\n", "SRC-40"},
		"JSON":                  {"{\n\"title\": \"X\",\n\"draft\": true\n}\nA\n", "{\n\"title\": \"X\",\n\"draft\": true\n}\n", 1, "A\n", "SRC-40"},
		"after a text":          {"Antes\n---\n" + data + "---\nA\n", data, 3, "Antes\n\n\n\n\nA\n", "SRC-41"},
		"after a paragraph":     {"# T\n\nUno\ndos.\n\n---\n" + data + "---\nA\n", data, 7, "# T\n\nUno\ndos.\n\n\n\n\n\nA\n", "SRC-41"},
		"after the title":       {"# T\n\n---\n" + data + "---\nA\n", data, 4, "# T\n\n\n\n\n\nA\n", "SRC-41"},
		"capitals":              {"\n---\nTítulo: X\nBorrador: true\n---\nA\n", "Título: X\nBorrador: true\n", 3, "A\n", ""},
		"no end":                {"---\n" + data + "\n# T\n\nA\n", data, 2, "\n# T\n\nA\n", "SRC-07"},
		"no end, a list":        {"---\nalias:\n- a.md\n" + data + "\n## T\n\nA\n\n---\n\nB\n", "alias:\n- a.md\n" + data, 2, "\n## T\n\nA\n\n---\n\nB\n", "SRC-07"},
		"a TOML draft":          {"+++\ntitle = \"X\"\ndraft = true\n+++\nA\n", "borrador: true\n", 3, "A\n", "SRC-06"},
		"TOML that never ends":  {"+++\ndraft = true\n\nA\n", "borrador: true\n", 2, "\nA\n", "SRC-06"},
		"TOML after empty line": {"\n+++\ndraft = false\n+++\nA\n", "", 0, "A\n", "SRC-06"},
	} {
		t.Run(name, func(t *testing.T) {
			got, found := Split("x.md", []byte(x.raw))
			if string(got.Front) != x.front || got.FrontLine != x.line || string(got.Body) != x.body {
				t.Errorf("data %q at %d, body %q", got.Front, got.FrontLine, got.Body)
			}
			if want := 1 + strings.Count(x.raw, "\n") - strings.Count(x.body, "\n"); got.BodyLine != want {
				t.Errorf("the body is at line %d, not %d", got.BodyLine, want)
			}
			if got := codes(found); got != x.codes {
				t.Errorf("findings %q, want %q", got, x.codes)
			}
			for _, f := range found {
				if f.Excerpt == "" {
					t.Errorf("%s shows no line", f.Code)
				}
			}
		})
	}
}

// TestTextIsNotData holds pages that begin with something like data.
func TestTextIsNotData(t *testing.T) {
	for _, raw := range []string{
		"---\n\nTexto: uno\n\n---\n\nMás\n",
		"\n---\n\nUna frase.\n---\nOtra.\n",
		"\n---\nNota: una frase.\n---\nMás.\n",
		"***\n\ntitulo: X\n",
		"***\n\nNota: una frase.\n\n***\n\nMás.\n",
		"***Negrita cursiva*** y texto\n\n***\n",
		"* uno\n* dos\n\n***\n",
		"\n---\n\n    nota: x\n\n---\n",
		"Nota: esto es texto.\n\nMás.\n",
		"Título: Manual\nCódigo: X\n\nMás.\n",
		"usuario: admin\n\nMás.\n",
		"titulo: así comienza una frase\nque sigue en otra línea.\n",
		"# Título\n\n---\n\nTexto: uno\n\n---\n",
		"# Título\n---\nimagen: x\n---\n",
		"```yaml\nservices:\n  web: {}\n```\n",
		"{{incluir \"x.md\"}}\n",
		"{\n\nA\n}\n",
		"<!-- comentario -->\nTexto\n",
		"<!-- sin fin\n---\ntitulo: X\n---\n",
		"- uno: dos\n- tres: cuatro\n",
		"# T\n\n```yaml\n---\ntitulo: X\n---\n```\n",
		"# T\n\nAsí:\n\n~~~\n---\nborrador: true\n---\n~~~\n",
		"Uno\n---\nDos\n---\n",
		strings.Repeat("Línea.\n", 13) + "---\ntitulo: X\n---\n",
		"https://x.example\n",
	} {
		got, found := Split("x.md", []byte(raw))
		if got.Front != nil || string(got.Body) != raw || got.BodyLine != 1 || len(found) > 0 {
			t.Errorf("%q: data %q, body %q, findings %v", raw, got.Front, got.Body, found)
		}
	}
}
