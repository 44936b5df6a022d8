package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
)

// files is a site or a folder: path → content. A path that ends in a slash is
// an empty folder.
type files map[string]string

// write puts things into a folder, as a person would.
func write(t *testing.T, dir string, what files) {
	t.Helper()
	for p, data := range what {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if strings.HasSuffix(p, "/") {
			must(t, os.MkdirAll(name, 0o777))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(name), 0o777))
		must(t, os.WriteFile(name, []byte(data), 0o666))
	}
}

// read lists what is in a folder, the manifest left out.
func read(t *testing.T, dir string) files {
	t.Helper()
	got := files{}
	must(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case rel == "." || rel == ManifestName:
		case e.IsDir():
			list, err := os.ReadDir(name)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				got[rel+"/"] = ""
			}
		default:
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			got[rel] = string(data)
		}
		return nil
	}))
	return got
}

// build commits a site.
func build(t *testing.T, dir string, site files, opts ...Option) Delta {
	t.Helper()
	delta, err := tryBuild(dir, site, opts...)
	must(t, err)
	return delta
}

func tryBuild(dir string, site files, opts ...Option) (Delta, error) {
	d, err := NewDir(dir, opts...)
	if err != nil {
		return Delta{}, err
	}
	defer d.Abort()
	for _, p := range slices.Sorted(maps.Keys(site)) {
		if err := d.Put(p, []byte(site[p])); err != nil {
			return Delta{}, err
		}
	}
	return d.Commit()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// alone checks that nothing was left beside the site's folder.
func alone(t *testing.T, dir string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(dir))
	must(t, err)
	for _, e := range list {
		if e.Name() != filepath.Base(dir) {
			t.Errorf("left beside the site: %s", e.Name())
		}
	}
	if present(filepath.Join(dir, insideName)) {
		t.Errorf("left inside the site: %s", insideName)
	}
}

// ways are the two ways of replacing a site. Both keep the same promises,
// as long as nothing crashes.
func ways(t *testing.T, story func(t *testing.T, opts ...Option)) {
	t.Run("exchange", func(t *testing.T) { story(t) })
	t.Run("in place", func(t *testing.T) { story(t, InPlace()) })
	t.Run("durable", func(t *testing.T) { story(t, Durable()) })
}

func TestSitesFollowEachOther(t *testing.T) {
	ways(t, func(t *testing.T, opts ...Option) {
		dir := filepath.Join(t.TempDir(), "public")
		first := files{"index.html": "uno", "vertia/01.html": "a", "vertia/02.html": "b", "docker/01.html": "c"}
		delta := build(t, dir, first, opts...)
		same(t, "delta", delta, Delta{Added: []string{"docker/01.html", "index.html", "vertia/01.html", "vertia/02.html"}})
		same(t, "site", read(t, dir), first)

		second := files{"index.html": "dos", "vertia/01.html": "a", "vertia/img/x.svg": "<svg/>"}
		delta = build(t, dir, second, opts...)
		same(t, "delta", delta, Delta{
			Added: []string{"vertia/img/x.svg"}, Changed: []string{"index.html"},
			Removed: []string{"docker/01.html", "vertia/02.html"},
		})
		same(t, "site", read(t, dir), second)
		alone(t, dir)

		entries, err := ReadManifest(dir)
		must(t, err)
		same(t, "manifest", entries, []Entry{
			{"index.html", 3, Sum([]byte("dos"))},
			{"vertia/01.html", 1, Sum([]byte("a"))},
			{"vertia/img/x.svg", 6, Sum([]byte("<svg/>"))},
		})
	})
}

func TestFileBecomesFolderAndBack(t *testing.T) {
	ways(t, func(t *testing.T, opts ...Option) {
		dir := filepath.Join(t.TempDir(), "public")
		for _, site := range []files{
			{"a": "file", "b/c/d": "deep"},
			{"a/x/y": "folder", "b": "flat"},
			{"a": "file", "b/c/d": "deep"},
		} {
			build(t, dir, site, opts...)
			same(t, "site", read(t, dir), site)
		}
	})
}

func TestNothingChangedWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := files{"index.html": "uno", "a/b.html": "dos"}
	build(t, dir, site)
	before, err := os.Stat(dir)
	must(t, err)
	if delta := build(t, dir, site); !delta.Empty() {
		t.Errorf("delta: %v", delta)
	}
	after, err := os.Stat(dir)
	must(t, err)
	if !os.SameFile(before, after) {
		t.Error("the folder was exchanged for nothing")
	}
}

func TestUnchangedFilesAreLinked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"a.html": "a", "b.html": "b"})
	before, err := os.Stat(filepath.Join(dir, "a.html"))
	must(t, err)
	build(t, dir, files{"a.html": "a", "b.html": "B"})
	after, err := os.Stat(filepath.Join(dir, "a.html"))
	must(t, err)
	if !os.SameFile(before, after) {
		t.Error("an unchanged file was written anew")
	}
}

