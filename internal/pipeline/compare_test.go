package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/output"
)

// TestComparedManualsInThePreview: what is wrong between two manuals comes and
// goes as one of them is saved, in both, although only that one is read again.
func TestComparedManualsInThePreview(t *testing.T) {
	e := &editor{dir: t.TempDir(), site: config.Site{Title: "Sitio"}}
	plans, found, err := blueprint.Open(fstest.MapFS{"red/plantilla.yaml": {Data: []byte(
		"titulo: Red\nreglas-que-no-aplican: [TAB-01]\ntablas:\n  - columnas: [servidor, puerto]\n    datos: {servidor: servidor, puerto: puerto}\n")}}, "plantillas")
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	page := func(port string) []byte {
		return []byte("# Puertos\n\n| Servidor | Puerto |\n|---|---|\n| app1.example | " + port + " |\n")
	}
	for _, m := range []string{"alfa", "beta"} {
		if err := os.MkdirAll(filepath.Join(e.dir, m), 0o755); err != nil {
			t.Fatal(err)
		}
		e.write(t, filepath.Join(e.dir, m, "manual.yaml"), []byte("titulo: "+m+"\nplantilla: red\n"))
		e.write(t, filepath.Join(e.dir, m, "01-puertos.md"), page("8080"))
	}
	cache, contents, memory := &MemoryCache{}, &Contents{}, output.NewMemory()
	build := func(again bool) (places []string) {
		t.Helper()
		in := e.input(t, 2, cache)
		defer in.Root.Close()
		in.Contents, in.Blueprints = contents, plans
		var res Result
		var err error
		ok := true
		if again {
			site, serr := memory.Site()
			if serr != nil {
				t.Fatal(serr)
			}
			memory = site.Edit()
			res, ok, err = Again(context.Background(), in, memory)
		} else {
			res, err = Build(context.Background(), in, memory)
		}
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		for _, d := range res.Checked.All() {
			places = append(places, string(d.Code)+" "+filepath.Base(filepath.Dir(d.Pos.Path)))
		}
		return places
	}
	want := "X-02 alfa, X-02 beta"
	if got := strings.Join(build(false), ", "); got != want {
		t.Fatalf("at first: %s", got)
	}
	for _, save := range []struct{ port, want string }{{"8081", ""}, {"8080", want}} {
		e.write(t, filepath.Join(e.dir, "beta", "01-puertos.md"), page(save.port))
		contents.Forget("beta/01-puertos.md")
		if got := strings.Join(build(true), ", "); got != save.want {
			t.Errorf("port %s: %q, want %q", save.port, got, save.want)
		}
	}
}
