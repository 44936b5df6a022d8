package pipeline

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"folio/internal/output"
)

// TestWhatABuildNotices: a build after which nothing changed is known at once,
// and whatever changes, in the sources, in the site or around them, is noticed.
func TestWhatABuildNotices(t *testing.T) {
	e := &editor{Rand: rand.New(rand.NewPCG(1, 1)), dir: t.TempDir(), past: true, today: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	for name, src := range sample() {
		e.write(t, filepath.Join(e.dir, name), []byte(src))
	}
	public, cache := filepath.Join(t.TempDir(), "public"), t.TempDir()
	in := func(name string) string { return filepath.Join(e.dir, name) }
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", e.dir, "-c", "user.name=x", "-c", "user.email=x@folio.example"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	changes := []struct {
		what string
		do   func()
	}{
		{"a sentence", func() {
			e.write(t, in("a/01-uno.md"), []byte("# Uno de a\n\n## Alcance\n\nOtra [frase](falta.sql).\n"))
		}},
		{"a picture", func() {
			e.write(t, in("a/img/d.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="44" height="30"/>`))
		}},
		{"a picture of the same size", func() {
			e.write(t, in("a/img/d.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="45" height="30"/>`))
		}},
		{"a linked file", func() { e.write(t, in("a/datos.sql"), []byte("select 2;\n")) }},
		{"an included file", func() { e.write(t, in("_comun/fin.md"), []byte("Salga.\n")) }},
		{"the site's glossary", func() { e.write(t, in("glosario.md"), []byte("# Glosario\n\nDocker\n: Cajas.\n")) }},
		{"the home page", func() { e.write(t, in("index.md"), []byte("# Otro sitio\n")) }},
		{"a new section", func() { e.write(t, in("b/07-siete.md"), []byte("# Siete\n")) }},
		{"a file that a link lacked", func() { e.write(t, in("a/falta.sql"), []byte("select 9;\n")) }},
		{"a section less", func() { must(os.Remove(in("b/07-siete.md"))) }},
		{"a manual less", func() { must(os.RemoveAll(in("d"))) }},
		{"the title", func() { e.site.Title = "Otro" }},
		{"the theme", func() { e.user = fstest.MapFS{"assets/css/x.css": {Data: []byte("p{margin:9px}")}} }},
		{"the day", func() { e.today = e.today.AddDate(0, 0, 1) }},
		{"a page of the site", func() { e.write(t, filepath.Join(public, "a/index.html"), []byte("?")) }},
		{"a page of the site that is gone", func() { must(os.Remove(filepath.Join(public, "a/uno.html"))) }},
		{"the list of the site's files", func() { must(os.Remove(filepath.Join(public, output.ManifestName))) }},
		{"a history", func() { git("init", "-q"); git("add", "."); git("commit", "-q", "-m", "Uno") }},
		{"another day in the history", func() {
			git("commit", "-q", "--amend", "--allow-empty", "-m", "Dos", "--date", "2020-01-02T03:04:05Z")
		}},
	}
	if runtime.GOOS != "windows" {
		changes = append(changes, []struct {
			what string
			do   func()
		}{
			{"a link to another file in the place of one", func() {
				e.write(t, in("a/otros.sql"), []byte("select 5;\n"))
				must(os.Remove(in("a/datos.sql")))
				must(os.Symlink("otros.sql", in("a/datos.sql")))
			}},
			{"a link that no page needs and that leads nowhere", func() { must(os.Symlink("nada.md", in("a/suelto.md"))) }},
			{"that it leads to a folder, which is another finding", func() {
				must(os.Remove(in("a/suelto.md")))
				must(os.Symlink("../_comun", in("a/suelto.md")))
			}},
			{"what the link leads to", func() { e.write(t, in("a/otros.sql"), []byte("select 3;\n")) }},
			{"where the link leads", func() {
				e.write(t, in("_comun/mas.sql"), []byte("select 4;\n"))
				must(os.Remove(in("a/datos.sql")))
				must(os.Symlink("../_comun/mas.sql", in("a/datos.sql")))
			}},
		}...)
	}
	e.command(t, public, cache)
	for i, c := range changes {
		if testing.Short() && i%4 > 0 { // its builds come after the next change
			if c.what != "the list of the site's files" {
				c.do()
				e.command(t, public, cache)
			}
			continue
		}
		time.Sleep(60 * time.Millisecond) // the stamps settle
		before := e.unchanged
		same(t, "nothing before "+c.what, e.command(t, public, cache), e.build(t, 1, output.NewMemory(), nil))
		if e.unchanged != before+1 {
			t.Errorf("before %s: something had changed", c.what)
		}
		c.do()
		if c.what == "the list of the site's files" {
			must(os.RemoveAll(public)) // without it the folder is not Folio's
		}
		same(t, c.what, e.command(t, public, cache), e.build(t, 1, output.NewMemory(), nil))
		if e.unchanged != before+1 {
			t.Errorf("%s: nothing had changed", c.what)
		}
		if t.Failed() {
			return
		}
	}
}

// TestAFileThatChangesDuringTheBuild: two manuals saw another content of it, so
// nobody knows what the site was made from.
func TestAFileThatChangesDuringTheBuild(t *testing.T) {
	one, other := output.Sum([]byte("1")), output.Sum([]byte("2"))
	list, ok := agreed([]fact{{"b", one}, {"a", one}, {"b", one}})
	if want := []fact{{"a", one}, {"b", one}}; !ok || !slices.Equal(list, want) {
		t.Errorf("%v %v", list, ok)
	}
	// Not side by side when only the names are in order.
	if list, ok := agreed([]fact{{"b", one}, {"b", other}, {"b", one}}); ok {
		t.Errorf("%v", list)
	}
	data := packFacts([]fact{{"a", one}, {"ñ", other}})
	if list, ok := unpackFacts(data); !ok || len(list) != 2 || list[1] != (fact{"ñ", other}) {
		t.Errorf("%v %v", list, ok)
	}
	for n := range data {
		if list, ok := unpackFacts(data[:n]); ok && len(list) == 2 {
			t.Errorf("%d bytes: %v", n, list)
		}
	}
}
