package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/output"
)

// contents are all files, by their names.
func (e *editor) contents(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range e.files(t) {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(e.dir, f)
		all[filepath.ToSlash(rel)] = string(raw)
	}
	return all
}

// TestAgainMakesTheSamePages edits a site at random. Whenever Again says that
// it did all that there is to do, the pages and the findings must be those of a
// clean build, only the shared index apart; when it says that it did not, Build
// must make the site out of what it left.
func TestAgainMakesTheSamePages(t *testing.T) {
	rounds, edits := 12, 25
	if testing.Short() {
		rounds = 2
	}
	again := 0
	for round := range rounds {
		e := &editor{Rand: rand.New(rand.NewPCG(uint64(round), 11)), dir: t.TempDir(), site: config.Site{Title: "Sitio"}}
		for name, src := range sample() {
			e.write(t, filepath.Join(e.dir, name), []byte(src))
		}
		cache, contents := &MemoryCache{}, &Contents{}
		var last *output.Site // nil when the last build made none
		for i := range edits {
			before := e.contents(t)
			what := fmt.Sprintf("round %d, edit %d: ", round, i)
			switch {
			case i%8 == 6: // what the home page shows
				name := "a/manual.yaml"
				text := strings.Replace(sample()[name], `version: "1"`, fmt.Sprintf(`version: "%d"`, i), 1)
				e.write(t, filepath.Join(e.dir, name), []byte(text))
				what += "version in " + name
			case i%4 == 3: // what others link to, and quote
				name := "a/02-dos.md"
				text := strings.Replace(sample()[name], "## Red {#red}", []string{"## Malla {#red}", "## Red {#malla}", "## Red {#red}"}[e.IntN(3)], 1)
				e.write(t, filepath.Join(e.dir, name), []byte(text))
				what += "heading in " + name
			default:
				what += e.edit(t)
			}
			after := e.contents(t)
			for name := range before {
				if after[name] != before[name] {
					contents.Forget(name)
				}
			}
			for name := range after {
				if _, known := before[name]; !known {
					contents.Forget(name)
				}
			}
			in := e.input(t, 2, cache)
			in.Contents = contents
			memory, ok := output.NewMemory(), false
			var res Result
			var err error
			if last != nil {
				memory = last.Edit()
				if res, ok, err = Again(context.Background(), in, memory); err != nil {
					t.Fatal(err)
				}
				if !ok {
					if site, err := memory.Site(); err == nil {
						memory = site.Edit()
					}
				}
			}
			if ok {
				again++
			} else {
				if res, err = Build(context.Background(), in, memory); err != nil {
					t.Fatal(err)
				}
				memory.Sweep()
			}
			if err := in.Root.Close(); err != nil {
				t.Fatal(err)
			}
			clean := e.build(t, 1, output.NewMemory(), nil)
			if got := e.words(t, res); got != clean.findings {
				t.Fatalf("%s: findings\n%s\nwant\n%s", what, got, clean.findings)
			}
			if worst, _ := res.Findings.Worst(); worst == diag.Fatal {
				last = nil
				continue
			}
			if last, err = memory.Site(); err != nil {
				t.Fatal(err)
			}
			for _, p := range clean.site.Paths() {
				want, hash, _ := clean.site.Get(p)
				got, is, there := last.Get(p)
				if is != hash && !(ok && strings.HasPrefix(p, "buscar/")) {
					t.Fatalf("%s (again: %v): %s, there: %v\n%s\nwant\n%s", what, ok, p, there, got, want)
				}
			}
			if !ok && len(last.Paths()) != len(clean.site.Paths()) {
				t.Fatalf("%s: %d files, %d in a clean build", what, len(last.Paths()), len(clean.site.Paths()))
			}
		}
	}
	if again < rounds {
		t.Errorf("Again did it %d times only", again)
	}
	t.Logf("again %d times of %d", again, rounds*edits)
}
