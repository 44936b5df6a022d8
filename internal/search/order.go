package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// spelling is a term and what it is sorted by.
type spelling struct {
	text string
	key  string // its sort key
	lead uint64 // the first bytes of key, as a number of the same order
}

func spell(text string) spelling {
	key := sortKey(text)
	return spelling{text: text, key: key, lead: lead(key)}
}

// lead is the first bytes of a sort key as a number of the same order.
func lead[T string | []byte](key T) uint64 {
	var b [8]byte
	copy(b[:], key)
	return binary.BigEndian.Uint64(b[:])
}

// first is the byte that tells the term's region.
func (s *spelling) first() byte { return byte(s.lead >> 56) }

// ranked is a term by its number and, so that most comparisons need not look at
// the term, the lead of its spelling.
type ranked struct {
	lead uint64
	id   int32
}

// sortRanked puts terms in the order of the index: by sort key, then by the
// term itself.
func sortRanked(list []ranked, at func(id int32) *spelling) {
	slices.SortFunc(list, func(a, b ranked) int {
		if a.lead != b.lead {
			return cmp.Compare(a.lead, b.lead)
		}
		s, t := at(a.id), at(b.id)
		return cmp.Or(strings.Compare(s.key, t.key), strings.Compare(s.text, t.text))
	})
}
