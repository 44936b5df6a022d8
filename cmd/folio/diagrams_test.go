package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

const diagramSite = `
-- folio.yaml --
titulo: Diagramas
-- content/m/manual.yaml --
titulo: M
codigo: A
version: "1"
vigencia: 2026-01-01
proceso: p
entidad: e
-- content/m/01-dibujos.md --
# Dibujos

` + "```mermaid" + `
C4Context
Person(u, "<img src=x onerror=alert(1)>", "' onload='alert(1)")
System(s, "Sistema", $link="02-otra.md")
Rel(u, s, "</text><script>alert(1)</script>", "HTTPS")
` + "```" + `

Imagen: Contexto

` + "```mermaid" + `
flowchart LR
  A["<img src=x onerror=parent.postMessage('x','*')>"] --> B["<script>alert(1)</script>"]
  click A "javascript:alert(1)"
` + "```" + `

Imagen: Flujo

` + "```mermaid" + `
flowchart LR
  A[sin cerrar --> B
` + "```" + `
-- content/m/03-alto.md --
# Alto

` + "```mermaid" + `
C4Container
Person(p, "Persona")
Container(a, "Uno", "Go", "Recibe")
Container(b, "Dos", "Go", "Revisa")
Container(c, "Tres", "Go", "Firma")
ContainerDb(d, "Cuatro", "PostgreSQL", "Guarda")
Container(e, "Cinco", "Go", "Avisa")
Container(f, "Seis", "Go", "Archiva")
Rel(p, a, "usa", "HTTPS")
Rel(a, b, "pasa", "HTTPS")
Rel(b, c, "pasa", "HTTPS")
Rel(c, d, "guarda", "SQL")
Rel(d, e, "entrega", "SQL")
Rel(e, f, "avisa", "HTTPS")
` + "```" + `

Imagen: Alto[^1]

[^1]: Una nota.
-- content/m/02-otra.md --
# Otra

Texto.
`

// drawing is how long the frame may take, whose library is large, on a machine
// that does much else.
const drawing = 30 * time.Second

// hostileDiagrams are texts for the frame's script, each with a way in that
// libraries like it have had: markup in words, options that loosen it, addresses
// that run, styles that fetch.
var hostileDiagrams = []string{
	"flowchart LR\n  A[\"<img src=x onerror=parent.ran()>\"] --> B[\"<script>parent.ran()</script>\"]\n  click A \"javascript:parent.ran()\"\n  click B call parent.ran()",
	"flowchart LR\n  A[\"<svg onload=parent.ran()>\"] -- \"<iframe srcdoc='<script>top.ran()</script>'></iframe>\" --> B[\"`**x** <a href='javascript:ran()'>y</a>`\"]",
	"%%{init: {\"securityLevel\": \"loose\", \"htmlLabels\": true, \"flowchart\": {\"htmlLabels\": true}}}%%\nflowchart LR\n  A[\"<img src=x onerror=parent.ran()>\"] --> B\n  click A href \"javascript:parent.ran()\"",
	"---\nconfig:\n  securityLevel: loose\n  themeCSS: \"</style><script>parent.ran()</script>@import url(https://fuera.example/a.css);\"\n  fontFamily: \"x;} * {background: url(https://fuera.example/b.png)\"\n---\nflowchart LR\n  A --> B",
	"flowchart LR\n  A@{ img: \"https://fuera.example/c.png\", label: \"x\" } --> B@{ icon: \"fa:user\", label: \"<b onmouseover=parent.ran()>y</b>\" }\n  style A fill:url(https://fuera.example/d.svg#x)\n  classDef k background-image:url(https://fuera.example/e.png)\n  class B k",
	"sequenceDiagram\n  participant A as <img src=x onerror=parent.ran()>\n  link A: Panel @ javascript:parent.ran()\n  links A: {\"x\": \"javascript:parent.ran()\"}\n  A->>B: <script>parent.ran()</script>\n  Note over A: $$\\\\href{javascript:parent.ran()}{x}$$",
	"classDiagram\n  class A~T~ {\n    +x <img src=x onerror=parent.ran()>\n  }\n  link A \"javascript:parent.ran()\" \"<b>t</b>\"\n  click A call parent.ran()",
	"gantt\n  title <script>parent.ran()</script>\n  section <img src=x onerror=parent.ran()>\n  uno :a1, 2026-01-01, 3d\n  click a1 href \"javascript:parent.ran()\"",
	"stateDiagram-v2\n  s1: <img src=x onerror=parent.ran()>\n  [*] --> s1\n  note right of s1\n    <script>parent.ran()</script>\n  end note",
	"erDiagram\n  A ||--o{ B : \"<img src=x onerror=parent.ran()>\"",
	"pie title <script>parent.ran()</script>\n  \"<img src=x onerror=parent.ran()>\" : 3",
	"mindmap\n  root((<img src=x onerror=parent.ran()>))\n    <script>parent.ran()</script>\n    ::icon(fa fa-book)",
	"journey\n  title x\n  section <img src=x onerror=parent.ran()>\n    <script>parent.ran()</script>: 5: A",
	"timeline\n  <img src=x onerror=parent.ran()> : <script>parent.ran()</script>",
	"</code></pre><script>parent.ran()</script>\nflowchart LR\n  A --> B",
}

