package search

import "encoding/binary"

// Postings of a term say in which units it stands and how well each of them
// speaks of it. Units are numbered leaf*64 + ordinal. A leaf is a page, or a
// stretch of a long one; ordinal 0 is the page as a whole: a term of its title
// or of a title above it holds, weakly, for all of its units.
//
// Two byte streams, since they compress better apart:
//
//	heads  per leaf: varint (distance from the previous leaf)*4 + min(n,4)-1,
//	       and for n ≥ 4 a varint n-4
//	units  per unit: (distance from the previous ordinal, at most 15)*16 + impact,
//	       and for 15 a varint of what exceeds it
//
// The impact, 1 to 15, is the unit's side of BM25 in steps of impactStep.
type postings struct {
	heads, units []byte
	last         int // the last leaf
}

const unitsPerLeaf = 64

// add appends the postings of one leaf; ords are increasing.
func (p *postings) add(leaf int, ords, impacts []uint8) {
	n := len(ords)
	p.heads = appendHead(p.heads, leaf-p.last, min(n, 4)-1)
	if n >= 4 {
		p.heads = binary.AppendUvarint(p.heads, uint64(n-4))
	}
	p.last = leaf
	prev := uint8(0)
	for i, o := range ords {
		d := o - prev
		prev = o
		p.units = append(p.units, min(d, 15)<<4|impacts[i])
		if d >= 15 {
			p.units = binary.AppendUvarint(p.units, uint64(d-15))
		}
	}
}

func appendHead(b []byte, delta, n int) []byte {
	return binary.AppendUvarint(b, uint64(delta)<<2|uint64(n))
}

// join appends the postings of a manual whose leaves start at base.
func (p *postings) join(q postings, base int) {
	first, n := binary.Uvarint(q.heads)
	if n <= 0 {
		return // no postings
	}
	p.heads = appendHead(p.heads, base+int(first>>2)-p.last, int(first&3))
	p.heads = append(p.heads, q.heads[n:]...)
	p.units = append(p.units, q.units...)
	p.last = base + q.last
}

// posting is one unit of a term's postings.
type posting struct {
	leaf        int32
	ord, impact uint8
}

// walk goes through postings, in order of units.
type walk struct {
	heads, units []byte
	leaf, more   int // more units of the leaf to come
	ord          int
	bad          bool // the streams are not what add writes
}

func (p *postings) walk() walk { return walk{heads: p.heads, units: p.units} }

func (w *walk) next() (q posting, ok bool) {
	if w.more == 0 {
		if len(w.heads) == 0 {
			w.bad = w.bad || len(w.units) > 0
			return q, false
		}
		h := w.number(&w.heads)
		w.leaf += h >> 2
		w.more, w.ord = h&3+1, 0
		if w.more == 4 {
			w.more += w.number(&w.heads)
		}
	}
	if w.bad || len(w.units) == 0 || w.ord >= unitsPerLeaf {
		w.bad = true
		return q, false
	}
	w.more--
	b := w.units[0]
	w.units = w.units[1:]
	d := int(b >> 4)
	if d == 15 {
		d += w.number(&w.units)
	}
	w.ord += d
	return posting{int32(w.leaf), uint8(w.ord), b & 15}, !w.bad
}

func (w *walk) number(b *[]byte) int {
	v, n := binary.Uvarint(*b)
	if n <= 0 || v > 1<<31 {
		w.bad = true
		return 0
	}
	*b = (*b)[n:]
	return int(v)
}

// packing collects postings, in order of units.
type packing struct {
	postings
	leaf          int32
	ords, impacts []uint8
}

func (k *packing) add(q posting) {
	if q.leaf != k.leaf {
		k.end()
		k.leaf = q.leaf
	}
	k.ords, k.impacts = append(k.ords, q.ord), append(k.impacts, q.impact)
}

func (k *packing) end() postings {
	if len(k.ords) > 0 {
		k.postings.add(int(k.leaf), k.ords, k.impacts)
	}
	k.ords, k.impacts = k.ords[:0], k.impacts[:0]
	return k.postings
}

// maxFirst is how many units of a term a shard holds. Of a term that has more,
// the best stay and the others go to a file of their own, the rest, which a
// query loads only when the best do not settle it.
const maxFirst = 2048

// split divides postings into the best and the others; total is the number of
// units, pages as a whole not counted, or 0 when none had to go.
func (p *postings) split() (best, rest postings, total int) {
	if len(p.units) <= maxFirst {
		return *p, postings{}, 0 // one byte a unit at least
	}
	// How many units there are of each impact. A page as a whole is none: it is
	// the first to go.
	var have [maxImpact + 1]int
	all := 0
	w := p.walk()
	for q, ok := w.next(); ok; q, ok = w.next() {
		if q.ord == 0 {
			q.impact = 0
		} else {
			total++
		}
		have[q.impact]++
		all++
	}
	if all <= maxFirst {
		return *p, postings{}, 0
	}
	least, kept := maxImpact, have[maxImpact]
	for least > 1 && kept+have[least-1] <= maxFirst {
		least--
		kept += have[least]
	}
	first := packing{postings: postings{heads: make([]byte, 0, 2*maxFirst), units: make([]byte, 0, 2*maxFirst)}}
	others := packing{postings: postings{heads: make([]byte, 0, len(p.heads)+8), units: make([]byte, 0, len(p.units))}}
	n := 0
	w = p.walk()
	for q, ok := w.next(); ok; q, ok = w.next() {
		if q.ord > 0 && int(q.impact) >= least && n < maxFirst {
			first.add(q)
			n++
			continue
		}
		// Their impacts are low and alike; without them they take a third less.
		q.impact = 0
		others.add(q)
	}
	return first.end(), others.end(), total
}
