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

// nearest returns the candidate most like word, or "" when none is alike.
func nearest(word string, candidates []string) string {
	best, score := "", 0
	for _, c := range candidates {
		if s := likeness(i18n.Fold(word), i18n.Fold(c)); s > score {
			best, score = c, s
		}
	}
	return best
}

// likeness counts the pairs of neighbouring letters that two words share, per
// mille of all their pairs (Dice's coefficient). Below a third it is 0: no
// likeness worth a hint.
func likeness(a, b string) int {
	pairs := func(s string) map[string]int {
		m := map[string]int{}
		for i := 0; i+2 <= len(s); i++ {
			m[s[i:i+2]]++
		}
		return m
	}
	if a == b {
		return 1000
	}
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	pa, pb := pairs(a), pairs(b)
	shared := 0
	for k, n := range pa {
		shared += min(n, pb[k])
	}
	s := 2000 * shared / (len(a) + len(b) - 2)
	if s < 333 {
		return 0
	}
	return s
}

// nearestAnchor suggests an anchor of page p, or else of the manual.
func (a *assembly) nearestAnchor(p *Page, anchor string) string {
	var own []string
	all := slices.Sorted(maps.Keys(a.ids))
	for _, id := range all {
		if a.ids[id] == p {
			own = append(own, id)
		}
	}
	if best := nearest(anchor, own); best != "" {
		return best
	}
	return nearest(anchor, all)
}

// nearest suggests a page for a path that leads nowhere, as a link from a file
// would write it.
func (s *Site) nearest(from, name string) string {
	best, score := "", 0
	stem := func(p string) string { return i18n.Fold(strings.TrimSuffix(path.Base(p), path.Ext(p))) }
	want := stem(name)
	for i, file := range s.files {
		// By the file's name, or by what is left of it in the page's address.
		k := max(likeness(want, stem(file)), likeness(want, s.ends[i]))
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