// TestHostileTextInTheFrame: whatever its script is fed, nothing runs in the page
// nor reaches it, nothing is fetched, and each text gets its picture or its error.
// Nobody else can hand the page a picture.
func TestHostileTextInTheFrame(t *testing.T) {
	var page strings.Builder
	for _, text := range hostileDiagrams {
		page.WriteString("```mermaid\n" + text + "\n```\n\n")
	}
	out := siteOf(t, "-- folio.yaml --\ntitulo: D\n-- content/m/manual.yaml --\ntitulo: M\ncodigo: A\n-- content/m/01-a.md --\n# A\n\n"+page.String())
	r := &reader{t, browsertest.Start(t), "file://" + filepath.ToSlash(out) + "/"}
	r.open("m/a.html")
	eval[any](r, `(() => {
		window.seen = [];
		window.ran = window.alert = () => seen.push('ran');
		document.addEventListener('securitypolicyviolation', e => seen.push(e.violatedDirective + ' ' + e.blockedURI));
		for (const id of [1, 2, 3]) postMessage({id, light: {svg: '<svg onload="ran()"/>'}, dark: {svg: ''}}, '*');
	})()`)
	r.within(drawing, `window.folioDiagrams && folioDiagrams() === 0`)
	r.want("each is drawn or has its error", `String(document.querySelectorAll('.is-drawn, .is-faulty').length)`, strconv.Itoa(len(hostileDiagrams)))
	r.want("most can be drawn", `String(document.querySelectorAll('.is-drawn').length > 9)`, "true")
	eval[any](r, `document.querySelectorAll('.diagram-open').forEach(b => { b.click(); document.querySelector('dialog.viewer').close(); })`)
	r.want("nothing ran and nothing was refused", `String(seen)`, "")
	r.want("no picture is from elsewhere", `String([...document.querySelectorAll('.is-drawn img')].filter(i => i.src.includes(encodeURIComponent('<svg onload'))).length)`, "0")
	r.want("all came from the site", `performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('file:') && !n.startsWith('data:')).join()`, "")
	r.want("there are images, no markup", `[...new Set([...document.querySelectorAll('.diagram-live > *, .diagram-live .table-scroll > *')].map(e => e.nodeName))].sort().join()`, "BUTTON,DETAILS,DIV,IMG,P")
	r.want("what would run does, here", `(ran(), String(seen))`, "ran")
}

