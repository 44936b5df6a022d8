package search

import "hash/maphash"

// table finds what is kept under a text. It is a hash table with linear probing
// over a slab of all texts: looking up chunks is most of indexing, and to Go's
// map, which knows nothing of its use, it was twice the time and a pointer an
// entry for the collector. Entries go all at once.
type table[V any] struct {
	slots []slot[V] // as many as a power of two, at most half of them taken
	texts []byte
	size  int
}

type slot[V any] struct {
	hash  uint32 // never zero in a slot that is taken
	at, n uint32 // the text
	value V
}

var seed = maphash.MakeSeed()

func newTable[V any](size int) table[V] {
	t := table[V]{}
	t.make(size)
	return t
}

func (t *table[V]) make(size int) {
	n := 1 << 4
	for n < 2*size {
		n *= 2
	}
	t.slots = make([]slot[V], n)
	// Fresh memory that is read before it is written is mapped twice, and
	// between the two every processor is told.
	clear(t.slots)
}

func hashOfText(s string) uint32 { return uint32(maphash.String(seed, s)>>32) | 1 }

// find gives the slot of a text, or the one where it would be, and its hash.
func (t *table[V]) find(s string) (at *slot[V], h uint32, ok bool) {
	h = hashOfText(s)
	mask := uint32(len(t.slots) - 1)
	for i := h >> 1 & mask; ; i = (i + 1) & mask {
		at = &t.slots[i]
		switch {
		case at.hash == 0:
			return at, h, false
		case at.hash == h && string(t.texts[at.at:at.at+at.n]) == s:
			return at, h, true
		}
	}
}

// add keeps a value under a text that is not there. at and h are what find gave for
// it; nothing may have been added since.
func (t *table[V]) add(at *slot[V], h uint32, s string, v V) {
	if 2*(t.size+1) > len(t.slots) {
		t.grow()
		at, _, _ = t.find(s)
	}
	*at = slot[V]{h, uint32(len(t.texts)), uint32(len(s)), v}
	t.texts = append(t.texts, s...)
	t.size++
}

func (t *table[V]) grow() {
	old := t.slots
	t.make(len(old))
	mask := uint32(len(t.slots) - 1)
	for _, o := range old {
		if o.hash != 0 {
			i := o.hash >> 1 & mask
			for t.slots[i].hash != 0 {
				i = (i + 1) & mask
			}
			t.slots[i] = o
		}
	}
}

func (t *table[V]) clear() {
	clear(t.slots)
	t.texts, t.size = t.texts[:0], 0
}
