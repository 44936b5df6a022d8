package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"folio/internal/i18n"
	"folio/internal/scaling"
)

// slowFind finds terms in the plain way: at each place the longest that fits.
func slowFind(terms []Term, text string) (found []string) {
	tokens := func(s string) (list []string, ends []int) {
		eachToken([]byte(s), func(k token) {
			w := s[k.from:k.to]
			if k.mark == blankToken {
				w = " "
			}
			list, ends = append(list, w), append(ends, k.to)
		})
		return list, ends
	}
	list, ends := tokens(text)
	for i := 0; i < len(list); i++ {
		from := ends[i] - len(list[i])
		best := 0
		for _, t := range terms {
			want, _ := tokens(t.Word)
			n := len(want)
			if n <= best || i+n > len(list) || !beginsWord([]byte(text), from, false) || !endsWord([]byte(text), ends[i+n-1], false) {
				continue
			}
			have := strings.Join(list[i:i+n], "")
			if have == t.Word || strings.ToUpper(t.Word) != t.Word && i18n.Fold(have) == i18n.Fold(t.Word) {
				best = n
			}
		}
		if best > 0 {
			found = append(found, text[from:ends[i+best-1]])
			i += best - 1
		}
	}
	return found
}

func TestTermsAreFoundAsInThePlainWay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"a", "b", "A", "B", " ", " ", " ", "-", ".", "+", "á"}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[r.IntN(len(words))])
		}
		return strings.Join(strings.Fields(b.String()), " ")
	}
	var f finder
	for range 3000 {
		var terms []Term
		for range 1 + r.IntN(5) {
			if w := text(1 + r.IntN(5)); strings.ContainsAny(w, "abABá") {
				terms = append(terms, Term{Word: w})
			}
		}
		s := text(30)
		var have []string
		for _, x := range f.find(NewGlossary(terms, nil), []byte(s), false, false) {
			have = append(have, s[x.from:x.to])
		}
		if want := slowFind(terms, s); strings.Join(have, "|") != strings.Join(want, "|") {
			t.Fatalf("%q in %q:\nhave %q\nwant %q", terms, s, have, want)
		}
	}
}

// Terms that begin alike, or end alike, cost no more than others.
func TestTermsAreFoundInOnePass(t *testing.T) {
	for _, last := range []string{"", " b"} {
		var terms []Term
		for n := range 299 {
			terms = append(terms, Term{Word: strings.Repeat("a ", n) + "a" + last})
		}
		terms = append(terms, Term{Word: "a"})
		g := NewGlossary(terms, nil)
		scaling.Linear(t, "terms in terms"+last, 10_000, func(n int) {
			var f finder
			f.find(g, []byte(strings.Repeat("a ", n)), false, false)
		})
		few, many := scaling.Bytes(func() { NewGlossary(terms[:30], nil) }), scaling.Bytes(func() { NewGlossary(terms, nil) })
		if many > 200*few { // they have a hundred times the words
			t.Errorf("%d bytes for 30 terms, %d for 300", few, many)
		}
	}
}
