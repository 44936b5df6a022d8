package importer

import (
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
)

// wikiLink reads a link of Confluence's own form.
func (r *htmlReader) wikiLink(n *html.Node) []inline {
	target, text := "", ""
	if p := seek(n, byTag("ri:page")); p != nil {
		text = attr(p, "ri:content-title")
		target = wikiTarget(strings.ReplaceAll(text, "/", " "))
	} else if a := seek(n, byTag("ri:attachment")); a != nil {
		text = attr(a, "ri:filename")
		target = text
	}
	if a := attr(n, "ac:anchor"); a != "" && target == "" {
		target = "#" + a
	}
	kids := []inline{say(text)}
	for _, tag := range []string{"ac:plain-text-link-body", "ac:link-body"} {
		if b := seek(n, byTag(tag)); b != nil {
			kids = r.kids(b)
		}
	}
	return []inline{{kind: link, target: target, kids: kids}}
}

// parameter is a value that a macro has.
func parameter(n *html.Node, name string) string {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "ac:parameter" && attr(c, "ac:name") == name {
			return strings.TrimSpace(textOfHTML(c))
		}
	}
	return ""
}

func (r *htmlReader) inlineMacro(n *html.Node) []inline {
	switch name := attr(n, "ac:name"); name {
	case "status":
		return []inline{{kind: strong, kids: []inline{say(parameter(n, "title"))}}}
	case "anchor":
		return []inline{{kind: place, target: parameter(n, "")}}
	case "jira":
		return []inline{say(parameter(n, "key"))}
	default:
		text := ""
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Data != "ac:parameter" {
				text += textOfHTML(c)
			}
		}
		return []inline{say(text), lostMacro(written(n))}
	}
}

// written is a macro with what it is told: parameters, and what these name.
func written(n *html.Node) string {
	out := attr(n, "ac:name")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "ac:parameter" {
			continue
		}
		value := textOfHTML(c)
		for d := range c.Descendants() {
			if d.Type == html.ElementNode && strings.HasPrefix(d.Data, "ri:") {
				for _, a := range d.Attr {
					value += " " + a.Val
				}
			}
		}
		out += " " + strings.TrimPrefix(attr(c, "ac:name")+"="+strings.TrimSpace(value), "=")
	}
	return out
}

// macro reads what a wiki made of a macro, or the macro itself. ok is false for
// what is none.
func (r *htmlReader) macro(n *html.Node) (out []block, ok bool) {
	if n.Data == "ac:structured-macro" {
		return r.storedMacro(n), true
	}
	list := classes(n)
	has := func(names ...string) bool { return hasClass(n, names...) }
	part := func(names ...string) *html.Node {
		return seek(n, func(d *html.Node) bool { return hasClass(d, names...) })
	}
	switch {
	case len(list) == 0 && attr(n, "id") != "toc":
		return nil, false
	case has("toc-macro", "toc", "contents", "table-of-contents") || attr(n, "id") == "toc":
		return []block{remarkOf(diag.Info, "IMP-04.indice")}, true
	case has("confluence-information-macro", "admonition", "admonitionblock", "alert", "theme-admonition", "box", "callout"):
		label := ""
		for _, c := range list {
			if kind, own := strings.CutPrefix(c, "confluence-information-macro-"); own {
				c = map[string]string{"information": "info", "note": "warning", "warning": "danger"}[kind]
				if c == "" {
					c = kind
				}
			}
			c = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(c, "theme-admonition-"), "alert-"), "box-")
			switch c {
			case "information", "primary", "secondary":
				c = "info"
			case "infomessage":
				c = "info"
			case "warningmessage":
				c = "warning"
			case "errormessage":
				c = "error"
			case "admonition", "alert", "box", "panel":
				continue
			}
			if l := callouts[c]; l != "" {
				label = l
			}
		}
		if label == "" {
			if !has("admonition", "confluence-information-macro") {
				return nil, false
			}
			label = "NOTA"
		}
		b := block{kind: callout, label: label}
		if t := part("title", "admonition-title"); t != nil {
			b.text = trimmed(squeezed(join(r.kids(t))))
			if _, same := callouts[strings.ToLower(plain(b.text))]; same {
				b.text = nil
			}
			t.Parent.RemoveChild(t)
		}
		b.blocks = r.blocks(n)
		return []block{b}, true
	case has("code", "preformatted") && has("panel"):
		pre := seek(n, byTag("pre"))
		if pre == nil {
			return nil, false
		}
		b := r.block(pre)
		if h := part("codeheader", "panelheader"); h != nil && len(b) == 1 {
			b[0].caption = trimmed(squeezed(join(r.kids(h))))
		}
		return b, true
	case has("panel"):
		b := block{kind: callout, label: "NOTA"}
		if h := part("panelheader"); h != nil {
			b.text = trimmed(squeezed(join(r.kids(h))))
			h.Parent.RemoveChild(h)
		}
		b.blocks = r.blocks(n)
		return []block{b}, true
	case has("expand-control"):
		return []block{para(inline{kind: strong, kids: trimmed(squeezed(join(r.kids(n))))})}, true
	case has("page-metadata", "breadcrumb-section", "printfooter", "catlinks", "mw-jump-link", "navbox", "aui-toolbar", "codetoolbar"):
		if strings.TrimSpace(textOfHTML(n)) == "" {
			return nil, true
		}
		return []block{remarkOf(diag.Info, "IMP-09.omitido", shorten(strings.Join(strings.Fields(textOfHTML(n)), " ")))}, true
	case has("footnotes") && len(r.doc.notes) > 0, has("references") || has("reflist") || has("mw-references-wrap"):
		return nil, true
	}
	return nil, false
}

