package search

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// everywhere runs a test over HTTP under a subfolder, with a server that says
// charset=utf-8 of every script, and straight from a disk.
func everywhere(t *testing.T, s *site, test func(t *testing.T, b *tab, base string)) {
	t.Helper()
	for name, base := range map[string]string{"http": s.serve(t), "file": s.fileURL()} {
		t.Run(name, func(t *testing.T) { test(t, newTab(t), base) })
	}
}

func sampleSite(t *testing.T) *site {
	t.Helper()
	return newSite(t, contentDir+"/docker", contentDir+"/instructivo", contentDir+"/vertia")
}

const errorsPage = "vertia/errores-tecnicos-mas-comunes-y-su-solucion.html"

// settled waits until the screen shows the answer to a query.
func (b *tab) settled(query string) {
	b.Helper()
	q, _ := json.Marshal(query)
	b.until(`folioSearch.drawn === ` + string(q))
}

// ask puts a query into the field at once, as pasting does.
func (b *tab) ask(query string) {
	b.Helper()
	q, _ := json.Marshal(query)
	// The field itself drops what it cannot hold, such as line ends.
	b.settled(eval[string](b, `(() => { const i = document.querySelector('.search-input'); i.value = `+string(q)+`; i.dispatchEvent(new Event('input', { bubbles: true })); return i.value; })()`))
}

const (
	inputFocused = `document.activeElement && document.activeElement.classList.contains('search-input')`
	activeOption = `document.getElementById(document.querySelector('.search-input').getAttribute('aria-activedescendant'))`
)

func TestOpensWithKeysAndCloses(t *testing.T) {
	everywhere(t, sampleSite(t), func(t *testing.T, b *tab, base string) {
		b.open(base + "index.html")
		b.until(`window.folioSearch`)
		b.keys("/")
		b.until(inputFocused)
		b.until(`document.querySelector('.search-tips')`)
		if got := eval[string](b, `document.querySelector('.search-input').value`); got != "" {
			t.Errorf("the key is in the field: %q", got)
		}
		b.keys(kb.Escape)
		b.until(`!document.querySelector('dialog').open`)
		b.keys("k", kb.ModifierCtrl)
		b.until(inputFocused)
		b.keys(kb.Escape)
		b.until(`!document.querySelector('dialog').open`)
		eval[bool](b, `document.querySelector('.search-open').click(), true`)
		b.until(inputFocused)
		b.keys("a/b")
		b.until(`document.querySelector('.search-input').value === 'a/b'`)
	})
}

func TestFromTypingToTheMarkedPage(t *testing.T) {
	everywhere(t, sampleSite(t), func(t *testing.T, b *tab, base string) {
		b.open(base + "index.html")
		b.until(`window.folioSearch`)
		b.keys("/")
		b.until(inputFocused)
		b.keys("certificado vencio")
		b.settled("certificado vencio")
		if got := b.text(".search-system"); got != "Manual de despliegue de VERTIA M-A-GTI-90" {
			t.Errorf("the group is headed %q", got)
		}
		if got := b.text(".search-path"); got != "8 Errores técnicos más comunes y su solución" {
			t.Errorf("the path is %q", got)
		}
		if n := b.count(".search-option mark"); n < 3 {
			t.Errorf("%d words are marked", n)
		}
		if got := eval[string](b, `document.querySelector('.search-input').getAttribute('aria-expanded')`); got != "true" {
			t.Errorf("aria-expanded is %q", got)
		}
		if got := eval[string](b, activeOption+`.querySelector('.search-title').textContent`); !strings.Contains(got, "El certificado del sitio venció") {
			t.Errorf("the first result is %q", got)
		}
		b.keys(kb.ArrowDown)
		b.until(activeOption + `.id === 'so1'`)
		b.keys(kb.ArrowUp)
		b.keys(kb.ArrowUp)
		b.until(activeOption + ` === [...document.querySelectorAll('[role=option]')].pop()`)
		b.keys(kb.Home, kb.ModifierCtrl)
		b.until(activeOption + `.id === 'so0'`)
		b.until(`/resultado/.test(document.querySelector('dialog [role=status]').textContent)`)
		b.keys(kb.Enter)
		b.until(`location.pathname.endsWith('` + errorsPage + `') && document.querySelector('.hits-count')`)
		if got := eval[string](b, `location.hash`); got != "#el-certificado-del-sitio-vencio" {
			t.Errorf("it leads to %q", got)
		}
		marks := b.count("mark.hit")
		if marks < 5 {
			t.Fatalf("%d words are marked on the page", marks)
		}
		at := b.text(".hits-count")
		b.until(`document.querySelector('.hit-now').closest('h2').id === 'el-certificado-del-sitio-vencio'`)
		eval[bool](b, `document.querySelectorAll('.hits-button')[1].click(), true`)
		b.until(`document.querySelector('.hits-count').textContent !== '` + at + `'`)
		eval[bool](b, `document.querySelectorAll('.hits-button')[0].click(), true`)
		b.until(`document.querySelector('.hits-count').textContent === '` + at + `'`)
		before := eval[string](b, `document.querySelector('main').textContent`)
		b.keys(kb.Escape)
		b.until(`!document.querySelector('.hits') && !document.querySelector('mark.hit')`)
		if after := eval[string](b, `document.querySelector('main').textContent`); after != before {
			t.Error("marking has changed the text")
		}
		// The search is remembered.
		b.keys("/")
		b.until(inputFocused)
		b.until(`(document.querySelector('.search-recent') || {}).textContent === 'certificado vencio'`)
		eval[bool](b, `document.querySelector('.search-recent').click(), true`)
		b.settled("certificado vencio")
	})
}

