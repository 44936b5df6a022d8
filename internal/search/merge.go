package search

import (
	"encoding/binary"
	"slices"
	"strings"
)

// A Set is an index ready to be written: one or more segments, each a merge of
// some manuals. A whole build has one segment; edits add small ones, in which
// newer manuals stand for their older selves. It is immutable.
type Set struct {
	indexer  *Indexer
	segments []*segment
}

// segment is a merge of manuals: their leaves are numbered through, their
// postings joined by term and cut into shards.
type segment struct {
	parts  []*Part // by ID
	dead   []bool  // replaced or removed since
	shards []shard
}

// Merge joins parts, in any order, into a set of one segment. Of two parts of
// one manual the last one counts.
func (x *Indexer) Merge(parts []*Part) *Set {
	return &Set{indexer: x, segments: []*segment{x.segment(parts)}}
}

// With returns a set in which the changed manuals stand in place of what s has
// of them, and without the removed ones. Only the changed manuals, and those
// changed since the last full merge, are merged again; when these become many
// the set is merged as a whole.
func (s *Set) With(changed []*Part, removed ...string) *Set {
	out := map[string]bool{}
	for _, id := range removed {
		out[id] = true
	}
	for _, p := range changed {
		out[p.id] = true
	}
	base := &segment{parts: s.segments[0].parts, shards: s.segments[0].shards, dead: slices.Clone(s.segments[0].dead)}
	var recent, all []*Part
	dead := 0
	for i, p := range base.parts {
		if out[p.id] {
			base.dead[i] = true
		}
		if base.dead[i] {
			dead++
		} else {
			all = append(all, p)
		}
	}
	for _, seg := range s.segments[1:] {
		for _, p := range seg.parts {
			if !out[p.id] {
				recent = append(recent, p)
			}
		}
	}
	recent = append(recent, changed...)
	if dead+len(recent) > 8+len(base.parts)/8 {
		return s.indexer.Merge(append(all, recent...))
	}
	next := &Set{indexer: s.indexer, segments: []*segment{base}}
	if len(recent) > 0 {
		next.segments = append(next.segments, s.indexer.segment(recent))
	}
	return next
}

// segment merges parts.
func (x *Indexer) segment(parts []*Part) *segment {
	byID := map[string]*Part{}
	for _, p := range parts {
		byID[p.id] = p
	}
	seg := &segment{}
	for _, p := range byID {
		seg.parts = append(seg.parts, p)
	}
	slices.SortFunc(seg.parts, func(a, b *Part) int { return strings.Compare(a.id, b.id) })
	seg.dead = make([]bool, len(seg.parts))

	ids := map[string]int{}
	var terms []string
	var lists []postings
	base := 0
	for _, p := range seg.parts {
		for c := (cursor{data: p.terms}); c.next(); {
			i, ok := ids[string(c.term)]
			if !ok {
				i = len(terms)
				t := string(c.term)
				ids[t] = i
				terms = append(terms, t)
				lists = append(lists, postings{})
			}
			lists[i].join(c.postings, base)
		}
		base += len(p.leaves)
	}
	seg.shards = x.cut(terms, lists)
	return seg
}

// cursor walks over the terms of a part.
type cursor struct {
	data     []byte
	term     []byte
	postings postings
	bad      bool // the data is not what encode writes
}

func (c *cursor) next() bool {
	if len(c.data) == 0 || c.bad {
		return false
	}
	shared, own := c.uvarint(), c.uvarint()
	if shared > len(c.term) || own > len(c.data) {
		c.bad = true
		return false
	}
	c.term = append(c.term[:shared], c.data[:own]...)
	c.data = c.data[own:]
	last, heads, units := c.uvarint(), c.uvarint(), c.uvarint()
	if heads == 0 || heads > len(c.data) || units > len(c.data)-heads {
		c.bad = true
		return false
	}
	c.postings = postings{heads: c.data[:heads], units: c.data[heads : heads+units], last: last}
	c.data = c.data[heads+units:]
	return !c.bad
}

func (c *cursor) uvarint() int {
	v, n := binary.Uvarint(c.data)
	if n <= 0 || v > 1<<31 {
		c.bad = true
		return 0
	}
	c.data = c.data[n:]
	return int(v)
}
