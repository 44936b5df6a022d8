package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"folio/internal/browsertest"
)

// TestReading plays what readers do, on a server and from a folder.
func TestReading(t *testing.T) {
	out := siteOf(t, readingSite)
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)

	browser := browsertest.Start(t)
	for _, where := range []struct{ name, site string }{{"http", server.URL + "/"}, {"file", "file://" + filepath.ToSlash(out) + "/"}} {
		for _, story := range []struct {
			name string
			play func(*reader)
		}{
			{"environment", readInEnvironments}, {"everywhere", readEverywhere}, {"on call", readOnCall}, {"search", readSearch}, {"image", readImage}, {"term", readTerm}, {"touch", readTermByTouch}, {"hidden", readHidden}, {"without script", readWithoutScript},
		} {
			t.Run(where.name+" "+story.name, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(browser, atMost)
				defer cancel()
				r := &reader{t, ctx, where.site}
				r.reset()
				story.play(r)
			})
		}
	}
}

func readInEnvironments(r *reader) {
	r.open("vertia/uno.html")
	const seen = `(() => { const t = (s) => [...document.querySelectorAll(s)].map(e => e.textContent).join(' ');
		return [t('main p > .v'), t('td .v'), t('pre .v')].join(' | '); })()`
	r.want("the first environment shows", seen, `vertia.example a<b>&"' 5432 ‹DB_PASS› | vertia.example | vertia.example ‹DB_PASS› vertia.example`)
	r.want("and says its name", `document.querySelector('main .env-now').innerText`, "AMBIENTE: PRODUCCIÓN")
	r.want("the data holds neither secrets nor what the text does not use", `Object.keys(JSON.parse(document.querySelector('.env script').textContent)).join()`, "APP_HOST,DB,DB_PORT")
	r.want("an environment without a value takes the one for all", `(() => { const v = JSON.parse(document.querySelector('.env script').textContent); return v.DB[2] + ' ' + v.DB_PORT; })()`, "local 5432")
	r.want("what is no variable stays", `String(document.querySelector('main').innerText.includes('no {{OTRA}}'))`, "true")

	eval[any](r, `document.querySelector('.env input:checked').focus()`)
	r.keys(kb.ArrowRight)
	r.until(`document.querySelector('main .env-name').textContent === 'Pruebas'`)
	r.want("every value follows, as text", seen, `pruebas.vertia.example </script><b> 5432 ‹DB_PASS› | pruebas.vertia.example | pruebas.vertia.example ‹DB_PASS› pruebas.vertia.example`)
	r.want("links too, encoded", `[...document.querySelectorAll('.ext[data-hrefs]')].map(a => a.getAttribute('href') + ' ' + a.textContent).join(' | ')`,
		"https://pruebas.vertia.example:5432/a%20b?q=%C3%B1 la consola | https://pruebas.vertia.example/estado https://pruebas.vertia.example/estado")
	r.want("politely", `[...document.querySelectorAll('[role=status]')].map(e => e.textContent).join('')`, "Ambiente: Pruebas. La página muestra sus valores y comandos.")
	r.want("by colour and in words", `[...document.querySelectorAll('.env-now')].map(e => e.dataset.tone + ' ' + e.textContent.trim()).join(' | ')`, "staging Pruebas | staging Ambiente: Pruebas")
	r.want("a copied command has the value", `(async () => { let taken = ''; navigator.clipboard.writeText = s => { taken = s; return Promise.resolve(); };
		document.querySelector('.copy').click(); await new Promise(f => setTimeout(f, 50)); return taken; })()`, "ssh op@pruebas.vertia.example '‹DB_PASS›'")

	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		r.Fatal(err)
	}
	r.want("paper says which", `document.querySelector('main .env-now').innerText`, "Ambiente: Pruebas")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
		r.Fatal(err)
	}

	const now = `document.querySelector('.env-list').value + ' ' + document.querySelector('.env input:checked').value + ' ' + document.querySelector('main p .v').textContent`
	r.openUntil("vertia/dos.html", "the next page remembers", now, "pruebas pruebas pruebas.vertia.example")
	r.openUntil("sigma/uno.html", "another manual takes the environment of the same id", now, "pruebas pruebas pruebas.sigma.example")
	r.size(360)
	eval[any](r, `document.querySelector('.env-list').focus()`)
	r.keys(kb.Home) // in the list of narrow screens
	r.until(`document.querySelector('main p .v').textContent === 'sigma.example'`)
	r.openUntil("vertia/dos.html", "but a manual's own choice counts first", now, "pruebas pruebas pruebas.vertia.example")
	r.open("solo/uno.html")
	r.want("one environment is no choice", `String(document.querySelector('.env, .env-now'))`, "null")
	r.open("mudo/uno.html")
	r.want("nor is one that no text depends on", `String(document.querySelector('.env, .env-now'))`, "null")
}

