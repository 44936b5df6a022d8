package theme

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// assetHash is left out of golden files: a change of style is not a change of
// page.
var assetHash = regexp.MustCompile(`\.[0-9a-f]{8}\.`)

// TestPages holds the HTML of every template.
func TestPages(t *testing.T) {
	f := newFixture()
	th := load(t, Options{})
	shell := th.Manual(f.manual)
	body := f.section(t)
	body.Body = []byte("<p>Cuerpo.</p>")
	quiet := body
	quiet.Search, quiet.Headings, quiet.Next = false, nil, Link{}
	base := f.cover()
	base.Canonical, base.Description = "https://docs.example/vertia/index.html", "Cómo se instala «VERTIA» & se recupera"

	pages := []struct {
		name string
		draw func(io.Writer) error
	}{
		{"inicio", func(w io.Writer) error { return th.Home(w, f.home(4)) }},
		{"inicio-tablero", func(w io.Writer) error { return th.Home(w, f.home(30)) }},
		{"inicio-vacio", func(w io.Writer) error { return th.Home(w, f.home(0)) }},
		{"portada", func(w io.Writer) error { return shell.Cover(w, base) }},
		{"seccion", func(w io.Writer) error { return shell.Section(w, body) }},
		{"seccion-ultima-sin-busqueda", func(w io.Writer) error { return shell.Section(w, quiet) }},
		{"seccion-honda", func(w io.Writer) error { return shell.Section(w, f.deepSection()) }},
		{"seccion-ambientes", func(w io.Writer) error { return th.Section(w, f.twoPlaces()) }},
		{"seccion-sin-control", func(w io.Writer) error { return th.Section(w, f.plainSection()) }},
		{"buscar", func(w io.Writer) error { return th.Search(w, SearchPage{f.frame(searchPage, "Buscar", "buscar.html")}) }},
		{"cumplimiento", func(w io.Writer) error { return th.Matrix(w, f.matrix()) }},
		{"mapa", func(w io.Writer) error { return th.Map(w, f.systems()) }},
		{"tablero", func(w io.Writer) error { return th.Board(w, f.board()) }},
		{"guardia", func(w io.Writer) error { return th.Duty(w, f.duty()) }},
		{"ejecutar", func(w io.Writer) error { return shell.Run(w, f.run()) }},
		{"no-encontrada", func(w io.Writer) error { return th.NotFound(w, f.notFound()) }},
	}
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := p.draw(&b); err != nil {
				t.Fatal(err)
			}
			if bytes.IndexByte(b.Bytes(), 0) >= 0 {
				t.Error("a sign of the tree was left in the page")
			}
			got := assetHash.ReplaceAll(b.Bytes(), []byte(".HASH."))
			path := filepath.Join("testdata", "golden", p.name+".html")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s; run with -update and look at the change\n%s", path, firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "got:  " + string(g[i]) + "\nwant: " + string(w[i])
		}
	}
	return "one is longer"
}
