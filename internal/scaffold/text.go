package scaffold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/i18n"
)

// width is how many signs a line of a comment has at most.
const width = 88

// capital begins a text with a capital.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// TitleOf is the title that a name gives: itself, but one that is a folder's is
// written as people write.
func TitleOf(name string) string {
	if name == i18n.Slug(name) {
		return capital(OneLine(strings.NewReplacer("-", " ", "_", " ").Replace(name)))
	}
	return name
}

// OneLine is a text without line breaks and other signs that no name has.
func OneLine(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case !unicode.IsPrint(c):
			return -1
		}
		return c
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// heading is a title as Markdown, which shows as it was written.
func heading(s string) string {
	var b strings.Builder
	s = OneLine(s)
	for i, c := range s {
		if strings.ContainsRune("\\`*[]<>{}&~=", c) || c == '_' && !within(s, i) || c == '#' && (i == 0 || s[i-1] == ' ' || s[i-1] == '#') {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// within tells whether a sign stands between two letters or digits.
func within(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	return word(before) && word(after)
}

// comment is a text that stands in a comment of Markdown, in lines.
func comment(s string) string { return wrap(inert(s), "") }

// item is the same for an item of a list.
func item(s string) string { return wrap(inert(s), "  ") }

// inert is a text that cannot end the comment in which it stands.
func inert(s string) string {
	return strings.NewReplacer("-->", "-- >", "--!>", "-- !>", "<!--", "< !--").Replace(OneLine(s))
}

// wrap breaks a text into lines, which begin with indent from the second on.
func wrap(s, indent string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
