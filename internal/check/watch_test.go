package check

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestWatchedWordsAreFound: in texts made of pieces of the words, in both cases, at
// both ends too, what the watcher finds is what looking for each word does.
func TestWatchedWordsAreFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := slices.Compact(slices.Sorted(slices.Values(watched)))
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(3) {
			word := words[random.IntN(len(words))]
			if from := random.IntN(len(word)); random.IntN(3) == 0 {
				word = word[from : from+random.IntN(len(word)-from)]
			}
			if random.IntN(4) == 0 {
				word = strings.ToUpper(word)
			}
			b.WriteString(word + []string{"", "", " ", "é", "\x00", "\xff"}[random.IntN(6)])
		}
		text := b.String()
		var got, want []string
		spot(theWatcher(), text, func(word string, at int) bool {
			got = append(got, fmt.Sprint(at, word))
			return true
		})
		lower := asciiLower(text)
		for at := range len(text) {
			for _, word := range words {
				if strings.HasPrefix(lower[at:], word) {
					want = append(want, fmt.Sprint(at, word))
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("in %q\nfound    %q\ninstead of %q", text, got, want)
		}
	}
}
