package pipeline

import (
	"strings"
	"testing"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/source"
)

// TestPagesOutOfTheSearch: a page that says so is none that the search leads to.
func TestPagesOutOfTheSearch(t *testing.T) {
	root, err := source.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	in := Input{Root: root, Texts: i18n.For(i18n.Spanish)}
	b := &build{in: in, files: knownFiles(in)}
	m := &manual.Manual{
		Cover: &manual.Page{Out: "m/index.html", Title: "M"},
		Pages: []*manual.Page{
			{Out: "m/uno.html", Title: "Uno"},
			{Out: "m/dos.html", Title: "Dos", Front: config.FrontMatter{Unsearched: true}},
		},
	}
	var got []string
	for _, u := range b.units(m) {
		got = append(got, u.URL)
	}
	if all := strings.Join(got, " "); !strings.Contains(all, "m/uno.html") || strings.Contains(all, "m/dos.html") {
		t.Errorf("the search leads to %s", all)
	}
}

// TestThePagesOfAllManualsAreFound: the search leads to those that the site has, and to
// no other.
func TestThePagesOfAllManualsAreFound(t *testing.T) {
	in := Input{Texts: i18n.For(i18n.Spanish)}
	found := func(site config.Site, k knows) string {
		in.Site = site
		a := &assembly{b: &build{in: in}, made: []compiled{{knows: k}}}
		var urls []string
		for _, u := range a.boardUnits() {
			if u.Title == "" || len(u.Body) < 20 {
				t.Errorf("%s: %q, %q", u.URL, u.Title, u.Body)
			}
			urls = append(urls, u.URL)
		}
		return strings.Join(urls, " ")
	}
	all := found(config.Site{NoMap: true, NoMatrix: true}, knows{Inventory: true, Errors: true})
	for _, want := range []string{"inventario.html", "inventario-bases-de-datos.html", "errores.html"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not in %s", want, all)
		}
	}
	if got := found(config.Site{NoMap: true, NoMatrix: true, NoMaster: true, NoInventory: true}, knows{Inventory: true}); got != "" {
		t.Errorf("it leads to %s", got)
	}
}
