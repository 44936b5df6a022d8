package source

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// TestNamesCountAsTheyAreSpelled: what a file system without capitals would let
// pass is not found, in the name or in a folder on the way; accents in either
// of Unicode's ways are.
func TestNamesCountAsTheyAreSpelled(t *testing.T) {
	r := write(t, "m/img/a.png", "m/Img2/b.png", "m/disen\u0303o/ni\u00f1o.svg", "x/")
	defer r.Close()
	n := NewNames(r, func(dir string, err error) { t.Errorf("%s: %v", dir, err) })
	for name, want := range map[string]string{
		"m/img/a.png": "m/img/a.png", "m/Img2/b.png": "m/Img2/b.png", ".": ".", "m": "m", "x": "x",
		"m/img/A.png": "", "m/IMG/a.png": "", "M/img/a.png": "", "m/img2/b.png": "", "m/img/a.png/x": "", "no/no": "", "": "",
	} {
		if got, ok := n.Find(name); got != want && ok || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", name, got, ok, want)
		}
	}
	for _, written := range []string{"m/dise\u00f1o/nin\u0303o.svg", "m/disen\u0303o/ni\u00f1o.svg", "m/dise\u00f1o/ni\u00f1o.svg"} {
		spelled, ok := n.Find(written)
		if _, err := r.Stat(spelled); !ok || err != nil {
			t.Errorf("%q: %q %v, %v", written, spelled, ok, err)
		}
	}
	if list := n.In("m"); len(list) != 3 || n.In("nada") != nil || !slices.IsSorted(list) {
		t.Errorf("%q", list)
	}
	if a := n.Above("m/nada/nada.png"); a != "m" || n.Above("nada/x") != "." || n.Above("m/img/no.png") != "m/img" {
		t.Errorf("%q", a)
	}
	before, _ := n.Sum("m/img")
	if err := os.WriteFile(filepath.Join(r.root.Name(), "m/img/c.png"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	now, _ := n.Sum("m/img")
	if anew, ok := NewNames(r, nil).Sum("m/img"); !ok || anew == before || now != before {
		t.Error("a folder's sum does not tell what is in it, or changes within a build")
	}
}

// TestNamesTellDoubles: two files that differ in Unicode's way of writing an
// accent only, where a file system can hold both.
func TestNamesTellDoubles(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("the file system holds one of the two")
	}
	r := write(t, "ni\u00f1o.svg", "nin\u0303o.svg", "uno.svg")
	defer r.Close()
	n := NewNames(r, func(dir string, err error) { t.Errorf("%s: %v", dir, err) })
	if got, _ := n.Find("nin\u0303o.svg"); got != "ni\u00f1o.svg" {
		t.Errorf("of two the one in NFC counts, not %q", got)
	}
	if got := n.Double("ni\u00f1o.svg"); got != "nin\u0303o.svg" || n.Double("uno.svg") != "" || n.Double("no/no") != "" {
		t.Errorf("%q", got)
	}
}