// readOnCall: the sheet for who is on call shows what the chosen environment has, on
// the screen, on paper and in the clipboard; without a script each row says whose it is.
func readOnCall(r *reader) {
	const seen = `[...document.querySelectorAll('.duty-rows > div')].filter(e => e.offsetHeight).map(e => [...e.children].map(c => c.innerText).join(' ')).join(' | ')`
	r.open("turno/guardia.html")
	eval[any](r, `(() => { const b = document.querySelector('.env input[value=produccion]'); if (!b.checked) b.click(); })()`)
	r.until(`document.querySelector('.env-list').value === 'produccion'`)
	r.want("it shows production first", seen, "Servidor web turno.example | Máquina maquina.turno.example")
	r.want("as it is said", `document.querySelector('main .env-now').innerText`, "AMBIENTE: PRODUCCIÓN")
	eval[any](r, `document.querySelector('.env input[value=pruebas]').click()`)
	r.until(`document.querySelector('.env-list').value === 'pruebas'`)
	r.want("and then the other", seen, "Servidor web pruebas.turno.example | Máquina maquina.pruebas.turno.example")
	r.want("a copied command is that of its page", `(async () => { let taken = ''; navigator.clipboard.writeText = s => { taken = s; return Promise.resolve(); };
		document.querySelector('.duty-steps .copy').click(); await new Promise(f => setTimeout(f, 50)); return taken; })()`, "devolver --en pruebas.turno.example && echo listo")
	r.want("what is missing is said", `document.querySelector('.duty-missing').innerText`, "El manual no lo dice. Escriba «soporte» en manual.yaml, con correo, teléfono y horario.")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		r.Fatal(err)
	}
	r.want("paper has the same", seen, "Servidor web pruebas.turno.example | Máquina maquina.pruebas.turno.example")
	r.want("and the whole command", `document.querySelector('.duty-steps pre').innerText.trim()`, "devolver --en pruebas.turno.example && echo listo")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
		r.Fatal(err)
	}
	r.size(360)
	r.want("nothing is wider than a phone", `String(document.documentElement.scrollWidth <= 360)`, "true")
}

