package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestReport(t *testing.T) {
	ms := func(wall, cpu int, mb int64) cost {
		return cost{time.Duration(wall) * time.Millisecond, time.Duration(cpu) * time.Millisecond, mb * 1e6}
	}
	r := report{
		manuals: 100, runs: 3, where: "in memory", folio: "folio dev",
		contestants: []contestant{{name: "folio, cold"}, {name: "hugo, minimal theme"}},
		results: [][]cost{
			{ms(500, 900, 60), ms(400, 800, 64), ms(1000, 850, 61)},
			{ms(3000, 4500, 480), ms(2000, 4000, 512), ms(3000, 4250, 488)},
		},
	}
	const want = `
| measured | wall s | CPU s | peak MB |
|---|---:|---:|---:|
| folio, cold | 0.50 [0.40–1.00] | 0.85 [0.80–0.90] | 61 [60–64] |
| hugo, minimal theme | 3.00 [2.00–3.00] | 4.25 [4.00–4.50] | 488 [480–512] |

| relative to folio, cold | wall s | CPU s | peak MB |
|---|---:|---:|---:|
| hugo, minimal theme | 5.00× [3.00×–6.00×] | 5.00× [5.00×–5.00×] | 8.00× [8.00×–8.00×] |
`
	var b strings.Builder
	if err := r.print(&b); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !strings.Contains(got, "100 manuals, 1200 pages") || !strings.Contains(got, "no Hugo") {
		t.Errorf("got\n%s", got)
	}

	// Where the system does not tell the memory there is no column for it.
	for i := range r.results {
		for k := range r.results[i] {
			r.results[i][k].peak = 0
		}
	}
	b.Reset()
	if err := r.print(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "MB") {
		t.Errorf("got\n%s", b.String())
	}
}

func TestLiveReport(t *testing.T) {
	var saves []float64
	for i := range 40 {
		saves = append(saves, float64(i+1))
	}
	r := liveReport{
		manuals: 100, saves: 40, where: "in memory", folio: "folio dev", hugo: "hugo v1", browser: "Chrome/1",
		previews: []*previewed{
			{name: "folio serve", arrived: [2][]float64{nil, saves}},
			{name: "hugo server", reloads: true, arrived: [2][]float64{{7}, {9}}},
		},
	}
	const want = `
- folio dev
- hugo v1
- Chrome/1

| ms until | median | p95 | least | most |
|---|---:|---:|---:|---:|
| folio serve: the patched page | 20 | 38 | 1 | 40 |
| hugo server: the message to load the page anew | 7 | 7 | 7 | 7 |
| hugo server: the new page's text | 9 | 9 | 9 | 9 |
`
	var b strings.Builder
	if err := r.print(&b); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasSuffix(got, want) || !strings.Contains(got, "1200 pages; 40 saves") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{[]float64{7}, 7}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := median(c.values); got != c.want {
			t.Errorf("%v: %v", c.values, got)
		}
	}
}

// TestMeasure measures this very test program.
func TestMeasure(t *testing.T) {
	if os.Getenv("FOLIO_BENCH_TEST") == "work" {
		for start := time.Now(); time.Since(start) < 50*time.Millisecond; {
		}
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c, err := measure(context.Background(), t.TempDir(), []string{"FOLIO_BENCH_TEST=work"}, self, "-test.run=^TestMeasure$")
	if err != nil {
		t.Fatal(err)
	}
	if c.wall < 50*time.Millisecond || c.cpu <= 0 {
		t.Errorf("%+v", c)
	}
	if _, err := measure(context.Background(), t.TempDir(), nil, self, "-test.run=["); err == nil {
		t.Error("a program that failed was measured")
	}
}

func TestOccurs(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.html"), []byte("<p>Cambio número 3.</p>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := occurs(dir, "Cambio número 3."); err != nil {
		t.Error(err)
	}
	if occurs(dir, "Cambio número 4.") == nil {
		t.Error("a change that is not there was found")
	}
}
