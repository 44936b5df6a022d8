package check

import (
	"strings"

	"folio/internal/pattern"
)

// SecretFormats are the forms of secrets as other languages can read them: a script
// that warns before somebody keeps one finds what the rule would.
type SecretFormats struct {
	Forms []SecretFormat `json:"formas"`
	// Stands is what stands in a value's place without being one.
	Stands SecretFormat `json:"figuras"`
}

// SecretFormat is an expression whose last group is the value.
type SecretFormat struct {
	Source string `json:"forma"`
	Flags  string `json:"marcas"` // "i" or ""
	// Shape tells that its form says enough, Mixed that a value of small letters
	// only is a word.
	Shape bool `json:"propia,omitempty"`
	Mixed bool `json:"mixta,omitempty"`
}

// Formats are those of the rule SEG-01.
func Formats() SecretFormats {
	var out SecretFormats
	for _, f := range secretForms {
		x := format(f.form)
		x.Shape, x.Mixed = f.by == byShape, f.what == "valor"
		out.Forms = append(out.Forms, x)
	}
	out.Stands = format(stands)
	return out
}

func format(e *pattern.Pattern) SecretFormat {
	source, folded := strings.CutPrefix(e.String(), "(?i)")
	if folded {
		return SecretFormat{Source: source, Flags: "i"}
	}
	return SecretFormat{Source: source}
}
