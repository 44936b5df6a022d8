package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestStart(t *testing.T) {
	ctx := Start(t)
	sum, err := chromedp.Run(ctx, chromedp.Evaluate[int]("6 * 7"))
	if err != nil || sum != 42 {
		t.Errorf("the browser says %d, %v", sum, err)
	}
}
