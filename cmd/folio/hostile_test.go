package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"folio/internal/browsertest"
)

// vectors are texts that run ran() where a text is taken for HTML, an address
// or a script.
var vectors = []string{
	`<script>ran()</script>`,
	`<img src=x onerror=ran()>`,
	`"><img src=x onerror=ran()>`,
	`'><svg onload=ran()>`,
	`</title></textarea></style><script>ran()</script>`,
	`<details open ontoggle=ran()>`,
	`<input autofocus onfocus=ran()>`,
	`<iframe srcdoc="<script>parent.ran()</script>"></iframe>`,
	`<a href="javascript:ran()">x</a>`,
	`[x](javascript:ran())`,
	`[x](java&Tab;script:ran())`,
	`[x](  JaVaScRiPt:ran())`,
	`![x](x"onerror="ran())`,
	`<javascript:ran()>`,
	`<svg><animate onbegin=ran() attributeName=x dur=1s>`,
	`<math><a xlink:href="javascript:ran()">x</a></math>`,
	`<base href="javascript:/a/-ran()///">`,
	`<form><button formaction=javascript:ran()>x</button></form>`,
	`<object data="data:text/html,<script>parent.ran()</script>"></object>`,
	`<meta http-equiv=refresh content="0;url=javascript:ran()">`,
	`<b id=x class=y style="background:url(javascript:ran())">x</b>`,
	`<!--><script>ran()</script>-->`,
	`&lt;img src=x onerror=ran()&gt;`,
	`${ran()}{{constructor.constructor('ran()')()}}`,
	"\u2028</script><script>ran()</script>",
}

// placed is a page with a text wherever an author can put one.
func placed(v string) string {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\u2028", " ").Replace(v)
	cell, title := strings.ReplaceAll(v, "|", ""), strings.ReplaceAll(v, `"`, `\"`)
	return "---\ntitulo: \"" + quoted + "\"\ndescripcion: \"" + quoted + "\"\n---\n\n" +
		"Párrafo " + v + " fin.\n\n## Título " + v + "\n\n" + v + "\n\n- punto " + v + "\n\n> [!NOTA] " + v + "\n> " + v + "\n\n" +
		"| a | " + cell + " |\n|---|---|\n| {{V}} | " + cell + " |\n\nTabla: " + v + "\n\n" +
		"![" + v + "](img/d.svg)\n\nImagen: " + v + "\n\n![Dibujo](img/d.svg)\n\n[" + v + "](img/d.svg \"" + title + "\")\n\n" +
		"```sh {título=\"" + quoted + "\"}\n" + v + "\n```\n\n`" + v + "` {{V}}\n\nTérmino.[^1] TLS\n\n[^1]: " + v + "\n\n" +
		"::: {pestaña=\"" + strings.ReplaceAll(v, `"`, "") + "\"}\n" + v + "\n:::\n\n::: {pestaña=\"dos\"}\n" + v + "\n:::\n"
}

// hostileSite writes a site of such pages, whose own data are no better, and
// returns the pages.
func hostileSite(e *author, nasty string, step int) (pages []string) {
	words := ""
	for _, key := range []string{
		"copy", "copied", "copy.failed", "theme.light", "theme.dark", "theme.auto", "tabs",
		"close", "zoom.in", "zoom.out",
	} {
		words += "  site." + key + ": '" + nasty + "'\n"
	}
	words += "  site.filter.shown: '{0}{1}" + nasty + "'\n  site.env.now: '{0}" + nasty + "'\n"
	e.write("folio.yaml", "titulo: '"+nasty+"'\nentidad: '"+nasty+"'\ntextos:\n"+words)
	e.write("content/m/manual.yaml", "titulo: '"+nasty+"'\ncodigo: '"+nasty+"'\nambientes:\n"+
		"  - {id: uno, nombre: '"+nasty+"', variables: {V: '"+nasty+"'}}\n  - {id: dos, nombre: Dos, variables: {V: '</script><script>ran()</script>'}}\n")
	e.write("content/glosario.md", "# Glosario\n\nTLS\n: "+nasty+"\n")
	e.write("content/m/img/d.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"/>`)
	for i := 0; i < len(vectors); i += step {
		pages = append(pages, fmt.Sprintf("m/hoja-%d.html", i))
		e.write(fmt.Sprintf("content/m/%02d-hoja-%d.md", i+1, i), placed(vectors[i]))
	}
	return pages
}

// useEverything does to a page what a reader can, and asks whether anything ran.
const useEverything = `(async () => {
	addEventListener('click', e => { // nobody leaves the page
		const a = e.target.closest('a');
		if (a && !/^\s*javascript/i.test(a.getAttribute('href'))) e.preventDefault();
	});
	addEventListener('submit', e => e.preventDefault());
	document.querySelectorAll('details').forEach(d => { d.open = true; });
	document.querySelectorAll('a[href^="javascript" i]').forEach(a => a.click());
	document.querySelectorAll('button:not([type=submit]), [role=tab], .enlarge, .term').forEach(b => { b.focus(); b.click(); });
	document.querySelectorAll('dialog').forEach(d => { if (d.open) d.close(); });
	document.querySelectorAll('input[type=radio]').forEach(i => i.click());
	await new Promise(f => setTimeout(f, 60));
	return localStorage.getItem('ran') || '';
})()`

// TestNothingThatIsWrittenRuns opens pages that hold texts which would run if
// they were taken for HTML, in everything that authors and the site's own data
// write; without the pages' policy, which is to be the second lock.
func TestNothingThatIsWrittenRuns(t *testing.T) {
	const nasty = `"><img src=x onerror=ran()>`
	step := 1
	if testing.Short() {
		step = 6
	}
	e := &author{T: t, dir: t.TempDir()}
	pages := hostileSite(e, nasty, step)
	var said bytes.Buffer
	out := filepath.Join(e.dir, "public")
	build := []string{"build", "--quiet", "--no-cache", "--content", e.path("content"), "--out", out}
	if status := Run(build, Streams{Out: &said, Err: &said, Getenv: os.Getenv}); status > exitContent {
		t.Fatalf("status %d\n%s", status, said.String())
	}
	if _, err := os.Stat(filepath.Join(out, pages[0])); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(out, filepath.FromSlash(r.URL.Path))
		page, err := os.ReadFile(name)
		if err != nil || filepath.Ext(name) != ".html" {
			http.ServeFile(w, r, name)
			return
		}
		if !policy.Match(page) {
			t.Errorf("%s has no policy", r.URL.Path)
		}
		page = policy.ReplaceAll(page, []byte(`<script>function ran() { localStorage.setItem('ran', location.href); }</script>`))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	}))
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(browsertest.Start(t), atMost)
	defer cancel()
	r := &reader{t, ctx, server.URL + "/"}
	r.reset()
	for _, page := range append([]string{"index.html", "m/index.html", "glosario/index.html"}, pages...) {
		r.open(page)
		r.want(page, useEverything, "")
	}
	for _, words := range []string{"onerror", "dibujo", nasty} {
		r.open("buscar.html?q=" + url.QueryEscape(words))
		time.Sleep(500 * time.Millisecond)
		r.want("search for "+words, `localStorage.getItem('ran') || ''`, "")
	}
	r.open(pages[0])
	r.want("what would run does, here", `(ran(), localStorage.getItem('ran') ? 'it does' : '')`, "it does")
	eval[any](r, `document.querySelector('.enlarge').click()`)
	r.until(`document.querySelector('dialog[open]')`)
	r.want("a word that holds HTML is a word", `document.querySelector('.zoom-out').getAttribute('aria-label')`, nasty)
}