func TestHandEditedFileIsRestored(t *testing.T) {
	ways(t, func(t *testing.T, opts ...Option) {
		dir := filepath.Join(t.TempDir(), "public")
		site := files{"a.html": "aaa", "b.html": "b"}
		build(t, dir, site, opts...)
		write(t, dir, files{"a.html": "aXa"}) // same size, and the manifest says "aaa"
		build(t, dir, site, opts...)
		same(t, "site", read(t, dir), site)
		must(t, os.Remove(filepath.Join(dir, "b.html")))
		build(t, dir, site, opts...)
		same(t, "site", read(t, dir), site)
	})
}

func TestWhatIsNotFoliosStays(t *testing.T) {
	ways(t, func(t *testing.T, opts ...Option) {
		dir := filepath.Join(t.TempDir(), "public")
		build(t, dir, files{"index.html": "uno", "old/a.html": "a"}, opts...)
		theirs := files{"robots.txt": "User-agent: *", "old/notes.txt": "mío", "keep/me/x": "1", "void/": ""}
		write(t, dir, theirs)
		must(t, os.Symlink("nowhere", filepath.Join(dir, "link")))
		must(t, os.Chmod(dir, 0o750))

		build(t, dir, files{"index.html": "dos", "new/b.html": "b"}, opts...)
		if to, err := os.Readlink(filepath.Join(dir, "link")); err != nil || to != "nowhere" {
			t.Errorf("link: %q, %v", to, err)
		}
		must(t, os.Remove(filepath.Join(dir, "link")))
		want := maps.Clone(theirs)
		want["index.html"], want["new/b.html"] = "dos", "b"
		same(t, "site", read(t, dir), want)
		st, err := os.Stat(dir)
		must(t, err)
		same(t, "mode", st.Mode().Perm(), fs.FileMode(0o750))
	})
}

func TestForeignFolderIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "documents")
	theirs := files{"thesis.odt": "years of work"}
	write(t, dir, theirs)
	_, err := NewDir(dir)
	if !errors.Is(err, ErrForeign) {
		t.Fatalf("got %v", err)
	}
	same(t, "folder", read(t, dir), theirs)
	alone(t, dir)
}

func TestEmptyFolderIsTaken(t *testing.T) {
	ways(t, func(t *testing.T, opts ...Option) {
		dir := filepath.Join(t.TempDir(), "public")
		write(t, dir, files{".gitkeep": ""})
		build(t, dir, files{"index.html": "uno"}, opts...)
		same(t, "site", read(t, dir), files{"index.html": "uno", ".gitkeep": ""})
		alone(t, dir)
	})
}

func TestNotAFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files{"public": "a file"})
	for _, name := range []string{"public", "public/below"} {
		if _, err := NewDir(filepath.Join(dir, name)); !errors.Is(err, ErrNotFolder) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestRootIsRefused(t *testing.T) {
	root := filepath.VolumeName(t.TempDir()) + string(filepath.Separator)
	if _, err := NewDir(root); !errors.Is(err, ErrRoot) {
		t.Errorf("got %v", err)
	}
}

func TestLinkedFolderIsFollowed(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files{"real/srv/": ""})
	must(t, os.Symlink(filepath.Join("real", "srv"), filepath.Join(dir, "public")))
	build(t, filepath.Join(dir, "public"), files{"index.html": "uno"})
	build(t, filepath.Join(dir, "public"), files{"index.html": "dos"})
	same(t, "site", read(t, filepath.Join(dir, "real", "srv")), files{"index.html": "dos"})
	if to, err := os.Readlink(filepath.Join(dir, "public")); err != nil || to != filepath.Join("real", "srv") {
		t.Errorf("link: %q, %v", to, err)
	}
	alone(t, filepath.Join(dir, "real", "srv"))
}

func TestSiteInThePlaceOfSomethingForeign(t *testing.T) {
	for _, c := range []struct{ theirs, site, named string }{
		{"robots.txt", "robots.txt", "robots.txt"},
		{"a", "a/b.html", "a"},
		{"a/b/c.txt", "a/b", "a/b/c.txt"},
		{"a/", "a", "a"},
	} {
		ways(t, func(t *testing.T, opts ...Option) {
			dir := filepath.Join(t.TempDir(), "public")
			build(t, dir, files{"index.html": "uno"}, opts...)
			write(t, dir, files{c.theirs: "theirs"})
			before := read(t, dir)
			_, err := tryBuild(dir, files{"index.html": "dos", c.site: "mine"}, opts...)
			var e *Error
			if !errors.As(err, &e) || e.Reason != ErrOccupied || e.Args[0] != c.named {
				t.Errorf("%v: got %v", c, err)
			}
			same(t, "site", read(t, dir), before)
			alone(t, dir)
		})
	}
}

func TestAbortLeavesTheOldSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "er", "public")
	d, err := NewDir(dir)
	must(t, err)
	must(t, d.Put("a.html", nil))
	d.Abort()
	if present(filepath.Dir(filepath.Dir(dir))) {
		t.Error("folders above the site were left")
	}
	site := files{"index.html": "uno"}
	build(t, dir, site)
	d, err = NewDir(dir)
	must(t, err)
	must(t, d.Put("index.html", []byte("dos")))
	d.Abort()
	d.Abort()
	same(t, "site", read(t, dir), site)
	alone(t, dir)
	if err := d.Put("x", nil); !errors.Is(err, ErrClosed) {
		t.Errorf("Put after Abort: %v", err)
	}
	if _, err := d.Commit(); !errors.Is(err, ErrClosed) {
		t.Errorf("Commit after Abort: %v", err)
	}
}

func TestFailedReaderLeavesTheOldSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := files{"big.bin": strings.Repeat("x", 3*compareSize)}
	build(t, dir, site)
	d, err := NewDir(dir)
	must(t, err)
	defer d.Abort()
	gone := errors.New("gone")
	if err := d.Copy("big.bin", iotest.ErrReader(gone)); !errors.Is(err, gone) {
		t.Fatalf("got %v", err)
	}
	if err := d.Copy("new.bin", iotest.ErrReader(gone)); !errors.Is(err, gone) {
		t.Fatalf("got %v", err)
	}
	d.Abort()
	same(t, "site", read(t, dir), site)
	alone(t, dir)
}

func TestTwoBuildsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"index.html": "uno"})
	for _, opts := range [][]Option{nil, {InPlace()}} {
		d, err := NewDir(dir, opts...)
		must(t, err)
		for _, opts := range [][]Option{nil, {InPlace()}} {
			if _, err := NewDir(dir, opts...); !errors.Is(err, ErrBusy) {
				t.Errorf("got %v", err)
			}
		}
		d.Abort()
	}
	build(t, dir, files{"index.html": "dos"})
	alone(t, dir)
}

func TestManyBuildersOneFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 25 {
				_, err := tryBuild(dir, files{"index.html": fmt.Sprint(i, n), "a/b.html": fmt.Sprint(i)})
				if err != nil && !errors.Is(err, ErrBusy) {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	build(t, dir, files{"index.html": "fin"})
	same(t, "site", read(t, dir), files{"index.html": "fin"})
	alone(t, dir)
}

func TestPutFromManyGoroutines(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	want := files{}
	for round := range 3 {
		d, err := NewDir(dir)
		must(t, err)
		var wg sync.WaitGroup
		for i := range 200 {
			p, data := fmt.Sprintf("m%d/s/%d.html", i%7, i), fmt.Sprint(i, round%2*(i%3))
			want[p] = data
			wg.Go(func() {
				if err := d.Put(p, []byte(data)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		_, err = d.Commit()
		must(t, err)
		same(t, "site", read(t, dir), want)
	}
}

func TestCopyComparesAsItReads(t *testing.T) {
	big := strings.Repeat("0123456789abcdef", compareSize/8) // two chunks
	olds := []string{"", "short", big, big + "tail", big[:compareSize]}
	news := append(slices.Clone(olds), big[:compareSize]+"X"+big[compareSize+1:], "X"+big, big[:len(big)-1])
	for i, old := range olds {
		for j, now := range news {
			dir := filepath.Join(t.TempDir(), "public")
			build(t, dir, files{"f": old, "g": "g"})
			d, err := NewDir(dir)
			must(t, err)
			must(t, d.Copy("f", iotest.HalfReader(strings.NewReader(now))))
			if e, _ := d.files.get("f"); e.staged != (old != now) {
				t.Errorf("%d→%d: staged %v", i, j, e.staged)
			}
			_, err = d.Commit()
			must(t, err)
			if got := read(t, dir); got["f"] != now || len(got) != 1 {
				t.Errorf("%d→%d: content differs", i, j)
			}
			entries, err := ReadManifest(dir)
			must(t, err)
			same(t, "entry", entries, []Entry{{"f", int64(len(now)), Sum([]byte(now))}})
		}
	}
}

func TestKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"a": "a", "b": "b", "c": "c"})
	write(t, dir, files{"b": "edited"})
	d, err := NewDir(dir)
	must(t, err)
	defer d.Abort()
	for p, want := range map[string]bool{"a": true, "b": false, "none": false} {
		if got := d.Keep(p, Sum([]byte(p))); got != want {
			t.Errorf("Keep(%s) = %v", p, got)
		}
	}
	if d.Keep("c", Sum([]byte("other"))) {
		t.Error("kept a file of other content")
	}
	if d.Keep("a", Sum([]byte("a"))) {
		t.Error("kept a file twice")
	}
	must(t, d.Put("b", []byte("b")))
	_, err = d.Commit()
	must(t, err)
	same(t, "site", read(t, dir), files{"a": "a", "b": "b"})
}

func TestPutDoesNotKeepTheBuffer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	d, err := NewDir(dir)
	must(t, err)
	defer d.Abort()
	m := NewMemory()
	buf := []byte("good")
	must(t, d.Put("a", buf))
	must(t, m.Put("a", buf))
	copy(buf, "evil")
	_, err = d.Commit()
	must(t, err)
	same(t, "site", read(t, dir), files{"a": "good"})
	s, err := m.Site()
	must(t, err)
	if data, _, _ := s.Get("a"); !bytes.Equal(data, []byte("good")) {
		t.Errorf("memory holds %q", data)
	}
}

// present says whether something is there.
func present(name string) bool {
	there, err := exists(name)
	return there && err == nil
}
