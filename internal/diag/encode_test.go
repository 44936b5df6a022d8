package diag

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"
)

func TestAListComesBack(t *testing.T) {
	list := List{
		{Code: "EST-01", Severity: Error, Pos: Pos{"content/a/01-á.md", 3, 12}, Message: "EST-01.x", Args: []string{"", "ñ", "a"}, Excerpt: "una línea"},
		{Code: "EST-01", Severity: Info, Pos: Pos{Path: "content/a/01-á.md"}, Message: "EST-01"},
		{},
	}
	for _, want := range []List{list, {}, nil} {
		type entry struct{ Found List }
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(entry{want}); err != nil {
			t.Fatal(err)
		}
		var got entry
		if err := gob.NewDecoder(&b).Decode(&got); err != nil || len(got.Found) != len(want) || len(want) > 0 && !reflect.DeepEqual(got.Found, want) {
			t.Errorf("%+v, %v", got.Found, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	data, _ := List{{Code: "A-01", Message: "A-01", Args: []string{"a"}}}.GobEncode()
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		var l List
		if l.GobDecode(data) != nil {
			return
		}
		again, err := l.GobEncode()
		var m List
		if err != nil || m.GobDecode(again) != nil || !reflect.DeepEqual(l, m) {
			t.Errorf("%+v comes back as %+v", l, m)
		}
	})
}
