package check

import (
	"strconv"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/pattern"
)

// catalogueRule: the programs of a manual have the versions that the institution
// says.
func catalogueRule() Rule {
	return Rule{Codes: []diag.Code{"X-01"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		if len(s.Catalogue) == 0 {
			return
		}
		known := map[string]*config.Product{}
		for i := range s.Catalogue {
			p := &s.Catalogue[i]
			for _, name := range append([]string{p.Name}, p.Aliases...) {
				known[fold(name).words] = p
			}
		}
		d := s.Declared()
		for _, x := range d.Programs {
			p := known[fold(productName(x.Name)).words]
			if called, ok := s.Lifecycle.Product(x.ID); p == nil && ok {
				p = known[fold(called).words]
			}
			if key, args := held(p, x.Version); key != "" {
				r.add(x.Pos, "", diag.Warning, key, args...)
			}
		}
		s.Programs(func(row Program) {
			p := known[fold(productName(row.Name)).words]
			if row.Kind != "software" || p == nil {
				return
			}
			for _, v := range row.Values(s) {
				if _, _, found := d.Program(v); found {
					continue // what is declared counts
				}
				if key, args := held(p, v.Version); key != "" {
					r.at(row.Section, row.Cell, 0, diag.Warning, key, args...)
					return
				}
			}
		})
	}}
}

// held is what there is to say of a version of a program of the catalogue; "" for
// nothing.
func held(p *config.Product, version string) (key string, args []string) {
	has := versionForm.FindString(version)
	switch {
	case p == nil || has == "":
	case p.Version != "" && !within(has, p.Version):
		return "X-01", []string{p.Name, has, p.Version}
	case p.Minimum != "" && older(has, p.Minimum):
		return "X-01.minima", []string{p.Name, has, p.Minimum}
	}
	return "", nil
}

var versionForm = pattern.Of(`\d+(?:\.\d+)*`)

// productName is a name without what stands behind it: «PostgreSQL 17», «Git
// (cliente)».
func productName(cell string) string {
	if i := strings.IndexAny(cell, "([,;"); i > 0 {
		cell = cell[:i]
	}
	words := strings.Fields(cell)
	for len(words) > 1 && strings.Trim(words[len(words)-1], "v0123456789.x") == "" {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// numbers are the parts of a version.
func numbers(version string) (list []int) {
	for part := range strings.SplitSeq(versionForm.FindString(version), ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return list
		}
		list = append(list, n)
	}
	return list
}

// within tells whether a version is one of a series: 17.7 of 17. A version with
// fewer parts leaves open which one it is.
func within(version, series string) bool {
	a, b := numbers(version), numbers(series)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// older tells whether a version comes before another; 17 is any 17.
func older(version, minimum string) bool {
	a, b := numbers(version), numbers(minimum)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
