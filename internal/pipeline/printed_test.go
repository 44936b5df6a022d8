package pipeline

import (
	"bytes"
	"html"
	"math/rand/v2"
	"path"
	"strings"
	"testing"

	"folio/internal/manual"
)

// TestNearAddressesAreAddresses: what is written quickly of an address is what it
// is by the rule, from pages beside the whole and elsewhere.
func TestNearAddressesAreAddresses(t *testing.T) {
	pieces := []string{
		"a", "b.html", "index.html", "riesgos.html", "img/", "sub/", "sub/c.html", "../", "./", "/", "#", "#copias", "#r", "?", "?x=1", "%20", "é", "&amp;", "&#39;", "<", "..", ".", ":", "//", "-", "_", "https://", "mailto:a@b.example",
	}
	random := rand.New(rand.NewPCG(3, 4))
	quick, slow := 0, 0
	for _, folder := range []string{"red", "."} {
		page := func(name, title string) *manual.Page {
			return &manual.Page{Out: path.Join(folder, name), TitleID: title}
		}
		m := &manual.Manual{Slug: "red", Cover: page("index.html", ""), Pages: []*manual.Page{page("b.html", "copias"), page("riesgos.html", "r"), page("sub/c.html", "c")}}
		for _, only := range []func(*manual.Page) bool{nil, func(p *manual.Page) bool { return !strings.HasSuffix(p.Out, "b.html") }} {
			whole := newPrinted(m, path.Join(folder, "imprimir.html"), new(bytes.Buffer), only)
			for range 20_000 {
				f := whole.from(append(m.Pages, m.Cover)[random.IntN(4)])
				var to string
				for range 1 + random.IntN(4) {
					to += pieces[random.IntN(len(pieces))]
				}
				got, ok := f.near([]byte("x"), []byte(to))
				if !ok {
					slow++
					if string(got) != "x" {
						t.Fatalf("%q leaves %q", to, got)
					}
					continue
				}
				quick++
				if want := "x" + html.EscapeString(f.address(html.UnescapeString(to))); string(got) != want {
					t.Fatalf("%q from %s is %q, want %q", to, f.page.Out, got, want)
				}
			}
		}
	}
	if quick < 5000 || slow < 5000 {
		t.Errorf("%d addresses were quick and %d slow: the test says little", quick, slow)
	}
}
