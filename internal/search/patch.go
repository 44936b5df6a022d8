package search

import (
	"bytes"
	"math"
	"slices"
)

// A merge after an edit takes what the last one left (Joined) and changes in it what
// the manuals that changed say: their leaves are cut out of all postings, the new
// ones put in, and the leaves after them numbered anew. A block in which that
// changes nothing stays a shard as it is. What comes of it equals a merge of
// all parts, which tests hold it to.

// segment is a stretch of the new numbering of leaves: leaves that there were
// before, or those of a part.
type segment struct {
	from, to int // before; of a part both are 0
	base     int // where it begins now
	part     *Part
}

// segments compares the parts, sorted, with those of the last merge. It
// is not worth it when more than a quarter changed.
func (p *past) segments(parts []*Part) (list []segment, ok bool) {
	base, leaf, changed := 0, 0, 0
	keep := func(leaves int) {
		if n := len(list); n > 0 && list[n-1].part == nil && list[n-1].to == leaf {
			list[n-1].to += leaves
		} else {
			list = append(list, segment{from: leaf, to: leaf + leaves, base: base})
		}
		base, leaf = base+leaves, leaf+leaves
	}
	old := p.parts
	for _, q := range parts {
		for len(old) > 0 && old[0].id < q.id { // it is gone
			leaf += old[0].leaves
			old = old[1:]
			changed++
		}
		if len(old) > 0 && old[0].id == q.id {
			was := old[0]
			old = old[1:]
			if was.sum == q.sum && was.leaves == len(q.leaves) {
				keep(was.leaves)
				continue
			}
			leaf += was.leaves
		}
		changed++
		list = append(list, segment{base: base, part: q})
		base += len(q.leaves)
	}
	changed += len(old)
	return list, 4*changed <= len(parts)
}

// patch gives the cutter all terms, block by block.
func (c *cutter) patch(p *past, segments []segment) error {
	s := newSplicer(segments)
	var text []byte   // of the block's terms, one after the other
	var list []posted // of the block
	for _, b := range p.blocks {
		data, err := p.terms(b)
		if err != nil {
			return err
		}
		if c.indexer.stop() {
			return nil
		}
		text, list = text[:0], list[:0]
		same := true
		put := func(term []byte, p postings) {
			list = append(list, posted{len(text), len(text) + len(term), p})
			text = append(text, term...)
		}
		at := cursor{data: data}
		for s.queue.advance(&at) {
			here := head{lead(at.key), -1, &at}
			for s.pending() && less(&s.queue.heads[0], &here) {
				same = false
				term := slices.Clone(s.queue.heads[0].cursor.term)
				put(term, s.new(string(term)))
			}
			now, changed := s.postings(&here)
			if same = same && !changed; len(now.heads) > 0 {
				put(at.term, now)
			}
		}
		s.bad = s.bad || at.bad
		if same && c.take(b, data) {
			continue
		}
		for _, r := range list {
			c.add(spell(string(text[r.from:r.to])), r.postings)
		}
	}
	for s.pending() {
		t := s.queue.spelling()
		c.add(t, s.new(t.text))
	}
	return s.err()
}

// posted is a term, by where its text is, and its postings.
type posted struct {
	from, to int
	postings postings
}

// splicer makes the new postings of terms.
type splicer struct {
	segments []segment
	gone     []segment  // leaves that there were, and those after the last
	moved    bool       // leaves that stay have other numbers now
	queue    queue      // of the parts that changed, by their segments
	cursors  []cursor   // likewise
	fresh    []postings // likewise, of the term that is spliced
	now      postings   // work space of splice
	bad      bool
}

func newSplicer(segments []segment) *splicer {
	s := &splicer{segments: segments, queue: queue{keys: map[string]string{}}, cursors: make([]cursor, len(segments)), fresh: make([]postings, len(segments))}
	next := 0
	for i, seg := range segments {
		switch {
		case seg.part != nil:
			s.cursors[i] = seg.part.all()
			s.queue.push(&s.cursors[i], int32(i))
			continue
		case seg.from > next:
			s.gone = append(s.gone, segment{from: next, to: seg.from})
		}
		next = seg.to
		s.moved = s.moved || seg.base != seg.from
	}
	s.gone = append(s.gone, segment{from: next, to: math.MaxInt})
	return s
}

// all gives the terms of all regions, which are in order.
func (l *lot) all() cursor {
	data, rest := l.terms.Stream(0, l.terms.Len())
	return cursor{data: data, rest: rest, left: l.terms.Len() - len(data)}
}

