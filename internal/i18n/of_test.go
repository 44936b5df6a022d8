package i18n

import "testing"

func TestOf(t *testing.T) {
	for title, want := range map[string]string{
		"Manual de despliegue de VERTIA": "del Manual de despliegue de VERTIA",
		"Guía de autores de Folio":       "de la Guía de autores de Folio",
		"Docker":                         "de «Docker»",
		"":                               "de «»",
	} {
		if got := For(Spanish).Of(title); got != want {
			t.Errorf("%q: %s", title, got)
		}
	}
	if got := For(English).Of("Manual de VERTIA"); got != "of Manual de VERTIA" {
		t.Error(got)
	}
}
