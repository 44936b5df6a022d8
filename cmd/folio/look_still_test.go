package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync/atomic"
	"time"
)

// lateFiles makes files of one kind come late.
type lateFiles struct{ kind atomic.Value }

func (l *lateFiles) before(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if kind, _ := l.kind.Load().(string); kind != "" && path.Ext(req.URL.Path) == kind {
			select {
			case <-time.After(400 * time.Millisecond):
			case <-req.Context().Done():
				return
			}
		}
		site.ServeHTTP(w, req)
	})
}

// lookAtShifts: what has been drawn stays where it is when the fonts and the
// scripts come, soon or late; and fonts that come soon are used.
func lookAtShifts(r *reader, late *lateFiles) {
	defer late.kind.Store("")
	const moved = `new Promise(done => setTimeout(() => { let sum = 0, what = '';
		new PerformanceObserver(list => { for (const e of list.getEntries()) { sum += e.value; for (const s of e.sources) what += ' ' + s.node?.nodeName + '.' + (s.node?.className ?? s.node?.textContent); } }).observe({type: 'layout-shift', buffered: true});
		setTimeout(() => done(sum <= 0.001 ? 'still' : sum.toFixed(4) + what), 50); }, 300))`
	const all = "index.html buscar.html cumplimiento.html vertia/index.html vertia/pagina.html vertia/destruir.html vertia/sin-valores.html almacen/objetivo.html listado-maestro.html inventario-variables.html turno/guardia.html inventario-servidores.html"
	// A reader who wraps code, in the environment that the pages come with.
	r.open("404.html")
	eval[any](r, `localStorage.clear(); localStorage.setItem('folio-ajustar', '1')`)
	defer eval[any](r, `localStorage.clear()`)
	for _, of := range []struct {
		late, pages string
		widths      []int64
	}{
		{"", all, []int64{360, 1280}},
		{".woff2", "vertia/pagina.html vertia/sin-valores.html", []int64{360}},
		{".js", "index.html vertia/pagina.html vertia/destruir.html listado-maestro.html inventario-variables.html turno/guardia.html inventario-servidores.html", []int64{360, 1280}},
	} {
		late.kind.Store(of.late)
		for _, width := range of.widths {
			r.size(width)
			for name := range strings.FieldsSeq(of.pages) {
				if res, err := http.Get(r.site + name); err != nil || res.StatusCode != http.StatusOK || res.Body.Close() != nil {
					r.Fatal(name, err)
				}
				r.openUntil(name, fmt.Sprintf("%s at %d, late %q", name, width, of.late), moved, "still")
			}
		}
	}
	late.kind.Store("")
	r.open("vertia/destruir.html")
	r.want("the fonts are there, or none is", `document.fonts.ready.then(() => {
		const has = document.documentElement.classList.contains('fonts'), uses = e => getComputedStyle(document.querySelector(e)).fontFamily.includes(e === 'pre code' ? '"Folio Mono",' : '"Folio Sans",');
		return String([...document.fonts].filter(f => f.style === 'normal' && /Folio (Sans|Mono)"?$/.test(f.family)).every(f => f.status === 'loaded') && uses('p') === has && uses('h1') === has && uses('pre code') === has); })`, "true")
	late.kind.Store(".woff2")
	r.open("vertia/sin-valores.html")
	r.want("late ones wait for the next page", `document.fonts.ready.then(() => String(document.documentElement.classList.contains('fonts')))`, "false")
	late.kind.Store("")
	r.openUntil("vertia/sin-valores.html", "which has them", `document.fonts.ready.then(() => String(document.documentElement.classList.contains('fonts')))`, "true")
}

// slowPage sends pages up to a text and no further, until it is let go.
type slowPage struct {
	at   string
	gate atomic.Pointer[chan bool]
}

// hold makes pages wait at a text for what is sent.
func (s *slowPage) hold(at string) chan bool {
	gate := make(chan bool, 1)
	s.at = at
	s.gate.Store(&gate)
	return gate
}

func (s *slowPage) before(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		gate := s.gate.Load()
		if gate == nil || path.Ext(req.URL.Path) != ".html" {
			site.ServeHTTP(w, req)
			return
		}
		whole := httptest.NewRecorder()
		site.ServeHTTP(whole, req)
		page := whole.Body.String()
		begin, rest, _ := strings.Cut(page, s.at)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, begin)
		_ = http.NewResponseController(w).Flush()
		select {
		case <-*gate:
			_, _ = io.WriteString(w, s.at+rest)
		case <-req.Context().Done():
		}
	})
}

// goTo opens a page, and waits until the last is gone, but not, as
// chromedp.Navigate does, until the new one is whole.
func (r *reader) goTo(name string) {
	r.Helper()
	eval[any](r, `(() => { window.last = true; location.href = '`+r.site+name+`?' + Math.random(); })()`)
	r.until(`!window.last`)
}

