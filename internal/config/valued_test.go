package config

import "testing"

func TestValues(t *testing.T) {
	s := "Host " + MarkValue("APP_HOST", "a.example") + ":" + MarkValue("P2", "80") + "."
	for name, pair := range map[string][2]string{
		"as it reads first":  {Valued(s), "Host a.example:80."},
		"without a place":    {Unvalued(s), "Host ‹APP_HOST›:‹P2›."},
		"for an address":     {NamedValues(s), "Host APP_HOST:P2."},
		"no values":          {Valued("Host {{X}}"), "Host {{X}}"},
		"marks in a value":   {Valued(MarkValue("A", MarkValue("B", "x"))), "Bx"},
		"marks of no name":   {Unvalued("\ufdd0<b>\ufdd1x\ufdd2" + MarkValue("A", "x")), "\ufdd0<b>\ufdd1x\ufdd2‹A›"},
		"marks without ends": {Unvalued("\ufdd0A\ufdd1x"), "\ufdd0A\ufdd1x"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %q, want %q", name, pair[0], pair[1])
		}
	}
}
