package manual

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestAnchorsSurvivePacking(t *testing.T) {
	list := []ExportedAnchor{
		{ID: "uno", Slug: "uno", Number: "1", Title: "Uno"},
		{ID: "dos-1", Slug: "dos", Number: "2.1", Title: "Años, «señas» y ñ", Viewer: "dos"},
		{ID: "tabla-3", Label: "Tabla 3"},
		{ID: strings.Repeat("largo-", 500), Slug: "x"},
		{},
		{ID: "arriba", Slug: "arriba", Title: "Arriba", Top: true},
	}
	packed := Anchors(appendAnchors(nil, list))
	if got := slices.Collect(packed.All()); !reflect.DeepEqual(got, list) || packed.Len() != len(list) {
		t.Errorf("%d anchors became %d, or others: %+v", len(list), packed.Len(), got)
	}
	if Anchors("").Len() != 0 || Anchors(appendAnchors(nil, nil)).Len() != 0 {
		t.Error("none are some")
	}
	for n := range packed { // a damaged one is no panic
		for range packed[:n].All() {
		}
	}
}

// TestFindingAnchorsEqualsTheSlowWay: a name is an id's first, then a slug's,
// then another viewer's, and of several anchors the first has it.
func TestFindingAnchorsEqualsTheSlowWay(t *testing.T) {
	names := []string{"uno", "uno-1", "dos", "acción", "accion", "Acción", ""}
	var list []ExportedAnchor
	for i := range 40 {
		list = append(list, ExportedAnchor{ID: names[i%7], Slug: names[i/2%7], Viewer: names[i/3%7], Number: strconv.Itoa(i)})
	}
	for from := range list {
		list := append(slices.Clone(list[from:]), ExportedAnchor{ID: "t", Slug: "titulo", Top: true})
		slow := func(anchor string) (ExportedAnchor, bool) {
			for _, by := range []func(ExportedAnchor) bool{
				func(an ExportedAnchor) bool { return an.ID == anchor },
				func(an ExportedAnchor) bool { return an.Slug != "" && an.Slug == anchor },
				func(an ExportedAnchor) bool {
					name := viewerName(anchor)
					return name != "" && (an.Viewer == name || an.Viewer == "" && an.Slug == name)
				},
			} {
				if i := slices.IndexFunc(list, by); i >= 0 {
					return list[i], true
				}
			}
			return ExportedAnchor{}, false
		}
		x := indexAnchors(Anchors(appendAnchors(nil, list)))
		for _, name := range append(names, "titulo", "nada", "DOS") {
			got, ok := x.find(name)
			if want, there := slow(name); got != want || ok != there {
				t.Fatalf("%q among %d: %+v, want %+v", name, len(list), got, want)
			}
			has := name == "titulo" || slices.ContainsFunc(list, func(an ExportedAnchor) bool { return an.ID == name })
			if x.has(name) != has {
				t.Fatalf("has %q: %v", name, !has)
			}
		}
	}
}
