package importer

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// linkLength is how long [[…]] is, which stands on one line but for what is said
// of a picture; 0 for none.
func linkLength(rest string) int {
	if !strings.HasPrefix(rest, "[[") {
		return 0
	}
	n := balanced(rest, "[[", "]]")
	if n <= len("[[]]") || strings.Contains(rest[:n], "\n") {
		return 0
	}
	return n
}

// special reads links, pictures, notes and tags.
func (r *mediaReader) special(rest string, prev rune) ([]inline, int) {
	switch rest[0] {
	case 2:
		if end := strings.IndexByte(rest, 3); end > 0 {
			return []inline{{kind: noteRef, target: rest[1:end]}}, end + 1
		}
	case '[':
		if n := linkLength(rest); n > 0 {
			return []inline{r.internal(rest[2 : n-2])}, n
		}
		if m := mediaExternal.FindStringSubmatch(rest); m != nil {
			kids := r.inline.read(m[2])
			return []inline{{kind: link, target: m[1], kids: kids}}, len(m[0])
		}
	case '<':
		return r.tag(rest)
	case '{':
		if strings.HasPrefix(rest, "{{") {
			if n := balanced(rest, "{{", "}}"); n > 4 {
				parts := splitOutside(rest[2:n-2], "|")
				return append(r.inline.read(strings.Join(parts[1:], " ")), lostMacro(strings.TrimSpace(parts[0]))), n
			}
		}
	case '&':
		return signByName(rest)
	case 'h':
		return linkedURL(rest, prev)
	}
	return nil, 0
}

func (r *mediaReader) internal(s string) inline {
	parts := splitOutside(s, "|")
	if x, ok := r.file(parts); ok {
		return x
	}
	page := strings.TrimSpace(parts[0])
	text := page
	if len(parts) > 1 {
		text = parts[len(parts)-1]
	}
	target := wikiTarget(page)
	if a, isAnchor := strings.CutPrefix(page, "#"); isAnchor {
		target = "#" + i18n.Slug(a)
	}
	return inline{kind: link, target: target, kids: r.inline.read(strings.TrimPrefix(text, "#"))}
}

var tagKinds = map[string]inlineKind{
	"u": underline, "ins": underline, "s": strike, "del": strike, "strike": strike, "sub": sub, "sup": sup, "b": strong, "strong": strong, "i": emphasis, "em": emphasis,
}

// inlineCode tells code that stands among words.
func inlineCode(name, attributes string) bool {
	_, inline := parametersOf(attributes)["inline"]
	return (name == "syntaxhighlight" || name == "source") && (inline || strings.Contains(" "+strings.ToLower(attributes)+" ", " inline "))
}

// tag reads an element of HTML among words.
func (r *mediaReader) tag(rest string) ([]inline, int) {
	m := mediaTag.FindStringSubmatch(rest)
	if m == nil {
		return nil, 0
	}
	name := strings.ToLower(m[2])
	if name == "br" {
		return []inline{{kind: lineBreak, text: "\n"}}, len(m[0])
	}
	if m[1] == "/" || strings.HasSuffix(m[0], "/>") {
		return []inline{say("")}, len(m[0])
	}
	end := strings.Index(smallLetters(rest[len(m[0]):]), "</"+name)
	if end >= 0 {
		end += len(m[0])
	}
	k, marks := tagKinds[name]
	if inlineCode(name, m[3]) && end >= 0 {
		return []inline{{kind: codeSpan, text: rest[len(m[0]):end]}}, tagEnd(rest, end)
	}
	if name == "math" && end >= 0 {
		s := strings.Join(strings.Fields(rest[len(m[0]):end]), " ")
		return []inline{{kind: codeSpan, text: s}, noteOf(diag.Warning, "IMP-09.formula", shorten(s))}, tagEnd(rest, end)
	}
	if end < 0 || !marks && name != "code" && name != "tt" && name != "kbd" && name != "nowiki" {
		return []inline{say("")}, len(m[0])
	}
	shut := strings.IndexByte(rest[end:], '>')
	if shut < 0 {
		return []inline{say("")}, len(m[0])
	}
	inner, n := rest[len(m[0]):end], end+shut+1
	switch {
	case name == "code" || name == "tt":
		return []inline{{kind: codeSpan, text: strings.NewReplacer("<nowiki>", "", "</nowiki>", "").Replace(inner)}}, n
	case name == "kbd":
		return []inline{{kind: keyboard, text: inner}}, n
	case name == "nowiki":
		return []inline{say(inner)}, n
	}
	return []inline{{kind: k, kids: r.inline.read(inner)}}, n
}
