package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

// tab is a page in a real browser.
type tab struct {
	t   testing.TB
	ctx context.Context
}

// open shows a page in a new tab, and waits until it hears of changes.
func open(t testing.TB, browser context.Context, url string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	b := &tab{t, ctx}
	b.navigate(url)
	return b
}

func (b *tab) navigate(url string) {
	b.t.Helper()
	must(b.t, chromedp.Do(b.ctx, chromedp.Navigate(url)))
	b.ready()
}

// ready waits until the page hears of changes, and has read what it was sent.
func (b *tab) ready() {
	b.t.Helper()
	b.waits(`document.querySelector('folio-live-panel') &&
performance.getEntriesByType('resource').some(e => e.initiatorType === 'fetch' && e.responseEnd > 0)`)
}

// eval gives the value of an expression.
func eval[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// do runs statements.
func (b *tab) do(js string) {
	b.t.Helper()
	eval[bool](b, "(()=>{"+js+"; return true})()")
}

// waits waits until an expression is true, on this page or a later one.
func (b *tab) waits(js string) {
	b.t.Helper()
	until(b.t, js, func() bool {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+js+")"))
		return err == nil && ok // an error is a page that is being left
	})
}

// is checks an expression.
func (b *tab) is(js string) {
	b.t.Helper()
	if !eval[bool](b, "!!("+js+")") {
		b.t.Errorf("not true: %s\n%s", js, eval[string](b, "document.body.outerHTML"))
	}
}

const panelText = "document.querySelector('folio-live-panel').shadowRoot.querySelector('.panel').innerText"

// page is a page such as the theme makes: with a policy, a script that adds
// things to it, and much text.
func page(title, body string) string {
	return `<!DOCTYPE html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'">
<title>` + title + `</title>
<link rel="stylesheet" href="/site.css">
<script src="/site.js" defer></script>
</head>
<body>
<nav><label>Buscar <input id="q" type="search"></label></nav>
<main>
<h1>` + title + `</h1>
` + body + `
</main>
</body>
</html>
`
}

// paragraphs is long enough to scroll.
func paragraphs(n int, changed map[int]string) string {
	var b strings.Builder
	for i := range n {
		text := fmt.Sprintf("Párrafo %d. %s", i, strings.Repeat("texto ", 40))
		if c, ok := changed[i]; ok {
			text = c
		}
		fmt.Fprintf(&b, "<p>%s</p>\n", text)
	}
	return b.String()
}

func site(pages map[string]string) map[string]string {
	files := map[string]string{
		"site.css": "body { color: rgb(1, 2, 3) }",
		"site.js": `document.querySelectorAll('pre').forEach(function (p) {
  var b = document.createElement('button'); b.className = 'copy'; b.textContent = 'Copiar'; p.before(b); p.classList.add('enhanced');
});
document.querySelectorAll('.box').forEach(function (x, i) {
  var h = document.createElement('b'); h.id = 'head-' + i; h.textContent = 'Título'; x.prepend(h); x.classList.add('on');
  x.lastElementChild.id = 'given-' + i;
});
document.querySelectorAll('[role=tab]').forEach(function (t) {
  t.addEventListener('click', function () {
    document.querySelectorAll('[role=tab]').forEach(function (o) {
      o.setAttribute('aria-selected', String(o === t));
      document.getElementById(o.dataset.panel).hidden = o !== t;
    });
  });
});
document.documentElement.dataset.theme = 'dark';
window.loads = (window.loads || 0) + 1;`,
	}
	for name, text := range pages {
		files[name] = text
	}
	return files
}

