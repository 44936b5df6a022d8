package check

import (
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// levelled gives findings the weight that the site gives their rules.
func levelled(found diag.List, levels []config.Level) diag.List {
	if len(levels) == 0 {
		return found
	}
	byRule := make(map[diag.Code]config.Level, len(levels))
	for _, l := range levels {
		byRule[l.Rule] = l
	}
	found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return byRule[d.Code].Off })
	for i := range found {
		if l, ok := byRule[found[i].Code]; ok {
			found[i].Severity = l.Severity
		}
	}
	return found
}

// Codes lists those of all rules, of what the blueprints ask, and of exemptions.
func Codes(plans *blueprint.Library) []diag.Code {
	list := append([]diag.Code{"EXE-01", "EXE-02", "EXE-03"}, comparingCodes...)
	for _, r := range Rules() {
		list = append(list, r.Codes...)
	}
	for _, name := range plans.Names() {
		for _, part := range plans.Find(name).Sections {
			for _, n := range part.Needs {
				list = append(list, n.Rule)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Levels reports the levels of folio.yaml that are of no rule.
func Levels(levels []config.Level, plans *blueprint.Library) (found diag.List) {
	if len(levels) == 0 {
		return nil
	}
	codes := Codes(plans)
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = string(c)
	}
	words := i18n.For(i18n.Spanish)
	for _, l := range levels {
		if slices.Contains(codes, l.Rule) {
			continue
		}
		foreign := slices.ContainsFunc(words.Keys(string(l.Rule)), func(key string) bool {
			code, _, _ := strings.Cut(key, ".")
			return code == string(l.Rule)
		})
		if foreign {
			found.Add(diag.Error, "EXE-04.ajena", l.Pos, string(l.Rule))
		} else if near, ok := i18n.Nearest(string(l.Rule), names); ok {
			found.Add(diag.Error, "EXE-04.parecida", l.Pos, string(l.Rule), near)
		} else {
			found.Add(diag.Error, "EXE-04", l.Pos, string(l.Rule))
		}
	}
	return found
}
