package check

import (
	"strings"
	"testing"
)

// TestAProcedureHasWhatItSays: all of its page, but for what stands under the heading
// of another one.
func TestAProcedureHasWhatItSays(t *testing.T) {
	s := subjectOf("01-uno.md", []byte(`# Procedimiento de despliegue {ejecutar}

Entre a {{HOST}}.

1. Detenga.
2. Inicie.
3. Compruebe.

## Reversión {ejecutar}

Con la copia.

1. Restaure.
2. Inicie.
3. Compruebe.

### Qué revisar

La versión.

## Después

Avise.
`))
	for i, want := range []string{
		"Procedimiento de despliegue Entre a {{HOST}}. Detenga. Inicie. Compruebe. Después Avise.",
		"Reversión Con la copia. Restaure. Inicie. Compruebe. Qué revisar La versión.",
	} {
		p := s.Procedures()[i]
		var words []string
		for _, b := range p.Blocks {
			for _, held := range p.Section.Outline.All[b.Index:b.After] {
				if held.Text != "" {
					words = append(words, held.Text)
				}
			}
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", p.Heading().Text, got, want)
		}
	}
}
