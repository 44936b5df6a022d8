package output

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// TestALargeSiteIsPacked: what a large site holds is what was put, in a fraction of
// the room, whoever puts and reads at the same time, also after edits; a small site is
// kept as it is.
func TestALargeSiteIsPacked(t *testing.T) {
	frame := strings.Repeat("<nav><a href=\"seccion.html\">Una sección del manual</a></nav>\n", 400)
	page := func(i int) []byte {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		text := make([]byte, 2000)
		for k := range text {
			text[k] = "abcdefghijklmnopqrstuvwxyz \n"[r.IntN(28)]
		}
		return fmt.Appendf(nil, "<!doctype html>%s<main>%s</main>", frame, text)
	}
	noise := make([]byte, 40<<10) // an image, which nothing packs
	rand.NewChaCha8([32]byte{1}).Read(noise)

	const pages = 1000
	m := NewMemory()
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := w; i < pages; i += 4 {
				if err := m.Put(fmt.Sprintf("m/%04d.html", i), page(i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	must(t, m.Put("m/img.png", noise))
	if slab := m.packing.slab; len(slab) < len(noise) || !bytes.Equal(slab[len(slab)-len(noise):], noise) {
		t.Error("what nothing packs leaves a hole behind")
	}
	must(t, m.Put("m/small.html", []byte("<p>")))
	s, err := m.Site()
	must(t, err)
	total, held := 0, 0
	check := func(s *Site, name string, want []byte) {
		t.Helper()
		data, hash, ok := s.Get(name)
		if !ok || !bytes.Equal(data, want) || hash != Sum(want) {
			t.Fatalf("%s is not what was put", name)
		}
	}
	for i := range pages {
		check(s, fmt.Sprintf("m/%04d.html", i), page(i))
		total += len(page(i))
	}
	check(s, "m/img.png", noise)
	check(s, "m/small.html", []byte("<p>"))
	for _, f := range s.files {
		held += len(f.data)
	}
	if most := mostLoose + (total-mostLoose)/4; held > most {
		t.Errorf("%d bytes of %d are held", held, total)
	}

	edit := s.Edit()
	must(t, edit.Put("m/0001.html", page(pages)))
	if !edit.Keep("m/0999.html", Sum(page(999))) {
		t.Error("a packed file is not known by its content")
	}
	now, err := edit.Site()
	must(t, err)
	check(now, "m/0001.html", page(pages))
	check(now, "m/0999.html", page(999))
	check(s, "m/0001.html", page(1))
	if f := now.find("m/0001.html"); !f.packed {
		t.Error("what is edited in a large site is not packed")
	}

	small := NewMemory()
	must(t, small.Put("a.html", page(0)))
	if s, err = small.Site(); err != nil || s.find("a.html").packed {
		t.Errorf("a small site is packed: %v", err)
	}
}

func BenchmarkPack(b *testing.B) {
	frame := bytes.Repeat([]byte("<nav><a href=\"seccion.html\">Una sección del manual</a></nav>\n"), 400)
	p := &packing{loose: mostLoose}
	b.SetBytes(int64(len(frame)))
	for b.Loop() {
		p.keep("a.html", frame, Hash{})
	}
}
