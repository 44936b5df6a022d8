package check_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/source"
	"folio/internal/theme"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the test files")

type nothing struct{}

func (nothing) Put(string, []byte) error { return nil }

// PutSummed implements output.Sink.
func (nothing) PutSummed(string, []byte, output.Hash) error { return nil }

// review checks the site in a folder, on a day of its own.
func review(t testing.TB, dir string) pipeline.Result {
	t.Helper()
	root, err := source.Open(filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	plans, found, err := blueprint.Open(os.DirFS(filepath.Join(dir, "plantillas")), "plantillas")
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	res, err := pipeline.Build(context.Background(), pipeline.Input{
		Root: root, Site: config.Site{Title: "X"}, Theme: th, Texts: texts, Blueprints: plans, Review: true,
		Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	}, nothing{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// unpack writes an archive's files into a folder.
func unpack(t testing.TB, dir string, a *txtar.Archive) {
	t.Helper()
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// tell writes findings a line each: place, severity, code, words.
func tell(list diag.List) string {
	var b strings.Builder
	for _, d := range list.Sorted() {
		message, _ := d.Words(i18n.For(i18n.Spanish))
		_, name, _ := strings.Cut(d.Pos.Path, "content/")
		fmt.Fprintf(&b, "%s:%d:%d %s %s: %s\n", name, d.Pos.Line, d.Pos.Col, d.Severity, d.Code, message)
	}
	return b.String()
}

// TestStories: each archive of testdata is a site, and in hallazgos.txt what the
// rules say of it.
func TestStories(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	if len(names) == 0 {
		t.Fatal("no stories")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			unpack(t, dir, a)
			got := tell(review(t, dir).Checked.All())
			for i, f := range a.Files {
				if f.Name != "hallazgos.txt" {
					continue
				}
				if *update {
					a.Files[i].Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
						t.Fatal(err)
					}
				} else if string(f.Data) != got {
					t.Errorf("got\n%s\nwant\n%s", got, f.Data)
				}
				return
			}
			t.Error("the story says no findings")
		})
	}
}

// TestTheSampleManualsAreGood: nothing is said of a good manual.
func TestTheSampleManualsAreGood(t *testing.T) {
	res := review(t, "../..")
	if got := tell(res.Checked.All()); got != "" {
		t.Error(got)
	}
	for _, r := range res.Reviews() {
		if r.Slug == "vertia" && (r.Have != 11 || r.Want != 11) {
			t.Errorf("vertia has %d of %d sections", r.Have, r.Want)
		}
	}
}
