package theme

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"folio/internal/browsertest"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/source"
)

// What follows looks, in a browser and from a folder of files, at what the
// script makes of the text that package markdown writes.

var procedure = "# Procedimiento\n\n" +
	"```bash {pestaña=\"Linux\"}\nuno\n```\n" +
	"```powershell {pestaña=\"Windows\"}\nGet-Service " + strings.Repeat("largo ", 40) + "\n```\n" +
	"```bash {pestaña=\"Docker\"}\ntres\n```\n\n" +
	"Texto.\n\n" +
	"::: {pestaña=\"Linux\"}\nCon apt.\n:::\n::: {pestaña=\"Windows\"}\nCon winget.\n\n1. uno\n2. dos\n3. tres\n:::\n::: {pestaña=\"Docker\"}\nCon docker.\n:::\n\n" +
	"```bash {pestaña=\"Linux\"}\notro grupo\n```\n```bash {pestaña=\"macOS\"}\notro grupo\n```\n\n" +
	"```console {marcas lineas}\n$ sudo systemctl stop vertia   # (1)\nstopped\n\n> done\n$ sudo -i\n# cat <<FIN > f\n>   uno\n>\n> FIN\nuid=0(root)\n$ docker run \\  # (2)\n    vertia\n```\n\n1. Detiene.\n2. Sigue.\n\n" +
	"```nginx {inicio=10 quitadas=\"1\" agregadas=\"2\" marcas}\nlisten 80;\nlisten 443; # (1)\n```\n\n1. Con TLS.\n"

const other = "# Otra\n\n" +
	"```bash {pestaña=\"Linux\"}\nuno\n```\n```powershell {pestaña=\"Windows\"}\ndos\n```\n```bash {pestaña=\"Docker\"}\ntres\n```\n"

// plainManual answers for a document without numbers, links or images.
type plainManual struct{ doc *markdown.Doc }

func (m plainManual) Heading(i int) (id, number string) { return m.doc.Headings[i].Slug, "" }
func (m plainManual) Step(i int) string                 { return "paso-" + strconv.Itoa(m.doc.Steps[i].Number) }
func (plainManual) Link(int) markdown.Target            { return markdown.Target{} }
func (plainManual) Image(int) markdown.Picture          { return markdown.Picture{} }
func (plainManual) Figure(int) (id, label string)       { return "", "" }
func (plainManual) Glossary() *markdown.Glossary        { return nil }

// reader is a browser in front of a site of two pages on disk.
type reader struct {
	testing.TB
	ctx  context.Context
	site string // address of its folder
}

func newReader(t *testing.T) *reader {
	t.Helper()
	dir := t.TempDir()
	th := load(t, Options{HighlightCSS: highlight.CSS()})
	f := newFixture()
	engine := markdown.New(i18n.For(i18n.Spanish), highlight.New())
	write := func(name string, data []byte) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range th.Assets() {
		write(a.Path, a.Data)
	}
	for name, text := range map[string]string{"una": procedure, "otra": other} {
		doc, found := engine.Parse(source.Text{Path: name, Body: []byte(text), BodyLine: 1}, markdown.Env{})
		if len(found) > 0 {
			t.Fatalf("%s: %v", name, found)
		}
		var body bytes.Buffer
		if err := engine.Render(&body, doc, plainManual{doc}); err != nil {
			t.Fatal(err)
		}
		s := f.plainSection()
		s.Path, s.Headings, s.Body = "notas/"+name+".html", nil, body.Bytes()
		write(s.Path, []byte(draw(t, func(w io.Writer) error { return th.Section(w, s) })))
	}
	return &reader{t, browsertest.Start(t), "file://" + filepath.ToSlash(dir) + "/notas/"}
}

func (r *reader) open(name string) {
	r.Helper()
	if err := chromedp.Do(r.ctx, chromedp.Navigate(r.site+name)); err != nil {
		r.Fatalf("%s: %v", name, err)
	}
}

func (r *reader) keys(keys string) {
	r.Helper()
	if err := chromedp.Do(r.ctx, chromedp.KeyEvent(keys)); err != nil {
		r.Fatal(err)
	}
}

