package importer

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
)

// kids reads the words in an element.
func (r *htmlReader) kids(n *html.Node) (out []inline) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, r.inline(c)...)
	}
	return out
}

// inline reads words, or an element among them.
func (r *htmlReader) inline(n *html.Node) []inline {
	if n.Type == html.TextNode {
		return []inline{say(n.Data)}
	}
	if n.Type != html.ElementNode {
		return nil
	}
	if r.depth > 400 {
		return []inline{say(textOfHTML(n)), noteOf(diag.Warning, "IMP-09.hondo")}
	}
	r.depth++
	defer func() { r.depth-- }()
	if hasClass(n, "mw-editsection", "headerlink", "anchor", "anchorjs-link", "aui-icon", "octicon", "copybtn") {
		return r.anchorOf(n)
	}
	out := r.marked(n)
	if id := firstOf(attr(n, "id"), attr(n, "name")); id != "" && n.Data != "input" && n.Data != "meta" {
		out = append([]inline{{kind: place, target: id}}, out...)
	}
	return out
}

// anchorOf keeps the name of an element that shows nothing.
func (r *htmlReader) anchorOf(n *html.Node) []inline {
	if id := firstOf(attr(n, "id"), attr(n, "name")); id != "" {
		return []inline{{kind: place, target: id}}
	}
	return nil
}

var inlineTags = map[string]inlineKind{
	"b": strong, "strong": strong, "i": emphasis, "em": emphasis, "cite": emphasis, "dfn": emphasis, "var": emphasis, "u": underline, "ins": underline,
	"s": strike, "strike": strike, "del": strike, "mark": mark, "sub": sub, "sup": sup,
}

func (r *htmlReader) marked(n *html.Node) []inline {
	if k, ok := inlineTags[n.Data]; ok {
		if n.Data == "sup" {
			if name := r.noteOf(n); name != "" {
				return []inline{{kind: noteRef, target: name}}
			}
		}
		return []inline{{kind: k, kids: r.kids(n)}}
	}
	switch n.Data {
	case "code", "tt", "samp":
		return []inline{{kind: codeSpan, text: codeOf(n)}}
	case "kbd":
		return []inline{{kind: keyboard, text: textOfHTML(n)}}
	case "br":
		return []inline{{kind: lineBreak, text: "\n"}}
	case "a":
		return r.anchor(n)
	case "img", "ac:image":
		return r.image(n)
	case "ac:link":
		return r.wikiLink(n)
	case "input":
		return formField(n)
	case "select":
		return chosen(n)
	case "abbr", "acronym":
		kids := r.kids(n)
		if title := strings.Join(strings.Fields(attr(n, "title")), " "); title != "" && !strings.Contains(plain(kids), title) {
			kids = append(kids, say(" ("+title+")"))
		}
		return kids
	case "q":
		return append(append([]inline{say("«")}, r.kids(n)...), say("»"))
	case "script", "style", "head", "wbr":
		return nil
	case "textarea":
		return typedLines(n)
	case "noscript", "template", "button":
		if s := strings.Join(strings.Fields(textOfHTML(n)), " "); s != "" {
			return []inline{noteOf(diag.Warning, "IMP-09.omitido", shorten(n.Data+": "+s))}
		}
		return nil
	case "ac:emoticon":
		return []inline{say(attr(n, "ac:emoji-fallback"))}
	case "ac:structured-macro":
		return r.inlineMacro(n)
	case "math":
		s := strings.Join(strings.Fields(textOfHTML(n)), " ")
		return []inline{{kind: codeSpan, text: s}, noteOf(diag.Warning, "IMP-09.formula", shorten(s))}
	}
	kids := r.kids(n)
	style := strings.ReplaceAll(attr(n, "style"), " ", "")
	if hasClass(n, "status-macro", "aui-lozenge") || strings.Contains(style, "font-weight:bold") || strings.Contains(style, "font-weight:700") {
		return []inline{{kind: strong, kids: kids}}
	}
	if strings.Contains(style, "font-style:italic") {
		return []inline{{kind: emphasis, kids: kids}}
	}
	return kids
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// noteOf is the note that a raised number calls; "" for none.
func (r *htmlReader) noteOf(n *html.Node) string {
	if a := seek(n, byTag("a")); a != nil {
		if _, id, ok := strings.Cut(attr(a, "href"), "#"); ok {
			if _, known := r.doc.notes[id]; known {
				return id
			}
		}
	}
	return ""
}

func (r *htmlReader) anchor(n *html.Node) []inline {
	kids := r.kids(n)
	href := strings.TrimSpace(attr(n, "href"))
	if href == "" || strings.HasPrefix(href, "javascript:") && !hasWords(kids) {
		return kids
	}
	if onlyImages(kids) { // a picture that leads to itself, larger
		return kids
	}
	return []inline{{kind: link, target: href, kids: kids}}
}

func (r *htmlReader) image(n *html.Node) []inline {
	src, alt := attr(n, "src"), attr(n, "alt")
	if n.Data == "ac:image" {
		alt = firstOf(attr(n, "ac:alt"), attr(n, "ac:title"))
		if a := seek(n, byTag("ri:attachment")); a != nil {
			src = attr(a, "ri:filename")
		} else if u := seek(n, byTag("ri:url")); u != nil {
			src = attr(u, "ri:value")
		}
	}
	if hasClass(n, "emoticon", "smiley", "icon") && alt != "" {
		return []inline{say(alt)}
	}
	if src == "" {
		src = attr(n, "data-src")
	}
	if src == "" {
		return nil
	}
	if strings.HasPrefix(src, "data:") {
		src = r.embedded(src)
	}
	if file, _, ok := strings.Cut(src, "?"); ok && !isExternal(src) {
		src = file
	}
	return []inline{{kind: image, target: src, text: strings.Join(strings.Fields(alt), " ")}}
}
