package main

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

// TestSingleFileWorksAlone: a manual in one file, in a folder of its own, asks for
// nothing, and has the environments, the buttons and a box that finds its words.
func TestSingleFileWorksAlone(t *testing.T) {
	dir := t.TempDir()
	printer(t, "pdf", "vertia", "--single", "--content", "../../content", "--out", dir)
	name := filepath.Join(dir, "M-A-GTI-90_v2.html")
	if _, err := os.Stat(name); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.Start(t)
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(name)}
	if err := chromedp.Do(ctx, chromedp.Navigate(address.String())); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ what, script, want string }{
		{"nothing is asked for", `performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('data:')).join(' ')`, ""},
		{"nothing is refused and every image is there", `String([...document.images].filter(i => !i.naturalWidth).length + document.styleSheets.length)`, "5"},
		{"copy buttons", `String(document.querySelectorAll('.copy').length > 50)`, "true"},
		{"environments", `(() => { const l = document.querySelector('.env-list'); l.value = 'pruebas'; l.dispatchEvent(new Event('change', {bubbles: true})); return document.querySelector('.v[data-v=APP_HOST]').textContent })()`, "pruebas.vertia.example"},
		{"find", `(() => { const i = document.querySelector('.find input'); i.value = 'CONFIGURACION de la base'; i.dispatchEvent(new Event('input')); i.form.requestSubmit(); i.form.requestSubmit(); return document.querySelector('.find output').textContent + ' ' + (scrollY > 1000) })()`, "2 / 3 true"},
		{"fonts", `document.fonts.load('16px "Folio Sans"').then(l => String(l.length))`, "1"},
	} {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](x.script, chromedp.EvalAwaitPromise))
		if err != nil || got != x.want {
			t.Errorf("%s: %q, %v; want %q", x.what, got, err, x.want)
		}
	}
}
