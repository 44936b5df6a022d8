package serve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

// BenchmarkSaveToPage measures from the close of a saved file to the patched
// page in a real browser. The builder does next to nothing, so that this is
// what the preview itself takes: most of it is the lull that the watcher
// waits for.
func BenchmarkSaveToPage(b *testing.B) {
	browser := browsertest.Start(b)
	files := site(map[string]string{"index.html": page("Uno", "<p id=p>0</p>"+paragraphs(60, nil))})
	for i := range 1200 {
		files[fmt.Sprintf("m%d/s%d.html", i/12, i%12)] = page("Otro", paragraphs(20, nil))
	}
	p := start(b, files)
	p.settle()
	t := open(b, browser, p.url)
	t.do(`window.next = () => new Promise(done => { var o = new MutationObserver(() => { o.disconnect(); window.at = performance.timeOrigin + performance.now();
done(true) }); o.observe(document.querySelector('#p'), {childList: true, characterData: true, subtree: true}) })`)
	var all []float64
	for i := 1; b.Loop(); i++ {
		b.StopTimer()
		time.Sleep(100*time.Millisecond + rand.N(100*time.Millisecond))
		text := page("Uno", fmt.Sprintf("<p id=p>%d</p>", i)+paragraphs(60, nil))
		b.StartTimer()
		t.do("window.waiting = window.next()")
		p.write("index.html", text)
		closed := float64(time.Now().UnixMicro()) / 1000
		at, err := chromedp.Run(t.ctx, chromedp.Evaluate[float64]("window.waiting.then(() => window.at)", chromedp.EvalAwaitPromise))
		must(b, err)
		all = append(all, at-closed)
	}
	slices.Sort(all)
	b.ReportMetric(all[len(all)/2], "ms-median")
	b.ReportMetric(all[len(all)*95/100], "ms-p95")
	b.ReportMetric(all[len(all)-1], "ms-max")
	b.ReportMetric(0, "ns/op")
}
