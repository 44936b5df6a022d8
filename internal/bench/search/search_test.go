package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	got := table(24, []row{{engine: engine{name: "x 1.0", took: "2.0 s"}, perPage: 100, one: 2048, two: 4096, strokes: []float64{3, 1, 2}}}, []string{"no Y"})
	for _, want := range []string{"24 pages", "- no Y\n", "| x 1.0 | 100 | 2 | 4 | 2.0 | 3.0 | 2.0 s |\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestZipped(t *testing.T) {
	if n := zipped(bytes.Repeat([]byte("a"), 10_000)); n > 100 {
		t.Errorf("%d bytes", n)
	}
	if n := zipped([]byte("ab")); n != 2 {
		t.Errorf("what does not shrink counts %d bytes", n)
	}
}
