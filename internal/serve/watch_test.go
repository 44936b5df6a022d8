package serve

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"folio/internal/i18n"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ways are the two ways of hearing of changes.
func ways(t *testing.T, story func(t *testing.T, how func(*Options))) {
	t.Run("told", func(t *testing.T) { story(t, func(*Options) {}) })
	t.Run("polling", func(t *testing.T) { story(t, func(o *Options) { o.Poll = true }) })
}

func TestSavesShow(t *testing.T) {
	ways(t, func(t *testing.T, how func(*Options)) {
		p := start(t, map[string]string{"index.html": "<p>one", "a/b.html": "<p>b"}, how)
		p.shows("", "<p>one")
		p.write("index.html", "<p>two")
		p.shows("", "<p>two")
		p.write("new/deep/er.html", "<p>deep")
		p.shows("new/deep/er.html", "<p>deep")
		p.write("new/deep/er.html", "<p>DEEP") // of the same size, at once
		p.shows("new/deep/er.html", "<p>DEEP")
		p.remove("a")
		until(t, "a/b.html is gone", func() bool { status, _ := p.get("a/b.html"); return status == 404 })
	})
}

// Editors write a new file beside the old one and rename it.
func TestSaveByRename(t *testing.T) {
	ways(t, func(t *testing.T, how func(*Options)) {
		p := start(t, map[string]string{"a/index.html": "<p>0"}, how)
		for i := 1; i <= 3; i++ {
			p.write("a/.index.html.tmp", fmt.Sprint("<p>", i))
			must(t, os.Rename(filepath.Join(p.dir, "a", ".index.html.tmp"), filepath.Join(p.dir, "a", "index.html")))
			p.shows("a/", fmt.Sprint("<p>", i))
		}
		// Others move the old one out of the way first.
		must(t, os.Rename(filepath.Join(p.dir, "a", "index.html"), filepath.Join(p.dir, "a", "index.html~")))
		p.write("a/index.html", "<p>last")
		p.shows("a/", "<p>last")
	})
}

func TestEverythingGoesAndComesBack(t *testing.T) {
	ways(t, func(t *testing.T, how func(*Options)) {
		p := start(t, map[string]string{"index.html": "<p>one", "a/b/c.html": "<p>c"}, how)
		must(t, os.RemoveAll(p.dir))
		until(t, "all is gone", func() bool { status, _ := p.get("a/b/c.html"); return status == 404 })
		p.write("a/b/c.html", "<p>back")
		p.shows("a/b/c.html", "<p>back")
		// Also the folder above, as when another branch is checked out.
		must(t, os.Rename(filepath.Dir(p.dir), filepath.Dir(p.dir)+"-away"))
		until(t, "all is gone", func() bool { status, _ := p.get("a/b/c.html"); return status == 404 })
		must(t, os.Rename(filepath.Dir(p.dir)+"-away", filepath.Dir(p.dir)))
		p.shows("a/b/c.html", "<p>back")
		p.write("a/b/c.html", "<p>end")
		p.shows("a/b/c.html", "<p>end")
	})
}

// A folder that was renamed goes on to be watched, under its new name only.
func TestRenamedFolder(t *testing.T) {
	ways(t, func(t *testing.T, how func(*Options)) {
		p := start(t, map[string]string{"a/sub/x.html": "<p>1"}, how)
		must(t, os.Rename(filepath.Join(p.dir, "a"), filepath.Join(p.dir, "b")))
		p.shows("b/sub/x.html", "<p>1")
		p.write("b/sub/x.html", "<p>2")
		p.shows("b/sub/x.html", "<p>2")
		if status, _ := p.get("a/sub/x.html"); status != 404 {
			t.Error("the old name is still served")
		}
		p.write("a/sub/x.html", "<p>3")
		p.shows("a/sub/x.html", "<p>3")
	})
}

