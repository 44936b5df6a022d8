package diagram

import "strings"

func (p *parser) end() bool { return p.at >= len(p.src) }

// blanks skips blanks, not the ends of lines.
func (p *parser) blanks() {
	for !p.end() && (p.src[p.at] == ' ' || p.src[p.at] == '\t' || p.src[p.at] == '\r') {
		p.at++
	}
}

// space skips blanks, lines that say nothing, and comments.
func (p *parser) space() {
	for {
		p.blanks()
		switch {
		case p.end():
			return
		case p.src[p.at] == '\n' || p.src[p.at] == ';':
			p.at++
		case strings.HasPrefix(p.src[p.at:], "%%"):
			p.line()
		default:
			return
		}
	}
}

// line takes what is left of a line.
func (p *parser) line() string {
	rest := p.src[p.at:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	p.at += len(rest)
	return strings.TrimSpace(rest)
}

func (p *parser) word() string {
	from := p.at
	for !p.end() {
		c := p.src[p.at]
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			break
		}
		p.at++
	}
	return p.src[from:p.at]
}

// preamble skips what may stand before the word for the kind: data between
// lines of hyphens, and directives.
func (p *parser) preamble() (title string) {
	p.space()
	if strings.HasPrefix(p.src[p.at:], "---") {
		if end := strings.Index(p.src[p.at+3:], "\n---"); end >= 0 {
			for line := range strings.Lines(p.src[p.at : p.at+3+end]) {
				if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "title:"); ok {
					title = strings.Trim(strings.TrimSpace(rest), `"'`)
				}
			}
			p.at += 3 + end + len("\n---")
			p.line()
		}
	}
	p.space()
	return title
}

// after takes what follows a colon, to the end of the line or between braces.
func (p *parser) after() string {
	p.blanks()
	if strings.HasPrefix(p.src[p.at:], ":") {
		p.at++
		return p.line()
	}
	if strings.HasPrefix(p.src[p.at:], "{") {
		if end := strings.IndexByte(p.src[p.at:], '}'); end > 0 {
			text := p.src[p.at+1 : p.at+end]
			p.at += end + 1
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return p.line()
}
