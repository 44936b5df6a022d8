package i18n

import (
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Compare returns a function that orders words as a dictionary of the
// language does, digits by their value ("2" before "10"); words that a
// dictionary holds equal are ordered by their bytes, so that the order is
// total. The function is not safe for concurrent use.
func Compare(lang Lang) func(a, b string) int {
	c := collate.New(language.Make(string(lang)), collate.IgnoreCase, collate.Numeric)
	return func(a, b string) int {
		if r := c.CompareString(a, b); r != 0 {
			return r
		}
		return strings.Compare(a, b)
	}
}