// lookAtFirstFrame: while the style sheet is on its way the page is read up to its
// bar and no further, so that this is drawn before the rest is laid out. A reader's
// first page does not wait for fonts; the next ones have them.
func lookAtFirstFrame(r *reader, sheet *slowFile) {
	defer sheet.gate.Store(nil)
	const fonts = `document.fonts.ready.then(() => String(document.documentElement.classList.contains('fonts')))`
	for name := range strings.FieldsSeq("vertia/pagina.html index.html vertia/imprimir.html vertia/index.html 404.html cumplimiento.html buscar.html") {
		r.open("404.html")
		r.until(`localStorage.getItem('folio-letras')`)
		eval[any](r, `localStorage.clear()`)
		gate := sheet.hold()
		r.goTo(name)
		r.until(`location.search && document.querySelector('.bar .theme-switch')`)
		r.want("the rest waits, on "+name, `new Promise(done => setTimeout(() => done(document.readyState + ' ' + document.querySelectorAll('main').length), 200))`, "loading 0")
		gate <- true
		r.until(`document.readyState === 'complete'`)
		r.want("and comes", `String(!!document.querySelector('main h1'))`, "true")
		r.want("the first frame was to wait for the bar", `(() => { const of = [...document.querySelectorAll('link[rel=expect][blocking=render]')].map(e => document.getElementById(e.getAttribute('href').slice(1)));
			return String(of.length === 1 && of[0].compareDocumentPosition(document.querySelector('.bar')) === Node.DOCUMENT_POSITION_PRECEDING); })()`, "true")
		r.want("the first page does without fonts", fonts, "false")
		sheet.gate.Store(nil)
		r.until(`localStorage.getItem('folio-letras')`)
		r.openUntil(name, "the next one has them", fonts, "true")
	}
}

// lookAtUnread: of a page that is still coming, what is not whole is not shown, and
// what is shown stays.
func lookAtUnread(r *reader, page *slowPage) {
	defer page.gate.Store(nil)
	r.open("404.html")
	eval[any](r, `localStorage.clear()`)
	const blocks = `[...document.querySelectorAll('.prose > *, .tree, .foot')].map(e => +e.checkVisibility({visibilityProperty: true})).join('')`
	const drawn = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done('')))).then(() => document.querySelector('.prose').getBoundingClientRect().top)`
	for _, width := range []int64{360, 1280} {
		r.size(width)
		gate := page.hold("rm -rf")
		r.goTo("vertia/destruir.html")
		r.until(`location.search && document.querySelector('.prose pre') && !document.documentElement.classList.contains('waits')`)
		before := eval[float64](r, drawn)
		r.want("only what is whole", `document.readyState + ' ' + `+blocks, "loading 010") // the tree, a whole paragraph, half a block
		gate <- true
		r.until(`document.readyState === 'complete'`)
		page.gate.Store(nil)
		r.want("and then whole", `String(!(`+blocks+`).slice(1).includes('0') && document.querySelector('.prose pre').checkVisibility({visibilityProperty: true}))`, "true")
		if after := eval[float64](r, drawn); after != before {
			r.Errorf("at %d the text goes from %v to %v", width, before, after)
		}
	}
	gate := page.hold("\n</article>")
	r.goTo("vertia/pagina.html")
	r.until(`location.search && document.querySelectorAll('.prose > *').length > 12 && !document.documentElement.classList.contains('waits')`) // for fonts
	eval[float64](r, drawn)
	r.want("what is whole is shown, of a page that is not", `document.readyState + ' ' + [...document.querySelectorAll('.prose > *')].slice(0, 9).every(e => e.checkVisibility({visibilityProperty: true}))`, "loading true")
	gate <- true
}

// lookAtChosen: who chose another environment than the pages come with never sees
// that one's name or values, however late the script is; nor is anything withheld
// from others, or when there is no script.
func lookAtChosen(r *reader, script *slowFile) {
	defer script.gate.Store(nil)
	const seen = `document.body.checkVisibility({visibilityProperty: true}) + ' ' + document.querySelector('main .env-name').textContent + ' ' + document.querySelector('.env input:checked').value + ' ' + document.querySelector('main .v').textContent`
	open := func(chosen string) chan bool {
		r.Helper()
		script.gate.Store(nil)
		r.open("404.html")
		eval[any](r, `localStorage.setItem('folio-ambiente`+chosen+`')`)
		gate := script.hold()
		r.goTo("vertia/destruir.html")
		r.until(`location.search && document.querySelector('.foot') && !/loading/.test(document.readyState)`)
		eval[any](r, `new Promise(done => setTimeout(done, 300))`) // longer than fonts are waited for
		return gate
	}
	defer eval[any](r, `localStorage.clear()`)
	gate := open(`', 'pruebas`)
	r.want("not before the script", seen, "false Producción produccion vertia.example")
	gate <- true
	r.until(`document.readyState === 'complete'`)
	r.want("with it, the chosen one", seen, "true Pruebas pruebas pruebas.vertia.example")
	open(`', 'pruebas`) <- false
	r.until(`document.readyState === 'complete'`)
	r.want("without it, the first, as it says", seen, "true Producción produccion vertia.example")
	gate = open(`-vertia', 'produccion`)
	r.want("the manual's own choice counts", seen, "true Producción produccion vertia.example")
	gate <- true
	// Rows of the sheet for who is on call are of one environment each, and a script of its own chooses.
	r.until(`document.readyState === 'complete'`)
	gate = script.hold()
	eval[any](r, `localStorage.clear()`)
	r.goTo("turno/guardia.html")
	r.until(`location.search && document.querySelector('.foot') && !/loading/.test(document.readyState)`)
	const rows = `[...document.querySelectorAll('.duty [data-env]')].filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.dataset.env).join()`
	r.want("no rows before the script", `String(document.querySelector('.duty h1').checkVisibility({visibilityProperty: true})) + `+rows, "true")
	gate <- true
	r.until(`document.querySelector('.duty-chosen')`)
	r.want("then those of the first", rows, "produccion")
	script.gate.Store(nil)
	r.open("404.html")
}
