package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/serve"
)

// previewedSite is a site on the disk in which pages depend on much else: on
// other manuals, included files, images, variables, glossaries, a theme.
func previewedSite() map[string]string {
	files := map[string]string{
		"folio.yaml":                          "titulo: Manuales\ntema: propio\n",
		"themes/propio/assets/css/propio.css": "p{margin:1px}\n",
		"content/index.md":                    "# Sitio\n\nVea [](a/01-uno.md) y [b](b/index.md).\n",
		"content/glosario.md":                 "# Glosario\n\nDocker\n: Contenedores.\n",
		"content/_comun/ssh.md":               "# Conéctese\n\nUse `ssh {{HOST}}` y [la red](../a/02-dos.md#red).\n\n{{incluir \"fin.md\"}}\n",
		"content/_comun/fin.md":               "Cierre la sesión de Docker.\n",
		"content/a/img/d.svg":                 `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>`,
		"content/a/datos.sql":                 "select 1;\n",
		"content/a/manual.yaml":               "titulo: Manual A\ncodigo: M-A-GTI-01\nversion: \"1\"\nambientes:\n  - {id: produccion, variables: {HOST: a.example}}\n",
		"content/b/manual.yaml":               "titulo: Manual B\nestado: obsoleto\nreemplazado-por: a\n",
		"content/c/sub/index.md":              "# Carpeta\n\n[arriba](../01-uno.md)\n",
		"content/c/sub/01-hoja.md":            "# Hoja\n\n[](../../a/02-dos.md#red)\n",
		"content/c/10-glosario.md":            "# Glosario\n\nNube\n: Equipo ajeno.\n",
	}
	for _, m := range []string{"a", "b", "c", "d"} {
		files["content/"+m+"/01-uno.md"] = "# Uno de " + m + "\n\n## Alcance\n\nDocker y Nube.\n\n[sql](../a/datos.sql) [b](../b/01-uno.md#alcance)\n\n```sh\ndocker ps\n```\n"
		files["content/"+m+"/02-dos.md"] = "# Dos\n\n## Red {#red}\n\n![Dibujo](../a/img/d.svg)\n\nImagen: Dibujo {#img-" + m + "}\n\n[](#img-" + m + ") [](01-uno.md)\n\n{{incluir \"../_comun/ssh.md\"}}\n"
		files["content/"+m+"/03-tres.md"] = "# Tres\n\n## Pasos\n\n1. Uno.\n2. Dos.\n"
	}
	return files
}

// author changes a site at random, in the ways of editors, of git and of
// people in a hurry.
type author struct {
	*testing.T
	*rand.Rand
	dir string
	n   int
}

func (e *author) path(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

// write does not mind a folder in the file's place: the state of the disk is
// what counts, whatever it is.
func (e *author) write(name, text string) {
	file := e.path(name)
	_ = os.MkdirAll(filepath.Dir(file), 0o755)
	_ = os.WriteFile(file, []byte(text), 0o644)
}

// files lists what is below the content folder, or of one extension.
func (e *author) files(ext string) []string {
	var list []string
	_ = filepath.WalkDir(e.path("content"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ext) {
			rel, _ := filepath.Rel(e.dir, p)
			list = append(list, filepath.ToSlash(rel))
		}
		return nil
	})
	return list
}

