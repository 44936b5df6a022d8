package blueprint

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/themes"
)

// TestFoliosOwnBlueprintsAreSound reads those that ship as strictly as a site's.
func TestFoliosOwnBlueprintsAreSound(t *testing.T) {
	l, _, err := Open(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"guia", "instructivo", "manual-de-despliegue"}; !slices.Equal(l.Names(), want) {
		t.Errorf("names: %q", l.Names())
	}
	for _, name := range l.Names() {
		src, err := themes.Files.ReadFile("plantillas/" + name + "/plantilla.yaml")
		if err != nil {
			t.Fatal(err)
		}
		b, found := Parse(name, name, src)
		if len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
		if b.Title == "" {
			t.Errorf("%s has no title", name)
		}
		for _, s := range b.Sections {
			for _, n := range s.Needs {
				if n.Hint == "" {
					t.Errorf("%s: %s gives no hint", name, n.Rule)
				}
			}
		}
	}
	b := l.Find("manual-de-despliegue")
	if len(b.Sections) != 12 || b.Part("requisitos") != 3 || b.Part("objetivo") != 0 || b.Part("otra") != -1 {
		t.Errorf("%d sections, requisitos at %d", len(b.Sections), b.Part("requisitos"))
	}
	if l.Find("nada") != nil || l.Find("../guia") != nil || l.Find("") != nil {
		t.Error("a blueprint that is not there was found")
	}
	if near, ok := l.Near("manual-de-desplegue"); !ok || near != "manual-de-despliegue" {
		t.Errorf("near: %q", near)
	}
}

// TestASitesBlueprintComesFirst: a folder beside folio.yaml overrides, adds, and
// is a part of what builds depend on.
func TestASitesBlueprintComesFirst(t *testing.T) {
	l, found, err := Open(fstest.MapFS{
		"guia/plantilla.yaml":  {Data: []byte("titulo: La nuestra\n")},
		"otra/plantilla.yaml":  {Data: []byte("titulo: Otra\n")},
		"notas/leame.md":       {Data: []byte("nada")},
		"suelto.yaml":          {Data: []byte("nada")},
		"mala/plantilla.yaml":  {Data: []byte("secciones:\n  - titulo: A\n    requisitos:\n      - regla: S-1\n        mensaje: x\n  - titulo: B\n    alias: [a]\ntitlo: x\n")},
		"peor/plantilla.yaml":  {Data: []byte("secciones: [{titulo: A, requisitos: [{regla: X, mensaje: y, gravedad: grave, pasos: 0}]}]\n")},
		"corta/plantilla.yaml": {Data: []byte("secciones:\n  - slug: a\n")},
	}, "plantillas")
	if err != nil {
		t.Fatal(err)
	}
	if l.Find("guia").Title != "La nuestra" || l.Find("otra") == nil || l.Find("instructivo") == nil || l.Find("notas") != nil {
		t.Error("the wrong blueprints")
	}
	var codes []string
	for _, d := range found.Sorted() {
		message, _ := d.Words(i18n.For(i18n.Spanish))
		if strings.Contains(message, d.Message) {
			t.Errorf("no words for %s", d.Message)
		}
		codes = append(codes, d.Pos.Path+":"+string(d.Code))
		if d.Severity != diag.Fatal {
			t.Errorf("%s is %s", d.Code, d.Severity)
		}
	}
	want := []string{
		"plantillas/corta/plantilla.yaml:CFG-08",
		"plantillas/mala/plantilla.yaml:PLA-03", "plantillas/mala/plantilla.yaml:PLA-02", "plantillas/mala/plantilla.yaml:CFG-03",
		"plantillas/peor/plantilla.yaml:PLA-03", "plantillas/peor/plantilla.yaml:CFG-06", "plantillas/peor/plantilla.yaml:CFG-06",
	}
	if !slices.Equal(codes, want) {
		t.Errorf("findings: %q", codes)
	}
	none, _, _ := Open(nil, "")
	if l.Sum() == none.Sum() {
		t.Error("the sums are equal")
	}
}
