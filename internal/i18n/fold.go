package i18n

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold lowers case and drops accents, ñ included: "Configuración del Año"
// becomes "configuracion del ano". It serves comparisons and names in URLs;
// search, where ñ is a letter of its own, folds by its own rules.
func Fold(s string) string {
	if isPlain(s) {
		return strings.ToLower(s)
	}
	if folded, ok := foldLatin(s); ok {
		return folded
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß':
			b.WriteString("ss")
		case r == 'æ' || r == 'Æ':
			b.WriteString("ae")
		case r == 'œ' || r == 'Œ':
			b.WriteString("oe")
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ª':
			b.WriteByte('a')
		case r == 'º':
			b.WriteByte('o')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// latinLetters are the letters of U+00C0 to U+00FF, folded; a space where Fold
// must look closer.
const latinLetters = "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"

// foldLatin folds text of the letters that Spanish and its neighbours write,
// which need no tables of Unicode; ok is false for any other.
func foldLatin(s string) (folded string, ok bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c < 0x80:
		case c == 0xc3 && i+1 < len(s) && s[i+1] >= 0x80 && s[i+1] < 0xc0:
			i++
			if c = latinLetters[s[i]-0x80]; c == ' ' {
				return "", false
			}
		default:
			return "", false
		}
		b = append(b, c)
	}
	return string(b), true
}

// AppendWords appends the words of a text to dst, folded, each after a blank:
// letters and digits are words, everything else stands between them.
func AppendWords(dst []byte, s string) []byte {
	before, inside := len(dst), false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c < 0x80:
		case c == 0xc3 && i+1 < len(s) && s[i+1] >= 0x80 && s[i+1] < 0xc0 && latinLetters[s[i+1]-0x80] != ' ':
			i++
			c = latinLetters[s[i]-0x80]
		case c == 0xc2 && i+1 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+1] != 0xaa && s[i+1] != 0xb5 && s[i+1] != 0xba: // «, ¿, °: no letters
			i++
			c = ' '
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&0xc0 == 0x80: // “, …, –: no letters
			i += 2
			c = ' '
		default:
			return appendWords(dst[:before], Fold(s))
		}
		if c < '0' || c > '9' && c < 'a' || c > 'z' {
			inside = false
			continue
		}
		if !inside {
			dst, inside = append(dst, ' '), true
		}
		dst = append(dst, c)
	}
	return dst
}

// appendWords is AppendWords for a text that is folded already, of any letters.
func appendWords(dst []byte, folded string) []byte {
	inside := false
	for _, r := range folded {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			inside = false
			continue
		}
		if !inside {
			dst, inside = append(dst, ' '), true
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// Slug makes a name fit for a file or an anchor: folded, words joined by
// hyphens, everything else dropped. It can be empty ("¿?").
func Slug(s string) string {
	folded := Fold(s)
	b := make([]byte, 0, len(folded))
	gap := false
	for _, r := range folded {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			if gap && len(b) > 0 {
				b = append(b, '-')
			}
			gap = false
			b = append(b, string(r)...)
		case figure(r) > 0: // m² is m2
			if gap && len(b) > 0 {
				b = append(b, '-')
			}
			gap = false
			b = append(b, figure(r))
		case r == ' ' || r == '-' || r == '/' || r == '.' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r):
			gap = true
		}
	}
	if string(b) == s {
		return s // as most names of files are
	}
	return string(b)
}

// figure is the figure that a raised or lowered one is; 0 for none.
func figure(r rune) byte {
	switch {
	case r == '¹', r == '²', r == '³':
		return map[rune]byte{'¹': '1', '²': '2', '³': '3'}[r]
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return byte('0' + r - '⁰')
	case r >= '₀' && r <= '₉':
		return byte('0' + r - '₀')
	}
	return 0
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
