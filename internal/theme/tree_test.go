package theme

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"folio/themes"
)

// largeManual has chapters of sections, and sections below some of these.
func largeManual(chapters, sections int) *Manual {
	m := &Manual{Title: "Grande", Folder: "grande/", Cover: "index.html", Header: Header{Title: "Grande", Version: "1"}}
	for c := 1; c <= chapters; c++ {
		chapter := item(fmt.Sprint(c), fmt.Sprintf("Capítulo <%d> & «más»", c), fmt.Sprintf("c%d/index.html", c))
		for s := 1; s <= sections; s++ {
			section := item(fmt.Sprintf("%d.%d", c, s), "Sección", fmt.Sprintf("c%d/s%d.html", c, s))
			if s%10 == 0 {
				section.Children = []NavItem{item(fmt.Sprintf("%d.%d.1", c, s), "Detalle", fmt.Sprintf("c%d/s%d/d.html", c, s))}
			}
			chapter.Children = append(chapter.Children, section)
		}
		m.Nav = append(m.Nav, chapter)
	}
	return m
}

func largePage(m *Manual, path string) Section {
	f := newFixture()
	return Section{Frame: f.frame(sectionPage, "X", path), Manual: m, Body: []byte("<p>x</p>")}
}

// TestFoldedTree: the way to the page and what is beside it, marks for the
// rest, and what the pages of a small manual have is all.
func TestFoldedTree(t *testing.T) {
	m := largeManual(100, 60)
	shell := load(t, Options{}).Manual(m)
	script, ok := shell.Script()
	if !ok || !strings.HasPrefix(script.Path, "assets/arbol/grande.") || !strings.HasPrefix(string(script.Data), `folioTree=[["1",`) {
		t.Fatalf("no script: %q", script.Path)
	}
	for _, c := range []struct {
		path  string
		has   []string
		hasNo []string
	}{
		{"grande/c50/s30/d.html", []string{
			`data-tree="../../../` + script.Path + `"`,
			`<a href="../../c50/s30/d.html" aria-current="page">`,
			`<li class="tree-gap" data-gap="0 0 29"><a href="../../index.html#f.contenidos"><span class="tree-text">29 secciones más</span></a></li>`,
			`<li class="tree-gap" data-gap="0 70 100">`, `/c30/index.html`, `/c70/index.html`,
			`/c50/s10.html`, `/c50/s50.html`, `data-branch="`,
		}, []string{`/c29/index.html`, `/c71/index.html`, `/c49/s1.html`, `/c50/s9.html`, `/c50/s51.html`}},
		{"grande/c1/index.html", []string{`<a href="../c1/index.html" aria-current="page">`, `/c1/s1.html`, `/c1/s41.html`, `data-gap="1 41 60"`, `data-gap="0 41 100"`}, []string{`/c1/s42.html`, `data-gap="0 0 `}},
		{"grande/no-esta.html", []string{`c1/index.html`, `data-gap="0 41 100"`}, []string{"aria-current", "c1/s1.html"}},
	} {
		s := largePage(m, c.path)
		page := draw(t, func(w io.Writer) error { return shell.Section(w, s) })
		for _, x := range c.has {
			if !strings.Contains(page, x) {
				t.Errorf("%s: no %s", c.path, x)
			}
		}
		for _, x := range c.hasNo {
			if strings.Contains(page, x) {
				t.Errorf("%s: has %s", c.path, x)
			}
		}
	}
	cover := Cover{Frame: newFixture().frame(coverPage, "Grande", "grande/index.html"), Manual: m}
	if page := draw(t, func(w io.Writer) error { return shell.Cover(w, cover) }); !strings.Contains(page, `<a class="tree-title" href="index.html" aria-current="page">`) ||
		!strings.Contains(page, `data-gap="0 41 100"`) {
		t.Error("the cover does not mark itself, or has no tree")
	}

	small := load(t, Options{}).Manual(newFixture().manual)
	if _, ok := small.Script(); ok {
		t.Error("a small manual has a script")
	}
}

// TestPagesDoNotGrowWithTheManual: ten times the sections, the same page.
func TestPagesDoNotGrowWithTheManual(t *testing.T) {
	size := func(chapters, sections int) int {
		s := largePage(largeManual(chapters, sections), "grande/c3/s3.html")
		return len(draw(t, func(w io.Writer) error { return load(t, Options{}).Section(w, s) }))
	}
	base := size(50, 50)
	for _, c := range [][2]int{{500, 50}, {50, 500}, {5, 5000}} {
		if got := size(c[0], c[1]); got > base+base/4 {
			t.Errorf("%d chapters of %d sections: a page of %d bytes, %d with 50 of 50", c[0], c[1], got, base)
		}
	}
	if whole := len(draw(t, func(w io.Writer) error {
		s := largePage(largeManual(6, 30), "grande/c3/s3.html")
		return load(t, Options{}).Section(w, s)
	})); whole > 8<<10+wholeTree {
		t.Errorf("the largest whole tree makes a page of %d bytes", whole)
	}
}

// TestFoldedTreeIsItsTemplate: what appendTree writes is what the template
// would, which a theme with templates of its own uses.
func TestFoldedTreeIsItsTemplate(t *testing.T) {
	template, err := themes.Files.ReadFile("somosig/templates/partes/arbol.html")
	if err != nil {
		t.Fatal(err)
	}
	m := largeManual(100, 60)
	own := load(t, Options{Overlay: fstest.MapFS{"templates/partes/arbol.html": {Data: append(template, "{{/* own */}}"...)}}}).Manual(m)
	quick := load(t, Options{}).Manual(m)
	same := func(draw func(*ManualShell) string) {
		t.Helper()
		plain := strings.NewReplacer(" >", ">", "\n", "")
		if a, b := plain.Replace(draw(own)), plain.Replace(draw(quick)); a != b {
			t.Errorf("by the template\n%s\nwithout\n%s", a, b)
		}
	}
	for _, path := range []string{"grande/c50/s30/d.html", "grande/c1/index.html", "grande/no-esta.html"} {
		s := largePage(m, path)
		same(func(shell *ManualShell) string {
			return draw(t, func(w io.Writer) error { return shell.Section(w, s) })
		})
	}
	cover := Cover{Frame: newFixture().frame(coverPage, "Grande", "grande/index.html"), Manual: m}
	same(func(shell *ManualShell) string {
		return draw(t, func(w io.Writer) error { return shell.Cover(w, cover) })
	})
}
