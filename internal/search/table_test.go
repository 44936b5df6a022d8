package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestTableIsAMap: what is found is what a map would find.
func TestTableIsAMap(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	x, want := newTable[int32](1), map[string]int32{}
	for i := range int32(20000) {
		if i == 9000 {
			x.clear()
			clear(want)
		}
		s := strings.Repeat("ñ", r.IntN(4)) + fmt.Sprint(r.IntN(7000))
		at, hash, ok := x.find(s)
		if v, there := want[s]; there != ok || ok && v != at.value {
			t.Fatalf("%q: %d, %v; want %d, %v", s, at.value, ok, v, there)
		}
		if !ok {
			x.add(at, hash, s, i)
			want[s] = i
		}
	}
	if x.size != len(want) {
		t.Errorf("%d texts, want %d", x.size, len(want))
	}
}

// TestChunksAreFoundAsByTheRule compares with what a chunk is by definition.
func TestChunksAreFoundAsByTheRule(t *testing.T) {
	slow := func(text string, i int) (from, to int) {
		for from = i; from < len(text); {
			in, size := inChunk(text, from)
			if in {
				break
			}
			from += size
		}
		for to = from; to < len(text); {
			in, size := inChunk(text, to)
			if !in {
				break
			}
			to += size
		}
		return from, to + symbols(text, from, to)
	}
	alphabet := []string{"a", "Z", "9", "-", ".", "/", " ", "\n", "+", "#", "ñ", "·", "“", "\u0301", "\xff", "中", "_", "é", "²"}
	r := rand.New(rand.NewPCG(7, 8))
	for range 20000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(alphabet[r.IntN(len(alphabet))])
		}
		text := b.String()
		for i := 0; ; {
			from, to := nextChunk(text, i)
			if f, o := slow(text, i); f != from || o != to {
				t.Fatalf("%q from %d: %d to %d, want %d to %d", text, i, from, to, f, o)
			}
			if from == to {
				break
			}
			i = to
		}
	}
}

// TestTidyTextStaysAsItIs: what passes for tidy is what tidying leaves alone.
func TestTidyTextStaysAsItIs(t *testing.T) {
	alphabet := []string{"a", "b", "a", "b", " ", "\n", "\t", "é", "ñ", "“", "\u00a0", "\u00ad", "\u0301", "\x01", "\x7f", "\u200b", "\r", "abcdefg", "bcdefgh", "palabra "}
	r := rand.New(rand.NewPCG(9, 10))
	tidy := 0
	for range 50000 {
		var b strings.Builder
		for range r.IntN(9) * (1 + r.IntN(4)) {
			b.WriteString(alphabet[r.IntN(len(alphabet)/(1+r.IntN(3)))])
		}
		s := b.String()
		if isTidy(s, true) {
			if tidy++; tidyLines(plain(s)) != s {
				t.Fatalf("%q is no tidy text: %q", s, tidyLines(plain(s)))
			}
		}
		if isTidy(s, false) && oneLine(plain(s)) != s {
			t.Fatalf("%q is no tidy line: %q", s, oneLine(plain(s)))
		}
	}
	if tidy < 5000 {
		t.Errorf("%d texts were tidy: the test says little", tidy)
	}
}
