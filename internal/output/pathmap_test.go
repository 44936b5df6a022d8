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
				if _, ok := m.get(path); ok {
					t.Fatalf("%q is there after it was dropped", path)
				}
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

// TestAClaimThatFailsIsGivenBack: the path can be put again, and is in no list.
func TestAClaimThatFailsIsGivenBack(t *testing.T) {
	old := newOldSite([]Entry{{Path: "b.html", Size: 1}})
	site := newNewSite(old)
	for _, path := range []string{"a.html", "b.html"} {
		if !site.claim(path) || site.claim(path) {
			t.Fatalf("%s is not claimed once", path)
		}
		site.drop(path)
		if _, ok := site.get(path); ok || len(site.paths()) != 0 {
			t.Errorf("%s is there", path)
		}
		if !site.claim(path) {
			t.Errorf("%s cannot be put again", path)
		}
		site.drop(path)
	}
}
