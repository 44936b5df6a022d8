// Package browsertest starts the real browser in which tests look at pages.
//
// It serves tests only; nothing that ships imports it. A machine without the
// browser fails these tests instead of skipping them: what only a browser can
// show would otherwise go untested unnoticed.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Env is the environment variable that names the browser's program, where it
// is none of the usual ones.
const Env = "CHROMIUM"

// Start starts a browser with a profile of its own, which ends with the test,
// and returns the context of its first tab. chromedp.NewContext on it opens
// another.
func Start(t testing.TB) context.Context {
	t.Helper()
	profile, err := os.MkdirTemp("", "folio-browser-")
	if err != nil {
		t.Fatal(err)
	}
	// The browser writes to its profile until it is gone, and then some.
	t.Cleanup(func() {
		for range 20 {
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(find(t)),
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
	t.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("the browser did not start: %v", err)
	}
	return ctx
}

// find looks for the browser.
func find(t testing.TB) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"}
	if name := os.Getenv(Env); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("this test needs Chromium, Chrome or Edge: install one, or name its program in the variable %s (looked for %v)", Env, names)
	return ""
}
