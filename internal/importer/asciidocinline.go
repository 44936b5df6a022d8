package importer

import (
	"strconv"
	"strings"

	"folio/internal/diag"
)

func (r *adocReader) special(rest string, prev rune) ([]inline, int) {
	switch c := rest[0]; {
	case c == '\\' && len(rest) > 1:
		if strings.ContainsRune("*_`#{<[^~\\", rune(rest[1])) {
			return []inline{say(rest[1:2])}, 2
		}
	case c == '{':
		if m := adocRef.FindStringSubmatch(rest); m != nil {
			if v, known := r.attrs[strings.ToLower(m[1])]; known && r.filling < 4 { // they may name each other
				r.filling++
				defer func() { r.filling-- }()
				return r.inline.scan(v, 10), len(m[0])
			}
			if v := adocChars[m[1]]; v != "" {
				return []inline{say(v)}, len(m[0])
			}
			return []inline{say(m[0]), noteOf(diag.Warning, "IMP-09.sustitucion", m[1])}, len(m[0])
		}
	case c == '<':
		if m := adocXref.FindStringSubmatch(rest); m != nil {
			return []inline{r.xref(m[1], m[2])}, len(m[0])
		}
	case c == '[':
		if !strings.Contains(rest, "]]") {
			break
		}
		if m := adocEntry.FindStringSubmatch(rest); m != nil { // of a bibliography
			return []inline{{kind: place, target: m[1]}, say("[" + firstOf(m[2], m[1]) + "]")}, len(m[0])
		}
		if m := adocSpot.FindStringSubmatch(rest); m != nil {
			return []inline{{kind: place, target: m[1]}}, len(m[0])
		}
	case (c == '*' || c == '_' || c == '#') && !isWord(prev):
		if m := adocQuoteMon.FindStringSubmatchIndex(rest); m != nil {
			return r.mono(rest, c)
		}
	case c >= 'a' && c <= 'z' && !isWord(prev):
		if m := adocInline.FindStringSubmatch(rest); m != nil {
			return r.macro(m), len(m[0])
		}
		if m := adocURL.FindStringSubmatch(rest); m != nil {
			text, _, _ := strings.Cut(m[2], ",")
			if text = strings.TrimSuffix(text, "^"); text == "" {
				return []inline{say(m[1])}, len(m[0])
			}
			return []inline{{kind: link, target: m[1], kids: r.inline.scan(text, 10)}}, len(m[0])
		}
	}
	return nil, 0
}

// mono reads words between two single signs.
func (r *adocReader) mono(rest string, sign byte) ([]inline, int) {
	if len(rest) > 1 && rest[1] == sign {
		return nil, 0 // a double one
	}
	for i := 1; i < len(rest) && i < 4000; i++ {
		if rest[i] != sign || rest[i-1] == ' ' || i == 1 {
			continue
		}
		if i+1 < len(rest) && (isWord(firstOfString(rest[i+1:])) || rest[i+1] == sign) {
			continue
		}
		k := map[byte]inlineKind{'*': strong, '_': emphasis, '#': mark}[sign]
		return []inline{{kind: k, kids: r.inline.scan(rest[1:i], 10)}}, i + 1
	}
	return nil, 0
}

var adocChars = map[string]string{
	"nbsp": "\u00a0", "sp": " ", "empty": "\u200b", "zwsp": "\u200b", "amp": "&", "lt": "<", "gt": ">", "plus": "+", "vbar": "|", "asterisk": "*", "caret": "^", "tilde": "~",
	"backtick": "`", "startsb": "[", "endsb": "]", "apos": "'", "quot": `"`, "deg": "°", "two-colons": "::", "backslash": `\`,
}

func (r *adocReader) xref(target, text string) inline {
	target = strings.TrimSpace(target)
	file, anchor, inFile := strings.Cut(target, "#")
	switch {
	case inFile && file != "" || strings.HasSuffix(file, ".adoc"):
		if !strings.Contains(file, ".") {
			file += ".adoc"
		}
		target = file
		if anchor != "" {
			target += "#" + anchor
		}
	default:
		target = "#" + strings.TrimPrefix(target, "#")
	}
	x := inline{kind: link, target: target}
	if text = strings.TrimSpace(text); text != "" {
		x.kids = r.inline.scan(text, 10)
	}
	return x
}

func (r *adocReader) macro(m []string) []inline {
	name, target, text := m[1], m[2], strings.ReplaceAll(m[3], `\]`, "]")
	switch name {
	case "image":
		alt, _, _ := strings.Cut(text, ",")
		return []inline{{kind: image, target: r.imagePath(target), text: strings.Trim(alt, `"`)}}
	case "link":
		text, _, _ = strings.Cut(text, ",")
		return []inline{{kind: link, target: r.filled(target), kids: r.inline.scan(firstOf(strings.TrimSuffix(text, "^"), target), 10)}}
	case "mailto":
		return []inline{{kind: link, target: "mailto:" + target, kids: []inline{say(firstOf(text, target))}}}
	case "xref":
		return []inline{r.xref(target, text)}
	case "kbd":
		return []inline{{kind: keyboard, text: text}}
	case "btn":
		return []inline{{kind: strong, kids: []inline{say(text)}}}
	case "menu":
		return []inline{{kind: strong, kids: []inline{say(target + " → " + strings.ReplaceAll(text, ">", "→"))}}}
	case "footnote", "footnoteref":
		key := target
		if key == "" {
			key = "nota" + strconv.Itoa(len(r.doc.notes)+1)
		}
		if text != "" {
			r.doc.notes[key] = []block{para(say(text))}
			r.doc.notes[key] = []block{para(r.inline.scan(text, 10)...)}
		}
		return []inline{{kind: noteRef, target: key}}
	case "pass":
		return []inline{say(text)}
	case "anchor":
		return []inline{{kind: place, target: target}}
	case "icon":
		return []inline{noteOf(diag.Info, "IMP-09.omitido", "icon "+target)}
	}
	return []inline{{kind: codeSpan, text: text}, noteOf(diag.Warning, "IMP-09.formula", shorten(text))}
}

func (r *adocReader) imagePath(name string) string {
	name = r.filled(name)
	if dir := r.attrs["imagesdir"]; dir != "" && !isExternal(name) && !strings.HasPrefix(name, "/") {
		return strings.TrimSuffix(dir, "/") + "/" + name
	}
	return name
}

func (r *adocReader) filled(s string) string {
	for range 5 {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		m := adocRef.FindStringSubmatch(s[i:])
		if m == nil {
			break
		}
		v, known := r.attrs[strings.ToLower(m[1])]
		if !known {
			break
		}
		s = s[:i] + v + s[i+len(m[0]):]
	}
	return s
}
