package mend_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"folio/internal/diag"
)

// FuzzMend: whatever a page says, mending it does not panic, mending it again
// changes nothing, and it shows the same words, but for those that a mend takes
// away or puts right.
func FuzzMend(f *testing.F) {
	for _, dir := range []string{"testdata", filepath.Join("..", "check", "reglas")} {
		names, _ := filepath.Glob(filepath.Join(dir, "*.txtar"))
		for _, name := range names {
			a, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range a.Files {
				if strings.HasSuffix(file.Name, ".md") {
					f.Add(string(file.Data))
				}
			}
		}
	}
	dir := f.TempDir()
	write(f, filepath.Join(dir, "m", "manual.yaml"), []byte("titulo: M\nplantilla: guia\n"))
	page := filepath.Join(dir, "m", "01-a.md")
	write(f, page, nil)
	s := open(f, dir)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 20_000 {
			return
		}
		write(t, page, []byte(src))
		made := s.mend(t)
		if len(made) == 0 {
			return
		}
		before := s.words(t, "m/a.html")
		s.write(t, made)
		if again := s.fix(t); len(again) > 0 {
			t.Fatalf("%q became\n%q and then\n%q: %v", src, made[0].Raw, again[0].Raw, again[0].Done)
		}
		after := s.words(t, "m/a.html")
		if slices.ContainsFunc(made[0].Done, func(d diag.Diagnostic) bool { return d.Code == "DOC-06" }) {
			return // the words of the header are gone
		}
		if b, a := plain(before), plain(after); !alike(b, a, made[0].Done) {
			t.Fatalf("%q became\n%q\nshown before\n%q\nand after\n%q", src, made[0].Raw, b, a)
		}
	})
}

// puts are what mends put right, both ways.
var puts = strings.NewReplacer("•", "", "▪", "", "●", "", "◦", "", "‣", "", "∙", "")

// plain joins words without what mends take away, and without blanks.
func plain(words []string) string { return puts.Replace(strings.Join(words, "")) }

// alike tells whether two texts differ in nothing but words that were put right.
func alike(before, after string, done diag.List) bool {
	for len(before) > 0 && len(after) > 0 {
		put := false
		for _, d := range done {
			if d.Message != "CMD-05" && d.Message != "TXT-01.cortada" || strings.HasPrefix(before, d.Args[1]) {
				continue
			}
			if strings.HasPrefix(before, d.Args[0]) && strings.HasPrefix(after, d.Args[1]) {
				before, after, put = before[len(d.Args[0]):], after[len(d.Args[1]):], true
				break
			}
		}
		switch {
		case put:
		case before[0] != after[0]:
			return false
		default:
			before, after = before[1:], after[1:]
		}
	}
	return before == after
}
