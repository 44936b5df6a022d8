package search

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func sampleManual(id string) (Manual, []Unit) {
	page := id + "/configuracion.html"
	top := Heading{"5", "Configuración"}
	return Manual{ID: id, Title: "Manual de " + id, Code: "M-A-GTI-90", URL: id + "/index.html"}, []Unit{
		{URL: page, Kind: KindSection, Number: "5", Title: "Configuración", Body: "Ajuste el archivo de " + id + "."},
		{URL: page + "#red", Kind: KindSection, Number: "5.1", Title: "Red y puertos", Path: []Heading{top}, Body: "Abra el puerto 8443.", Code: "sudo ufw allow 8443/tcp\n"},
		{URL: page + "#red-1", Kind: KindStep, Number: "Paso 1", Title: "Reinicie el servicio", Path: []Heading{top, {"5.1", "Red y puertos"}}},
	}
}

func sampleParts(x *Indexer, ids ...string) (parts []*Part, files []File) {
	for _, id := range ids {
		p, f := x.Index(sampleManual(id))
		parts = append(parts, p)
		files = append(files, f...)
	}
	return parts, files
}

func collect(s *Set) map[string]string {
	out := map[string]string{}
	for f := range s.Files(testScreen()) {
		out[f.Path] = string(f.Data)
	}
	return out
}

func TestWrapCarriesAnyBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var p packer
	for _, n := range []int{0, 1, 2, 255, 4096, 70000} {
		data := make([]byte, n)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		file := p.wrap("t/0-abc", data)
		if !bytes.HasPrefix(file, []byte{0xff, 0xfe}) || len(file)%2 != 0 {
			t.Fatalf("%d bytes: no UTF-16", n)
		}
		key, got, err := unwrap(file, nil)
		if err != nil || key != "t/0-abc" || !bytes.Equal(got, data) {
			t.Errorf("%d bytes come back as %d, key %q, %v", n, len(got), key, err)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// pack is the inverse of unpack.
func pack(list []posting) postings {
	var k packing
	for _, q := range list {
		k.add(q)
	}
	return k.end()
}

func unpack(p postings) (list []posting, ok bool) {
	w := p.walk()
	for q, ok := w.next(); ok; q, ok = w.next() {
		list = append(list, q)
	}
	return list, !w.bad
}

func TestPostingsSurviveJoining(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	list := func(leaves int) (out []posting) {
		for leaf := range leaves {
			if r.IntN(3) > 0 && leaf < leaves-1 {
				continue
			}
			for ord := range unitsPerLeaf {
				if r.IntN(7) == 0 {
					out = append(out, posting{int32(leaf), uint8(ord), uint8(1 + r.IntN(15))})
				}
			}
		}
		return out
	}
	a, b := list(50), list(900)
	joined := pack(a)
	joined.join(pack(b), 50)
	want := slices.Clone(a)
	for _, p := range b {
		want = append(want, posting{p.leaf + 50, p.ord, p.impact})
	}
	got, ok := unpack(joined)
	if !ok || !slices.Equal(got, want) {
		t.Errorf("%d postings became %d (%v)", len(want), len(got), ok)
	}
}

func TestSplitKeepsTheBest(t *testing.T) {
	var list []posting
	for leaf := range 5000 {
		list = append(list, posting{int32(leaf), 1, uint8(1 + leaf%15)})
	}
	p := pack(list)
	best, rest, total := p.split()
	first, _ := unpack(best)
	others, _ := unpack(rest)
	if total != 5000 || len(first)+len(others) != 5000 || len(first) > maxFirst || len(first) < maxFirst/2 {
		t.Fatalf("%d and %d of %d", len(first), len(others), total)
	}
	least := uint8(15)
	for _, q := range first {
		least = min(least, q.impact)
	}
	for _, q := range others {
		if was := list[q.leaf].impact; was > least {
			t.Fatalf("a unit of impact %d was left out, one of %d is in", was, least)
		}
	}
}

func TestIndexDoesNotDependOnOrder(t *testing.T) {
	x := New(Options{Synonyms: DefaultSynonyms()})
	parts, _ := sampleParts(x, "uno", "dos", "tres", "cuatro")
	want := collect(must(x.Merge(parts, nil)))
	slices.Reverse(parts)
	if got := collect(must(New(Options{Synonyms: DefaultSynonyms()}).Merge(parts, nil))); !reflect.DeepEqual(got, want) {
		t.Error("the files differ")
	}
}

func TestPartSurvivesStorage(t *testing.T) {
	x := New(Options{Synonyms: DefaultSynonyms()})
	parts, _ := sampleParts(x, "uno")
	data, err := parts[0].MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var p Part
	if err := p.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(collect(must(x.Merge([]*Part{&p}, nil))), collect(must(x.Merge(parts, nil)))) {
		t.Error("the stored part gives other files")
	}
	for n := range data {
		if err := new(Part).UnmarshalBinary(data[:n]); err == nil && n < len(data)-parts[0].terms.Len() {
			t.Errorf("the first %d bytes of %d pass for a part", n, len(data))
		}
	}
	if err := new(Part).UnmarshalBinary(append([]byte{partVersion + 1}, data[1:]...)); !errors.Is(err, errPart) {
		t.Errorf("another version: %v", err)
	}
}

func FuzzPart(f *testing.F) {
	x := New(Options{Synonyms: DefaultSynonyms()})
	parts, _ := sampleParts(x, "uno", "dos")
	for _, p := range parts {
		data, _ := p.MarshalBinary()
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Part
		if p.UnmarshalBinary(data) != nil {
			return
		}
		// What was accepted can be merged.
		for range must(x.Merge([]*Part{&p}, nil)).Files(testScreen()) {
		}
	})
}

// TestAnEditPacksOnlyWhatChanged merges again after an edit of one manual of
// many, beside the files of the first time.
func TestAnEditPacksOnlyWhatChanged(t *testing.T) {
	x := New(Options{})
	part := func(i int, edit string) *Part {
		m, units := sampleManual(fmt.Sprintf("sistema%02d", i))
		for k := range 60 {
			units[0].Body += fmt.Sprintf(" %cpalabra%dx%d", 'a'+k%26, i, k)
		}
		units[1].Body += edit
		p, _ := x.Index(m, units)
		return p
	}
	var parts []*Part
	for i := range 40 {
		parts = append(parts, part(i, ""))
	}
	there := map[string]File{}
	for f := range must(x.Merge(parts, nil)).Files(testScreen()) {
		there[f.Path] = f
	}
	parts[7] = part(7, " Yodo.")
	want := collect(must(x.Merge(parts, nil)))
	has := func(path string, sum [16]byte) bool { return there[path].Sum == sum }
	got, packed, spared := map[string]string{}, 0, 0
	for f := range must(x.Merge(parts, has)).Files(testScreen()) {
		switch {
		case f.Data == nil:
			f.Data = there[f.Path].Data
			spared++
		case f.Sum != [16]byte{}:
			packed++
		}
		got[f.Path] = string(f.Data)
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("beside older files the index is another")
	}
	if spared == 0 || packed == 0 {
		t.Errorf("%d shards packed and %d spared", packed, spared)
	}
}

func TestLongPagesAreDivided(t *testing.T) {
	m, units := sampleManual("largo")
	long := strings.Repeat("palabras que llenan la página ", 400)
	for i := range 200 {
		units = append(units, Unit{URL: fmt.Sprintf("largo/x.html#p%d", i), Kind: KindStep, Title: fmt.Sprint("Paso ", i), Body: long[:i*10]})
	}
	units = append(units, Unit{URL: "largo/y.html", Kind: KindSection, Title: "Enorme", Body: long + long})
	x := New(Options{})
	p, files := x.Index(m, units)
	if len(p.leaves) != len(files) || p.units != len(units)+1 {
		t.Errorf("%d leaves, %d files, %d units of %d", len(p.leaves), len(files), p.units, len(units)+1)
	}
	for _, f := range files {
		_, text, err := unwrap(f.Data, []byte(dictionary))
		if err != nil {
			t.Fatal(err)
		}
		if len(text) > 2*maxLeafText {
			t.Errorf("%s has %d bytes", f.Path, len(text))
		}
	}
}

// TestExcerptsAreNamedByTheirDictionary: what a browser has kept of another Folio,
// with another dictionary, has another name.
func TestExcerptsAreNamedByTheirDictionary(t *testing.T) {
	m, units := sampleManual("uno")
	_, now := New(Options{}).Index(m, units)
	dictionarySum[0]++
	defer func() { dictionarySum[0]-- }()
	_, then := New(Options{}).Index(m, units)
	for i := range now {
		if now[i].Path == then[i].Path {
			t.Errorf("%s is the name with another dictionary, too", now[i].Path)
		}
	}
}

// TestContentIsOnlyText puts separators and markup where titles and text go.
func TestContentIsOnlyText(t *testing.T) {
	m, units := sampleManual("malo")
	units[0].Title = "a\x1eb\x1fc</script><img src=x onerror=alert(1)>\u2028"
	units[0].Body = "\x00\x01\x02\"\\\r\n"
	x := New(Options{})
	_, files := x.Index(m, units)
	_, text, err := unwrap(files[1].Data, []byte(dictionary))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), recordEnd); n != len(units) {
		t.Errorf("%d records for %d units", n, len(units))
	}
}

func TestNoManuals(t *testing.T) {
	if files := collect(must(New(Options{}).Merge(nil, nil))); files["buscar/indice.js"] == "" {
		t.Error("a site without manuals has no index")
	}
}

// TestScriptsAreNamedByWhatMakesThem: another minifier makes other files of the same
// sources, which must not have the same names.
func TestScriptsAreNamedByWhatMakesThem(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mod), "\t"+minifier) {
		t.Errorf("go.mod has another version than %q", minifier)
	}
	small, large := client(clientScripts()), client(largeScripts())
	if small[0].path == large[0].path || small[1].path != large[1].path {
		t.Errorf("%s and %s", small[0].path, large[0].path)
	}
}

// TestClientIsSmall holds what every first search loads to 12.5 KB as a server
// sends it.
func TestClientIsSmall(t *testing.T) {
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression)
	_, _ = w.Write(client(clientScripts())[0].data())
	_ = w.Close()
	if z.Len() > 12_500 {
		t.Errorf("the client has %d bytes compressed, want 12,500 at most", z.Len())
	}
}
