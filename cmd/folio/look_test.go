package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"folio/internal/browsertest"
)

func TestLook(t *testing.T) {
	var deep strings.Builder
	for i := range 16 {
		title := []string{"# Título", "\n## Título", "\n### Título", "\n#### Título"}
		fmt.Fprintf(&deep, "-- content/vertia/02-grande/%02d-n%d.md --\n%s\n", i+1, i+1, strings.Join(title, "\n"))
	}
	var many strings.Builder
	for i := range 30 {
		fmt.Fprintf(&many, "-- content/m%02d/manual.yaml --\ntitulo: M %02d\nestado: %s\nproceso: %s\nrevision: {ultima: 2020-01-0%d, cada-meses: 1}\n-- content/m%02d/01-a.md --\n# A\n\nTexto.\n",
			i, i, []string{"vigente", "borrador"}[i%2], []string{"Uno", "Dos", "Tres"}[i%3], 1+i%9, i)
	}
	many.WriteString("-- content/ajustes/manual.yaml --\ntitulo: Ajustes\nvariables:\n")
	for i := range 300 {
		fmt.Fprintf(&many, "  - {nombre: AJUSTE_%03d, valor: valor %d, descripcion: Un ajuste}\n", i, i)
	}
	many.WriteString("-- content/ajustes/01-a.md --\n# A\n\nTexto.\n")
	var large strings.Builder
	for c := range 60 {
		folder := fmt.Sprintf("content/enorme/%02d-c%d", c+1, c+1)
		fmt.Fprintf(&large, "-- %s/index.md --\n# Capítulo de los servicios de información %d\n", folder, c+1)
		for n := range 3 {
			fmt.Fprintf(&large, "-- %s/%02d-s%d.md --\n# Sección número %d, \\<que> sigue\n", folder, n+1, n+1, n+1)
		}
	}
	source := strings.NewReplacer(
		"COLUMNAS\n", strings.Repeat("| Columna ", 14)+"|\n"+strings.Repeat("|---", 14)+"|\n"+strings.Repeat("| valor-configurado ", 14)+"|\n", "LARGA", longWord, "SECCIONES\n", deep.String(), "GRANDE\n", large.String(), "PARRAFOS", strings.Repeat("Un párrafo de texto.\n\n", 16),
	).Replace(lookSite + many.String())
	out := siteOf(t, source)
	script, sheet := slowFile{ext: ".js"}, slowFile{ext: ".css"}
	var late lateFiles
	var page slowPage
	server := httptest.NewServer(page.before(script.before(sheet.before(late.before(http.FileServer(http.Dir(out)))))))
	t.Cleanup(server.Close)
	site := map[string]string{"tree from a folder": "file://" + filepath.ToSlash(out)}
	browser := browsertest.Start(t)
	for _, story := range []struct {
		name string
		play func(*reader)
	}{
		{"tree", lookAtTree},
		{"tree from a folder", lookAtTree},
		{"long words", lookAtLongWords},
		{"callouts", lookAtCallouts},
		{"numbers", lookAtNumbers},
		{"anchors", lookAtAnchors},
		{"forced colours", lookAtForcedColours},
		{"matrix", lookAtMatrix},
		{"inventory", lookAtInventory},
		{"long table", lookAtLongTable},
		{"board", lookAtBoard},
		{"phone", lookAtPhone},
		{"production", lookAtProduction},
		{"code", lookAtCode},
		{"paper", lookAtPaper},
		{"tabs", func(r *reader) { lookAtTabs(r, &script) }},
		{"drawn early", func(r *reader) { lookAtFirstFrame(r, &sheet) }},
		{"half read", func(r *reader) { lookAtUnread(r, &page) }},
		{"another environment", func(r *reader) { lookAtChosen(r, &script) }},
		{"nothing moves", func(r *reader) { lookAtShifts(r, &late) }},
	} {
		t.Run(story.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(browser, atMost)
			defer cancel()
			r := &reader{t, ctx, first(site[story.name], server.URL) + "/"}
			r.reset()
			story.play(r)
		})
	}
}

