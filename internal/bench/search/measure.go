package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// row is what was measured of an engine.
type row struct {
	engine   engine
	perPage  int64 // bytes of index a page, compressed
	one, two int64 // bytes until the first results of a query of one and of two words
	strokes  []float64
	results  [2]int
}

// counter serves a folder and counts what it sends.
type counter struct {
	dir  string
	mu   sync.Mutex
	sent int64
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join(c.dir, filepath.FromSlash(path.Clean("/"+r.URL.Path)))
	// What any page loads is not the search's.
	if data, err := os.ReadFile(name); err == nil && path.Ext(name) != ".html" && !strings.HasPrefix(path.Base(name), "folio.") && path.Ext(name) != ".woff2" && path.Ext(name) != ".svg" {
		c.mu.Lock()
		c.sent += zipped(data)
		c.mu.Unlock()
	}
	w.Header().Set("Cache-Control", "no-store")
	http.ServeFile(w, r, name)
}

func (c *counter) take() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.sent
	c.sent = 0
	return n
}

// zipped is the size of a file as a server sends it that compresses.
func zipped(data []byte) int64 {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = w.Write(data)
	_ = w.Close()
	return int64(min(z.Len(), len(data)))
}

// indexSize adds up files and folders of the site.
func indexSize(public string, names []string) (sum int64, err error) {
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(public, name), func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(p)
			sum += zipped(data)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// measure asks an engine in a fresh page for one word and in another for two,
// then types both letter by letter with all that takes loaded.
func measure(ctx context.Context, c *counter, site string, e engine) (row, error) {
	r := row{engine: e}
	queries := [2]string{"certificado", "nginx puerto"}
	for i, q := range queries {
		if err := chromedp.Do(ctx, chromedp.Navigate(site+e.page)); err != nil {
			return r, err
		}
		c.take()
		n, err := evaluate[int](ctx, fmt.Sprintf(`(async () => { await %s; return (%s)(%s); })()`, e.start, e.ask, quoted(q)))
		if err != nil {
			return r, err
		}
		if n == 0 {
			return r, fmt.Errorf("nothing found for %q", q)
		}
		r.results[i] = n
		if i == 0 {
			r.one = c.take()
		} else {
			r.two = c.take()
		}
	}
	if _, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
		return r, err
	}
	for round := range 2 {
		for _, q := range queries {
			for n := 2; n <= len(q); n++ {
				before, err := taskTime(ctx)
				if err != nil {
					return r, err
				}
				if _, err := evaluate[bool](ctx, fmt.Sprintf(`(async () => { await (%s)(%s); return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true), 50))); })()`, e.ask, quoted(q[:n]))); err != nil {
					return r, err
				}
				after, err := taskTime(ctx)
				if err != nil {
					return r, err
				}
				if round == 1 {
					r.strokes = append(r.strokes, after-before)
				}
			}
		}
	}
	return r, nil
}

func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }

func evaluate[T any](ctx context.Context, script string) (T, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// taskTime is what the main thread has worked so far, in milliseconds of
// processor: script, layout and paint.
func taskTime(ctx context.Context) (float64, error) {
	m, err := chromedp.Call(ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return 0, err
	}
	for _, x := range m.Metrics {
		if x.Name == "TaskDuration" {
			return x.Value * 1000, nil
		}
	}
	return 0, fmt.Errorf("the browser has no TaskDuration")
}

// table is the report.
func table(pages int, rows []row, notes []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages. KB of 1024 bytes, compressed; ms of the main thread, layout and paint included.\n", pages)
	for _, n := range notes {
		fmt.Fprintf(&b, "- %s\n", n)
	}
	b.WriteString("\n| engine | index, bytes a page | first query, one word, KB | two words, KB | keystroke after, median ms | p95 ms | indexing |\n|---|---:|---:|---:|---:|---:|---|\n")
	for _, r := range rows {
		s := slices.Sorted(slices.Values(r.strokes))
		fmt.Fprintf(&b, "| %s | %d | %.0f | %.0f | %.1f | %.1f | %s |\n", r.engine.name, r.perPage, float64(r.one)/1024, float64(r.two)/1024,
			s[len(s)/2], s[len(s)*95/100], r.engine.took)
	}
	return b.String()
}

func firstLine(said []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
	return line
}