// eval runs a script and waits for what it promises.
func eval[T any](r *reader, script string) T {
	r.Helper()
	v, err := chromedp.Run(r.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		r.Fatalf("%s: %v", script, err)
	}
	return v
}

func (r *reader) want(what, script, want string) {
	r.Helper()
	if got := eval[string](r, script); got != want {
		r.Errorf("%s:\n%q\nwant\n%q", what, got, want)
	}
}

func (r *reader) until(condition string) {
	r.Helper()
	for end := time.Now().Add(10 * time.Second); !eval[bool](r, "!!("+condition+")"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			r.Fatalf("never came true: %s", condition)
		}
	}
}

// shownPanels are the labels of the panels that show, group by group.
const shownPanels = `[...document.querySelectorAll('.tabs')].map(g => [...g.querySelectorAll('.tab')].filter(p => p.checkVisibility()).map(p => p.dataset.tab).join('+')).join(' / ')`

func TestTabsByKeyboard(t *testing.T) {
	r := newReader(t)
	r.open("una.html")
	r.want("the first of each group shows", shownPanels, "Linux / Linux / Linux")
	r.want("roles", `(() => {
		const g = document.querySelector('.tabs'), l = g.querySelector('[role=tablist]'), tabs = [...l.querySelectorAll('[role=tab]')];
		return [l.getAttribute('aria-label') !== '', tabs.map(b => b.textContent + ':' + b.getAttribute('aria-selected') + ':' + b.tabIndex),
			tabs.every(b => { const p = document.getElementById(b.getAttribute('aria-controls')); return p.getAttribute('role') === 'tabpanel' && p.getAttribute('aria-labelledby') === b.id && p.dataset.tab === b.textContent; })].join(' ');
	})()`, "true Linux:true:0,Windows:false:-1,Docker:false:-1 true")

	// Code in a panel that does not show has no size, and so nothing to scroll.
	r.until(`document.querySelector('[data-tab=Windows] pre').tabIndex === -1`)

	eval[any](r, `document.querySelector('[role=tab][aria-selected=true]').focus()`)
	for _, step := range []struct{ name, key, focus, panels string }{
		{"right", kb.ArrowRight, "Windows", "Windows / Windows / Linux"},
		{"end", kb.End, "Docker", "Docker / Docker / Linux"},
		{"right, around", kb.ArrowRight, "Linux", "Linux / Linux / Linux"},
		{"left, around", kb.ArrowLeft, "Docker", "Docker / Docker / Linux"},
		{"home", kb.Home, "Linux", "Linux / Linux / Linux"},
		{"right", kb.ArrowRight, "Windows", "Windows / Windows / Linux"},
	} {
		r.keys(step.key)
		r.want(step.name+": focus", `document.activeElement.textContent`, step.focus)
		r.want(step.name+": groups with the same labels follow, others do not", shownPanels, step.panels)
	}

	// Once it shows, code that scrolls takes the keyboard.
	r.until(`document.querySelector('[data-tab=Windows] pre').tabIndex === 0`)
}

// TestTabsAreKept: on a busy machine Chromium now and then gives a page from
// disk a storage that forgets, so the reader has a few tries; a choice that
// the script does not keep fails them all.
func TestTabsAreKept(t *testing.T) {
	r := newReader(t)
	var other, back string
	for range 6 {
		r.open("una.html")
		eval[any](r, `document.querySelectorAll('[role=tab]')[1].click()`)
		r.open("otra.html")
		other = eval[string](r, shownPanels)
		r.open("una.html")
		back = eval[string](r, shownPanels)
		if other == "Windows" && back == "Windows / Windows / Linux" {
			return
		}
	}
	t.Errorf("the choice is not kept: another page shows %q, the way back %q", other, back)
}