// readEverywhere: once a reader has chosen, nothing on a page names the first
// environment's server, and nothing has lost its value.
func readEverywhere(r *reader) {
	// What a page says, in words and in attributes, which data apart.
	const page = `(() => { const d = document.documentElement.cloneNode(true); d.querySelectorAll('.env script').forEach(e => e.remove());
		d.querySelectorAll('[data-hrefs]').forEach(e => e.removeAttribute('data-hrefs')); return d.outerHTML; })()`
	for _, name := range []string{"uno", "dos", "glosario", "index"} {
		r.open("todo/" + name + ".html")
		eval[any](r, `(() => { const b = document.querySelector('.env input[value=produccion]'); if (!b.checked) b.click(); })()`)
		r.want(name+": the first environment shows", `String(`+page+`.split('test-uno').length - 1)`, "0")
		first := eval[int](r, page+`.split('prod-uno').length`)
		eval[any](r, `document.querySelector('.env input[value=pruebas]').click()`)
		r.until(`document.querySelector('.env-list').value === 'pruebas'`)
		r.want(name+": nothing names the other", page+`.match(/.{0,60}prod-uno.{0,40}/g) + ''`, "null")
		r.want(name+": as often", `String(`+page+`.split('test-uno').length)`, fmt.Sprint(first))
		r.want(name+": nothing is raw", page+`.match(/.{0,40}{{.{0,40}|[\ufdd0-\ufdd2]/g) + ''`, "null")
	}
	r.openIn("pruebas", "todo/uno.html")
	r.want("window and title", `document.title + ' | ' + document.querySelector('h1').textContent`, "1 Servidor test-uno.example · Manual de test-uno.example | 1 Servidor test-uno.example")
	r.want("what search engines read", `document.querySelector('meta[name=description]').content`, "Cómo va test-uno.example")
	r.want("the menu", `document.querySelector('.tree').innerText.replace(/\s+/g, ' ').trim()`, "Manual de test-uno.example 1 Servidor test-uno.example 2 Copia de test-uno.example 3 Glosario")
	r.want("on this page", `[...document.querySelectorAll('.toc ol a')].map(a => a.hash + ' ' + a.textContent).join(' | ')`,
		"#en 1.1 En test-uno.example.conf y test-uno.example | #otro-app_host 1.1.1 Otro test-uno.example")
	r.want("references", `[...document.querySelectorAll('.prose > p:first-child a:not(.term)')].slice(0, 4).map(a => a.textContent + ' ' + new URL(a.href).pathname.split('/').pop() + ' ' + a.title).join(' | ')`,
		"numeral 1.1 En test-uno.example.conf y test-uno.example uno.html  | numeral 2 Copia de test-uno.example dos.html  | Tabla 1 uno.html  | el archivo test-uno.example.conf Archivo de test-uno.example")
	r.want("other schemes", `[...document.querySelectorAll('.ext[data-hrefs]')].map(a => a.getAttribute('href') + ' ' + a.textContent).join(' | ')`,
		"ssh://op@test-uno.example:22 ssh://op@test-uno.example:22 | mailto:op@test-uno.example con correo")
	r.want("titles", `['.callout-title', '.code-title', '[role=tab]', 'summary', 'caption', 'figcaption'].map(s => document.querySelector('.prose ' + s).innerText.trim()).join(' | ')`,
		"Nota: Solo en test-uno.example | /etc/test-uno.example.conf | Con test-uno.example | Más de test-uno.example | Tabla 1. Puertos de test-uno.example | Imagen 1. Plano de test-uno.example")
	r.want("labels that are heard", `['.callout', '.code pre', 'h2 .anchor', '.enlarge'].map(s => document.querySelector('.prose ' + s).getAttribute('aria-label')).join(' | ')`,
		"Nota: Solo en test-uno.example | /etc/test-uno.example.conf | Enlace a «En test-uno.example.conf y test-uno.example» | Ampliar la imagen: Plano de test-uno.example")
	r.want("texts of images and of titles", `[...document.querySelectorAll('.prose img, .prose span[title]')].map(e => (e.alt || '') + '/' + e.title).join(' | ')`,
		"Diagrama de test-uno.example/Título test-uno.example | /Es test-uno.example | Plano de test-uno.example/")
	r.want("what a term means", `document.querySelector('.term').dataset.definition`, "Acuerdo sobre test-uno.example.")
	r.open("index.html")
	r.want("the home page has no environment", `document.querySelector('a[href^="todo/"]').textContent.trim()`, "Manual de ‹APP_HOST›")
}

