package search

import (
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"folio/internal/i18n"
)

// site is a small site around an index, as a folder on disk: pages just good
// enough to be opened, under the policy of the real ones.
type site struct {
	dir     string
	indexer *Indexer
	parts   map[string]*Part
	set     *Set
	screen  Screen
}

const (
	themeDir   = "../../themes/somosig/"
	contentDir = "../../content"
)

func newSite(t testing.TB, manuals ...string) *site {
	t.Helper()
	s := &site{
		dir: t.TempDir(), indexer: New(Options{Synonyms: DefaultSynonyms()}), parts: map[string]*Part{},
		screen: testScreen(),
	}
	var css, js strings.Builder
	for _, name := range []string{"colors", "type", "base", "frame", "bar", "prose"} {
		css.Write(read(t, themeDir+"assets/css/"+name+".css"))
	}
	for _, name := range []string{"theme", "search"} {
		js.Write(read(t, themeDir+"assets/js/"+name+".js"))
		js.WriteByte('\n')
	}
	s.write(t, "assets/folio.css", []byte(css.String()))
	s.write(t, "assets/folio.js", []byte(js.String()))
	s.write(t, "assets/search.css", read(t, themeDir+"assets/search.css"))
	fonts, _ := filepath.Glob(themeDir + "assets/fonts/*.woff2")
	for _, f := range fonts {
		s.write(t, "assets/fonts/"+filepath.Base(f), read(t, f))
	}
	s.write(t, "index.html", s.page("", "Inicio", "<p>Manuales de la entidad.</p>"))
	s.write(t, "buscar.html", s.shell("", "Buscar", `<main id="f.contenido" class="search-frame" tabindex="-1"><h1 class="search-heading">Buscar</h1>
<div class="search-page"><p class="search-failed" hidden>No se pudo leer el índice.</p></div></main>`, false))
	for _, dir := range manuals {
		m, units := readManual(t, dir)
		s.add(t, m, units)
	}
	s.merge(t)
	return s
}

func testScreen() Screen {
	return Screen{Catalog: i18n.For(i18n.Spanish), Style: "assets/search.css"}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (s *site) write(t testing.TB, path string, data []byte) {
	t.Helper()
	path = filepath.Join(s.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// add indexes a manual and writes its pages and excerpts.
func (s *site) add(t testing.TB, m Manual, units []Unit) {
	t.Helper()
	part, files := s.indexer.Index(m, units)
	s.parts[m.ID] = part
	for _, f := range files {
		s.write(t, f.Path, f.Data)
	}
	pages := map[string]*strings.Builder{}
	for _, u := range append([]Unit{{URL: m.URL, Kind: KindManual, Title: m.Title, Body: m.Description}}, units...) {
		url, id, _ := strings.Cut(u.URL, "#")
		b := pages[url]
		if b == nil {
			b = &strings.Builder{}
			pages[url] = b
		}
		tag := "h2"
		if id == "" {
			tag = "h1"
		}
		b.WriteString("<" + tag + ` id="` + html.EscapeString(id) + `">` + html.EscapeString(u.Number+" "+u.Title) + "</" + tag + ">\n<p>" + html.EscapeString(u.Body) + "</p>\n")
		if u.Code != "" {
			b.WriteString("<pre><code>" + html.EscapeString(u.Code) + "</code></pre>\n")
		}
	}
	for _, url := range slices.Sorted(maps.Keys(pages)) {
		root := strings.Repeat("../", strings.Count(url, "/"))
		s.write(t, url, s.page(root, m.Title, pages[url].String()))
	}
}

func (s *site) merge(t testing.TB) {
	t.Helper()
	s.set = must(s.indexer.Merge(slices.Collect(maps.Values(s.parts)), nil))
	s.output(t)
}

func (s *site) output(t testing.TB) {
	t.Helper()
	for f := range s.set.Files(s.screen) {
		s.write(t, f.Path, f.Data)
	}
}

func (s *site) page(root, title, body string) []byte {
	return s.shell(root, title, `<div class="frame frame-alone"><main id="f.contenido" tabindex="-1"><article class="page"><div class="prose">`+body+`</div></article></main></div>`, true)
}

func (s *site) shell(root, title, body string, opener bool) []byte {
	bar := `<header class="bar"><div class="bar-in"><a class="bar-title" href="` + root + `index.html">Manuales</a><div class="bar-tools">`
	if opener {
		bar += `<a class="search-open" href="` + root + `buscar.html"><span class="search-word">Buscar</span><kbd aria-hidden="true">/</kbd></a>`
	}
	bar += `</div></div></header>`
	return []byte(`<!doctype html>
<html lang="es"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>` + html.EscapeString(title) + `</title>
<link rel="stylesheet" href="` + root + `assets/folio.css"><script defer src="` + root + `assets/folio.js"></script></head>
<body>` + bar + body + `</body></html>`)
}

// serve answers with the folder under /manuales/, as a server does that says
// charset=utf-8 of every script.
func (s *site) serve(t testing.TB) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/manuales/", http.StripPrefix("/manuales/", http.FileServer(http.Dir(s.dir))))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/manuales/"
}

func (s *site) fileURL() string { return "file://" + filepath.ToSlash(s.dir) + "/" }
