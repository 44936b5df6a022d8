package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"

	"folio/internal/corpus"
)

// liveReport is what is printed of saves.
type liveReport struct {
	manuals, saves       int
	where                string
	folio, hugo, browser string // versions; hugo "" when there was none
	previews             []*previewed
}

func (r liveReport) print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d manuals, %d pages; %d saves of one section by each, in turns of ten, 0.3 to 1.5 s apart; %s/%s, %d cores; written %s.\n",
		r.manuals, r.manuals*corpus.Pages, r.saves, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), r.where)
	fmt.Fprintf(&b, "Milliseconds from the close of the saved file, by the clock of the browser's page.\n\n- %s\n", r.folio)
	if r.hugo == "" {
		b.WriteString("- no Hugo: it is neither in the PATH nor in $HUGO\n")
	} else {
		fmt.Fprintf(&b, "- %s\n", r.hugo)
	}
	fmt.Fprintf(&b, "- %s\n", r.browser)
	b.WriteString("\n| ms until | median | p95 | least | most |\n|---|---:|---:|---:|---:|\n")
	for _, p := range r.previews {
		if p.reloads {
			row(&b, p.name+": the message to load the page anew", p.arrived[message])
			row(&b, p.name+": the new page's text", p.arrived[shown])
		} else {
			row(&b, p.name+": the patched page", p.arrived[shown])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func row(b *strings.Builder, name string, ms []float64) {
	if len(ms) == 0 {
		fmt.Fprintf(b, "| %s | – | – | – | – |\n", name)
		return
	}
	fmt.Fprintf(b, "| %s | %.0f | %.0f | %.0f | %.0f |\n", name, median(ms), percentile(ms, 95), slices.Min(ms), slices.Max(ms))
}

// percentile is the least value that p of a hundred do not exceed.
func percentile(values []float64, p float64) float64 {
	v := slices.Sorted(slices.Values(values))
	return v[max(0, int(math.Ceil(p/100*float64(len(v))))-1)]
}
