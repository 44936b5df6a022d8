package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
)

// folder is a Builder whose site is a folder of files, as they are. It trusts
// what the watcher says and reads nothing else again, so that a change which
// the watcher misses is a page that stays wrong.
//
// A line "FINDING text" in a file is a warning, "FATAL" an error that leaves
// no site; a file called "unbuildable" is a failure of the environment.
type folder struct {
	dir string

	mu     sync.Mutex
	site   *output.Site
	builds int
	failed bool
	well   bool // "unbuildable" is no matter
	seen   [][]string
}

func (f *folder) Build(_ context.Context, changed []string) (Result, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.builds++
	f.seen = append(f.seen, changed)
	_, err := os.Lstat(filepath.Join(f.dir, "unbuildable"))
	f.failed = err == nil && !f.well
	if f.failed {
		return Result{}, errors.New("the disk is upside down")
	}
	if f.site == nil || changed == nil {
		f.site = &output.Site{}
		changed = []string{f.dir}
	}
	m := f.site.Edit()
	for _, path := range changed {
		rel, err := filepath.Rel(f.dir, path)
		if err != nil {
			return Result{}, err
		}
		rel = filepath.ToSlash(rel)
		for _, p := range f.site.Paths() {
			if p == rel || rel == "." || strings.HasPrefix(p, rel+"/") {
				m.Remove(p)
			}
		}
		err = filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) || err == nil && e.IsDir() {
				return nil
			}
			if err != nil {
				return err
			}
			data, err := os.ReadFile(name)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			p, _ := filepath.Rel(f.dir, name)
			m.Remove(filepath.ToSlash(p))
			return errors.Join(err, m.Put(filepath.ToSlash(p), data))
		})
		if err != nil {
			return Result{}, err
		}
	}
	site, err := m.Site()
	if err != nil {
		return Result{}, err
	}
	f.site = site
	r := Result{Site: site, Manuals: 1, Roots: []string{f.dir}, Sources: func(page string) []string { return []string{page} }}
	for _, p := range site.Paths() {
		data, _, _ := site.Get(p)
		if isPage(p) {
			r.Pages++
		}
		for i, line := range strings.Split(string(data), "\n") {
			if _, text, ok := strings.Cut(line, "FINDING "); ok {
				r.Findings.Add(diag.Warning, "X-01", diag.Pos{Path: p, Line: i + 1, Col: 1}, text)
			}
			if strings.Contains(line, "FATAL") {
				r.Findings.Add(diag.Fatal, "X-02", diag.Pos{Path: p, Line: i + 1, Col: 1})
				r.Site = nil
			}
		}
	}
	return r, nil
}

func (f *folder) fails() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failed
}

func (f *folder) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.builds
}

// preview is a running server over a folder.
type preview struct {
	t    testing.TB
	dir  string
	url  string
	from *folder
	log  *syncBuffer
	stop func()
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// start serves a folder with these files until the test ends.
func start(t testing.TB, files map[string]string, opts ...func(*Options)) *preview {
	t.Helper()
	p := &preview{t: t, dir: filepath.Join(t.TempDir(), "content"), log: &syncBuffer{}}
	for name, text := range files {
		p.write(name, text)
	}
	p.from = &folder{dir: p.dir}
	p.run(opts...)
	return p
}

// run starts the server, and may do so again after stop.
func (p *preview) run(opts ...func(*Options)) {
	p.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready := make(chan string, 1)
	opt := Options{Messages: i18n.For(i18n.Spanish), Log: p.log, Dir: p.dir, Ready: func(url string) { ready <- url }}
	for _, o := range opts {
		o(&opt)
	}
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, opt, p.from) }()
	var once sync.Once
	p.stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				p.t.Errorf("Run: %v", err)
			}
		})
	}
	p.t.Cleanup(p.stop)
	select {
	case p.url = <-ready:
	case err := <-ended:
		ended <- err
		p.t.Fatalf("Run ended: %v", err)
	case <-time.After(patience):
		p.t.Fatal("the server did not start")
	}
}

// patience is how long a test waits for what should come at once: long, since
// it only costs time when the test fails.
const patience = 30 * time.Second

func (p *preview) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		p.t.Fatal(err)
	}
}

func (p *preview) remove(name string) {
	p.t.Helper()
	if err := os.RemoveAll(filepath.Join(p.dir, filepath.FromSlash(name))); err != nil {
		p.t.Fatal(err)
	}
}

// get asks for a page, and gives it without the script tag.
func (p *preview) get(path string) (status int, body string) {
	p.t.Helper()
	resp, err := http.Get(p.url + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(resp.Body); err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, withoutTag(b.String())
}

func withoutTag(s string) string {
	before, rest, ok := strings.Cut(s, `<script src="/_folio/live.js`)
	if !ok {
		return s
	}
	_, after, _ := strings.Cut(rest, "</script>")
	return before + after
}

// until waits for something to come true.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never came: %s", what)
}

// shows waits for a page to have a text.
func (p *preview) shows(path, text string) {
	p.t.Helper()
	until(p.t, fmt.Sprintf("%s with %q", path, text), func() bool {
		_, body := p.get(path)
		return strings.Contains(body, text)
	})
}

// settle waits until the watcher stands: until a change is noticed, and no
// build is under way or about to be.
func (p *preview) settle() {
	p.t.Helper()
	p.write("settle.html", "<p>settled")
	p.shows("settle.html", "<p>settled")
	for before := -1; before != p.from.count(); time.Sleep(2 * lullMany) {
		before = p.from.count()
	}
}
