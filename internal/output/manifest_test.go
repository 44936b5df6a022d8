package output

import (
	"errors"
	"path/filepath"
	"testing"
)

func TestDamagedManifest(t *testing.T) {
	for content, want := range map[string]Reason{
		"":                                    ErrManifest,
		"{}":                                  ErrManifest,
		"{\"folio-":                           ErrManifest,
		`{"folio-manifest": 99, "files": []}`: ErrNewer,
		`{"folio-manifest": 1, "files": [{"path": "../../etc/passwd", "size": 1, "hash": "00000000000000000000000000000000"}]}`: ErrManifest,
		`{"folio-manifest": 1, "files": [{"path": "a", "size": 1, "hash": "00"}]}`:                                              ErrManifest,
		`{"folio-manifest": 1, "files": [{"path": "a", "size": -1, "hash": "00000000000000000000000000000000"}]}`:               ErrManifest,
	} {
		dir := filepath.Join(t.TempDir(), "public")
		write(t, dir, files{ManifestName: content, "index.html": "uno"})
		_, err := NewDir(dir)
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v", content, err)
		}
		alone(t, dir)
	}
}

func TestManifestRoundTrip(t *testing.T) {
	want := []Entry{{`a<b&"c".html`, 1, Sum(nil)}, {"añó/ñ.html", 1 << 40, Sum([]byte("x"))}}
	want[0].Path = "a&'b'.html"
	if _, ok := parsePlainly(FormatManifest(want)); !ok {
		t.Error("is read as JSON, which is slow")
	}
	got, err := ParseManifest(FormatManifest(want))
	must(t, err)
	same(t, "entries", got, want)
	got, err = ParseManifest(FormatManifest(nil))
	must(t, err)
	same(t, "no entries", len(got), 0)
}
