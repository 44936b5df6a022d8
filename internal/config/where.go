package config

import (
	"strings"

	"folio/internal/diag"
)

// Where tells where in its file each value was written, for the findings of
// rules that run later. Its zero value knows of no file.
type Where struct {
	path   string
	places map[string]diag.Pos
}

// Of returns the position of the value at a path of keys; the items of a list
// are named by their index from 0: Of("revision", "ultima"),
// Of("variables", "2", "valor"). For a value that the file does not have it
// is the nearest thing around it that the file has, and at last the file.
func (w Where) Of(keys ...string) diag.Pos {
	for n := len(keys); n > 0; n-- {
		if p, ok := w.places[place(keys[:n]...)]; ok {
			return p
		}
	}
	return diag.Pos{Path: w.path}
}

// Has tells whether the file gives a value, even an empty one, at a path.
func (w Where) Has(keys ...string) bool {
	_, ok := w.places[place(keys...)]
	return ok
}

// place joins keys by a character that YAML does not allow in them.
func place(keys ...string) string { return strings.Join(keys, "\x00") }
