package manual

import (
	"maps"
	"path"
	"slices"
	"strings"

	"folio/internal/i18n"
)

// withHint picks the message that ends in a suggestion when there is one: the
// key plus ".parecido", with the suggestion as last argument.
func withHint(key, suggestion string, args ...string) (string, []string) {
	if suggestion == "" {
		return key, args
	}
	return key + ".parecido", append(args, suggestion)
}

// Hints bounds what is spent on suggestions in a manual. Whoever has thousands
// of references that lead nowhere has one cause, and sees it in the first ones.
type Hints struct{ spent int }

// mostCompared is how many pairs of names a manual may compare.
const mostCompared = 1_000_000

// may says whether n more comparisons are within bounds, and counts them.
func (h *Hints) may(n int) bool {
	if h.spent+n > mostCompared {
		h.spent = mostCompared
		return false
	}
	h.spent += n
	return true
}

// shape is a name ready to be compared with others.
type shape struct {
	word, folded string
	pairs        []uint16 // of neighbouring letters, sorted
}

func shapeOf(word string) shape {
	s := shape{word: word, folded: i18n.Fold(word)}
	for i := 0; i+2 <= len(s.folded); i++ {
		s.pairs = append(s.pairs, uint16(s.folded[i])<<8|uint16(s.folded[i+1]))
	}
	slices.Sort(s.pairs)
	return s
}

func shapesOf(words []string) []shape {
	list := make([]shape, len(words))
	for i, w := range words {
		list[i] = shapeOf(w)
	}
	return list
}

// longestWord bounds, in letters, the names that are compared at all.
const longestWord = 500

// nearest returns the candidate most like word, or "" when none is alike.
func (h *Hints) nearest(word string, candidates []shape) string {
	if len(word) > longestWord || !h.may(len(candidates)) {
		return ""
	}
	best, score, want := "", 0, shapeOf(word)
	for _, c := range candidates {
		if s := alike(want, c); s > score {
			best, score = c.word, s
		}
	}
	return best
}

// alike counts the pairs of neighbouring letters that two words share, per
// mille of all their pairs (Dice's coefficient). Below a third it is 0: no
// likeness worth a hint.
func alike(a, b shape) int {
	if a.folded == b.folded {
		return 1000
	}
	all := len(a.pairs) + len(b.pairs)
	if len(a.pairs) == 0 || len(b.pairs) == 0 || 2000*min(len(a.pairs), len(b.pairs))/all < 333 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a.pairs) && j < len(b.pairs); {
		switch x, y := a.pairs[i], b.pairs[j]; {
		case x == y:
			shared++
			i++
			j++
		case x < y:
			i++
		default:
			j++
		}
	}
	s := 2000 * shared / all
	switch {
	case s < 333:
		return 0
	case lettersOf(a.folded) == lettersOf(b.folded):
		return 999 // paso2 is paso-2 before it is paso-1
	}
	return s
}

var betweenWords = strings.NewReplacer("-", "", "_", "", ".", "", " ", "")

// lettersOf is a name without what stands between its words.
func lettersOf(folded string) string {
	return betweenWords.Replace(folded)
}

// nearestAnchor suggests an anchor of page p, or else of the manual.
func (a *assembly) nearestAnchor(p *Page, anchor string) string {
	if p.shapes == nil {
		p.shapes = shapesOf(slices.Sorted(maps.Keys(p.ids.at)))
	}
	if best := a.hints.nearest(anchor, p.shapes); best != "" {
		return best
	}
	if a.shapes == nil {
		a.wideID("")
		a.shapes = shapesOf(slices.Sorted(maps.Keys(a.wide)))
	}
	return a.hints.nearest(anchor, a.shapes)
}

// nearest suggests a page for a path that leads nowhere, as a link from a file
// would write it.
func (s *Site) nearest(h *Hints, from, name string) string {
	if len(name) > longestWord || !h.may(len(s.files)) {
		return ""
	}
	s.shapesOnce.Do(func() {
		for _, file := range s.files {
			s.shapes = append(s.shapes, [2]shape{shapeOf(stem(path.Base(file))), shapeOf(slugOf(s.pages[file].out))})
		}
	})
	best, score := "", 0
	want := shapeOf(stem(path.Base(name)))
	for i, file := range s.files {
		// By the file's name, or by what is left of it in the page's address.
		k := max(alike(want, s.shapes[i][0]), alike(want, s.shapes[i][1]))
		if k > 0 && path.Dir(file) == path.Dir(name) {
			k += 100 // of two alike, the one where the author looked for it
		}
		if k > score {
			best, score = file, k
		}
	}
	if best == "" {
		return ""
	}
	return typed(relative(from, best))
}

// stem is a file's name without its ending.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }
