package config

import (
	"strings"

	"gopkg.in/yaml.v3"

	"folio/internal/diag"
)

// Level is the weight that a site gives to what a rule of the check finds.
type Level struct {
	Rule     diag.Code
	Off      bool // it is not reported
	Severity diag.Severity
	Pos      diag.Pos
}

// weights are the levels by name.
var weights = []string{"error", "advertencia", "nota", "no"}

// levels reads «CMD-08: error». Which rules there are, others know.
func levels(dst *[]Level) kind {
	return kind{levelsShape, func(r *reader, v value) {
		r.pairs(v, "CMD-08", func(k *yaml.Node, c value) {
			x := Level{Rule: diag.Code(strings.ToUpper(strings.TrimSpace(k.Value))), Pos: r.doc.pos(k.Line-1, k.Column)}
			var name string
			choice(&name, weights...).read(r, c)
			switch name {
			case "error":
				x.Severity = diag.Error
			case "advertencia":
				x.Severity = diag.Warning
			case "nota":
				x.Severity = diag.Info
			case "no":
				x.Off = true
			default:
				return
			}
			*dst = append(*dst, x)
		})
	}}
}

func levelsShape(*drawing) *schema {
	return &schema{Type: []string{"object", "null"}, AdditionalProperties: oneOf(weights)}
}

// Product is a program of which an institution says the version.
type Product struct {
	Name    string
	Aliases []string // other names that manuals give it
	// Version is the one to use, or the first parts of it; Minimum the oldest
	// that may be used. One of them may be empty.
	Version, Minimum string
}

func products(dst *[]Product) kind {
	return each(dst, func(p *Product, _ value) []field {
		return []field{
			{"producto", text(&p.Name)},
			{"alias", texts(&p.Aliases)},
			{"version", version(&p.Version)},
			{"minima", version(&p.Minimum)},
		}
	}, "producto").item(productNeeds).then(func(r *reader, v value) {
		r.unique(v, "producto", "CFG-09.producto")
		for _, m := range mappings(v) {
			if entry(m, "version") == nil && entry(m, "minima") == nil {
				r.report(r.fault, "CFG-08.version", m)
			}
		}
	})
}

// productNeeds: a product has one version or the other.
func productNeeds(s *schema) {
	s.AnyOf = append(s.AnyOf, &schema{Required: []string{"version"}}, &schema{Required: []string{"minima"}})
}
