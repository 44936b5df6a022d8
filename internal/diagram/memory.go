package diagram

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"sync"
)

// Sum identifies what a layout was made from.
type Sum [16]byte

// Memory remembers layouts by what they were made from, so that a drawing is
// laid out once however often its page is made. It is safe for concurrent use.
type Memory struct {
	salt  string
	mu    sync.Mutex
	known map[Sum]*Layout
}

// most is how many layouts are remembered before all are forgotten.
const most = 4096

// NewMemory returns an empty memory. Layouts that other programs made may be
// told to one with the same salt only.
func NewMemory(salt string) *Memory { return &Memory{salt: salt, known: map[Sum]*Layout{}} }

// Place is the function of that name, or what it said before.
func (m *Memory) Place(d *Diagram, lang string, w Words) (*Layout, Sum, error) {
	sum := d.sum(m.salt, lang)
	m.mu.Lock()
	l := m.known[sum]
	m.mu.Unlock()
	if l.fits(d) {
		return l, sum, nil
	}
	l, err := Place(d, w)
	if err == nil {
		m.Learn(map[Sum]*Layout{sum: l})
	}
	return l, sum, err
}

// Learn remembers layouts that were made before.
func (m *Memory) Learn(list map[Sum]*Layout) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) > most {
		clear(m.known)
	}
	maps.Copy(m.known, list)
}

// fits tells a layout that can be one of a diagram.
func (l *Layout) fits(d *Diagram) bool {
	return l != nil && len(l.Spots) == len(d.Nodes) && len(l.Titles) == len(d.Nodes) && len(l.Routes) == len(d.Relations) &&
		l.Size >= 0 && l.Size < len(sizes)
}

// sum is of all that a layout depends on.
func (d *Diagram) sum(salt, lang string) Sum {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %t\n", salt, lang, d.Kind, d.Sideways)
	for _, n := range d.Nodes {
		fmt.Fprintf(h, "%q %q %q %q %q %t %t %d\n", n.Label, n.Tech, n.Descr, n.Type, n.Shape, n.External, n.Holds, n.Parent)
	}
	for _, r := range d.Relations {
		fmt.Fprintf(h, "%d %d %q %q %d %t %t %t\n", r.From, r.To, r.Label, r.Tech, r.Number, r.Both, r.Back, r.Up)
	}
	return Sum(h.Sum(nil)[:len(Sum{})])
}