func TestTabsOpenForALink(t *testing.T) {
	r := newReader(t)
	r.open("una.html#paso-3")
	r.want("the panel of the step shows, in its group alone", shownPanels, "Linux / Windows / Linux")
	if !eval[bool](r, `(() => { const b = document.getElementById('paso-3').getBoundingClientRect(); return b.height > 0 && b.top >= 0 && b.bottom <= innerHeight; })()`) {
		t.Error("the step is not in sight")
	}
	r.open("otra.html")
	r.want("following a link is no choice", shownPanels, "Linux")

	r.open("una.html")
	eval[any](r, `location.hash = 'paso-2'`)
	r.until(`document.getElementById('paso-2').checkVisibility()`)
	r.want("a link on the page itself", shownPanels, "Linux / Windows / Linux")
}

func TestTabsWithoutStorage(t *testing.T) {
	r := newReader(t)
	if _, err := chromedp.Call(r.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError'); }})`,
	}); err != nil {
		t.Fatal(err)
	}
	r.open("una.html")
	eval[any](r, `document.querySelectorAll('[role=tab]')[2].click()`)
	r.want("a choice holds on the page", shownPanels, "Docker / Docker / Linux")
}

func TestTabsOnPaperAndWithoutScript(t *testing.T) {
	const all = "Linux+Windows+Docker / Linux+Windows+Docker / Linux+macOS"
	const titles = `String([...document.querySelectorAll('.tab-title')].filter(p => p.checkVisibility()).length)`
	r := newReader(t)
	r.open("una.html")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	r.want("paper shows all", shownPanels, all)
	r.want("with their titles", titles, "8")
	r.want("and no tabs", `String(document.querySelector('.tab-list').checkVisibility())`, "false")

	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	r.open("una.html")
	r.want("without a script all show", shownPanels, all)
	r.want("with their titles, too", titles, "8")
}

// TestCopy: what the button takes, and what a selection takes, is what a
// reader would type.
func TestCopy(t *testing.T) {
	r := newReader(t)
	r.open("una.html")
	eval[any](r, `navigator.clipboard.writeText = text => { window.taken = text; return Promise.resolve(); }`)
	press := func(block string) string {
		r.Helper()
		return `(async () => { window.taken = null; document.querySelector('` + block + ` .copy').click(); await new Promise(f => setTimeout(f, 50)); return String(window.taken); })()`
	}
	r.want("a session without prompts, output, numbers and marks", press(".code[data-lang=console]"),
		"sudo systemctl stop vertia\nsudo -i\ncat <<FIN > f\n  uno\n\nFIN\ndocker run \\\n    vertia")
	r.want("a change without what goes", press(".code[data-lang=nginx]"), "listen 443;")

	// Where there is no clipboard interface, as on plain HTTP, the text goes
	// through a field.
	eval[any](r, `Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});
		document.addEventListener('copy', () => { window.taken = document.activeElement.value; })`)
	eval[any](r, `document.querySelector('.code[data-lang=nginx] .copy').focus(); window.taken = null`)
	r.keys(kb.Enter) // a real key: a script alone may not copy
	r.until(`window.taken !== null`)
	r.want("the older way takes the same", `String(window.taken)`, "listen 443;")

	selected := eval[string](r, `(() => { getSelection().selectAllChildren(document.querySelector('.code[data-lang=nginx] pre')); return getSelection().toString(); })()`)
	if got := strings.TrimSpace(selected); got != "listen 80;\nlisten 443;" {
		t.Errorf("a selection takes %q", got)
	}
}

// TestNumbersOfSteps: a list that goes on after a block keeps counting, by
// what a reader sees.
func TestNumbersOfSteps(t *testing.T) {
	r := newReader(t)
	r.open("una.html#paso-2")
	r.want("the number comes from the list", `getComputedStyle(document.querySelector('#paso-2 > .step-link'), '::before').content`, "counter(list-item)")
	r.want("it is a link with a name", `(() => { const a = document.querySelector('#paso-2 > .step-link'), b = a.getBoundingClientRect(); return a.hash + ' ' + a.getAttribute('aria-label') + ' ' + (b.width >= 24 && b.height >= 24); })()`,
		"#paso-2 Enlace al paso 2 true")
}
