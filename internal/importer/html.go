package importer

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
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
			head := strings.ToLower(in.text[:min(len(in.text), 500)])
			return strings.Contains(head, "<!doctype html") || strings.Contains(head, "<html")
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

var cdata = compiled(`(?s)<!\[CDATA\[(.*?)\]\]>`)

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
	r.doc.blocks = r.blocks(content(root))
	return r.doc, nil
}

// classes are those of an element.
func classes(n *html.Node) []string { return strings.Fields(strings.ToLower(attr(n, "class"))) }

func hasClass(n *html.Node, names ...string) bool {
	return slices.ContainsFunc(classes(n), func(c string) bool { return slices.Contains(names, c) })
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// seek finds the first element that a test takes.
func seek(n *html.Node, test func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && test(d) {
			return d
		}
	}
	return nil
}

func byID(id string) func(*html.Node) bool {
	return func(n *html.Node) bool { return attr(n, "id") == id }
}

func byTag(tag string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == tag }
}

// content is the element that holds a page's own text.
func content(root *html.Node) *html.Node {
	for _, test := range []func(*html.Node) bool{
		byID("main-content"), func(n *html.Node) bool { return hasClass(n, "wiki-content") },
		func(n *html.Node) bool { return hasClass(n, "mw-parser-output") }, func(n *html.Node) bool { return attr(n, "id") == "xwikicontent" },
		byTag("main"), func(n *html.Node) bool { return attr(n, "role") == "main" }, byTag("article"), byTag("body"),
	} {
		if n := seek(root, test); n != nil {
			return n
		}
	}
	return root
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

func textOfHTML(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
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

// list reads a list. What stands in it outside of its points is one.
func (r *htmlReader) list(n *html.Node) []block {
	if hasClass(n, "references") {
		return nil // notes
	}
	out := block{kind: listBlock, ordered: n.Data == "ol", start: 1}
	if k, err := strconv.Atoi(attr(n, "start")); err == nil && k >= 0 && k < 1_000_000 {
		out.start = k
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && (c.Data == "ul" || c.Data == "ol") && len(out.items) > 0: // as many programs write it
			last := &out.items[len(out.items)-1]
			*last = append(*last, r.list(c)...)
		case c.Type == html.ElementNode && c.Data == "ac:task":
			mark := "[ ] "
			if s := seek(c, byTag("ac:task-status")); s != nil && strings.TrimSpace(textOfHTML(s)) == "complete" {
				mark = "[x] "
			}
			body := c
			if b := seek(c, byTag("ac:task-body")); b != nil {
				body = b
			}
			out.items = append(out.items, task(r.blocks(body), mark))
		case c.Type == html.ElementNode:
			item := r.blocks(c)
			if attr(c, "data-inline-task-id") != "" {
				mark := "[ ] "
				if hasClass(c, "checked") {
					mark = "[x] "
				}
				item = task(item, mark)
			}
			if len(item) > 0 {
				out.items = append(out.items, item)
			}
		case strings.TrimSpace(c.Data) != "" && c.Type == html.TextNode:
			out.items = append(out.items, []block{para(say(strings.TrimSpace(c.Data)))})
		}
	}
	if len(out.items) == 0 {
		return nil
	}
	return []block{out}
}

// task puts the box of a task before its words.
func task(item []block, mark string) []block {
	if len(item) == 0 || item[0].kind != paragraph {
		return append([]block{para(inline{kind: raw, text: mark})}, item...)
	}
	item[0].text = append([]inline{{kind: raw, text: mark}}, item[0].text...)
	return item
}

func (r *htmlReader) definitions(n *html.Node) (out []block) {
	var term []inline
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode:
		case c.Data == "dt":
			term = trimmed(squeezed(join(r.kids(c))))
		case c.Data == "dd" && term != nil:
			out = append(out, block{kind: definition, text: term, blocks: r.blocks(c)})
			term = nil
		case c.Data == "dd":
			if n := len(out); n > 0 && out[n-1].kind == definition {
				out[n-1].blocks = append(out[n-1].blocks, r.blocks(c)...)
			} else {
				out = append(out, r.blocks(c)...)
			}
		case c.Data == "div":
			out = append(out, r.definitions(c)...)
		}
	}
	if term != nil {
		out = append(out, para(term...))
	}
	return out
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

