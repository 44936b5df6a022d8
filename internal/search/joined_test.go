package search

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// remembering merges as a program does that keeps what each merge leaves, and the
// files of the site.
type remembering struct {
	x    *Indexer
	left []byte
	site map[string]File
}

// merge gives the index after what the last merge left, and how many shards were packed.
func (r *remembering) merge(t *testing.T, parts []*Part) (files map[string]string, packed int) {
	t.Helper()
	var next bytes.Buffer
	has := func(path string, sum [16]byte) bool { return r.site[path].Sum == sum && r.site[path].Data != nil }
	set := must(r.x.MergeAfter(Joined{Key: "prueba", Past: bytes.NewReader(r.left), Size: int64(len(r.left)), Next: &next}, parts, has))
	if !set.Left() {
		t.Error("nothing is left for the next merge")
	}
	r.left = next.Bytes()
	site := map[string]File{}
	files = map[string]string{}
	for f := range set.Files(testScreen()) {
		if f.Data == nil {
			f.Data = r.site[f.Path].Data
		} else if f.Sum != [16]byte{} {
			packed++
		}
		site[f.Path], files[f.Path] = f, string(f.Data)
	}
	r.site = site
	return files, packed
}

// editedSite is manuals of which random ones change, come and go.
type editedSite struct {
	x     *Indexer
	dice  *rand.Rand
	parts map[string]*Part
}

func (s *editedSite) index(id string) {
	m, units := sampleManual(id)
	for k := range 40 {
		u := units[1]
		u.URL = fmt.Sprintf("%s/pagina%d.html#a%d", id, k/20, k)
		u.Body = fmt.Sprintf("%cpalabra%dx%d común año %s", 'a'+k%26, k, s.dice.IntN(3000), id)
		units = append(units, u)
	}
	s.parts[id], _ = s.x.Index(m, s.more(units))
}

// more adds pages now and then: the leaves of the next manuals get other numbers.
func (s *editedSite) more(units []Unit) []Unit {
	u := units[1]
	for k := range s.dice.IntN(3) {
		u.URL = fmt.Sprintf("otra/pagina%d.html", k)
		units = append(units, u)
	}
	return units
}

func (s *editedSite) edit() string {
	ids := slices.Sorted(maps.Keys(s.parts))
	switch id := ids[s.dice.IntN(len(ids))]; s.dice.IntN(8) {
	case 0:
		delete(s.parts, id)
		return "without " + id
	case 1:
		id = fmt.Sprintf("nuevo%03d", s.dice.IntN(1000))
		s.index(id)
		return "with " + id
	case 2:
		return "as it was"
	default:
		s.index(id)
		return "another " + id
	}
}

func (s *editedSite) list() []*Part { return slices.Collect(maps.Values(s.parts)) }

func newEditedSite(x *Indexer, manuals int) *editedSite {
	s := &editedSite{x: x, dice: rand.New(rand.NewPCG(7, 11)), parts: map[string]*Part{}}
	for i := range manuals {
		s.index(fmt.Sprintf("sistema%03d", i))
	}
	return s
}

func TestAMergeAfterAnotherEqualsOneOfAllParts(t *testing.T) {
	x := New(Options{Synonyms: DefaultSynonyms()})
	s := newEditedSite(x, 2*fan+10)
	file := testSpool(t)
	r := &remembering{x: x}
	r.merge(t, s.list())
	shards, spared := 0, 0
	for range 60 {
		what := s.edit()
		for _, p := range s.parts {
			if s.dice.IntN(2) == 0 {
				rest(t, p, file)
			}
		}
		got, packed := r.merge(t, s.list())
		if want := collect(must(x.Merge(s.list(), nil))); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: the index is another", what)
		}
		shards += len(got)
		spared += len(got) - packed
	}
	if spared < shards/4 {
		t.Errorf("of %d files only %d were not made again", shards, spared)
	}
}

func TestAMergeNeedsNoTermsOfWhatDidNotChange(t *testing.T) {
	x := New(Options{})
	s := newEditedSite(x, 20)
	r := &remembering{x: x}
	r.merge(t, s.list())
	s.index("sistema007")
	want := collect(must(x.Merge(s.list(), nil)))
	for id, p := range s.parts {
		if id != "sistema007" {
			without := *p
			without.lot = lot{leaves: p.lot.leaves}
			s.parts[id] = &without
		}
	}
	if got, _ := r.merge(t, s.list()); !reflect.DeepEqual(got, want) {
		t.Error("the index is another")
	}
}

