package search

import (
	"encoding/binary"
	"runtime"
	"slices"
	"strings"
)

// A Set is an index ready to be written: manuals whose leaves are numbered
// through, their postings joined by term and cut into shards. It is immutable.
type Set struct {
	indexer *Indexer
	parts   []*Part // by ID
	shards  []*shard
}

// Merge joins parts, in any order, into a set. Of two parts of one manual the
// last one counts. has may be nil.
func (x *Indexer) Merge(parts []*Part, has Has) *Set {
	byID := map[string]*Part{}
	for _, p := range parts {
		byID[p.id] = p
	}
	s := &Set{indexer: x}
	for _, p := range byID {
		s.parts = append(s.parts, p)
	}
	slices.SortFunc(s.parts, func(a, b *Part) int { return strings.Compare(a.id, b.id) })
	s.shards = x.cut(s.parts, has)
	return s
}

// regions merges parts region by region, some at once, and hands these over
// in order.
func (x *Indexer) regions(parts []*Part, then func(merged)) {
	bases := make([]int, len(parts))
	var there [256]bool
	leaves := 0
	for i, p := range parts {
		bases[i] = leaves
		leaves += len(p.leaves)
		for _, r := range p.regions {
			there[r.first] = true
		}
	}
	var firsts []byte
	for b, ok := range there {
		if ok {
			firsts = append(firsts, byte(b))
		}
	}
	inOrder(len(firsts), func(i int) merged {
		return mergeRegion(parts, bases, firsts[i], x.stop)
	}, then)
}

// inOrder calls do for each number below n, for some of them at once, and then
// with each result in the order of the numbers.
func inOrder[T any](n int, do func(i int) T, then func(T)) {
	ahead := make(chan chan T, runtime.GOMAXPROCS(0))
	go func() {
		defer close(ahead)
		for i := range n {
			result := make(chan T, 1)
			ahead <- result
			go func() { result <- do(i) }()
		}
	}()
	for result := range ahead {
		then(<-result)
	}
}

// merged is a region of all parts: its terms in order, each with its postings.
type merged struct {
	terms []spelling
	lists []postings
}

// mergeRegion joins the terms of parts whose sort keys begin with a byte. The
// leaves of parts[i] are numbered from bases[i] on.
func mergeRegion(parts []*Part, bases []int, first byte, stop func() bool) merged {
	// The first round sees which terms there are and how much room their
	// postings need, the second joins these, in the order of parts.
	ids := map[string]int32{}
	var terms []spelling
	var rooms []room
	var met []int32 // the terms as they are met
	for _, p := range parts {
		if stop() {
			return merged{}
		}
		for c := p.region(first); c.next(); {
			id, known := ids[string(c.term)]
			if !known {
				id = int32(len(terms))
				s := spell(string(c.term))
				ids[s.text] = id
				terms = append(terms, s)
				rooms = append(rooms, room{})
			}
			rooms[id].heads += len(c.postings.heads) + joinGrowth
			rooms[id].units += len(c.postings.units)
			met = append(met, id)
		}
	}
	lists := makeRoom(rooms)
	for i, p := range parts {
		if stop() {
			return merged{}
		}
		for c := p.region(first); c.next(); met = met[1:] {
			lists[met[0]].join(c.postings, bases[i])
		}
	}
	order := make([]ranked, len(terms))
	for id, t := range terms {
		order[id] = ranked{t.lead, int32(id)}
	}
	sortRanked(order, func(id int32) *spelling { return &terms[id] })
	m := merged{make([]spelling, len(order)), make([]postings, len(order))}
	for i, t := range order {
		m.terms[i], m.lists[i] = terms[t.id], lists[t.id]
	}
	return m
}

// room is how many bytes of each stream a term's postings may take.
type room struct{ heads, units int }

// makeRoom gives empty postings that can grow so far, in two blocks.
func makeRoom(rooms []room) []postings {
	var all room
	for _, r := range rooms {
		all.heads += r.heads
		all.units += r.units
	}
	heads, units := make([]byte, all.heads), make([]byte, all.units)
	lists := make([]postings, len(rooms))
	for i, r := range rooms {
		lists[i] = postings{heads: heads[:0:r.heads], units: units[:0:r.units]}
		heads, units = heads[r.heads:], units[r.units:]
	}
	return lists
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
