package i18n

import "strings"

// Nearest finds the name that someone who wrote s most likely meant: the one
// with the fewest slips (a letter more, less, wrong, or swapped with its
// neighbour), at most one for every three letters. Capitals and accents are no
// slips. Of equals the first wins.
func Nearest(s string, names []string) (string, bool) {
	if len(s) > 100 {
		return "", false
	}
	from := []rune(plain(s))
	best, found := "", false
	limit := max(1, (len(from)+1)/3)
	for _, name := range names {
		to := []rune(plain(name))
		if len(to)-len(from) > limit || len(from)-len(to) > limit {
			continue
		}
		if n := slips(from, to); n <= limit && n < max(len(from), len(to)) {
			best, found, limit = name, true, n-1
			if n == 0 {
				break
			}
		}
	}
	return best, found
}

// Slip returns the name that a word of five letters or more is one slip away from: a
// letter too many, too few, another or in another place.
func Slip(s string, names []string) (string, bool) {
	from := []rune(plain(s))
	if len(from) < 5 || len(from) > 100 {
		return "", false
	}
	for _, name := range names {
		if to := []rune(plain(name)); len(to)-len(from) <= 1 && len(from)-len(to) <= 1 && slips(from, to) == 1 {
			return name, true
		}
	}
	return "", false
}

// plain is the form in which names are compared.
func plain(s string) string {
	return hyphens.Replace(Fold(strings.TrimSpace(s)))
}

var hyphens = strings.NewReplacer("_", "-", " ", "-")

// slips is the optimal string alignment distance: Damerau and Levenshtein's,
// where no part is changed twice.
func slips(a, b []rune) int {
	older, old, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i, x := range a {
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(old[j+1]+1, row[j]+1, old[j]+cost)
			if i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
		older, old, row = old, row, older
	}
	return old[len(b)]
}

// OneSlip tells whether two words differ by one letter at most: left out, added,
// changed, or exchanged with its neighbour. Their bytes are compared.
func OneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case i == len(a): // nothing, or a letter at the end
		return true
	case len(a) < len(b):
		return a[i:] == b[i+1:]
	case a[i+1:] == b[i+1:]:
		return true
	default:
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
}
