package importer

import (
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// pieces parts a stretch of Markdown at what has an address or calls a note. The
// rest stays as it is.
func (r *markdownReader) pieces(s string) (out []inline) {
	s = htmlMarks(s)
	from := 0
	flush := func(to int) {
		if to > from {
			out = append(out, r.repaired(s[from:to])...)
		}
	}
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			i += 2
			continue
		case '`':
			n := 1
			for i+n < len(s) && s[i+n] == '`' {
				n++
			}
			if end := strings.Index(s[i+n:min(len(s), i+n+4*ahead)], s[i:i+n]); end >= 0 {
				flush(i)
				out = append(out, inline{kind: raw, text: s[i : i+n+end+n]})
				i += n + end + n
				from = i
				continue
			}
			i += n
			continue
		case '<':
			if x, n := imageElement(s[i:]); n > 0 {
				flush(i)
				out = append(out, x)
				i += n
				from = i
				continue
			}
		case '!', '[':
			if strings.IndexByte(window(s[i:]), ']') < 0 {
				break
			}
			if x, n, ok := r.linked(window(s[i:])); ok {
				flush(i)
				out = append(out, x)
				i += n
				from = i
				continue
			}
		}
		i++
	}
	flush(len(s))
	return out
}

var (
	noteCall  = pattern.Of(`^\[\^([^\]\s]+)\]`)
	wikiLink  = pattern.Of(`^\[\[([^\]|\n]+)(?:\|([^\]\n]+))?\]\]`)
	linkTail  = pattern.Of(`^\([ \t]*(?:<([^>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*\)`)
	refTail   = pattern.Of(`^\[([^\]]*)\]`)
	imageAttr = pattern.Of(`^\{[^{}\n]*\}`)
)

// linked reads a link, a picture or the call of a note at the beginning of s.
func (r *markdownReader) linked(s string) (x inline, n int, ok bool) {
	if m := noteCall.FindStringSubmatch(s); m != nil {
		return inline{kind: noteRef, target: m[1]}, len(m[0]), true
	}
	if m := wikiLink.FindStringSubmatch(s); m != nil {
		page, text := m[1], m[1]
		if m[2] != "" {
			text, page = m[1], m[2]
		}
		return inline{kind: link, target: wikiTarget(page), kids: []inline{{kind: raw, text: text}}}, len(m[0]), true
	}
	picture := s[0] == '!'
	at := 0
	if picture {
		at = 1
		if len(s) < 2 || s[1] != '[' {
			return x, 0, false
		}
	}
	end := closing(s[at:])
	if end < 0 {
		return x, 0, false
	}
	text, rest := s[at+1:at+end], s[at+end+1:]
	n = at + end + 1
	target := ""
	if m := linkTail.FindStringSubmatch(rest); m != nil {
		target = m[1] + m[2]
		n += len(m[0])
	} else {
		name := text
		if m := refTail.FindStringSubmatch(rest); m != nil {
			if m[1] != "" {
				name = m[1]
			}
			n += len(m[0])
		}
		var known bool
		if target, known = r.refs[strings.ToLower(name)]; !known {
			return x, 0, false
		}
	}
	if picture {
		return inline{kind: image, target: target, text: unmarked(text)}, n, true
	}
	return inline{kind: link, target: target, kids: r.pieces(text)}, n, true
}

var imageTag = pattern.Of(`(?i)^<img\s[^<>]*>`)

// imageElement reads a picture that is written in HTML; n is 0 for anything else.
func imageElement(s string) (x inline, n int) {
	tag := imageTag.FindString(window(s))
	params := parametersOf(tag)
	src := strings.TrimSuffix(params["src"], "/")
	if src == "" {
		return x, 0
	}
	return inline{kind: image, target: html.UnescapeString(src), text: html.UnescapeString(params["alt"])}, len(tag)
}

// closing is where the bracket that opens s closes; -1 for nowhere near.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

var htmlMark = []struct {
	from *pattern.Pattern
	to   string
}{
	{pattern.Of("(?i)<code>([^<`\n]+)</code>"), "`$1`"},
	{pattern.Of(`(?i)<(?:b|strong)>\s*([^<*\n]+?)\s*</(?:b|strong)>`), "**$1**"},
	{pattern.Of(`(?i)<(?:i|em)>\s*([^<*_\n]+?)\s*</(?:i|em)>`), "*$1*"},
}

// htmlMarks writes the marks of HTML that Markdown has as Markdown.
func htmlMarks(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	for _, m := range htmlMark {
		s = m.from.ReplaceAllString(s, m.to)
	}
	return s
}

var (
	brokenLink   = pattern.Of(`\*\*([^*\n]+)\*\*\((https?://[^\s()]+)\)`)
	brokenScheme = pattern.Of(`\b(?:hppt|htpp|htttp|htp|hhtp)(s?)://`)
	newTab       = pattern.Of(`\s*\((?:opens in a new tab|se abre en una (?:nueva pestaña|pestaña nueva)|abre en una pestaña nueva)\)`)
	localURL     = pattern.Of(`(^|[\s(])(https?://(?:localhost|127\.0\.0\.1)(?::\d+)?(?:/[^\s()<>]*[^\s()<>.,;:])?/?)`)
)

// repaired mends what is no link any more since it was copied: each mend is said.
func (r *markdownReader) repaired(s string) (out []inline) {
	if newTab.MatchString(s) {
		m := newTab.FindString(s)
		s = newTab.ReplaceAllString(s, " ")
		s = strings.ReplaceAll(s, "  ", " ")
		out = append(out, noteOf(diag.Info, "IMP-09.omitido", strings.TrimSpace(m)))
	}
	if brokenScheme.MatchString(s) {
		m := brokenScheme.FindString(s)
		s = brokenScheme.ReplaceAllString(s, "http$1://")
		out = append(out, noteOf(diag.Warning, "IMP-07.direccion", m, brokenScheme.ReplaceAllString(m, "http$1://")))
	}
	s = localURL.ReplaceAllString(s, "$1`$2`")
	for {
		m := brokenLink.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		if m[0] > 0 {
			out = append(out, inline{kind: raw, text: s[:m[0]]})
		}
		out = append(out, inline{kind: link, target: s[m[4]:m[5]], kids: []inline{{kind: raw, text: "**" + s[m[2]:m[3]] + "**"}}})
		s = s[m[1]:]
	}
	if s != "" {
		out = append(out, inline{kind: raw, text: s})
	}
	return out
}
