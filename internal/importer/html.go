package importer

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// htmlFormat reads pages of HTML, among them those that Confluence exports. The
// walk goes from the parser's tree to ours: what makes Markdown out of HTML at
// once loses what only the tree says (languages of code, macros, captions), and
// would have to be parted again.
func htmlFormat() format {
	return format{
		name: "HTML",
		is: func(in *input) bool {
			switch in.ext() {
			case ".html", ".htm", ".xhtml":
				return true
			}
			// The marks of a wiki may have HTML among them.
			head := strings.ToLower(strings.TrimSpace(in.text[:min(len(in.text), 500)]))
			return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") ||
				(strings.HasPrefix(head, "<?xml") || strings.HasPrefix(head, "<!--")) && strings.Contains(head, "<html")
		},
		read: readHTML,
	}
}

// htmlReader is one reading.
type htmlReader struct {
	doc     document
	anchors []string // that wait for a block
	depth   int
}

var cdata = pattern.Of(`(?s)<!\[CDATA\[(.*?)\]\]>`)

func readHTML(in *input) (document, error) {
	r := &htmlReader{}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	src := cdata.ReplaceAllStringFunc(in.text, func(s string) string { return html.EscapeString(s[len("<![CDATA[") : len(s)-len("]]>")]) })
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return document{}, fault("IMP-01.complejo")
	}
	r.title(root)
	r.notes(root)
	own := content(root)
	r.doc.blocks = r.blocks(own)
	r.around(root, own)
	return r.doc, nil
}

// title finds what a page is called. Confluence puts the name of the space first.
func (r *htmlReader) title(root *html.Node) {
	n := seek(root, byID("title-text"))
	if n == nil {
		n = seek(root, byTag("title"))
	}
	if n == nil {
		return
	}
	s := strings.Join(strings.Fields(textOfHTML(n)), " ")
	if attr(n, "id") == "title-text" || seek(root, byID("main-content")) != nil {
		if _, after, ok := strings.Cut(s, " : "); ok {
			s = after
		}
		r.doc.title = s
		return
	}
	r.doc.named = s
}

// notes finds the notes of MediaWiki's pages and of those that Markdown made.
func (r *htmlReader) notes(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "li" {
			continue
		}
		id := attr(n, "id")
		if strings.HasPrefix(id, "cite_note") || strings.HasPrefix(id, "fn:") || strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "user-content-fn-") {
			list := r.blocks(n)
			for i := range list {
				list[i].text = slices.DeleteFunc(list[i].text, func(x inline) bool {
					return x.kind == link && (strings.Contains(x.target, "ref") && strings.HasPrefix(x.target, "#"))
				})
			}
			r.doc.notes[id] = list
		}
	}
}

var blockTags = map[string]bool{
	"address": true, "article": true, "aside": true, "blockquote": true, "body": true, "center": true, "dd": true, "details": true, "dialog": true, "dir": true,
	"div": true, "dl": true, "dt": true, "fieldset": true, "figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true,
	"h4": true, "h5": true, "h6": true, "header": true, "hr": true, "html": true, "iframe": true, "li": true, "main": true, "menu": true, "nav": true, "ol": true,
	"p": true, "pre": true, "section": true, "summary": true, "table": true, "ul": true, "video": true, "audio": true, "object": true, "embed": true, "canvas": true,
	"ac:structured-macro": true, "ac:rich-text-body": true, "ac:layout": true, "ac:layout-section": true, "ac:layout-cell": true, "ac:task-list": true, "svg": true,
	"script": true, "style": true, "noscript": true, "template": true, "map": true, "head": true, "ac:plain-text-body": true,
}

// isBlock tells whether an element stands between paragraphs.
func isBlock(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if blockTags[n.Data] {
		return n.Data != "ac:structured-macro" || attr(n, "ac:name") != "status" && attr(n, "ac:name") != "jira" && attr(n, "ac:name") != "anchor"
	}
	if n.Data == "a" || n.Data == "span" || n.Data == "font" || n.Data == "b" || n.Data == "strong" || n.Data == "u" || n.Data == "ins" || n.Data == "em" || n.Data == "i" {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if isBlock(c) {
				return true
			}
		}
	}
	return false
}