// One browser serves all these stories: starting one takes longer than most.
func TestInTheBrowser(t *testing.T) {
	browser := browsertest.Start(t)
	for _, story := range []struct {
		name string
		tell func(t *testing.T, browser context.Context)
	}{
		{"what the reader did stays", storyMorph},
		{"the place stays", storyScroll},
		{"the change is shown to who follows", storyFollow},
		{"structure changes", storyStructure},
		{"what scripts add", storyFurnished},
		{"findings and healing", storyPanel},
		{"a code is explained", storyExplanation},
		{"no site at first", storyNothing},
		{"pages go and come", storyMoves},
		{"styles and images", storyAssets},
		{"a hidden tab catches up", storyHidden},
		{"the server starts anew", storyRestart},
		{"several tabs", storyTabs},
	} {
		t.Run(story.name, func(t *testing.T) { story.tell(t, browser) })
	}
}

func storyMorph(t *testing.T, browser context.Context) {
	text := func(last string) string {
		return page("Uno", `<details id="d"><summary>Más</summary><p>dentro</p></details>
<div role="tablist"><button role="tab" aria-selected="true" data-panel="p1">Linux</button><button role="tab" aria-selected="false" data-panel="p2">Windows</button></div>
<div id="p1">`+last+`</div><div id="p2" hidden>dos `+last+`</div>
<pre class="code">orden `+last+`</pre>
<p id="last">`+last+`</p>`)
	}
	p := start(t, site(map[string]string{"index.html": text("antes")}))
	b := open(t, browser, p.url)
	b.do(`window.kept = document.querySelector('#last');
document.querySelector('#d').open = true;
document.querySelectorAll('[role=tab]')[1].click();
var q = document.querySelector('#q'); q.value = 'ORA-00942'; q.focus(); q.setSelectionRange(2, 5)`)
	p.write("index.html", text("después"))
	b.waits("document.querySelector('#last').textContent === 'después'")
	b.is("window.kept === document.querySelector('#last')")
	b.is("window.loads === 1")
	b.is("document.querySelector('#d').open")
	b.is("document.querySelectorAll('[role=tab]')[1].getAttribute('aria-selected') === 'true'")
	b.is("document.querySelector('#p1').hidden && !document.querySelector('#p2').hidden")
	b.is("document.querySelector('#p2').textContent === 'dos después'")
	b.is("document.querySelector('#q').value === 'ORA-00942' && document.activeElement.id === 'q' && document.activeElement.selectionStart === 2")
	b.is("document.querySelectorAll('button.copy').length === 1")
	b.is("document.querySelector('button.copy').nextElementSibling.className === 'code enhanced'")
	b.is("document.querySelector('pre').textContent === 'orden después'")
	b.is("document.documentElement.dataset.theme === 'dark'")

	// What the server takes away goes, whoever opened it.
	p.write("index.html", page("Dos", `<p id="last">fin</p>`))
	b.waits("document.querySelector('#last').textContent === 'fin'")
	b.is("document.title === 'Dos' && document.querySelector('h1').textContent === 'Dos'")
	b.is("!document.querySelector('#d') && !document.querySelector('pre') && !document.querySelector('[role=tab]')")
	b.is("window.loads === 1 && document.querySelector('#q').value === 'ORA-00942'")
}

func storyScroll(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", paragraphs(60, nil))}))
	b := open(t, browser, p.url)
	b.do("scrollTo(0, 900)")
	b.waits("scrollY === 900")
	time.Sleep(100 * time.Millisecond) // the event of the scroll comes with the next frame
	p.write("index.html", page("Uno", paragraphs(60, map[int]string{50: "cambiado"})))
	b.waits("document.body.textContent.includes('cambiado')")
	b.is("scrollY === 900")
	// Text that grows above what is being read does not push it away.
	b.do("document.querySelectorAll('main p')[30].scrollIntoView({block: 'center'})")
	before := eval[float64](b, "document.querySelectorAll('main p')[30].getBoundingClientRect().top")
	p.write("index.html", page("Uno", paragraphs(60, map[int]string{2: strings.Repeat("más largo ", 500), 50: "cambiado"})))
	b.waits("document.body.textContent.includes('más largo')")
	b.waits(fmt.Sprintf("Math.abs(document.querySelectorAll('main p')[30].getBoundingClientRect().top - %f) < 3", before))
}

