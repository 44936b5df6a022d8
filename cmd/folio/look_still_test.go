package main

import (
	"fmt"
	"net/http"
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
	const all = "index.html buscar.html cumplimiento.html vertia/index.html vertia/pagina.html vertia/destruir.html vertia/sin-valores.html almacen/objetivo.html"
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
		{".js", "index.html vertia/pagina.html vertia/destruir.html", []int64{360, 1280}},
	} {
		late.kind.Store(of.late)
		for _, width := range of.widths {
			r.size(width)
			for name := range strings.FieldsSeq(of.pages) {
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
