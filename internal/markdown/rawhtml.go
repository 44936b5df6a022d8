package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"folio/internal/diag"
)

// rawHTML: HTML in Markdown passes through an allow-list of elements and
// attributes, and is balanced within the block that holds it, so that a
// forgotten </div> cannot swallow the page. What is not on the list is dropped
// with a diagnostic; the text between dropped tags stays, except that of
// scripts, styles and the like.
func rawHTML() construct {
	return construct{
		name: "raw-html",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindRawHTML:   visitRawHTML, // before what holds it is read as a text: see parse
			ast.KindHTMLBlock: visitHTMLBlock,
		},
		finish:    endRawHTML,
		renderers: []nodeRenderer{{kindSafe, renderSafe}},
	}
}

// allowed lists the elements that pass, and whether each may only stand in a
// block of HTML (blocks inside a paragraph would not be valid).
var allowed = map[string]struct{ block, void bool }{
	"abbr": {}, "b": {}, "bdi": {}, "bdo": {}, "cite": {}, "code": {}, "data": {}, "del": {}, "dfn": {},
	"em": {}, "i": {}, "ins": {}, "kbd": {}, "mark": {}, "q": {}, "s": {}, "samp": {}, "small": {}, "span": {},
	"strong": {}, "sub": {}, "sup": {}, "time": {}, "u": {}, "var": {},
	"br": {void: true}, "wbr": {void: true},

	"blockquote": {block: true}, "caption": {block: true}, "dd": {block: true}, "details": {block: true},
	"div": {block: true}, "dl": {block: true}, "dt": {block: true}, "figcaption": {block: true}, "figure": {block: true},
	"li": {block: true}, "ol": {block: true}, "p": {block: true}, "pre": {block: true}, "section": {block: true},
	"summary": {block: true}, "table": {block: true}, "tbody": {block: true}, "td": {block: true}, "tfoot": {block: true},
	"th": {block: true}, "thead": {block: true}, "tr": {block: true}, "ul": {block: true},
	"hr": {block: true, void: true},
}

// allowedAttributes may stand on any allowed element; none can carry an
// address or code.
var allowedAttributes = map[string]bool{
	"title": true, "lang": true, "dir": true, "colspan": true, "rowspan": true, "scope": true, "open": true, "start": true,
	"reversed": true, "datetime": true,
}

// swallowed are elements whose content goes with them.
var swallowed = map[string]bool{
	"script": true, "style": true, "iframe": true, "object": true, "embed": true, "template": true, "noscript": true,
	"svg": true, "math": true, "title": true, "textarea": true, "select": true, "noembed": true, "noframes": true, "xmp": true,
}

// endsItself are the elements whose end tag HTML lets an author leave out.
var endsItself = map[string]bool{
	"p": true, "li": true, "dt": true, "dd": true, "tr": true, "td": true, "th": true, "thead": true, "tbody": true, "tfoot": true,
}

// safe replaces a piece of raw HTML by what is left of it.
type safe struct {
	ast.BaseBlock
	block    bool
	html     string
	words    string // between the tags, as they are written
	said     string // what a reader sees of it as words, the breaks between them as blanks
	comments []comment
	at       int        // byte offset in the source
	table    *htmlTable // what it says when it is a table; may be nil
}

// comment is what an author says to whoever reads the source.
type comment struct {
	text string
	at   int // byte offset in the source
}

var kindSafe = ast.NewNodeKind("SafeHTML")

// Kind implements ast.Node.
func (*safe) Kind() ast.NodeKind { return kindSafe }

// Type implements ast.Node.
func (s *safe) Type() ast.NodeType {
	if s.block {
		return ast.TypeBlock
	}
	return ast.TypeInline
}

// Dump implements ast.Node.
func (s *safe) Dump(src []byte, level int) {
	ast.DumpHelper(s, src, level, map[string]string{"html": s.html}, nil)
}

func renderSafe(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	s := n.(*safe)
	if p.caption == nil || !s.isTable() {
		w.WriteString(s.html)
		return ast.WalkContinue
	}
	p.openTable(w)
	w.WriteString(strings.TrimPrefix(strings.TrimSpace(s.html), "<table>"))
	w.WriteString("</div>\n")
	return ast.WalkContinue
}

