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
		new PerformanceObserver(list => { for (const e of list.getEntries()) { sum += e.value; for (const s of e.sources) what += ' ' + s.node?.nodeName + '.' + s.node?.className; } }).observe({type: 'layout-shift', buffered: true});
		setTimeout(() => done(sum <= 0.001 ? 'still' : sum.toFixed(4) + what), 50); }, 300))`
	const all = "index.html buscar.html cumplimiento.html vertia/index.html vertia/pagina.html vertia/destruir.html vertia/sin-valores.html almacen/objetivo.html"
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
				r.open(name)
				r.want(fmt.Sprintf("%s at %d, late %q", name, width, of.late), moved, "still")
			}
		}
	}
	late.kind.Store("")
	r.open("vertia/destruir.html")
	r.want("the fonts are there", `document.fonts.ready.then(() => [...document.fonts].filter(f => f.style === 'normal' && /Folio (Sans|Mono)"?$/.test(f.family)).map(f => f.status + f.display).join())`,
		"loadedoptional,loadedoptional,loadedoptional")
}
