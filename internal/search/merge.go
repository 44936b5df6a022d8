package search

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A Set is an index ready to be written: manuals whose leaves are numbered
// through, their postings joined by term and cut into shards. It is immutable.
type Set struct {
	indexer   *Indexer
	parts     []*Part // by ID
	shards    []*shard
	left      bool   // see Left
	large     bool   // the catalogue has two levels
	catalogue string // the file that the client begins with
	lists     []File // the catalogue
	fixed     []File // what every site has: the dictionary of the excerpts, the client
}

// Merge joins parts, in any order, into a set. Of two parts of one manual the
// last one counts. has may be nil. It fails when a spool does not give back what
// was put in.
func (x *Indexer) Merge(parts []*Part, has Has) (*Set, error) {
	return x.MergeAfter(Joined{}, parts, has)
}

// MergeAfter is Merge beside what the last one left, which only makes it quicker.
func (x *Indexer) MergeAfter(joined Joined, parts []*Part, has Has) (*Set, error) {
	s := x.set(parts)
	has = once(has)
	left := joined.leaving()
	if !s.patched(joined, has, left) {
		if err := s.merged(has, left); err != nil {
			return nil, err
		}
	}
	s.left = left.end(s.parts)
	s.list(has)
	return s, nil
}

// patched makes the shards from those of the last merge, or says that it cannot.
func (s *Set) patched(joined Joined, has Has, left *leaving) bool {
	past, err := joined.open()
	if err != nil {
		return false
	}
	segments, ok := past.segments(s.parts)
	if !ok {
		return false
	}
	c := s.indexer.cutter(s.lots(), has, left)
	err = c.patch(past, segments)
	s.shards = c.end()
	if err != nil {
		left.fail(err) // half of it is written
	}
	return err == nil
}

// merged makes the shards from the terms of all parts.
func (s *Set) merged(has Has, left *leaving) error {
	lots, err := s.indexer.runs(s.lots())
	if err != nil {
		return err
	}
	c := s.indexer.cutter(lots, has, left)
	err = s.indexer.batches(lots, func(b batch) {
		for i, t := range b.terms {
			c.add(t, b.lists[i])
		}
	})
	s.shards = c.end()
	return err
}

// lots are the terms of the parts.
func (s *Set) lots() []*lot {
	list := make([]*lot, len(s.parts))
	for i, p := range s.parts {
		list[i] = &p.lot
	}
	return list
}

// set sorts the parts, one of each manual.
func (x *Indexer) set(parts []*Part) *Set {
	byID := map[string]*Part{}
	for _, p := range parts {
		byID[p.id] = p
	}
	s := &Set{indexer: x}
	for _, p := range byID {
		s.parts = append(s.parts, p)
	}
	slices.SortFunc(s.parts, func(a, b *Part) int { return strings.Compare(a.id, b.id) })
	return s
}

// Left says whether the merge left for the next one what it can.
func (s *Set) Left() bool { return s.left }

// once asks a Has once of each file: it may take the file then.
func once(has Has) Has {
	if has == nil {
		return func(string, [16]byte) bool { return false }
	}
	type file struct {
		path string
		sum  [16]byte
	}
	var mu sync.Mutex
	known := map[file]bool{}
	return func(path string, sum [16]byte) bool {
		mu.Lock()
		defer mu.Unlock()
		f := file{path, sum}
		there, ok := known[f]
		if !ok {
			there = has(path, sum)
			known[f] = there
		}
		return there
	}
}

// fan is how many lots are merged at once. More are first made into runs of so
// many each: every term is then compared with few others, near in memory.
const fan = 64

// runs merges neighbours, when there are many lots.
func (x *Indexer) runs(lots []*lot) ([]*lot, error) {
	if len(lots) <= 2*fan {
		return lots, nil
	}
	merged := make([]*lot, (len(lots)+fan-1)/fan)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range merged {
		g.Go(func() (err error) {
			merged[i], err = run(lots[i*fan:min((i+1)*fan, len(lots))], x.stop)
			return err
		})
	}
	return merged, g.Wait()
}

