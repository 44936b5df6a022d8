package pipeline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"folio/internal/config"
	"folio/internal/output"
	"folio/internal/spool"
)

// TestCachedBuildsEqualCleanOnes edits a site at random and compares, byte for
// byte, what the cache gives with what a clean build gives.
func TestCachedBuildsEqualCleanOnes(t *testing.T) {
	rounds, edits := 12, 20
	if testing.Short() {
		rounds = 2 // a cache on the disk, and one in memory
	}
	for round := range rounds {
		e := &editor{Rand: rand.New(rand.NewPCG(uint64(round), 7)), dir: t.TempDir(), site: config.Site{Title: "Sitio"}}
		for name, src := range sample() {
			e.write(t, filepath.Join(e.dir, name), []byte(src))
		}
		var cache Cache = &MemoryCache{}
		if round%3 == 0 {
			dir, err := OpenCache(t.TempDir(), "x")
			if err != nil {
				t.Fatal(err)
			}
			cache = dir
		}
		warm := e.build(t, 2, output.NewMemory(), cache)
		for i := range edits {
			what := fmt.Sprintf("round %d, edit %d", round, i)
			for range 1 + e.IntN(3) {
				what += ", " + e.edit(t)
			}
			clean := e.build(t, 1, output.NewMemory(), nil)
			memory := output.NewMemory()
			if warm.site != nil {
				memory = warm.site.Edit()
			}
			warm = e.build(t, 2, memory, cache)
			same(t, what, warm, clean)
			if t.Failed() {
				return
			}
		}
	}
}

// onDisk is a cache beside which all waits in a file that can.
type onDisk struct{ *CacheDir }

func (c onDisk) spool() *spool.File { return spool.New(c.create, 0) }

// TestWhatWaitsInAFileChangesNothing: what a large site takes out of memory comes
// back, in a build of all and in builds of some.
func TestWhatWaitsInAFileChangesNothing(t *testing.T) {
	e := &editor{Rand: rand.New(rand.NewPCG(5, 7)), dir: t.TempDir(), site: config.Site{Title: "Sitio"}}
	for name, src := range sample() {
		e.write(t, filepath.Join(e.dir, name), []byte(src))
	}
	e.write(t, filepath.Join(e.dir, "c/03-mal.md"), []byte("# Mal\n\n[no](../a/02-dos.md#rde) [tampoco](../b/09-no.md)\n"))
	dir, err := OpenCache(t.TempDir(), "x")
	if err != nil {
		t.Fatal(err)
	}
	memory := output.NewMemory()
	for i := range 8 {
		waiting := e.build(t, 2, memory, onDisk{dir})
		same(t, fmt.Sprintf("edit %d", i), waiting, e.build(t, 1, output.NewMemory(), nil))
		if t.Failed() {
			return
		}
		if waiting.site != nil {
			memory = waiting.site.Edit()
		}
		e.edit(t)
	}
}

// TestCommandsAfterEachOtherEqualCleanBuilds is the same with a folder and a
// cache on the disk, each build as another run of the program, moments after
// the last. Now and then somebody touches the site itself.
func TestCommandsAfterEachOtherEqualCleanBuilds(t *testing.T) {
	rounds, edits := 6, 20
	if testing.Short() {
		rounds = 1
	}
	for round := range rounds {
		e := &editor{Rand: rand.New(rand.NewPCG(uint64(round), 11)), dir: t.TempDir(), site: config.Site{Title: "Sitio"}}
		for name, src := range sample() {
			e.write(t, filepath.Join(e.dir, name), []byte(src))
		}
		public, cache := filepath.Join(t.TempDir(), "public"), t.TempDir()
		e.command(t, public, cache)
		for i := range edits {
			what := fmt.Sprintf("round %d, edit %d", round, i)
			for range e.IntN(3) {
				what += ", " + e.edit(t)
			}
			if e.IntN(2) == 0 {
				time.Sleep(60 * time.Millisecond) // the stamps settle
			}
			if e.IntN(3) == 0 {
				what += ", " + e.meddle(t, public)
			}
			clean := e.build(t, 1, output.NewMemory(), nil)
			warm := e.command(t, public, cache)
			if clean.site == nil && warm.site == nil {
				warm.site, clean.site = &output.Site{}, &output.Site{}
			}
			same(t, what, warm, clean)
			if t.Failed() {
				return
			}
		}
		if e.unchanged == 0 {
			t.Errorf("round %d: no build found that nothing had changed", round)
		}
	}
}

