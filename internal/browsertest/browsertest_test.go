package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestStart(t *testing.T) {
	ctx := Start(t)
	sum, err := chromedp.Run(ctx, chromedp.Evaluate[int]("6 * 7"))
	if err != nil || sum != 42 {
		t.Errorf("the browser says %d, %v", sum, err)
	}
}

// TestABrowserThatSaysNothingFails: a program that starts and never answers
// must not hold up the tests.
func TestABrowserThatSaysNothingFails(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the mute program is a shell script")
	}
	mute := filepath.Join(t.TempDir(), "mute")
	if err := os.WriteFile(mute, []byte("#!/bin/sh\nexec sleep 60\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	_, _, err := open(context.Background(), mute, 500*time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "did not answer within 500ms") || !strings.Contains(err.Error(), mute) {
		t.Errorf("%v", err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
