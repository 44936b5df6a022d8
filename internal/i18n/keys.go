package i18n

import (
	"slices"
	"strings"
)

// Keys lists the keys that begin with a prefix, sorted.
func (c *Catalog) Keys(prefix string) []string {
	var list []string
	for key := range c.texts {
		if strings.HasPrefix(key, prefix) {
			list = append(list, key)
		}
	}
	slices.Sort(list)
	return list
}
