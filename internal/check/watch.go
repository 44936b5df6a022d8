package check

import (
	"slices"
	"sync"

	"folio/internal/markdown"
)

// Most pages have nothing of what most rules look for. A rule that looks for a
// form says which words, one of which is in everything of that form; all of a
// page's words are looked for in one pass, and the rule's expression is tried
// only on the passages that have one.

// watched are the words that rules wait for, in small letters.
var watched []string

// watchFor adds words. It is for variables of the package.
func watchFor(words ...string) []string {
	for _, w := range words {
		if len(w) < 2 || w != asciiLower(w) {
			panic("a word to watch for has two small letters or more: " + w)
		}
	}
	watched = append(watched, words...)
	return words
}

// watcher finds words, in small letters, by their first three bytes.
type watcher struct {
	lists [][]string     // by the first two
	codes [256]uint16    // of the bytes that words begin with or have then, both cases
	pairs [1 << 12]uint8 // of two codes, the place in lists; 0 for none
	third [1 << 8]uint64 // of each list, the third bytes of its words, six bits of each
}

func newWatcher(words []string) *watcher {
	w := &watcher{lists: [][]string{nil}}
	words = slices.Clone(words)
	slices.Sort(words)
	words = slices.Compact(words)
	codes := uint16(0)
	for _, word := range words {
		for _, c := range []byte(word[:2]) {
			if w.codes[c] == 0 {
				codes++
				w.codes[c] = codes
			}
		}
	}
	for c := byte('A'); c <= 'Z'; c++ {
		w.codes[c] = w.codes[small[c]]
	}
	for _, word := range words {
		pair := w.codes[word[0]]<<6 | w.codes[word[1]]
		if w.pairs[pair] == 0 {
			w.lists = append(w.lists, nil)
			w.pairs[pair] = uint8(len(w.lists) - 1)
		}
		k := w.pairs[pair]
		w.lists[k] = append(w.lists[k], word)
	}
	if len(w.lists) > len(w.third) || codes > 63 {
		panic("too many words to watch for")
	}
	for k, list := range w.lists {
		for _, word := range list {
			if len(word) == 2 {
				w.third[k] = ^uint64(0)
			} else {
				w.third[k] |= 1 << (word[2] & 63)
			}
		}
	}
	return w
}

var theWatcher = sync.OnceValue(func() *watcher { return newWatcher(watched) })

// spot calls f for each word in a text, with the byte where it begins, as often as
// it is there, until f is false.
func spot[T string | []byte](w *watcher, text T, f func(word string, at int) bool) {
	if len(text) < 2 {
		return
	}
	pair := w.codes[text[0]]
	for i := 0; i+1 < len(text); i++ {
		pair = (pair<<6 | w.codes[text[i+1]]) & (1<<12 - 1)
		k := w.pairs[pair]
		// Nothing has no third byte: one question, whose answer is nearly always no.
		if i+2 < len(text) && w.third[k]>>(small[text[i+2]]&63)&1 == 0 {
			continue
		}
		for _, word := range w.lists[k] {
			if len(word) > len(text)-i {
				continue
			}
			at := 2
			for at < len(word) && small[text[i+at]] == word[at] {
				at++
			}
			if at == len(word) && !f(word, i) {
				return
			}
		}
	}
}

// look finds the passages that have each watched word.
func (x *Section) look() map[string][]int {
	hits := map[string][]int{}
	for p := range x.passages {
		spot(theWatcher(), x.passages[p].Text, func(word string, _ int) bool {
			if places := hits[word]; len(places) == 0 || places[len(places)-1] != p {
				hits[word] = append(places, p)
			}
			return true
		})
	}
	return hits
}

// has tells whether a block, or one that it holds, has one of some watched words.
func (x *Section) has(b *markdown.Block, words []string) bool {
	return slices.ContainsFunc(x.with(words), func(k int) bool {
		at := x.passages[k].Index
		return at >= b.Index && at < b.After
	})
}

// with lists, as places in passages, those that have one of some watched words,
// in order.
func (x *Section) with(words []string) []int {
	if x.hits == nil {
		x.hits = x.look()
	}
	var places []int
	for _, w := range words {
		places = append(places, x.hits[w]...)
	}
	slices.Sort(places)
	return slices.Compact(places)
}