func TestBurstIsOneBuild(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>one"})
	p.settle()
	before := p.from.count()
	allowed := 2
	last := time.Now()
	for i := range 1000 {
		p.write(fmt.Sprintf("d%d/%d.html", i%20, i), fmt.Sprint("<p>", i))
		// A machine that stops in the middle makes two bursts of one; at the
		// very first file, it does not take long.
		if stop := time.Since(last); stop > lullFew/2 || i <= singleFiles && stop > lullSingle/2 {
			allowed++
		}
		last = time.Now()
	}
	p.write("last.html", "<p>last")
	p.shows("last.html", "<p>last")
	for i := range 1000 {
		p.shows(fmt.Sprintf("d%d/%d.html", i%20, i), fmt.Sprint("<p>", i))
	}
	if n := p.from.count() - before; n > allowed {
		t.Errorf("%d builds, %d allowed", n, allowed)
	}
}

// What an editor or git writes for itself is no reason to build.
func TestOtherFilesAreIgnored(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>one", ".git/HEAD": "x"})
	p.settle()
	before := p.from.count()
	for _, name := range []string{".git/index", ".index.html.swp", "index.html~", "#index.html#", "4913", ".hidden/x.html"} {
		p.write(name, "x")
	}
	p.write("index.html", "<p>two")
	p.shows("", "<p>two")
	p.from.mu.Lock()
	defer p.from.mu.Unlock()
	for _, changed := range p.from.seen[before:] {
		if len(changed) != 1 || filepath.Base(changed[0]) != "index.html" {
			t.Errorf("built for %q", changed)
		}
	}
}

// While the first build runs nobody watches yet.
func TestSaveDuringTheFirstBuild(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "index.html"), nil, 0o666))
	for _, poll := range []bool{false, true} {
		began := time.Now().Add(-time.Minute)
		must(t, os.WriteFile(filepath.Join(dir, "index.html"), nil, 0o666)) // after began
		ctx, cancel := context.WithCancel(context.Background())
		w := startWatcher(ctx, []string{dir}, began, poll, func(string, ...string) {})
		select {
		case changed := <-w.changes:
			if !slices.Contains(changed, filepath.Join(dir, "index.html")) {
				t.Errorf("poll %v: %q", poll, changed)
			}
		case <-time.After(patience):
			t.Errorf("poll %v: nothing came", poll)
		}
		cancel()
		<-w.done
	}
}

func TestRootsThatAreFilesOrComeLater(t *testing.T) {
	for _, poll := range []bool{false, true} {
		dir := t.TempDir()
		file, late := filepath.Join(dir, "folio.yaml"), filepath.Join(dir, "themes", "own")
		must(t, os.WriteFile(file, []byte("a"), 0o666))
		old := time.Now().Add(-time.Hour)
		must(t, os.Chtimes(file, old, old))
		ctx, cancel := context.WithCancel(context.Background())
		w := startWatcher(ctx, []string{file, late}, time.Now(), poll, func(string, ...string) {})
		heard := func(what, path string, do func()) {
			t.Helper()
			// The watch may not stand yet: do it until it is heard.
			for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
				do()
				select {
				case changed := <-w.changes:
					if slices.ContainsFunc(changed, func(c string) bool { return within(path, c) || within(c, path) }) {
						return
					}
				case <-time.After(time.Second):
				}
			}
			t.Errorf("poll %v: %s was not heard", poll, what)
		}
		n := 0
		heard("a file", file, func() { n++; must(t, os.WriteFile(file, []byte(fmt.Sprint(n)), 0o666)) })
		heard("a late folder", late, func() {
			n++
			must(t, os.MkdirAll(late, 0o777))
			must(t, os.WriteFile(filepath.Join(late, "x.css"), []byte(fmt.Sprint(n)), 0o666))
		})
		w.setRoots([]string{late})
		heard("after the roots changed", late, func() {
			n++
			must(t, os.WriteFile(filepath.Join(late, "x.css"), []byte(fmt.Sprint(n)), 0o666))
		})
		cancel()
		<-w.done
	}
}

