package manual

import (
	"testing"

	"folio/internal/i18n"
	"folio/internal/markdown"
)

// TestViewerNames: what GitHub and GitLab make of a heading, by their own
// rules, is found by its folded form.
func TestViewerNames(t *testing.T) {
	for heading, anchors := range map[string][]string{
		"Configuración":                   {"configuración", "configuracion", "Configuración"},
		"4.1. Obtener el código fuente":   {"41-obtener-el-código-fuente"},
		"3.- Red & DNS":                   {"3--red--dns", "3-red-dns"},
		"¿Qué es CI/CD?":                  {"qué-es-cicd"},
		"Node.js — instalación":           {"nodejs--instalación", "nodejs-instalación"},
		"Variables de_entorno (APP_HOST)": {"variables-de_entorno-app_host"},
	} {
		for _, a := range anchors {
			if viewerName(a) != viewerName(heading) {
				t.Errorf("%q is %q, %q is %q", a, viewerName(a), heading, viewerName(heading))
			}
		}
	}
	for _, text := range []string{"Configuración", "a-b -- c", "a.b", "CI/CD", "x – y", "¿Qué? ¡Sí!", "a & b", "de_entorno", "«Uno», dos: tres"} {
		if got := nameForViewers(markdown.Heading{Text: text, Slug: i18n.Slug(text)}); got != viewerName(text) {
			t.Errorf("%q: %q, want %q", text, got, viewerName(text))
		}
	}
	for anchor, want := range map[string]bool{"configuracion": false, "configuración": true, "41-obtener": true, "": false, "a--b": true} {
		if isViewers(anchor) != want {
			t.Errorf("%q: %v", anchor, !want)
		}
	}
}
