package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// In these environment variables a test tells its own program, started again,
// what part to play.
const (
	childPart   = "FOLIO_TEST_OUTPUT_PART"
	childFolder = "FOLIO_TEST_OUTPUT_FOLDER"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childPart) {
	case "":
		os.Exit(m.Run())
	case "endless":
		endless(os.Getenv(childFolder))
	case "mounts":
		mounts(os.Getenv(childFolder))
	case "closed":
		closed(os.Getenv(childFolder))
	}
}

// childTest is a test in a program of its own, which has no testing.T.
type childTest struct{ failed bool }

// check notes, and says, what is not so.
func (c *childTest) check(what string, ok bool, about ...any) {
	if !ok {
		c.failed = true
		fmt.Println(what, about)
	}
}

// do ends the program where a step of the test itself fails.
func (c *childTest) do(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// end ends the program as the test went.
func (c *childTest) end() {
	if c.failed {
		os.Exit(1)
	}
	os.Exit(0)
}

// edition is a site of which every file says which edition it is of.
func edition(n int) files {
	site := files{"index.html": fmt.Sprint("edition ", n), fmt.Sprintf("only-%d.html", n): fmt.Sprint("edition ", n)}
	for i := range 200 {
		site[fmt.Sprintf("m%d/s%d.html", i%5, i)] = fmt.Sprint("edition ", n)
		site[fmt.Sprintf("m%d/same%d.html", i%5, i)] = "always"
	}
	return site
}

// endless builds one edition after the other until it is killed.
func endless(dir string) {
	fmt.Println("ready")
	for n := 0; ; n++ {
		if _, err := tryBuild(dir, edition(n%2)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, edition(0))
	theirs := files{"robots.txt": "theirs", "m1/notes.txt": "theirs"}
	write(t, dir, theirs)
	want := [2]files{edition(0), edition(1)}
	for p, data := range theirs {
		want[0][p], want[1][p] = data, data
	}
	seen := map[int]int{}
	leftovers := 0
	for range 40 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childPart+"=endless", childFolder+"="+dir)
		pipe, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		out := bufio.NewReader(pipe)
		if _, err := out.ReadString('\n'); err != nil { // it is at work now
			t.Error(err)
		}
		time.Sleep(rand.N(60 * time.Millisecond))
		must(t, cmd.Process.Kill())
		said, err := io.ReadAll(out)
		must(t, err)
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("the child ended by itself: %v %s", err, said)
		}

		got := read(t, dir)
		n := 0
		if got["index.html"] == "edition 1" {
			n = 1
		}
		same(t, "site after a kill", got, want[n])
		if t.Failed() {
			return
		}
		seen[n]++
		if present(beside(dir)) {
			leftovers++
		}
	}
	// Otherwise the test did not test what it says.
	if leftovers < 5 {
		t.Errorf("only %d of 40 kills hit a build", leftovers)
	}
	t.Logf("editions found: %v; builds hit: %d", seen, leftovers)
	build(t, dir, edition(1))
	same(t, "site", read(t, dir), want[1])
	alone(t, dir)
}

// crash gives up a Dir as a killed process would: the system drops the lock,
// and everything stays as it is.
func crash(t *testing.T, d *Dir) {
	t.Helper()
	must(t, d.work.lock.f.Close())
}

// TestKilledBetweenTheSteps goes through the states that a kill leaves, one
// by one, since chance may never hit the short ones.
func TestKilledBetweenTheSteps(t *testing.T) {
	old, now := files{"a.html": "old", "same.html": "same", "gone.html": "gone"}, files{"a.html": "new", "same.html": "same", "come.html": "come"}
	theirs := files{"robots.txt": "theirs"}
	prepared := func(t *testing.T) (string, *Dir) {
		dir := filepath.Join(t.TempDir(), "public")
		build(t, dir, old)
		write(t, dir, theirs)
		d, err := NewDir(dir)
		must(t, err)
		for p, data := range now {
			must(t, d.Put(p, []byte(data)))
		}
		return dir, d
	}
	paths := []string{"a.html", "come.html", "same.html"}
	complete := func(t *testing.T, d *Dir) {
		must(t, d.carry(paths))
		must(t, d.linkRest())
		_, err := writeNew(d.staged(ManifestName), strings.NewReader(string(FormatManifest([]Entry{
			{"a.html", 3, Sum([]byte("new"))}, {"come.html", 4, Sum([]byte("come"))}, {"same.html", 4, Sum([]byte("same"))},
		}))))
		must(t, err)
	}
	with := func(site files) files {
		all := files{}
		for _, f := range []files{site, theirs} {
			for p, data := range f {
				all[p] = data
			}
		}
		return all
	}
	for _, c := range []struct {
		name string
		do   func(t *testing.T, dir string, d *Dir)
		// what the folder holds after the crash; nil is that it is not there
		after files
		// what it holds once the next run has begun
		recovered files
	}{
		{"while writing", func(*testing.T, string, *Dir) {}, with(old), with(old)},
		{"when complete", func(t *testing.T, _ string, d *Dir) { complete(t, d) }, with(old), with(old)},
		{"before the exchange", func(t *testing.T, _ string, d *Dir) {
			complete(t, d)
			must(t, os.Rename(d.work.staging(), d.work.ready()))
		}, with(old), with(old)},
		{"after the exchange", func(t *testing.T, dir string, d *Dir) {
			complete(t, d)
			must(t, os.Rename(d.work.staging(), d.work.ready()))
			must(t, exchange(d.work.ready(), dir))
		}, with(now), with(now)},
		{"while clearing away", func(t *testing.T, dir string, d *Dir) {
			complete(t, d)
			must(t, os.Rename(d.work.staging(), d.work.ready()))
			must(t, exchange(d.work.ready(), dir))
			must(t, os.Remove(filepath.Join(d.work.ready(), "gone.html")))
		}, with(now), with(now)},
		{"between two renames", func(t *testing.T, dir string, d *Dir) {
			complete(t, d)
			must(t, os.Rename(d.work.staging(), d.work.ready()))
			must(t, os.Rename(dir, d.work.old()))
		}, nil, with(old)},
		{"after two renames", func(t *testing.T, dir string, d *Dir) {
			complete(t, d)
			must(t, os.Rename(d.work.staging(), d.work.ready()))
			must(t, os.Rename(dir, d.work.old()))
			must(t, os.Rename(d.work.ready(), dir))
		}, with(now), with(now)},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, d := prepared(t)
			c.do(t, dir, d)
			crash(t, d)
			if c.after != nil {
				same(t, "after the crash", read(t, dir), c.after)
			} else if present(dir) {
				t.Error("the folder is there")
			}
			d, err := NewDir(dir)
			must(t, err)
			same(t, "recovered", read(t, dir), c.recovered)
			d.Abort()
			same(t, "recovered and given up", read(t, dir), c.recovered)
			alone(t, dir)
			build(t, dir, now)
			same(t, "built anew", read(t, dir), with(now))
			alone(t, dir)
		})
	}
}