// blocks reads what is in an element.
func (r *htmlReader) blocks(n *html.Node) (out []block) {
	if r.depth++; r.depth > 200 {
		r.depth--
		return []block{para(say(textOfHTML(n)), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	var text []inline
	flush := func() {
		text = trimmed(squeezed(join(text)))
		switch {
		case onlyImages(text):
			r.put(&out, block{kind: figure, text: text})
		case hasWords(text) || slices.ContainsFunc(text, func(x inline) bool { return x.kind == note }):
			anchors := takePlaces(&text)
			r.put(&out, block{kind: paragraph, text: text, anchors: anchors})
		default:
			r.anchors = append(r.anchors, takePlaces(&text)...)
		}
		text = nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if isBlock(c) {
			flush()
			if id := attr(c, "id"); id != "" {
				r.anchors = append(r.anchors, id)
			}
			r.put(&out, r.block(c)...)
			continue
		}
		text = append(text, r.inline(c)...)
	}
	flush()
	return out
}

func (r *htmlReader) put(out *[]block, list ...block) {
	if len(list) > 0 && len(r.anchors) > 0 {
		list[0].anchors = append(list[0].anchors, r.anchors...)
		r.anchors = nil
	}
	*out = append(*out, list...)
}

// squeezed makes one blank of several, across the marks of words.
func squeezed(text []inline) []inline {
	blank := true
	var all func([]inline) []inline
	all = func(list []inline) []inline {
		for i := range list {
			x := &list[i]
			switch x.kind {
			case words:
				var b strings.Builder
				for _, c := range x.text {
					if c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' {
						if !blank {
							b.WriteByte(' ')
						}
						blank = true
						continue
					}
					blank = false
					b.WriteRune(c)
				}
				x.text = b.String()
			case lineBreak:
				blank = true
			case codeSpan, image, noteRef, keyboard:
				blank = false
			}
			x.kids = all(x.kids)
		}
		return list
	}
	return all(text)
}

// block reads an element that stands between paragraphs.
func (r *htmlReader) block(n *html.Node) []block {
	if list, ok := r.macro(n); ok {
		return list
	}
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		text := trimmed(squeezed(join(r.kids(n))))
		anchors := takePlaces(&text)
		if !hasWords(text) {
			return nil
		}
		return []block{{kind: heading, level: int(n.Data[1] - '0'), text: text, anchors: append(anchors, hubSlug(plain(text)))}}
	case "ul", "ol", "menu", "dir", "ac:task-list":
		return r.list(n)
	case "dl":
		return r.definitions(n)
	case "table":
		return r.table(n)
	case "pre":
		return []block{{kind: codeBlock, code: strings.Trim(codeOf(n), "\n"), lang: languageOf(n)}}
	case "blockquote":
		if list := r.blocks(n); len(list) > 0 {
			return []block{{kind: quotation, blocks: list}}
		}
		return nil
	case "hr":
		return []block{{kind: rule}}
	case "figure":
		return r.figure(n)
	case "figcaption":
		return []block{para(r.kids(n)...)}
	case "details":
		return r.blocks(n)
	case "summary":
		return []block{para(inline{kind: strong, kids: trimmed(squeezed(r.kids(n)))})}
	case "style", "head", "template":
		return nil
	case "script":
		return nil // of the page's program, not of its author
	case "nav":
		if strings.TrimSpace(textOfHTML(n)) != "" {
			return []block{remarkOf(diag.Info, "IMP-09.omitido", "nav")}
		}
		return nil
	case "iframe", "video", "audio", "object", "embed", "canvas", "svg":
		what := n.Data
		if src := firstOf(attr(n, "src"), attr(n, "data")); src != "" {
			what += " " + src
		}
		return append(r.blocks(n), remarkOf(diag.Warning, "IMP-05.elemento", shorten(what)))
	}
	return r.blocks(n)
}

func (r *htmlReader) figure(n *html.Node) []block {
	var text []inline
	c := seek(n, byTag("figcaption"))
	if c != nil {
		text = trimmed(squeezed(join(r.kids(c))))
		c.Parent.RemoveChild(c)
	}
	list := r.blocks(n)
	for i := range list {
		if k := list[i].kind; k == figure || k == tableBlock || k == codeBlock {
			list[i].caption = text
			text = nil
			break
		}
	}
	if len(text) > 0 {
		list = append(list, para(text...))
	}
	return list
}

// embedded keeps a picture that stands in the page itself.
func (r *htmlReader) embedded(src string) string {
	head, data, ok := strings.Cut(src, ",")
	if !ok || !strings.Contains(head, "base64") || len(data) > maxPicture {
		return src
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Map(func(c rune) rune {
		if c == ' ' || c == '\n' || c == '\t' {
			return -1
		}
		return c
	}, data))
	if err != nil {
		return src
	}
	name := "imagen-" + strconv.Itoa(len(r.doc.media)+1)
	r.doc.media[name] = picture{data: raw}
	return name
}
