package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"folio/internal/corpus"
)

// report is all that is printed.
type report struct {
	manuals, runs int
	where         string // in what kind of folder
	folio, hugo   string // versions; hugo "" when there was none
	contestants   []contestant
	results       [][]cost // by contestant and run; run k of all belongs together
}

// column is a measured quantity.
type column struct {
	title  string
	value  func(cost) float64
	format string
}

func (r report) columns() []column {
	list := []column{
		{"wall s", func(c cost) float64 { return c.wall.Seconds() }, "%.2f"},
		{"CPU s", func(c cost) float64 { return c.cpu.Seconds() }, "%.2f"},
	}
	if r.results[0][0].peak > 0 {
		list = append(list, column{"peak MB", func(c cost) float64 { return float64(c.peak) / 1e6 }, "%.0f"})
	}
	return list
}

// print writes two tables: what was measured, and how it compares with the
// first contestant, run by run, since the machine is not equally busy in all.
func (r report) print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d manuals, %d pages; medians of %d runs in turn [least–most]; %s/%s, %d cores; written %s.\n\n",
		r.manuals, r.manuals*corpus.Pages, r.runs, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), r.where)
	fmt.Fprintf(&b, "- %s\n", r.folio)
	if r.hugo == "" {
		b.WriteString("- no Hugo: it is neither in the PATH nor in $HUGO\n")
	} else {
		fmt.Fprintf(&b, "- %s\n", r.hugo)
	}
	columns := r.columns()
	head := func(first string) {
		fmt.Fprintf(&b, "\n| %s |", first)
		for _, c := range columns {
			fmt.Fprintf(&b, " %s |", c.title)
		}
		b.WriteString("\n|---|" + strings.Repeat("---:|", len(columns)) + "\n")
	}
	head("measured")
	for i, c := range r.contestants {
		fmt.Fprintf(&b, "| %s |", c.name)
		for _, col := range columns {
			var values []float64
			for _, spent := range r.results[i] {
				values = append(values, col.value(spent))
			}
			fmt.Fprintf(&b, " %s |", spread(values, col.format))
		}
		b.WriteString("\n")
	}
	head("relative to " + r.contestants[0].name)
	for i, c := range r.contestants[1:] {
		fmt.Fprintf(&b, "| %s |", c.name)
		for _, col := range columns {
			var values []float64
			for k, spent := range r.results[i+1] {
				values = append(values, col.value(spent)/col.value(r.results[0][k]))
			}
			fmt.Fprintf(&b, " %s |", spread(values, "%.2f×"))
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// spread is the median of some values, with the least and the most.
func spread(values []float64, format string) string {
	return fmt.Sprintf(format+" ["+format+"–"+format+"]", median(values), slices.Min(values), slices.Max(values))
}

// median needs at least one value.
func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	mid := len(v) / 2
	if len(v)%2 == 1 {
		return v[mid]
	}
	return (v[mid-1] + v[mid]) / 2
}
