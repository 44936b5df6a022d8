package search

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
)

// Joined is what a merge leaves for the next one: the terms of all manuals with
// their postings, a block for each shard, and what each shard and each part was. With it
// the next merge reads the terms of the parts that changed, and nothing of the
// others.
//
//	blocks   terms one after the other, as in a lot
//	index    see (*leaving).index
//	footer   the length of the index (8 bytes, little endian), and the CRC-32 of
//	         everything before (Castagnoli, 4 bytes)
type Joined struct {
	// Key is of what else makes an index another: the program that merges. What was
	// left under another key is not read.
	Key string
	// Past is what the last merge left, Size bytes; nil for nothing. What is damaged
	// counts as nothing.
	Past io.ReaderAt
	Size int64
	// Next takes what this merge leaves; nil for nobody. What was written is whole
	// if Set.Left says so.
	Next io.Writer
}

const (
	joinedVersion = 1
	footerSize    = 8 + crc32.Size
)

var errJoined = errors.New("search: not what a merge leaves")

// past is what the last merge left.
type past struct {
	data   io.ReaderAt
	parts  []pastPart
	blocks []block
}

// pastPart is a manual at the time of the last merge.
type pastPart struct {
	id     string
	leaves int
	sum    [16]byte
}

// block is a shard of the last merge: where its terms are, and what is known of it
// without them.
type block struct {
	at, length  int64
	first, last string     // sort keys of its first and last terms
	size        int        // see unpacked
	hash        string     // of the shard
	sums        [][16]byte // of its file and those of its rests
}

// open reads what was left before, all of it once, to be sure of it.
func (j Joined) open() (*past, error) {
	if j.Past == nil || j.Size < footerSize {
		return nil, errJoined
	}
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.Copy(h, io.NewSectionReader(j.Past, 0, j.Size-crc32.Size)); err != nil {
		return nil, err
	}
	foot := make([]byte, footerSize)
	if _, err := j.Past.ReadAt(foot, j.Size-footerSize); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	length := binary.LittleEndian.Uint64(foot)
	if !bytes.Equal(h.Sum(nil), foot[8:]) || length > uint64(j.Size-footerSize) {
		return nil, errJoined
	}
	index := make([]byte, length)
	at := j.Size - footerSize - int64(length)
	if _, err := j.Past.ReadAt(index, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	p := &past{data: j.Past}
	return p, p.read(index, at, j.Key)
}

// read reads the index; the blocks end where it begins.
func (p *past) read(index []byte, end int64, key string) error {
	c := cursor{data: index}
	if c.uvarint() != joinedVersion || c.uvarint() != partVersion || c.text() != key {
		return errJoined
	}
	for range c.uvarint() {
		if c.bad {
			return errJoined
		}
		p.parts = append(p.parts, pastPart{c.text(), c.uvarint(), c.sum()})
	}
	at := int64(0)
	for range c.uvarint() {
		if c.bad {
			return errJoined
		}
		b := block{at: at, length: int64(c.uvarint()), first: c.text(), last: c.text(), size: c.uvarint(), hash: c.text()}
		for range c.uvarint() {
			if c.bad {
				return errJoined
			}
			b.sums = append(b.sums, c.sum())
		}
		at += b.length
		p.blocks = append(p.blocks, b)
	}
	if c.bad || len(c.data) > 0 || at != end {
		return errJoined
	}
	return nil
}

// terms reads those of a block.
func (p *past) terms(b block) ([]byte, error) {
	data := make([]byte, b.length)
	if n, err := p.data.ReadAt(data, b.at); n < len(data) {
		return nil, err
	}
	return data, nil
}

// leaving writes what a merge leaves for the next one.
type leaving struct {
	out    io.Writer
	sum    hash.Hash
	key    string
	blocks []block
	shards []*shard // of each block
	room   []byte
	err    error // of the first writing that failed
}

func (j Joined) leaving() *leaving {
	if j.Next == nil {
		return nil
	}
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	return &leaving{out: io.MultiWriter(j.Next, h), sum: h, key: j.Key}
}

// add writes the terms of a shard that is about to be packed.
func (l *leaving) add(sh *shard, u unpacked) {
	if l == nil {
		return
	}
	var b block
	if u.was != nil {
		b = block{first: u.was.first, last: u.was.last, size: u.size}
		l.write(&b, u.data)
	} else {
		last := len(u.terms) - 1
		b = block{first: sortKey(u.terms[0]), last: sortKey(u.terms[last]), size: u.size}
		l.room = appendTerms(l.room[:0], u.terms, u.lists)
		l.write(&b, l.room)
	}
	l.blocks, l.shards = append(l.blocks, b), append(l.shards, sh)
}

// fail gives up: what was written is of no use.
func (l *leaving) fail(err error) {
	if l != nil && l.err == nil {
		l.err = err
	}
}

func (l *leaving) write(b *block, data []byte) {
	b.length = int64(len(data))
	if l.err == nil {
		_, l.err = l.out.Write(data)
	}
}

// appendTerms encodes terms as a cursor reads them.
func appendTerms(b []byte, terms []string, lists []postings) []byte {
	before := ""
	for i, t := range terms {
		b = appendRecord(b, before, t, lists[i])
		before = t
	}
	return b
}

// end writes the index and the footer, when all shards are packed, and says
// whether the whole was written.
func (l *leaving) end(parts []*Part) bool {
	if l == nil {
		return false
	}
	index := l.index(parts)
	if l.err == nil {
		_, l.err = l.out.Write(binary.LittleEndian.AppendUint64(index, uint64(len(index))))
	}
	if l.err == nil {
		_, l.err = l.out.Write(l.sum.Sum(nil))
	}
	return l.err == nil
}

// index lists the parts and the blocks: of each part its name, the number of its
// leaves and the sum of its terms, of each block what block says.
func (l *leaving) index(parts []*Part) []byte {
	b := binary.AppendUvarint(nil, joinedVersion)
	b = appendText(binary.AppendUvarint(b, partVersion), l.key)
	b = binary.AppendUvarint(b, uint64(len(parts)))
	for _, p := range parts {
		b = binary.AppendUvarint(appendText(b, p.id), uint64(len(p.leaves)))
		b = append(b, p.sum[:]...)
	}
	b = binary.AppendUvarint(b, uint64(len(l.blocks)))
	for i, o := range l.blocks {
		b = binary.AppendUvarint(b, uint64(o.length))
		b = appendText(appendText(b, o.first), o.last)
		b = appendText(binary.AppendUvarint(b, uint64(o.size)), l.shards[i].hash)
		b = binary.AppendUvarint(b, uint64(len(l.shards[i].files)))
		for _, f := range l.shards[i].files {
			b = append(b, f.Sum[:]...)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