// lookAtLongWords: no page scrolls sideways, at no width, with its lines that
// stick on the screen or not.
func lookAtLongWords(r *reader) {
	for _, name := range []string{"index.html", "404.html", "buscar.html", "cumplimiento.html", "inventario-variables.html", "vertia/index.html", "vertia/pagina.html", "vertia/grande/n1.html", "vertia/imprimir.html"} {
		r.open(name)
		for _, width := range []int64{320, 360, 412, 1100, 1280} {
			r.size(width)
			r.want(fmt.Sprintf("%s at %d", name, width), `(async () => {
				const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
				const top = wide();
				scrollTo(0, 1500);
				await new Promise(done => setTimeout(done, 60));
				const below = wide();
				scrollTo(0, 0);
				return top + ' ' + below; })()`, "0 0")
		}
	}
}

// lookAtCallouts: every kind stands in the text, and the copy button of every
// block at the right.
func lookAtCallouts(r *reader) {
	r.open("vertia/pagina.html")
	r.want("each in the flow and below the one before", `(() => { let last = 0; return [...document.querySelectorAll('.callout')].map(e => {
		const b = e.getBoundingClientRect(), ok = b.top > last && b.width > 300 && getComputedStyle(e).position === 'static' && e.checkVisibility();
		last = b.bottom; return ok; }).join(); })()`, "true,true,true,true,true")
	r.want("the copy button at the right", `[...document.querySelectorAll('.copy')].filter(e => e.checkVisibility()).map(e => Math.round(e.parentNode.getBoundingClientRect().right - e.getBoundingClientRect().right) < 8).join()`, "true,true,true,true,true,true")
	r.want("a typed table of contents is a list", `document.querySelectorAll('.steps').length + ' ' + document.querySelectorAll('.prose > ol > li').length`, "0 3")
}

// lookAtNumbers: none touches its title.
func lookAtNumbers(r *reader) {
	for _, name := range []string{"vertia/grande/n1.html", "vertia/grande/n16.html", "vertia/pagina.html"} {
		r.open(name)
		r.want(name+": room between the number and the title", `[...document.querySelectorAll('h1, h2, h3, h4')].filter(h => h.querySelector('.num')).map(h => {
			const range = document.createRange(); range.selectNodeContents(h); range.setStartAfter(h.querySelector('.num'));
			const num = document.createRange(); num.selectNodeContents(h.querySelector('.num'));
			const title = [...range.getClientRects()].filter(b => b.width > 8);
			return title[0].left - num.getBoundingClientRect().right >= 6; }).every(Boolean) + ''`, "true")
		r.want(name+": titles and text begin at one edge", `(() => { const at = [...document.querySelectorAll('h1, .prose > h2, .prose > h3, .prose > h4')].map(h => {
			const range = document.createRange(); range.selectNodeContents(h); range.setStartAfter(h.querySelector('.num'));
			return Math.round([...range.getClientRects()].filter(b => b.width > 8)[0].left); }); return Math.max(...at) - Math.min(...at) <= 6 ? 'one' : at.join(); })()`, "one")
	}
}

// lookAtAnchors: a heading that is gone to stands right below what sticks, and
// is the one that is marked in "on this page".
func lookAtAnchors(r *reader) {
	for _, page := range []struct{ name, ids string }{{"vertia/pagina.html", "dos,despues,tres,cuatro,cinco"}, {"simple/uno.html", "primero,segundo,tercero"}} {
		for _, width := range []int64{1280, 360} {
			r.size(width)
			for id := range strings.SplitSeq(page.ids, ",") {
				r.open("404.html")
				r.open(page.name)
				eval[any](r, `(async () => { document.querySelector('.toc a[href="#`+id+`"]').click(); await new Promise(done => setTimeout(done, 150)); })()`)
				r.until(`document.querySelector('.toc [aria-current]')?.hash === '#` + id + `'`)
				r.want(fmt.Sprintf("%s#%s at %d is in view, near what sticks", page.name, id, width), `(() => {
					const heading = document.getElementById('`+id+`').getBoundingClientRect(), end = document.documentElement;
					const slim = document.querySelector('.slim p');
					const stuck = document.querySelector('.bar').getBoundingClientRect().bottom + (slim ? slim.offsetHeight : 0);
					const room = heading.top - stuck;
					const atEnd = end.scrollTop + end.clientHeight >= end.scrollHeight - 2;
					return room >= 4 && (room <= 32 || atEnd) ? 'yes' : 'no: ' + room; })()`, "yes")
			}
		}
	}
}

