package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// headings: the first level 1 heading is the section's title; the rest get
// numbers and anchors. Levels are put in order: a second level 1 counts as
// level 2, and a jump from 2 to 4 counts as 3.
func headings() construct {
	return construct{
		name:      "heading",
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindHeading: visitHeading},
		renderers: []nodeRenderer{{ast.KindHeading, renderHeading}},
	}
}

func visitHeading(b *builder, n ast.Node) {
	h := n.(*ast.Heading)
	at := offsetOf(h)
	d := b.doc
	loose := b.loose || h.Parent().Kind() != ast.KindDocument
	rec := Heading{Loose: loose, Pos: b.pos(at)}
	if !loose && !b.env.Unnumbered {
		rec.Typed = b.dropTypedNumber(h, at)
	}
	flags, flagged := b.flags(h)
	rec.Text = plain(h, b.src)
	if id, ok := h.AttributeString("id"); ok {
		if id, ok := id.([]byte); ok && len(id) > 0 {
			rec.ID = string(id)
		}
	}
	if flagged {
		b.checkAttributes(flags, onHeading)
		rec.take(flags)
	} else {
		rec.take(b.checkHeading(h))
	}
	rec.Slug = i18n.Slug(config.NamedValues(rec.Text)) // an address must not follow from a value
	rec.Unit = b.unit
	if rec.Text == "" && !hasImage(h) {
		b.add(diag.Warning, "EST-13", at, strings.Repeat("#", h.Level))
		d.index[h] = blankIndex
		return
	}
	b.emptyReference(h)
	if h.Level == 1 && !rec.Loose && b.shift == nil && len(d.Headings) == 0 && d.Title.Text == "" && rec.Text != "" {
		d.Title = rec
		d.Title.Depth = 1
		d.heading = fragment{src: b.src, root: h}
		d.index[h] = titleIndex
		b.lostInTitle(h)
		return
	}
	level := h.Level
	if b.shift != nil {
		level = b.shift(level)
	}
	if level == 1 && !rec.Loose {
		key := "EST-04.titulo"
		if b.shift == nil && d.Title.Text == "" && !d.Late {
			key, d.Late = "EST-04.tarde", true
		}
		b.add(diag.Warning, key, at, rec.Text)
		level = 2
	}
	rec.Depth = max(level, 2)
	before := 1
	if k := len(d.Headings); k > 0 {
		before = d.Headings[k-1].Depth
	}
	if rec.Depth > before+1 {
		if !rec.Loose && (before > 1 || d.Title.Text != "" && b.shift == nil) {
			b.add(diag.Warning, "EST-04", at, rec.Text)
		}
		rec.Depth = before + 1
	}
	rec.Parent = d.deepest(rec.Depth)
	d.index[h] = len(d.Headings)
	d.Headings = append(d.Headings, rec)
	if !rec.Loose {
		b.depth, d.lastHeading = rec.Depth, len(d.Headings)
	}
}

// emptyReference reports a reference that Folio would fill in, in a heading or a caption:
// the table of contents, the search and what refers to it have its words alone.
func (b *builder) emptyReference(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if l, ok := c.(*ast.Link); ok && !l.HasChildren() {
			b.add(diag.Warning, "EST-14", offsetOf(l), "[]("+shorten(string(l.Destination))+")")
		} else if c.Type() == ast.TypeInline {
			b.emptyReference(c)
		}
	}
}

// lostInTitle reports what a page's title has besides words: it stands as words in the
// head of the page, its tab, menus and lists.
func (b *builder) lostInTitle(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		key := ""
		switch c.Kind() {
		case ast.KindLink:
			key = "EST-14.enlace"
		case ast.KindImage:
			key = "EST-14.imagen"
		case east.KindStrikethrough:
			key = "EST-14.tachado"
		}
		if key != "" && (key != "EST-14.enlace" || c.HasChildren()) {
			b.add(diag.Warning, key, offsetOf(c))
		} else if c.Type() == ast.TypeInline {
			b.lostInTitle(c)
		}
	}
}

// checkHeading reads the braces at a heading's end, and reports what is not used of
// them.
func (b *builder) checkHeading(h *ast.Heading) (a attributes) {
	if h.Lines().Len() == 0 {
		return a
	}
	from := h.Lines().At(h.Lines().Len() - 1).Stop
	rest, _, _ := bytes.Cut(b.src[from:], []byte("\n"))
	open, shut := bytes.IndexByte(rest, '{'), bytes.LastIndexByte(rest, '}')
	switch {
	case open < 0 || shut < open || len(bytes.Trim(rest[:open], " \t#")) > 0:
	case len(bytes.TrimSpace(rest[open+1:shut])) == 0:
		b.add(diag.Warning, "ATR-03.vacias", from+open)
	default:
		a = parseAttributes(string(rest[open+1:shut]), from+open+1)
		b.checkAttributes(a, onHeading)
		a.id = "" // which goldmark has read
	}
	return a
}

// hasImage tells whether a heading without words shows something.
func hasImage(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || hasImage(c) {
			return true
		}
	}
	return false
}

// titleIndex marks the heading that is the page's title, blankIndex one that
// says nothing. Neither is rendered with the text.
const (
	titleIndex = -1
	blankIndex = -2
)

func renderHeading(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	i := p.doc.index[n]
	if i < 0 {
		return ast.WalkSkipChildren
	}
	h := p.doc.Headings[i]
	id, number := p.resolve.Heading(i)
	if entering {
		p.quiet++
		w.WriteString("<h")
		w.WriteByte('0' + byte(h.Depth))
		if id != "" {
			w.WriteString(` id="`)
			writeText(w, id)
			w.WriteByte('"')
			// Its name is its words, without those of the link in it.
			w.WriteString(` aria-label="`)
			if number != "" {
				w.WriteString(number)
				w.WriteByte(' ')
			}
			writeText(w, h.Text)
			w.WriteByte('"')
		}
		w.WriteByte('>')
		if number != "" {
			w.WriteString(`<span class="num">`)
			w.WriteString(number)
			w.WriteString(`</span> `)
		}
		return ast.WalkContinue
	}
	p.quiet--
	if id != "" {
		w.WriteString(`<a class="anchor" href="#`)
		writeText(w, id)
		w.WriteString(`" aria-label="`)
		writeText(w, p.engine.texts.T("md.anchor", h.Text))
		w.WriteString(`">`)
		writeIcon(w, "link")
		w.WriteString(`</a>`)
	}
	w.WriteString("</h")
	w.WriteByte('0' + byte(h.Depth))
	w.WriteString(">\n")
	return ast.WalkContinue
}

// writeIcon shows a symbol of the theme's sprite.
func writeIcon(w util.BufWriter, name string) {
	w.WriteString(`<svg class="icon" aria-hidden="true"><use href="#i-`)
	w.WriteString(name)
	w.WriteString(`"></use></svg>`)
}
