package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

func TestVerifyingFindsWhatChanged(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		m, _, _ := published(t, inPlace)
		r, f, err := Verify(context.Background(), m, "", 1, noted, nil)
		must(t, err)
		if f.Any() {
			t.Errorf("%+v", f)
		}
		dir := folderOf(r.ID)
		if inPlace {
			dir = "."
		}
		must(t, m.Create(join(dir, "web.config"), strings.NewReader("theirs")))
		if _, f, err = Verify(context.Background(), m, "", 1, noted, nil); err != nil || !slices.Equal(f.Foreign, []string{"web.config"}) || f.Any() == inPlace {
			t.Errorf("%+v, %v", f, err)
		}
		must(t, m.Remove(join(dir, "web.config")))
		m.nodes[join(dir, "a/uno.html")].data[0] ^= 1
		must(t, m.Remove(join(dir, "index.html")))
		must(t, m.Create(join(dir, "a/intruso.php"), strings.NewReader("<?")))
		if _, f, err = Verify(context.Background(), m, "", 1, noted, nil); err != nil || !slices.Equal(f.Changed, []string{"a/uno.html"}) ||
			!slices.Equal(f.Missing, []string{"index.html"}) || !slices.Equal(f.Foreign, []string{"a/intruso.php"}) {
			t.Errorf("%+v, %v", f, err)
		}
	}
}

// TestVerifyingFindsAnotherList: who changes a file and what the record says of it is
// found by the sum of the list.
func TestVerifyingFindsAnotherList(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		m, _, rep := published(t, inPlace)
		record, dir := recordOf(rep.Release.ID), folderOf(rep.Release.ID)
		if inPlace {
			record, dir = inPlaceName, "."
		}
		file := m.nodes[join(dir, "a/uno.html")]
		before := sha256.Sum256(file.data)
		file.data[0] ^= 1
		after := sha256.Sum256(file.data)
		list := m.nodes[record]
		list.data = bytes.ReplaceAll(list.data, []byte(hex.EncodeToString(before[:])), []byte(hex.EncodeToString(after[:])))
		_, f, err := Verify(context.Background(), m, "", 1, noted, nil)
		must(t, err)
		if !f.Record || !f.Any() || len(f.Changed) > 0 {
			t.Errorf("%+v", f)
		}
	}
}

// TestWhatWasTamperedWithIsSentAgain when that is asked for; else the release before
// is trusted.
func TestWhatWasTamperedWithIsSentAgain(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		m, p, rep := published(t, inPlace)
		dir := folderOf(rep.Release.ID)
		if inPlace {
			dir = "."
		}
		m.nodes[join(dir, "a/uno.html")].data[0] ^= 1
		p.Now, p.Resend = plan(1).Now, true
		rep, err := Publish(context.Background(), dialled(m), siteOf(editions[0]), p)
		must(t, err)
		if _, f, err := Verify(context.Background(), m, "", 1, noted, nil); err != nil || len(f.Changed)+len(f.Missing) > 0 || rep.Sent != 7 {
			t.Errorf("in place %v: %+v, %v, %d sent", inPlace, f, err, rep.Sent)
		}
	}
}

func TestComparingNamesPages(t *testing.T) {
	d := openDir(t)
	all, err := Compare(context.Background(), d, siteOf(map[string]string{"a.html": "<!doctype html><title>Uno &amp; dos</title>", "x.css": "a"}))
	if err != nil || len(all.Added) != 2 || all.Added[0].Title != "Uno & dos" || all.Bytes != 44 {
		t.Errorf("%+v, %v", all, err)
	}
	_, err = Publish(context.Background(), dialled(unclosed{d}), siteOf(map[string]string{"a.html": "<title>Uno</title>", "b.html": "<title>Dos</title>", "x.css": "a"}), plan(0))
	must(t, err)
	got, err := Compare(context.Background(), d, siteOf(map[string]string{"a.html": "<title>Uno nuevo</title>", "c.html": "<title>Tres</title>", "x.css": "a"}))
	must(t, err)
	want := Delta{Added: []Change{{"c.html", "Tres"}}, Changed: []Change{{"a.html", "Uno nuevo"}}, Removed: []Change{{"b.html", "Dos"}}}
	if !slices.Equal(got.Added, want.Added) || !slices.Equal(got.Changed, want.Changed) || !slices.Equal(got.Removed, want.Removed) {
		t.Errorf("%+v", got)
	}
}