// edit makes one change and says which.
func (e *author) edit() string {
	e.n++
	pages := e.files(".md")
	if len(pages) == 0 {
		pages = []string{"content/a/01-uno.md"}
	}
	name := pages[e.IntN(len(pages))]
	raw, _ := os.ReadFile(e.path(name))
	text := string(raw)
	switch k := e.IntN(24); k {
	case 0, 1, 2, 3, 4, 5, 6:
		e.write(name, text+fmt.Sprintf("\nCambio %d con [enlace](../a/02-dos.md#red) y Docker.\n", e.n))
		return "save " + name
	case 7, 8: // as careful editors save
		e.write(name+".tmp", text+fmt.Sprintf("\n## Aparte %d\n\nTexto.\n", e.n))
		_ = os.Rename(e.path(name+".tmp"), e.path(name))
		return "save by renaming " + name
	case 9: // as slow ones do
		e.write(name, "")
		time.Sleep(time.Duration(e.IntN(60)) * time.Millisecond)
		e.write(name, text+"\nEspacio.\n")
		return "save slowly " + name
	case 10:
		e.write(name, strings.ReplaceAll(text, "## Red {#red}", fmt.Sprintf("## Malla %d", e.n)))
		return "retitle in " + name
	case 11:
		to := fmt.Sprintf("%s/%02d-nuevo-%d.md", filepath.ToSlash(filepath.Dir(name)), e.IntN(20), e.n)
		_ = os.Rename(e.path(name), e.path(to))
		return "rename " + name + " to " + to
	case 12:
		_ = os.Remove(e.path(name))
		return "remove " + name
	case 13:
		to := fmt.Sprintf("content/%s/%02d-carpeta-%d/01-hoja.md", []string{"a", "b", "c", "nuevo"}[e.IntN(4)], e.IntN(20), e.n)
		e.write(to, fmt.Sprintf("# Hoja %d\n\n[](../../a/01-uno.md) [x](../../b/02-dos.md)\n", e.n))
		return "add " + to
	case 14:
		e.write("content/a/manual.yaml", fmt.Sprintf("titulo: Manual A\nversion: \"%d\"\nambientes:\n  - {id: produccion, variables: {HOST: h%d.example}}\n", e.n%3, e.n))
		return "manual.yaml"
	case 15:
		e.write("folio.yaml", fmt.Sprintf("titulo: Manuales %d\ntema: %s\n", e.n, []string{"propio", "somosig"}[e.IntN(2)]))
		return "folio.yaml"
	case 16:
		e.write("content/_comun/ssh.md", fmt.Sprintf("# Conéctese\n\nUse `ssh {{HOST}}` %d.\n", e.n))
		return "included file"
	case 17:
		e.write("themes/propio/assets/css/propio.css", fmt.Sprintf("p{margin:%dpx}\n", e.n))
		return "theme"
	case 18:
		e.write("content/a/img/d.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="30"/>`, e.n))
		return "image"
	case 19: // git checkout of another branch
		for name, text := range previewedSite() {
			switch e.IntN(4) {
			case 0:
				_ = os.Remove(e.path(name))
			case 1:
				e.write(name, strings.ReplaceAll(text, "Docker", fmt.Sprint("Nube", e.n)))
			case 2:
				e.write(name, text)
			}
		}
		return "checkout"
	case 20:
		from, to := e.path("content/"+string("abcd"[e.IntN(4)])), e.path(fmt.Sprintf("content/m%d", e.IntN(3)))
		_ = os.Rename(from, to)
		return "rename a manual"
	case 21:
		_ = os.RemoveAll(e.path("content/" + string("abcd"[e.IntN(4)])))
		return "remove a manual"
	case 22: // rm -rf and back
		_ = os.Rename(e.path("content"), e.path("aside"))
		time.Sleep(time.Duration(e.IntN(200)) * time.Millisecond)
		_ = os.RemoveAll(e.path("content"))
		_ = os.Rename(e.path("aside"), e.path("content"))
		return "all goes and comes back"
	default:
		for name, text := range previewedSite() {
			e.write(name, text)
		}
		return "restore all"
	}
}

// witness is the preview's builder, and remembers what it gave last.
type witness struct {
	*previewer
	mu   sync.Mutex
	last serve.Result
	fine int // builds without an error
	cut  int // builds that a save interrupted
}

func (w *witness) Build(ctx context.Context, changed []string) (serve.Result, error) {
	r, err := w.previewer.Build(ctx, changed)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err == nil {
		w.last = r
		w.fine++
	} else if ctx.Err() != nil {
		w.cut++
	}
	return r, err
}

func (e *author) previewer() *previewer {
	a := &app{texts: i18n.For(i18n.Spanish), Streams: Streams{Out: io.Discard, Err: io.Discard, Getenv: func(key string) string {
		return map[string]string{"SOURCE_DATE_EPOCH": "1772409600"}[key]
	}}}
	return &previewer{app: a, options: siteOptions{content: e.path("content")}, last: &output.Site{}}
}

// words are the findings, as they are printed.
func (e *author) words(r serve.Result) string {
	var b bytes.Buffer
	if err := r.Findings.Text(&b, i18n.For(i18n.Spanish)); err != nil {
		e.Fatal(err)
	}
	return b.String()
}

// compare says how what is served differs from a clean build: "" if it does
// not.
func (e *author) compare(url string, w *witness, clean serve.Result) string {
	w.mu.Lock()
	last := w.last
	w.mu.Unlock()
	switch d := output.Diff(clean.Site, last.Site); {
	case (clean.Site == nil) != (last.Site == nil):
		return fmt.Sprintf("a site: %v, clean: %v", last.Site != nil, clean.Site != nil)
	case last.Rest:
		return "something is left to do"
	case !d.Empty():
		return fmt.Sprintf("differs from a clean build: %+v", d)
	case e.words(last) != e.words(clean):
		return "findings\n" + e.words(last) + "\nwant\n" + e.words(clean)
	case clean.Site == nil:
		return ""
	}
	for _, p := range clean.Site.Paths() {
		if e.IntN(20) > 0 && p != "index.html" {
			continue
		}
		resp, err := http.Get(url + p)
		if err != nil {
			return err.Error()
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return err.Error()
		}
		if before, rest, ok := bytes.Cut(body, []byte(`<script src="/_folio/live.js`)); ok {
			_, after, _ := bytes.Cut(rest, []byte("</script>"))
			body = slices.Concat(before, after)
		}
		if want, _, _ := clean.Site.Get(p); !bytes.Equal(body, want) {
			return p + " is served otherwise"
		}
	}
	return ""
}

// TestAtQuietThePreviewIsACleanBuild edits a site at random, under the eyes of
// the real watcher and the real pipeline. When all is quiet, what is served and
// what is found wrong must be, byte for byte, what a program started anew
// makes of the same files. Every other site is a git repository.
func TestAtQuietThePreviewIsACleanBuild(t *testing.T) {
	rounds, batches := 4, 12
	if testing.Short() {
		rounds, batches = 2, 8
	}
	for round := range rounds {
		seed := rand.Uint64()
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			e := &author{T: t, Rand: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir()}
			for name, text := range previewedSite() {
				e.write(name, text)
			}
			if round%2 == 1 {
				e.commit()
			}
			e.watchedAtQuiet(batches)
		})
	}
}