// lookAtTree: of a large manual a page has a part of the tree, and the rest when
// it is asked for.
func lookAtTree(r *reader) {
	const shown = `[...document.querySelectorAll('.tree-list > li')].filter(e => e.checkVisibility()).length`
	r.open("enorme/c1/s2.html")
	r.want("what is near, and no script yet", shown+` + ' ' + document.querySelectorAll('script[src*=arbol]').length`, "42 0")
	r.want("it shows with the page, not a frame later", `(async () => {
		document.documentElement.classList.add('waits');
		await new Promise(done => setTimeout(done, 300));
		document.documentElement.classList.remove('waits');
		return ['.tree', '.bar-button', '.skip', 'main'].map(e => getComputedStyle(document.querySelector(e)).visibility).join();
	})()`, "visible,visible,visible,visible")
	eval[any](r, `document.querySelector('.tree-gap a').focus()`)
	r.keys(kb.Enter)
	r.until(shown + ` === 60`)
	r.want("the gap is filled, in order, and the focus goes on", `(() => { const at = [...document.querySelectorAll('.tree-list > li:not(.tree-gap) > a .num')].map(e => +e.textContent);
		return at.every((n, i) => n === i + 1) + ' ' + document.activeElement.textContent; })()`, "true 42 Capítulo de los servicios de información 42")
	for _, number := range []string{"7", "50"} { // folded in the page, and in what was filled in
		eval[any](r, `[...document.querySelectorAll('.tree-list > li > a')].find(a => a.textContent.startsWith('`+number+` ')).parentNode.querySelector('summary').click()`)
		r.until(`document.querySelectorAll('[data-branch][open] li').length === 3`)
		r.want("the branch of "+number, `[...document.querySelectorAll('[data-branch][open] li a')].map(a => a.innerText.replace(/\s+/g, ' ') + ' ' + a.href.replace(/.*\/(c\d+.s\d+.html)/, '$1')).join('; ')`,
			fmt.Sprintf("%[1]s.1 Sección número 1, <que> sigue c%[1]s/s1.html; %[1]s.2 Sección número 2, <que> sigue c%[1]s/s2.html; %[1]s.3 Sección número 3, <que> sigue c%[1]s/s3.html", number))
		r.want("says its name", `document.querySelector('[data-branch][open] summary').textContent`, "Subsecciones de Capítulo de los servicios de información "+number)
		eval[any](r, `document.querySelector('[data-branch][open]').open = false; document.querySelectorAll('[data-branch] li').forEach(e => e.remove())`)
	}
	eval[any](r, `[...document.querySelectorAll('.tree-list > li > a')].find(a => a.textContent.startsWith('50 ')).click()`)
	r.until(`location.pathname.includes('/enorme/c50/') && document.readyState === 'complete' && !document.querySelector('.waits')`)
	r.want("the page is marked", `document.querySelector('.tree [aria-current]').innerText.replace(/\s+/g, ' ')`, "50 Capítulo de los servicios de información 50")

	if _, err := chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		r.Fatal(err)
	}
	r.open("enorme/c1/s2.html")
	r.want("without the script, a link to the table of contents and nothing that opens in vain",
		`document.querySelector('.tree-gap a').href.replace(/.*enorme/, '') + ' ' + [...document.querySelectorAll('[data-branch]')].some(e => e.checkVisibility())`, "/index.html#f.contenidos false")
}

