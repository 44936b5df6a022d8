package markdown

import (
	"testing"

	"folio/internal/source"
)

// TestOpensSentence: where a reference's words begin with a capital letter.
func TestOpensSentence(t *testing.T) {
	for src, want := range map[string]bool{
		"[](#x) es uno":             true,
		"**[](#x)** es uno":         true,
		"Fin. [](#x)":               true,
		"Fin.\n[](#x)":              true,
		"¿Listo? ([](#x))":          true,
		"- [](#x)":                  true,
		"|a|\n|-|\n|[](#x)|":        true,
		"Repita el [](#x)":          false,
		"Repita el\n[](#x)":         false,
		"Repita el **[](#x)**":      false,
		"Ejecute `ls` [](#x)":       false,
		"Sigue así: [](#x)":         false,
		"Uno, [](#x)":               false,
		"El [uno](#y) [](#x)":       false,
		"# T\n\nVea ([](#x)) otro.": false,
	} {
		d, _ := spanish().Parse(source.Text{Path: "x.md", Body: []byte(src), BodyLine: 1}, Env{Name: "x.md"})
		if l := d.Links[len(d.Links)-1]; l.Opens != want || l.Procedure != -1 {
			t.Errorf("%q: %v in %d, want %v", src, l.Opens, l.Procedure, want)
		}
	}
}