// When the system tells nothing more, the files are looked at.
func TestLimitFallsBackToPolling(t *testing.T) {
	notes := make(chan string, 10)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dir := t.TempDir()
	w := &watcher{changes: make(chan []string), done: make(chan struct{}), roots: make(chan []string, 1), redo: make(chan struct{}, 1)}
	reports := make(chan report, 256)
	go w.gather(ctx, reports)
	refuse := func([]string, time.Time) source { return refusal{} }
	go w.watch(ctx, []string{dir}, time.Now(), refuse, func(key string, _ ...string) { notes <- key }, reports)
	if key := <-notes; key != "serve.polling.limit" {
		t.Errorf("said %s", key)
	}
	if changed := <-w.changes; changed != nil {
		t.Errorf("first delivery: %q", changed)
	}
	must(t, os.WriteFile(filepath.Join(dir, "x"), nil, 0o666))
	select {
	case changed := <-w.changes:
		if !slices.Equal(changed, []string{filepath.Join(dir, "x")}) {
			t.Errorf("second delivery: %q", changed)
		}
	case <-time.After(patience):
		t.Error("polling notices nothing")
	}
	cancel()
	<-w.done
	if len(notes) > 0 {
		t.Errorf("said more than once: %s", <-notes)
	}
}

type refusal struct{}

func (refusal) run(context.Context, chan<- report) error { return errLimit }
func (refusal) setRoots([]string)                        {}

func TestPollerLooksAtTheContent(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	old := time.Now().Add(-time.Hour)
	set := func(text string, mod time.Time) {
		t.Helper()
		must(t, os.WriteFile(file, []byte(text), 0o666))
		must(t, os.Chtimes(file, mod, mod))
	}
	set("one", old)
	p := newPoller([]string{dir}, time.Now())
	p.round()
	for _, c := range []struct {
		what string
		do   func()
		want bool
	}{
		{"nothing", func() {}, false},
		{"another time, never read before", func() { set("one", old.Add(time.Minute)) }, true},
		{"only touched", func() { set("one", old.Add(2*time.Minute)) }, false},
		{"another content and time", func() { set("two", old.Add(3*time.Minute)) }, true},
		{"another size", func() { set("three", old.Add(3*time.Minute)) }, true},
		{"recent", func() { set("seven", time.Now()) }, true},
		{"the same time and size", func() {
			st, err := os.Stat(file)
			must(t, err)
			set("eight", st.ModTime())
		}, true},
		{"gone", func() { must(t, os.Remove(file)) }, true},
		{"still gone", func() {}, false},
	} {
		c.do()
		if got := len(p.round()) > 0; got != c.want {
			t.Errorf("%s: changed %v", c.what, got)
		}
	}
}

func TestPause(t *testing.T) {
	for _, c := range []struct {
		n    int
		all  bool
		save bool
		age  time.Duration
		want time.Duration
	}{
		{1, false, false, 0, lullFew},
		{1, false, true, 0, lullSingle},
		{1, false, true, ceilingFew - time.Millisecond, time.Millisecond},
		{1, false, false, time.Hour, 0},
		{fewFiles + 1, false, false, 0, lullMany},
		{0, true, false, 0, lullMany},
		{1000, false, false, ceilingMany, 0},
	} {
		if got := pause(c.n, c.all, c.save, c.age); got != c.want {
			t.Errorf("%v: got %v", c, got)
		}
	}
}

func TestWhatLooksLikeASave(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "a", "b.md": "b", "c.md": "c", "empty.md": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		names string
		want  bool
	}{
		{"a.md", true},
		{"a.md a.md.tmp", true}, // written under another name, and renamed
		{"a.md b.md", true},
		{"a.md b.md c.md", false},
		{"empty.md", false},
		{"a.md empty.md", false},
		{"gone.md", false},
		{".", false},
	} {
		paths := map[string]bool{}
		for _, n := range strings.Fields(c.names) {
			paths[filepath.Join(dir, n)] = true
		}
		if got := isSave(paths); got != c.want {
			t.Errorf("%s: %v", c.names, got)
		}
	}
}

