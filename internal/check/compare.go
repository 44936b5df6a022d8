package check

import (
	"slices"
	"strconv"
	"time"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/pattern"
)

// Some rules hold among manuals: no two have the same code, no two systems take
// the same port of a machine. Each manual leaves its Facts when it is checked,
// and they are compared when all are there; no two manuals are ever held in
// memory for it.

// comparingCodes are the codes of these rules.
var comparingCodes = []diag.Code{"DOC-03", "DOC-11", "X-02"}

var (
	variableForm = pattern.Of(`\{\{[A-Z][A-Z0-9_]*\}\}`)
	// useForm takes the blanks and the backslash too that may stand with one.
	useForm  = pattern.Of(`\\?\{\{[ \t\n]*([A-Z][A-Z0-9_]*)[ \t\n]*\}\}`)
	hostForm = pattern.Of(`^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$`)
)

// Edition is a manual as it was published once.
type Edition struct {
	Slug, Code, Version string
	InForce             bool
	Text, Says          string // see Facts; Says is "" of what an older program published
}

// is tells whether an edition is of a manual's version. A folder may have another name
// since.
func (e Edition) is(f Facts) bool {
	return e.Version == f.Version && (e.Slug == f.Slug || e.Says != "" && f.Code != "" && sameCode(e.Code) == f.Code)
}

// says tells whether an edition says what the manual does now.
func (e Edition) says(f Facts) bool {
	if e.Says != "" {
		return e.Says == f.Says
	}
	return e.Text == f.Text
}

// Compare looks at what all manuals of a site said of themselves, in the site's
// order, and says what it found in each. past are the manuals as they were
// published, the last ones first; nil when that does not matter.
func Compare(all []Facts, past []Edition, levels []config.Level, today time.Time) []diag.List {
	each := make([]diag.List, len(all))
	sameCodes(all, each)
	sameVersions(all, past, each)
	samePorts(all, each)
	for i, list := range each {
		w := all[i].Weights
		if len(list)+len(w.Exemptions)+len(w.Permits) > 0 {
			each[i] = w.weigh(list, levels, today)
		}
	}
	return each
}

// other is a manual of a group that is not the i-th; -1 for none.
func other(group []int, i int) int {
	for _, k := range group {
		if k != i {
			return k
		}
	}
	return -1
}

// sameCodes finds codes that two documents have. An old edition keeps the code
// of the document that took its place.
func sameCodes(all []Facts, each []diag.List) {
	byCode := map[string][]int{}
	for i, f := range all {
		if f.Code != "" && !f.Retired {
			byCode[f.Code] = append(byCode[f.Code], i)
		}
	}
	for i, f := range all {
		if k := other(byCode[f.Code], i); k >= 0 && f.Asked && !f.Retired {
			each[i].Add(diag.Error, "DOC-03", f.CodePos, f.Code, all[k].Title, all[k].CodePos.Path)
		}
	}
}

// sameVersions finds manuals that say something else than what was published last under
// the same version: in force, or else at all. A draft or another version in between
// gives nobody leave to change what is in force.
func sameVersions(all []Facts, past []Edition, each []diag.List) {
	for i, f := range all {
		if !f.Asked || f.Retired || f.Version == "" {
			continue
		}
		at := slices.IndexFunc(past, func(e Edition) bool { return e.InForce && e.is(f) })
		if at < 0 {
			at = slices.IndexFunc(past, func(e Edition) bool { return e.is(f) })
		}
		if at >= 0 && !past[at].says(f) {
			each[i].Add(diag.Error, "DOC-11", f.VersionPos, f.Version)
		}
	}
}

// samePorts finds ports of a machine that two systems take. When both say that
// the same service listens, it is one that they share.
func samePorts(all []Facts, each []diag.List) {
	type key struct {
		host, kind string
		number     int
	}
	type taker struct {
		manual int
		port   Port
	}
	takers := map[key][]taker{}
	for i, f := range all {
		if f.Retired {
			continue
		}
		for _, p := range f.Ports {
			k := key{p.Host, p.Kind, p.Number}
			takers[k] = append(takers[k], taker{i, p})
		}
	}
	for i, f := range all {
		if f.Retired {
			continue
		}
		for _, p := range f.Ports {
			for _, t := range takers[key{p.Host, p.Kind, p.Number}] {
				if t.manual != i && (p.Service == "" || p.Service != t.port.Service) {
					each[i].Add(diag.Warning, "X-02", p.Pos, strconv.Itoa(p.Number)+"/"+p.Kind, p.Host, all[t.manual].Title, t.port.Pos.Path, strconv.Itoa(t.port.Pos.Line))
					break
				}
			}
		}
	}
}
