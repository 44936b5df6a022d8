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

// joinGrowth is by how many bytes the heads may become longer by joining: the
// first one then counts from another leaf.
const joinGrowth = binary.MaxVarintLen32

// posting is one unit of a term's postings.
type posting struct {
	leaf        int32
	ord, impact uint8
}

// all unpacks the postings, in order of units; ok is false when the streams are
// not what add writes.
func (p *postings) all() (out []posting, ok bool) {
	ok = true
	heads, units := p.heads, p.units
	leaf := 0
	number := func(b *[]byte) int {
		v, n := binary.Uvarint(*b)
		if n <= 0 || v > 1<<31 {
			ok = false
			return 0
		}
		*b = (*b)[n:]
		return int(v)
	}
	for ok && len(heads) > 0 {
		h := number(&heads)
		leaf += h >> 2
		n := h&3 + 1
		if n == 4 {
			n += number(&heads)
		}
		ord := 0
		for range n {
			if len(units) == 0 || ord >= unitsPerLeaf {
				return out, false
			}
			b := units[0]
			units = units[1:]
			d := int(b >> 4)
			if d == 15 {
				d += number(&units)
			}
			ord += d
			out = append(out, posting{int32(leaf), uint8(ord), b & 15})
		}
	}
	return out, ok && len(units) == 0
}

// pack is the inverse of all.
func pack(list []posting) postings {
	var p postings
	var ords, impacts []uint8
	for i := 0; i < len(list); {
		ords, impacts = ords[:0], impacts[:0]
		leaf := list[i].leaf
		for ; i < len(list) && list[i].leaf == leaf; i++ {
			ords = append(ords, list[i].ord)
			impacts = append(impacts, list[i].impact)
		}
		p.add(int(leaf), ords, impacts)
	}
	return p
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
	list, _ := p.all()
	if len(list) <= maxFirst {
		return *p, postings{}, 0
	}
	var have [maxImpact + 1]int
	for i, q := range list {
		if q.ord == 0 {
			list[i].impact = 0 // no unit: it goes first
		} else {
			total++
		}
		have[list[i].impact]++
	}
	least, kept := maxImpact, have[maxImpact]
	for least > 1 && kept+have[least-1] <= maxFirst {
		least--
		kept += have[least]
	}
	var first, others []posting
	for _, q := range list {
		switch {
		case int(q.impact) < least || len(first) == maxFirst:
			// Their impacts are low and alike; without them they take a third less.
			q.impact = 0
			others = append(others, q)
			continue
		case q.ord == 0:
			q.impact = pageImpact
		}
		first = append(first, q)
	}
	return pack(first), pack(others), total
}
