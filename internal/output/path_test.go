package output

import (
	"errors"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestPathsThatNoSystemRefuses(t *testing.T) {
	for _, p := range []string{
		"index.html", "vertia/img/contexto.svg", "a b/ñandú.html", "guía/índice.html", ".well-known/x",
		"console.html", "com.html", "com10.txt", "nulo/aux-1.html", "a..b", "日本.html",
	} {
		if err := CheckPath(p); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
	for _, p := range []string{
		"", ".", "..", "/a", "a/", "a//b", "a/../b", "./a", "../a", `a\b`, "C:/a", "a:b", "a*b", "a?b", `a"b`, "a<b",
		"a\x00b", "a\nb", "a\x7f", "a.", "a ", "a./b", "a /b", "con", "CON.txt", "a/nul", "Aux.html", "com1.tar.gz",
		"LPT9", "com¹", "conin$", "nul .txt", "a\xff", strings.Repeat("x", 256), ManifestName, ".Folio-Manifest.json", ".folio/x",
	} {
		if err := CheckPath(p); !errors.Is(err, ErrPath) {
			t.Errorf("%q: %v", p, err)
		}
	}
}

func TestNamesThatCollide(t *testing.T) {
	for _, c := range []struct {
		paths []string
		a, b  string // "" when they can stand together
	}{
		{[]string{"a", "b", "c/a", "c/b", "d/a"}, "", ""},
		{[]string{"ano.html", "año.html"}, "", ""},
		{[]string{"a.html", "A.html"}, "A.html", "a.html"},
		{[]string{"x/a.html", "X/b.html"}, "X/b.html", "x/a.html"},
		{[]string{"x/y/z/a", "x/Y/z/b"}, "x/Y/z/b", "x/y/z/a"},
		{[]string{"x/y/a", "x/y/b", "X/z"}, "X/z", "x/y/a"},
		{[]string{"a", "a/b"}, "a", "a/b"},
		{[]string{"A", "a/b"}, "A", "a/b"},
		{[]string{"a", "A/b"}, "A/b", "a"},
		{[]string{"a-b", "a", "a.c", "a/b/c"}, "a", "a/b/c"},
		{[]string{norm.NFC.String("é"), norm.NFD.String("é")}, norm.NFD.String("é"), norm.NFC.String("é")},
		{[]string{norm.NFC.String("É/a"), norm.NFD.String("é/b")}, norm.NFD.String("é/b"), norm.NFC.String("É/a")},
		{[]string{"straße", "STRASSE"}, "STRASSE", "straße"},
	} {
		slices.Sort(c.paths)
		err := checkNames(c.paths)
		if c.a == "" {
			if err != nil {
				t.Errorf("%q: %v", c.paths, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Reason != ErrCollision || !slices.Equal(e.Args, []string{c.a, c.b}) {
			t.Errorf("%q: got %v", c.paths, err)
		}
	}
}

func TestCollidingSiteIsNotWritten(t *testing.T) {
	dir := t.TempDir() + "/public"
	for _, site := range []files{{"A.html": "1", "a.html": "2"}, {"a": "1", "a/b": "2"}} {
		if _, err := tryBuild(dir, site); !errors.Is(err, ErrCollision) {
			t.Errorf("%v: got %v", site, err)
		}
		if present(dir) {
			t.Errorf("%v: written", site)
		}
		alone(t, dir)
		m := NewMemory()
		for p := range site {
			must(t, m.Put(p, nil))
		}
		if _, err := m.Site(); !errors.Is(err, ErrCollision) {
			t.Errorf("%v in memory: got %v", site, err)
		}
	}
}

func FuzzCheckPath(f *testing.F) {
	for _, p := range []string{"a/b", "../a", "con", `a\b`, "a.", "é"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, p string) {
		if CheckPath(p) != nil {
			return
		}
		if !utf8.ValidString(p) || strings.Contains(p, "..") && slices.Contains(strings.Split(p, "/"), "..") ||
			strings.ContainsAny(p, `\:*?"<>|`) || strings.HasPrefix(p, "/") {
			t.Errorf("%q passes", p)
		}
	})
}

func FuzzParseManifest(f *testing.F) {
	f.Add(FormatManifest([]Entry{{"a/b.html", 3, Sum([]byte("abc"))}, {"c", 0, Sum(nil)}}))
	f.Add([]byte(`{"folio-manifest": 1, "files": [{"path": "../x", "size": 1, "hash": ""}]}`))
	f.Add([]byte("{\"folio-manifest\": 1, \"files\": [\n]}\n"))
	f.Add([]byte("{\"folio-manifest\": 1, \"files\": [\n{\"path\": \"a\", \"size\": 1, \"hash\": \"" + strings.Repeat("0", 32) + "\"},\n]}\n"))
	f.Add([]byte("{\"folio-manifest\": 1, \"files\": [\n{\"path\": \"a\", \"size\": 01, \"hash\": \"" + strings.Repeat("0", 32) + "\"}\n]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if plainly, ok := parsePlainly(data); ok {
			if plainly, err := sound(plainly); err == nil {
				if slowly, err := parseJSON(data); err != nil || !slices.Equal(plainly, slowly) {
					t.Errorf("%q is %v, and %v %v as JSON", data, plainly, slowly, err)
				}
			}
		}
		entries, err := ParseManifest(data)
		if err != nil {
			return
		}
		again, err := ParseManifest(FormatManifest(entries))
		if err != nil || !slices.Equal(entries, again) {
			t.Errorf("%v became %v, %v", entries, again, err)
		}
	})
}

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		err  error
		key  string
		args []string
	}{
		{fail(ErrForeign, "public"), "output.foreign", []string{"public"}},
		{errors.Join(fail(ErrBusy, "public"), errors.New("x")), "output.busy", []string{"public"}},
		{&os.PathError{Op: "open", Path: "x/y", Err: syscall.ENOSPC}, "output.full", []string{"x/y"}},
		{&os.LinkError{Op: "link", Old: "a", New: "b", Err: syscall.ENOSPC}, "output.full", []string{"b"}},
		{&os.PathError{Op: "open", Path: "content/m/img", Err: os.ErrPermission}, "", nil}, // is not writing
		{errors.New("x"), "", nil},
		{nil, "", nil},
	} {
		key, args, ok := Explain(c.err)
		if key != c.key || !slices.Equal(args, c.args) || ok != (c.key != "") {
			t.Errorf("%v: %q %q %v", c.err, key, args, ok)
		}
	}
}

// TestClashesListsAll: every path that some system could not tell from an
// earlier one, each once.
func TestClashesListsAll(t *testing.T) {
	got := Clashes([]string{"A.png", "B", "Img/x.png", "a.png", "b/c.txt", "img/y.png", "img/z.png", "n\u0303.txt", "z/a", "\u00f1.txt"})
	want := [][2]string{{"A.png", "a.png"}, {"B", "b/c.txt"}, {"Img/x.png", "img/y.png"}, {"Img/x.png", "img/z.png"}, {"n\u0303.txt", "\u00f1.txt"}}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Clashes([]string{"a", "a.b", "b/a", "b/b"}); got != nil {
		t.Errorf("%q", got)
	}
}
