package importer

import (
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// wrapperTag is an element that only places what is in it.
var wrapperTag = pattern.Of(`(?i)</?(?:p|div|center|a|figure|picture|source|span|br)(?:\s[^<>]*)?/?>`)

var anchorTag = pattern.Of(`(?i)</?a(?:\s[^<>]*)?>`)

// html takes a block of HTML. Pictures in it, which are no Markdown there, are
// figures of their own: instead of it when it only places them, else behind it.
func (r *markdownReader) html() []block {
	text := r.pieces(strings.Join(r.until(func(l string) bool { return strings.TrimSpace(l) == "" }), "\n"))
	var pictures, rest []inline
	leads := "" // where the element around leads
	for _, x := range text {
		if x.kind == image {
			if leads != "" {
				x = inline{kind: link, target: leads, kids: []inline{x}}
			}
			pictures = append(pictures, x)
			continue
		}
		for _, tag := range anchorTag.FindAllString(rawText([]inline{x}), -1) {
			leads = html.UnescapeString(parametersOf(tag)["href"])
		}
		rest = append(rest, x)
	}
	if len(pictures) == 0 {
		return []block{{kind: verbatim, label: "html", text: text}}
	}
	var out []block
	alone := strings.TrimSpace(wrapperTag.ReplaceAllString(rawText(rest), "")) == ""
	if !alone {
		out = append(out, block{kind: verbatim, label: "html", text: rest})
	}
	for _, x := range pictures {
		if !alone {
			out = append(out, remarkOf(diag.Warning, "IMP-05.fuera", x.text))
		}
		if x.kind == link {
			out = append(out, para(x))
			continue
		}
		out = append(out, block{kind: figure, text: []inline{x}})
	}
	return out
}
