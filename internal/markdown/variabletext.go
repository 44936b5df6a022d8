package markdown

import (
	"bytes"
	"strings"

	"folio/internal/pattern"
)

// variableText is code in which each variable is a word that no language
// mistakes for anything but a name, so that it can be highlighted; restore
// puts the variables back.
//
// The word is one that the code cannot hold, and of such a form that it cannot
// come about where it touches the code: its first letter is nowhere else in it.
// So its places in the text are the variables' places, one after the other, and
// what is put there is never looked at again.
type variableText struct {
	text   string
	word   string // in the place of each variable
	values []Variable
	// literal tells that escapes were resolved.
	literal bool
}

func (t variableText) any() bool { return len(t.values) > 0 || t.literal }

// plainUse is a use that stands in a text from which the variables were taken.
var plainUse = pattern.Of(`\{\{[A-Z][A-Z0-9_]*\}\}`)

// source is the text with its variables as they are written.
func (t variableText) source() string {
	var b strings.Builder
	rest := t.text
	for _, v := range t.values {
		before, after, _ := strings.Cut(rest, t.word)
		b.WriteString(t.escaped(before) + "{{" + v.Name + "}}")
		rest = after
	}
	b.WriteString(t.escaped(rest))
	return b.String()
}

// escaped is a part of the text in which what only looks like a variable has its
// backslash again.
func (t variableText) escaped(part string) string {
	if !t.literal {
		return part
	}
	return plainUse.ReplaceAllString(part, `\$0`)
}

// variablesIn finds the declared variables of code. place gives the byte offset
// in the file of a place in the code.
func (b *builder) variablesIn(code string, place func(i int) int) variableText {
	t := variableText{text: code}
	if b.env.Variable == nil || !strings.Contains(code, "{{") {
		return t
	}
	t.word = strange(code)
	var out strings.Builder
	last := 0
	for _, u := range uses(code) {
		written := code[u.start:u.end]
		if u.escaped {
			if b.literal(u) {
				out.WriteString(code[last : u.start-1])
				out.WriteString(written)
				last, t.literal = u.end, true
			}
			continue
		}
		if v, ok := b.answer(u, written, place(u.start), false); ok {
			out.WriteString(code[last:u.start])
			out.WriteString(t.word)
			t.values = append(t.values, v)
			last = u.end
		}
	}
	out.WriteString(code[last:])
	t.text = out.String()
	return t
}

// literal tells whether a use means anything, so that the backslash before it
// does.
func (b *builder) literal(u use) bool {
	if u.whole {
		if _, ok := b.env.Variable(u.name); ok {
			return true
		}
	}
	_, ok := b.meant(u, false)
	return ok
}

// strange returns a word that a text does not hold: q, one v more than stand
// between a q and a z anywhere in it, and z.
func strange(text string) string {
	most, run := 0, -1
	for i := range len(text) {
		switch c := text[i]; {
		case c == 'q':
			run = 0
		case c == 'v' && run >= 0:
			run++
		case c == 'z' && run > most:
			most, run = run, -1
		default:
			run = -1
		}
	}
	return "q" + strings.Repeat("v", most+1) + "z"
}

// plain is the code as a reader sees it, with marks around the values that
// depend on the environment.
func (t variableText) plain() string {
	if len(t.values) == 0 {
		return t.text
	}
	var b strings.Builder
	rest := t.text
	for _, v := range t.values {
		before, after, _ := strings.Cut(rest, t.word)
		b.WriteString(before)
		b.WriteString(v.valued())
		rest = after
	}
	b.WriteString(rest)
	return b.String()
}

// restore puts the variables, as elements, into HTML made of the text. Tags may
// stand in the middle of a word, where a language cuts it; they stay.
func (t variableText) restore(html []byte) []byte {
	if len(t.values) == 0 {
		return html
	}
	var out bytes.Buffer
	out.Grow(len(html) + 64*len(t.values))
	for _, v := range t.values {
		from, to, tags := t.next(html)
		if from < 0 {
			break
		}
		out.Write(html[:from])
		v.write(&out)
		out.Write(tags)
		html = html[to:]
	}
	out.Write(html)
	return out.Bytes()
}

// next finds the first word in HTML, and the tags within it; from is -1 when
// there is none.
func (t variableText) next(html []byte) (from, to int, tags []byte) {
	for i := 0; i < len(html); i++ {
		switch html[i] {
		case '<':
			end := bytes.IndexByte(html[i:], '>')
			if end < 0 {
				return -1, 0, nil
			}
			i += end
		case 'q':
			if to, tags, ok := t.at(html, i); ok {
				return i, to, tags
			}
		}
	}
	return -1, 0, nil
}

// at reads the word from a place in HTML on.
func (t variableText) at(html []byte, i int) (to int, tags []byte, ok bool) {
	for k := 0; i < len(html); {
		if html[i] == '<' {
			end := bytes.IndexByte(html[i:], '>')
			if end < 0 {
				return 0, nil, false
			}
			tags = append(tags, html[i:i+end+1]...)
			i += end + 1
			continue
		}
		if html[i] != t.word[k] {
			return 0, nil, false
		}
		i++
		if k++; k == len(t.word) {
			return i, tags, true
		}
	}
	return 0, nil, false
}
