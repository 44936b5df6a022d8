package theme

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"path"
	"strings"
	"testing"

	"folio/internal/highlight"
	"folio/themes"
)

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestBudget: what a reader's PC has to fetch before it shows a page.
func TestBudget(t *testing.T) {
	f := newFixture()
	th := load(t, Options{HighlightCSS: highlight.CSS()})
	page := draw(t, func(w io.Writer) error { return th.Section(w, f.section(t)) })
	html, css, js := gzipped(t, []byte(page)), gzipped(t, []byte(asset(t, th, "folio.css"))), gzipped(t, []byte(asset(t, th, "folio.js")))
	fonts := 0
	for _, a := range th.Assets() {
		if path.Ext(a.Path) == ".woff2" {
			fonts += len(a.Data) // compressed already
		}
	}
	t.Logf("gzip: html %d, css %d, js %d; fonts %d", html, css, js, fonts)
	for _, b := range []struct {
		what        string
		bytes, most int
	}{
		{"css", css, 14 << 10}, {"js", js, 9 << 10}, {"fonts", fonts, 60 << 10}, {"page", html + css + js, 60 << 10},
	} {
		if b.bytes > b.most {
			t.Errorf("%s: %d bytes, at most %d", b.what, b.bytes, b.most)
		}
	}
}

// TestPageDoesNotGrowWithTheSite: a page's frame is its manual's alone.
func TestPageDoesNotGrowWithTheSite(t *testing.T) {
	s := newFixture().plainSection()
	page := draw(t, func(w io.Writer) error { return load(t, Options{}).Section(w, s) })
	if len(page) > 10<<10 {
		t.Errorf("the frame of a page is %d bytes", len(page))
	}
}

// TestNothingFromElsewhere: pages and assets name no other host, and the
// policy would not let them.
func TestNothingFromElsewhere(t *testing.T) {
	f := newFixture()
	th := load(t, Options{})
	s := f.deepSection()
	all := draw(t, func(w io.Writer) error { return th.Section(w, s) }) + asset(t, th, "folio.css") + asset(t, th, "folio.js")
	for _, known := range []string{"http://www.w3.org/2000/svg"} { // a name, not an address
		all = strings.ReplaceAll(all, known, "")
	}
	for _, bad := range []string{"http://", "https://", "fetch(", "XMLHttpRequest", " style=", "eval(", "type=\"module\""} {
		if strings.Contains(all, bad) {
			t.Errorf("%q is used", bad)
		}
	}
}

// TestScriptsHaveNoLongStrings holds the theme's scripts to what minifyJS
// relies on: no string or comment goes over the end of its line.
func TestScriptsHaveNoLongStrings(t *testing.T) {
	names, err := fs.Glob(themes.Files, "somosig/assets/js/*.js")
	if err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(themes.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "//") {
				continue
			}
			_, comment, found := strings.Cut(line, "/*")
			if strings.Count(line, "`")%2 != 0 || strings.HasSuffix(line, "\\") || found && !strings.Contains(comment, "*/") {
				t.Errorf("%s:%d: goes on in the next line: %s", name, n, line)
			}
		}
	}
}