// A person saves a file into the old site in the moment between carrying over
// and exchanging.
func TestFileThatComesInTheLastMoment(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"a.html": "old"})
	write(t, dir, files{"saved.txt": "before"})
	d, err := NewDir(dir)
	must(t, err)
	must(t, d.Put("a.html", []byte("new")))
	must(t, d.carry([]string{"a.html"}))
	_, err = writeNew(d.staged(ManifestName), strings.NewReader(string(FormatManifest([]Entry{{"a.html", 3, Sum([]byte("new"))}}))))
	must(t, err)
	must(t, os.Rename(d.work.staging(), d.work.ready()))
	write(t, dir, files{"late/new.txt": "late", "tmp": "after"})
	later := time.Now().Add(time.Second)
	must(t, os.Chtimes(filepath.Join(dir, "tmp"), later, later))
	must(t, os.Rename(filepath.Join(dir, "tmp"), filepath.Join(dir, "saved.txt")))
	must(t, d.swap())
	must(t, d.work.close())
	same(t, "site", read(t, dir), files{"a.html": "new", "late/new.txt": "late", "saved.txt": "after"})
	alone(t, dir)
}

func TestKilledInPlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"a.html": "old", "b.html": "old", "gone.html": "x"})
	write(t, dir, files{"robots.txt": "theirs"})
	d, err := NewDir(dir, InPlace())
	must(t, err)
	must(t, d.Put("a.html", []byte("new")))
	must(t, d.Put("b.html", []byte("new")))
	must(t, d.Put("come.html", []byte("new")))
	entries := []Entry{
		{"a.html", 3, Sum([]byte("new"))}, {"b.html", 3, Sum([]byte("new"))}, {"come.html", 3, Sum([]byte("new"))},
	}
	must(t, d.announce(d.work.staging(), entries))
	must(t, os.Rename(d.staged("a.html"), filepath.Join(dir, "a.html")))
	must(t, os.Rename(d.staged("come.html"), filepath.Join(dir, "come.html")))
	crash(t, d)
	// The next build may be of a site that has never heard of come.html.
	build(t, dir, files{"a.html": "newer", "b.html": "newer"})
	same(t, "site", read(t, dir), files{"a.html": "newer", "b.html": "newer", "robots.txt": "theirs"})
	alone(t, dir)
}

func TestUnrecognisedWorkFolderIsLeftAlone(t *testing.T) {
	for _, theirs := range []files{
		{"photo.jpg": "x"},
		{"new/photo.jpg": "x"},
		{"ready/photo.jpg": "x", markerName: markerText},
		{"new": "a file", markerName: markerText},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		build(t, dir, files{"index.html": "uno"})
		write(t, beside(dir), theirs)
		_, err := NewDir(dir)
		if !errors.Is(err, ErrLeftover) {
			t.Errorf("%v: got %v", theirs, err)
		}
		got := read(t, beside(dir))
		for p, data := range theirs {
			if got[p] != data {
				t.Errorf("%v: %s is gone", theirs, p)
			}
		}
		same(t, "site", read(t, dir), files{"index.html": "uno"})
	}
}

// TestReadersNeverMissAPage reads the whole site again and again while one
// edition replaces the other: each page is there, and whole.
func TestReadersNeverMissAPage(t *testing.T) {
	builds := 16
	if testing.Short() {
		builds = 6
	}
	dir := filepath.Join(t.TempDir(), "public")
	site := [2]files{edition(0), edition(1)}
	build(t, dir, site[0])
	over := make(chan struct{})
	readings := make(chan int)
	go func() {
		for n := 0; ; n++ {
			for p := range site[0] {
				data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
				if _, both := site[1][p]; both && (err != nil || string(data) != site[0][p] && string(data) != site[1][p]) {
					t.Errorf("%s: %q %v", p, data, err)
				}
			}
			select {
			case <-over:
				readings <- n
				return
			default:
			}
		}
	}()
	for n := range builds {
		build(t, dir, site[(n+1)%2])
	}
	close(over)
	if n := <-readings; n < 2 {
		t.Errorf("%d readings only", n)
	}
}
