package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
)

// manyManuals are a set of n manuals with about as many shards as they would have,
// whose names and numbers of pages are as different as people make them.
func manyManuals(n int) *Set {
	r := rand.New(rand.NewPCG(5, 6))
	word := func() string {
		var b strings.Builder
		for range 2 + r.IntN(2) {
			b.WriteByte("bcdfglmnprstv"[r.IntN(13)])
			b.WriteByte("aeiou"[r.IntN(5)])
		}
		return b.String()
	}
	hash := func() string { return shortHash(fmt.Append(nil, r.Uint64())) }
	x := New(Options{Synonyms: DefaultSynonyms()})
	s := &Set{indexer: x}
	ids := map[string]bool{}
	for len(ids) < n {
		ids[word()+"-"+word()] = true
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		p := &Part{id: id, title: "Manual de " + id, units: 60, hash: hash(), leaves: []leaf{{}}}
		s.parts = append(s.parts, p)
		for section := range 11 {
			p.leaves = append(p.leaves, leaf{fmt.Sprintf("Sección %d", section)})
			for r.IntN(11) < section-6 { // the later ones are long in some
				p.leaves = append(p.leaves, leaf{fmt.Sprintf("Sección %d", section)})
			}
		}
	}
	starts := map[string]bool{}
	for len(starts) < n/2 {
		starts[word()] = true
	}
	for _, start := range slices.Sorted(maps.Keys(starts)) {
		s.shards = append(s.shards, &shard{start: start, hash: hash()})
	}
	s.list(once(nil))
	return s
}

// asked is about what the first query of a set loads of its catalogue: the first
// level, ten results and eight filters each in a run of their own, and two words'
// runs of shards.
func (s *Set) asked() int {
	size := map[string]int{}
	for _, f := range s.lists {
		kind := strings.TrimPrefix(path.Dir(f.Path), strings.TrimSuffix(folder, "/"))
		size[kind] = max(size[kind], len(f.Data))
	}
	first := len(s.lists[len(s.lists)-1].Data)
	return first + 18*size["/m"] + 2*size["/s"]
}

func TestFirstQueryOfALargeSite(t *testing.T) {
	small, large := manyManuals(2_500), manyManuals(10_000)
	a, b := small.asked(), large.asked()
	t.Logf("%d bytes for 2,500 manuals, %d for 10,000", a, b)
	if b > 32<<10 {
		t.Errorf("of 10,000 manuals a first query loads %d bytes of the catalogue", b)
	}
	if b > 2*a {
		t.Errorf("four times as many manuals: %d bytes of the catalogue became %d", a, b)
	}
}

func TestASmallCatalogueIsOneFile(t *testing.T) {
	x := New(Options{})
	parts, _ := sampleParts(x, "uno", "dos")
	s := must(x.Merge(parts, nil))
	if len(s.lists) != 1 || s.large {
		t.Errorf("%d files", len(s.lists))
	}
}

// TestAnEditMakesOnlyTheRunsThatChanged makes a large site's catalogue again,
// beside the files of the first time.
func TestAnEditMakesOnlyTheRunsThatChanged(t *testing.T) {
	s := manyManuals(2_500)
	past := map[string][16]byte{}
	for _, f := range s.lists {
		past[f.Path] = f.Sum
	}
	s.parts[100].hash, s.lists = "22222", nil
	s.list(func(path string, sum [16]byte) bool { old, ok := past[path]; return ok && old == sum })
	made := 0
	for _, f := range s.lists {
		if f.Data != nil {
			made++
		}
	}
	if made != 2 { // the manual's run, and the first level, which names it
		t.Errorf("%d files of the catalogue are made", made)
	}
}

func TestLettersAreCharacters(t *testing.T) {
	seen := map[rune]bool{}
	for n := range 70_000 {
		r := letter(n)
		if seen[r] || []rune(string(r))[0] != r {
			t.Fatalf("%d is %q", n, r)
		}
		seen[r] = true
	}
}

// answered is all that a query gives.
const answered = `(async q => {
	const a = await folioSearch.search(q), out = { ...a, q: null, results: [] };
	for (const r of a.full.concat(a.some).slice(0, 30)) out.results.push(await folioSearch.leaf(r.leaf));
	return JSON.stringify(out);
})`

// TestTwoLevelsAnswerAsOne asks the same of a site in both forms.
func TestTwoLevelsAnswerAsOne(t *testing.T) {
	build := func(s *site) *site {
		m, units := readManual(t, contentDir+"/vertia")
		s.add(t, m, units)
		for i := range 12 {
			m, units := sampleManual(fmt.Sprintf("%csistema%d", 'a'+2*i, i))
			s.add(t, m, units)
		}
		m, units = valued(3, 4)
		s.add(t, m, units)
		s.merge(t)
		return s
	}
	one := build(newSite(t))
	two := newSite(t)
	two.indexer.sizes = sizes{0, 2, 7}
	build(two)
	if len(one.set.lists) != 1 || len(two.set.lists) < 8+len(two.set.shards)/7 {
		t.Fatalf("the catalogues are %d and %d files", len(one.set.lists), len(two.set.lists))
	}
	queries := []string{
		"configuración", "docker compose", "certificado vencio", "nginx puerto", "puerto 8443", "sertificado vensido", "no hay espacio en disco",
		"c", "co", "zzz", "ano", "-xyzzy nginx", "nginx -certificado", `"no space left on device"`, "numeral 7.1", "tabla 2", "M-A-GTI-90",
		"puerto sistema:vertia", "puerto sistema:csistema1", "puerto sistema:sistema", "puerto sistema:k", "puerto sistema:xyz", "docker seccion:requisitos",
		"h1.example", "ssh h2.example", "cómo se restaura una copia de la base de datos", "red y puertos", "reinicie",
	}
	b := newTab(t)
	for _, from := range []string{"index.html", "gsistema3/configuracion.html"} {
		var got [][]string
		for _, s := range []*site{one, two} {
			b.open(s.fileURL() + from)
			eval[bool](b, ready)
			got = append(got, eval[[]string](b, `Promise.all(`+string(toJSON(queries))+`.map(`+answered+`))`))
		}
		for i, query := range queries {
			if one, two := got[0][i], got[1][i]; one != two {
				t.Errorf("%s, from %s:\n%.600s\nin one level:\n%.600s", query, from, two, one)
			}
		}
	}
}
