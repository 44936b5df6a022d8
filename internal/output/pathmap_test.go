package output

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestPathMapIsAMap: whatever is set and dropped, it holds what a map does. Some
// paths are as long as a piece of texts, or longer.
func TestPathMapIsAMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var m pathMap
		want := map[string]entry{}
		for range 1 + random.IntN(4000) {
			path := fmt.Sprint("manual/", random.IntN(3000), ".html")
			if random.IntN(100) == 0 {
				path = strings.Repeat("ñ", textsChunk/2-1+random.IntN(3)) + path[len("manual/1.html"):]
			}
			if random.IntN(4) == 0 {
				m.drop(path)
				delete(want, path)
				continue
			}
			e := entry{size: random.Int64(), hash: Hash{byte(random.IntN(256))}, ready: true}
			m.set(path, e)
			want[path] = e
			if got, ok := m.get(path); !ok || got != e {
				t.Fatalf("%q is %+v, %v", path, got, ok)
			}
		}
		if got := maps.Collect(m.all()); !maps.Equal(got, want) {
			t.Fatalf("%d files are held instead of %d", len(got), len(want))
		}
		for path, e := range want {
			if got, ok := m.get(path); !ok || got != e {
				t.Fatalf("%q is %+v, %v", path, got, ok)
			}
		}
		if _, ok := m.get("otro"); ok {
			t.Error("it has what was never set")
		}
	}
	var none pathMap
	none.drop("a")
	if _, ok := none.get("a"); ok {
		t.Error("an empty one has something")
	}
}
