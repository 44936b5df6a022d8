package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/pattern"
)

// where is the kind of place that a text is written to: each has marks of its
// own, which words must not make.
type where int

const (
	inParagraph where = iota
	inCell            // of a table of Markdown
	inTitle           // a heading or a caption: one line, with braces at its end
	inHTML            // between tags
)

// clean takes out of a text what no page shows: control characters and the marks
// that word processors leave in words.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == utf8.RuneError || unicode.IsControl(r) || r >= 0xe000 && r <= 0xf8ff:
			return -1
		case r == '\u2011':
			return '-'
		}
		return r
	}, s)
}

// address finds what Folio makes a link of by itself: inside of it nothing is
// escaped.
var address = pattern.Of(`^https?://[A-Za-z0-9/.?=&%#_~+@:,;-]*[A-Za-z0-9/=#_]`)

var entity = pattern.Of(`^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// escaper writes words so that Markdown shows them as they are.
type escaper struct {
	out  *strings.Builder
	in   where
	link bool // inside of a link's text
}

func (e escaper) write(s string) {
	if e.in == inHTML {
		e.out.WriteString(htmlEscaper.Replace(s))
		return
	}
	prev := lastRune(e.out.String())
	for i := 0; i < len(s); {
		if s[i] == 'h' && !isWord(prev) && !e.link {
			if n := len(address.FindString(s[i:])); n > 0 {
				e.out.WriteString(s[i : i+n])
				prev = rune(s[i+n-1])
				i += n
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if i+size == len(s) {
			next = 0
		}
		switch {
		case r == '&' && entity.MatchString(s[i:]):
			e.out.WriteString("&amp;")
		case e.marks(r, prev, next):
			e.out.WriteByte('\\')
			e.out.WriteRune(r)
		default:
			e.out.WriteRune(r)
		}
		prev = r
		i += size
	}
}

// marks tells whether a sign would be a mark of Markdown between two others; 0 is
// the end of the words, after which anything may follow.
func (e escaper) marks(r, prev, next rune) bool {
	switch r {
	case '\\':
		return next == 0 || next < 0x80 && unicode.In(next, unicode.P, unicode.S)
	case '`':
		return true
	case '*', '~':
		return prev != ' ' && prev != 0 && prev != '\n' || next != ' '
	case '_':
		return !isWord(prev) || !isWord(next)
	case '[':
		return true
	case ']':
		return e.link
	case '<':
		return next == 0 || next == '/' || next == '!' || next == '?' || unicode.IsLetter(next)
	case '{':
		return next == '{' || next == 0 || e.in == inTitle || strings.ContainsRune("!])}`", prev)
	case '|':
		return e.in == inCell
	case '#':
		return e.in == inTitle && (prev == ' ' || prev == '#')
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func lastRune(s string) rune {
	for len(s) > 0 && s[len(s)-1] == sealEnd { // a seal is nothing that shows
		i := strings.LastIndexByte(s, sealStart)
		if i < 0 {
			break
		}
		s = s[:i]
	}
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "{{", "&#123;{")

// opens are the beginnings of lines that mean something to Markdown, in words
// that mean nothing by them.
var opens = pattern.Of(`^(?:#{1,6}|[-+*]|>|:{1,}|\||=+[ \t]*$|-{2,}[ \t]*$|\d{1,9}[.)])`)

// guardLine escapes the beginning of a line of words.
func guardLine(line string) string {
	m := opens.FindString(line)
	if m == "" {
		return line
	}
	rest := line[len(m):]
	last := m[len(m)-1]
	switch {
	case last == '.' || last == ')': // 1. is no point of a list
		if rest == "" || rest[0] == ' ' || strings.HasPrefix(rest, "\u00a0") {
			return m[:len(m)-1] + `\` + line[len(m)-1:]
		}
		return line
	case (last == '-' || last == '+' || last == '*') && rest != "" && rest[0] != ' ' && !strings.HasPrefix(rest, "\u00a0"):
		return line
	case last == ':' && len(m) < 3 && rest != "" && rest[0] != ' ':
		return line
	}
	return `\` + line
}

// guard escapes the beginnings of the lines of a paragraph.
func guard(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		seal := ""
		for strings.HasPrefix(line, string(rune(sealStart))) {
			end := strings.IndexByte(line, sealEnd)
			seal, line = seal+line[:end+1], line[end+1:]
		}
		lines[i] = seal + guardLine(strings.TrimLeft(line, blanks))
	}
	return strings.Join(lines, "\n")
}
