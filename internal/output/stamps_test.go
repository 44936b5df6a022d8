package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStampsSpareReading: a file is known by its stamp, even when somebody
// went out of their way to change what is in it and nothing else. Any other
// change is seen, and a file that was written only just before is read.
func TestStampsSpareReading(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	names := []string{"forged", "longer", "fresh", "replaced", "touched", "plain"}
	site := files{}
	for _, n := range names {
		site[n] = n
	}
	build(t, dir, site)
	past := time.Now().Add(-time.Minute)
	for _, n := range names {
		at := past
		if n == "fresh" {
			at = time.Now().Add(time.Minute) // however slow the machine is
		}
		must(t, os.Chtimes(filepath.Join(dir, n), at, at))
	}
	run := func(s *Stamps) (kept []string) {
		d, err := NewDir(dir, Remember(s))
		must(t, err)
		defer d.Abort()
		for _, n := range names {
			if d.Keep(n, Sum([]byte(n))) {
				kept = append(kept, n)
			}
		}
		return kept
	}
	first := &Stamps{}
	if kept := run(first); len(kept) != len(names) {
		t.Fatalf("kept %q", kept)
	}
	stored, err := first.MarshalBinary()
	must(t, err)
	second := &Stamps{}
	must(t, second.UnmarshalBinary(stored))

	same := func(n string) {
		f, err := os.OpenFile(filepath.Join(dir, n), os.O_WRONLY|os.O_TRUNC, 0)
		must(t, err)
		_, err = f.WriteString(strings.ToUpper(n))
		must(t, errors.Join(err, f.Close()))
	}
	same("forged")
	must(t, os.Chtimes(filepath.Join(dir, "forged"), past, past))
	st, err := os.Stat(filepath.Join(dir, "fresh"))
	must(t, err)
	same("fresh") // in the same tick of the clock
	must(t, os.Chtimes(filepath.Join(dir, "fresh"), st.ModTime(), st.ModTime()))
	same("touched")
	write(t, dir, files{"longer": "longer!"})
	must(t, os.Chtimes(filepath.Join(dir, "longer"), past, past))
	must(t, os.Rename(filepath.Join(dir, "replaced"), filepath.Join(dir, "aside")))
	write(t, dir, files{"replaced": "REPLACED"})
	if kept := run(second); !slices.Equal(kept, []string{"forged", "plain"}) {
		t.Errorf("kept %q", kept)
	}
	for n := range stored {
		_ = new(Stamps).UnmarshalBinary(stored[:n]) // no panic
	}
	if err := new(Stamps).UnmarshalBinary([]byte("\xff")); err == nil {
		t.Error("took something else for stamps")
	}
}

// TestStampsOfTheNextRun: what a run asked for or noted is known to the next one, in
// the order of names, and what it did not ask for is not.
func TestStampsOfTheNextRun(t *testing.T) {
	old := time.Now().Add(-time.Hour)
	stamp := func(size int64) Stamp { return Stamp{size: size, modified: old.UnixNano()} }
	again := func(s *Stamps) *Stamps {
		t.Helper()
		data, err := s.MarshalBinary()
		must(t, err)
		next := &Stamps{}
		must(t, next.UnmarshalBinary(data))
		return next
	}
	knows := func(s *Stamps, want string) {
		t.Helper()
		got := ""
		for _, name := range []string{"d", "a", "b", "c", "e", "f"} {
			for size := range int64(3) {
				if h, ok := again(s).Hash(name, stamp(size)); ok && h == Sum([]byte(name)) {
					got += fmt.Sprintf(" %s%d", name, size)
				}
			}
		}
		if got != want {
			t.Errorf("known:%s, want%s", got, want)
		}
	}
	first := &Stamps{}
	for _, name := range []string{"e", "b", "d", "c"} {
		first.Note(name, stamp(1), Sum([]byte(name)), time.Now())
	}
	knows(first, " d1 b1 c1 e1")
	second := again(first)
	if second.New() {
		t.Error("what was known is new")
	}
	second.Hash("c", stamp(1))
	second.Hash("e", stamp(2)) // it has another now
	second.Hash("b", stamp(1))
	knows(second, " b1 c1")
	second.Note("a", stamp(1), Sum([]byte("a")), time.Now())
	second.Note("c", stamp(2), Sum([]byte("c")), time.Now())
	second.Note("f", stamp(2), Sum([]byte("F")), time.Now())
	second.Note("f", stamp(0), Sum([]byte("f")), time.Now())
	knows(second, " a1 b1 c2 f0")
	if !second.New() {
		t.Error("nothing is new")
	}
}
