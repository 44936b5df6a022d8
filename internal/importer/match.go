package importer

import (
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/i18n"
)

// How a title came to a section of the blueprint.
const (
	bySame  = "igual"
	byAlias = "alias"
	byNear  = "cercano"
	byNone  = ""
)

// empty are words that tell no section from another.
var empty = strings.Fields("el la los las un una de del al a y o en con por para su sus se que mas general generales manual documento sistema sistemas informacion aplicacion plataforma")

// match finds the section of a blueprint that a title means; -1 for none.
func match(plan *blueprint.Blueprint, title string) (part int, how string) {
	if plan == nil || len(plan.Sections) == 0 {
		return -1, byNone
	}
	title = untyped(title)
	slug := i18n.Slug(title)
	if i := plan.Part(slug); i >= 0 {
		if plan.Sections[i].Slug == slug {
			return i, bySame
		}
		return i, byAlias
	}
	best, score, twice := -1, 0.0, false
	own := telling(title)
	for i, s := range plan.Sections {
		for _, name := range append([]string{s.Title}, s.Aliases...) {
			x := likeness(own, telling(name))
			switch {
			case x > score:
				best, score, twice = i, x, false
			case x == score && best != i:
				twice = true
			}
		}
	}
	if score < 0.75 || twice {
		return -1, byNone
	}
	return best, byNear
}

// telling are the words of a title that tell it from others, in the singular.
func telling(title string) (out []string) {
	for _, w := range strings.FieldsFunc(i18n.Fold(title), func(r rune) bool { return !isWord(r) }) {
		if slices.Contains(empty, w) || len(w) < 2 {
			continue
		}
		w = strings.TrimSuffix(w, "s")
		w = strings.TrimSuffix(w, "e")
		out = append(out, w)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// likeness is how many of two titles' words are the same, a slip apart: 1 for all.
func likeness(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 || len(a) > 20 {
		return 0
	}
	same := 0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return x == y || slip(x, y) }) {
			same++
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}

// slip tells two words of which one is the other with a letter wrong.
func slip(a, b string) bool {
	if len(a) < 6 || len(b) < 6 || a[0] != b[0] {
		return false
	}
	near, ok := i18n.Nearest(a, []string{b})
	return ok && near == b && distance(a, b) <= 1
}

// distance is how many letters two words differ by, two at most.
func distance(a, b string) int {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return 2
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		if i == len(a) || a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
			return 1
		}
		return 2
	}
	if a[i+1:] == b[i:] {
		return 1
	}
	return 2
}