func (s *splicer) pending() bool { return len(s.queue.heads) > 0 }

// new gives the postings of a term, on top of the queue, that there was not.
func (s *splicer) new(term string) postings {
	return s.splice(postings{}, term).clone()
}

// postings gives those of a term in a block, and whether they are others than before.
func (s *splicer) postings(h *head) (now postings, changed bool) {
	was := h.cursor.postings
	if !s.has(h) && !s.concerns(was) {
		return was, false
	}
	now = s.splice(was, string(h.cursor.term))
	if bytes.Equal(now.heads, was.heads) && bytes.Equal(now.units, was.units) {
		return was, false
	}
	return now.clone(), true
}

// concerns tells whether old postings have leaves that are gone, or have other
// numbers now. Most have none.
func (s *splicer) concerns(p postings) bool {
	gone := s.gone
	if s.moved || p.last < gone[0].from {
		return s.moved
	}
	h := headsOf(p.heads, 0)
	for h.next() {
		for h.leaf >= gone[0].to {
			gone = gone[1:]
		}
		if h.leaf >= gone[0].from {
			return true
		}
	}
	s.bad = s.bad || h.bad
	return false
}

// has tells whether a part that changed has the term.
func (s *splicer) has(h *head) bool {
	return s.pending() && s.queue.heads[0].lead == h.lead && bytes.Equal(s.queue.heads[0].cursor.term, h.cursor.term)
}

func (p postings) clone() postings {
	p.heads, p.units = slices.Clone(p.heads), slices.Clone(p.units)
	return p
}

// splice puts together the old postings of a term and the new ones of the parts on
// top of the queue that have it. They are valid until the next call.
func (s *splicer) splice(was postings, term string) postings {
	for s.pending() && string(s.queue.heads[0].cursor.term) == term {
		h := s.queue.heads[0]
		// Copied: what a cursor gives is valid until its next step.
		p := h.cursor.postings
		s.fresh[h.from] = postings{heads: slices.Clone(p.heads), units: slices.Clone(p.units), last: p.last}
		s.queue.next()
	}
	s.now = postings{heads: s.now.heads[:0], units: s.now.units[:0]}
	rest := pieces{postings: was}
	for i, seg := range s.segments {
		if seg.part == nil {
			rest.until(seg.from) // the leaves in between are gone
			before := rest.leaf
			piece := rest.until(seg.to)
			s.now.join(piece, before+seg.base-seg.from)
		} else if fresh := &s.fresh[i]; len(fresh.heads) > 0 {
			s.now.join(*fresh, seg.base)
			*fresh = postings{}
		}
	}
	s.bad = s.bad || rest.bad
	return s.now
}

func (s *splicer) err() error {
	if s.bad {
		return errJoined
	}
	for i := range s.cursors {
		if c := &s.cursors[i]; c.err != nil || c.bad {
			return errJoined
		}
	}
	return nil
}

// pieces cuts postings at leaves.
type pieces struct {
	postings
	leaf int // the last one that was passed
	bad  bool
}

// until gives the postings up to a leaf, which is not among them, numbered from
// the last leaf before them.
func (w *pieces) until(leaf int) postings {
	h := headsOf(w.heads, w.leaf)
	last, units := w.leaf, 0
	left := h.data
	for h.next() && h.leaf < leaf {
		last, left = h.leaf, h.data
		units += h.units
	}
	w.bad = w.bad || h.bad
	u := 0
	for ; units > 0 && u < len(w.units); units-- {
		far := w.units[u]>>4 == 15
		u++
		for ; far && u < len(w.units); u++ {
			far = w.units[u] >= 0x80
		}
	}
	w.bad = w.bad || units > 0
	p := postings{heads: w.heads[:len(w.heads)-len(left)], units: w.units[:u], last: last - w.leaf}
	w.heads, w.units, w.leaf = left, w.units[u:], last
	return p
}

// heads goes through the leaves of postings.
type heads struct {
	cursor // of which only the data and the numbers in it matter
	leaf   int
	units  int // of the leaf
}

func headsOf(data []byte, before int) heads { return heads{cursor: cursor{data: data}, leaf: before} }

func (h *heads) next() bool {
	if len(h.data) == 0 || h.bad {
		return false
	}
	v := h.uvarint()
	h.leaf += v >> 2
	if h.units = v&3 + 1; h.units == 4 {
		h.units += h.uvarint()
	}
	return !h.bad
}
