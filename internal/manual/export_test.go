package manual

import (
	"os"
	"testing"

	"folio/internal/spool"
)

// TestAnExportThatRestsIsAnother: manuals that quote others read the exports of
// all while some of them are put to rest.
func TestAnExportThatRestsIsAnother(t *testing.T) {
	f := spool.New(func() (*os.File, error) { return os.CreateTemp(t.TempDir(), "x") }, 0)
	defer f.Close()
	packed := appendAnchors(nil, []ExportedAnchor{{ID: "a", Number: "7", Title: "Procedimiento", Top: true}})
	e := &Export{Slug: "m", Packed: spool.Of(packed), Pages: []ExportedPage{{Out: "m/a.html", To: int32(len(packed))}}}
	rested := e.Rest(f)
	if rested == e || e.Packed.Spool() != nil || rested.Packed.Spool() != f {
		t.Error("the export itself was changed")
	}
	for _, x := range []*Export{e, rested} {
		if number, title := x.Heading(&x.Pages[0]); number != "7" || title != "Procedimiento" {
			t.Errorf("%q %q", number, title)
		}
	}
	if e.Rest(nil) != e || (*Export)(nil).Rest(f) != nil {
		t.Error("without a spool, or an export, there is nothing to do")
	}
}
