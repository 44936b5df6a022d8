package i18n

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"titulo", "estado", "vigencia", "version", "control-de-cambios", "elaboro", "reviso", "id"}
	for in, want := range map[string]string{
		"vigensia":           "vigencia",
		"Vigencia":           "vigencia",
		"vigecnia":           "vigencia", // two letters swapped are one slip
		"título":             "titulo",
		"control_de_cambios": "control-de-cambios",
		"revisó":             "reviso",
		"autor":              "",
		"x":                  "",
		"di":                 "id",
	} {
		if got, _ := Nearest(in, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}