// run makes one lot of several.
func run(lots []*lot, stop func() bool) (*lot, error) {
	out := &lot{}
	bases, firsts, leaves := layout(lots)
	out.leaves = leaves
	var w lotWriter
	for _, first := range firsts {
		if err := join(lots, bases, first, stop, w.add); err != nil {
			return nil, err
		}
	}
	out.terms, out.regions = spoolOf(lots).Keep(w.out), w.regions
	return out, nil
}

// layout numbers the leaves of lots through: bases says where those of each
// begin, and firsts lists the regions that there are.
func layout(lots []*lot) (bases []int, firsts []byte, leaves int) {
	bases = make([]int, len(lots))
	var there [256]bool
	for i, l := range lots {
		bases[i] = leaves
		leaves += l.leaves
		for _, r := range l.regions {
			there[r.first] = true
		}
	}
	for b, ok := range there {
		if ok {
			firsts = append(firsts, byte(b))
		}
	}
	return bases, firsts, leaves
}

// A batch is a stretch of the terms of all lots, in order, each with its postings.
type batch struct {
	terms []spelling
	lists []postings
	room  []byte // what the next postings are copied to
}

// batchSize is about how many bytes of postings a batch holds.
const batchSize = 64 << 10

func (b *batch) add(t spelling, p postings) {
	heads := b.copied(p.heads)
	b.lists = append(b.lists, postings{heads: heads, units: b.copied(p.units), last: p.last})
	b.terms = append(b.terms, t)
}

func (b *batch) copied(data []byte) []byte {
	if len(data) > cap(b.room)-len(b.room) {
		b.room = make([]byte, 0, max(batchSize, len(data)))
	}
	from := len(b.room)
	b.room = append(b.room, data...)
	return b.room[from:len(b.room):len(b.room)]
}

// batches merges lots region by region, some regions at once, and hands over
// what comes of them in order.
func (x *Indexer) batches(lots []*lot, then func(batch)) error {
	bases, firsts, _ := layout(lots)
	type region struct {
		out chan batch
		err error // when out is closed
	}
	ahead := make(chan *region, runtime.GOMAXPROCS(0)-1)
	go func() {
		defer close(ahead)
		for _, first := range firsts {
			r := &region{out: make(chan batch, 1)}
			ahead <- r
			go func() {
				defer close(r.out)
				var b batch
				size := 0
				r.err = join(lots, bases, first, x.stop, func(t spelling, p postings) {
					b.add(t, p)
					if size += len(p.heads) + len(p.units); size >= batchSize {
						r.out <- b
						b, size = batch{}, 0
					}
				})
				r.out <- b
			}()
		}
	}()
	var err error
	for r := range ahead {
		for b := range r.out {
			then(b)
		}
		err = cmp.Or(err, r.err)
	}
	return err
}

// join goes through the terms of all lots that begin with a byte, in the order
// of the index, and emits each once, its postings joined in the order of the
// lots. The leaves of lots[i] are numbered from bases[i] on. The postings are
// valid during the call.
func join(lots []*lot, bases []int, first byte, stop func() bool, emit func(spelling, postings)) error {
	q := queue{keys: map[string]string{}}
	cursors := make([]cursor, len(lots))
	for i, l := range lots {
		cursors[i] = l.region(first)
		q.push(&cursors[i], int32(i))
	}
	var p postings
	for n := 0; len(q.heads) > 0; n++ {
		if n%1024 == 0 && stop() {
			break
		}
		t := q.spelling()
		p = postings{heads: p.heads[:0], units: p.units[:0]}
		for len(q.heads) > 0 && q.at(t) {
			c := q.heads[0].cursor
			p.join(c.postings, bases[q.heads[0].from])
			q.next()
		}
		emit(t, p)
	}
	for i := range cursors {
		if err := cursors[i].err; err != nil {
			return err
		}
	}
	return nil
}
