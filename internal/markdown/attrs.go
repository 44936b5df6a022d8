package markdown

import (
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
	values  []attribute // in order; a flag has the value ""
}

type attribute struct{ name, value string }

// get returns the value of the first attribute with one of the names, which
// are given without accents: "pestana" finds «pestaña».
func (a attributes) get(names ...string) (string, bool) {
	for _, v := range a.values {
		for _, n := range names {
			if v.name == n {
				return v.value, true
			}
		}
	}
	return "", false
}

// parseAttributes reads the inside of the braces. It never fails: what it
// cannot read it skips, since the text may come from another generator.
func parseAttributes(s string) attributes {
	var a attributes
	for {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		if s == "" {
			return a
		}
		end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '=' })
		if end < 0 {
			end = len(s)
		}
		word := s[:end]
		s = s[end:]
		if !strings.HasPrefix(s, "=") {
			switch {
			case strings.HasPrefix(word, "#") && len(word) > 1:
				a.id = word[1:]
			case strings.HasPrefix(word, ".") && len(word) > 1:
				a.classes = append(a.classes, word[1:])
			case word != "":
				a.values = append(a.values, attribute{name: i18n.Fold(word)})
			}
			continue
		}
		s = s[1:]
		var value string
		value, s = cutValue(s)
		a.values = append(a.values, attribute{i18n.Fold(word), value})
	}
}

// cutValue reads a bare or quoted value from the front of s.
func cutValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	if q := s[0]; q == '"' || q == '\'' {
		if i := strings.IndexByte(s[1:], q); i >= 0 {
			return s[1 : 1+i], s[2+i:]
		}
		return s[1:], ""
	}
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// parseRanges reads "2-3,7" as pairs of 1-based lines; what is not a number is
// skipped.
func parseRanges(s string) [][2]int {
	var out [][2]int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		first, last, two := strings.Cut(part, "-")
		a, err := strconv.Atoi(strings.TrimSpace(first))
		if err != nil || a < 1 {
			continue
		}
		z := a
		if two {
			if z, err = strconv.Atoi(strings.TrimSpace(last)); err != nil || z < a {
				continue
			}
		}
		out = append(out, [2]int{a, z})
	}
	return out
}