func storyFollow(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", paragraphs(60, nil))}))
	b := open(t, browser, p.url)
	nth := func(i int) string { return fmt.Sprintf("document.querySelectorAll('main p')[%d]", i) }
	inView := func(i int) string {
		return fmt.Sprintf("(r => r.bottom > 0 && r.top < innerHeight)(%s.getBoundingClientRect())", nth(i))
	}
	p.write("index.html", page("Uno", paragraphs(60, map[int]string{40: "primero"})))
	b.waits(nth(40) + ".textContent === 'primero'")
	b.waits(inView(40))
	b.is(nth(40) + ".className === 'folio-live-changed'")
	b.waits("!document.querySelector('.folio-live-changed')") // after a second
	b.is("!" + nth(40) + ".hasAttribute('class')")
	// Still looking there: follows on.
	p.write("index.html", page("Uno", paragraphs(60, map[int]string{40: "primero", 5: "segundo"})))
	b.waits(nth(5) + ".textContent === 'segundo'")
	b.waits(inView(5))
	// Gone elsewhere: left alone.
	b.do("scrollTo(0, document.body.scrollHeight)")
	b.waits("!(" + inView(5) + ")")
	time.Sleep(100 * time.Millisecond) // the event of the scroll comes with the next frame
	place := eval[float64](b, "scrollY")
	p.write("index.html", page("Uno", paragraphs(60, map[int]string{40: "primero", 5: "tercero"})))
	b.waits(nth(5) + ".textContent === 'tercero'")
	b.is(fmt.Sprintf("Math.abs(scrollY - %f) < 3 && !(%s)", place, inView(5)))
}

func storyStructure(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p>inicio</p>")}))
	b := open(t, browser, p.url)
	for i, body := range []string{
		`<ol><li>a</li><li>b</li><li>c</li></ol>`,
		`<ol><li>b</li><li>a</li><li>x</li><li>c</li></ol><p id="p">p</p>`,
		`<p id="p">p</p><ol><li>c</li></ol><table><tr><td>✓</td><td>✓</td><td>x</td></tr></table>`,
		`<table><tr><td>✓</td><td>x</td></tr><tr><td>✓</td><td>✓</td></tr></table><section id="s"><p id="p">p</p></section>`,
		`<section id="s"><h2 id="h">h</h2><pre>uno</pre><p id="p">p</p><pre>dos</pre></section><p>fin</p>`,
		`<p>texto <em>suelto</em> &amp; <code>x &lt; y</code></p><pre>dos</pre>`,
		``,
		`<!-- nota --><h2 id="p">p</h2>`,
	} {
		now := page(fmt.Sprint("Paso ", i), body)
		p.write("index.html", now)
		b.waits(fmt.Sprintf("document.querySelector('h1').textContent === 'Paso %d'", i))
		// But for what scripts added, the page is what was sent.
		got := eval[string](b, `(()=>{ var m = document.querySelector('main').cloneNode(true);
m.querySelectorAll('button.copy').forEach(e => e.remove());
m.querySelectorAll('.enhanced, .folio-live-changed').forEach(e => e.removeAttribute('class'));
return m.innerHTML })()`)
		quoted, err := json.Marshal(now)
		must(t, err)
		want := eval[string](b, "new DOMParser().parseFromString("+string(quoted)+", 'text/html').querySelector('main').innerHTML")
		if got != want {
			t.Errorf("step %d:\n got %s\nwant %s", i, got, want)
		}
		b.is("window.loads === 1")
	}
}

