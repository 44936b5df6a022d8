package serve

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
)

// TestNothingLeaks publishes 10,000 builds, in which pages come, go, move and
// fail, while tabs come and go, and looks whether memory, goroutines and open
// files stay what they were.
func TestNothingLeaks(t *testing.T) {
	const rounds, tabs = 10_000, 4
	b := newBoard()
	log := &terminal{w: io.Discard, msg: i18n.For(i18n.Spanish)}
	addr := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}
	s := newServer(Options{Messages: log.msg}, addr, b, log)
	web := httptest.NewServer(s)
	defer web.Close()
	s.hosts[strings.TrimPrefix(web.URL, "http://")] = true

	site := &output.Site{}
	publish := func(i int) {
		m := site.Edit()
		if i == 0 {
			for n := range 200 {
				must(t, m.Put(fmt.Sprintf("m%d/s%d.html", n/10, n), []byte(fmt.Sprint("<title>", n, "</title>", strings.Repeat("x", 2000)))))
			}
		}
		// A page moves through the folders, another changes, an image too.
		m.Remove(fmt.Sprintf("m%d/wandering-%d.html", (i-1)%20, (i-1)%7))
		must(t, m.Put(fmt.Sprintf("m%d/wandering-%d.html", i%20, i%7), []byte("<title>W</title>")))
		must(t, m.Put("index.html", []byte(fmt.Sprint("<title>home</title>", i))))
		must(t, m.Put(fmt.Sprintf("img/%d.svg", i%50), []byte(fmt.Sprint(i))))
		var err error
		site, err = m.Site()
		must(t, err)
		r := Result{Site: site, Findings: diag.List{{Code: "X-01", Message: "X-01", Pos: diag.Pos{Path: "a.md", Line: i}}}}
		if i%10 == 9 {
			r.Site = nil
		}
		if i%100 == 50 {
			b.fail("no disk")
		}
		b.publish(r)
	}

	// Each tab listens to some events, hangs up, and comes back.
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for n := range tabs {
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				hear(ctx, fmt.Sprintf("%s/_folio/events?token=%s&page=m%d/s%d.html", web.URL, s.token, n, n*10), 1+i%20)
			}
		})
	}
	measure := func() (heap uint64, goroutines, descriptors int) {
		for range 3 {
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if list, err := os.ReadDir("/proc/self/fd"); err == nil {
			descriptors = len(list)
		}
		return m.HeapAlloc, runtime.NumGoroutine(), descriptors
	}
	for i := range rounds / 10 {
		publish(i)
	}
	heap, goroutines, descriptors := measure()
	for i := rounds / 10; i < rounds; i++ {
		publish(i)
	}
	heap2, goroutines2, descriptors2 := measure()
	t.Logf("heap %d → %d KB, goroutines %d → %d, descriptors %d → %d", heap>>10, heap2>>10, goroutines, goroutines2, descriptors, descriptors2)
	if heap2 > heap+4<<20 {
		t.Errorf("heap grows: %d → %d KB", heap>>10, heap2>>10)
	}
	// At either moment a tab may be between two connections.
	if goroutines2 > goroutines+12*tabs {
		t.Errorf("goroutines grow: %d → %d", goroutines, goroutines2)
	}
	if descriptors2 > descriptors+4*tabs {
		t.Errorf("descriptors grow: %d → %d", descriptors, descriptors2)
	}
	cancel()
	wg.Wait()
}

// hear listens to n messages of a stream.
func hear(ctx context.Context, url string, n int) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	buf := make([]byte, 64<<10)
	for range n {
		if _, err := resp.Body.Read(buf); err != nil {
			break
		}
	}
	cancel()
	resp.Body.Close()
}

// TestServerEndsWhole starts and ends whole servers, watchers and all.
func TestServerEndsWhole(t *testing.T) {
	before := 0
	for i := range 20 {
		p := start(t, map[string]string{"index.html": "<p>one", "a/b/c.html": "<p>c"}, func(o *Options) { o.Poll = i%2 == 1 })
		next, hangUp := p.stream("index.html", 0)
		next()
		p.stop()
		hangUp()
		http.DefaultClient.CloseIdleConnections()
		if i == 4 {
			before = runtime.NumGoroutine()
		}
	}
	until(t, "the goroutines have ended", func() bool { return runtime.NumGoroutine() <= before+10 })
}
