package search

import (
	"cmp"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"folio/internal/spool"
)

// manyParts are parts of more manuals than are merged at once, with words that
// all have, that some have and that differ in an accent only.
func manyParts(t testing.TB, x *Indexer) []*Part {
	words := []string{"año", "ano", "Configuración", "configuracion", "niño", "nino", "ninó", "servidor", "árbol", "arbol", "ética"}
	var parts []*Part
	for i := range 2*fan + fan/2 {
		m, units := sampleManual(fmt.Sprintf("sistema%03d", i))
		units[0].Body += " " + words[i%len(words)] + " " + words[i*7%len(words)] + fmt.Sprintf(" propia%d", i)
		for k := range 150 {
			u := units[1]
			u.URL = fmt.Sprintf("%s/pagina%d.html#a%d", m.ID, k/50, k)
			u.Body = fmt.Sprintf("El puerto %d de %s", k+i, words[(i+k)%len(words)])
			units = append(units, u)
		}
		p, _ := x.Index(m, units)
		parts = append(parts, p)
	}
	return parts
}

// merged is what a merge gives, and what it must: every term once, in order, with
// the postings of all lots.
type mergedTerm struct {
	spelling
	list []posting
}

func slowly(t *testing.T, lots []*lot) []mergedTerm {
	t.Helper()
	lists := map[string][]posting{}
	base := int32(0)
	for _, l := range lots {
		for _, r := range l.regions {
			for c := l.region(r.first); c.next(); {
				list, ok := unpack(c.postings)
				if !ok {
					t.Fatalf("the postings of %q are none", c.term)
				}
				for _, q := range list {
					q.leaf += base
					lists[string(c.term)] = append(lists[string(c.term)], q)
				}
			}
		}
		base += int32(l.leaves)
	}
	var out []mergedTerm
	for text, list := range lists {
		out = append(out, mergedTerm{spell(text), list})
	}
	slices.SortFunc(out, func(a, b mergedTerm) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.text, b.text))
	})
	return out
}

func TestMergingEqualsTheSlowWay(t *testing.T) {
	x := New(Options{})
	parts := manyParts(t, x)
	file := testSpool(t)
	for _, p := range parts[len(parts)/3:] {
		rest(t, p, file)
	}
	var lots []*lot
	for _, p := range parts {
		lots = append(lots, &p.lot)
	}
	want := slowly(t, lots)
	runs, err := x.runs(lots)
	if err != nil || len(runs) != 3 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	for name, lots := range map[string][]*lot{"one step": lots, "two steps": runs} {
		var got []mergedTerm
		err := x.batches(lots, func(b batch) {
			for i, s := range b.terms {
				list, _ := unpack(b.lists[i])
				got = append(got, mergedTerm{s, list})
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d terms, want %d, or others", name, len(got), len(want))
		}
	}
}

// testSpool keeps everything on disk.
func testSpool(t *testing.T) *spool.File {
	f := spool.New(func() (*os.File, error) { return os.CreateTemp(t.TempDir(), "x") }, 0)
	t.Cleanup(f.Close)
	return f
}

// rest takes a part out of memory.
func rest(t *testing.T, p *Part, f *spool.File) {
	t.Helper()
	data, err := p.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	q, err := ReadPart(spool.Of(data).Keep(f))
	if err != nil {
		t.Fatal(err)
	}
	*p = *q
}

func TestASpoolChangesNothing(t *testing.T) {
	x := New(Options{})
	want := collect(must(x.Merge(manyParts(t, x), nil)))
	for name, f := range map[string]*spool.File{"on disk": testSpool(t), "little": spool.New(nil, spool.Little), "none": nil} {
		parts := manyParts(t, x)
		for _, p := range parts[1:] { // the first is made later
			rest(t, p, f)
		}
		set := must(x.Merge(parts, nil))
		if !reflect.DeepEqual(collect(set), want) {
			t.Errorf("%s: the index is another", name)
		}
		if got := set.shards[0].files[0].data.Spool(); got != f {
			t.Errorf("%s: the shards do not wait with the rest", name)
		}
	}
}

func TestASpoolThatIsGoneIsAnError(t *testing.T) {
	x := New(Options{})
	var file *os.File
	f := spool.New(func() (_ *os.File, err error) {
		file, err = os.CreateTemp(t.TempDir(), "x")
		return file, err
	}, 0)
	parts, _ := sampleParts(x, "uno", "dos")
	for _, p := range parts {
		rest(t, p, f)
	}
	_ = file.Truncate(10)
	if _, err := x.Merge(parts, nil); err == nil {
		t.Error("an index was made of nothing")
	}
	f.Close()
	if _, err := x.Merge(parts, nil); err == nil {
		t.Error("an index was made of a closed spool")
	}
}
