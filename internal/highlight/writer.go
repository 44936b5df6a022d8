package highlight

import (
	"strconv"
	"strings"
)

// token is a piece of the source of one kind. Tokens come in order; they may leave gaps, which are plain text.
type token struct {
	kind       kind
	start, end int32 // byte offsets in the source
}

// write appends code as HTML. The text that comes out is exactly code: gaps between tokens are written plain, and what lies
// beyond the end or before the last token's end is left out.
func write(dst []byte, code string, tokens []token, o Options) []byte {
	w := writer{dst: dst, code: code}
	if o.Numbers || len(o.Marked)+len(o.Added)+len(o.Removed) > 0 {
		w.lines = newLines(code, o)
	}
	at := 0
	for _, t := range tokens {
		start, end := max(int(t.start), at), min(int(t.end), len(code))
		if start >= end {
			continue
		}
		if at < start {
			w.piece(at, start, "")
		}
		w.piece(start, end, kinds[t.kind].class)
		at = end
	}
	if at < len(code) {
		w.piece(at, len(code), "")
	}
	return w.finish()
}

// writer joins neighbours of one class into one span. White space between two of them shows no class, so that it joins them too,
// but for the classes of a session.
type writer struct {
	dst        []byte
	code       string
	class      string // of the open span; empty: none is open
	from, upto int    // white space that is not written yet: what follows says whether it is in the open span or after it
	lines      *lines // nil: no line wrappers
}

// piece writes code[start:end], which is of one class.
func (w *writer) piece(start, end int, class string) {
	if class == "" && w.class != "" && !uncopied(w.class) && blank(w.code[start:end]) {
		if w.from == w.upto {
			w.from = start
		}
		w.upto = end
		return
	}
	if class != w.class {
		w.closeSpan()
	}
	w.flush()
	w.text(start, end, class)
}

// uncopied tells a class of what is not copied: an empty line of an order between two prompts is in neither.
func uncopied(class string) bool { return class == promptClass || class == outputClass }

// flush writes the white space that was held back, inside the span if it is open still.
func (w *writer) flush() {
	if w.from < w.upto {
		from, upto := w.from, w.upto
		w.from, w.upto = 0, 0
		w.text(from, upto, w.class)
	}
}

// text writes code[start:end]. Line wrappers hold whole spans, so that one that goes on is closed and opened again.
func (w *writer) text(start, end int, class string) {
	if w.lines == nil {
		w.openSpan(class)
		w.dst = escape(w.dst, w.code[start:end])
		return
	}
	for start < end {
		stop := end
		n := strings.IndexByte(w.code[start:end], '\n')
		if n >= 0 {
			stop = start + n
		}
		w.beginLine()
		if start < stop || class == outputClass { // an empty line of output is no line of an order
			w.openSpan(class)
			w.dst = escape(w.dst, w.code[start:stop])
		}
		if n < 0 {
			return
		}
		w.closeSpan()
		w.dst = append(w.dst, "\n</span>"...)
		w.lines.open = false
		start = stop + 1
	}
}

func (w *writer) openSpan(class string) {
	if class != w.class {
		w.dst = append(append(append(w.dst, `<span class="`...), class...), `">`...)
		w.class = class
	}
}

func (w *writer) closeSpan() {
	if w.class != "" {
		w.dst = append(w.dst, "</span>"...)
		w.class = ""
	}
}

func (w *writer) beginLine() {
	if w.lines != nil && !w.lines.open {
		w.dst = w.lines.begin(w.dst)
	}
}

func (w *writer) finish() []byte {
	w.closeSpan()
	w.flush()
	if w.lines != nil && w.lines.open {
		w.dst = append(w.dst, "</span>"...)
	}
	return w.dst
}

// lines knows which wrapper each line gets.
type lines struct {
	o     Options
	next  int  // the line that begins next, from 1
	width int  // digits of the highest number; 0: no numbers
	open  bool // a wrapper is open
}

func newLines(code string, o Options) *lines {
	l := &lines{o: o, next: 1}
	l.o.Start = max(o.Start, 1)
	if o.Numbers {
		last := l.o.Start + strings.Count(strings.TrimSuffix(code, "\n"), "\n")
		l.width = len(strconv.Itoa(last))
	}
	return l
}

// begin opens the wrapper of the next line, with its number, padded on the left to the width of the highest.
func (l *lines) begin(dst []byte) []byte {
	dst = append(dst, `<span class="line`...)
	if within(l.o.Marked, l.next) {
		dst = append(dst, " hl"...)
	}
	if within(l.o.Added, l.next) {
		dst = append(dst, " add"...)
	}
	if within(l.o.Removed, l.next) {
		dst = append(dst, " del"...)
	}
	dst = append(dst, `">`...)
	if l.width > 0 {
		number := strconv.Itoa(l.o.Start + l.next - 1)
		dst = append(dst, `<span class="ln" aria-hidden="true">`...)
		for range l.width - len(number) {
			dst = append(dst, ' ')
		}
		dst = append(append(dst, number...), "</span>"...)
	}
	l.next++
	l.open = true
	return dst
}

func within(ranges []LineRange, line int) bool {
	for _, r := range ranges {
		if r.Has(line) {
			return true
		}
	}
	return false
}

func blank(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// escape appends s as HTML text. Quotes need no escape there. A NUL, which HTML cannot hold, becomes U+FFFD.
func escape(dst []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var esc string
		switch s[i] {
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '&':
			esc = "&amp;"
		case 0:
			esc = "\uFFFD"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), esc...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}
