package search

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

// tab is a browser's tab in which a test acts as a reader.
type tab struct {
	testing.TB
	ctx context.Context
}

func newTab(t testing.TB) *tab { return &tab{t, browsertest.Start(t)} }

func (b *tab) open(url string) {
	b.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(url)); err != nil {
		b.Fatalf("%s: %v", url, err)
	}
}

// eval runs a script and waits for what it promises.
func eval[T any](b *tab, script string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", script, err)
	}
	return v
}

// until waits for a condition on the page.
func (b *tab) until(condition string) {
	b.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		v, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && v {
			return
		}
		if time.Now().After(end) {
			b.Fatalf("never came true: %.200s (%v)\n%s", condition, err, eval[string](b, "document.body.innerText.slice(0, 1500)"))
		}
	}
}

// keys presses keys one after the other. Names of keys are those of package kb.
func (b *tab) keys(keys string, mod ...chromedp.Modifier) {
	b.Helper()
	if err := chromedp.Do(b.ctx, chromedp.KeyEvent(keys, chromedp.KeyModifiers(mod...))); err != nil {
		b.Fatal(err)
	}
}

// text is what an element shows, on one line.
func (b *tab) text(selector string) string {
	b.Helper()
	return strings.Join(strings.Fields(eval[string](b, `(document.querySelector('`+selector+`') || {innerText: ''}).innerText`)), " ")
}

func (b *tab) count(selector string) int {
	b.Helper()
	return eval[int](b, `document.querySelectorAll('`+selector+`').length`)
}

// ready loads a page and its search client, ready to be asked.
const ready = `(async () => {
	for (let i = 0; !window.folioSearch; i++) { if (i > 200) throw new Error('no loader'); await new Promise(r => setTimeout(r, 10)); }
	if (!folioSearch.open) { document.querySelector('.search-open').click(); }
	for (let i = 0; !folioSearch.opened; i++) { if (i > 500) throw new Error('no client'); await new Promise(r => setTimeout(r, 10)); }
	await folioSearch.ready();
	return true;
})()`

// found is one result as the tests look at it.
type found struct {
	URL       string
	Title     string
	Path      []string
	Tier      int
	Score     float64
	Corrected bool
}

// ask gives the first results of a query, with what is shown of each.
const ask = `async (q, n) => {
	const a = await folioSearch.search(q);
	const all = a.full.length ? a.full.concat(a.full.length < 10 ? a.some : []) : a.some;
	const out = [];
	for (const r of all.slice(0, n)) {
		const l = await folioSearch.leaf(r.leaf), u = l.units[(r.u & 63) - 1];
		out.push({ url: l.url + (u.id ? '#' + u.id : ''), title: u.title, path: u.path.map(h => h.title), tier: r.tier, score: r.score });
	}
	return out;
}`
