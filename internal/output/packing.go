package output

import (
	"bytes"
	"path"
	"sync"

	"github.com/klauspost/compress/s2"
)

// packing is how a site in memory keeps its files. A small one keeps them as they are.
// Of a large one (12,000 pages are half a gigabyte) the files that come after the first
// 16 MB are packed by s2: it takes a twentieth of the time that making a page does, and
// a fifth of the room. A page is the dictionary of the others, since all of them have
// the same frame.
type packing struct {
	mu    sync.Mutex
	loose int // bytes of the files that are kept as they are
	dict  *s2.Dict
	// slab has room for what comes next: one beside the other, and not among what a
	// build makes and lets go of, which leaves holes that nothing else fits into.
	slab []byte
}

// Of the files of a large site, in bytes.
const (
	mostLoose = 16 << 20
	leastPack = 1 << 10 // smaller ones are not packed
	slabSize  = 256 << 10
	mostDict  = 16 << 10 // of a page, as the dictionary; twice as much packs little better, and slower
)

// keep is a file with a copy of data.
func (p *packing) keep(name string, data []byte, hash Hash) *file {
	dict, pack := p.plan(name, data)
	if !pack {
		return &file{data: bytes.Clone(data), hash: hash}
	}
	if packed := p.encode(dict, data); packed != nil {
		return &file{data: packed, hash: hash, packed: true, dict: dict}
	}
	return &file{data: p.place(data), hash: hash}
}

// plan says whether a file is to be packed, and with which dictionary.
func (p *packing) plan(name string, data []byte) (dict *s2.Dict, pack bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dict == nil && path.Ext(name) == ".html" && len(data) >= mostDict {
		p.dict = s2.MakeDict(bytes.Clone(data[:mostDict]), nil)
	}
	if p.loose < mostLoose || len(data) < leastPack {
		p.loose += len(data)
		return nil, false
	}
	return p.dict, true
}

var encoded = sync.Pool{New: func() any { return new([]byte) }}

// encode packs data; nil when that does not help.
func (p *packing) encode(dict *s2.Dict, data []byte) []byte {
	buf := encoded.Get().(*[]byte)
	defer encoded.Put(buf)
	if n := s2.MaxEncodedLen(len(data)); cap(*buf) < n {
		*buf = make([]byte, n)
	}
	room := (*buf)[:cap(*buf)]
	var packed []byte
	if dict == nil {
		packed = s2.Encode(room, data)
	} else {
		packed = dict.Encode(room, data)
	}
	if len(packed) >= len(data)*3/4 {
		return nil
	}
	return p.place(packed)
}

// place is a copy of data, in a slab unless it is large.
func (p *packing) place(data []byte) []byte {
	if len(data) > slabSize/4 {
		return bytes.Clone(data)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(data) > cap(p.slab)-len(p.slab) {
		p.slab = make([]byte, 0, slabSize)
	}
	at := len(p.slab)
	p.slab = append(p.slab, data...)
	return p.slab[at:len(p.slab):len(p.slab)]
}

// content is what the file holds.
func (f *file) content() []byte {
	if !f.packed {
		return f.data
	}
	decode := s2.Decode
	if f.dict != nil {
		decode = f.dict.Decode
	}
	data, err := decode(nil, f.data)
	if err != nil {
		panic(err) // it is what this program packed
	}
	return data
}
