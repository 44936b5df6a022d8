package i18n

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestFoldLatin: the quick way gives what decomposing gives, for every
// character that it takes, alone and before an accent of its own.
func TestFoldLatin(t *testing.T) {
	taken := 0
	for r := rune(1); r < 0x3000; r++ {
		for _, s := range []string{string(r), "Año " + string(r) + "X", string(r) + "\u0301"} {
			got, ok := foldLatin(s)
			if !ok {
				continue
			}
			taken++
			var want strings.Builder
			for _, d := range norm.NFD.String(s) {
				if !unicode.Is(unicode.Mn, d) {
					want.WriteRune(unicode.ToLower(d))
				}
			}
			if got != want.String() || got != Fold(s) {
				t.Errorf("foldLatin(%q) = %q, want %q", s, got, want.String())
			}
		}
	}
	if taken < 2*(0x7f+50) {
		t.Errorf("only %d texts went the quick way", taken)
	}
	if _, ok := foldLatin("a\xc3"); ok {
		t.Error("half a letter is folded")
	}
}

// TestAppendWords: the quick way for what Spanish writes says what the slow one
// does for every letter.
func TestAppendWords(t *testing.T) {
	for _, text := range []string{
		"", "Configuración del Año", "«¿Qué es IP?» – “sí”… 3×4", "1º ª µ ß Œ ñ", "a\u0301 e", "ПРИВЕТ мир 東京", "x\u00ad y", "\xc3", "\xe2\x80", "\xc2", "--version=1.2_b", "ⁿ ² ①",
	} {
		if got, want := string(AppendWords([]byte("x"), text)), string(appendWords([]byte("x"), Fold(text))); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzAppendWords(f *testing.F) {
	f.Add("¿Cómo se instala «VERTIA»? × 2º")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := string(AppendWords(nil, text)), string(appendWords(nil, Fold(text))); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	})
}
