package source_test

import (
	"testing"

	"folio/internal/source"
)

func TestEarlierNamesHaveTheAddressTheyHad(t *testing.T) {
	for _, c := range []struct{ written, name, out string }{
		{"05-instalacion.md", "05-instalacion.md", "instalacion.html"},
		{"./05 Instalación.md", "05 Instalación.md", "instalacion.html"},
		{"03-plantilla/01-objetivo.md", "03-plantilla/01-objetivo.md", "plantilla/objetivo.html"},
		{"viejo/index.md", "viejo/index.md", "viejo/index.html"},
		{"viejo/README.md", "viejo/README.md", "viejo/index.html"},
		{"viejo/", "viejo", "viejo/index.html"},
		{"viejo", "viejo", "viejo.html"},
		{"07-index.md", "07-index.md", "indice.html"},
		{"instalacion.html", "instalacion.html", "instalacion.html"},
		{"/guia/Inicio.html", "guia/Inicio.html", "guia/Inicio.html"},
		{"index.md", "index.md", "index.html"},
	} {
		name, out, ok := source.Earlier(c.written)
		if name != c.name || out != c.out || !ok {
			t.Errorf("%q: %q, %q, %v", c.written, name, out, ok)
		}
	}
	for _, bad := range []string{"", ".", "..", "../otro/x.md", "a/../../b.md", `a\b.md`, "https://x.example/a", "¿?.md", "con.md", "nul/a.md", "a.html/b.html", "x.md#y"} {
		if name, out, ok := source.Earlier(bad); ok {
			t.Errorf("%q is taken for %q, %q", bad, name, out)
		}
	}
	if slug, ok := source.EarlierFolder("Mi Sistema"); slug != "mi-sistema" || !ok {
		t.Errorf("%q %v", slug, ok)
	}
	for _, bad := range []string{"", "a/b", "..", "aux"} {
		if slug, ok := source.EarlierFolder(bad); ok {
			t.Errorf("%q is taken for %q", bad, slug)
		}
	}
}