// lookAtForcedColours: what is chosen, here or found does not look like the
// rest when the system takes colours and grounds away.
func lookAtForcedColours(r *reader) {
	features := []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		r.Fatal(err)
	}
	defer func() {
		if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
			r.Fatal(err)
		}
	}()
	// differs compares how two elements are drawn, their texts apart.
	differs := func(what, one, other string) {
		r.Helper()
		r.want(what+" looks different", `(() => { const look = s => { const c = getComputedStyle(document.querySelector(s));
			return [c.color, c.backgroundColor, c.borderLeftColor, c.borderLeftWidth, c.textDecorationLine, c.outlineStyle, c.outlineColor].join(); };
			return String(look('`+one+`') !== look('`+other+`')); })()`, "true")
	}
	readable := func(what, selector string) {
		r.Helper()
		r.want(what+" can be read", `(() => { const e = document.querySelector('`+selector+`'), c = getComputedStyle(e); let ground = c.backgroundColor;
			for (let p = e; p && (ground === 'rgba(0, 0, 0, 0)' || ground === 'transparent'); p = p.parentElement) ground = getComputedStyle(p).backgroundColor;
			const light = s => { const [r, g, b] = s.match(/[\d.]+/g).map(Number); return (r * 3 + g * 6 + b) / 10; };
			return Math.abs(light(c.color) - light(ground)) > 90 ? 'yes' : c.color + ' on ' + ground; })()`, "yes")
	}
	r.open("vertia/pagina.html")
	differs("the page's entry in the tree", ".tree-list > li > a[aria-current]", ".tree-list > li > a:not([aria-current])")
	differs("the heading's in the page", ".toc a[aria-current]", ".toc a:not([aria-current])")
	differs("the tab", ".tab-list [aria-selected=true]", ".tab-list [aria-selected=false]")
	differs("the line of code", ".line.hl", ".line:not(.hl)")
	differs("the environment", ".env-set :checked + span", ".env-set input:not(:checked) + span")
	readable("the tab", ".tab-list [aria-selected=true]")
	readable("the line of code", ".line.hl")
	readable("the environment", ".env-set :checked + span")
	r.want("the environment has a box as well", `getComputedStyle(document.querySelector('main .env-now')).borderTopStyle`, "solid")
	r.want("a tick is drawn", `getComputedStyle(document.querySelector('.task input:checked'), '::before').backgroundColor !== getComputedStyle(document.body).backgroundColor ? 'yes' : ''`, "yes")

	r.open("buscar.html?q=capitulo")
	r.until(`document.querySelector('.search-option[aria-selected=true] mark.hit')`)
	differs("the result", ".search-option[aria-selected=true]", ".search-option[aria-selected=false]")
	readable("a found word", "mark.hit")
	readable("a found word in a title", ".search-title mark.hit")
}

// slowFile holds the theme's script, or its style sheet, back until it is let go.
type slowFile struct {
	ext  string
	gate atomic.Pointer[chan bool]
}

// hold makes requests for the file wait for what is sent: whether it comes.
func (s *slowFile) hold() chan bool {
	gate := make(chan bool, 1)
	s.gate.Store(&gate)
	return gate
}

func (s *slowFile) before(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !strings.HasPrefix(req.URL.Path, "/assets/folio.") || !strings.HasSuffix(req.URL.Path, s.ext) {
			site.ServeHTTP(w, req)
			return
		}
		// A browser keeps what has no other word for a tenth of its age: a
		// file that it has had does not wait.
		w.Header().Set("Cache-Control", "no-store")
		if gate := s.gate.Load(); gate != nil {
			select {
			case comes := <-*gate:
				if !comes {
					http.NotFound(w, req)
					return
				}
			case <-req.Context().Done():
				return
			}
		}
		site.ServeHTTP(w, req)
	})
}

