package search

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// shard is a stretch of the sorted terms with their postings, as a finished
// file. One query term is answered by the one or two shards where its stem
// stands.
type shard struct {
	start string // shortest sort key that tells its first term from the one before
	files []File // the shard and the rests of its frequent terms
	hash  string
}

const (
	// shardSize is the size, in bytes before deflating, at which a shard ends at
	// the next change of the first four bytes; at twice the size a change of
	// the first six is enough, at four times any. Words of one stem should
	// be together. A large shard costs a query more, a small one the site more
	// files and a longer list of them.
	shardSize = 9 << 10
)

// cut sorts the terms and packs them into shards, in parallel; no more than a
// few unpacked shards are in memory.
func (x *Indexer) cut(terms []string, lists []postings) []shard {
	order := sortedTerms(terms)
	ends := boundaries(terms, lists, order)
	shards := make([]shard, len(ends))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	from, before := 0, ""
	for n, to := range ends {
		ids := order[from:to]
		shards[n].start = distinct(before, sortKey(terms[ids[0]]))
		from, before = to, sortKey(terms[ids[len(ids)-1]])
		g.Go(func() error {
			first, rests := encodeShard(terms, lists, ids)
			h := sha256.New()
			for _, data := range append([][]byte{first}, rests...) {
				_, _ = h.Write(data)
			}
			shards[n].hash = shortHash(h.Sum(nil))
			name := fmt.Sprintf("t/%d-%s", n, shards[n].hash)
			shards[n].files = []File{{Path: folder + name + ".js", Data: x.pack.wrap(name, first)}}
			for i, data := range rests {
				name := fmt.Sprintf("%s-%d", name, i)
				shards[n].files = append(shards[n].files, File{Path: folder + name + ".js", Data: x.pack.wrap(name, data)})
			}
			return nil
		})
	}
	_ = g.Wait() // nothing above fails
	return shards
}

// boundaries says where in order each shard ends. Terms of one sort key stay
// together.
func boundaries(terms []string, lists []postings, order []int) []int {
	var ends []int
	size, before := 0, ""
	for i, id := range order {
		key := sortKey(terms[id])
		if size >= shardSize && key != before && key[:min(len(key), kept(size))] != before[:min(len(before), kept(size))] {
			ends = append(ends, i)
			size = 0
		}
		before = key
		size += len(terms[id]) + min(len(lists[id].heads)+len(lists[id].units), 2*maxFirst)
	}
	if len(order) > 0 {
		ends = append(ends, len(order))
	}
	return ends
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

// encodeShard writes the number of terms, their spelling (front-coded), for
// each the number of its units if some of them are in a rest, the lengths of
// the two streams, then all heads and all units. The rests are the same
// lengths and streams for one term each, in the order of those that have one.
func encodeShard(terms []string, lists []postings, ids []int) (first []byte, rests [][]byte) {
	first = binary.AppendUvarint(nil, uint64(len(ids)))
	prev := ""
	for _, id := range ids {
		first = appendTerm(first, prev, terms[id])
		prev = terms[id]
	}
	best := make([]postings, len(ids))
	for i, id := range ids {
		b, rest, total := lists[id].split()
		best[i] = b
		first = binary.AppendUvarint(first, uint64(total))
		if total > 0 {
			rests = append(rests, appendStreams(nil, []postings{rest}))
		}
	}
	return appendStreams(first, best), rests
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