// isTable tells a whole table, which may have a caption like one of Markdown.
func (s *safe) isTable() bool {
	html := strings.TrimSpace(s.html)
	return s.block && strings.HasPrefix(html, "<table>") && strings.HasSuffix(html, "</table>") && strings.Count(html, "<table") == 1 &&
		!strings.Contains(html, "<caption>")
}

// openElements are the elements opened and not yet closed among the children
// of one node.
type openElements struct {
	parent ast.Node
	names  []string
	at     []int // byte offsets of their start tags
	raw    bool  // Markdown in them has been reported
}

func visitRawHTML(b *builder, n ast.Node) {
	segs := n.(*ast.RawHTML).Segments
	var raw []byte
	for i := range segs.Len() {
		s := segs.At(i)
		raw = append(raw, s.Value(b.src)...)
	}
	b.sanitise(n, raw, segs.At(0).Start, false)
}

func visitHTMLBlock(b *builder, n ast.Node) {
	h := n.(*ast.HTMLBlock)
	var raw []byte
	for i := range h.Lines().Len() {
		s := h.Lines().At(i)
		raw = append(raw, s.Value(b.src)...)
	}
	if h.HasClosure() {
		raw = append(raw, h.ClosureLine.Value(b.src)...)
	}
	b.sanitise(n, raw, offsetOf(h), true)
}

// sanitise replaces n by the safe part of raw, which starts at offset.
func (b *builder) sanitise(n ast.Node, raw []byte, offset int, block bool) {
	parent := n.Parent()
	open := b.openIn(parent)
	open.raw = false
	out := &safe{block: block, at: offset}
	if text := bytes.TrimLeft(raw, " "); block && len(text) > len("<table") && bytes.EqualFold(text[:len("<table")], []byte("<table")) {
		out.table = &htmlTable{}
	}
	var w, words, said strings.Builder
	if b.skip != "" && b.skipIn != parent {
		b.skip = ""
	}
	// show shows what is no HTML as it is written.
	show := func(markup string, at int) {
		b.notHTML(markup, at)
		w.WriteString(html.EscapeString(markup))
		said.WriteString(markup)
		words.WriteString(markup)
		if out.table != nil {
			out.table.words(markup, at)
		}
	}
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		at := offset
		markup := string(z.Raw())
		offset += len(markup)
		tok := z.Token()
		if b.skip != "" {
			if kind == html.EndTagToken && tok.Data == b.skip {
				b.skip = ""
			}
			continue
		}
		switch kind {
		case html.TextToken:
			b.meetIn(markup, at)
			if block {
				b.markdownIn(open, markup, at)
			}
			filled := b.fillText(tok.Data, at, false)
			w.WriteString(html.EscapeString(filled))
			words.WriteString(tok.Data)
			said.WriteString(filled)
			if out.table != nil {
				out.table.words(tok.Data, at)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if allowed[tok.Data].block || tok.Data == "br" {
				words.WriteByte(' ') // no word goes on in the next cell
				said.WriteByte(out.table.edge(tok.Data))
			}
			if b.startTag(&w, open, tok, markup, at, block) {
				said.WriteString(markup)
				if out.table != nil {
					out.table.words(markup, at)
				}
			} else if out.table != nil {
				out.table.start(tok, offset)
			}
			if b.skip != "" {
				b.skipIn = parent
			}
		case html.EndTagToken:
			if !known(tok.Data) {
				show(markup, at)
				break
			}
			endTag(&w, open, tok.Data)
			if out.table != nil {
				out.table.end(tok.Data)
			}
			if allowed[tok.Data].block && tok.Data != "td" && tok.Data != "th" && tok.Data != "tr" {
				said.WriteByte(out.table.edge(tok.Data))
			}
		case html.DoctypeToken:
			show(markup, at)
		case html.CommentToken:
			if !strings.HasPrefix(markup, "<!--") { // <?php … ?>, <![CDATA[ … ]]>
				show(markup, at)
				break
			}
			out.comments = append(out.comments, comment{strings.TrimSpace(tok.Data), at})
		}
	}
	out.html, out.words, out.said = w.String(), squeeze(words.String()), said.String()
	parent.ReplaceChild(parent, n, out)
}

