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
