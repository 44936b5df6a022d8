package i18n

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestSpacedIsTidy: what Spaced passes over has single blanks, is normalised and
// has no control characters; and of eight bytes that are so, and of Spanish, it
// passes over all.
func TestSpacedIsTidy(t *testing.T) {
	pieces := []string{
		"a", "b", "Z", "9", "á", "ñ", "Ü", "÷", "ÿ", " ", " ", "  ", "\t", "\n", "\x00", "\x1f", "\x7f", "~", "!", "«", "¿", "\u00a0", "\u00ad",
		"e\u0301", "—", "\u2003", "\u3000", "ﬁ", "中", "\u0085", "palabra", "otra",
	}
	spanish := pieces[:11]
	random := rand.New(rand.NewPCG(1, 2))
	passed := 0
	for range 200_000 {
		from := pieces
		if random.IntN(3) > 0 {
			from = spanish
		}
		var b strings.Builder
		for range 4 + random.IntN(12) {
			b.WriteString(from[random.IntN(len(from))])
		}
		s, blank := b.String(), random.IntN(2) == 0
		before := "."
		if blank {
			before = " "
		}
		n := Spaced(s, blank)
		if n%8 != 0 || n > len(s) {
			t.Fatalf("%d of %q", n, s)
		}
		passed += n
		if said := before + s[:n]; !tidy(said) {
			t.Fatalf("%q is passed over in %q", s[:n], s)
		}
		if n+8 <= len(s) && tidy(before+s[:n+8]) && spanishOnly(s[n:n+8]) {
			t.Fatalf("%q is not passed over in %q", s[n:n+8], s)
		}
	}
	if passed < 1_000_000 {
		t.Errorf("only %d bytes are passed over", passed)
	}
}

// tidy: a letter may be cut in two at the end.
func tidy(s string) bool {
	s = strings.ToValidUTF8(s, "")
	for _, r := range s {
		if r != ' ' && (unicode.IsSpace(r) || unicode.IsControl(r)) || r == '\u00ad' {
			return false
		}
	}
	return !strings.Contains(s, "  ") && norm.NFC.IsNormalString(s)
}

func spanishOnly(s string) bool {
	for _, c := range []byte(s) {
		if c > 0xbf && c != 0xc3 {
			return false
		}
	}
	return true
}

func BenchmarkSpaced(b *testing.B) {
	s := strings.Repeat("La configuración del servidor se guarda en un archivo de texto. ", 100)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		if Spaced(s, false) != len(s)&^7 {
			b.Fatal("no")
		}
	}
}
