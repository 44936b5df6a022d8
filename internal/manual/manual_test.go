package manual

import "testing"

// How a manual reads and answers its references as a whole is told by the
// stories of the command line (cmd/folio/testdata); here are their parts.

func TestRelative(t *testing.T) {
	for _, x := range []struct{ from, to, want string }{
		{"a/x.html", "a/y.html", "y.html"},
		{"a/x.html", "b/y.html", "../b/y.html"},
		{"a/b/index.html", "a/x.html", "../x.html"},
		{"a/b/index.html", "index.html", "../../index.html"},
		{"index.html", "a/index.html", "a/index.html"},
		{"a/x.html", "a/x.html", "x.html"},
		{"a/x.html", "a/x/index.html", "x/index.html"},
	} {
		if got := Relative(x.from, x.to); got != x.want {
			t.Errorf("from %s to %s: %s, want %s", x.from, x.to, got, x.want)
		}
	}
}

func TestPathsStayInsideTheContent(t *testing.T) {
	for _, x := range []struct {
		dir, dest, want string
		ok              bool
	}{
		{"a", "02-x.md", "a/02-x.md", true},
		{"a", "../b/x.md", "b/x.md", true},
		{"a", "/b/x.md", "b/x.md", true},
		{"a", "../../x", "", false},
		{"a", "/../x", "", false},
		{"a", "..%", "a/..%", true},
		{"a", "x\x00.md", "", false},
		{"a", "configuracio\u0301n.md", "a/configuración.md", true},
	} {
		got, ok := within(x.dir, x.dest)
		if ok != x.ok || ok && got != x.want {
			t.Errorf("%q from %s: %q %v, want %q %v", x.dest, x.dir, got, ok, x.want, x.ok)
		}
	}
}

func TestSplitDecodesPathAndAnchor(t *testing.T) {
	for _, x := range []struct{ dest, name, anchor, query string }{
		{"05%20red.md#dns", "05 red.md", "dns", ""},
		{"#a%C3%B1o", "", "año", ""},
		{"x.sql?raw=1#l", "x.sql", "l", "?raw=1"},
		{"100%.md", "100%.md", "", ""},
	} {
		name, anchor, query := split(x.dest)
		if name != x.name || anchor != x.anchor || query != x.query {
			t.Errorf("%q: %q %q %q", x.dest, name, anchor, query)
		}
	}
}

func TestNearestSuggestsOnlyWhatIsAlike(t *testing.T) {
	names := []string{"puertos", "base-de-datos", "tbl-servidor"}
	for word, want := range map[string]string{
		"puerto": "puertos", "Bases-de-datos": "base-de-datos", "tbl-servidro": "tbl-servidor", "xyz": "", "": "",
	} {
		if got := new(Hints).nearest(word, shapesOf(names)); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestDrawingsTellTheirSize(t *testing.T) {
	for src, want := range map[string][2]int{
		`<svg width="40" height="30px"/>`:                         {40, 30},
		`<?xml version="1.0"?><!-- x --><svg viewBox="0 0 8 9"/>`: {8, 9},
		`<svg width="100%" height="100%" viewBox="0,0,800,600"/>`: {800, 600},
		`<svg width="2em"/>`:                                      {0, 0},
		`<html/>`:                                                 {0, 0},
		`not a drawing`:                                           {0, 0},
	} {
		if w, h := svgSize([]byte(src)); [2]int{w, h} != want {
			t.Errorf("%s: %d × %d, want %v", src, w, h, want)
		}
	}
}