// TestBlocksThatEndElsewhere: what changed fills a shard or empties it, or is one term
// in a block that is otherwise as it was; the shards around it end where they must.
func TestBlocksThatEndElsewhere(t *testing.T) {
	x := New(Options{})
	s := newEditedSite(x, 12)
	with := func(id string, words ...string) {
		m, units := sampleManual(id)
		for i, w := range words {
			u := units[1]
			u.URL, u.Title, u.Path = fmt.Sprintf("%s/mas%d.html", id, i/40), w, nil
			u.Body, u.Code = w, ""
			units = append(units, u)
		}
		s.parts[id], _ = x.Index(m, units)
	}
	r := &remembering{x: x}
	check := func(what string) {
		t.Helper()
		got, _ := r.merge(t, s.list())
		if want := collect(must(x.Merge(s.list(), nil))); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the index is another", what)
		}
	}
	many := func(format string) (words []string) {
		for i := range 2500 {
			words = append(words, fmt.Sprintf(format, i*7919%100_000))
		}
		return words
	}
	with("zona")
	check("at first")
	for _, format := range []string{"qu%05dino", "pala%05dbra", "%05dmil"} {
		with("zona", many(format)...)
		check("with " + format)
		blocks := must(Joined{Key: "prueba", Past: bytes.NewReader(r.left), Size: int64(len(r.left))}.open()).blocks
		with("zona")
		check("without " + format)
		for i, b := range blocks {
			for _, word := range []string{b.last + "0", b.first + "0"} {
				with("zona", word)
				check(fmt.Sprintf("%s alone, at block %d", word, i))
			}
		}
	}
}

func TestWhatAMergeLeftIsDamagedOrGone(t *testing.T) {
	x := New(Options{})
	s := newEditedSite(x, 12)
	r := &remembering{x: x}
	want, _ := r.merge(t, s.list())
	left := r.left
	check := func(what string, spoiled []byte) {
		t.Helper()
		r := &remembering{x: x, left: spoiled}
		if got, _ := r.merge(t, s.list()); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the index is another", what)
		}
		if !bytes.Equal(r.left, left) {
			t.Errorf("%s: something else is left for the next merge", what)
		}
	}
	check("nothing", nil)
	for n := 1; n < len(left); n += len(left)/50 + 1 {
		check(fmt.Sprintf("only %d bytes", n), left[:n])
		other := bytes.Clone(left)
		other[n] ^= 0x20
		check(fmt.Sprintf("byte %d", n), other)
	}
	p, err := Joined{Key: "otro programa", Past: bytes.NewReader(left), Size: int64(len(left))}.open()
	if err == nil {
		t.Errorf("what another program left was read: %d parts", len(p.parts))
	}
}

// failing reads what it holds once, and fails then.
type failing struct {
	*bytes.Reader
	left int
}

func (f *failing) ReadAt(p []byte, at int64) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, fmt.Errorf("no disk")
	}
	return f.Reader.ReadAt(p, at)
}

func TestADiskThatFailsWhileMerging(t *testing.T) {
	x := New(Options{})
	s := newEditedSite(x, 12)
	r := &remembering{x: x}
	r.merge(t, s.list())
	s.index("sistema003")
	want := collect(must(x.Merge(s.list(), nil)))
	left := 0
	for n := 0; n < 4*len(r.left); n += len(r.left) / 9 {
		var next bytes.Buffer
		set := must(x.MergeAfter(Joined{Key: "prueba", Past: &failing{bytes.NewReader(r.left), n}, Size: int64(len(r.left)), Next: &next}, s.list(), nil))
		if got := collect(set); !reflect.DeepEqual(got, want) {
			t.Errorf("after %d bytes: the index is another", n)
		}
		if !set.Left() {
			continue // it failed half-way
		}
		left++
		if _, err := (Joined{Key: "prueba", Past: bytes.NewReader(next.Bytes()), Size: int64(next.Len())}).open(); err != nil {
			t.Errorf("after %d bytes: what is left cannot be read: %v", n, err)
		}
	}
	if left < 20 || left > 30 {
		t.Errorf("%d merges of 36 left something for the next one: those that read all of it or nothing", left)
	}
}

func FuzzJoined(f *testing.F) {
	x := New(Options{})
	parts, _ := sampleParts(x, "cinco", "cuatro", "dos", "seis", "tres", "uno")
	var next bytes.Buffer
	must(x.MergeAfter(Joined{Next: &next}, parts[1:], nil))
	p, err := Joined{Past: bytes.NewReader(next.Bytes()), Size: int64(next.Len())}.open()
	if err != nil {
		f.Fatal(err)
	}
	last := p.blocks[len(p.blocks)-1]
	end := last.at + last.length
	f.Add(next.Bytes()[end:next.Len()-footerSize], next.Bytes()[:end])
	f.Fuzz(func(t *testing.T, index, terms []byte) {
		p := &past{data: bytes.NewReader(terms)}
		if p.read(index, int64(len(terms)), "") != nil {
			return
		}
		// What was accepted can be merged after, or refused.
		if segments, ok := p.segments(x.set(parts).parts); ok {
			c := x.cutter(nil, once(nil), nil)
			_ = c.patch(p, segments)
			c.end()
		}
	})
}
