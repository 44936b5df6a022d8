package markdown

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"folio/internal/i18n"
)

// attributes are what an author writes between braces:
//
//	{#id .class clave="valor" bandera}
type attributes struct {
	id      string
	classes []string
	values  []attribute // in order
	all     []attribute // ids and classes too, as written
	open    bool        // a quote that is never closed took the rest
	at      int         // byte offset of the text, where it is known
}

// attribute is one of them; a flag has no value.
type attribute struct {
	name, value string // the name without capitals or accents
	written     string // the name as written, "#id" and ".class" too
	bare        bool   // the value stands without quotes
	assigned    bool   // there is an "="
	at          int    // byte offset in the text
}

// get returns the value of the first attribute with one of the names, which
// are given without accents: "pestana" finds «pestaña».
func (a attributes) get(names ...string) (string, bool) {
	for _, v := range a.values {
		if slices.Contains(names, v.name) {
			return v.value, true
		}
	}
	return "", false
}

// flag tells whether one of the names is there, and not to say no.
func (a attributes) flag(names ...string) bool {
	value, ok := a.get(names...)
	on, known := readFlag(value)
	return ok && (on || !known)
}

// readFlag reads what may be written after a flag; known is false for words
// that say neither yes nor no.
func readFlag(value string) (on, known bool) {
	switch i18n.Fold(value) {
	case "", "si", "true", "1", "on", "yes", "verdadero":
		return true, true
	case "no", "false", "0", "off", "falso":
		return false, true
	}
	return false, false
}

// parseAttributes reads the inside of the braces, which stands at a byte offset.
// It never fails: what no construct knows is reported by checkAttributes.
func parseAttributes(text string, at int) attributes {
	a := attributes{at: at}
	s := text
	for {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		if s == "" {
			return a
		}
		v := attribute{at: at + len(text) - len(s)}
		end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '=' })
		if end < 0 {
			end = len(s)
		}
		v.written, s = s[:end], s[end:]
		v.name = i18n.Fold(v.written)
		if strings.HasPrefix(s, "=") {
			v.assigned = true
			v.value, s, v.bare, a.open = cutValue(s[1:])
		}
		switch {
		case !v.assigned && strings.HasPrefix(v.written, "#") && len(v.written) > 1:
			if a.id == "" {
				a.id = v.written[1:]
			}
		case !v.assigned && strings.HasPrefix(v.written, ".") && len(v.written) > 1:
			a.classes = append(a.classes, v.written[1:])
		default:
			a.values = append(a.values, v)
		}
		a.all = append(a.all, v)
	}
}

// quotes are the marks that a value may stand between. A word processor makes
// the curly ones of the straight ones.
var quotes = []struct{ open, shut string }{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"«", "»"}, {"‘", "’"}, {"”", "”"}}

// cutValue reads a bare or quoted value from the front of s; open tells that
// its quote is never closed, and took all of s.
func cutValue(s string) (value, rest string, bare, open bool) {
	for _, q := range quotes {
		if after, ok := strings.CutPrefix(s, q.open); ok {
			value, rest, ok = strings.Cut(after, q.shut)
			return value, rest, false, !ok
		}
	}
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], s[i:], true, false
	}
	return s, "", true, false
}

// parseRanges reads "2-3,7" as pairs of 1-based lines; ok is false when part of
// it is something else, which is skipped.
func parseRanges(s string) (out [][2]int, ok bool) {
	ok = true
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		first, last, two := strings.Cut(part, "-")
		a, err := strconv.Atoi(strings.TrimSpace(first))
		if err != nil || a < 1 {
			ok = false
			continue
		}
		z := a
		if two {
			if z, err = strconv.Atoi(strings.TrimSpace(last)); err != nil || z < a {
				ok = false
				continue
			}
		}
		out = append(out, [2]int{a, z})
	}
	return out, ok && len(out) > 0
}
