package output

import (
	"hash/maphash"
	"iter"
	"strings"
)

// pathMap keeps what is known of files under their paths. A large site has
// hundreds of thousands: its pieces of memory are few and large, and hold nothing
// that the collector would have to follow.
type pathMap struct {
	slots  []uint32 // a power of two, at most half of them taken: 1 + place in files
	texts  []*strings.Builder
	chunks [][]pathed
	size   int
}

// pathed is a file, and where its path is.
type pathed struct {
	hash  uint32
	at, n uint32 // the text, times textsChunk, and where in it; the length
	known bool   // false once it was dropped
	entry
}

const (
	pathsChunk = 256     // files
	textsChunk = 1 << 14 // bytes, which never move
)

var pathSeed = maphash.MakeSeed()

// at is the file of a place.
func (m *pathMap) at(i int) *pathed { return &m.chunks[i/pathsChunk][i%pathsChunk] }

func (m *pathMap) path(p *pathed) string {
	from := p.at % textsChunk
	return m.texts[p.at/textsChunk].String()[from : from+p.n]
}

// find gives the file of a path, known or dropped, and the slot where it is or would
// be.
func (m *pathMap) find(path string, hash uint32) (p *pathed, slot uint32) {
	mask := uint32(len(m.slots) - 1)
	for slot = hash & mask; m.slots[slot] != 0; slot = (slot + 1) & mask {
		if p = m.at(int(m.slots[slot] - 1)); p.hash == hash && m.path(p) == path {
			return p, slot
		}
	}
	return nil, slot
}

func hashOf(path string) uint32 { return uint32(maphash.String(pathSeed, path)) }

// get gives what is known of a file.
func (m *pathMap) get(path string) (e entry, ok bool) {
	if m.size == 0 {
		return entry{}, false
	}
	p, _ := m.find(path, hashOf(path))
	if p == nil || !p.known {
		return entry{}, false
	}
	return p.entry, true
}

// set notes what is known of a file.
func (m *pathMap) set(path string, e entry) {
	if 2*(m.size+1) > len(m.slots) {
		m.grow()
	}
	hash := hashOf(path)
	p, slot := m.find(path, hash)
	if p == nil {
		p = m.add(path, hash)
		m.slots[slot] = uint32(m.size)
	}
	p.known, p.entry = true, e
}

// add makes room for a file and its path.
func (m *pathMap) add(path string, hash uint32) *pathed {
	last := len(m.texts) - 1
	if last < 0 || m.texts[last].Len()+len(path) > textsChunk {
		b := new(strings.Builder)
		b.Grow(max(textsChunk, len(path)))
		m.texts = append(m.texts, b)
		last++
	}
	at := last*textsChunk + m.texts[last].Len()
	m.texts[last].WriteString(path)
	if m.size%pathsChunk == 0 {
		m.chunks = append(m.chunks, make([]pathed, pathsChunk))
	}
	m.size++
	p := m.at(m.size - 1)
	*p = pathed{hash: hash, at: uint32(at), n: uint32(len(path))}
	return p
}

func (m *pathMap) grow() {
	m.slots = make([]uint32, max(64, 2*len(m.slots)))
	mask := uint32(len(m.slots) - 1)
	for i := range m.size {
		slot := m.at(i).hash & mask
		for m.slots[slot] != 0 {
			slot = (slot + 1) & mask
		}
		m.slots[slot] = uint32(i + 1)
	}
}

// drop forgets a file.
func (m *pathMap) drop(path string) {
	if m.size == 0 {
		return
	}
	if p, _ := m.find(path, hashOf(path)); p != nil {
		p.known = false
	}
}

// all gives the files, in the order in which their paths came first.
func (m *pathMap) all() iter.Seq2[string, entry] {
	return func(yield func(string, entry) bool) {
		for i := range m.size {
			if p := m.at(i); p.known && !yield(m.path(p), p.entry) {
				return
			}
		}
	}
}