func TestFilters(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	b.ask("docker compose")
	all := eval[map[string]int](b, `Object.fromEntries([...document.querySelectorAll('.search-facet:first-child .search-chip')].map(c => [c.children[0].textContent, +c.children[1].textContent]))`)
	vertia := "Manual de despliegue de VERTIA"
	if len(all) < 2 || all[vertia] == 0 {
		t.Fatalf("systems and counts: %v", all)
	}
	total := 0
	for _, n := range all {
		total += n
	}
	if got := b.text(".search-status"); !strings.HasPrefix(got, itoa(total)+" resultados") {
		t.Errorf("the counts add up to %d, the status says %q", total, got)
	}
	eval[bool](b, `[...document.querySelectorAll('.search-chip')].find(c => c.textContent.startsWith('`+vertia+`')).click(), true`)
	b.settled("docker compose sistema:vertia")
	if got := b.text(".search-status"); !strings.HasPrefix(got, itoa(all[vertia])+" resultados") {
		t.Errorf("%d were announced, the status says %q", all[vertia], got)
	}
	if n := eval[int](b, `[...document.querySelectorAll('.search-option')].filter(o => !o.href.includes('/vertia/')).length`); n != 0 {
		t.Errorf("%d results of other systems", n)
	}
	section := eval[string](b, `document.querySelector('.search-facet:nth-child(2) .search-chip span').textContent`)
	eval[bool](b, `document.querySelector('.search-facet:nth-child(2) .search-chip').click(), true`)
	b.until(`/seccion:/.test(folioSearch.drawn)`)
	if n := eval[int](b, `[...document.querySelectorAll('.search-option')].filter(o => !o.textContent.includes(`+"`"+section+"`"+`)).length`); n != 0 {
		t.Errorf("%d results are not of %q", n, section)
	}
	// Pressed again, a filter is taken back.
	eval[bool](b, `document.querySelector('.search-facet:nth-child(2) [aria-pressed=true]').click(), true`)
	b.settled("docker compose sistema:vertia")
	b.ask("xyzzyplugh sistema:vertia")
	eval[bool](b, `document.querySelector('.search-none .button').click(), true`)
	b.settled("xyzzyplugh")
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func TestQueryLanguage(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	top := func(q string) []found {
		text, _ := json.Marshal(q)
		return eval[[]found](b, `(`+ask+`)(`+string(text)+`, 20)`)
	}
	t.Run("a phrase is found as it stands", func(t *testing.T) {
		got := top(`"no space left on device"`)
		if len(got) != 1 || !strings.Contains(got[0].URL, "disco") {
			t.Errorf("%v", got)
		}
		if got := top(`"device on left space"`); len(got) != 0 {
			t.Errorf("words in another order: %v", got)
		}
	})
	t.Run("a word can be excluded", func(t *testing.T) {
		if len(top("nginx")) <= len(top("nginx -certificado")) {
			t.Error("nothing was excluded")
		}
	})
	t.Run("ñ before n, accents or not", func(t *testing.T) {
		a, n := top("contraseña"), top("contrasena")
		if len(a) == 0 || len(n) != len(a) {
			t.Errorf("%d with ñ, %d without", len(a), len(n))
		}
	})
	t.Run("exact before inflected before longer", func(t *testing.T) {
		word, longer := top("respaldo"), top("respal")
		if len(word) == 0 || len(longer) == 0 || longer[0].Score >= word[0].Score {
			t.Errorf("%v\n%v", word, longer)
		}
	})
	t.Run("half an error message", func(t *testing.T) {
		got := top("while connecting to upst")
		if len(got) == 0 || !strings.Contains(got[0].URL, "502") {
			t.Errorf("%v", got)
		}
	})
}

// TestHyphensAndSigns: what a command has is found as it is typed; a word after
// a hyphen that no command has excludes, and the screen says so.
func TestHyphensAndSigns(t *testing.T) {
	s := newSite(t)
	m := Manual{ID: "app", Title: "App", URL: "app/index.html"}
	s.add(t, m, []Unit{
		{URL: "app/copia.html", Kind: KindSection, Title: "Copia", Body: "Se guarda por ssh; ssh pide clave.", Code: "tar -xvf copia.tar\njava -Xmx512m -jar x.jar\nls -l"},
		{URL: "app/lenguajes.html", Kind: KindSection, Title: "Lenguajes", Body: "El motor está en C++ y el cliente en C#, sobre .NET."},
		{URL: "app/otra.html", Kind: KindSection, Title: "Otra copia", Body: "Un archivo copia.tar hecho con tar y xvf, sin opciones."},
	})
	s.merge(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	for _, c := range []struct{ query, url, not string }{
		{"tar -xvf copia.tar", "app/copia.html", ""},
		{`"tar -xvf"`, "app/copia.html", ""},
		{"java -jar -Xmx5", "app/copia.html", ""}, // half typed
		{"java -Xmx512m -jar x.jar", "app/copia.html", ""},
		{"copia -l", "app/copia.html", ""},
		{"copia -ssh", "app/otra.html", "ssh"},
		{`"copia -ssh"`, "", ""},
		{"C++", "app/lenguajes.html", ""},
		{"c#", "app/lenguajes.html", ""},
		{".net", "app/lenguajes.html", ""},
	} {
		q, _ := json.Marshal(c.query)
		got := eval[[]string](b, `(async q => {
			const a = await folioSearch.search(q), r = a.full[0];
			return [r ? (await folioSearch.leaf(r.leaf)).url : '', a.q.not.join(' ')];
		})(`+string(q)+`)`)
		if got[0] != c.url || got[1] != c.not {
			t.Errorf("%s: %q without %q, want %q without %q", c.query, got[0], got[1], c.url, c.not)
		}
	}
	typed := func(query string) string {
		q, _ := json.Marshal(query)
		eval[bool](b, `(() => { const i = document.querySelector('dialog.search input'); i.value = `+string(q)+`; i.dispatchEvent(new Event('input')); return true; })()`)
		b.settled(query)
		return b.text("dialog.search")
	}
	if got := typed("copia -ssh"); !strings.Contains(got, "Se excluye lo que tiene «ssh»: va después de un guion.") {
		t.Errorf("the screen says %q", got)
	}
	if got := typed("lenguajes -motor"); !strings.Contains(got, "escríbalo entre comillas") {
		t.Errorf("the screen says %q", got)
	}
}

func TestOddQueries(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	eval[bool](b, `(() => { window.faults = []; addEventListener('error', e => faults.push(e.message)); addEventListener('unhandledrejection', e => faults.push(String(e.reason))); return true; })()`)
	for name, q := range map[string]string{
		"ten kilobytes":     strings.Repeat("ERROR [main] com.example.vertia.App - connect() failed (111: Connection refused) while connecting to upstream\n", 95),
		"emoji":             "😀 👩‍💻 🇨🇴",
		"markup":            `<script>window.hit = 1</script><img src=x onerror="window.hit = 1">`,
		"stop words":        "de la que el en y",
		"constructor":       "constructor",
		"proto":             "__proto__",
		"prototype methods": "toString hasOwnProperty valueOf",
		"operators alone":   `sistema: -"" seccion:`,
		"unknown filter":    "docker sistema:__proto__ seccion:constructor",
		"brackets":          `((( [[[ \\\ *** ??? .*+ $^`,
		"quotes":            `"""" "a" "docker`,
		"NUL":               "doc\x00ker",
		"exclusion alone":   "-docker",
		"long word":         strings.Repeat("x", 5000),
		"right to left":     "مرحبا بالعالم",
	} {
		b.ask(q)
		if faults := eval[[]string](b, `faults`); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
		if strings.Contains(b.text(".search-status"), "No se pudo") {
			t.Errorf("%s: the index was taken for broken", name)
		}
	}
	if eval[bool](b, `'hit' in window`) {
		t.Error("the query was run")
	}
	b.ask(strings.Repeat("ERROR [main] com.example.vertia.App - connect() failed (111: Connection refused) while connecting to upstream\n", 95))
	if got := b.text(".search-title"); !strings.Contains(got, "502 Bad Gateway") {
		t.Errorf("ten kilobytes of one message find %q", got)
	}
	eval[bool](b, `(() => { const i = document.querySelector('.search-input'); i.value = 'x'; i.dispatchEvent(new Event('input')); return true; })()`)
	b.until(`document.querySelector('.search-tips')`)
}

// TestContentIsShownAsText has a manual whose titles and texts are markup.
func TestContentIsShownAsText(t *testing.T) {
	s := newSite(t)
	evil := `<img src=x onerror="window.hit=1"><script>window.hit=1</script> peligro`
	s.add(t, Manual{ID: "malo", Title: evil, URL: "malo/index.html"}, []Unit{
		{URL: "malo/a.html", Kind: KindSection, Number: "1", Title: evil, Path: []Heading{{"<b>", evil}}, Body: evil, Code: evil},
		{URL: "javascript:alert(1)//a.html", Kind: KindSection, Title: "peligro fuera"},
		{URL: "//otro.example/a.html", Kind: KindSection, Title: "peligro lejos"},
	})
	s.merge(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	b.ask("peligro")
	if n := b.count(".search-option"); n != 4 {
		t.Errorf("%d results", n)
	}
	if n := b.count(".search-list img, .search-list script, .search-facets img"); n != 0 {
		t.Error("a title became markup")
	}
	if eval[bool](b, `'hit' in window`) {
		t.Error("content was run")
	}
	if got := eval[[]string](b, `[...document.querySelectorAll('.search-option')].map(o => o.href).filter(h => !h.startsWith(folioSearch.root))`); len(got) > 0 {
		t.Errorf("results lead out of the site: %v", got)
	}
}

func TestPageOfItsOwn(t *testing.T) {
	everywhere(t, sampleSite(t), func(t *testing.T, b *tab, base string) {
		b.open(base + "buscar.html?q=" + url.QueryEscape("disco lleno"))
		b.settled("disco lleno")
		if got := b.text(".search-title"); !strings.Contains(got, "El disco del servidor de aplicación está lleno") {
			t.Errorf("the first result is %q", got)
		}
		b.ask("proxy inverso")
		if strings.HasPrefix(base, "http") {
			if got := eval[string](b, `new URLSearchParams(location.search).get('q')`); got != "proxy inverso" {
				t.Errorf("the address says %q", got)
			}
		}
		b.keys("/") // the field has the focus: it is typed
		b.until(`document.querySelector('.search-input').value.endsWith('/')`)
		b.keys(kb.Escape)
		b.until(`document.querySelector('.search-input').value === ''`)
	})
}

func TestMoreResults(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	b.ask("docker")
	if n := b.count(".search-option"); n != 10 {
		t.Fatalf("%d results at first", n)
	}
	// While the last row is out of sight, the next answer is drawn as far as it
	// can be seen; an arrow, or moving there, draws the rest.
	for _, q := range []string{"docker imagen", "docker red", "imagen"} {
		b.ask(q) // how much can be seen is learnt on the way
	}
	b.until(`document.querySelectorAll('.search-option').length < 10`)
	eval[bool](b, `document.querySelector('.search-results').scrollTo(0, 1e6), true`)
	b.until(`document.querySelectorAll('.search-option').length === 10`)
	b.ask("docker")
	for range 10 {
		b.keys(kb.ArrowDown)
	}
	b.until(`document.querySelectorAll('.search-option').length === 20`)
	b.until(activeOption + `.id === 'so10'`)
}

// TestWhatStaysIsNotDrawnAgain types a word to its end: rows that say the same
// are the same elements, and those that change follow.
func TestWhatStaysIsNotDrawnAgain(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	rows := func() []string {
		return eval[[]string](b, `[...document.querySelectorAll('.search-option')].map(o => (o.kept ? 'kept ' : 'new ') + o.textContent)`)
	}
	b.ask("certificad")
	eval[bool](b, `document.querySelectorAll('.search-option, .search-system').forEach(o => { o.kept = true; }), true`)
	b.ask("certificado")
	kept := 0
	for _, row := range rows() {
		if strings.HasPrefix(row, "kept ") {
			kept++
		}
	}
	if kept == 0 {
		t.Errorf("nothing stayed: %v", rows())
	}
	if got := eval[string](b, `new URL(document.querySelector('.search-option').href).searchParams.get('resaltar')`); got != "certificado" {
		t.Errorf("a row that stayed leads on with %q", got)
	}
	ids := eval[[]string](b, `[...document.querySelectorAll('.search-option')].map(o => o.id)`)
	for i, id := range ids {
		if id != "so"+itoa(i) {
			t.Errorf("the ids are %v", ids)
			break
		}
	}
	// What a fresh screen shows is what the screen that followed shows.
	b.keys(kb.ArrowDown)
	b.keys(kb.ArrowUp)
	followed := eval[string](b, `document.querySelector('.search-results').innerText + document.querySelector('.search-facets').innerText`)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	b.ask("certificado")
	b.keys(kb.ArrowDown)
	b.keys(kb.ArrowUp)
	fresh := eval[string](b, `document.querySelector('.search-results').innerText + document.querySelector('.search-facets').innerText`)
	if fresh != followed {
		t.Errorf("typed to its end:\n%s\nat once:\n%s", followed, fresh)
	}
	b.ask("nginx")
	for _, row := range rows() {
		if !strings.Contains(strings.ToLower(row), "nginx") {
			t.Errorf("a row of the last query is still there: %s", row)
		}
	}
}

// TestOldAnswersAreDropped answers a first query late and a second at once.
func TestOldAnswersAreDropped(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	eval[bool](b, `(() => {
		const search = folioSearch.search;
		folioSearch.search = async (q, stale) => {
			const a = await search(q, stale);
			if (q === 'volumen') await new Promise(r => setTimeout(r, 400));
			return a;
		};
		return true;
	})()`)
	eval[bool](b, `(async () => {
		const i = document.querySelector('.search-input'), type = q => { i.value = q; i.dispatchEvent(new Event('input')); };
		type('volumen');
		await new Promise(r => setTimeout(r, 150));
		type('nginx');
		await new Promise(r => setTimeout(r, 900));
		return true;
	})()`)
	if got := eval[string](b, `folioSearch.drawn`); got != "nginx" {
		t.Errorf("shown are the results of %q", got)
	}
}

// TestEditsAreFollowed changes a manual, and the site under a reader's open
// page.
func TestEditsAreFollowed(t *testing.T) {
	s := sampleSite(t)
	base := s.serve(t)
	b := newTab(t)
	b.open(base + "index.html")
	eval[bool](b, ready)

	m, units := readManual(t, contentDir+"/vertia")
	units[3].Body += " Palabranueva para probar."
	part, files := s.indexer.Index(m, units)
	for _, f := range files {
		s.write(t, f.Path, f.Data)
	}
	s.parts["vertia"] = part
	delete(s.parts, "docker")
	s.merge(t)

	b.open(base + "index.html")
	eval[bool](b, ready)
	b.ask("palabranueva")
	if n := b.count(".search-option"); n != 1 {
		t.Errorf("the new word is found %d times", n)
	}
	b.ask("certificado vencido")
	seen := map[string]bool{}
	for _, h := range eval[[]string](b, `[...document.querySelectorAll('.search-option')].map(o => o.href)`) {
		if seen[h] {
			t.Errorf("%s is there twice", h)
		}
		seen[h] = true
	}
	b.ask("dockerignore")
	if n := eval[int](b, `[...document.querySelectorAll('.search-option')].filter(o => o.href.includes('/docker/')).length`); n != 0 {
		t.Errorf("%d results of the manual that was removed", n)
	}

	// The site is built anew while the page is open, before it has asked for
	// any: its files have other names.
	b.open(base + "index.html")
	eval[bool](b, ready)
	if err := os.RemoveAll(filepath.Join(s.dir, "buscar")); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"docker", "vertia"} {
		m, units := readManual(t, contentDir+"/"+id)
		units[0].Body += " Hojanueva."
		s.add(t, m, units)
	}
	delete(s.parts, "instructivo")
	s.merge(t)
	eval[bool](b, `(() => { const i = document.querySelector('.search-input'); i.value = 'hojanueva'; i.dispatchEvent(new Event('input')); return true; })()`)
	b.until(`document.querySelectorAll('.search-option').length === 2 || document.querySelector('.search-status .search-link')`)
	if b.count(".search-status .search-link") > 0 {
		eval[bool](b, `document.querySelector('.search-status .search-link').click(), true`)
		b.until(`document.querySelectorAll('.search-option').length === 2`)
	}
}