// table reads a table.
func (r *htmlReader) table(n *html.Node) []block {
	t := &table{}
	var lead []block
	var caption []inline
	var rows func(*html.Node, bool)
	rows = func(n *html.Node, head bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode:
			case c.Data == "caption":
				caption = trimmed(squeezed(join(r.kids(c))))
			case c.Data == "thead" || c.Data == "tbody" || c.Data == "tfoot":
				rows(c, c.Data == "thead")
			case c.Data == "tr":
				t.rows = append(t.rows, r.row(c, head))
			}
		}
	}
	rows(n, false)
	for i := range t.rows {
		t.rows[i].head = t.rows[i].head && (i == 0 || t.rows[i-1].head)
	}
	t.headers = len(t.rows) > 1
	for _, line := range t.rows[min(1, len(t.rows)):] {
		t.headers = t.headers && len(line.cells) > 0 && line.cells[0].head
	}
	if len(t.rows) == 0 {
		return lead
	}
	if len(t.rows) == 1 && len(t.rows[0].cells) == 1 && len(caption) == 0 {
		return r.framed(t.rows[0].cells[0].blocks)
	}
	return append(lead, block{kind: tableBlock, table: t, caption: caption})
}

// framed is what stood in a table of one cell.
func (r *htmlReader) framed(list []block) []block {
	if len(list) == 1 && list[0].kind == codeBlock {
		return list
	}
	return []block{{kind: quotation, blocks: list}}
}

func (r *htmlReader) row(n *html.Node, head bool) (out row) {
	heads, all := 0, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
			continue
		}
		all++
		x := cell{blocks: r.blocks(c), head: c.Data == "th", cols: min(number(attr(c, "colspan")), 64), rows: number(attr(c, "rowspan"))}
		if x.head {
			heads++
		}
		style := strings.ReplaceAll(attr(c, "style"), " ", "") + " " + attr(c, "align")
		switch {
		case strings.Contains(style, "text-align:right") || strings.HasSuffix(style, " right"):
			x.align = 'r'
		case strings.Contains(style, "text-align:center") || strings.HasSuffix(style, " center"):
			x.align = 'c'
		}
		out.cells = append(out.cells, x)
	}
	out.head = head || heads > 0 && heads == all
	return out
}

// codeOf is the text of code, its line breaks among it.
func codeOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Type == html.ElementNode && d.Data == "br":
			b.WriteByte('\n')
		}
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

var (
	languageClass = compiled(`^(?:language|lang|highlight-source|highlight|mw-highlight-lang|brush|sourcecode|src)-([a-z0-9+#_-]+)$`)
	brushParam    = compiled(`brush:\s*([\w#+-]+)`)
)

// languageOf is the language that the page says of a listing.
func languageOf(n *html.Node) string {
	if m := brushParam.FindStringSubmatch(attr(n, "data-syntaxhighlighter-params") + " " + attr(n, "class")); m != nil {
		return m[1]
	}
	look := []*html.Node{n}
	if c := n.FirstChild; c != nil && c.Type == html.ElementNode {
		look = append(look, c)
	}
	for p, i := n.Parent, 0; p != nil && i < 3; p, i = p.Parent, i+1 {
		look = append(look, p)
	}
	for _, x := range look {
		if l := firstOf(attr(x, "data-lang"), attr(x, "data-language")); l != "" {
			return strings.ToLower(l)
		}
		for _, c := range classes(x) {
			if m := languageClass.FindStringSubmatch(c); m != nil && m[1] != "default" && m[1] != "notranslate" {
				return m[1]
			}
		}
	}
	return ""
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
