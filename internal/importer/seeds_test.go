package importer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"folio/internal/diag"
	"folio/internal/importer"
)

var (
	frontMatter = regexp.MustCompile(`(?s)^---\n.*?\n---\n`)
	styleSheet  = regexp.MustCompile(`(?s)<style>.*?</style>`)
	webAddress  = regexp.MustCompile(`\]\([^)]*\)`)
)

// sourceWords are the words of a text in some markup, without its data and marks.
func sourceWords(text string) []string {
	text = styleSheet.ReplaceAllString(frontMatter.ReplaceAllString(text, ""), "")
	text = webAddress.ReplaceAllString(text, "]")
	return foldedWords(strings.NewReplacer(`\`, "").Replace(text))
}

// TestSeeds: each of the documents that there were comes to a manual that builds.
// The words that are not in it, the new ones and the findings are in a file: none
// is lost in silence.
func TestSeeds(t *testing.T) {
	dir := "../../testdata/semillas"
	list, err := os.ReadDir(dir)
	if err != nil || len(list) < 5 {
		t.Fatal(err, len(list))
	}
	for _, e := range list {
		t.Run(e.Name(), func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			m := imported(t, os.DirFS(dir), e.Name(), "")
			words, built := m.built(t)
			for _, d := range built {
				if d.Severity >= diag.Error && d.Code != "IMG-04" && d.Code != "IMG-03" {
					t.Errorf("the build says %s %v %q", d.Message, d.Pos, d.Args)
				}
			}
			var b strings.Builder
			fmt.Fprintf(&b, "-- perdidas --\n%s\n", strings.Join(missing(sourceWords(string(src)), words), "\n"))
			b.WriteString("-- archivos --\n")
			for _, f := range m.Files {
				fmt.Fprintf(&b, "%s\n", f.Name)
			}
			b.WriteString("-- hallazgos --\n" + describe(m.found))
			name := filepath.Join("testdata", "semillas", strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))+".golden")
			if *update {
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", b.String(), want)
			}
		})
	}
}

// TestHostileTexts: no text keeps the program, whatever its markup.
func TestHostileTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes its time under the race detector, and has one thread")
	}
	names := []string{"a.md", "a.rst", "a.adoc", "a.html", "a.mediawiki", "a.dokuwiki", "a.xwiki"}
	texts := map[string]string{
		"open brackets": strings.Repeat("[", 8_000), "links": strings.Repeat("[a](b) ", 2_000), "stars": strings.Repeat("*a **b __c ", 2_000),
		"quotes": strings.Repeat("> ", 2_000) + "x", "indents": deepening(400), "lists": lists(600), "titles": strings.Repeat("= a =\n\n== b ==\n\n", 2_000),
		"rows": strings.Repeat("| a | b |\n", 1_200) + "\n" + strings.Repeat("{| \n", 500), "grid": "+" + strings.Repeat("-+", 800) + "\n" + strings.Repeat("|"+strings.Repeat(" |", 800)+"\n+"+strings.Repeat("-+", 800)+"\n", 4),
		"backquotes": strings.Repeat("`a ``b ", 2_000), "braces": strings.Repeat("{{a|", 2_000), "fences": strings.Repeat("```\na\n", 1_200), "tags": strings.Repeat("<div><b><table>", 1_200),
		"notes": strings.Repeat("[^1] [1]_ <ref>x", 1_200), "directives": strings.Repeat(".. note::\n\n   ", 2_000), "one line": strings.Repeat("x .. note:: y - Z ", 800), "colons": strings.Repeat("a:: b\n\n", 1_200),
		"attributes": ":a: {b}\n:b: {a}{a}\n\n" + strings.Repeat("{a} ", 500), "tabs": strings.Repeat("a\tb\tc\n", 2_000),
	}
	for _, name := range names {
		for what, text := range texts {
			start := time.Now()
			got := read(t, name, []byte(text))
			if d := time.Since(start); d > 300*time.Millisecond {
				t.Logf("%s, %s: %s", name, what, d)
			}
			if got != "" && got != "IMP-01.complejo" && got != "IMP-01.sintexto" {
				t.Errorf("%s, %s: %s", name, what, got)
			}
		}
	}
	if got := read(t, "a.xml", []byte("<!DOCTYPE m [<!ENTITY a 'x'>]><mediawiki><page><revision><text>&a;</text></revision></page></mediawiki>")); got != "IMP-01.entidad" {
		t.Errorf("entities: %q", got)
	}
}

func deepening(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n\n")
	}
	return b.String()
}

func lists(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("*", i%60+1) + " a\n" + strings.Repeat(" ", i%40) + "* b\n" + strings.Repeat("1", i%9+1) + ". c\n")
	}
	return b.String()
}

// seedsOf gives a fuzz target the inputs of the stories and seeds of some formats.
func seedsOf(f *testing.F, exts ...string) {
	names, _ := filepath.Glob("testdata/*.txtar")
	more, _ := filepath.Glob("../../testdata/semillas/*")
	for _, name := range append(names, more...) {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if strings.HasSuffix(name, ".txtar") || slices.Contains(exts, filepath.Ext(name)) {
			f.Add(string(src))
		}
	}
}

func fuzzText(f *testing.F, name string, exts ...string) {
	seedsOf(f, exts...)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) < 20_000 {
			fuzzed(t, name, []byte(src))
		}
	})
}

func FuzzMarkdown(f *testing.F)  { fuzzText(f, "a.md", ".md") }
func FuzzRST(f *testing.F)       { fuzzText(f, "a.rst", ".rst") }
func FuzzAsciiDoc(f *testing.F)  { fuzzText(f, "a.adoc") }
func FuzzHTML(f *testing.F)      { fuzzText(f, "a.html") }
func FuzzMediaWiki(f *testing.F) { fuzzText(f, "a.mediawiki") }
func FuzzDokuWiki(f *testing.F)  { fuzzText(f, "a.dokuwiki") }
func FuzzXWiki(f *testing.F)     { fuzzText(f, "a.xwiki") }

// FuzzMediaWikiXML: exports.
func FuzzMediaWikiXML(f *testing.F) {
	f.Add("<mediawiki><page><title>a</title><revision><text>b</text></revision></page></mediawiki>")
	f.Fuzz(func(t *testing.T, src string) { fuzzed(t, "a.xml", []byte(src)) })
}

// TestFoldersDoNotReachOut: what a text names outside of the folder is not read.
func TestFoldersDoNotReachOut(t *testing.T) {
	fsys := fstest.MapFS{"d/a.md": {Data: []byte("# A\n\n![](../../etc/passwd.png) [x](../secreto.txt) ![](/etc/x.png)\n")}}
	m := imported(t, fsys, "d/a.md", "")
	for _, f := range m.Files {
		if strings.HasPrefix(f.Name, "archivos/") || strings.HasPrefix(f.Name, "img/") {
			t.Errorf("%s was taken along", f.Name)
		}
	}
	if _, err := importer.Read(fsys, "nada", "nada"); err == nil {
		t.Error("nothing was read")
	}
}