func storyFurnished(t *testing.T, browser context.Context) {
	box := func(text string) string { return `<div class="box"><p>uno</p><p>` + text + `</p></div>` }
	p := start(t, site(map[string]string{"index.html": page("Uno", box("a")+"<p id=p>0</p>")}))
	b := open(t, browser, p.url)
	b.do("window.head = document.querySelector('#head-0'); window.given = document.querySelector('#given-0')")
	p.write("index.html", page("Uno", box("b")+"<p id=p>1</p>"))
	b.waits("document.querySelector('#p').textContent === '1'")
	b.waits("!document.querySelector('.folio-live-changed')")
	b.is("document.querySelector('.box').innerHTML === '<b id=\"head-0\">Título</b><p>uno</p><p id=\"given-0\">b</p>'")
	b.is("document.querySelector('.box').className === 'box on'")
	b.is("window.head.isConnected && window.given.isConnected && window.loads === 1")
	// A new box lacks what the script gives to boxes: the page is loaded anew.
	b.do("window.old = true")
	p.write("index.html", page("Uno", box("b")+box("c")+"<p id=p>2</p>"))
	b.waits("!window.old && document.querySelector('#head-1')")
	// Unless the theme takes care of it.
	b.ready()
	b.do("window.old = true; document.addEventListener('folio:update', e => { window.added = e.detail.added.length; e.preventDefault() })")
	p.write("index.html", page("Uno", box("b")+box("c")+box("d")+"<p id=p>3</p>"))
	b.waits("document.querySelector('#p').textContent === '3' && document.querySelectorAll('.box').length === 3")
	b.is("window.old && window.added > 0 && document.querySelectorAll('.box b').length === 2")
}

func storyPanel(t *testing.T, browser context.Context) {
	opened := filepath.Join(t.TempDir(), "opened")
	editor := filepath.Join(t.TempDir(), "edit.sh")
	must(t, os.WriteFile(editor, []byte("#!/bin/sh\nprintf '%s' \"$*\" > '"+opened+"'\n"), 0o777))
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p>bien</p>"), "otra.html": "<p>FINDING otra"}),
		func(o *Options) { o.Editor = editor + " {file} {line} {col}" })
	b := open(t, browser, p.url)
	b.is("document.querySelector('folio-live-panel').shadowRoot.querySelector('.panel').hidden")
	p.write("index.html", page("Uno", "<p>bien</p>\n<p>FINDING <b>falta</b> la imagen</p>"))
	b.waits(panelText + ".includes('1 hallazgo en esta página y 1 en otras páginas')")
	const root = "document.querySelector('folio-live-panel').shadowRoot"
	b.is(root + ".querySelector('.list').hidden")
	b.do(root + ".querySelector('.head').click()")
	b.waits(panelText + ".includes('index.html:15')")
	b.is(panelText + ".includes('advertencia') && " + panelText + ".includes('<b>falta</b> la imagen')")
	b.is("getComputedStyle(" + root + ".querySelector('.panel')).backgroundColor === 'rgb(255, 255, 255)'")
	b.do(root + ".querySelector('.go').click()")
	var got []byte
	until(t, "the editor opens", func() bool { got, _ = os.ReadFile(opened); return len(got) > 0 })
	if want := filepath.Join(p.dir, "index.html") + " 15 1"; string(got) != want {
		t.Errorf("the editor was given %q, not %q", got, want)
	}
	// What is wrong on another page leads there.
	b.is("[...document.querySelector('folio-live-panel').shadowRoot.querySelectorAll('a.go')].map(a => a.pathname + a.textContent).join() === '/otra.htmlotra.html:1'")
	// A mistake that leaves no site: the last good page stays, and it is said.
	p.write("index.html", page("Uno", "<p>FINDING antes</p>\n<p>FATAL</p>"))
	b.waits(panelText + ".includes('esta es la versión anterior')")
	b.is("document.querySelector('folio-live-panel').shadowRoot.querySelector('.list li').className === 'fatal'")
	b.is("document.querySelector('main').textContent.includes('bien')")
	p.write("index.html", page("Uno", "<p>sano</p>"))
	b.waits("document.querySelector('main').textContent.includes('sano')")
	b.waits("document.querySelector('folio-live-panel').shadowRoot.querySelector('.panel').hidden")
	// A failure of the environment likewise.
	p.write("unbuildable", "")
	b.waits(panelText + ".includes('the disk is upside down')")
	p.remove("unbuildable")
	b.waits("document.querySelector('folio-live-panel').shadowRoot.querySelector('.panel').hidden")
	b.is("window.loads === 1")
}

