package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"folio/internal/browsertest"
	"folio/internal/i18n"
	"folio/internal/serve"
)

// writing is an author with a page open in the browser beside the editor.
type writing struct {
	*reader
	file string // of the page
	head string // what the file begins with
	body string // what comes after
}

const writtenManual = "titulo: Manual de VERTIA\nambientes:\n" +
	"  - {id: produccion, nombre: Producción, variables: {APP_HOST: vertia.example}}\n" +
	"  - {id: pruebas, nombre: Pruebas, variables: {APP_HOST: pruebas.vertia.example}}\n"

// TestWhatIsWrittenIsFurnished plays what authors add to a page that is open:
// the theme's scripts give it what it would have had from the start, and the
// page is not loaded anew.
func TestWhatIsWrittenIsFurnished(t *testing.T) {
	e := &author{T: t, dir: t.TempDir()}
	e.write("content/vertia/manual.yaml", writtenManual)
	e.write("content/vertia/img/d.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"/>`)
	e.write("content/glosario.md", "# Glosario\n\nTLS\n: Protocolo que cifra.\n")
	e.write("content/vertia/01-uno.md", "# Uno\n\n{{APP_HOST}}\n")

	url := e.serve()
	browser := browsertest.Start(t)
	for _, story := range []struct {
		name string
		play func(*writing)
	}{
		{"code", writeCode},
		{"tabs", writeTabs},
		{"table", writeTable},
		{"headings", writeHeadings},
		{"term", writeTerm},
		{"image", writeImage},
		{"environment", writeVariables},
	} {
		t.Run(story.name, func(t *testing.T) {
			e.write("content/vertia/01-uno.md", "# Uno\n\n{{APP_HOST}}\n\nAl comienzo de «"+story.name+"».\n")
			ctx, cancel := context.WithTimeout(browser, 60*time.Second)
			defer cancel()
			w := &writing{
				reader: &reader{t, ctx, url}, file: filepath.Join(e.dir, "content", "vertia", "01-uno.md"),
				head: "# Uno\n\n{{APP_HOST}}\n\n",
			}
			w.reset()
			w.openUntil("vertia/uno.html", "the page before", `String(document.body.textContent.includes('Al comienzo de «`+story.name+`»'))`, "true")
			w.until(`document.querySelector('folio-live-panel') && performance.getEntriesByType('resource').some(e => e.initiatorType === 'fetch' && e.responseEnd > 0)`)
			eval[any](w.reader, `window.here = true; localStorage.clear()`)
			story.play(w)
			w.want("the page was not loaded anew", `String(window.here)`, "true")
		})
	}
}

// serve runs the preview of the author's site until the test ends.
func (e *author) serve() (url string) {
	e.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := e.previewer()
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- serve.Run(ctx, serve.Options{
			Messages: i18n.For(i18n.Spanish), Log: io.Discard, Ready: func(url string) { ready <- url },
		}, p)
	}()
	e.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			e.Error(err)
		}
		if err := p.end(); err != nil {
			e.Error(err)
		}
	})
	select {
	case url = <-ready:
	case err := <-ended:
		ended <- nil
		e.Fatal(err)
	}
	return url
}

// add appends to the page's text, saves it, and waits until the page shows it.
func (w *writing) add(text string) {
	w.Helper()
	w.save(w.body + text)
}

// save makes the page's text another.
func (w *writing) save(body string) {
	w.Helper()
	w.body = body
	mark := strings.ReplaceAll(w.Name(), "/", "-") + "-" + time.Now().Format("150405.000000")
	if err := os.WriteFile(w.file, []byte(w.head+body+"\n\nGuardado "+mark+".\n"), 0o644); err != nil {
		w.Fatal(err)
	}
	w.until(`document.querySelector('main').textContent.includes('Guardado ` + mark + `.')`)
}

func fence(info, code string) string { return "```" + info + "\n" + code + "\n```\n\n" }

func writeCode(w *writing) {
	const buttons = `[...document.querySelectorAll('.code')].map(c => c.querySelectorAll('.copy').length).join()`
	w.add(fence("sh", "uno"))
	w.want("the first block has its button", buttons, "1")
	w.want("and looks as on the site", `(s => s.textDecorationLine + ' ' + getComputedStyle(document.querySelector('.code'), '::after').content)(getComputedStyle(document.querySelector('.code')))`, "none none")
	w.add(fence("console", "$ dos"))
	w.want("and the second", buttons, "1,1")
	w.want("which copies", `(async () => { let taken = ''; navigator.clipboard.writeText = s => { taken = s; return Promise.resolve(); };
		document.querySelectorAll('.copy')[1].click(); await new Promise(f => setTimeout(f, 50)); return taken; })()`, "dos")
	w.save(strings.Replace(w.body, "$ dos", "$ tres", 1))
	w.want("and copies what is there now", `(async () => { let taken = ''; navigator.clipboard.writeText = s => { taken = s; return Promise.resolve(); };
		document.querySelectorAll('.copy')[1].click(); await new Promise(f => setTimeout(f, 50)); return taken; })()`, "tres")
}

func tab(label, code string) string { return fence(`sh {pestaña="`+label+`"}`, code) }

func writeTabs(w *writing) {
	const tabs = `[...document.querySelectorAll('.tabs')].map(g => [...g.querySelectorAll('[role=tab]')].map(t => t.textContent + (t.getAttribute('aria-selected') === 'true' ? '*' : '')).join()).join(' ')`
	const panels = `[...document.querySelectorAll('.tab')].filter(p => p.checkVisibility()).map(p => p.querySelector('code').textContent.trim()).join()`
	w.add(tab("Linux", "uno") + tab("Windows", "dos"))
	w.want("blocks side by side become tabs", tabs, "Linux*,Windows")
	w.want("of which one shows", panels, "uno")
	w.want("each with its button", `String(document.querySelectorAll('.tab .copy').length)`, "2")
	eval[any](w.reader, `document.querySelectorAll('[role=tab]')[1].click()`)
	w.want("a click chooses", panels, "dos")
	w.add(tab("macOS", "tres"))
	w.want("a third comes, and the choice stays", tabs, "Linux,Windows*,macOS")
	eval[any](w.reader, `document.querySelectorAll('[role=tab]')[2].click()`)
	w.want("the third shows too", panels, "tres")
	w.save(strings.Replace(w.body, `"macOS"`, `"BSD"`, 1))
	w.want("a new name", tabs, "Linux,Windows,BSD*")
	w.save(strings.Replace(w.body, tab("BSD", "tres"), "", 1))
	w.until(tabs + ` === 'Linux*,Windows' || ` + tabs + ` === 'Linux,Windows*'`)
	w.want("the one that was chosen goes: another shows", `String(document.querySelectorAll('.tab').length) + ' ' + [...document.querySelectorAll('.tab')].filter(p => p.checkVisibility()).length`, "2 1")
	w.add("Aparte.\n\n" + tab("Linux", "cuatro") + tab("Windows", "cinco"))
	eval[any](w.reader, `document.querySelectorAll('.tabs')[1].querySelectorAll('[role=tab]')[1].click()`)
	w.want("two groups of a kind go together", tabs, "Linux,Windows* Linux,Windows*")
	w.want("no id stands twice", `(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return String(ids.length - new Set(ids).size); })()`, "0")
	w.save(strings.Replace(w.body, tab("Windows", "cinco"), "", 1))
	w.want("a group of one is none", tabs, "Linux,Windows*")
	w.want("and its block shows", panels, "dos,cuatro")
}

func writeTable(w *writing) {
	wide := "| " + strings.Repeat("Columna | ", 30) + "\n|" + strings.Repeat("---|", 30) + "\n| " + strings.Repeat("valormuylargo | ", 30) + "\n\n"
	w.add(wide + fence("text", strings.Repeat("palabra ", 100)))
	w.want("wide tables and code can be scrolled with the keyboard, and say where there is more",
		`[document.querySelector('.table-scroll'), document.querySelector('.code pre')].map(e => e.tabIndex).join() + ' ' + document.querySelector('.table-scroll').classList.contains('more-right') + ' ' + document.querySelector('.code').classList.contains('more-right')`, "0,0 true true")
	eval[any](w.reader, `document.querySelector('.code pre').scrollLeft = 200`)
	w.until(`document.querySelector('.code').classList.contains('more-left')`)
	w.save("| A | B |\n|---|---|\n| 1 | 2 |\n\n")
	w.want("narrow ones are no stop", `String(document.querySelector('.table-scroll').hasAttribute('tabindex'))`, "false")
}

func writeHeadings(w *writing) {
	long := strings.Repeat("Texto de relleno.\n\n", 60)
	w.want("no headings, no contents", `String(document.querySelector('.toc'))`, "null")
	w.add("## Primero\n\n" + long + "## Segundo\n\n" + long)
	const now = `[...document.querySelectorAll('.toc a[aria-current]')].map(a => a.textContent.replace(/[\d.\s]/g, '')).join()`
	eval[any](w.reader, `document.querySelector('#segundo').scrollIntoView()`)
	w.until(now + ` === 'Segundo'`)
	w.add("## Tercero\n\n" + long)
	eval[any](w.reader, `document.querySelector('#tercero').scrollIntoView()`)
	w.until(now + ` === 'Tercero'`)
	w.size(360)
	eval[any](w.reader, `document.querySelector('.toc-toggle').click()`)
	w.want("on narrow screens it unfolds", `document.querySelector('.toc-toggle').getAttribute('aria-expanded')`, "true")
	w.size(1280)
	w.save("")
	w.until(`!document.querySelector('.toc')`)
}

func writeTerm(w *writing) {
	w.add("Con TLS.")
	eval[any](w.reader, `document.querySelector('.term').focus()`)
	w.want("the definition shows", tip, "Protocolo que cifra.")
}

func writeImage(w *writing) {
	w.add("![Un diagrama](img/d.svg)\n\nImagen: Diagrama\n")
	eval[any](w.reader, `document.querySelector('.enlarge').click()`)
	w.until(`document.querySelector('dialog[open] img')`)
	eval[any](w.reader, `document.querySelector('.viewer-close').click()`)
	w.until(`!document.querySelector('dialog[open]')`)
}

func writeVariables(w *writing) {
	eval[any](w.reader, `document.querySelectorAll('.env input')[1].click()`)
	w.until(`document.querySelector('main p .v').textContent === 'pruebas.vertia.example'`)
	w.add(fence("sh", "ssh {{APP_HOST}}") + "Vaya a {{APP_HOST}}.")
	w.want("new values are of the environment that was chosen",
		`[...document.querySelectorAll('main .v')].map(v => v.textContent).join()`, "pruebas.vertia.example,pruebas.vertia.example,pruebas.vertia.example")
}
