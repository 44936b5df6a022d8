package importer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/importer"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/source"
	"folio/internal/theme"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the test files")

func library(t testing.TB) *blueprint.Library {
	t.Helper()
	l, _, err := blueprint.Open(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// made is a manual that was imported.
type made struct {
	importer.Manual
	found diag.List
	texts map[string]string // by file
}

func imported(t testing.TB, fsys fs.FS, name, plan string) made {
	t.Helper()
	d, err := importer.Read(fsys, name, path.Base(name))
	if err != nil {
		t.Fatal(err)
	}
	plans := library(t)
	o := importer.Options{Plans: plans, Dir: "content/m"}
	if plan != "" {
		o.Plan = plans.Find(plan)
	}
	m, found := d.Manual(o)
	again, _ := d.Manual(o)
	x := made{Manual: m, found: found.Sorted(), texts: map[string]string{}}
	for i, f := range m.Files {
		x.texts[f.Name] = string(f.Data)
		if again.Files[i].Name != f.Name || !bytes.Equal(again.Files[i].Data, f.Data) {
			t.Errorf("%s is different the second time", f.Name)
		}
		if path.Clean(f.Name) != f.Name || strings.HasPrefix(f.Name, "..") || path.IsAbs(f.Name) {
			t.Errorf("a file called %q", f.Name)
		}
	}
	for _, d := range x.found {
		if _, known := i18n.For(i18n.Spanish).Lookup(d.Message); !known {
			t.Errorf("no words for %s", d.Message)
		}
	}
	return x
}

// built is what a site of the manual shows: the words of its pages, and what a
// build says.
func (m made) built(t testing.TB) (words []string, found diag.List) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range m.Files {
		name := filepath.Join(dir, "m", filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	pages := pages{}
	res, err := pipeline.Build(context.Background(), pipeline.Input{
		Root: root, Site: config.Site{Title: "X", NoDuty: true, NoRun: true}, Theme: th, Texts: texts, Blueprints: library(t), Jobs: 1,
		Contents: &pipeline.Contents{}, Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	}, pages)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(keys(pages)) {
		cover := name == "m/index.html" // which lists what others say
		if strings.HasPrefix(name, "m/") && strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, "imprimir.html") && (!cover || m.texts["index.md"] != "") {
			words = append(words, shown(pages[name])...)
		}
	}
	return append(words, foldedWords(m.texts["manual.yaml"])...), res.Findings
}

type pages map[string][]byte

func (p pages) Put(name string, data []byte) error {
	return p.PutSummed(name, data, output.Hash{})
}

func (p pages) PutSummed(name string, data []byte, _ output.Hash) error {
	p[name] = bytes.Clone(data)
	return nil
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var (
	prose  = regexp.MustCompile(`(?s)<h1.*?</h1>|<div class="prose">.*?</article>`)
	cover  = regexp.MustCompile(`(?s)<main.*?</main>`)
	chrome = regexp.MustCompile(`(?s)<div class="code-bar">.*?</div>|<button.*?</button>|<span class="num">.*?</span>|<span class="label">.*?</span>|<a class="anchor".*?</a>|<sup class="fn">.*?</sup>|<wbr>`)
	inner  = regexp.MustCompile(`(?s)</?(?:span|em|strong|code|a|del|mark|abbr|dfn|svg|use|u|sup|sub)\b[^>]*>`)
	tags   = regexp.MustCompile(`(?s)<[^>]*>`)
	alts   = regexp.MustCompile(`alt="([^"]*)"`)
)

// shown are the words that a page shows.
func shown(page []byte) []string {
	var b strings.Builder
	parts := prose.FindAllString(string(page), -1)
	if !strings.Contains(string(page), `<div class="prose">`) {
		parts = cover.FindAllString(string(page), -1)
	}
	for _, part := range parts {
		for _, m := range alts.FindAllStringSubmatch(part, -1) {
			b.WriteString(" " + m[1])
		}
		part = chrome.ReplaceAllString(part, " ")
		b.WriteString(" " + tags.ReplaceAllString(inner.ReplaceAllString(part, ""), " "))
	}
	return foldedWords(html.UnescapeString(b.String()))
}

// foldedWords are the words of a text, without accents and capitals.
func foldedWords(s string) []string {
	return strings.Fields(string(i18n.AppendWords(nil, s)))
}

// missing are the words of a source that a manual has less often, each with how
// often.
func missing(source, manual []string) (lost []string) {
	count := map[string]int{}
	for _, w := range source {
		count[w]++
	}
	for _, w := range manual {
		count[w]--
	}
	for w, n := range count {
		if n > 0 {
			lost = append(lost, fmt.Sprintf("%s %d", w, n))
		}
	}
	slices.Sort(lost)
	return lost
}

// describe lists findings, a line each.
func describe(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s:%d:%d %s %s %q\n", strings.TrimPrefix(d.Pos.Path, "content/m/"), d.Pos.Line, d.Pos.Col, d.Severity, d.Message, d.Args)
	}
	return b.String()
}

// docxOf packs the parts of a document, the main one of which may be a body alone.
func docxOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels": `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`,
	}
	for name, text := range parts {
		if name == "word/document.xml" && !strings.HasPrefix(text, "<?xml") && !strings.HasPrefix(text, "<w:document") {
			text = `<w:document xmlns:w="w" xmlns:r="r"><w:body>` + text + `</w:body></w:document>`
		}
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(keys(all)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(all[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestStories: each archive of testdata is what is imported, and what comes of it:
// files called as they are, after «=», and the findings. Files in a folder whose
// name ends with .docx are the parts of a document.
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
			target, plan, _ := strings.Cut(strings.TrimSpace(lastLine(a.Comment)), " ")
			fsys, given := fstest.MapFS{}, []txtar.File{}
			parts := map[string]string{}
			var want []txtar.File
			for _, f := range a.Files {
				if strings.HasPrefix(f.Name, "=") {
					want = append(want, f)
					continue
				}
				given = append(given, f)
				if part, ok := strings.CutPrefix(f.Name, target+"/"); ok && strings.HasSuffix(target, ".docx") {
					parts[part] = string(bytes.TrimSpace(f.Data))
					continue
				}
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			if len(parts) > 0 {
				fsys[target] = &fstest.MapFile{Data: docxOf(t, parts)}
			}
			m := imported(t, fsys, target, plan)
			var got []txtar.File
			for _, f := range m.Files {
				data := f.Data
				if !strings.HasSuffix(f.Name, ".md") && f.Name != "manual.yaml" {
					data = []byte(fmt.Sprintf("%d\n", len(data)))
				}
				got = append(got, txtar.File{Name: "=" + f.Name, Data: data})
			}
			got = append(got, txtar.File{Name: "=hallazgos", Data: []byte(describe(m.found))})
			_, built := m.built(t)
			for _, d := range built {
				if d.Severity >= diag.Error && d.Code != "IMG-04" && d.Code != "IMG-03" {
					t.Errorf("the build says %s %v %v", d.Message, d.Pos, d.Args)
				}
			}
			if *update {
				a.Files = append(given, got...)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if g, w := string(txtar.Format(&txtar.Archive{Files: got})), string(txtar.Format(&txtar.Archive{Files: want})); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

func lastLine(b []byte) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}
