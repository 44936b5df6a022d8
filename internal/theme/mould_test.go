package theme

import (
	"io"
	"math/rand/v2"
	"reflect"
	"testing"
)

// slowly is the same theme with its templates taken for a user's, so that they
// draw every page.
func slowly(t *testing.T) *Theme {
	t.Helper()
	th := load(t, Options{})
	th.userTemplates = true
	return th
}

// TestMouldsArePages: a page put together from a mould is the one that the
// templates draw, whatever of its values there is and whatever they say.
func TestMouldsArePages(t *testing.T) {
	quick, slow := load(t, Options{}), slowly(t)
	same := func(s Section) {
		t.Helper()
		got := draw(t, func(w io.Writer) error { return quick.Section(w, s) })
		want := draw(t, func(w io.Writer) error { return slow.Section(w, s) })
		if got != want {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			from := max(0, i-80)
			t.Fatalf("at %d:\n%s\nwant:\n%s", i, got[from:min(len(got), i+80)], want[from:min(len(want), i+80)])
		}
	}
	f := newFixture()
	for _, s := range []Section{f.section(t), f.deepSection(), f.twoPlaces(), f.plainSection(), fullSample().section, bareSample().section} {
		same(s)
	}
	hostile := []string{"", "", "x", "Ñu & Cía. + «más»", "</title><script>alert('1')</script>\x00", `"><b a='`, "\uffff", "\uffffA\uffff", "%ef%bf%bfA%ef%bf%bf", "{{.}}"}
	addresses := []string{"", "a.html", "../a%C3%B1o/b-c_d~.html#x=1?y", "https://docs.example/a b", "javascript:alert(1)", "//x.example", "a'b+c&d", "%zz%4", "mailto:a@b.example", "http://a.example:80/é", "\uffff"}
	random := rand.New(rand.NewPCG(9, 10))
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	count := 3000
	if testing.Short() {
		count = 300
	}
	for range count {
		s := fullSample().section
		m, site := *s.Manual, *s.Site
		s.Manual, s.Site = &m, &site
		for _, p := range []*string{&s.Title, &s.Description, &s.Number, &m.Title, &s.Prev.Title, &s.Prev.Number, &s.Next.Title, &s.Next.Number, &s.Trace.Day, &s.Trace.ISO, &site.Lang, &site.Entity, &s.Crumbs[1].Title, &s.Headings[0].Title} {
			*p = pick(hostile)
		}
		for _, p := range []*string{&s.Canonical, &s.Prev.URL, &s.Next.URL, &s.Trace.Edit} {
			*p = pick(addresses)
		}
		s.Trace.Unsaved, s.Search = random.IntN(2) == 0, random.IntN(2) == 0
		for _, p := range []any{&s.Crumbs, &s.Headings, &s.Body, &s.Children, &s.Notices, &m.Environments, &m.Notices, &m.Nav} {
			if v := reflect.ValueOf(p).Elem(); random.IntN(2) == 0 {
				v.SetZero()
			}
		}
		same(s)
	}
}

// TestContentsAreTheTemplates: a table of contents without a template is the
// one of partes/contenidos.html.
func TestContentsAreTheTemplates(t *testing.T) {
	quick, slow := load(t, Options{}), slowly(t)
	items := append(newFixture().manual.Nav, item("", "Ñu & <b>", "javascript:x"), item("1", "", ""))
	for _, list := range [][]NavItem{items, items[:1], nil} {
		got, err := quick.contents(coverPage, list)
		if err != nil {
			t.Fatal(err)
		}
		if want, err := slow.contents(coverPage, list); err != nil || got != want {
			t.Errorf("got  %s\nwant %s (%v)", got, want, err)
		}
	}
}

// TestShapesAreFew: pages alike share a mould.
func TestShapesAreFew(t *testing.T) {
	th, f := load(t, Options{}), newFixture()
	count := func() (n int) {
		th.moulds.Range(func(any, any) bool { n++; return true })
		return n
	}
	before := count()
	for _, title := range []string{"Uno", "Dos", "Tres"} {
		s := f.section(t)
		s.Title, s.Path = title, "vertia/"+title+".html"
		draw(t, func(w io.Writer) error { return th.Section(w, s) })
	}
	if n := count() - before; n > 1 {
		t.Errorf("%d moulds for three pages of one shape", n)
	}
}