// readSearch: what any environment shows is found, in its own words, and says
// whose it is where it is not the reader's.
func readSearch(r *reader) {
	ask := func(query string) string {
		return `(async () => { const i = document.querySelector('.search-input'); i.value = ` + strconv.Quote(query) + `; i.dispatchEvent(new Event('input', { bubbles: true }));
			for (let n = 0; folioSearch.drawn !== i.value; n++) { if (n > 400) throw new Error('no answer'); await new Promise(f => setTimeout(f, 10)); }
			return [...document.querySelectorAll('.search-option')].filter(o => o.href.includes('/todo/dos.html')).slice(0, 1).map(o => [o.querySelector('.search-title').innerText.replace('Valor en', ' Valor en').replace(/\s+/g, ' ').trim(), ...[...o.querySelectorAll('.hit')].map(h => h.textContent), new URL(o.href).searchParams.get('resaltar')].join(' | ')).join() || 'none'; })()`
	}
	choose := func(env string) {
		r.Helper()
		r.openIn(env, "todo/uno.html")
		eval[any](r, `document.querySelector('.search-open').click()`)
		r.until(`document.querySelector('.search-input') && folioSearch.opened`)
	}
	r.open("index.html")
	eval[any](r, `document.querySelector('.search-open').click()`)
	r.until(`document.querySelector('.search-tips')`)
	r.want("the help names a manual, and not the site's own pages", `String([...document.querySelectorAll('.search-tips code')].some(c => /sistema:[a-z]/.test(c.textContent)))`, "true")
	r.open("todo/uno.html")
	choose("produccion")
	r.want("another environment's host is found, and says whose it is", ask("test-uno.example"), "2 Copia de test-uno.example , Valor en el ambiente Pruebas | test-uno.example | test-uno.example prod-uno.example")
	r.want("while it is typed too", ask("test-uno.ex"), "2 Copia de test-uno.example , Valor en el ambiente Pruebas | test-uno.ex prod-uno.example")
	r.want("with other words", ask("copia test-uno.example"), "2 Copia de test-uno.example , Valor en el ambiente Pruebas | Copia | test-uno.example | copia test-uno.example prod-uno.example")
	r.want("in a phrase", ask(`"copia de test-uno.example"`), "2 Copia de test-uno.example , Valor en el ambiente Pruebas | Copia | test-uno.example | copia test-uno.example prod-uno.example")
	r.want("the reader's own says nothing", ask("prod-uno.example"), "2 Copia de prod-uno.example | prod-uno.example | prod-uno.example")
	r.want("a word of it is none", ask("test"), "none")
	r.want("nor is another manual's", ask("pruebas.sigma.example"), "none")
	choose("pruebas")
	r.want("chosen, it is the reader's own", ask("test-uno.example"), "2 Copia de test-uno.example | test-uno.example | test-uno.example")
	r.want("what is shown without asking for it, too", ask("copia"), "2 Copia de test-uno.example | Copia | copia")
	r.want("and the first one's says whose it is", ask("prod-uno.example"), "2 Copia de prod-uno.example , Valor en el ambiente Producción | prod-uno.example | prod-uno.example test-uno.example")
	r.openIn("pruebas", "todo/dos.html?resaltar=prod-uno.example%20test-uno.example")
	r.until(`document.querySelector('.hit-now')`)
	r.want("on the page the reader's own is marked", `document.querySelector('.hit-now').textContent`, "test-uno.example")
	eval[any](r, `localStorage.removeItem('folio-ambiente-todo')`)
}

func readImage(r *reader) {
	r.open("vertia/uno.html")
	eval[any](r, `document.querySelector('.enlarge').focus()`)
	r.keys(kb.Enter)
	r.until(`document.querySelector('dialog[open]')`)
	r.want("with its caption", `document.querySelector('dialog p').textContent`, "Imagen 1. Diagrama de red")
	r.want("as large as the window", `(() => { const i = document.querySelector('dialog img').getBoundingClientRect(), s = document.querySelector('.viewer-stage'); return String(i.width > 1000 && s.scrollWidth === s.clientWidth && s.scrollHeight === s.clientHeight); })()`, "true")
	r.keys("+")
	r.want("+ enlarges, and it scrolls", `(() => { const s = document.querySelector('.viewer-stage'); return document.querySelector('dialog output').textContent + ' ' + (s.scrollWidth > s.clientWidth); })()`, "400 % true")
	r.keys("-")
	eval[any](r, `document.querySelector('dialog img').click()`)
	r.want("a click enlarges", `String(document.querySelector('.viewer-stage').classList.contains('is-zoomed'))`, "true")
	r.keys(kb.Escape)
	r.until(`!document.querySelector('dialog[open]')`)
	r.want("Escape closes; the focus is back", `document.activeElement.className`, "enlarge")
	eval[any](r, `document.querySelector('.enlarge').click()`)
	r.want("again, with one picture", `String(document.querySelectorAll('dialog[open] img').length)`, "1")
	eval[any](r, `document.querySelector('.viewer-close').click()`)
	r.until(`!document.querySelector('dialog[open]')`)
}

// tip is what the tooltip says, "" when it does not show.
const tip = `(() => { const t = document.querySelector('[role=tooltip]'), a = document.querySelector('.term'); return t && t.checkVisibility() && a.getAttribute('aria-describedby') === t.id ? t.textContent : ''; })()`

const meaning = "Protocolo que cifra lo que viaja por la red entre dos equipos y comprueba con quién se habla."

