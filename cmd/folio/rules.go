package main

import (
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// rules looks whether the rules that a flag names are rules, or with families
// whole families of them, and writes them as they are: a slip would name nothing.
func (a *app) rules(plans *blueprint.Library, flag string, names []string, families bool) error {
	if len(names) == 0 {
		return nil
	}
	all := check.Explained(a.texts, plans)
	if families {
		var codes []diag.Code
		for _, c := range all {
			codes = append(codes, diag.Code(c))
		}
		all = append(all, familiesOf(codes)...)
	}
	for i, name := range names {
		names[i] = strings.ToUpper(strings.TrimSpace(name))
		if slices.Contains(all, names[i]) {
			continue
		}
		if near, ok := i18n.Nearest(names[i], all); ok {
			return a.usage("cli.rule.similar", flag, name, near)
		}
		return a.usage("cli.rule", flag, name)
	}
	return nil
}

// familiesOf are the families of codes, as PH is of PH-01.
func familiesOf(codes []diag.Code) (list []string) {
	for _, c := range codes {
		list = append(list, family(c))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func family(code diag.Code) string {
	name, _, _ := strings.Cut(string(code), "-")
	return name
}