// startTag writes a start tag, or what is left of it; shown tells that it is shown
// as it is written.
func (b *builder) startTag(w *strings.Builder, open *openElements, tok html.Token, raw string, at int, block bool) (shown bool) {
	name := tok.Data
	el, ok := allowed[name]
	if !ok || el.block && !block {
		switch {
		case swallowed[name]:
			b.add(diag.Error, "HTML-02", at, name)
			if tok.Type == html.StartTagToken {
				b.skip = name
			}
		case ok:
			b.add(diag.Warning, "HTML-03", at, name)
		case known(name):
			key, args := b.inMarkdown(tok)
			b.add(diag.Warning, key, at, args...)
		default:
			// "<servidor>" is no HTML but a blank to fill in: its reader needs it.
			b.notHTML(raw, at)
			w.WriteString(html.EscapeString(raw))
			return true
		}
		return false
	}
	w.WriteByte('<')
	w.WriteString(name)
	for _, a := range tok.Attr {
		switch {
		case allowedAttributes[a.Key]:
			w.WriteString(" " + a.Key + `="` + html.EscapeString(b.fillText(a.Val, at, false)) + `"`)
		case a.Key == "class" || a.Key == "id" || a.Key == "align":
			// The theme's names are not the author's; quiet, since files from
			// elsewhere are full of them.
		default:
			b.badAttribute(at, name, a.Key)
		}
	}
	w.WriteByte('>')
	if !el.void {
		open.names, open.at = append(open.names, name), append(open.at, at)
	}
	return false
}

// known tells whether HTML has an element of a name.
func known(name string) bool {
	_, ok := allowed[name]
	return ok || atom.Lookup([]byte(name)) != 0
}

// notHTML reports what only looks like HTML, and its end not apart from its beginning.
func (b *builder) notHTML(markup string, at int) {
	if !strings.HasSuffix(markup, ">") {
		return // which is reported as never ending
	}
	if name, ends := strings.CutPrefix(markup, "</"); ends {
		if b.shown["<"+name] {
			return
		}
	}
	if b.shown == nil {
		b.shown = map[string]bool{}
	}
	b.shown[markup] = true
	b.add(diag.Warning, "HTML-05", at, shorten(squeeze(markup)))
}

// droppedAttribute is one that the allow-list does not have.
type droppedAttribute struct {
	at           int // byte offset of its tag
	element, key string
}

func (b *builder) badAttribute(at int, element, key string) {
	if b.attributes++; b.attributes == 1 || at < b.attribute.at {
		b.attribute = droppedAttribute{at, element, key}
	}
}

// reportAttributes reports the first attribute of a file that is dropped, and how
// many there are: what was pasted from elsewhere has hundreds.
func (b *builder) reportAttributes() {
	first := b.attribute
	switch b.attributes {
	case 0:
	case 1:
		b.add(diag.Warning, "HTML-04", first.at, first.element, first.key)
	default:
		b.add(diag.Warning, "HTML-04.varios", first.at, first.element, first.key, strconv.Itoa(b.attributes))
	}
}

// endTag closes an element and those left open inside it; an end without its
// start is dropped.
func endTag(w *strings.Builder, open *openElements, name string) {
	for i := len(open.names) - 1; i >= 0; i-- {
		if open.names[i] != name {
			continue
		}
		for j := len(open.names) - 1; j >= i; j-- {
			w.WriteString("</" + open.names[j] + ">")
		}
		open.names, open.at = open.names[:i], open.at[:i]
		return
	}
}

// openIn is the record of elements left open among a node's children.
func (b *builder) openIn(parent ast.Node) *openElements {
	for i := len(b.open) - 1; i >= 0; i-- { // the last one, mostly
		if b.open[i].parent == parent {
			return b.open[i]
		}
	}
	o := &openElements{parent: parent}
	b.open = append(b.open, o)
	return o
}

// endRawHTML ends, at the end of each block, what its author did not.
func endRawHTML(b *builder) {
	b.reportAttributes()
	for _, o := range b.open {
		if len(o.names) == 0 {
			continue
		}
		end := &safe{block: o.parent.Type() != ast.TypeInline && !hasInline(o.parent)}
		key := "HTML-06.texto"
		if end.block {
			key = "HTML-06.elemento"
		}
		for i := len(o.names) - 1; i >= 0; i-- {
			end.html += "</" + o.names[i] + ">"
			if !endsItself[o.names[i]] {
				b.add(diag.Warning, key, o.at[i], o.names[i])
			}
		}
		if end.block {
			end.html += "\n"
		}
		o.parent.AppendChild(o.parent, end)
	}
}

// hasInline tells whether a block holds words rather than blocks.
func hasInline(n ast.Node) bool {
	return n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline
}
