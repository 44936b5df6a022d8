package search

import (
	"cmp"
	"encoding/binary"
	"io"
	"slices"

	"folio/internal/spool"
)

// lot is terms in the order of the index with their postings: of a manual, or
// of neighbours merged. For each term it has the length shared with the term
// before, the rest of it, the last leaf, and the two streams with their lengths. A
// region's first term shares nothing.
type lot struct {
	leaves  int
	regions []region
	terms   spool.Bytes
}

// region is the terms of a lot of which the sort keys begin with one byte.
// Regions are merged independently of each other.
type region struct {
	first byte
	from  int32 // where in terms it begins
}

// region gives the terms with their postings whose sort keys begin with a byte.
func (l *lot) region(first byte) cursor {
	i, ok := slices.BinarySearchFunc(l.regions, first, func(r region, b byte) int { return cmp.Compare(r.first, b) })
	if !ok {
		return cursor{}
	}
	from, to := int(l.regions[i].from), l.terms.Len()
	if i+1 < len(l.regions) {
		to = int(l.regions[i+1].from)
	}
	data, rest := l.terms.Stream(from, to)
	return cursor{data: data, rest: rest, left: to - from - len(data)}
}

// sound reports whether the regions follow each other.
func (l *lot) sound() bool {
	next := int32(0)
	for i, r := range l.regions {
		if i > 0 && (r.first <= l.regions[i-1].first || r.from < next) || int(r.from) > l.terms.Len() {
			return false
		}
		next = r.from
	}
	return true
}

// spoolOf is where lots wait; nil when none does.
func spoolOf(lots []*lot) *spool.File {
	for _, l := range lots {
		if f := l.terms.Spool(); f != nil {
			return f
		}
	}
	return nil
}

// lotWriter encodes terms, which come in order.
type lotWriter struct {
	out     []byte
	regions []region
	prev    string
}

func (w *lotWriter) add(t spelling, p postings) {
	if first := t.first(); len(w.regions) == 0 || w.regions[len(w.regions)-1].first != first {
		w.regions = append(w.regions, region{first, int32(len(w.out))})
		w.prev = ""
	}
	w.out = appendRecord(w.out, w.prev, t.text, p)
	w.prev = t.text
}

// appendRecord encodes a term after another with its postings.
func appendRecord(b []byte, prev, term string, p postings) []byte {
	b = appendTerm(b, prev, term)
	b = binary.AppendUvarint(b, uint64(p.last))
	b = binary.AppendUvarint(b, uint64(len(p.heads)))
	b = binary.AppendUvarint(b, uint64(len(p.units)))
	return append(append(b, p.heads...), p.units...)
}

// appendTerm front-codes a term: shared bytes, further bytes, and these.
func appendTerm(b []byte, prev, term string) []byte {
	n := 0
	for n < len(prev) && n < len(term) && prev[n] == term[n] {
		n++
	}
	b = binary.AppendUvarint(b, uint64(n))
	b = binary.AppendUvarint(b, uint64(len(term)-n))
	return append(b, term[n:]...)
}

// cursor walks over the terms of a lot. What it gives is valid until the next
// step.
type cursor struct {
	data []byte
	// What is still in the spool, and how much.
	rest   io.Reader
	left   int
	buffer []byte
	err    error // of the spool

	term     []byte
	key      []byte // see queue
	folded   []byte
	postings postings
	bad      bool // the data is not what lotWriter writes
}

// window is how much of a lot is read at once.
const window = 16 << 10

// want reads on until n bytes are at hand, if there are so many.
func (c *cursor) want(n int) {
	if len(c.data) >= n || c.left == 0 {
		return
	}
	size := min(max(n, window), len(c.data)+c.left)
	if cap(c.buffer) < size {
		c.data = append(make([]byte, 0, size), c.data...)
	} else {
		c.data = append(c.buffer[:0], c.data...) // the same block: moved to its front
	}
	from := len(c.data)
	c.data = c.data[:size]
	c.buffer = c.data
	if _, c.err = io.ReadFull(c.rest, c.data[from:]); c.err != nil {
		c.bad = true
	}
	c.left -= size - from
}

// The most bytes that numbers, or a term and its numbers, take.
const (
	maxNumbers = 3 * binary.MaxVarintLen64
	maxRecord  = maxTerm + 5*binary.MaxVarintLen64
)

func (c *cursor) next() bool {
	c.want(maxRecord)
	if len(c.data) == 0 || c.bad {
		return false
	}
	shared, own := c.uvarint(), c.uvarint()
	c.want(own)
	if shared > len(c.term) || own > len(c.data) {
		c.bad = true
		return false
	}
	c.term = append(c.term[:shared], c.data[:own]...)
	c.data = c.data[own:]
	c.want(maxNumbers)
	last, heads, units := c.uvarint(), c.uvarint(), c.uvarint()
	c.want(heads + units)
	if heads == 0 || heads > len(c.data) || units > len(c.data)-heads {
		c.bad = true
		return false
	}
	c.postings = postings{heads: c.data[:heads], units: c.data[heads : heads+units], last: last}
	c.data = c.data[heads+units:]
	return !c.bad
}

func (c *cursor) uvarint() int {
	if len(c.data) > 0 && c.data[0] < 0x80 {
		v := c.data[0]
		c.data = c.data[1:]
		return int(v)
	}
	v, n := binary.Uvarint(c.data)
	if n <= 0 || v > 1<<31 {
		c.bad = true
		return 0
	}
	c.data = c.data[n:]
	return int(v)
}

// text reads a text after its length.
func (c *cursor) text() string { return string(c.bytes(c.uvarint())) }

// sum reads a short hash.
func (c *cursor) sum() (sum [16]byte) {
	copy(sum[:], c.bytes(len(sum)))
	return sum
}

func (c *cursor) bytes(n int) []byte {
	if n > len(c.data) {
		c.bad = true
		return nil
	}
	b := c.data[:n]
	c.data = c.data[n:]
	return b
}
