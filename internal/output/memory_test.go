package output

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func snapshot(t *testing.T, m *Memory, site files) *Site {
	t.Helper()
	for p, data := range site {
		must(t, m.Put(p, []byte(data)))
	}
	s, err := m.Site()
	must(t, err)
	return s
}

func content(s *Site) files {
	got := files{}
	for _, p := range s.Paths() {
		data, _, _ := s.Get(p)
		got[p] = string(data)
	}
	return got
}

func TestSnapshotsDoNotChange(t *testing.T) {
	first := files{"index.html": "uno", "a/b.html": "b", "a/c.html": "c"}
	one := snapshot(t, NewMemory(), first)
	m := one.Edit()
	m.Remove("a/c.html")
	m.Remove("never.html")
	two := snapshot(t, m, files{"index.html": "dos", "d.html": "d"})
	must(t, m.Copy("later.html", strings.NewReader("tres")))

	same(t, "first", content(one), first)
	same(t, "second", content(two), files{"index.html": "dos", "a/b.html": "b", "d.html": "d"})
	same(t, "paths", two.Paths(), []string{"a/b.html", "d.html", "index.html"})
	same(t, "delta", Diff(one, two), Delta{Added: []string{"d.html"}, Changed: []string{"index.html"}, Removed: []string{"a/c.html"}})
	same(t, "delta from nothing", Diff(nil, one), Delta{Added: []string{"a/b.html", "a/c.html", "index.html"}})
	same(t, "delta to nothing", Diff(one, nil), Delta{Removed: []string{"a/b.html", "a/c.html", "index.html"}})
	if !Diff(one, one).Empty() {
		t.Error("a site differs from itself")
	}
	three, err := m.Site()
	must(t, err)
	if data, hash, ok := three.Get("later.html"); !ok || string(data) != "tres" || hash != Sum([]byte("tres")) {
		t.Errorf("later.html: %q %v %v", data, hash, ok)
	}
	if _, _, ok := three.Get("none"); ok {
		t.Error("found a file that was never put")
	}
}

func TestMemoryNotices(t *testing.T) {
	m := snapshot(t, NewMemory(), files{"a": "a", "b": "b"}).Edit()
	must(t, m.Put("a", nil))
	if err := m.Put("a", nil); !errors.Is(err, ErrCollision) {
		t.Errorf("second Put: %v", err)
	}
	m.Remove("a")
	must(t, m.Put("a", nil))
	if err := m.Put("../a", nil); !errors.Is(err, ErrPath) {
		t.Errorf("Put outside: %v", err)
	}
	if m.Keep("b", Sum(nil)) || !m.Keep("b", Sum([]byte("b"))) || m.Keep("b", Sum([]byte("b"))) {
		t.Error("Keep is wrong")
	}
	if err := m.Put("b", nil); !errors.Is(err, ErrCollision) {
		t.Errorf("Put after Keep: %v", err)
	}
	must(t, m.Put("A", nil))
	if _, err := m.Site(); !errors.Is(err, ErrCollision) {
		t.Errorf("got %v", err)
	}
	m.Remove("a")
	if _, err := m.Site(); err != nil {
		t.Errorf("after one of the two is gone: %v", err)
	}
}

// A preview of a large site edits one page at a time.
func BenchmarkEditOneOf12000(b *testing.B) {
	m := NewMemory()
	page := []byte(strings.Repeat("x", 30_000))
	for i := range 12_000 {
		if err := m.Put(fmt.Sprintf("system-%d/section-%d.html", i/12, i%12), page); err != nil {
			b.Fatal(err)
		}
	}
	s, err := m.Site()
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		m := s.Edit()
		page[0] = byte(n)
		if err := m.Put("system-7/section-3.html", page); err != nil {
			b.Fatal(err)
		}
		now, err := m.Site()
		if err != nil {
			b.Fatal(err)
		}
		if len(Diff(s, now).Changed) != 1 && n%256 != 'x' {
			b.Fatal("wrong delta")
		}
		s = now
	}
}