// TestLastStateWins edits at random, and compares what is served at rest with
// what a builder that starts anew makes of it.
func TestLastStateWins(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	p := start(t, map[string]string{"index.html": "<p>start"})
	folders := []string{"", "a", "a/b", "a/b/c", "d", "d/e"}
	name := func() string {
		return filepath.Join(p.dir, folders[r.IntN(len(folders))], fmt.Sprintf("%d.html", r.IntN(4)))
	}
	for round := range 8 {
		for range 1 + r.IntN(60) {
			switch r.IntN(8) {
			case 0:
				_ = os.Remove(name())
			case 1:
				_ = os.RemoveAll(filepath.Join(p.dir, folders[1+r.IntN(len(folders)-1)]))
			case 2:
				from, to := folders[1+r.IntN(len(folders)-1)], folders[1+r.IntN(len(folders)-1)]
				_ = os.Rename(filepath.Join(p.dir, from), filepath.Join(p.dir, to)) // often impossible
			case 3:
				_ = os.Rename(name(), name())
			case 4:
				if r.IntN(10) == 0 {
					must(t, os.RemoveAll(p.dir))
				}
			case 5:
				time.Sleep(time.Duration(r.IntN(60)) * time.Millisecond)
			default:
				file := name()
				_ = os.MkdirAll(filepath.Dir(file), 0o777)
				_ = os.WriteFile(file, []byte(fmt.Sprint("<p>", r.Uint64())), 0o666) // a folder may be in the way
			}
		}
		p.write("index.html", fmt.Sprint("<p>round ", round))
		want := map[string]string{}
		must(t, filepath.WalkDir(p.dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			rel, _ := filepath.Rel(p.dir, path)
			want[filepath.ToSlash(rel)] = string(data)
			return err
		}))
		served := func() map[string]string {
			p.from.mu.Lock()
			site := p.from.site
			p.from.mu.Unlock()
			got := map[string]string{}
			for _, path := range site.Paths() {
				data, _, _ := site.Get(path)
				got[path] = string(data)
			}
			return got
		}
		for deadline := time.Now().Add(patience); !maps.Equal(served(), want); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("round %d: served %v\nwant %v", round, served(), want)
			}
		}
		_, body := p.get("")
		if !strings.Contains(body, fmt.Sprint("round ", round)) {
			p.shows("", fmt.Sprint("round ", round))
		}
	}
}

func TestEnvironmentFailureHealsByItself(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>one"})
	p.write("unbuildable", "")
	until(t, "the failure is told", func() bool { return strings.Contains(p.log.String(), "the disk is upside down") })
	p.shows("", "<p>one")
	// A disk that turns round again is no change that a watcher sees.
	p.from.mu.Lock()
	p.from.well = true
	p.from.mu.Unlock()
	until(t, "it is tried again", func() bool { return !p.from.fails() })
	p.shows("unbuildable", "")
	p.write("index.html", "<p>two")
	p.shows("", "<p>two")
	for _, word := range []string{"the disk is upside down", "el sitio se construye de nuevo (1 página)"} {
		if n := strings.Count(p.log.String(), word); n != 1 {
			t.Errorf("%q is told %d times:\n%s", word, n, p.log.String())
		}
	}
}

func TestNextFreePort(t *testing.T) {
	a := start(t, map[string]string{"index.html": "<p>a"})
	var port int
	_, err := fmt.Sscanf(a.url, "http://127.0.0.1:%d/", &port)
	must(t, err)
	b := start(t, map[string]string{"index.html": "<p>b"}, func(o *Options) { o.Port = port })
	if a.url == b.url {
		t.Fatal("one port for two")
	}
	// Who asked for that port is told; who did not has no use for it.
	asked := start(t, map[string]string{"index.html": "<p>c"}, func(o *Options) { o.Port, o.Asked = port, true })
	said := fmt.Sprintf("El puerto %d está ocupado por otro programa; se usa el ", port)
	if strings.Contains(b.log.String(), "ocupado") || !strings.Contains(asked.log.String(), said) {
		t.Errorf("%q, asked for: %q", b.log.String(), asked.log.String())
	}
	b.shows("", "<p>b")
	a.shows("", "<p>a")
}

func TestAddressThatCannotBeHad(t *testing.T) {
	err := Run(t.Context(), Options{Host: "192.0.2.1", Messages: i18n.For(i18n.Spanish), Log: io.Discard}, &folder{dir: t.TempDir()})
	key, args, ok := Explain(err)
	if !ok || key != "serve.listen" || !slices.Equal(args, []string{"192.0.2.1:0"}) {
		t.Errorf("%v: %s %q", err, key, args)
	}
	if _, _, ok := Explain(io.EOF); ok {
		t.Error("explains what is none of it")
	}
}
