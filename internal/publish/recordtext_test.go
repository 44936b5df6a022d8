package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// awkward are texts that JSON writes otherwise than they are, and some that it
// does not.
var awkward = []string{
	"", "a", "Instalación — guía", `«a» "b"`, `c:\x`, "a\tb", "a\nb", "\x00", "\x7f", "a\u2028b", "a\u2029", "\u2192", "\xff\xfe", "\ufffd", "<b>&amp;", "😀", `","size":1`,
	`{"path":"`, `,"kept":true}`, "},", "]}", "é", "/", "\u0085",
}

// TestRecordsAreAsJSONHasThem: lines that are written and read without
// encoding/json are what that writes and reads.
func TestRecordsAreAsJSONHasThem(t *testing.T) {
	var files []Entry
	for i, text := range awkward {
		for _, kept := range []bool{false, true} {
			files = append(files, Entry{Path: fmt.Sprint("a", i, text), Size: int64(i) << 40, Sum: text, Title: text, Kept: kept}, Entry{Path: fmt.Sprint(i), Title: text})
		}
	}
	for n := range len(files) + 1 {
		for _, list := range [][]Entry{files[:n], files[min(n, len(files)-1):][:1]} {
			r := Release{ID: `x "files":[`, Files: list, By: "\"files\":[\n", Manuals: []Manual{{Title: `"files":[`}}}
			data := r.format()
			whole := r
			whole.Format, whole.Count = recordFormat, len(list)
			var b bytes.Buffer
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			must(t, e.Encode(whole))
			if got := strings.ReplaceAll(strings.ReplaceAll(string(data), ",\n", ","), "\n", ""); len(list) > 0 && got != strings.TrimSuffix(b.String(), "\n") {
				t.Fatalf("%s\n%s", got, b.String())
			}
			sameRecord(t, data)
		}
	}
}

// TestRecordsThatAreNotAsWritten: whatever is in a record, it is read as JSON.
func TestRecordsThatAreNotAsWritten(t *testing.T) {
	data := (Release{ID: "x", Files: []Entry{{Path: "a", Size: 10, Sum: "0", Title: "b", Kept: true}, {Path: "c", Size: 2}}}).format()
	for i := range data {
		for _, c := range []string{"", `"`, "\\", "0", "-", "}", ",", "\n", " ", "\xff", "]", `,"kept":true`, `,"x":1`} {
			sameRecord(t, slices.Concat(data[:i], []byte(c), data[i:]))   // put in
			sameRecord(t, slices.Concat(data[:i], []byte(c), data[i+1:])) // in the place of another
		}
	}
}

func sameRecord(t *testing.T, data []byte) {
	t.Helper()
	got, err := parseRecord(data)
	var want Release
	wrong := json.Unmarshal(data, &want)
	if (err == nil) != (wrong == nil) {
		t.Fatalf("%s\n%v, want %v", data, err, wrong)
	}
	if len(got.Files) == 0 {
		got.Files, want.Files = nil, append([]Entry(nil), want.Files...)
	}
	if err == nil && !reflect.DeepEqual(got, want) {
		t.Fatalf("%s\n%+v\n%+v", data, got, want)
	}
}

// TestLinesThatAnotherRecordHasNot: they are what a comparison of the files gives.
func TestLinesThatAnotherRecordHasNot(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	of := func() Release {
		r := Release{ID: "x"}
		for n := range 8 {
			if random.IntN(4) > 0 {
				r.Files = append(r.Files, Entry{Path: "a/" + string(rune('a'+n)), Size: int64(random.IntN(2)), Sum: "0", Kept: random.IntN(5) == 0})
			}
		}
		return r
	}
	for range 2000 {
		a, b := of(), of()
		if len(a.Files) == 0 || len(b.Files) == 0 {
			continue
		}
		want := slices.DeleteFunc(slices.Clone(a.Files), func(f Entry) bool { return slices.Contains(b.Files, f) })
		if got, ok := otherLines(a.format(), b.format()); !ok || !slices.Equal(got, want) {
			t.Fatalf("%v, %+v\nwant %+v", ok, got, want)
		}
	}
	// What is not usual is nobody's guess.
	a := of().format()
	for _, odd := range []string{"", "{}", string(a[:len(a)-3]), string(a) + " ", strings.Replace(string(a), `"size"`, `"x":1,"size"`, 1), strings.Replace(string(a), "a/", "../", 1), strings.Replace(string(a), "a/", "a\\u002f", 1)} {
		if list, ok := otherLines([]byte(odd), Release{Files: []Entry{{Path: "z"}}}.format()); ok {
			t.Errorf("%q: %+v", odd, list)
		}
	}
}
