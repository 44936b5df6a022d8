package manual

import (
	"net/url"
	"testing"
)

// TestInternetTellsAddressesFromPaths: what lacks its scheme, and what only
// looks a little like it.
func TestInternetTellsAddressesFromPaths(t *testing.T) {
	for dest, want := range map[string]string{
		"www.soporte.example":       "https://www.soporte.example",
		"WWW.soporte.example/x?a=1": "https://WWW.soporte.example/x?a=1",
		"mesa.soporte.example/guia": "https://mesa.soporte.example/guia",
		"portal.entidad.gov/":       "",
		"mesa@soporte.example":      "mailto:mesa@soporte.example",
		"datos.sql":                 "",
		"copia.tar.gz":              "",
		"docker-compose.prod.yml":   "",
		"www.md":                    "",
		"a@b/c.md":                  "",
		"../docker/03-redes.md":     "",
		"05-instalacion-v1.2.md":    "",
		"02-red.md":                 "",
		"img/plano.v2.svg":          "",
		"manual.de.usuario.pdf":     "",
	} {
		if got := internet(dest); got != want {
			t.Errorf("%q: %q, want %q", dest, got, want)
		}
	}
}

// TestTypedIsReadAsWritten: the address that a hint proposes is the path that it
// stands for, and nothing in it ends the address in Markdown.
func TestTypedIsReadAsWritten(t *testing.T) {
	for p, want := range map[string]string{
		"../a/02-red.md": "../a/02-red.md", "14-que?.md": "14-que%3F.md", "img/plano#2.svg": "img/plano%232.svg",
		"Más adentro/último paso.md": "Más%20adentro/último%20paso.md", "100%.md": "100%25.md", "a (b).md": "a%20%28b%29.md", "a:b/c.md": "./a:b/c.md",
	} {
		got := typed(p)
		if got != want {
			t.Errorf("%q: %q, want %q", p, got, want)
		}
		name, anchor, query := split(got)
		if joined, _ := within("m", name); anchor != "" || query != "" || joined != mustWithin(p) {
			t.Errorf("%q is read as %q %q %q", got, name, anchor, query)
		}
	}
}

// TestNearestMindsLettersFirst: of names that are as like, the one that has the
// same letters and digits was meant.
func TestNearestMindsLettersFirst(t *testing.T) {
	names := shapesOf([]string{"copia-paso-1", "copia-paso-2", "nota-10", "nota-1-0-1", "paso-1", "paso-2", "paso-3"})
	for word, want := range map[string]string{
		"paso2": "paso-2", "paso_3": "paso-3", "Paso 2": "paso-2", "copiapaso2": "copia-paso-2", "nota-101": "nota-1-0-1", "x": "",
	} {
		if got := (&Hints{}).nearest(word, names); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func mustWithin(p string) string {
	name, _ := within("m", p)
	return name
}

// TestRelativeEscapesWhatEndsAnAddress: an address made from any path is that
// path again when a browser has read it.
func TestRelativeEscapesWhatEndsAnAddress(t *testing.T) {
	for _, to := range []string{"m/plano#2.svg", "m/a?b.pdf", "m/100%25.svg", "m/100%.svg", "m/d'x\".svg", "m/a b/c&d.txt", "m/año.svg", "m/a;b=c,d.txt", "m/x(1).png", "m/[x].png"} {
		got := Relative("m/a.html", to)
		base, _ := url.Parse("https://x.example/m/a.html")
		u, err := base.Parse(got)
		if err != nil || u.Path != "/"+to || u.RawQuery != "" || u.Fragment != "" {
			t.Errorf("%q: %q leads to %q (%v)", to, got, u, err)
		}
	}
}
