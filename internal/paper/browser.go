// Package paper prints pages: it drives an installed Chrome, Chromium or Edge
// over its protocol and makes a PDF whose lists and references say the number of
// the sheet that each thing is on.
//
// No browser fills such numbers in by itself (CSS has target-counter, and none
// knows it). So a page is printed, the places of its anchors are read from the
// PDF, the numbers are set in the page, and it is printed again.
//
// The package knows nothing of manuals: a page marks what it wants numbered by
// class and attribute (see script.go).
package paper

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Oldest is the first version that draws into the margins of sheets.
const Oldest = 131

// Options says how a browser is to run.
type Options struct {
	// Start is how long it may take to start; zero is a minute.
	Start time.Duration
	// Print is how long it may take over one document; zero is five minutes.
	Print time.Duration
}

// Browser is a running browser, with a profile of its own that goes with it. It
// may print several documents at once.
type Browser struct {
	// Version is its name and version: "HeadlessChrome/156.0.8078.108".
	Version string

	program string
	options Options
	ctx     context.Context // of the first tab, with which the browser goes
	stop    func()
	// first holds the first tab while nothing is printed in it: a page that it
	// shows needs no other process to be started for it.
	first chan struct{}
}

// Open starts a browser. Whatever happens, none is left behind: on an error it
// has ended, else Close ends it, and so does the end of ctx.
func Open(ctx context.Context, program string, o Options) (*Browser, error) {
	if o.Start == 0 {
		o.Start = time.Minute
	}
	if o.Print == 0 {
		o.Print = 5 * time.Minute
	}
	b, err := open(ctx, program, o, os.Geteuid() != 0)
	var e *Error
	// Some systems let no ordinary program make a sandbox, and containers often
	// do not. What is shown is the site's own, sanitised, without a network.
	if errors.As(err, &e) && e.Kind == NotStarted && strings.Contains(strings.ToLower(err.Error()), "sandbox") {
		b, err = open(ctx, program, o, false)
	}
	return b, err
}

func open(parent context.Context, program string, o Options, sandbox bool) (*Browser, error) {
	profile, err := os.MkdirTemp("", "folio-pdf-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program), chromedp.UserDataDir(profile),
		chromedp.Headless, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.DisableGPU,
		// No host but this one, and nothing of the browser's own business.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-client-side-phishing-detection", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-breakpad", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-features", "Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,PreloadTopChromeWebUI,PreloadTopChromeWebUILessNavigations,InitialWebUI,WebUIReloadButton,WebUIOmniboxPopup,WebUIOmniboxFullPopup"),
		chromedp.Flag("metrics-recording-only", true),
		chromedp.Flag("password-store", "basic"),
		chromedp.Flag("use-mock-keychain", true),
		chromedp.Flag("font-render-hinting", "none"), // the same breaks on every machine
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("lang", "es"),
	}
	if !sandbox {
		options = append(options, chromedp.NoSandbox)
	}
	alloc, cancelAlloc := chromedp.NewExecAllocator(parent, options...)
	// What goes wrong comes back as an error; people need not read it twice.
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithLogf(func(string, ...any) {}))
	b := &Browser{program: program, options: o, ctx: ctx, first: make(chan struct{}, 1)}
	b.stop = func() {
		cancel()
		cancelAlloc()  // waits until the browser has ended
		for range 20 { // and its last helper has let go of the profile
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	// The first command starts the browser, and whatever ends that command's
	// context ends the browser: so the clock is beside it, not in it.
	started := make(chan error, 1)
	go func() { started <- b.start() }()
	late := time.NewTimer(o.Start)
	defer late.Stop()
	select {
	case err = <-started:
	case <-parent.Done():
		err = parent.Err()
	case <-late.C:
		err = &Error{Kind: Late, Program: program, Detail: o.Start.String()}
	}
	if err != nil {
		b.stop()
		return nil, err
	}
	return b, nil
}

// start brings the browser up and asks what it is.
func (b *Browser) start() error {
	if err := chromedp.Do(b.ctx, chromedp.Navigate("about:blank")); err != nil {
		if b.ctx.Err() != nil && errors.Is(err, context.Canceled) {
			return err
		}
		return &Error{Kind: NotStarted, Program: b.program, Cause: err}
	}
	b.first <- struct{}{}
	v, err := chromedp.CallBrowser(b.ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return &Error{Kind: NotStarted, Program: b.program, Cause: err}
	}
	b.Version = v.Product
	if number, old := tooOld(v.Product); old {
		return &Error{Kind: TooOld, Program: b.program, Detail: number}
	}
	return nil
}

// tooOld reads the version of a product: "HeadlessChrome/156.0.8078.108".
func tooOld(product string) (number string, old bool) {
	_, number, _ = strings.Cut(product, "/")
	major, _, _ := strings.Cut(number, ".")
	n, err := strconv.Atoi(major)
	return number, err != nil || n < Oldest
}

// Starting is a browser that starts while something else is done.
type Starting struct {
	browser *Browser
	err     error
	stop    func()
	done    chan struct{}
}

// Start begins to open a browser. Close must be called.
func Start(ctx context.Context, program string, o Options) *Starting {
	ctx, stop := context.WithCancel(ctx)
	s := &Starting{stop: stop, done: make(chan struct{})}
	go func() {
		defer close(s.done)
		s.browser, s.err = Open(ctx, program, o)
	}()
	return s
}

// Browser waits for the browser.
func (s *Starting) Browser() (*Browser, error) {
	<-s.done
	return s.browser, s.err
}

// Close ends the browser, or its start.
func (s *Starting) Close() {
	s.stop()
	<-s.done
	if s.browser != nil {
		s.browser.Close()
	}
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() { b.stop() }
