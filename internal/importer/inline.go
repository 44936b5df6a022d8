package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// inlines writes a text. after is the sign that follows it; 0 for none.
func (w *writer) inlines(text []inline, in where, after rune) string {
	var b strings.Builder
	w.inlinesTo(&b, text, in, after, false)
	return b.String()
}

func (w *writer) inlinesTo(b *strings.Builder, text []inline, in where, after rune, inLink bool) {
	for i, x := range text {
		next := firstRune(text[i+1:])
		if next == 0 {
			next = after
		}
		switch x.kind {
		case words:
			escaper{b, in, inLink}.write(clean(x.text))
		case raw:
			if in == inHTML {
				b.WriteString(htmlEscaper.Replace(unmarked(x.text)))
			} else if in == inCell {
				b.WriteString(bars.ReplaceAllString(x.text, `$1\|`))
			} else {
				b.WriteString(x.text)
			}
		case strong:
			w.wrapped(b, x.kids, in, next, inLink, "**", "strong")
		case emphasis:
			w.wrapped(b, x.kids, in, next, inLink, "*", "em")
		case strike:
			w.wrapped(b, x.kids, in, next, inLink, "~~", "del")
		case underline:
			w.wrapped(b, x.kids, in, next, inLink, "", "u")
		case mark:
			w.wrapped(b, x.kids, in, next, inLink, "", "mark")
		case sub:
			w.wrapped(b, x.kids, in, next, inLink, "", "sub")
		case sup:
			w.wrapped(b, x.kids, in, next, inLink, "", "sup")
		case keyboard:
			b.WriteString("<kbd>" + htmlEscaper.Replace(clean(x.text)) + "</kbd>")
		case codeSpan:
			writeCodeSpan(b, x.text, in)
		case link:
			w.link(b, x, in, inLink)
		case image:
			w.image(b, x, in)
		case lineBreak:
			writeBreak(b, in)
		case noteRef:
			w.noteRef(b, x, in)
		case note:
			b.WriteString(w.seal(*x.found))
		}
	}
}

// bars are those that would part a cell in two.
var bars = pattern.Of(`(^|[^\\])\|`)

// firstRune is the first sign that a text shows; 0 for none.
func firstRune(text []inline) rune {
	for _, x := range text {
		switch x.kind {
		case words, raw:
			if x.text != "" {
				r, _ := utf8.DecodeRuneInString(x.text)
				return r
			}
		case note, place:
		case codeSpan:
			return '`'
		case lineBreak:
			return '\n'
		case link, image, noteRef:
			return '['
		case keyboard:
			return '<'
		default:
			if r := firstRune(x.kids); r != 0 {
				return r
			}
		}
	}
	return 0
}

// wrapped writes emphasis. Blanks at its ends stand outside, and where Markdown
// would not see the marks, HTML stands for them.
func (w *writer) wrapped(b *strings.Builder, kids []inline, in where, next rune, inLink bool, sign, tag string) {
	var inner strings.Builder
	w.inlinesTo(&inner, kids, in, 0, inLink)
	s := inner.String()
	body := strings.Trim(s, blanks)
	if strings.Trim(unsealed(body), `\`+blanks) == "" {
		b.WriteString(s)
		return
	}
	lead, trail := s[:strings.Index(s, body)], s[strings.Index(s, body)+len(body):]
	b.WriteString(lead)
	prev := lastRune(b.String())
	if trail != "" {
		next = ' '
	}
	first, _ := utf8.DecodeRuneInString(unsealed(body))
	if in == inHTML || sign == "" || !flanks(prev, first) || !flanks(next, lastRune(body)) || strings.HasSuffix(b.String(), sign[:1]) {
		b.WriteString("<" + tag + ">" + body + "</" + tag + ">")
	} else {
		b.WriteString(sign + body + sign)
	}
	b.WriteString(trail)
}

// flanks tells whether a mark of emphasis between two signs belongs to the inner
// one.
func flanks(outer, inner rune) bool {
	if outer == 0 || unicode.IsSpace(outer) || outer < 0x80 && unicode.In(outer, unicode.P, unicode.S) || unicode.In(outer, unicode.P) {
		return !unicode.IsSpace(inner)
	}
	return !unicode.IsSpace(inner) && !unicode.In(inner, unicode.P, unicode.S)
}

func writeCodeSpan(b *strings.Builder, s string, in where) {
	s = strings.TrimSpace(clean(s))
	if s == "" {
		return
	}
	if in == inHTML {
		b.WriteString("<code>" + htmlEscaper.Replace(s) + "</code>")
		return
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	if in == inCell {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	if strings.HasSuffix(b.String(), "`") { // two spans would become one
		b.WriteByte(' ')
	}
	b.WriteString(fence + s + fence)
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] == c {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}

func writeBreak(b *strings.Builder, in where) {
	switch in {
	case inCell, inHTML:
		b.WriteString("<br>")
	case inTitle:
		b.WriteByte(' ')
	default:
		if s := b.String(); s != "" && s[len(s)-1] != '\n' {
			b.WriteString("\\\n")
		}
	}
}

func (w *writer) link(b *strings.Builder, x inline, in where, inLink bool) {
	to, lost := w.leads(x)
	ok := lost == nil
	if !ok || inLink || in == inHTML {
		w.inlinesTo(b, x.kids, in, 0, inLink)
		shown := plain(x.kids)
		switch {
		case !ok:
			b.WriteString(w.seal(*lost))
		case in == inHTML && !strings.HasPrefix(to, "#") && isExternal(to) && shown != to:
			b.WriteString(htmlEscaper.Replace(" (" + to + ")"))
		case in == inHTML && !isExternal(to):
			b.WriteString(w.seal(finding{diag.Info, "IMP-07.celda", []string{shown}}))
		}
		return
	}
	if !hasWords(x.kids) && isExternal(to) {
		b.WriteString("<" + to + ">")
		return
	}
	if shown := plain(x.kids); shown == to && address.FindString(to) == to && !isWord(lastRune(b.String())) {
		b.WriteString(to)
		return
	}
	var inner strings.Builder
	if !isExternal(to) && numbered(plain(x.kids)) && w.has(x.target) {
		inner.Reset() // Folio fills it in
	} else {
		w.inlinesTo(&inner, x.kids, in, ']', true)
	}
	s := inner.String()
	body := strings.Trim(s, blanks)
	if body == "" {
		body = s
	}
	at := strings.Index(s, body)
	b.WriteString(s[:at] + "[" + body + "](" + destination(to) + ")" + s[at+len(body):])
}

// destination is an address as it stands in a link.
func destination(to string) string {
	if strings.ContainsAny(to, " ()<>") || to == "" {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(to) + ">"
	}
	return to
}

func (w *writer) image(b *strings.Builder, x inline, in where) {
	if in == inHTML || in == inTitle {
		w.aside = append(w.aside, x)
		if x.text != "" {
			escaper{b, in, false}.write(clean(x.text))
		}
		return
	}
	b.WriteString("![")
	escaper{b, in, true}.write(clean(x.text))
	b.WriteString("](" + destination(w.picture(x.target)) + ")")
}

func (w *writer) noteRef(b *strings.Builder, x inline, in where) {
	content, known := w.notes[x.target]
	if !known {
		b.WriteString(w.seal(finding{diag.Warning, "IMP-06", []string{x.target}}))
		return
	}
	if in == inHTML {
		b.WriteString(htmlEscaper.Replace(" (" + plainBlocks(content) + ")"))
		return
	}
	b.WriteString("[^" + w.noteNumber(x.target) + "]")
}
