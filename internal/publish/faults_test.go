package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"folio/internal/output"
)

// fault is what becomes of a call that changes a target.
type fault int

const (
	denied     fault = iota // it fails, and nothing of it is done
	half                    // it fails in the middle; of a file, a part is left
	killed                  // the publisher dies before it
	killedHalf              // … in the middle
	killedLate              // … when it is done
	cut                     // the connection breaks before it
	cutLate                 // … when it is done
	faults
)

// faulty is a target of which one changing call, the n-th, goes wrong.
type faulty struct {
	Target
	mu    sync.Mutex
	calls int
	at    int // 1 is the first; 0 is none
	fault fault
	err   error
	dead  error
}

var errKilled = errors.New("killed")

// change runs a changing call, or lets it go wrong.
func (f *faulty) change(do, part func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dead != nil {
		return f.dead
	}
	f.calls++
	if f.calls != f.at {
		return do()
	}
	switch f.fault {
	case half:
		_ = part()
	case killed:
		f.dead = errKilled
	case killedHalf:
		_ = part()
		f.dead = errKilled
	case killedLate:
		_ = do()
		f.dead = errKilled
	case cut:
		f.dead = ErrLost
	case cutLate:
		_ = do()
		f.dead = ErrLost
	}
	if f.dead != nil {
		return f.dead
	}
	return f.err
}

func none() error { return nil }

func (f *faulty) alive() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.dead
}

func (f *faulty) Create(name string, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return f.change(func() error { return f.Target.Create(name, bytes.NewReader(data)) },
		func() error { return f.Target.Create(name, bytes.NewReader(data[:len(data)/2])) })
}

func (f *faulty) Mkdir(dir string) error {
	return f.change(func() error { return f.Target.Mkdir(dir) }, none)
}

func (f *faulty) Rename(from, to string) error {
	return f.change(func() error { return f.Target.Rename(from, to) }, none)
}

func (f *faulty) Link(from, to string) error {
	return f.change(func() error { return f.Target.Link(from, to) }, none)
}

func (f *faulty) Symlink(dest, name string) error {
	return f.change(func() error { return f.Target.Symlink(dest, name) }, none)
}

func (f *faulty) Remove(name string) error {
	return f.change(func() error { return f.Target.Remove(name) }, none)
}

// Run counts commands that change something. What one says that failed is another
// thing than what a request does.
func (f *faulty) Run(command string, in func(io.Writer) error, out io.Writer) error {
	r, can := f.Target.(*handy)
	switch {
	case !can:
		return errors.ErrUnsupported
	case f.alive() != nil:
		return f.alive()
	case strings.HasPrefix(command, "cat ") || strings.HasPrefix(command, "find ") || strings.Contains(command, "exec find "):
		return r.Run(command, in, out)
	}
	var read bytes.Buffer
	if in != nil {
		if err := in(&read); err != nil {
			return err
		}
	}
	do := func(part bool) func() error {
		return func() error { return r.do(command, read.Bytes(), out, part) }
	}
	err := f.change(do(false), do(true))
	switch {
	case err == nil || f.alive() != nil || errors.Is(err, errors.ErrUnsupported):
		return err
	case errors.Is(err, syscall.ENOSPC):
		return because(ErrFull, err, "/srv")
	case errors.Is(err, syscall.EACCES):
		return errStray
	}
	return errors.ErrUnsupported
}

func (f *faulty) Open(name string) (io.ReadCloser, error) {
	if err := f.alive(); err != nil {
		return nil, err
	}
	return f.Target.Open(name)
}

func (f *faulty) Stat(name string) (Info, error) {
	if err := f.alive(); err != nil {
		return Info{}, err
	}
	return f.Target.Stat(name)
}

func (f *faulty) List(dir string) ([]Info, error) {
	if err := f.alive(); err != nil {
		return nil, err
	}
	return f.Target.List(dir)
}

// siteOf is a site of files by their path.
func siteOf(files map[string]string) Site {
	s := Site{Open: func(p string) (io.ReadCloser, error) {
		text, ok := files[p]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}}
	for p, text := range files {
		s.Files = append(s.Files, output.Entry{Path: p, Size: int64(len(text)), Hash: output.Sum([]byte(text))})
	}
	slices.SortFunc(s.Files, func(a, b output.Entry) int { return strings.Compare(a.Path, b.Path) })
	s.Notes = noted
	return s
}

// noted are the notes of the tests' sites.
func noted(r Release) []Note { return []Note{{"publicado.json", []byte(`{"id":"` + r.ID + `"}`)}} }