// lookAtTabs: the page has the shape of tabs before the script comes, with the
// panel that the reader chose, and shows all panels if it does not come.
func lookAtTabs(r *reader, script *slowFile) {
	defer script.gate.Store(nil)
	const panels = `[...document.querySelectorAll('.tab')].filter(e => e.checkVisibility()).map(e => e.dataset.tab).join()`
	open := func() chan bool {
		gate := script.hold()
		// Not by chromedp.Navigate, which waits for the script.
		eval[any](r, `location.href = '`+r.site+`vertia/pagina.html?' + Math.random()`)
		r.until(`location.search && document.querySelector('.tab ~ .tab') && document.querySelector('.foot') && !document.querySelector('.is-tabbed')`)
		// A face that comes later moves lines too, and is not what is asked here.
		eval[any](r, `(async () => { document.body.offsetTop; await document.fonts.ready; })()`)
		return gate
	}
	settle := func(gate chan bool, chosen string) {
		r.Helper()
		r.want("before the script", panels, chosen)
		const edges = `(() => { const h = document.getElementById('dos'), p = document.querySelector('.tab[data-tab=`
		at := `"` + chosen + `"]'); return Math.round(h.offsetTop) + ' ' + Math.round(p.getBoundingClientRect().top + scrollY); })()`
		before := eval[string](r, edges+at)
		gate <- true
		r.until(`document.querySelector('.is-tabbed')`)
		r.want("after it", panels, chosen)
		r.want("nothing has moved", edges+at, before)
	}
	r.open("404.html")
	settle(open(), "Linux")
	eval[any](r, `[...document.querySelectorAll('[role=tab]')].find(t => t.textContent === 'Windows').click()`)
	settle(open(), "Windows")

	open() <- false
	r.until(`document.readyState === 'complete'`)
	// What is inside a panel waits from when that shows.
	eval[any](r, `(async () => { for (let n = 0; n < 2; n++) { document.getAnimations().forEach(a => a.finish()); await new Promise(done => setTimeout(done, 50)); } })()`)
	r.want("without the script, all panels", panels, "Linux,Windows")
	r.want("and their names", `[...document.querySelectorAll('.tab-title')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`, "Linux,Windows")
	eval[any](r, `localStorage.clear()`)
}

// lookAtPhone: the text begins in the first half of a small screen; the control
// header opens, and what is on the page is at hand wherever the reader is.
func lookAtPhone(r *reader) {
	r.open("vertia/sin-valores.html")
	r.size(360)
	r.want("text in the first 300 px", `String(document.querySelector('.prose p').getBoundingClientRect().top <= 300)`, "true")
	r.want("the header is folded", `getComputedStyle(document.querySelector('.control-process')).display`, "none")
	r.open("almacen/objetivo.html")
	r.want("a draft's text, too", `String(document.querySelector('.prose p').getBoundingClientRect().top <= 300)`, "true")
	const notice = `(() => { const e = document.querySelector('.notice'), p = e.querySelector('p'); return e.checkVisibility() + ' ' + p.querySelector('strong').textContent + ' ' + Math.round(p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight)); })()`
	r.want("one line says that it is one", notice, "true Borrador. 1")
	r.want("which opens", `(() => { document.querySelector('.notice').click(); return `+notice+`; })()`, "true Borrador. 3")
	r.open("vertia/sin-valores.html")
	r.want("it opens", `(() => { document.querySelector('.control-toggle').click(); return getComputedStyle(document.querySelector('.control-process')).display; })()`, "block")
	r.open("turno/guardia.html")
	r.want("the environment's mark is under the header", `(() => {
		const mark = document.querySelector('.control + .env-now').getBoundingClientRect(), header = document.querySelector('.control').getBoundingClientRect();
		return String(Math.abs(mark.top - header.bottom) <= 1 && document.elementFromPoint(mark.left + 4, mark.top + mark.height / 2).closest('.env-now') !== null);
	})()`, "true")
	r.open("vertia/pagina.html")
	r.want("what is on the page, from far below", `(async () => {
		scrollTo(0, 2000);
		await new Promise(done => setTimeout(done, 100));
		const toggle = document.querySelector('.toc-toggle');
		const b = toggle.getBoundingClientRect();
		const at = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
		toggle.click();
		const list = document.querySelector('.toc ol').getBoundingClientRect();
		return String(toggle.contains(at)) + (b.top >= 56 && b.bottom <= 92) + (list.top >= b.bottom - 2 && list.height > 40); })()`, "truetruetrue")
	r.want("the menu has the focus, and lets it go", `(() => { document.querySelector('.tree-open').click();
		const tree = document.querySelector('.tree'), inside = tree.contains(document.activeElement) && tree.checkVisibility({visibilityProperty: true});
		document.querySelector('.prose a').focus(); return inside + ' ' + document.querySelector('.tree-open').getAttribute('aria-expanded'); })()`, "true false")
	r.open("cumplimiento.html")
	r.want("the matrix names its rows", `String(document.querySelector('tbody .x-title').offsetWidth >= 120)`, "true")
	r.size(320)
	r.open("vertia/pagina.html")
	r.want("the environment's name is whole", `(() => { const e = document.querySelector('.slim .env-now'); return String(e.checkVisibility() && e.scrollWidth <= e.clientWidth); })()`, "true")
	r.size(1280)
	r.open("vertia/sin-valores.html")
	r.want("whole where there is room", `getComputedStyle(document.querySelector('.control-process')).display + getComputedStyle(document.querySelector('.control-toggle')).display`, "blocknone")
}