// meddle changes a file of the finished site, its size or not, or removes it.
func (e *editor) meddle(t *testing.T, public string) string {
	t.Helper()
	var list []string
	for _, f := range e.within(t, public) {
		if filepath.Base(f) != output.ManifestName {
			list = append(list, f)
		}
	}
	f := list[e.IntN(len(list))]
	raw, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
	}
	rel, _ := filepath.Rel(public, f)
	switch e.IntN(3) {
	case 0:
		e.write(t, f, bytes.ToUpper(raw))
		return "capitals in the site's " + rel
	case 1:
		e.write(t, f, append(raw, "?"...))
		return "more in the site's " + rel
	default:
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
		return "without the site's " + rel
	}
}

// TestAHurriedBuildIsFinishedByTheNext: a preview that left the index behind
// is, after a pause, the same as a clean build.
func TestAHurriedBuildIsFinishedByTheNext(t *testing.T) {
	e := &editor{Rand: rand.New(rand.NewPCG(3, 3)), dir: t.TempDir()}
	for name, src := range sample() {
		e.write(t, filepath.Join(e.dir, name), []byte(src))
	}
	cache := &MemoryCache{}
	warm := e.build(t, 2, output.NewMemory(), cache)
	e.write(t, filepath.Join(e.dir, "a/01-uno.md"), []byte("# Uno\n\nPalabra inencontrable.\n"))
	e.hurry = true
	warm = e.build(t, 2, warm.site.Edit(), cache)
	if page, _, _ := warm.site.Get("a/uno.html"); !bytes.Contains(page, []byte("inencontrable")) {
		t.Error("the page is not the new one")
	}
	if !warm.unfinished {
		t.Error("the build says that it is finished")
	}
	e.hurry = false
	warm = e.build(t, 2, warm.site.Edit(), cache)
	same(t, "after the pause", warm, e.build(t, 1, output.NewMemory(), nil))
}

// TestWorkersDoNotChangeAByte builds with one worker and with eight.
func TestWorkersDoNotChangeAByte(t *testing.T) {
	e := &editor{Rand: rand.New(rand.NewPCG(1, 1)), dir: t.TempDir()}
	for name, src := range sample() {
		e.write(t, filepath.Join(e.dir, name), []byte(src))
	}
	same(t, "eight workers", e.build(t, 8, output.NewMemory(), nil), e.build(t, 1, output.NewMemory(), nil))
}

// TestBadCachesAreIgnored damages entries in every way that a disk knows.
func TestBadCachesAreIgnored(t *testing.T) {
	e := &editor{Rand: rand.New(rand.NewPCG(1, 1)), dir: t.TempDir()}
	for name, src := range sample() {
		e.write(t, filepath.Join(e.dir, name), []byte(src))
	}
	clean := e.build(t, 2, output.NewMemory(), nil)
	dir := t.TempDir()
	var other []byte // the entry before
	damage := map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"truncated": func(b []byte) []byte { return b[:len(b)/2] },
		"a bit":     func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"foreign":   func([]byte) []byte { return []byte("#!/bin/sh\n") },
		"older":     func(b []byte) []byte { return append([]byte("folio cache 0\n"), b[14:]...) },
		"another's": func(b []byte) []byte { b, other = other, b; return b },
	}
	for name, f := range damage {
		cache, err := OpenCache(dir, "x")
		if err != nil {
			t.Fatal(err)
		}
		before := e.build(t, 2, output.NewMemory(), cache)
		entries, _ := filepath.Glob(filepath.Join(dir, "*", "*"+entrySuffix))
		if len(entries) < 4 {
			t.Fatalf("%d entries", len(entries))
		}
		for _, p := range entries {
			raw, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			e.write(t, p, f(raw))
		}
		same(t, name, e.build(t, 2, before.site.Edit(), cache), clean)
	}
}

// TestAFileThatKeepsItsDateIsReadAnew: a program puts other content of the same
// size into a file and gives it the old date. Windows does not show that.
func TestAFileThatKeepsItsDateIsReadAnew(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("the system does not tell when it changed a file")
	}
	e := &editor{Rand: rand.New(rand.NewPCG(1, 1)), dir: t.TempDir()}
	for name, src := range sample() {
		e.write(t, filepath.Join(e.dir, name), []byte(src))
	}
	file, public, cache := filepath.Join(e.dir, "a/01-uno.md"), filepath.Join(t.TempDir(), "public"), t.TempDir()
	for i, text := range []string{"# Uno\n\nAntes.\n", "# Uno\n\nAhora.\n"} {
		then := time.Now().Add(-time.Hour).Truncate(time.Second)
		if i > 0 {
			st, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			then = st.ModTime()
		}
		e.write(t, file, []byte(text))
		if err := os.Chtimes(file, then, then); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond) // the stamps settle
		same(t, text, e.command(t, public, cache), e.build(t, 1, output.NewMemory(), nil))
	}
}
