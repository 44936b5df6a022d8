package mend_test

import (
	"bytes"
	"context"
	"flag"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/mend"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/source"
	"folio/internal/theme"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the test files")

// site is a folder with manuals.
type site struct{ in pipeline.Input }

// pages keeps what a build makes.
type pages map[string][]byte

func (p pages) Put(name string, data []byte) error {
	return p.PutSummed(name, data, output.Hash{})
}

func (p pages) PutSummed(name string, data []byte, _ output.Hash) error {
	p[name] = bytes.Clone(data)
	return nil
}

func open(t testing.TB, dir string) *site {
	t.Helper()
	root, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	plans, _, err := blueprint.Open(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	return &site{in: pipeline.Input{
		Root: root, Site: config.Site{Title: "X", Entity: "Entidad de ejemplo"}, Theme: th, Texts: texts, Blueprints: plans, Jobs: 1,
		Contents: &pipeline.Contents{}, Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	}}
}

// find gives all findings.
func (s *site) find(t testing.TB) diag.List {
	t.Helper()
	s.in.Contents.Forget("m/01-a.md")
	in := s.in
	in.Review = true
	res, err := pipeline.Build(context.Background(), in, pages{})
	if err != nil {
		t.Fatal(err)
	}
	return append(res.Findings, res.Checked.All()...).Sorted()
}

// words are those that a page of the site shows.
func (s *site) words(t testing.TB, page string) []string {
	t.Helper()
	made := pages{}
	if _, err := pipeline.Build(context.Background(), s.in, made); err != nil {
		t.Fatal(err)
	}
	return shown(made[page])
}

// mend mends in memory.
func (s *site) mend(t testing.TB) []pipeline.Mended {
	t.Helper()
	made, err := pipeline.Mend(context.Background(), s.in, s.find(t))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// fix writes what is mended.
func (s *site) fix(t testing.TB) []pipeline.Mended {
	t.Helper()
	made := s.mend(t)
	s.write(t, made)
	return made
}

func (s *site) write(t testing.TB, made []pipeline.Mended) {
	t.Helper()
	for _, m := range made {
		if err := s.in.Root.Replace(m.Name, m.Before, m.Raw); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	prose = regexp.MustCompile(`(?s)<div class="prose">(.*?)</article>`)
	// The frame of a block of code says its language.
	chrome = regexp.MustCompile(`(?s)<div class="code-bar">.*?</div>|<figcaption class="code-title">.*?</figcaption>|<span class="code-lang">.*?</span>|<button.*?</button>`)
	tag    = regexp.MustCompile(`(?s)</?(?:span|em|strong|code|a|wbr|del|mark|abbr|dfn|svg|use)\b[^>]*>`)
	other  = regexp.MustCompile(`(?s)<[^>]*>`)
)

// shown are the words that a page shows.
func shown(page []byte) []string {
	m := prose.FindSubmatch(page)
	if m == nil {
		return nil
	}
	text := chrome.ReplaceAll(m[1], []byte(" "))
	text = other.ReplaceAll(tag.ReplaceAll(text, nil), []byte(" "))
	return strings.Fields(html.UnescapeString(string(text)))
}

// TestStories: each archive of testdata is a site; what is mended of it stands in
// files called as it is, after «=» and the number of mends. They are all that
// changes, a second time nothing does, and Folio shows the same words.
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
			var given, want []txtar.File
			for _, f := range a.Files {
				if strings.HasPrefix(f.Name, "=") {
					want = append(want, f)
					continue
				}
				given = append(given, f)
				write(t, filepath.Join(dir, f.Name), f.Data)
			}
			s := open(t, dir)
			var got []txtar.File
			for _, m := range s.fix(t) {
				if !bytes.Equal(m.Before, fileOf(given, m.Name)) {
					t.Errorf("%s was not read as it is", m.Name)
				}
				got = append(got, txtar.File{Name: "=" + m.Name, Data: m.Raw})
			}
			if again := s.fix(t); len(again) > 0 {
				t.Errorf("mended again: %s", again[0].Raw)
			}
			if *update {
				a.Files = append(given, got...)
				write(t, name, txtar.Format(a))
				return
			}
			if g, w := string(txtar.Format(&txtar.Archive{Files: got})), string(txtar.Format(&txtar.Archive{Files: want})); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

func fileOf(list []txtar.File, name string) []byte {
	for _, f := range list {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// TestTheRestStaysByteForByte: ends of lines of each kind, a BOM, front matter
// wherever it is, and a last line without an end.
func TestTheRestStaysByteForByte(t *testing.T) {
	for name, c := range map[string]struct{ before, after string }{
		"crlf":      {"# Uno\r\n\r\n## 3. Red\r\nx\r\n\r\n• a\r\n• b", "# Uno\r\n\r\n## Red\r\nx\r\n\r\n- a\r\n- b"},
		"cr":        {"# Uno\r\r## 3. Red\rx\r", "# Uno\r\r## Red\rx\r"},
		"mixed":     {"# Uno\r\n\n## 3. Red\nx\r\n\r\nTabla\tdos\nx\ty\r\nz\tw\n", "# Uno\r\n\n## Red\nx\r\n\r\n| Tabla | dos |\n|---|---|\n| x | y |\n| z | w |\n"},
		"bom":       {"\ufeff---\ntitulo: T  \n---\n\n## 3. Red  \n\n", "\ufeff---\ntitulo: T  \n---\n\n## Red  \n\n"},
		"late data": {"# Uno\n\n---\ntitulo: T\n---\n\n## 3. Red\n", "# Uno\n\n---\ntitulo: T\n---\n\n## Red\n"},
		"no end":    {"Uno\n===\n\nDos\n---", "# Uno\n\n## Dos"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "m", "manual.yaml"), []byte("titulo: M\nplantilla: guia\n"))
			page := filepath.Join(dir, "m", "01-a.md")
			write(t, page, []byte(c.before))
			open(t, dir).fix(t)
			if got, _ := os.ReadFile(page); string(got) != c.after {
				t.Errorf("got %q\nwant %q", got, c.after)
			}
		})
	}
}

// TestWhatIsNotTextIsLeftAlone: a file with bytes that are no UTF-8 was read with
// others in their place, so nobody knows what it says.
func TestWhatIsNotTextIsLeftAlone(t *testing.T) {
	for _, bad := range []string{"# Uno\n\n## 3. Red\n\n\xff\n", "# Uno\n\n## 3. Red\n\n\x00\n"} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "m", "01-a.md"), []byte(bad))
		if made := open(t, dir).fix(t); len(made) > 0 {
			t.Errorf("%q became %q", bad, made[0].Raw)
		}
	}
}

