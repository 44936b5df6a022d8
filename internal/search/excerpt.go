package search

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/i18n"
)

const (
	// maxLeafText is how much text, in bytes, a leaf may stand for before a
	// long page gets a second one: what a result costs to show.
	maxLeafText = 8 << 10
	// compactText is how much of it the excerpt file keeps under
	// Options.Compact, also in bytes. The longest texts are cut; all of it is
	// indexed and found all the same.
	compactText = 2100
)

// The separators of the excerpt files, ASCII's own.
const (
	recordEnd = "\x1e"
	fieldEnd  = "\x1f"
	itemEnd   = "\x1d"
	// cut stands where a text goes on beyond what is kept.
	cut = "\x1c"
)

// excerpts appends the text of a leaf's file: records of fields. The first record
// is the manual's title and code and the page's URL; then, for each unit, its
// kind and fragment, number, title, path (number and title in turn, or one empty
// item for that of the unit before), body and code. The strings are plain already.
func excerpts(b []byte, m Manual, page []Unit, keep int) []byte {
	limit := fairShare(page, keep)
	url, _, _ := strings.Cut(page[0].URL, "#")
	field := func(s, end string) { b = append(append(b, s...), end...) }
	field(m.Title, fieldEnd)
	field(m.Code, fieldEnd)
	field(url, "")
	for n, u := range page {
		b = append(append(b, recordEnd...), byte(u.Kind))
		_, id, _ := strings.Cut(u.URL, "#")
		field(id, fieldEnd)
		field(u.Number, fieldEnd)
		field(u.Title, fieldEnd)
		if n > 0 && len(u.Path) > 0 && slices.Equal(u.Path, page[n-1].Path) {
			field("", itemEnd) // as the one before
		} else {
			for i, h := range u.Path {
				if i > 0 {
					b = append(b, itemEnd...)
				}
				field(h.Number, itemEnd)
				field(h.Title, "")
			}
		}
		b = append(b, fieldEnd...)
		field(shorten(u.Body, limit), fieldEnd)
		field(shorten(u.Code, limit/2), "")
	}
	return b
}

// fairShare is the length to which the bodies of a page are cut, and half of it
// that to which its code is, so that they come to keep bytes together: short
// texts stay whole, long ones give way. Without need to cut it is larger than
// any.
func fairShare(page []Unit, keep int) int {
	sizes := make([]int, 0, 2*len(page)) // of code, twice its length
	total := 0
	for _, u := range page {
		sizes = append(sizes, len(u.Body), 2*len(u.Code))
		total += len(u.Body) + len(u.Code)
	}
	if total <= keep {
		return 1 << 30
	}
	slices.Sort(sizes)
	low, high := 0, sizes[len(sizes)-1]
	for low < high {
		mid := (low + high + 1) / 2
		sum := 0
		for _, u := range page {
			sum += min(len(u.Body), mid) + min(len(u.Code), mid/2)
		}
		if sum <= keep {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

// shorten cuts a text to n bytes at most, at the end of a word.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i > n/2 {
		s = s[:i]
	}
	return s + cut
}

// plain drops control characters, the separators among them, line ends and
// tabs apart, and normalises.
func plain(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= ' ' && s[i] != 0x7f || s[i] == '\n' || s[i] == '\t'
	}
	if !clean {
		s = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
				return ' '
			}
			return r
		}, s)
	}
	return Normalize(s)
}

// plainUnit makes all text of a unit plain, once for index and excerpt.
func plainUnit(u Unit) Unit {
	u.URL, u.Number, u.Title = plain(u.URL), plain(u.Number), plainLine(u.Title)
	if !isTidy(u.Body, true) {
		u.Body = tidyLines(plain(u.Body))
	}
	u.Code = strings.Trim(plain(u.Code), "\n")
	for i, h := range u.Path {
		if number, title := plain(h.Number), plainLine(h.Title); number != h.Number || title != h.Title {
			u.Path = slices.Clone(u.Path)
			u.Path[i] = Heading{number, title}
		}
	}
	return u
}

func plainLine(s string) string {
	if isTidy(s, false) {
		return s
	}
	return oneLine(plain(s))
}

// isTidy tells, quickly, most texts that plain and then oneLine, or tidyLines for
// those of several lines, leave as they are.
func isTidy(s string, lines bool) bool {
	before := byte(' ') // of what parts words, or a letter
	look := 0           // from where on a quick look is worth it
	for i := 0; i < len(s); i++ {
		if i >= look {
			if n := i18n.Spaced(s[i:], before != 'a'); n > 0 {
				if i += n; s[i-1] == ' ' {
					before = ' '
				} else {
					before = 'a'
				}
			}
			if look = i + 8; i == len(s) {
				break
			}
		}
		c := s[i]
		switch {
		case c > ' ' && c < 0x7f || c >= 0x80 && c < 0xc2 || c > 0xc2 && c < 0xcc:
			before = 'a'
		case c == ' ' && before == 'a':
			before = ' '
		case c == '\t' && lines && (before != ' ' || i == 0), c == '\n' && lines && before != ' ':
			before = c
		case c == 0xc2 && i+1 < len(s) && s[i+1] != 0xad:
			before = 'a'
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] >= 0x90:
			before = 'a'
			i += 2
		default:
			return false
		}
	}
	return s == "" || before == 'a' || before == '\t'
}

// tidyLines shortens runs of white space but keeps what parts the rows of a table
// and their cells: a line end, and one tab between two words.
func tidyLines(s string) string {
	if !strings.ContainsAny(s, "\t\n") {
		return oneLine(s)
	}
	b := make([]byte, 0, len(s))
	for line := range strings.SplitSeq(s, "\n") {
		if len(b) > 0 {
			b = append(b, '\n')
		}
		for i, cell := range strings.Split(line, "\t") {
			if i > 0 {
				b = append(b, '\t')
			}
			b = append(b, oneLine(cell)...)
		}
	}
	return strings.Trim(string(b), "\n")
}

// oneLine joins lines and shortens runs of white space.
func oneLine(s string) string {
	if isOneLine(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' {
			b = append(b, c)
		} else if len(b) > 0 && b[len(b)-1] != ' ' {
			b = append(b, ' ')
		}
	}
	return string(bytes.TrimSuffix(b, []byte(" ")))
}

func isOneLine(s string) bool {
	space := true // before the first character
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}