// editions are a site at two times: pages name the style and the script that they
// need.
var editions = [2]map[string]string{
	{
		"index.html": "1 assets/tema.aaa.css", "a/index.html": "1 assets/tema.aaa.css", "a/uno.html": "1 a/img/x.png", "b/index.html": "1 -",
		"assets/tema.aaa.css": "color: red", "a/img/x.png": "PNG", "b/viejo/z.html": "1 -", "publicado.json": "null",
	},
	{
		"index.html": "2 assets/tema.bbb.css", "a/index.html": "2 assets/tema.bbb.css", "a/uno.html": "1 a/img/x.png", "c/nuevo.html": "2 c/y.png",
		"assets/tema.bbb.css": "color: blue", "a/img/x.png": "PNG", "c/y.png": "PNG 2", "b/index.html": "2 -", "publicado.json": "null",
	},
}

// foreign are files of somebody else's, which nothing touches.
var foreign = map[string]string{"LEAME.txt": "de otra oficina", "releases/notas.txt": "apuntes", "otra/cosa.html": "<p>"}

func plan(n int) Plan {
	at := time.Date(2026, 11, 29, 12, 0, n, 0, time.UTC)
	return Plan{
		Who: Publisher{User: "prueba", Host: hostname(), PID: 1 << 30}, // no process that lives
		Now: func() time.Time { return at }, Wait: func(context.Context, time.Duration) error { return nil }, Keep: 2, Jobs: 1,
		Release: Release{Folio: "0"},
	}
}

func hostname() string { name, _ := os.Hostname(); return name }

func dialled(t Target) func(context.Context) (Target, error) {
	return func(context.Context) (Target, error) { return t, nil }
}

