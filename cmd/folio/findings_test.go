package main

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"folio/internal/i18n"
)

// TestEveryFindingIsInTheGuide holds the guide's list of findings to the words
// that there are: each code has one row, and each row a code.
func TestEveryFindingIsInTheGuide(t *testing.T) {
	const name = "../../content/guia/11-catalogo-de-hallazgos.md"
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	var order []string
	for _, m := range regexp.MustCompile("(?m)^\\| \\[?`([A-Z]+-[0-9]+)`(?:\\]\\([^)]*\\))? \\|").FindAllStringSubmatch(string(page), -1) {
		rows[m[1]]++
		order = append(order, m[1])
	}
	code := regexp.MustCompile(`^[A-Z]+-[0-9]+$`)
	said := map[string]bool{}
	for _, key := range i18n.For(i18n.Spanish).Keys("") {
		if head, _, _ := strings.Cut(key, "."); code.MatchString(head) {
			said[head] = true
		}
	}
	for _, c := range slices.Sorted(maps.Keys(said)) {
		if rows[c] != 1 {
			t.Errorf("%s has %d rows for %s; it needs one", name, rows[c], c)
		}
	}
	for c := range rows {
		if !said[c] {
			t.Errorf("%s has a row for %s, which no finding has", name, c)
		}
	}
	if !slices.IsSorted(order) {
		t.Errorf("the rows of %s are not in the order of their codes: %q", name, order)
	}
}
