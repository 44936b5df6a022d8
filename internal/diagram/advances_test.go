package diagram

import (
	"encoding/base64"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

// TestAdvances: the table of widths is that of the fonts that the site ships, as
// a browser measures them.
func TestAdvances(t *testing.T) {
	var all []rune
	for r := ' '; r <= '~'; r++ {
		all = append(all, r)
	}
	for r := '\u00a0'; r <= '\u00ff'; r++ {
		all = append(all, r)
	}
	all = append(all, []rune(otherRunes)...)
	ctx := browsertest.Start(t)
	for i, f := range []*face{&regular, &semibold} {
		name := []string{"regular", "semibold"}[i]
		data, err := os.ReadFile("../../themes/somosig/assets/fonts/" + []string{"sans-400", "sans-600"}[i] + ".woff2")
		if err != nil {
			t.Fatal(err)
		}
		script := `(async () => {
			const font = await new FontFace("` + name + `", "url(data:font/woff2;base64,` + base64.StdEncoding.EncodeToString(data) + `)").load();
			document.fonts.add(font);
			const c = document.createElement("canvas").getContext("2d");
			c.font = "1000px ` + name + `";
			return ` + fmt.Sprintf("%q", string(all)) + `.split(/(?:)/u).map(s => c.measureText(s).width);
		})()`
		if _, err := chromedp.Run(ctx, chromedp.Navigate("about:blank")); err != nil {
			t.Fatal(err)
		}
		widths, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](script, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		if len(widths) != len(all) {
			t.Fatalf("%d widths of %d characters", len(widths), len(all))
		}
		for k, r := range all {
			if got := f.rune(r); r != '\u00ad' && int(widths[k]+.5) != got {
				t.Errorf("%s: %q is %g wide, the table says %d", name, r, widths[k], got)
			}
		}
	}
}
