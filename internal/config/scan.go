package config

import "strings"

// mark is a quote or bracket in a text. line counts from 0, col from 1.
type mark struct {
	char      byte
	line, col int
}

// scanned is what a rough reading of broken YAML finds: it knows quotes,
// brackets and comments, and nothing of indentation or blocks of text.
type scanned struct {
	open  []mark // quotes and brackets that are never closed, outermost first
	first mark   // the first bracket of all
	after int    // column of text that follows a closing quote; 0 for none
}

// quote is the quote that is never closed.
func (s scanned) quote() (mark, bool) {
	if n := len(s.open); n > 0 && (s.open[n-1].char == '"' || s.open[n-1].char == '\'') {
		return s.open[n-1], true
	}
	return mark{}, false
}

// scan reads lines, up to the first bracket that closes another kind.
func scan(lines []string) scanned {
	var s scanned
	for n, text := range lines {
		fresh := true // whether a value may begin here
		col := 0
		for i := 0; i < len(text); i++ {
			c := text[i]
			if c&0xC0 != 0x80 { // not inside a rune
				col++
			}
			top := byte(0)
			if len(s.open) > 0 {
				top = s.open[len(s.open)-1].char
			}
			switch {
			case top == '"' && c == '\\':
				i++
				col++
			case top == '\'' && c == '\'' && strings.HasPrefix(text[i+1:], "'"):
				i++
				col++
			case (top == '"' || top == '\'') && c == top:
				s.open = s.open[:len(s.open)-1]
				rest := strings.TrimLeft(text[i+1:], " \t")
				if s.after == 0 && rest != "" && !strings.ContainsAny(rest[:1], ":,]}#") {
					s.after = col + 1 + len(text[i+1:]) - len(rest)
				}
				fresh = false
			case top == '"' || top == '\'':
			case c == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t'):
				i = len(text)
			case fresh && (c == '"' || c == '\''):
				s.open = append(s.open, mark{c, n, col})
			case c == '[' || c == '{':
				if top == 0 && !fresh {
					break // a bracket inside plain text
				}
				s.open = append(s.open, mark{c, n, col})
				if s.first.char == 0 {
					s.first = s.open[len(s.open)-1]
				}
			case c == ']' || c == '}':
				if top == 0 {
					break
				}
				if top+2 != c { // '[' and ']', '{' and '}' are two apart
					return s
				}
				s.open = s.open[:len(s.open)-1]
				fresh = false
			case c == ' ' || c == '\t':
			case c == '-' || c == ':' || c == ',':
				fresh = true
			default:
				fresh = false
			}
			if c == '[' || c == '{' {
				fresh = true
			}
		}
	}
	return s
}
