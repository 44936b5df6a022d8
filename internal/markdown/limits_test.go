package markdown

import (
	"strings"
	"testing"

	"folio/internal/scaling"
	"folio/internal/source"
)

func parseOnly(src string) {
	spanish().Parse(source.Text{Path: "x.md", Body: []byte(src), BodyLine: 1}, Env{Name: "x.md"})
}

// TestOpenBlocksScale holds blocks that their authors forgot to close.
func TestOpenBlocksScale(t *testing.T) {
	for _, unit := range []string{"::: {x}\n", "::: x\n\ntexto\n\n", "::: {pestaña=\"a\"}\n\nx\n", "> ::: x\n\n", "::::\n:::\n"} {
		scaling.Linear(t, unit, 2_000, func(n int) { parseOnly("# X\n\n" + strings.Repeat(unit, n)) })
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
