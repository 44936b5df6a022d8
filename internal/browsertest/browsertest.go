// Package browsertest starts the real browser in which tests look at pages.
//
// It serves tests and benchmarks only; nothing that ships imports it. A machine
// without the browser fails these tests instead of skipping them: what only a
// browser can show would otherwise go untested unnoticed.
package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Env is the environment variable that names the browser's program, where it
// is none of the usual ones.
const Env = "CHROMIUM"

// patience is how long a browser may take to start. A second is usual; ten on a
// busy machine.
const patience = 60 * time.Second

// Start starts a browser with a profile of its own, which ends with the test,
// and returns the context of its first tab. chromedp.NewContext on it opens
// another. The context ends shortly before the time of the whole test run is
// up, so that a browser that hangs fails the test that waits for it.
func Start(t testing.TB) context.Context {
	t.Helper()
	parent := context.Background()
	if d, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if end, ok := d.Deadline(); ok {
			var cancel context.CancelFunc
			parent, cancel = context.WithDeadlineCause(parent, end.Add(-5*time.Second),
				errors.New("the time for all tests is nearly up, and the browser is still busy"))
			t.Cleanup(cancel)
		}
	}
	ctx, stop, err := Open(parent)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return ctx
}

// Open is Start for what is no test. stop ends the browser and removes its
// profile.
func Open(parent context.Context) (ctx context.Context, stop func(), err error) {
	program, err := find()
	if err != nil {
		return nil, nil, err
	}
	return open(parent, program, patience)
}

func open(parent context.Context, program string, patience time.Duration) (ctx context.Context, stop func(), err error) {
	profile, err := os.MkdirTemp("", "folio-browser-")
	if err != nil {
		return nil, nil, err
	}
	alloc, cancelAlloc := chromedp.NewExecAllocator(parent,
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WindowSize(1280, 900),
	)
	ctx, cancel := chromedp.NewContext(alloc)
	stop = func() {
		cancel()
		cancelAlloc()
		// The browser writes to its profile until it is gone, and then some.
		for range 20 {
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	// The first command starts the browser, and whatever ends that command's
	// context ends the browser: so the clock is beside it, not in it.
	started := make(chan error, 1)
	go func() { started <- chromedp.Do(ctx, chromedp.Navigate("about:blank")) }()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err = <-started:
		if err != nil {
			err = fmt.Errorf("the browser %s did not start: %w", program, err)
		}
	case <-late.C:
		err = fmt.Errorf("the browser %s did not answer within %v: does «%s --headless --dump-dom about:blank» work here?", program, patience, program)
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	return ctx, stop, nil
}

// find looks for the browser.
func find() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"}
	if name := os.Getenv(Env); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("this needs Chromium, Chrome or Edge: install one, or name its program in the variable %s (looked for %v)", Env, names)
}
