package diagram

import (
	"html"
	"slices"
	"strings"

	"folio/internal/pattern"
)

// argument is a value between the parentheses.
type argument struct {
	name string // of $name="value"
	text string
	at   int
}

// arguments reads what stands between the parentheses, by the names of the
// form's places.
func (p *parser) arguments(word string, f form) (map[string]argument, bool) {
	start := p.at
	p.at++
	out := map[string]argument{}
	for place := 0; ; {
		for p.blanks(); !p.end() && p.src[p.at] == '\n'; p.blanks() {
			p.at++ // after ( or a comma
		}
		if p.end() {
			p.fault(start, "DIA-01.cierre", word)
			return nil, false
		}
		a, ok := p.argument(word)
		if !ok {
			return nil, false
		}
		switch {
		case a.name != "":
			if !slices.Contains(f.places, a.name) && !f.ignored {
				p.fault(a.at, "DIA-01.nombre", "$"+clip(a.name), word)
			}
			out[a.name] = a
		case place < len(f.places):
			out[f.places[place]] = a
			place++
		case a.text != "" && !f.ignored:
			p.fault(a.at, "DIA-01.muchos", word, clip(a.text))
			place++
		}
		p.blanks()
		if p.end() || p.src[p.at] == '\n' {
			p.fault(start, "DIA-01.cierre", word)
			return nil, false
		}
		c := p.src[p.at]
		p.at++
		if c == ')' {
			break
		}
		if c != ',' {
			p.fault(p.at-1, "DIA-01.coma", word)
			return nil, false
		}
	}
	for _, name := range f.places[:f.needed] {
		if a, ok := out[name]; !ok || strings.TrimSpace(a.text) == "" {
			p.fault(start, "DIA-01.falta", word, names[name])
			return nil, false
		}
	}
	return out, true
}

var named = pattern.Of(`^\$([A-Za-z0-9]+)[ \t]*=[ \t]*`)

// argument reads "text", text, or $name="text".
func (p *parser) argument(word string) (argument, bool) {
	a := argument{at: p.at}
	if strings.HasPrefix(p.src[p.at:], "$") {
		if m := named.FindStringSubmatch(p.src[p.at:]); m != nil {
			a.name = m[1]
			p.at += len(m[0])
		}
	}
	if !p.end() && p.src[p.at] == '"' {
		a.at = p.at + 1
		end := strings.IndexByte(p.src[p.at+1:], '"')
		if end < 0 {
			p.fault(p.at, "DIA-01.comillas", word)
			return a, false
		}
		a.text = clean(p.src[p.at+1 : p.at+1+end])
		p.at += end + 2
		return a, true
	}
	a.at = p.at
	depth := 0
	for ; !p.end() && p.src[p.at] != '\n'; p.at++ {
		c := p.src[p.at]
		if c == '(' {
			depth++
		} else if c == ')' {
			depth--
		}
		if depth < 0 || depth == 0 && c == ',' {
			break
		}
	}
	a.text = clean(p.src[a.at:p.at])
	return a, true
}

var (
	breakTag = pattern.Of(`(?i)<br[ \t]*/?>`)
	entity   = pattern.Of(`#([A-Za-z]+|[0-9]+);`)
)

// clean is a text for people as Mermaid reads it: <br> breaks a line, and
// #quot; stands for what cannot be written.
func clean(s string) string {
	if strings.IndexByte(s, '<') >= 0 {
		s = breakTag.ReplaceAllString(s, "\x00")
	}
	if strings.IndexByte(s, '#') >= 0 {
		s = entity.ReplaceAllStringFunc(s, func(e string) string {
			name := e[1 : len(e)-1]
			if name[0] >= '0' && name[0] <= '9' {
				name = "#" + name
			}
			return html.UnescapeString("&" + name + ";")
		})
	}
	lines := strings.Split(s, "\x00")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(strings.ToValidUTF8(l, "\ufffd")), " ")
	}
	s = strings.TrimSpace(strings.Join(lines, "\n"))
	if len(s) > maxText {
		if r := []rune(s); len(r) > maxText {
			s = string(r[:maxText-1]) + "…"
		}
	}
	return s
}

// address is an argument as it was written, for what no person reads.
func (a argument) address() string { return strings.TrimSpace(a.text) }
