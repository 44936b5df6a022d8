package search

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"folio/internal/spool"
)

// shard is a stretch of the sorted terms with their postings, as a finished
// file. One query term is answered by the one or two shards where its stem
// stands.
type shard struct {
	start string    // shortest sort key that tells its first term from the one before
	files []waiting // the shard and the rests of its frequent terms
	spool *spool.File
	hash  string
}

// waiting is a file of which the spool has the data until it is asked for.
type waiting struct {
	File
	data spool.Bytes
}

func (w waiting) file() File {
	if w.data.Len() > 0 {
		w.Data = w.data.Slice(0, w.data.Len())
	}
	return w.File
}

const (
	// shardSize is the size, in bytes before deflating, at which a shard ends at
	// the next change of the first four bytes; at twice the size a change of
	// the first six is enough, at four times any. Words of one stem should
	// be together. A large shard costs a query more, a small one the site more
	// files and a longer list of them.
	shardSize = 9 << 10
)

// cut merges lots region by region, some of them at once, and packs the terms
// into shards, some at once too. Only a few batches and shards are in memory
// unpacked.
func (x *Indexer) cut(lots []*lot, has Has) ([]*shard, error) {
	var shards []*shard
	rest := spoolOf(lots)
	var open unpacked
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	pack := func() {
		sh, n, u := &shard{start: open.start, spool: rest}, len(shards), open
		shards = append(shards, sh)
		open = unpacked{}
		g.Go(func() error {
			if !x.stop() {
				x.pack.shard(sh, n, u, has)
			}
			return nil
		})
	}
	before := ""
	err := x.batches(lots, func(b batch) {
		for i, t := range b.terms {
			if open.endsBefore(t.key, before) {
				pack()
			}
			if len(open.terms) == 0 {
				open.start = distinct(before, t.key)
			}
			open.add(t.text, b.lists[i])
			before = t.key
		}
	})
	if len(open.terms) > 0 {
		pack()
	}
	_ = g.Wait() // no packing fails
	return shards, err
}

// unpacked is a shard's terms with their postings.
type unpacked struct {
	start string
	terms []string
	lists []postings
	size  int // about that of the file, in bytes
}

func (u *unpacked) add(term string, list postings) {
	u.terms = append(u.terms, term)
	u.lists = append(u.lists, list)
	u.size += len(term) + min(len(list.heads)+len(list.units), 2*maxFirst)
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

// encode writes the number of terms, their spelling (front-coded), for
// each the number of its units if some of them are in a rest, the lengths of
// the two streams, then all heads and all units. The rests are the same
// lengths and streams for one term each, in the order of those that have one.
func (u *unpacked) encode() (first []byte, rests [][]byte) {
	first = binary.AppendUvarint(make([]byte, 0, u.size+8*len(u.terms)), uint64(len(u.terms)))
	prev := ""
	for _, t := range u.terms {
		first = appendTerm(first, prev, t)
		prev = t
	}
	best := make([]postings, len(u.lists))
	for i, list := range u.lists {
		b, rest, total := list.split()
		best[i] = b
		first = binary.AppendUvarint(first, uint64(total))
		if total > 0 {
			rests = append(rests, appendStreams(nil, []postings{rest}))
		}
	}
	return appendStreams(first, best), rests
}

// shard packs a shard, the n-th, and the rests of its terms into files.
func (p *packer) shard(sh *shard, n int, u unpacked, has Has) {
	first, rests := u.encode()
	h := sha256.New()
	for _, data := range append([][]byte{first}, rests...) {
		_, _ = h.Write(data)
	}
	sh.hash = shortHash(h.Sum(nil))
	name := fmt.Sprintf("t/%d-%s", n, sh.hash)
	sh.add(p.sharedFile(name, first, has))
	for i, data := range rests {
		sh.add(p.sharedFile(fmt.Sprintf("%s-%d", name, i), data, has))
	}
}

func (sh *shard) add(f File) {
	w := waiting{File: f, data: sh.spool.Keep(f.Data)}
	w.Data = nil
	sh.files = append(sh.files, w)
}

// sharedFile packs a file, unless there is one with that content.
func (p *packer) sharedFile(name string, data []byte, has Has) File {
	sum := sha256.Sum256(data)
	f := File{Path: folder + name + ".js", Sum: [16]byte(sum[:16])}
	if has == nil || !has(f.Path, f.Sum) {
		f.Data = p.wrap(name, data)
	}
	return f
}

func appendStreams(b []byte, lists []postings) []byte {
	for _, p := range lists {
		b = binary.AppendUvarint(b, uint64(len(p.heads)))
	}
	for _, p := range lists {
		b = binary.AppendUvarint(b, uint64(len(p.units)))
	}
	for _, p := range lists {
		b = append(b, p.heads...)
	}
	for _, p := range lists {
		b = append(b, p.units...)
	}
	return b
}
