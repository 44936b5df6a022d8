package markdown

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"folio/internal/source"
)

// growth measures what n and ten times n of something cost, in time and in
// bytes, and holds the second to fifteen times the first, to two seconds and to
// 250 MB.
func growth(t *testing.T, name string, n int, build func(n int)) {
	t.Helper()
	measure := func(n int) (time.Duration, uint64) {
		best := time.Hour
		var before, after runtime.MemStats
		for range 2 {
			runtime.ReadMemStats(&before)
			start := time.Now()
			build(n)
			best = min(best, time.Since(start))
			runtime.ReadMemStats(&after)
		}
		return best, after.TotalAlloc - before.TotalAlloc
	}
	few, small := measure(n)
	many, large := measure(10 * n)
	if many > 15*few && many > 600*time.Millisecond || many > 2*time.Second {
		t.Errorf("%s: %v for %d, %v for %d", name, few, n, many, 10*n)
	}
	if large > 15*small && large > 32<<20 || large > 250<<20 {
		t.Errorf("%s: %d MB for %d, %d MB for %d", name, small>>20, n, large>>20, 10*n)
	}
}

func parseOnly(src string) {
	spanish().Parse(source.Text{Path: "x.md", Body: []byte(src), BodyLine: 1}, Env{Name: "x.md"})
}

// TestOpenBlocksScale holds blocks that their authors forgot to close.
func TestOpenBlocksScale(t *testing.T) {
	for _, unit := range []string{"::: {x}\n", "::: x\n\ntexto\n\n", "::: {pestaña=\"a\"}\n\nx\n", "> ::: x\n\n", "::::\n:::\n"} {
		growth(t, unit, 2_000, func(n int) { parseOnly("# X\n\n" + strings.Repeat(unit, n)) })
	}
}

// TestNestingEndsEvenly nests lists below other things up to the limit, which
// falls on a list as well as on an item.
func TestNestingEndsEvenly(t *testing.T) {
	for _, above := range []string{"", "> ", "> > ", "::: x\n", "::: x\n> "} {
		parseOnly("# X\n\n" + above + strings.Repeat("- ", 300) + "x\n- y\n")
		parseOnly("# X\n\n" + above + strings.Repeat("1. ", 300) + "x\n2. y\n")
	}
}

func TestBlocksInsideEachOtherAreLimited(t *testing.T) {
	_, found, _ := convert(t, spanish(), "x.md", "# X\n\n"+strings.Repeat("::: {x}\n", maxOpen+3)+"\ntexto\n")
	if want := "más de 20 bloques «:::» uno dentro de otro"; !strings.Contains(found, want) || !strings.Contains(found, "LIM-05") {
		t.Errorf("no %q in\n%s", want, found)
	}
}