func readTerm(r *reader) {
	r.size(320)
	r.open("vertia/uno.html")
	r.want("quiet at first", tip, "")
	eval[any](r, `document.querySelector('.term').focus()`)
	r.want("focus shows", tip, meaning)
	r.want("inside the window", `(() => { const b = document.querySelector('.definition').getBoundingClientRect(); return String(b.left >= 0 && b.right <= 320 && b.top >= 0 && b.bottom <= innerHeight); })()`, "true")
	r.keys(kb.Escape)
	r.want("Escape hides", tip, "")

	eval[any](r, `document.activeElement.blur()`)
	r.point(".term")
	r.until(tip)
	r.point(".definition")
	time.Sleep(400 * time.Millisecond) // longer than a tooltip stays when it is left
	r.want("the pointer may go over it", tip, meaning)
	r.point("figcaption")
	r.until("!" + tip)

	eval[any](r, `document.querySelector('.term').focus()`)
	r.keys(kb.Enter)
	r.until(`location.pathname.includes('/glosario/') && location.hash === '#termino-tls' && document.readyState === 'complete' && !document.querySelector('.waits')`)
	r.want("the definition is marked", `getComputedStyle(document.querySelector('dt')).backgroundColor`, "rgb(231, 242, 237)")
}

func readTermByTouch(r *reader) {
	r.size(360)
	if _, err := chromedp.Call(r.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}); err != nil {
		r.Fatal(err)
	}
	r.open("vertia/uno.html")
	r.tap(".term")
	r.until(tip)
	r.want("the first tap shows and does not follow", `String(location.pathname.endsWith('/vertia/uno.html'))`, "true")
	r.tap("figcaption")
	r.until("!" + tip)
	r.tap(".term")
	r.until(tip)
	r.tap(".term")
	r.until(`location.hash === '#termino-tls'`)
}

// readHidden follows every way into what does not show, more than once.
func readHidden(r *reader) {
	r.open("vertia/oculto.html")
	const inSight = `(id => { const e = document.getElementById(id), b = e.getBoundingClientRect(); return e.checkVisibility({contentVisibilityAuto: true}) && b.top >= 0 && b.bottom <= innerHeight; })`
	for _, round := range []string{"first", "second", "third"} {
		for _, id := range []string{"en-windows", "en-la-nota", "en-el-detalle"} {
			eval[any](r, `document.querySelectorAll('[role=tab]')[0].click(); document.querySelectorAll('.prose details').forEach(d => { d.open = false; });`)
			eval[any](r, `scrollTo(0, 0); document.querySelector('.prose p a[href="#`+id+`"]').click()`)
			r.until(inSight + `('` + id + `')`)
		}
		r.want(round+" round: the reader's choice is the reader's", `(() => { try { return String(localStorage.getItem('folio-pestana-linux|windows')); } catch (e) { return 'Linux'; } })()`, "Linux")
	}
	for _, word := range []string{"zypper", "chocolatería", "turronería", "panadería"} {
		r.open("vertia/oculto.html?resaltar=" + word)
		r.until(`document.querySelector('.hit-now')`)
		r.want(word+" is shown", `(() => { const m = document.querySelector('.hit-now'), b = m.getBoundingClientRect(); return m.textContent + ' ' + (m.checkVisibility() && b.height > 0 && b.bottom <= innerHeight); })()`, word+" true")
	}
	r.open("vertia/oculto.html")
	r.want("paper has no folds", `(() => { const open = () => [...document.querySelectorAll('.prose details')].map(d => d.open).join(); const was = open(); dispatchEvent(new Event('beforeprint')); const print = open(); dispatchEvent(new Event('afterprint')); return was + ' ' + print + ' ' + open(); })()`, "false,false true,true false,false")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		r.Fatal(err)
	}
	r.want("nor without the script's help", `String([...document.querySelectorAll('.prose details > p')].every(p => p.checkVisibility({contentVisibilityAuto: true})))`, "true")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
		r.Fatal(err)
	}
}

func readWithoutScript(r *reader) {
	if _, err := chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		r.Fatal(err)
	}
	r.open("vertia/uno.html")
	r.want("the first environment, and no switch", `document.querySelector('main .env-now').innerText + ' ' + document.querySelector('.env').checkVisibility() + ' ' + document.querySelector('td .v').textContent`, "AMBIENTE: PRODUCCIÓN false vertia.example")
	r.want("links that lead there", `[...document.querySelectorAll('.enlarge, .term, .prose > p:last-of-type a')].map(a => new URL(a.href).pathname.split('/').slice(-2).join('/') + a.hash).join(' ')`,
		"glosario/index.html#termino-tls img/d.svg vertia/datos.sql")
	r.open("turno/guardia.html")
	r.want("rows of the sheet with their environments", `[...document.querySelectorAll('.duty-rows [data-env] dt')].map(e => e.innerText).join(' | ')`, "Máquina Producción | Máquina Pruebas")
}