// lookAtProduction: red says that production is at stake: where no value shows,
// nothing is red; what destroys is asked for twice; a copy says whose values it has.
func lookAtProduction(r *reader) {
	const press = `(async () => { document.execCommand = () => true; const b = document.querySelector('.copy'); b.click(); await new Promise(done => setTimeout(done, 50)); return b.textContent; })()`
	r.open("vertia/sin-valores.html")
	r.want("no name of an environment", `String(document.querySelectorAll('.env-now').length)`, "0")
	r.want("the switch is grey", `getComputedStyle(document.querySelector('.env-tone')).getPropertyValue('--tone')`, "#55605A")
	r.open("vertia/destruir.html")
	r.want("red where values show", `getComputedStyle(document.querySelector('.env-now')).getPropertyValue('--tone')`, "#B3203C")
	r.want("asks once", press, "Destruye datos en PRODUCCIÓN. ¿Copiar?")
	r.want("then copies, and says whose", press, "Copiado · PRODUCCIÓN")
	r.want("elsewhere it does not ask", `(async () => { const list = document.querySelector('.env-list'); list.selectedIndex = 1; list.dispatchEvent(new Event('change', {bubbles: true})); return `+press+`; })()`, "Copiado · PRUEBAS")
}

// lookAtCode: long lines wrap for who wants it, on the next page too; a short name
// in a sentence is not broken.
func lookAtCode(r *reader) {
	r.open("vertia/destruir.html")
	r.size(1280)
	r.want("only where it is of use", `String(document.querySelectorAll('.wrap-switch').length)`, "1")
	r.want("it wraps", `(() => { const b = document.querySelector('.wrap-switch'); b.click(); const pre = b.closest('.code').querySelector('pre'); return b.getAttribute('aria-pressed') + (pre.scrollWidth <= pre.clientWidth + 1); })()`, "truetrue")
	r.open("vertia/pagina.html")
	r.open("vertia/destruir.html")
	r.want("the choice is kept", `document.querySelector('.wrap-switch').getAttribute('aria-pressed')`, "true")
	r.open("vertia/sin-valores.html")
	r.want("a short name is whole", `getComputedStyle(document.querySelector('.prose code')).whiteSpace`, "nowrap")
}

// lookAtPaper: nothing is cut at the edge of a sheet, and no label or head of a
// table stays alone at its foot.
func lookAtPaper(r *reader) {
	r.open("vertia/sin-valores.html")
	r.size(660) // A4 between its margins
	r.media("print")
	r.want("fourteen columns fit", `(() => { const t = document.querySelector('.table-scroll table'); return String(t.scrollWidth <= t.parentNode.clientWidth + 1); })()`, "true")
	r.want("the control header is whole", `getComputedStyle(document.querySelector('.control-process')).display + getComputedStyle(document.querySelector('.control-toggle')).display`, "blocknone")
	r.open("vertia/pagina.html")
	r.want("the environment is named", `getComputedStyle(document.querySelector('.page-head > .env-now')).display`, "block")
	r.want("a tab's label goes with its code", `getComputedStyle(document.querySelector('.tab-title')).breakAfter`, "avoid")
	r.want("a table's head goes with its first row", `getComputedStyle(document.querySelector('thead')).breakAfter + getComputedStyle(document.querySelector('tbody tr')).breakBefore`, "avoidavoid")
	r.media("")
}
