package theme

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
)

func draw(t *testing.T, f func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCurrentEntry: a page marks itself in the tree, opens what it lies under,
// and nothing else, however deep its folder.
func TestCurrentEntry(t *testing.T) {
	f := newFixture()
	shell := load(t, Options{}).Manual(f.manual)
	section := func(path string) string {
		s := f.deepSection()
		s.Frame = f.frame(sectionPage, "X", path)
		return draw(t, func(w io.Writer) error { return shell.Section(w, s) })
	}
	for _, c := range []struct {
		path string
		mark string // "" when the page is in no tree
		open int
	}{
		{"vertia/objetivo.html", `<a href="objetivo.html" aria-current="page">`, 0},
		{"vertia/procedimiento.html", `<a href="procedimiento.html" aria-current="page">`, 1},
		{"vertia/componentes/base-de-datos.html", `<a href="../componentes/base-de-datos.html" aria-current="page">`, 2},
		{"vertia/componentes/base-de-datos/replica.html", `<a href="../../componentes/base-de-datos/replica.html" aria-current="page">`, 2},
		{"vertia/fuera-del-arbol.html", "", 0},
	} {
		page := section(c.path)
		marks := 1
		if c.mark == "" {
			marks = 0
		}
		if n := strings.Count(page, `aria-current="page"`); n != marks {
			t.Errorf("%s: %d entries are marked, want %d", c.path, n, marks)
		}
		if !strings.Contains(page, c.mark) {
			t.Errorf("%s: no %s", c.path, c.mark)
		}
		if n := strings.Count(page, "<details open>"); n != c.open {
			t.Errorf("%s: %d branches are open, want %d", c.path, n, c.open)
		}
	}
	cover := draw(t, func(w io.Writer) error { return shell.Cover(w, f.cover()) })
	if !strings.Contains(cover, `<a class="tree-title" href="index.html" aria-current="page">`) {
		t.Error("the cover does not mark itself")
	}
}

// TestAccentedAddress: the tree's URLs are escaped, a page's path is not.
func TestAccentedAddress(t *testing.T) {
	f := newFixture()
	f.plain.Nav = []NavItem{item("1", "Пример", "%D0%BF%D1%80.html")}
	s := f.plainSection()
	s.Path = "notas/пр.html"
	page := draw(t, func(w io.Writer) error { return load(t, Options{}).Section(w, s) })
	if !strings.Contains(page, `href="%D0%BF%D1%80.html" aria-current="page"`) {
		t.Error("the page does not find itself in the tree")
	}
}

// TestHostileWords: what an author writes in a title stays words.
func TestHostileWords(t *testing.T) {
	f := newFixture()
	f.manual.Title = "\x00m0\x00<script>alert(1)</script>"
	f.manual.Header.Title = `"><img src=x onerror=alert(1)>`
	s := f.deepSection()
	s.Title = "</title><script>alert(1)</script>"
	s.Next = Link{"", "x", "javascript:alert(1)"}
	page := draw(t, func(w io.Writer) error { return load(t, Options{}).Section(w, s) })
	for _, bad := range []string{"<script>alert", "<img", "javascript:", "\x00"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
	if n := strings.Count(page, `aria-current="page"`); n != 1 {
		t.Errorf("%d entries are marked, want 1", n)
	}
}

// TestSectionViewIsWhole: what a template could say of a section before the
// fields were copied, it still can.
func TestSectionViewIsWhole(t *testing.T) {
	full := fullSample().section
	p := &section{Section: &full, view: newSectionView(&full, full.Manual, &fixed{"r", "b", "f"}), tree: pageTree{cut: &cutTree{}}}
	p.complete()
	view := reflect.ValueOf(p.view).Elem()
	for _, part := range []any{full, full.Frame, fixed{"r", "b", "f"}} {
		v := reflect.ValueOf(part)
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.Anonymous {
				continue
			}
			got, want := view.FieldByName(field.Name), v.Field(i)
			if field.Name == "Body" {
				want = want.Convert(got.Type())
			}
			if !got.IsValid() || !reflect.DeepEqual(got.Interface(), want.Interface()) || got.IsZero() {
				t.Errorf("%s.%s is not in the view", v.Type(), field.Name)
			}
		}
	}
}

func BenchmarkSection(b *testing.B) {
	f := newFixture()
	shell := load(b, Options{}).Manual(f.manual)
	s := f.section(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := shell.Section(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkManual(b *testing.B) {
	f := newFixture()
	th := load(b, Options{})
	s := f.section(b)
	for b.Loop() {
		if err := th.Manual(f.manual).Section(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b, Options{})
	}
}
