package search

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

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
	u.open()
	first, rests := u.encode()
	h := sha256.New()
	for _, data := range append([][]byte{first}, rests...) {
		_, _ = h.Write(data)
	}
	sh.hash = shortHash(h.Sum(nil))
	for i, data := range append([][]byte{first}, rests...) {
		sh.add(p.sharedFile(shardName(n, sh.hash, i), data, has))
	}
}

// keep is shard for one that is as it was, if its files are there.
func (p *packer) keep(sh *shard, n int, u unpacked, has Has) bool {
	if u.was == nil {
		return false
	}
	var files []waiting
	for i, sum := range u.was.sums {
		f := File{Path: sharedPath(shardName(n, u.was.hash, i)), Sum: sum}
		if !has(f.Path, f.Sum) {
			return false
		}
		files = append(files, waiting{File: f})
	}
	sh.hash, sh.files = u.was.hash, files
	return true
}

// shardName is the file's of the n-th shard, or for i > 0 of a rest.
func shardName(n int, hash string, i int) string {
	name := fmt.Sprintf("t/%d-%s", n, hash)
	if i > 0 {
		name += "-" + strconv.Itoa(i-1)
	}
	return name
}

func (sh *shard) add(f File) {
	w := waiting{File: f, data: sh.spool.Keep(f.Data)}
	w.Data = nil
	sh.files = append(sh.files, w)
}

// sharedFile packs a file, unless there is one with that content.
func (p *packer) sharedFile(name string, data []byte, has Has) File {
	sum := sha256.Sum256(data)
	f := File{Path: sharedPath(name), Sum: [16]byte(sum[:16])}
	if !has(f.Path, f.Sum) {
		f.Data = p.wrap(name, data)
	}
	return f
}

func sharedPath(name string) string { return folder + name + ".js" }

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
