package markdown

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"folio/internal/source"
)

// TestSqueeze holds squeeze to the way that it is quicker than.
func TestSqueeze(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		s := anyOf(random, []string{"a", "bc", "é", " ", " ", "  ", "\t", "\n", "\u00a0", "\u2003", "ñ", "\u0085", "x", "palabra ", "una palabra", "años "})
		if got, want := squeeze(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Fatalf("squeeze(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestAcronyms holds the table to the rule as an expression: what stands
// between bytes that are in no name, without the end of a sentence.
func TestAcronyms(t *testing.T) {
	names := regexp.MustCompile(`[a-zA-Z0-9_\-./\x{80}-\x{10ffff}]+`)
	acronym := regexp.MustCompile(`^[A-Z]{3,8}$`)
	random := rand.New(rand.NewPCG(5, 6))
	for range 5000 {
		s := anyOf(random, []string{"A", "BC", "DEF", "GHIJKLMN", "a", "é", "9", "_", "-", ".", "/", " ", ",", "(", ": "})
		var want []string
		for _, name := range names.FindAllString(s, -1) {
			if word := strings.TrimRight(name, "./-"); acronym.MatchString(word) {
				want = append(want, word)
			}
		}
		if got := Acronyms(s); !slices.Equal(got, want) {
			t.Fatalf("Acronyms(%q) = %q, want %q", s, got, want)
		}
	}
}

func anyOf(random *rand.Rand, pieces []string) string {
	var b strings.Builder
	for range random.IntN(12) {
		b.WriteString(pieces[random.IntN(len(pieces))])
	}
	return b.String()
}

// TestWordsInCapitalsAreNoAcronyms: a finding for each would hide the others.
func TestWordsInCapitalsAreNoAcronyms(t *testing.T) {
	d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte(`# Uno

Vea el anexo XIV, el capítulo VIII y el LXII; llene XXXX con NOMBRE DEL SISTEMA. NO BORRE ESTE DISCO. API REST, CLI, DVI y CPU RAM.

| NOMBRE | VALOR | URL |
|---|---|---|
| IIS | SSH | **TLS** |

| La URL | El **RTO** | **PUERTO** | *FECHA* |
|---|---|---|---|
| 1 | 2 | 3 | 4 |

**NOTA:** un INFO y un TIP.

**ADVERTENCIA: NO APAGUE EL EQUIPO SIN PERMISO**
`)}, Env{})
	var got []string
	for _, a := range d.Acronyms {
		got = append(got, a.Word)
	}
	if want := []string{"API", "REST", "CLI", "DVI", "CPU", "RAM", "IIS", "SSH", "TLS", "URL", "RTO"}; !slices.Equal(got, want) {
		t.Errorf("have %q, want %q", got, want)
	}
}
