package manual

import (
	"math/rand/v2"
	"path"
	"strings"
	"testing"
)

// TestRelativeLeadsBack: joined to the page's folder, an address is the page
// that it was made for, and it climbs no higher than it must.
func TestRelativeLeadsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	place := func() string {
		var parts []string
		for range random.IntN(4) {
			parts = append(parts, []string{"a", "ab", "b"}[random.IntN(3)])
		}
		return strings.Join(append(parts, []string{"a", "x.html", "ab"}[random.IntN(3)]), "/")
	}
	for range 5000 {
		from, to := place(), place()
		got := Relative(from, to)
		if path.Join(path.Dir(from), got) != to {
			t.Fatalf("Relative(%q, %q) = %q", from, to, got)
		}
		down := strings.TrimLeft(got, "./")
		if up := strings.Count(got, "../"); up > 0 {
			first, _, deeper := strings.Cut(down, "/")
			dirs := strings.Split(path.Dir(from), "/")
			if left := dirs[len(dirs)-up]; deeper && left == first {
				t.Fatalf("Relative(%q, %q) = %q leaves %q and comes back", from, to, got, left)
			}
		}
	}
}

// TestWithinNeighbours: the names of neighbours are joined as all others are.
func TestWithinNeighbours(t *testing.T) {
	for _, dir := range []string{".", "m", "m/n", "mañana"} {
		for _, dest := range []string{"a.md", "./a.md", "../a.md", "..", ".", "", ".a", "n\u0303.md", "a/../b.md", "/a.md", `a\b`, "..a.md"} {
			got, ok := within(dir, dest)
			slow, slowOK := within(dir, "./"+strings.TrimPrefix(dest, "/"))
			if strings.HasPrefix(dest, "/") {
				slow, slowOK = within(".", "./"+dest[1:])
			}
			if got != slow || ok != slowOK {
				t.Errorf("within(%q, %q) = %q, %v; want %q, %v", dir, dest, got, ok, slow, slowOK)
			}
		}
	}
}