// TestFaultsOfDiagramsInThePreview: what the browser says is wrong with a diagram
// stands in the panel at its line, wherever it is written, as words, and is gone
// when it is mended.
func TestFaultsOfDiagramsInThePreview(t *testing.T) {
	const (
		first  = "flowchart LR\n  A[Solicitud] --> B\n"
		second = "sequenceDiagram\n  A->>B: Hola\n"
		third  = "flowchart TD\n  C --> D\n"
	)
	e := &author{T: t, dir: t.TempDir()}
	write := func(one, two, three string) {
		e.write("content/_comun/d.md", "Vea:\n\n```mermaid\n"+three+"```\n")
		e.write("content/m/01-uno.md", "# Uno\n\n- Punto.\n\n  ```mermaid\n  "+strings.TrimSuffix(strings.ReplaceAll(one, "\n", "\n  "), "  ")+"  ```\n\n{{incluir \"../_comun/d.md\"}}\n\n```mermaid\n"+two+"```\n")
	}
	e.write("content/m/manual.yaml", "titulo: M\n")
	write(first, second, third)
	r := &reader{t, browsertest.Start(t), e.serve()}
	r.open("m/uno.html")
	eval[any](r, `window.here = true`)
	const list = `[...document.querySelector('folio-live-panel').shadowRoot.querySelectorAll('.list li')].filter(l => l.querySelector('.code').textContent === 'DIA-09')`
	places := `String(` + list + `.map(l => l.querySelector('.go, .at').textContent.replace(/^.*\//, '')))`
	r.within(drawing, `document.querySelectorAll('.is-drawn').length === 3`)
	r.want("all are drawn", places, "")
	for _, c := range []struct{ what, one, two, three, want string }{
		{"the first", strings.Replace(first, "B", "B[<img src=x onerror=alert(1)>", 1), second, third, "01-uno.md:7"},
		{"all, behind what the library does not count", "---\ntitle: x\n---\n%%{init: {\n\"theme\": \"dark\"}}%%\n\n%% nota\n" + first + "%% otra\n  A ==\n", "\n%% nota\n\n%% otra\nsequenceDiagram\n  A->>B: Hola\n  A->>\n", "flowchart TD\n  C --\n", "01-uno.md:16,d.md:5,01-uno.md:28"},
		{"one in an included file", first, second, "flowchart TD\n\n\n  C[\n", "d.md:7"},
		{"none", first, second, third, ""},
	} {
		write(c.one, c.two, c.three)
		r.within(drawing, places+` === '`+c.want+`'`)
		r.want(c.what, places, c.want)
		if c.want == "" {
			continue
		}
		r.want(c.what+": in words", `String(`+list+`.every(l => /navegador no pudo dibujar el diagrama: \S/.test(l.querySelector('.message').textContent) && l.className === 'error'))`, "true")
		r.want(c.what+": no markup", `String(document.querySelector('folio-live-panel').shadowRoot.querySelectorAll('img, script').length)`, "0")
	}
	r.want("the page was not loaded anew", `String(window.here)`, "true")
	r.want("nothing is left", `String(document.querySelectorAll('.is-faulty, .diagram-error').length)`, "0")
}

