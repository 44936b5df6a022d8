package config

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"folio/internal/diag"
	"folio/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the test files")

// TestStories: each archive of testdata is a list of files as authors write
// them, each followed by what Folio answers in Spanish. A name says how the
// file is read: folio.yaml, manual.yaml, or the front matter of a page.
func TestStories(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no stories", err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out txtar.Archive
		out.Comment = a.Comment
		for i := 0; i < len(a.Files); i++ {
			f := a.Files[i]
			if strings.HasSuffix(f.Name, ".dice") {
				continue
			}
			got := answer(t, f, i18n.Spanish)
			out.Files = append(out.Files, f, txtar.File{Name: f.Name + ".dice", Data: got})
			if *update {
				continue
			}
			t.Run(filepath.Base(name)+"/"+f.Name, func(t *testing.T) {
				var want []byte
				if i+1 < len(a.Files) && a.Files[i+1].Name == f.Name+".dice" {
					want = a.Files[i+1].Data
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s\ngot\n%s\nwant\n%s", f.Data, got, want)
				}
			})
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(&out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// answer is what Folio says about a file, with the severities that the
// printed text does not tell apart.
func answer(t *testing.T, f txtar.File, lang i18n.Lang) []byte {
	t.Helper()
	found := findings(f)
	var b bytes.Buffer
	for _, d := range found {
		if _, ok := i18n.For(lang).Lookup(d.Message, d.Args...); !ok {
			t.Errorf("%s has no words", d.Message)
		}
		b.WriteString(d.Severity.String() + " ")
		if err := (diag.List{d}).Text(&b, i18n.For(lang)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestEveryWordIsTold: each text of the catalogue is told in some story, but
// for those that are made in rows, of which one will do.
func TestEveryWordIsTold(t *testing.T) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	told := map[string]bool{}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if !strings.HasSuffix(f.Name, ".dice") {
				for _, d := range findings(f) {
					told[d.Message] = true
				}
			}
		}
	}
	catalog := i18n.For(i18n.Spanish)
	for _, key := range catalog.Keys("CFG-") {
		if !told[key] && !strings.HasSuffix(key, ".pista") && !strings.HasPrefix(key, "CFG-05.") {
			t.Errorf("no story tells %s", key)
		}
		if _, ok := catalog.Lookup(key + ".pista"); !ok && !strings.HasSuffix(key, ".pista") {
			t.Errorf("%s does not say what to do", key)
		}
	}
}

// findings reads a file as its name says.
func findings(f txtar.File) diag.List {
	src := strings.NewReplacer("<TAB>", "\t", "<CR>", "\r", "<BOM>", "\uFEFF", "<FF>", "\xff", "<ESC>", "\x1b",
		"<ANIDADO>", strings.Repeat("[", 20_000), "<ENORME>", strings.Repeat("x", MaxBytes)).Replace(string(f.Data))
	var found diag.List
	switch base := filepath.Base(f.Name); base {
	case "folio.yaml":
		_, found = ParseSite(base, []byte(src))
	case "manual.yaml":
		_, found = ParseManual(base, []byte(src))
	default:
		_, found = ParseFrontMatter(base, []byte(src), 2)
	}
	return found.Sorted()
}
