package search

import (
	"runtime"

	"golang.org/x/sync/errgroup"

	"folio/internal/spool"
)

// shardSize is the size, in bytes before deflating, at which a shard ends at
// the next change of the first four bytes; at twice the size a change of
// the first six is enough, at four times any. Words of one stem should
// be together. A large shard costs a query more, a small one the site more
// files and a longer list of them.
const shardSize = 9 << 10

// cutter cuts terms, which come in order, into shards and has them packed, some
// at once. Only a few of them are in memory unpacked.
type cutter struct {
	indexer *Indexer
	has     Has
	spool   *spool.File
	left    *leaving // for the next merge; nil for nobody
	packers errgroup.Group

	shards []*shard
	open   unpacked
	before string // the sort key of the last term
}

func (x *Indexer) cutter(lots []*lot, has Has, left *leaving) *cutter {
	c := &cutter{indexer: x, has: has, spool: spoolOf(lots), left: left}
	c.packers.SetLimit(runtime.GOMAXPROCS(0))
	return c
}

// add takes the next term. Nobody may change its postings any more.
func (c *cutter) add(t spelling, p postings) {
	if c.open.endsBefore(t.key, c.before) {
		c.pack()
	}
	if c.open.size == 0 {
		c.open.start = distinct(c.before, t.key)
	}
	c.open.add(t.text, p)
	c.before = t.key
}

// take takes the terms of a block that is as it was, if a shard ends before it.
// It will end where it did, unless what follows is new and belongs to it.
func (c *cutter) take(b block, data []byte) bool {
	if c.open.size > 0 && !c.open.endsBefore(b.first, c.before) {
		return false
	}
	if c.open.size > 0 {
		c.pack()
	}
	c.open = unpacked{start: distinct(c.before, b.first), size: b.size, was: &b, data: data}
	c.before = b.last
	return true
}

// pack ends a shard.
func (c *cutter) pack() {
	sh, n, u := &shard{start: c.open.start, spool: c.spool}, len(c.shards), c.open
	c.shards = append(c.shards, sh)
	c.open = unpacked{}
	c.left.add(sh, u)
	c.packers.Go(func() error {
		if !c.indexer.stop() && !c.indexer.pack.keep(sh, n, u, c.has) {
			c.indexer.pack.shard(sh, n, u, c.has)
		}
		return nil
	})
}

// end gives all shards.
func (c *cutter) end() []*shard {
	if c.open.size > 0 {
		c.pack()
	}
	_ = c.packers.Wait() // no packing fails
	return c.shards
}

// unpacked is a shard's terms with their postings.
type unpacked struct {
	start string
	terms []string
	lists []postings
	size  int // about that of the file, in bytes
	// Of a block of the last merge, until somebody needs its terms: what is known
	// of it and its bytes.
	was  *block
	data []byte
}

func (u *unpacked) add(term string, list postings) {
	u.open()
	u.terms = append(u.terms, term)
	u.lists = append(u.lists, list)
	u.size += len(term) + min(len(list.heads)+len(list.units), 2*maxFirst)
}

// open reads the terms of a block.
func (u *unpacked) open() {
	if u.was == nil {
		return
	}
	c := cursor{data: u.data}
	*u = unpacked{start: u.start}
	for c.next() {
		u.add(string(c.term), c.postings)
	}
}

// endsBefore tells whether the shard is large enough to end between two terms,
// given by their sort keys. Terms of one sort key stay together.
func (u *unpacked) endsBefore(key, before string) bool {
	if u.size < shardSize || key == before {
		return false
	}
	n := kept(u.size)
	return key[:min(len(key), n)] != before[:min(len(before), n)]
}

// kept is how long a beginning of terms a shard of a size does not divide.
func kept(size int) int {
	switch {
	case size < 2*shardSize:
		return 4
	case size < 4*shardSize:
		return 6
	}
	return maxTerm
}

// distinct is the shortest beginning of key, of whole characters, that sorts
// after before. Keys that are equal give the key itself.
func distinct(before, key string) string {
	for i := range key {
		if i > 0 && key[:i] > before {
			return key[:i]
		}
	}
	return key
}