func (e *author) commit() {
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "."},
		{"-c", "user.name=Prueba", "-c", "user.email=prueba@entidad.example", "commit", "-q", "-m", "Todo"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = e.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			e.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

func (e *author) watchedAtQuiet(batches int) {
	ctx, cancel := context.WithCancel(context.Background())
	w := &witness{previewer: e.previewer()}
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- serve.Run(ctx, serve.Options{
			Messages: i18n.For(i18n.Spanish), Log: io.Discard, Ready: func(url string) { ready <- url },
		}, w)
	}()
	var url string
	select {
	case url = <-ready:
	case err := <-ended:
		e.Fatal(err)
	}
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			e.Error(err)
		}
		if err := w.end(); err != nil {
			e.Error(err)
		}
	}()
	for range batches {
		var done []string
		for range 1 + e.IntN(8) {
			done = append(done, e.edit())
			if e.IntN(3) > 0 { // up to when the rest is being made
				time.Sleep(time.Duration(e.IntN(1+50<<e.IntN(5))) * time.Millisecond)
			}
		}
		fresh := e.previewer()
		clean, err := fresh.Build(context.Background(), nil)
		if err != nil {
			e.Fatal(err)
		}
		if err := fresh.end(); err != nil {
			e.Fatal(err)
		}
		var differs string
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if differs = e.compare(url, w, clean); differs == "" {
				break
			}
		}
		if differs != "" {
			e.Fatalf("after %s:\n%s", strings.Join(done, ", "), differs)
		}
	}
	e.Logf("%d builds, %d given up for a save", w.fine, w.cut)
}
