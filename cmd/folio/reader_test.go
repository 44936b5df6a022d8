package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// atMost is how long a story may take before the browser counts as hung.
const atMost = 90 * time.Second

// reader is a browser's tab in front of the built site.
type reader struct {
	testing.TB
	ctx  context.Context
	site string
}

// open waits until the page is there and shown: it is not before the fonts that the
// browser has are in it.
func (r *reader) open(name string) {
	r.Helper()
	if err := chromedp.Do(r.ctx, chromedp.Navigate(r.site+name)); err != nil {
		r.Fatalf("%s: %v", name, err)
	}
	r.until(`!document.documentElement.classList.contains('waits')`)
}

// reset makes the tab what it was before the last story. All stories share the
// first tab: in a folder, Chromium gives pages of other tabs no sure storage.
func (r *reader) reset() {
	r.Helper()
	err := chromedp.Do(r.ctx, chromedp.Navigate("about:blank"))
	if err == nil {
		_, err = chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
	}
	if err == nil { // else the page may not know yet that it has the focus
		_, err = chromedp.Call(r.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	}
	if err == nil {
		_, err = chromedp.Call(r.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: false})
	}
	if err != nil {
		r.Fatal(err)
	}
	r.size(1280)
}

// openUntil opens a page that should show what an earlier one stored. To
// Chromium, the pages of a folder may each be a process of their own, and what
// one of them stores can reach the next a moment late.
func (r *reader) openUntil(name, what, script, want string) {
	r.Helper()
	time.Sleep(300 * time.Millisecond) // nobody leaves a page that fast
	for range 5 {
		r.open(name)
		if eval[string](r, script) == want {
			return
		}
		time.Sleep(300 * time.Millisecond)
	}
	r.want(what, script, want)
}

// openIn opens a page of the manual «todo» as one sees it who chose an
// environment. What another page of the folder stored may be news to the page
// that stores this, which then takes its own for what is there already and
// stores nothing: it is taken out first, and told again to the page that opens
// without it.
func (r *reader) openIn(env, name string) {
	r.Helper()
	const key = `'folio-ambiente-todo'`
	for range 5 {
		eval[any](r, `localStorage.removeItem(`+key+`), localStorage.setItem(`+key+`, '`+env+`')`)
		time.Sleep(300 * time.Millisecond) // nobody leaves a page that fast
		r.open(name)
		if eval[string](r, `localStorage.getItem(`+key+`) + ''`) == env {
			return
		}
	}
	r.Fatalf("%s: the environment %s is not kept", name, env)
}

// media is what the page is shown on: "print", or "" for the screen.
func (r *reader) media(media string) {
	r.Helper()
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media}); err != nil {
		r.Fatal(err)
	}
}

func (r *reader) size(width int64) {
	r.Helper()
	if err := chromedp.Do(r.ctx, chromedp.EmulateViewport(width, 700)); err != nil {
		r.Fatal(err)
	}
}

func (r *reader) keys(keys string) {
	r.Helper()
	if err := chromedp.Do(r.ctx, chromedp.KeyEvent(keys)); err != nil {
		r.Fatal(err)
	}
}

// middle is where an element is in the window.
func (r *reader) middle(selector string) (x, y float64) {
	r.Helper()
	at := eval[[]float64](r, `(() => { const e = document.querySelector('`+selector+`'); if (!e.closest('.definition')) e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()`)
	return at[0], at[1]
}

func (r *reader) point(selector string) {
	r.Helper()
	x, y := r.middle(selector)
	if _, err := chromedp.Call(r.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: "mouseMoved", X: x, Y: y}); err != nil {
		r.Fatal(err)
	}
}

func (r *reader) tap(selector string) {
	r.Helper()
	x, y := r.middle(selector)
	for _, touch := range []input.DispatchTouchEventParams{
		{Type: "touchStart", TouchPoints: []*input.TouchPoint{{X: x, Y: y}}},
		{Type: "touchEnd", TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := chromedp.Call(r.ctx, input.DispatchTouchEvent, touch); err != nil {
			r.Fatal(err)
		}
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
	if got := strings.TrimSpace(eval[string](r, script)); got != want {
		r.Errorf("%s:\n%q\nwant\n%q", what, got, want)
	}
}

func (r *reader) until(condition string) {
	r.Helper()
	r.within(10*time.Second, condition)
}

func (r *reader) within(long time.Duration, condition string) {
	r.Helper()
	for end := time.Now().Add(long); ; time.Sleep(20 * time.Millisecond) {
		// A page that is being left answers with an error.
		v, err := chromedp.Run(r.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && v {
			return
		}
		if time.Now().After(end) {
			r.Fatalf("never came true: %s (%v)", condition, err)
		}
	}
}
