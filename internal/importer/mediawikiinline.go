package importer

import (
	"strings"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

// special reads links, pictures, notes and tags.
func (r *mediaReader) special(rest string, prev rune) ([]inline, int) {
	switch rest[0] {
	case 2:
		if end := strings.IndexByte(rest, 3); end > 0 {
			return []inline{{kind: noteRef, target: rest[1:end]}}, end + 1
		}
	case '[':
		if m := mediaInternal.FindStringSubmatch(rest); m != nil {
			return r.internal(m[1]), len(m[0])
		}
		if m := mediaExternal.FindStringSubmatch(rest); m != nil {
			kids := r.inline.read(m[2])
			return []inline{{kind: link, target: m[1], kids: kids}}, len(m[0])
		}
	case '<':
		return r.tag(rest)
	case '{':
		if strings.HasPrefix(rest, "{{") {
			if end := strings.Index(rest, "}}"); end > 0 {
				name, args, _ := strings.Cut(rest[2:end], "|")
				return []inline{say(strings.ReplaceAll(args, "|", " ")), lostMacro(name)}, end + 2
			}
		}
	case 'h':
		return linkedURL(rest, prev)
	}
	return nil, 0
}

func (r *mediaReader) internal(s string) []inline {
	parts := strings.Split(s, "|")
	page := strings.TrimSpace(parts[0])
	space, name, ok := strings.Cut(page, ":")
	switch i18n.Fold(space) {
	case "file", "archivo", "image", "imagen", "media":
		if !ok {
			break
		}
		alt, text := "", ""
		for _, p := range parts[1:] {
			p = strings.TrimSpace(p)
			switch key, value, given := strings.Cut(p, "="); {
			case given && (key == "alt" || key == "texto"):
				alt = value
			case given && key == "link", imageWord.MatchString(p):
			default:
				text = p
			}
		}
		x := mediaFile(strings.ReplaceAll(name, " ", "_"), firstOf(alt, text))
		if x.kind == image && text != "" {
			x.text = alt
			x.kids = r.inline.read(text)
		}
		return []inline{x}
	}
	text := page
	if len(parts) > 1 {
		text = parts[len(parts)-1]
	}
	target := wikiTarget(page)
	if a, isAnchor := strings.CutPrefix(page, "#"); isAnchor {
		target = "#" + i18n.Slug(a)
	}
	return []inline{{kind: link, target: target, kids: r.inline.read(strings.TrimPrefix(text, "#"))}}
}

var imageWord = pattern.Of(`(?i)^(?:thumb|thumbnail|miniatura(?:deimagen)?|frame|marco|frameless|sinmarco|border|borde|left|right|center|none|izquierda|derecha|centro|centrado|no|upright.*|\d+(?:x\d+)?\s*px|x\d+px|middle|baseline|page=.*)$`)

var tagKinds = map[string]inlineKind{
	"u": underline, "ins": underline, "s": strike, "del": strike, "strike": strike, "sub": sub, "sup": sup, "b": strong, "strong": strong, "i": emphasis, "em": emphasis,
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
