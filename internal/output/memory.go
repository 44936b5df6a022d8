package output

import (
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/klauspost/compress/s2"
)

// Memory is a Sink that keeps the site in memory. It is safe for concurrent
// use.
type Memory struct {
	mu    sync.Mutex
	base  *Site
	edits map[string]*file // what differs from base; nil is a file taken out
	put   map[string]bool  // in this session, so that a second Put is noticed

	packing *packing
}

// file is immutable once stored; see packing.
type file struct {
	data   []byte
	hash   Hash // of its content
	packed bool
	dict   *s2.Dict // that it is packed with; may be nil
}

// Site is a whole site in memory, immutable and safe for concurrent use.
//
// It is two slices, not a map, since a preview makes a new one at every save:
// of 12,000 files one has changed, and copying and comparing slices of
// pointers costs a tenth of a millisecond.
type Site struct {
	paths []string // sorted
	files []*file  // at the same index

	packing *packing
}

// NewMemory returns an empty Memory.
func NewMemory() *Memory { return (&Site{}).Edit() }

// Edit returns a Memory that holds the files of s, to be replaced by Put and
// taken out by Remove. s itself stays as it is; unchanged content is shared.
func (s *Site) Edit() *Memory {
	m := &Memory{base: s, packing: s.packing, edits: map[string]*file{}, put: map[string]bool{}}
	if m.packing == nil {
		m.packing = &packing{}
	}
	return m
}

// find returns what the Memory holds under a path, or nil.
func (m *Memory) find(path string) *file {
	if f, ok := m.edits[path]; ok {
		return f
	}
	return m.base.find(path)
}

// Put stores a copy of data.
func (m *Memory) Put(path string, data []byte) error { return m.PutSummed(path, data, Sum(data)) }

// PutSummed implements Sink.
func (m *Memory) PutSummed(path string, data []byte, hash Hash) error {
	if err := CheckPath(path); err != nil {
		return err
	}
	if known, err := m.claim(path, hash); known || err != nil {
		return err
	}
	f := m.packing.keep(path, data, hash)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.edits[path] = f
	return nil
}

// claim notes that a path is put; known says that it is there with that content.
func (m *Memory) claim(path string, hash Hash) (known bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.put[path] {
		return false, fail(ErrCollision, path, path)
	}
	m.put[path] = true
	old := m.find(path)
	return old != nil && old.hash == hash, nil
}

// Copy stores what r holds.
func (m *Memory) Copy(path string, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return m.Put(path, data)
}

// Keep says whether the Memory holds the file with that content already, left
// over from the site that it edits; if so, it counts as put.
func (m *Memory) Keep(path string, hash Hash) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.find(path)
	if f == nil || f.hash != hash || m.put[path] {
		return false
	}
	m.put[path] = true
	return true
}

// Remove takes a file out; one that is not there is no matter.
func (m *Memory) Remove(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.find(path) != nil {
		m.edits[path] = nil
		delete(m.put, path)
	}
}

// Site returns what the Memory holds now. The error is ErrCollision, when two
// paths cannot stand together.
func (m *Memory) Site() (*Site, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	edited := slices.Sorted(maps.Keys(m.edits))
	if s := m.base.replace(edited, m.edits); s != nil {
		s.packing = m.packing
		return s, nil
	}
	s := &Site{packing: m.packing}
	add := func(path string, f *file) {
		if f != nil {
			s.paths, s.files = append(s.paths, path), append(s.files, f)
		}
	}
	for i, p := range m.base.paths {
		for len(edited) > 0 && edited[0] < p {
			add(edited[0], m.edits[edited[0]])
			edited = edited[1:]
		}
		if len(edited) > 0 && edited[0] == p {
			add(p, m.edits[p])
			edited = edited[1:]
			continue
		}
		add(p, m.base.files[i])
	}
	for _, p := range edited {
		add(p, m.edits[p])
	}
	if err := checkNames(s.paths); err != nil {
		return nil, err
	}
	return s, nil
}

// replace returns a site of the same paths with some files replaced, or nil
// when a path comes or goes.
func (s *Site) replace(edited []string, edits map[string]*file) *Site {
	files := slices.Clone(s.files)
	for _, p := range edited {
		i, ok := slices.BinarySearch(s.paths, p)
		if !ok || edits[p] == nil {
			return nil
		}
		files[i] = edits[p]
	}
	return &Site{paths: s.paths, files: files}
}

func (s *Site) find(path string) *file {
	if i, ok := slices.BinarySearch(s.paths, path); ok {
		return s.files[i]
	}
	return nil
}

// Get returns a file's content, which must not be changed, and its hash.
func (s *Site) Get(path string) (data []byte, hash Hash, ok bool) {
	f := s.find(path)
	if f == nil {
		return nil, Hash{}, false
	}
	return f.content(), f.hash, true
}

// Paths lists the site's files in order. The slice must not be changed.
func (s *Site) Paths() []string { return s.paths }

// Diff compares two sites; nil is an empty one.
func Diff(old, now *Site) Delta {
	if old == nil {
		old = &Site{}
	}
	if now == nil {
		now = &Site{}
	}
	var d Delta
	i := 0
	for j, p := range now.paths {
		for i < len(old.paths) && old.paths[i] < p {
			d.Removed = append(d.Removed, old.paths[i])
			i++
		}
		switch {
		case i == len(old.paths) || old.paths[i] != p:
			d.Added = append(d.Added, p)
			continue
		case old.files[i] != now.files[j] && old.files[i].hash != now.files[j].hash:
			d.Changed = append(d.Changed, p)
		}
		i++
	}
	d.Removed = append(d.Removed, old.paths[i:]...)
	return d
}
