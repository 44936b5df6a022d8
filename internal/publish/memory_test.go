package publish

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"testing"
	"time"
)

// memory is a target that is quick, and can be looked at after whatever happened.
type memory struct {
	mu    sync.Mutex
	nodes map[string]*node // by path; "." is the folder itself
	fat   bool             // there are no links
}

type node struct {
	kind Kind
	data []byte
	dest string
}

func newMemory() *memory { return &memory{nodes: map[string]*node{".": {kind: Folder}}} }

func (m *memory) String() string { return "memoria" }
func (m *memory) Close() error   { return nil }

// at finds a name's path when links among its folders are followed.
func (m *memory) at(name string) (string, error) {
	dir, base := path.Split(name)
	if dir == "" {
		return name, nil
	}
	if n := m.nodes[dir[:len(dir)-1]]; n != nil && n.kind == Folder { // below a link there is nothing
		return name, nil
	}
	dir, err := m.at(strings.TrimSuffix(dir, "/"))
	if err != nil {
		return "", err
	}
	for range 8 {
		n := m.nodes[dir]
		switch {
		case n == nil:
			return "", fs.ErrNotExist
		case n.kind == Folder:
			return path.Join(dir, base), nil
		case n.kind != Link:
			return "", errors.New("not a folder")
		}
		dir = path.Join(path.Dir(dir), n.dest)
	}
	return "", errors.New("too many links")
}

func (m *memory) get(name string) (string, *node, error) {
	p, err := m.at(name)
	if err == nil && m.nodes[p] == nil {
		err = fs.ErrNotExist
	}
	return p, m.nodes[p], err
}

func (m *memory) free(name string) (string, error) {
	p, n, err := m.get(name)
	if n != nil {
		return p, fs.ErrExist
	}
	if p == "" {
		return "", err
	}
	return p, nil
}

func (m *memory) Open(name string) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, n, err := m.get(name)
	if err != nil {
		return nil, err
	}
	if n.kind != File {
		return nil, fs.ErrInvalid
	}
	return io.NopCloser(bytes.NewReader(n.data)), nil
}

func (m *memory) Create(name string, r io.Reader) error {
	m.mu.Lock()
	p, err := m.free(name)
	if err != nil {
		m.mu.Unlock()
		return err
	}
	n := &node{}
	m.nodes[p] = n
	m.mu.Unlock()
	data, err := io.ReadAll(r)
	m.mu.Lock()
	defer m.mu.Unlock()
	n.data = data
	return err
}

func (m *memory) info(p string, n *node) Info {
	return Info{Name: path.Base(p), Kind: n.kind, Size: int64(len(n.data)), Time: time.Unix(0, 0), Perm: 0o644}
}

func (m *memory) Stat(name string) (Info, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, n, err := m.get(name)
	if err != nil {
		return Info{}, err
	}
	return m.info(p, n), nil
}

func (m *memory) List(dir string) ([]Info, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	top := "."
	if dir != "." {
		below, err := m.at(dir + "/x") // which follows a link that leads to a folder
		if err != nil {
			return nil, err
		}
		top = path.Dir(below)
	}
	var list []Info
	if top != "." {
		top += "/"
	} else {
		top = ""
	}
	for p, n := range m.nodes {
		if name, below := strings.CutPrefix(p, top); below && p != "." && !strings.Contains(name, "/") {
			list = append(list, m.info(p, n))
		}
	}
	return list, nil
}

func (m *memory) make(name string, n *node) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, err := m.free(name)
	if err == nil {
		m.nodes[p] = n
	}
	return err
}

func (m *memory) Mkdir(dir string) error { return m.make(dir, &node{kind: Folder}) }

func (m *memory) Symlink(dest, name string) error {
	if m.fat {
		return errors.ErrUnsupported
	}
	return m.make(name, &node{kind: Link, dest: dest})
}

func (m *memory) Link(from, to string) error {
	m.mu.Lock()
	_, n, err := m.get(from)
	m.mu.Unlock()
	switch {
	case err != nil:
		return err
	case m.fat:
		return errors.ErrUnsupported
	}
	return m.make(to, n)
}

func (m *memory) Rename(from, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, n, err := m.get(from)
	if err != nil {
		return err
	}
	t, err := m.free(to)
	if errors.Is(err, fs.ErrExist) && m.nodes[t].kind != Folder && n.kind != Folder {
		err = nil
	}
	if err != nil {
		return err
	}
	moved := map[string]*node{}
	if n.kind == Folder {
		top := f + "/"
		for p, x := range m.nodes {
			if rest, below := strings.CutPrefix(p, top); below {
				moved[t+"/"+rest] = x
				delete(m.nodes, p)
			}
		}
	}
	delete(m.nodes, f)
	m.nodes[t] = n
	for p, x := range moved {
		m.nodes[p] = x
	}
	return nil
}

func (m *memory) Readlink(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, n, err := m.get(name)
	if err != nil {
		return "", err
	}
	return n.dest, nil
}

func (m *memory) Remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, n, err := m.get(name)
	if err != nil {
		return err
	}
	if n.kind == Folder {
		below := p + "/"
		for other := range m.nodes {
			if strings.HasPrefix(other, below) {
				return errors.New("not empty")
			}
		}
	}
	delete(m.nodes, p)
	return nil
}

// copy is the target at this moment.
func (m *memory) copy() *memory {
	c := &memory{nodes: map[string]*node{}, fat: m.fat}
	for p, n := range m.nodes {
		x := *n
		c.nodes[p] = &x
	}
	return c
}

func TestMemoryKeepsTheContract(t *testing.T) {
	contract(t, func(*testing.T) Target { return newMemory() })
}
