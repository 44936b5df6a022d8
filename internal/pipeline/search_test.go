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
