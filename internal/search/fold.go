package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize prepares text for Tokens: NFC, without the characters that are
// invisible inside words (soft hyphen, zero-width space and joiners, byte
// order mark), which documents pasted from elsewhere are full of.
func Normalize(s string) string {
	if isSettled(s) {
		return s
	}
	if strings.Contains(s, "\u00ad") || strings.Contains(s, "\xe2\x80") && strings.ContainsAny(s, invisible) || strings.Contains(s, "\ufeff") {
		s = strings.Map(func(r rune) rune {
			if strings.ContainsRune(invisible, r) {
				return -1
			}
			return r
		}, s)
	}
	return norm.NFC.String(s)
}

// isSettled tells, quickly, most texts that Normalize leaves as they are: those
// of characters below the first combining mark, U+0300, soft hyphen apart, and
// of dashes, quotes and the like, U+2010 to U+203F.
func isSettled(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0xc2: // ASCII, or within a character
		case c == 0xc2:
			if strings.HasPrefix(s[i:], "\u00ad") {
				return false
			}
		case c < 0xcc:
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] >= 0x90:
			i += 2
		default:
			return false
		}
	}
	return true
}

const invisible = "\u00ad\u200b\u200c\u200d\ufeff"

// Fold drops the accents of a term, as Tokens gives it, and keeps ñ: «año» and
// «ano» are different words. ç folds to c.
func Fold(term string) string {
	if isASCII(term) {
		return term
	}
	var b strings.Builder
	b.Grow(len(term))
	for _, r := range norm.NFD.String(term) {
		switch {
		case r == '\u0303' && strings.HasSuffix(b.String(), "n"):
			s := b.String()
			b.Reset()
			b.WriteString(s[:len(s)-1])
			b.WriteRune('ñ')
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sortKey is Fold with ñ as n: the order of terms in the index, in which a
// word and all that a reader may type for it stand together.
func sortKey(term string) string {
	if isASCII(term) {
		return term
	}
	return strings.ReplaceAll(Fold(term), "ñ", "n")
}

// lower appends the lower case of r. Rune by rune, without the context rules
// of full case mapping, so that the browser's side can do exactly the same.
func lower(dst []byte, r rune) []byte {
	if r == 'ς' {
		r = 'σ'
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

func isASCII[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// IsStopWord reports whether a term says nothing by itself. Stop words have
// no postings; phrases still find them, in the text of the excerpts. The list
// is short on purpose: only what stands in nearly every paragraph, in Spanish
// and in the English of error messages. «no», «sin» or «sobre» stay words.
func IsStopWord(term string) bool {
	switch term {
	case "a", "al", "como", "con", "cual", "cuando", "de", "del", "e", "el", "ella", "en", "es", "esta", "este",
		"esto", "la", "las", "le", "les", "lo", "los", "más", "me", "o", "para", "pero", "por", "que", "qué",
		"se", "si", "sí", "su", "sus", "también", "u", "un", "una", "unas", "uno", "unos", "y", "ya",
		"and", "for", "in", "is", "of", "on", "or", "that", "the", "this", "to", "was", "with":
		return true
	}
	return false
}
