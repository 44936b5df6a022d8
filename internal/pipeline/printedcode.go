package pipeline

import "bytes"

// On paper a long line of code goes on below. So that it is not read as two, it
// becomes an element, which the style sheet gives a mark for where it goes on. The
// others stay text: a browser takes a document's sheets times its marks to print.

// longLine is from how many characters on a line may not fit on the sheet, the
// narrowest place for code being a step of a procedure.
const longLine = 74

// tallCode is from how many lines on a block of code may be higher than a sheet.
const tallCode = 40

// isTall tells a block of code that no sheet may hold, from what follows the
// beginning of it.
func isTall(rest []byte) bool {
	end := bytes.Index(rest, []byte("</pre>"))
	return end >= 0 && bytes.Count(rest[:end], []byte{'\n'}) >= tallCode
}

// linesOf makes elements of the lines of all code in a text, where no line is known
// to fit, and lets each code be written.
func linesOf(html []byte, write func(code []byte) []byte) []byte {
	var out []byte
	for {
		i := bytes.Index(html, []byte("<code>"))
		end := -1
		if i >= 0 {
			end = bytes.Index(html[i:], []byte("</pre>"))
		}
		if end < 0 {
			return append(out, html...)
		}
		out = append(out, html[:i]...)
		code := html[i : i+end]
		if lines, ok := splitLines(code, all); ok {
			code = lines
		}
		out = append(out, write(code)...)
		html = html[i+end:]
	}
}

// codeLines rewrites what stands in a <pre>, HTML of spans that may go over many
// lines, with an element for each long line; ok is false when there is none.
func codeLines(code []byte) (out []byte, ok bool) {
	if longestLine(code) < longLine {
		return nil, false
	}
	return splitLines(code, mayBreak)
}

// all lines become elements.
func all([]byte) bool { return true }

// mayBreak tells the lines that may be too long for the sheet, in some environment.
func mayBreak(line []byte) bool {
	return len(line) >= longLine && (letters(line) >= longLine || bytes.Contains(line, []byte("<var")))
}

// splitLines makes elements of lines. Those that are elements already stay as they
// are.
func splitLines(code []byte, which func(line []byte) bool) (out []byte, ok bool) {
	if bytes.Contains(code, []byte(`class="line`)) {
		return nil, false
	}
	open, found := bytes.CutPrefix(code, []byte("<code>"))
	if !found {
		return nil, false
	}
	out = append(make([]byte, 0, 2*len(code)), "<code>"...)
	var spans [][]byte // that are open
	inside, marked := false, false
	begin := func() {
		line, _, _ := bytes.Cut(open, []byte{'\n'})
		if marked = which(line); marked {
			out = append(out, `<span class="pl">`...)
		}
		for _, s := range spans {
			out = append(out, s...)
		}
		inside = true
	}
	end := func() {
		for i := len(spans) - 1; i >= 0; i-- {
			out = append(append(append(out, "</"...), tagName(spans[i])...), '>')
		}
		if marked {
			out = append(out, "</span>"...)
		}
		inside = false
	}
	for len(open) > 0 {
		switch {
		case bytes.HasPrefix(open, []byte("</code>")):
			if inside {
				end()
			}
			return append(out, open...), true
		case bytes.HasPrefix(open, []byte("</")) && !inside && len(spans) > 0:
			// What ends between two lines is not begun again in the second.
			open, spans = open[tagEnd(open):], spans[:len(spans)-1]
		case open[0] == '<':
			if !inside {
				begin()
			}
			n := tagEnd(open)
			tag := open[:n]
			if open = open[n:]; bytes.HasPrefix(tag, []byte("</")) {
				if len(spans) == 0 {
					return nil, false
				}
				spans = spans[:len(spans)-1]
				out = append(out, tag...)
				break
			}
			if !bytes.HasPrefix(tag, []byte("<span")) && !bytes.HasPrefix(tag, []byte("<var")) {
				return nil, false
			}
			spans = append(spans, tag)
			out = append(out, tag...)
		default:
			if !inside {
				begin()
			}
			n := bytes.IndexAny(open, "<\n")
			if n < 0 {
				return nil, false
			}
			if open[n] == '\n' {
				out, open = append(out, open[:n+1]...), open[n+1:]
				end()
				break
			}
			out, open = append(out, open[:n]...), open[n:]
		}
	}
	return nil, false
}

// longestLine is the length in characters of the longest line of a text in HTML.
func longestLine(code []byte) int {
	most := 0
	for len(code) > 0 {
		line := code
		if end := bytes.IndexByte(code, '\n'); end >= 0 {
			line, code = code[:end], code[end+1:]
		} else {
			code = nil
		}
		if len(line) > most { // else it is not longer without its tags
			most = max(most, letters(line))
		}
	}
	return most
}

// letters counts the characters of a line of HTML.
func letters(code []byte) (n int) {
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '<':
			i += tagEnd(code[i:]) - 1
		case c == '&':
			if end := bytes.IndexByte(code[i:], ';'); end > 0 && end < 12 {
				i += end
			}
			n++
		case c&0xc0 != 0x80: // not inside a character
			n++
		}
	}
	return n
}
