package manual

import (
	"cmp"
	"slices"

	"folio/internal/source"
)

// order sorts the sections of one level: the number in the front matter, where
// an author gave one, counts as the number in the name.
func order(list []source.Section, read map[string]Section) []source.Section {
	key := func(s source.Section) (int, bool) {
		if s.File != nil {
			if sec, ok := read[s.File.Name]; ok && sec.Front.HasOrder {
				return sec.Front.Order, true
			}
		}
		return s.Order, s.Order >= 0
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y source.Section) int {
		kx, okx := key(x)
		ky, oky := key(y)
		switch {
		case okx && oky:
			return cmp.Compare(kx, ky)
		case okx:
			return -1
		case oky:
			return 1
		}
		return 0
	})
	return out
}