func storyNothing(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p>FATAL</p>")}))
	b := open(t, browser, p.url)
	b.is("document.querySelector('h1').textContent === 'Todavía no hay sitio'")
	b.waits(panelText + ".includes('1 hallazgo')")
	p.write("index.html", page("Uno", "<p>sano</p>"))
	b.waits("document.querySelector('main').textContent.includes('sano') && window.loads === 1")
}

func storyMoves(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{
		"index.html": page("Inicio", ""), "a/index.html": page("Manual A", ""), "a/viejo.html": page("Procedimiento", "<p>x</p>"),
	}))
	b := open(t, browser, p.url+"a/viejo.html#x")
	p.settle()
	must(t, os.Rename(filepath.Join(p.dir, "a", "viejo.html"), filepath.Join(p.dir, "a", "nuevo.html")))
	b.waits("location.pathname === '/a/nuevo.html' && location.hash === '#x'")
	const word = "document.querySelector('folio-live-panel').shadowRoot.querySelector('.word').textContent"
	b.waits(word + " === 'La página «Procedimiento» cambió de lugar: es esta.'")
	p.remove("a/nuevo.html")
	b.waits("location.pathname === '/a/index.html' && document.querySelector('folio-live-panel')")
	b.waits(word + " === 'La página «Procedimiento» ya no existe.'")
	// A page that is not there yet comes by itself.
	b.navigate(p.url + "a/futuro.html")
	b.is("document.querySelector('h1').textContent === 'Esta página no existe'")
	p.write("a/futuro.html", page("Futuro", "<p>ya</p>"))
	b.waits("document.querySelector('h1').textContent === 'Futuro'")
}

func storyAssets(t *testing.T, browser context.Context) {
	svg := func(size int) string {
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"></svg>`, size)
	}
	p := start(t, site(map[string]string{
		"index.html": page("Uno", `<p>texto</p><img id="i" src="img/x y.svg" alt="">`), "img/x y.svg": svg(100),
	}))
	b := open(t, browser, p.url)
	p.settle()
	b.waits("document.querySelector('#i').naturalWidth === 100")
	p.write("img/x y.svg", svg(200))
	b.waits("document.querySelector('#i').naturalWidth === 200")
	p.write("site.css", "body { color: rgb(4, 5, 6) }")
	b.waits("getComputedStyle(document.body).color === 'rgb(4, 5, 6)'")
	b.is("window.loads === 1")
	// With names that carry a hash, the page itself names another file.
	p.write("site.abc.css", "body { color: rgb(7, 8, 9) }")
	p.write("index.html", strings.Replace(page("Uno", "<p>texto</p>"), "/site.css", "/site.abc.css", 1))
	b.waits("getComputedStyle(document.body).color === 'rgb(7, 8, 9)'")
	b.waits("document.querySelectorAll('link[href^=\"/site\"]').length === 1")
	b.is("window.loads === 1")
	// A script cannot be taken back: the page is loaded anew.
	p.write("site.def.js", "window.other = true")
	p.write("index.html", strings.Replace(page("Uno", "<p>texto</p>"), "/site.js", "/site.def.js", 1))
	b.waits("window.other && !window.loads")
}

func storyHidden(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p id=p>0</p>")}))
	b := open(t, browser, p.url)
	hide := func(yes bool) {
		b.do(fmt.Sprintf(`Object.defineProperty(document, 'hidden', {configurable: true, get: () => %v});
document.dispatchEvent(new Event('visibilitychange'))`, yes))
	}
	hide(true)
	for i := 1; i <= 3; i++ {
		p.write("index.html", page("Uno", fmt.Sprintf("<p id=p>%d</p>", i)))
		p.shows("", fmt.Sprintf("<p id=p>%d</p>", i))
	}
	b.is("document.querySelector('#p').textContent === '0'")
	hide(false)
	b.waits("document.querySelector('#p').textContent === '3'")
	b.is("window.loads === 1")
}

