package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/source"
	"folio/internal/theme"
)

// sample is a small site in which everything depends on something: links and
// empty references between manuals, includes, images, variables, glossaries.
func sample() map[string]string {
	files := map[string]string{
		"index.md":          "# Sitio\n\nVea [](a/01-uno.md) y [b](b/index.md).\n",
		"glosario.md":       "# Glosario\n\nDocker\n: Contenedores.\n",
		"_comun/ssh.md":     "# Conéctese\n\nUse `ssh {{HOST}}` y [la red](../a/02-dos.md#red).\n\n{{incluir \"fin.md\"}}\n",
		"_comun/fin.md":     "Cierre la sesión de Docker.\n",
		"a/img/d.svg":       `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>`,
		"a/datos.sql":       "select 1;\n",
		"c/sub/index.md":    "# Carpeta\n\n[arriba](../01-uno.md)\n",
		"c/sub/01-hoja.md":  "# Hoja\n\n[](../../a/02-dos.md#red)\n",
		"c/10-glosario.md":  "# Glosario\n\nNube\n: Equipo ajeno.\n",
		"b/manual.yaml":     "titulo: Manual B\nestado: obsoleto\nreemplazado-por: a\n",
		"a/manual.yaml":     "titulo: Manual A\ncodigo: M-A-GTI-01\nversion: \"1\"\nambientes:\n  - {id: produccion, variables: {HOST: a.example}}\n",
		"d/README.md":       "# Suelto\n\nSin secciones. [](../c/sub/01-hoja.md)\n",
		"b/imagen-ajena.md": "# Imagen ajena\n\n![Dibujo](../a/img/d.svg)\n",
	}
	for _, m := range []string{"a", "b", "c"} {
		files[m+"/01-uno.md"] = "# Uno de " + m + "\n\n## Alcance\n\nDocker y Nube.\n\n[sql](../a/datos.sql) [b](../b/01-uno.md#alcance)\n"
		files[m+"/02-dos.md"] = "# Dos\n\n## Red {#red}\n\n![Dibujo](../a/img/d.svg)\n\nImagen: Dibujo {#img-" + m + "}\n\n[](#img-" + m + ") [](01-uno.md)\n\n{{incluir \"../_comun/ssh.md\"}}\n"
	}
	return files
}

// editor changes a site at random, as authors do.
type editor struct {
	*rand.Rand
	dir   string
	n     int
	site  config.Site
	user  fstest.MapFS // the user's theme
	hurry bool
	brief bool      // as the command builds
	past  bool      // git is asked
	today time.Time // the day of the build

	unchanged int // commands that found nothing to do
}

func (e *editor) files(t *testing.T) []string { return e.within(t, e.dir) }

func (e *editor) within(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// edit makes one change and says which.
func (e *editor) edit(t *testing.T) string {
	t.Helper()
	e.n++
	list := e.files(t)
	f := list[e.IntN(len(list))]
	rel, _ := filepath.Rel(e.dir, f)
	raw, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
	}
	switch k := e.IntN(12); {
	case k < 4 && strings.HasSuffix(f, ".md"):
		raw = fmt.Appendf(raw, "\nCambio %d con [enlace](../a/02-dos.md#red).\n", e.n)
		switch {
		case e.n%4 == 0:
			raw = fmt.Appendf(raw, "\n```mermaid\nC4Context\nSystem(a, \"Sistema A\")\nSystem_Ext(x, \"Otro %d\", $link=\"../a/02-dos.md\")\nRel(a, x, \"usa\", \"HTTPS\")\n```\n", e.n)
		case e.n == 13: // the frame for it is large
			raw = append(raw, "\n```mermaid\nflowchart LR\nA --> B\n```\n"...)
		}
		e.write(t, f, raw)
		return "append to " + rel
	case k == 4:
		e.write(t, f, bytes.ReplaceAll(raw, []byte("## Red {#red}"), fmt.Appendf(nil, "## Malla %d", e.n)))
		return "retitle in " + rel
	case k == 5:
		to := filepath.Join(filepath.Dir(f), fmt.Sprintf("%02d-nuevo-%d%s", e.IntN(20), e.n, filepath.Ext(f)))
		if err := os.Rename(f, to); err != nil {
			t.Fatal(err)
		}
		return "rename " + rel
	case k == 6 && len(list) > 8:
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
		return "remove " + rel
	case k == 7:
		name := fmt.Sprintf("%s/%02d-otra-%d.md", []string{"a", "b", "c", "e"}[e.IntN(4)], e.IntN(20), e.n)
		e.write(t, filepath.Join(e.dir, name), fmt.Appendf(nil, "# Otra %d\n\n[](../a/01-uno.md) [x](../b/02-dos.md)\n", e.n))
		return "add " + name
	case k == 8:
		e.site.Title = fmt.Sprintf("Sitio %d", e.n)
		return "configuration"
	case k == 9:
		e.user = fstest.MapFS{"assets/css/propio.css": {Data: fmt.Appendf(nil, "p{margin:%dpx}", e.n)}}
		return "theme"
	case k == 10:
		for name, src := range sample() {
			if e.IntN(4) == 0 {
				e.write(t, filepath.Join(e.dir, name), []byte(src))
			}
		}
		return "restore some"
	default:
		e.write(t, f, bytes.ReplaceAll(raw, []byte("Docker"), []byte("Nube")))
		return "words in " + rel
	}
}