// TestDiagramsInTheBrowser: from a folder, what Folio drew and what the frame
// drew enlarge, what is hostile in either does nothing, what is wrong is said,
// and pages without a diagram load nothing for them.
func TestDiagramsInTheBrowser(t *testing.T) {
	out := siteOf(t, diagramSite)
	plain, err := os.ReadFile(filepath.Join(out, "m", "otra.html"))
	if err != nil || bytes.Contains(plain, []byte("diagrama.")) || bytes.Contains(plain, []byte("frame-src")) {
		t.Errorf("a page without a diagram loads something for them (%v)", err)
	}
	ctx := browsertest.Start(t)
	if _, err := chromedp.Run(ctx, chromedp.Navigate("file://"+filepath.ToSlash(out)+"/m/dibujos.html")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, script, want string }{
		{"all is drawn, or said to be wrong", `(async () => {
			window.broken = [];
			window.alert = () => broken.push('alert');
			document.addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective));
			for (let i = 0; i < 1200 && (!window.folioDiagrams || folioDiagrams()); i++) await new Promise(r => setTimeout(r, 25));
			return [document.querySelectorAll('.c4').length, document.querySelectorAll('.is-drawn').length, document.querySelectorAll('.is-faulty').length].join();
		})()`, "1,1,1"},
		{"the fault is named", `String(/^El diagrama no se pudo dibujar: Parse error/.test(document.querySelector(".diagram-error").textContent))`, "true"},
		{"its text shows", `String(document.querySelector('.is-faulty pre').offsetHeight > 0)`, "true"},
		{"a picture, no markup", `Array.from(document.querySelectorAll('.is-drawn .table-scroll > *'), e => e.nodeName + e.src.slice(0, 18)).join()`, "IMGdata:image/svg+xml,IMGdata:image/svg+xml"},
		{"one of them shows", `String(Array.from(document.querySelectorAll('.is-drawn img')).filter(i => i.offsetWidth > 50).length)`, "1"},
		{"the frame is in a sandbox", `(f => f.getAttribute('sandbox') + (f.contentDocument === null))(document.querySelector('iframe'))`, "allow-scriptstrue"},
		{"nothing ran", `String(broken) + document.querySelectorAll('figure script, figure img[onerror], figure [onload]').length`, "0"},
		{"words are words", `document.querySelector('.c4 .p .n').textContent`, "<img src=x onerror=alert(1)>"},
		{"elements lead on", `document.querySelector('.c4 a').getAttribute('href')`, "otra.html"},
		{"drawings enlarge", `(async () => {
			const seen = [];
			for (const b of document.querySelectorAll('.diagram-open')) {
				b.click();
				const d = document.querySelector('dialog.viewer');
				seen.push(d.open, d.querySelector('.viewer-stage').firstChild.nodeName, d.querySelector('p').textContent);
				d.close();
			}
			return seen.join('|');
		})()`, "true|svg|Imagen 1. Contexto|true|IMG|Imagen 2. Flujo"},
	} {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](c.script, chromedp.EvalAwaitPromise))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, not %q (%v)", c.what, got, c.want, err)
		}
	}
	paper := &reader{t, ctx, "file://" + filepath.ToSlash(out) + "/m/"}
	paper.open("alto.html")
	const shown = `[...document.querySelectorAll('.c4')].filter(e => e.checkVisibility()).map(e => e.getAttribute('aria-label').replace(/.*\. /, '')).join()`
	paper.want("whole on the screen", shown, "Diagrama de contenedores")
	paper.want("no id stands twice", `(l => String(l.length - new Set(l).size))([...document.querySelectorAll('[id]')].map(e => e.id))`, "0")
	paper.size(643)
	paper.media("print")
	paper.want("in parts on paper", shown, "parte 1 de 2,parte 2 de 2")
	paper.want("of which each fits a sheet and can be read", `[...document.querySelectorAll('.diagram-part')].map(e => { const s = e.querySelector('svg'); return (e.offsetHeight < 800) + ' ' + (s.getScreenCTM().a * 12.5 * .75 >= 6) + ' ' + getComputedStyle(e).breakInside; }).join()`, "true true avoid,true true avoid")
	paper.want("each with the caption", `[...document.querySelectorAll('.diagram-part p, figcaption')].filter(e => e.checkVisibility()).map(e => e.textContent).join('|')`, "Imagen 3. Alto1 (parte 1 de 2)|Imagen 3. Alto1 (parte 2 de 2)")
	paper.media("")
}

// TestALiveDiagramFollowsTheEnvironment: what the frame drew is drawn again with the
// values of the environment that the reader chooses.
func TestALiveDiagramFollowsTheEnvironment(t *testing.T) {
	out := siteOf(t, `
-- content/m/manual.yaml --
titulo: M
ambientes:
  - {id: produccion, nombre: Producción, variables: {HOST: prod.example}}
  - {id: pruebas, nombre: Pruebas, variables: {HOST: pru.example}}
variables:
  - {nombre: HOST}
-- content/m/01-uno.md --
# Uno

`+"```mermaid"+`
flowchart LR
  A[{{HOST}}] --> B[x]
`+"```"+`
`)
	r := &reader{t, browsertest.Start(t), "file://" + filepath.ToSlash(out) + "/"}
	r.open("m/uno.html")
	drawn := func(host string) string {
		return `(async () => {
			const is = () => [...document.querySelectorAll('.is-drawn img')].map(i => decodeURIComponent(i.src).includes("` + host + `")).join();
			for (let i = 0; i < 1200 && is() !== 'true,true'; i++) await new Promise(r => setTimeout(r, 25));
			return is();
		})()`
	}
	r.want("the first one's", drawn("prod.example"), "true,true")
	r.want("a choice", `(() => { const s = document.querySelector('.env select'); s.value = 'pruebas'; s.dispatchEvent(new Event('change', {bubbles: true})); return s.value; })()`, "pruebas")
	r.want("the chosen one's", drawn("pru.example"), "true,true")
}