// filesBelow are the files that a reader finds below a folder.
func filesBelow(t *testing.T, d Target, dir string) map[string]string {
	t.Helper()
	files, _, err := newPlace(d, 1).walk(context.Background(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	must(t, err)
	texts := map[string]string{}
	for p := range files {
		texts[p] = contentOf(t, d, join(dir, p))
	}
	return texts
}

// is tells whether files are an edition's, its note apart, and the style of the
// edition before.
func is(files, edition map[string]string) bool {
	for p, text := range edition {
		if _, ok := files[p]; !ok || p != "publicado.json" && files[p] != text {
			return false
		}
	}
	for p := range files {
		if _, ok := edition[p]; !ok && !strings.HasPrefix(p, "assets/") {
			return false
		}
	}
	return true
}

// readers checks what a reader finds: in releases one edition or the other as a
// whole; in place, pages of either, with all that they need.
func readers(t *testing.T, d Target, inPlace bool) error {
	t.Helper()
	if !inPlace {
		seen := filesBelow(t, d, "current")
		if !is(seen, editions[0]) && !is(seen, editions[1]) {
			return fmt.Errorf("a mixture: %q", seen)
		}
		return nil
	}
	seen := filesBelow(t, d, ".")
	for p, text := range seen {
		if !isPage(p) || foreign[p] != "" {
			continue
		}
		if text != editions[0][p] && text != editions[1][p] {
			return fmt.Errorf("%s is %q", p, text)
		}
		_, needs, _ := strings.Cut(text, " ")
		if needs != "-" && seen[needs] == "" {
			return fmt.Errorf("%s needs %s, which is not there", p, needs)
		}
	}
	return nil
}

// TestNoFaultIsSeenByReaders lets every changing call of a publication go wrong,
// one by one, in each way. Readers find the old site or the new one, nothing of
// anybody else's is gone, and the next publication succeeds. When time is short
// each way has some of the calls, other ones than the last way: they are enough
// for the race detector.
func TestNoFaultIsSeenByReaders(t *testing.T) {
	t.Parallel() // beside what is waited for
	points, step := 0, 1
	if testing.Short() {
		step = 7
	}
	for _, mode := range []struct {
		name    string
		inPlace bool
		fat     bool
		helped  bool
		spare   int // from how many files on a spare is kept; 0 is from more than there are
	}{
		{"releases", false, false, false, 0},
		{"in place", true, true, false, 0},
		{"releases, with help", false, false, true, 0},
		{"in place, with help", true, true, true, 0},
		{"releases, with a spare", false, false, false, 1},
		{"releases, with a spare and help", false, false, true, 1},
	} {
		on := func(m *memory) Target {
			if mode.helped {
				return &handy{m}
			}
			return m
		}
		first := newMemory()
		first.fat = mode.fat
		for p, text := range foreign {
			if mode.inPlace && strings.HasPrefix(p, "releases/") {
				continue
			}
			must(t, newPlace(first, 1).mkdirs(context.Background(), folders([]Entry{{Path: p}})))
			must(t, first.Create(p, strings.NewReader(text)))
		}
		began := plan(0)
		began.InPlace, began.spare = mode.inPlace, mode.spare
		for n := range 3 { // so that old releases are removed, too
			began.Now = plan(n).Now
			_, err := Publish(context.Background(), dialled(on(first)), siteOf(editions[n%2]), began)
			must(t, err)
		}
		next := plan(10)
		next.InPlace = mode.inPlace
		next.many, next.split, next.spare = 1, 1, mode.spare
		counted := &faulty{Target: on(first.copy())}
		_, err := Publish(context.Background(), dialled(counted), siteOf(editions[1]), next)
		must(t, err)
		for how := range faults {
			errs := []error{nil}
			if how == denied || how == half {
				errs = []error{syscall.EIO, syscall.EACCES, syscall.ENOSPC, fs.ErrPermission}
				if mode.spare > 0 { // which differs in its calls, not in what they say
					errs = errs[1:3]
				}
			}
			for _, what := range errs {
				for at := 1 + points%step; at <= counted.calls; at += step {
					points++
					m := first.copy()
					where := fmt.Sprintf("%s, fault %d (%v) at call %d of %d", mode.name, how, what, at, counted.calls)
					bad := &faulty{Target: on(m), at: at, fault: how, err: what}
					dials := 0
					_, err := Publish(context.Background(), func(context.Context) (Target, error) {
						if dials++; dials > 1 {
							return on(m), nil // the connection is made again
						}
						return bad, nil
					}, siteOf(editions[1]), next)
					if how == cut || how == cutLate {
						if err != nil {
							t.Errorf("%s: %v", where, err)
						}
					}
					if err := readers(t, m, mode.inPlace); err != nil {
						t.Errorf("%s: %v", where, err)
					}
					again := plan(20)
					again.InPlace, again.many, again.spare = mode.inPlace, 1, mode.spare
					_, err = Publish(context.Background(), dialled(on(m)), siteOf(editions[1]), again)
					if how == killedHalf && mode.fat && errors.Is(err, ErrLocked) {
						// Half a lock tells nothing of who left it.
						again.BreakLock = true
						_, err = Publish(context.Background(), dialled(on(m)), siteOf(editions[1]), again)
					}
					if err != nil {
						t.Errorf("%s: the next one: %v", where, err)
						continue
					}
					checkWhole(t, where, m, mode.inPlace, mode.spare > 0)
				}
			}
		}
	}
	if t.Logf("%d points", points); points < 200 {
		t.Error("the calls of a publication are not seen")
	}
}

// checkWhole: the new edition is there, all of it, and nothing is left over.
func checkWhole(t *testing.T, where string, m *memory, inPlace, spare bool) {
	t.Helper()
	dir := "current"
	if inPlace {
		dir = "."
	}
	seen := filesBelow(t, m, dir)
	if inPlace {
		for p := range foreign {
			delete(seen, p)
		}
		delete(seen, inPlaceName)
	}
	if !is(seen, editions[1]) {
		t.Errorf("%s: afterwards there is %q", where, seen)
	}
	for p, text := range foreign {
		if inPlace && strings.HasPrefix(p, "releases/") {
			continue
		}
		if got := contentOf(t, m, p); got != text {
			t.Errorf("%s: %s is %q", where, p, got)
		}
	}
	if _, f, err := Verify(context.Background(), m, "", 1, noted, nil); err != nil || len(f.Changed)+len(f.Missing) > 0 {
		t.Errorf("%s: %+v, %v", where, f, err)
	}
	left := 0
	if spare {
		left -= checkSpare(t, where, m, seen)
	}
	for p := range m.nodes {
		if _, kept := strings.CutSuffix(p, spareSuffix); kept && !spare {
			t.Errorf("%s: %s is left", where, p)
		}
		if strings.Contains(p, tempPrefix) || strings.Contains(p, lockName) || strings.Contains(p, newPrefix) || strings.HasSuffix(p, goneSuffix) || p == planName {
			t.Errorf("%s: %s is left", where, p)
		}
		if strings.HasPrefix(p, "releases/") && strings.Count(p, "/") == 1 && m.nodes[p].kind == Folder {
			left++
		}
	}
	if left > 2 {
		t.Errorf("%s: %d releases are left", where, left)
	}
}

// checkSpare: there is one spare at most, and it has nothing that the release which is
// read has not. It says how many there are.
func checkSpare(t *testing.T, where string, m *memory, seen map[string]string) (n int) {
	t.Helper()
	for p := range m.nodes {
		record, is := strings.CutSuffix(p, spareSuffix)
		if !is {
			continue
		}
		n++
		id := strings.TrimSuffix(path.Base(record), recordSuffix)
		files := filesBelow(t, m, folderOf(id))
		for f, text := range files {
			if now, ok := seen[f]; !ok || now != text {
				t.Errorf("%s: the spare has %s, %q", where, f, text)
			}
		}
		if len(files) == 0 {
			t.Errorf("%s: the spare %s is empty", where, id)
		}
	}
	if n > 1 {
		t.Errorf("%s: %d spares", where, n)
	}
	return n
}
