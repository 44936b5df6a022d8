package pipeline

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"

	"folio/internal/check"
	"folio/internal/facts"
)

func TestAParcelComesBack(t *testing.T) {
	want := facts.Manual{Slug: "vertia", System: []string{"no"}, Ports: []facts.Port{{Ports: check.Ports{First: 443, Last: 443}, Place: facts.Place{Line: 3}}}}
	packed := parcelOf(want).pack()
	if n := packed.packed.Len(); n > 100 {
		t.Errorf("a few words take %d bytes", n)
	}
	type entry struct{ P parcel[facts.Manual] }
	var stored bytes.Buffer
	var got entry
	if err := gob.NewEncoder(&stored).Encode(entry{packed}); err != nil {
		t.Fatal(err)
	}
	if err := gob.NewDecoder(&stored).Decode(&got); err != nil {
		t.Fatal(err)
	}
	for _, p := range []parcel[facts.Manual]{parcelOf(want), packed, got.P} {
		if got := p.open(); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if got := (parcel[facts.Manual]{}).open(); !reflect.DeepEqual(got, facts.Manual{}) {
		t.Errorf("an empty parcel has %+v", got)
	}
	if new(parcel[[]facts.Procedure]).GobDecode([]byte(packed.packed.String())) == nil {
		t.Error("a parcel of another type is one")
	}
}
