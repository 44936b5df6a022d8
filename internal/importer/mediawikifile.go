package importer

import (
	"strings"

	"golang.org/x/net/html"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

// Files that pages of MediaWiki show, alone, among words or in galleries.

// fileSpaces are the namespaces of files.
var fileSpaces = map[string]bool{"file": true, "archivo": true, "image": true, "imagen": true, "media": true}

// imageWord is a parameter of a picture that says how it stands.
var (
	imageWord  = pattern.Of(`(?i)^(?:thumb|thumbnail|miniatura(?:deimagen)?|frame|marco|frameless|sinmarco|border|borde|left|right|center|none|izquierda|derecha|centro|centrado|no|upright.*|\d+(?:x\d+)?\s*px|x\d+px|middle|baseline|page=.*)$`)
	imageFrame = pattern.Of(`(?i)^(?:thumb|thumbnail|miniatura(?:deimagen)?|frame|marco)$`)
)

// file reads [[Archivo:…]], of its parts between bars; false for any other link.
func (r *mediaReader) file(parts []string) (inline, bool) {
	space, name, ok := strings.Cut(strings.TrimSpace(parts[0]), ":")
	if !ok || !fileSpaces[i18n.Fold(strings.TrimSpace(space))] {
		return inline{}, false
	}
	alt, text, framed := "", "", false
	for _, p := range parts[1:] {
		p = strings.TrimSpace(p)
		switch key, value, given := strings.Cut(p, "="); {
		case given && (key == "alt" || key == "texto"):
			alt = value
		case given && (key == "link" || key == "enlace"):
		case imageWord.MatchString(p):
			framed = framed || imageFrame.MatchString(p)
		default:
			text = p
		}
	}
	x := mediaFile(strings.ReplaceAll(strings.TrimSpace(name), " ", "_"), firstOf(alt, text))
	if x.kind == image {
		x.framed = framed
		if text != "" {
			x.text = alt
			x.kids = r.inline.read(text)
		}
	}
	return x, true
}

// figureOf is a picture that stands by itself, its words below it.
func figureOf(x inline) block {
	b := block{kind: figure, caption: x.kids}
	x.text, x.kids = firstOf(x.text, plain(x.kids)), nil
	b.text = []inline{x}
	return b
}

// paragraph is what a paragraph says: words, and as figures of their own the
// pictures that have a frame, or no words beside them.
func (r *mediaReader) paragraph(s string) (out []block) {
	text := trimmed(r.inline.read(s))
	alone := onlyImages(text)
	var rest, pictures []inline
	for _, x := range text {
		if x.kind == image && len(x.kids) > 0 && (alone || x.framed) {
			pictures = append(pictures, x)
			continue
		}
		rest = append(rest, x)
	}
	if rest = trimmed(rest); onlyImages(rest) {
		out = append(out, block{kind: figure, text: rest})
	} else if hasWords(rest) || len(onlyNotes(rest)) > 0 {
		out = append(out, para(described(rest)...))
	}
	for _, x := range pictures {
		out = append(out, figureOf(x))
	}
	return out
}

// described lets pictures among words say by their alternative text what stood
// under them.
func described(text []inline) []inline {
	for i := range text {
		if x := &text[i]; x.kind == image {
			if len(x.kids) > 0 {
				x.text, x.kids = firstOf(x.text, plain(x.kids)), nil
			}
			continue
		}
		described(text[i].kids)
	}
	return text
}

// words reads a text in which pictures can only stand among words.
func (r *mediaReader) words(s string) []inline { return described(r.inline.read(s)) }

// gallery reads <gallery>: a file a line, and behind a bar what it shows.
func (r *mediaReader) gallery(open string) (out []block) {
	body := r.element(open, "gallery")
	if title := parametersOf(open)["caption"]; title != "" {
		out = append(out, para(inline{kind: strong, kids: r.inline.read(title)}))
	}
	for line := range strings.SplitSeq(body, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		parts := splitOutside(line, "|")
		if space, _, ok := strings.Cut(parts[0], ":"); !ok || !fileSpaces[i18n.Fold(strings.TrimSpace(space))] {
			parts[0] = "File:" + parts[0]
		}
		x, _ := r.file(parts)
		if x.kind == image {
			out = append(out, figureOf(x))
		} else {
			out = append(out, para(x))
		}
	}
	return out
}

// element takes what is in an element whose opening tag begins the line.
func (r *mediaReader) element(open, name string) string {
	end := "</" + name
	line := strings.TrimSpace(r.lines[r.at])
	return textUntil(r.lines, &r.at, line[len(open):], func(rest string) (int, int) {
		i := strings.Index(smallLetters(rest), end)
		return i, tagEnd(rest, i)
	})
}

// balanced is the length of what begins with two signs and ends with their
// counterparts, others of them in between; 0 where it does not end.
func balanced(s, open, end string) int {
	depth := 0
	for i := 0; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], open):
			depth++
			i += len(open)
		case strings.HasPrefix(s[i:], end):
			i += len(end)
			if depth--; depth == 0 {
				return i
			}
		default:
			i++
		}
	}
	return 0
}

// splitOutside parts a text at a sign, except in links and templates.
func splitOutside(s, sign string) (parts []string) {
	from := 0
	for i := 0; i < len(s); {
		n := 0
		switch {
		case strings.HasPrefix(s[i:], "[["):
			n = balanced(window(s[i:]), "[[", "]]")
		case strings.HasPrefix(s[i:], "{{"):
			n = balanced(window(s[i:]), "{{", "}}")
		case strings.HasPrefix(s[i:], sign):
			parts = append(parts, s[from:i])
			from = i + len(sign)
			n = len(sign)
		}
		i += max(n, 1)
	}
	return append(parts, s[from:])
}

// wikiEntity is a sign by its name or number.
var wikiEntity = pattern.Of(`^&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

// signByName reads &nbsp; and its like.
func signByName(rest string) ([]inline, int) {
	m := wikiEntity.FindString(rest)
	if s := html.UnescapeString(m); s != m {
		return []inline{say(s)}, len(m)
	}
	return nil, 0
}
