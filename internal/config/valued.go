package config

import (
	"bytes"
	"strings"
)

// A text in which values of variables stand (a title, a caption, the text in
// place of an image) goes through many hands before it is on a page. A value
// that depends on the environment stands in it between marks, together with its
// variable's name, so that whoever shows the text can let it follow the
// reader's choice, and whoever does not can take what fits. The marks are
// characters that Unicode keeps for a program's own use and that no text has.
const (
	valueMark = "\ufdd0" // before the name
	nameEnd   = "\ufdd1" // before the value
	valueEnd  = "\ufdd2" // after the value
)

// MarkValue is a variable's value as it stands in a text.
func MarkValue(name, value string) string {
	return valueMark + name + nameEnd + strings.NewReplacer(valueMark, "", nameEnd, "", valueEnd, "").Replace(value) + valueEnd
}

// HasValue tells whether values are marked in a text.
func HasValue(s string) bool { return strings.Contains(s, valueMark) }

// PageHasValue tells the same of a whole page.
func PageHasValue(page []byte) bool { return bytes.Contains(page, []byte(valueMark)) }

// CutValue cuts a text around the first value that is marked in it. ok is false
// when there is none, and before is then all of the text.
func CutValue(s string) (before, name, value, after string, ok bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], valueMark)
		if i < 0 {
			return s, "", "", "", false
		}
		i += from
		from = i + len(valueMark)
		name, rest, named := strings.Cut(s[from:], nameEnd)
		value, after, ended := strings.Cut(rest, valueEnd)
		if named && ended && IsVariable(name) {
			return s[:i], name, value, after, true
		}
	}
}

// Valued is the text as it reads in the environment that shows first.
func Valued(s string) string { return EachValue(s, func(_, value string) string { return value }) }

// Written is the text with its variables as authors write them, {{APP_HOST}}.
func Written(s string) string {
	return EachValue(s, func(name, _ string) string { return "{{" + name + "}}" })
}

// Unvalued is the text with names for the values, for a place that has no
// environment: ‹APP_HOST›.
func Unvalued(s string) string {
	return EachValue(s, func(name, _ string) string { return StandIn(name) })
}

// NamedValues is the text with bare names for the values, for addresses, which
// must not follow from a value.
func NamedValues(s string) string { return EachValue(s, func(name, _ string) string { return name }) }

// StandIn is what shows in place of a value that there is not.
func StandIn(name string) string { return "‹" + name + "›" }

// EachValue is the text with something else for each value that is marked in it.
func EachValue(s string, put func(name, value string) string) string {
	before, name, value, after, ok := CutValue(s)
	if !ok {
		return s
	}
	var b strings.Builder
	for ok {
		b.WriteString(before)
		b.WriteString(put(name, value))
		before, name, value, after, ok = CutValue(after)
	}
	b.WriteString(before)
	return b.String()
}
