package pipeline

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"strings"
	"sync"
	"testing"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/spool"
	"folio/internal/theme"
)

// TestCoderIsGob: what comes back is what gob alone gives back.
func TestCoderIsGob(t *testing.T) {
	values := []entry{
		{},
		{Base: output.Sum([]byte("x")), Export: &manual.Export{Slug: "vertia", Pages: []manual.ExportedPage{{Out: "vertia/a.html", To: 5}}, Packed: spool.Of([]byte("anclas"))}, Pages: 3},
		{Reads: []fact{{Name: "a.md"}, {Name: "b.md", Hash: output.Sum(nil)}}, Found: diag.List{{Code: "ENL-01", Args: []string{"a", "b"}}}, Quotes: true, Card: theme.Card{Title: "T"}},
		{Part: []byte(strings.Repeat("parte", 10_000)), Made: []fact{{Name: "c"}}, Checked: kept{list: diag.List{{Code: "PH-01"}}}, Facts: parcelOf(check.Facts{Slug: "s", CodePos: diag.Pos{Line: 3}})},
	}
	var c coder[entry]
	var g sync.WaitGroup
	for range 4 {
		g.Go(func() {
			for range 3 {
				for i, v := range values {
					data, err := c.encode(v)
					if err != nil {
						t.Error(err)
						return
					}
					var got, want entry
					if !c.decode(data, &got) {
						t.Errorf("%d does not come back", i)
						return
					}
					var w bytes.Buffer
					if err := gob.NewEncoder(&w).Encode(v); err != nil {
						t.Error(err)
					}
					if err := gob.NewDecoder(&w).Decode(&want); err != nil {
						t.Error(err)
					}
					if !reflect.DeepEqual(got, want) {
						t.Errorf("%d: %+v, want %+v", i, got, want)
					}
				}
			}
		})
	}
	g.Wait()
}

// TestCoderRefuses what is damaged, and what was written for other types; what
// it reads next is whole.
func TestCoderRefuses(t *testing.T) {
	var c coder[entry]
	data, err := c.encode(entry{Pages: 7, Part: []byte("parte")})
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if c.decode(data[:n], new(entry)) {
			t.Errorf("%d of %d bytes are an entry", n, len(data))
		}
	}
	if c.decode(append(bytes.Clone(data), 0), new(entry)) {
		t.Error("more than an entry is one")
	}
	var other coder[frontEntry]
	foreign, err := other.encode(frontEntry{})
	if err != nil || c.decode(foreign, new(entry)) {
		t.Errorf("another type is one: %v", err)
	}
	var e entry
	if !c.decode(data, &e) || e.Pages != 7 || string(e.Part) != "parte" {
		t.Errorf("%+v", e)
	}
}

// TestAnEntryComesBack with what is stored beside gob; no shorter beginning of it is one.
func TestAnEntryComesBack(t *testing.T) {
	want := entry{
		Pages: 3, Reads: []fact{{Name: "a.md"}}, Part: []byte("parte"),
		Facts: parcelOf(check.Facts{Slug: "s"}).pack(), Pending: parcelOf([]manual.Pending{{}}).pack(),
	}
	data, err := want.encode(0)
	if err != nil {
		t.Fatal(err)
	}
	var got entry
	if !got.decode(data) || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	for n := range data {
		if new(entry).decode(data[:n]) {
			t.Errorf("%d of %d bytes are an entry", n, len(data))
		}
	}
	if bytes.Count(data, []byte("parte")) != 1 || want.Part == nil || want.Facts.open().Slug != "s" {
		t.Error("storing changes the entry, or stores something twice")
	}
}

func TestFactsComeBack(t *testing.T) {
	for _, want := range [][]fact{nil, {{Name: "a.md"}}, {{Name: "vertia/índice.md", Hash: output.Sum([]byte("x"))}, {}, {Name: strings.Repeat("n", 300)}}} {
		data := packFacts(want)
		if got, ok := unpackFacts(data); !ok || len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%v came back as %v, %v", want, got, ok)
		}
		for n := range data {
			if got, ok := unpackFacts(data[:n]); ok && (n != 0 && len(got) >= len(want) || len(got) > len(want)) {
				t.Errorf("%d of %d bytes are %v", n, len(data), got)
			}
		}
	}
}