func storyRestart(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p id=p>0</p>")}))
	b := open(t, browser, p.url)
	var port int
	_, err := fmt.Sscanf(p.url, "http://127.0.0.1:%d/", &port)
	must(t, err)
	p.stop()
	b.waits(panelText + ".includes('Sin conexión')")
	p.write("index.html", page("Uno", "<p id=p>1</p>"))
	p.run(func(o *Options) { o.Port = port })
	b.waits("document.querySelector('#p').textContent === '1'")
	b.waits("document.querySelector('folio-live-panel').shadowRoot.querySelector('.panel').hidden")
	p.write("index.html", page("Uno", "<p id=p>2</p>"))
	b.waits("document.querySelector('#p').textContent === '2'")
	b.is("window.loads === 1")
}

func storyTabs(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p id=p>0</p>"), "b.html": page("B", "<p id=p>b</p>")}))
	tabs := []*tab{open(t, browser, p.url), open(t, browser, p.url), open(t, browser, p.url+"b.html")}
	p.write("index.html", page("Uno", "<p id=p>1</p>"))
	for _, b := range tabs[:2] {
		b.waits("document.querySelector('#p').textContent === '1'")
	}
	tabs[2].is("document.querySelector('#p').textContent === 'b'")
	p.write("b.html", page("B", "<p id=p>bb</p>"))
	tabs[2].waits("document.querySelector('#p').textContent === 'bb'")
}

// TestMergeMakesTheSame merges random pages one after the other, with and
// without things that scripts added, into a page in the browser.
func TestMergeMakesTheSame(t *testing.T) {
	ctx := browsertest.Start(t)
	wrong, err := chromedp.Run(ctx, chromedp.Evaluate[string](mergeJS+`
;(function () {
  var state = 20240613;
  function random(n) { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; }
  var tags = ['p', 'div', 'ul', 'li', 'h2', 'pre', 'section', 'em', 'details', 'input', 'table'];
  function tree(depth) {
    var out = '';
    for (var i = random(5); i > 0; i--) {
      if (random(4) === 0) { out += ['texto', 'otro texto', ' ', '<!--c-->', 'ñ'][random(5)]; continue; }
      var tag = tags[random(tags.length)];
      out += '<' + tag + (random(4) ? '' : ' id="i' + random(9) + '"') + (random(3) ? '' : ' class="' + ['a', 'b', 'a b'][random(3)] + '"') +
        (random(5) ? '' : ' data-x="' + random(3) + '"') + '>' + (depth ? tree(depth - 1) : 'hoja ' + random(3)) + '</' + tag + '>';
    }
    return out;
  }
  function page(body) { return parse('<!DOCTYPE html><html><head><title>t</title></head><body>' + body + '</body></html>'); }
  var from = page('');
  document.body.innerHTML = '';
  for (var round = 0; round < 600; round++) {
    var to = page(random(3) ? tree(3) : from.body.innerHTML.replace(/texto|hoja/, 'nuevo').replace(/<p>/, '<p class="a">'));
    var scripted = round % 2;
    if (scripted) {
      document.body.querySelectorAll('*').forEach(function (e) {
        if (random(6) === 0 && e.nodeName !== 'INPUT') {
          var extra = document.createElement('script-added');
          e.insertBefore(extra, random(2) ? e.firstChild : null);
        }
        if (random(6) === 0) e.setAttribute('script-set', '');
      });
    }
    var done = merge(from, to);
    document.body.querySelectorAll('script-added').forEach(function (e) { e.remove(); });
    document.body.querySelectorAll('[script-set]').forEach(function (e) { e.removeAttribute('script-set'); });
    document.body.normalize();
    to.body.normalize();
    if (!done || !document.body.isEqualNode(to.body)) {
      return 'round ' + round + ': ' + from.body.innerHTML + '\n→ ' + to.body.innerHTML + '\n≠ ' + document.body.innerHTML;
    }
    from = to;
  }
  return '';
})()`))
	must(t, err)
	if wrong != "" {
		t.Error(wrong)
	}
}
