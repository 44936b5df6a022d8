package config

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShown is how many runes of an author's text a message repeats.
const maxShown = 60

// shown makes an author's text fit for a message: not too long, on one line,
// and without characters that would drive a terminal.
func shown(s string) string {
	if utf8.RuneCountInString(s) > maxShown {
		s = string([]rune(s)[:maxShown-1]) + "…"
	}
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case !unicode.IsPrint(c):
			return '·'
		}
		return c
	}, s)
}