// around says what an export of Confluence has beside a page's text: files that
// the text does not show, and comments.
func (r *htmlReader) around(root, own *html.Node) {
	shown := map[string]bool{}
	for n := range own.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" {
				file, _, _ := strings.Cut(a.Val, "?")
				shown[file] = true
			}
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || isIn(n, own) {
			continue
		}
		switch {
		case n.Data == "a" && seekParent(n, "greybox") != nil:
			if file, _, _ := strings.Cut(attr(n, "href"), "?"); file != "" && !shown[file] {
				shown[file] = true
				r.doc.found = append(r.doc.found, *about(diag.Warning, "IMP-05.adjunto", shorten(textOfHTML(n)), file))
			}
		case n.Data == "td" && hasClass(n, "comment"), n.Data == "div" && hasClass(n, "comment-content"):
			if s := strings.Join(strings.Fields(textOfHTML(n)), " "); s != "" {
				r.doc.found = append(r.doc.found, *about(diag.Warning, "IMP-08.comentario", s))
			}
		}
	}
}

// isIn tells whether an element is in another, or is it.
func isIn(n, other *html.Node) bool {
	for n != nil && n != other {
		n = n.Parent
	}
	return n != nil
}

// seekParent is the nearest element around one that has a class; nil for none.
func seekParent(n *html.Node, class string) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && hasClass(n, class) {
			return n
		}
	}
	return nil
}

// storedMacro reads a macro as Confluence stores it.
func (r *htmlReader) storedMacro(n *html.Node) []block {
	name := attr(n, "ac:name")
	body := func() []block {
		if b := seek(n, byTag("ac:rich-text-body")); b != nil {
			return r.blocks(b)
		}
		if b := seek(n, byTag("ac:plain-text-body")); b != nil {
			return []block{{kind: codeBlock, code: strings.Trim(textOfHTML(b), "\n"), lang: "text"}}
		}
		return nil
	}
	switch name {
	case "code", "noformat", "codeblock":
		list := body()
		for i := range list {
			list[i].lang = parameter(n, "language")
			if t := parameter(n, "title"); t != "" {
				list[i].caption = []inline{say(t)}
			}
		}
		return list
	case "toc", "children", "pagetree", "toc-zone", "recently-updated", "contentbylabel":
		return []block{remarkOf(diag.Info, "IMP-04.indice")}
	case "info", "note", "warning", "tip", "panel":
		kind := map[string]string{"info": "info", "note": "warning", "warning": "danger", "tip": "tip", "panel": "note"}[name]
		b := block{kind: callout, label: callouts[kind], blocks: body()}
		if t := parameter(n, "title"); t != "" {
			b.text = []inline{say(t)}
		}
		return []block{b}
	case "expand", "details", "section", "column", "excerpt", "ui-expand", "div":
		var lead []block
		if t := parameter(n, "title"); t != "" {
			lead = []block{para(inline{kind: strong, kids: []inline{say(t)}})}
		}
		return append(lead, body()...)
	}
	return append([]block{remarkOf(diag.Warning, "IMP-09.macro", macroWords(written(n)))}, body()...)
}