// TestOldFindings: what is said of a text that is not there any more changes
// nothing.
func TestOldFindings(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "m", "01-a.md")
	write(t, page, []byte("# Uno\n\n## 3. Red\n"))
	s := open(t, dir)
	found := s.find(t)
	write(t, page, []byte("# Uno\n\n## 3. Redes\n"))
	if made, err := pipeline.Mend(context.Background(), s.in, found); err != nil || len(made) > 0 {
		t.Errorf("%v %v", made, err)
	}
}

// TestDiffsAreForPatch: the program patch makes of the old file the new one.
func TestDiffsAreForPatch(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Fatal("the program patch is needed: make prepare installs it")
	}
	for _, name := range []string{"titulos", "listas", "tablas", "codigo"} {
		a, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for _, f := range a.Files {
			if !strings.HasPrefix(f.Name, "=") {
				write(t, filepath.Join(dir, f.Name), f.Data)
			}
		}
		s := open(t, dir)
		made := s.mend(t)
		if len(made) == 0 {
			t.Fatal("nothing is mended")
		}
		for _, m := range made {
			file := filepath.Join(dir, m.Name)
			c := exec.Command(patch, "--binary", file)
			c.Stdin = bytes.NewReader(mend.Diff(m.Shown, m.Before, m.Edits))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s: %v %s", m.Name, err, out)
			}
			if got, _ := os.ReadFile(file); !bytes.Equal(got, m.Raw) {
				t.Errorf("%s: patched to %q", m.Name, got)
			}
		}
	}
}
