package theme

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"folio/internal/highlight"
)

// TestPreview writes the fixture as a small site for looking at, when
// FOLIO_PREVIEW_DIR names a folder for it.
func TestPreview(t *testing.T) {
	dir := os.Getenv("FOLIO_PREVIEW_DIR")
	if dir == "" {
		t.Skip("FOLIO_PREVIEW_DIR is not set")
	}
	f := newFixture()
	th := load(t, Options{HighlightCSS: highlight.CSS(), Accent: os.Getenv("FOLIO_PREVIEW_ACCENT")})
	write := func(path string, data []byte) {
		t.Helper()
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page := func(path string, draw func(w io.Writer) error) {
		t.Helper()
		var b bytes.Buffer
		if err := draw(&b); err != nil {
			t.Fatal(err)
		}
		write(path, b.Bytes())
	}
	for _, a := range th.Assets() {
		write(a.Path, a.Data)
	}
	for name, n := range map[string]int{"index.html": 4, "vacio.html": 0, "uno.html": 1, "muchos.html": 200} {
		page(name, func(w io.Writer) error { return th.Home(w, f.home(n)) })
	}
	shell := th.Manual(f.manual)
	page("vertia/index.html", func(w io.Writer) error { return shell.Cover(w, f.cover()) })
	page("vertia/procedimiento.html", func(w io.Writer) error { return shell.Section(w, f.section(t)) })
	page("vertia/componentes/base-de-datos/replica.html", func(w io.Writer) error { return shell.Section(w, f.deepSection()) })
	page("notas/primera.html", func(w io.Writer) error { return th.Section(w, f.plainSection()) })
	page("buscar.html", func(w io.Writer) error { return th.Search(w, SearchPage{f.frame(searchPage, "Buscar", "buscar.html")}) })
	page("404.html", func(w io.Writer) error { return th.NotFound(w, f.notFound()) })
	for _, name := range []string{"contexto.svg"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		write("vertia/img/"+name, data)
	}
}
