package check

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// maySecret tells whether a page's source can have a secret, or a permit for one. Most
// have neither, and need not be read for it. In doubt it says yes: it reads Markdown,
// where marks stand between what the text has together.
func maySecret(src []byte) bool { return maySay(src) || parted(src) && maySay(bare(src)) }

func maySay(src []byte) bool {
	// Who signs in stands in an address before an @.
	may := bytes.Contains(src, []byte("://")) && (bytes.IndexByte(src, '@') >= 0 || bytes.Contains(src, []byte("&#")) || bytes.Contains(src, []byte("&commat")))
	if may {
		return true
	}
	spot(secretWatcher(), src, func(word string, at int) bool {
		switch {
		case word == "login":
			may = hasSuffixFold(bytes.TrimRight(src[:at], " \t\r\n>"), "docker")
		case slices.Contains(secretWords, word):
			may = mayAssign(src[at+len(word):])
		case slices.Contains(cloudWords, word):
			may = bytes.Equal(src[at:at+len(word)], bytes.ToUpper([]byte(word))) // «demasiado» has one
		default:
			may = true
		}
		return !may
	})
	return may
}

func hasSuffixFold(s []byte, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(string(s[len(s)-len(end):]), end)
}

// secretWatcher finds the words of which one is in the source of every secret, addresses
// apart, and of every permit. Of hints that are two words, which may stand on two lines,
// it has the rarer one.
var secretWatcher = sync.OnceValue(func() *watcher {
	words := []string{permitWord}
	for _, f := range secretForms {
		for _, w := range f.hint {
			switch w {
			case "://": // which many pages have
			case "docker login":
				words = append(words, "login")
			case "identified by":
				words = append(words, "identified")
			default:
				words = append(words, w)
			}
		}
	}
	return newWatcher(words)
})

// mayAssign tells whether something may be given to a name that begins before a
// stretch of Markdown: after the rest of the name a sign stands, or «es», or what only
// the parser can tell.
func mayAssign(rest []byte) bool {
	const long = 64
	i := 0
	for i < len(rest) && (rest[i] >= 0x80 || rest[i] == '_' || rest[i] == '-' || small[rest[i]] >= 'a' && small[rest[i]] <= 'z') {
		if i++; i == long {
			return true
		}
	}
	rest = bytes.TrimLeft(rest[i:min(len(rest), i+long)], " \t\r\n\"*_`~\\")
	switch {
	case len(rest) == 0:
		return false
	case rest[0] >= 0x80 || bytes.IndexByte([]byte(":=>'<&{[]!$|"), rest[0]) >= 0:
		return true
	case len(rest) >= len("value") && strings.EqualFold(string(rest[:len("value")]), "value"):
		return true
	}
	for word := range bytes.FieldsFuncSeq(rest, func(r rune) bool { return r <= ' ' || r == ':' }) {
		switch string(bytes.ToLower(word)) {
		case "es", "is", "será", "sera":
			return true
		case "de", "del":
			if bytes.IndexByte(rest, ':') >= 0 {
				return true
			}
		}
	}
	return false
}

// parted tells whether marks stand inside of a word.
func parted(src []byte) bool {
	for _, mark := range []byte("\\*`~<") {
		for from := 0; ; {
			i := bytes.IndexByte(src[from:], mark)
			if i < 0 {
				break
			}
			i += from
			from = i + 1
			switch mark {
			case '\\':
				if from < len(src) && (src[from] == '_' || src[from] == '-' || src[from] > ' ' && !ofWord(src[from])) {
					return true
				}
				continue
			case '<':
				if i > 0 && ofWord(src[i-1]) && tagLength(src[i:]) > 0 {
					return true
				}
				continue
			}
			for from < len(src) && (src[from] == '*' || src[from] == '`' || src[from] == '~') {
				from++
			}
			if i > 0 && ofWord(src[i-1]) && from < len(src) && ofWord(src[from]) {
				return true
			}
		}
	}
	return false
}

// ofWord tells the bytes of words and of options.
func ofWord(c byte) bool {
	return small[c] >= 'a' && small[c] <= 'z' || c >= '0' && c <= '9' || c >= 0x80 || c == '-' || c == '_'
}

// bare is Markdown without the marks and the tags that may stand inside of a word.
func bare(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for i := 0; i < len(src); i++ {
		switch c := src[i]; c {
		case '\\', '*', '`', '~':
		case '<':
			if n := tagLength(src[i:]); n > 0 {
				i += n - 1
				continue
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// tagLength measures a tag of HTML at the beginning of a text that is none to its
// reader; 0 for none, as for an address between angle brackets and for what has a name
// that data have.
func tagLength(s []byte) int {
	from := 1
	if len(s) > from && s[from] == '/' {
		from++
	}
	i := from
	for i < len(s) && i < from+8 && small[s[i]] >= 'a' && small[s[i]] <= 'z' {
		i++
	}
	if i == len(s) || s[i] != '>' && s[i] != '/' && s[i] != ' ' || !inlineTags[string(bytes.ToLower(s[from:i]))] {
		return 0
	}
	const long = 500
	return bytes.IndexByte(s[:min(len(s), long)], '>') + 1
}

// inlineTags are the elements that may stand inside of a word.
var inlineTags = map[string]bool{
	"abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "del": true, "dfn": true, "em": true, "i": true, "ins": true, "kbd": true,
	"mark": true, "q": true, "s": true, "samp": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "u": true, "var": true, "wbr": true,
}