func (e *editor) write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// built is what one build gives: the files, and the findings in words.
type built struct {
	site       *output.Site
	findings   string
	unfinished bool
}

// build builds in memory.
func (e *editor) build(t *testing.T, jobs int, memory *output.Memory, cache Cache) built {
	t.Helper()
	res, findings := e.buildTo(t, jobs, memory, cache)
	memory.Sweep()
	site, err := memory.Site()
	if err != nil {
		if worst, _ := res.Findings.Worst(); worst < diag.Fatal {
			t.Fatal(err)
		}
	}
	return built{site, findings, res.Unfinished}
}

// command builds as the command does: into a folder, with a cache that earlier
// runs left.
func (e *editor) command(t *testing.T, public, cacheDir string) built {
	t.Helper()
	cache, err := OpenCache(cacheDir, "x")
	if err != nil {
		t.Fatal(err)
	}
	d, err := output.NewDir(public, output.Remember(cache.Stamps()))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Abort()
	e.brief = true
	res, findings := e.buildTo(t, 2, d, cache)
	e.brief = false
	if worst, _ := res.Findings.Worst(); worst == diag.Fatal {
		return built{nil, findings, false}
	}
	if res.Unchanged {
		e.unchanged++
	} else if _, err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	if !res.Unchanged || cache.Stamps().New() {
		cache.Finish(res.Has)
	}
	if !res.Unchanged {
		res.Settle(d.Sum())
	}
	memory := output.NewMemory()
	for _, name := range e.within(t, public) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if rel, _ := filepath.Rel(public, name); rel != output.ManifestName {
			if err := memory.Put(filepath.ToSlash(rel), data); err != nil {
				t.Fatal(err)
			}
		}
	}
	site, err := memory.Site()
	if err != nil {
		t.Fatal(err)
	}
	return built{site, findings, false}
}

func (e *editor) buildTo(t *testing.T, jobs int, sink output.Sink, cache Cache) (Result, string) {
	t.Helper()
	in := e.input(t, jobs, cache)
	defer in.Root.Close()
	res, err := Build(context.Background(), in, sink)
	if err != nil {
		t.Fatal(err)
	}
	return res, e.words(t, res)
}

// input opens the site; its root is to be closed.
func (e *editor) input(t *testing.T, jobs int, cache Cache) Input {
	t.Helper()
	root, err := source.Open(e.dir)
	if err != nil {
		t.Fatal(err)
	}
	texts := i18n.For(i18n.Spanish)
	opt := theme.Options{Catalog: texts, HighlightCSS: highlight.CSS()}
	if e.user != nil {
		opt.Overlay, opt.OverlayPath = e.user, "themes/propio"
	}
	th, _, err := theme.Load(opt)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Root: root, Site: e.site, Theme: th, Texts: texts, Jobs: jobs, Cache: cache, Program: "prueba", Hurry: e.hurry, Brief: e.brief, History: e.past, Today: e.today}
}

// words are the findings, as they are printed.
func (e *editor) words(t *testing.T, res Result) string {
	t.Helper()
	var words bytes.Buffer
	if err := res.Findings.Text(&words, i18n.For(i18n.Spanish)); err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(filepath.ToSlash(e.dir), "content").Replace(words.String())
}

func same(t *testing.T, what string, got, want built) {
	t.Helper()
	if got.findings != want.findings {
		t.Errorf("%s: findings\n%s\nwant\n%s", what, got.findings, want.findings)
	}
	if d := output.Diff(want.site, got.site); !d.Empty() {
		t.Errorf("%s: differs from a clean build: %+v", what, d)
	}
}
