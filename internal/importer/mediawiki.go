package importer

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// mediaWikiFormat reads pages of MediaWiki, as text or as its XML export.
func mediaWikiFormat() format {
	return format{
		name: "MediaWiki",
		is: func(in *input) bool {
			switch in.ext() {
			case ".mediawiki", ".mw":
				return true
			case ".xml":
				return strings.Contains(in.text[:min(len(in.text), 2000)], "<mediawiki")
			case ".wiki", ".txt", "":
				return in.wiki() == "mediawiki"
			}
			return false
		},
		read: readMediaWiki,
	}
}

var (
	xwikiSigns    = compiled(`(?m)\{\{/(?:code|info|warning|html|box)\}\}|\[\[[^\]\n]*>>|^\(%|\{\{toc`)
	dokuSigns     = compiled(`(?m)^ {0,1}={5,6} .+ ={5,6}\s*$|^  +[*-] \S|</?(?:code|file|WRAP)\b|\\\\ |^\^.*\^\s*$|~~\w+~~`)
	mediaSigns    = compiled(`(?m)'''|^\{\||</?(?:syntaxhighlight|source|nowiki|ref)\b|^={2,6}[^=\n].*[^=]={2,6}\s*$|\[\[(?:File|Archivo|Image|Imagen|Categor)|^[*#:]+ \S`)
	mediaHeading  = compiled(`^(={1,6})\s*(.+?)\s*(={1,6})\s*$`)
	mediaList     = compiled(`^([*#:;]+)\s*(.*)$`)
	mediaCode     = compiled(`(?is)^<(syntaxhighlight|source|pre)\b([^>]*)>`)
	mediaRef      = compiled(`(?is)<ref(\s[^>/]*)?(?:/>|>(.*?)</ref>)`)
	mediaComment  = compiled(`(?s)<!--.*?-->`)
	mediaCategory = compiled(`(?i)\[\[(?:category|categor[íi]a):[^\]]*\]\]`)
	mediaMagic    = compiled(`__[A-ZÍÓ]+__`)
	mediaRedirect = compiled(`(?i)^\s*#(?:redirect|redirecci[óo]n)`)
	mediaInternal = compiled(`^\[\[([^\[\]\n]+?)\]\]`)
	mediaExternal = compiled(`^\[((?:https?|ftp|mailto|ssh)[^\s\]]+)(?:\s+([^\]]+))?\]`)
	mediaTag      = compiled(`(?i)^<(/?)(code|tt|kbd|u|s|del|strike|sub|sup|br|small|big|span|div|center|b|i|strong|em|ins|nowiki|p|font|references|noinclude|includeonly|onlyinclude)\b([^>]*)>`)
	mediaParams   = compiled(`^\s*(?:(?:style|class|align|valign|width|colspan|rowspan|scope|bgcolor|id|cellpadding|cellspacing|border|lang|dir|nowrap)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s|]+)\s*)+\|`)
)

// wiki tells in which wiki's marks a document is written: where it has none, in
// those of its neighbours.
func (in *input) wiki() string {
	kind := firstOf(wikiKind(in.text), in.around)
	if kind == "" && in.ext() == ".wiki" {
		return "mediawiki"
	}
	return kind
}

// wikiKind tells in which wiki's marks a text is written; "" for none.
func wikiKind(s string) string {
	x, d, m := len(xwikiSigns.FindAllString(s, 50)), len(dokuSigns.FindAllString(s, 50)), len(mediaSigns.FindAllString(s, 50))
	switch {
	case x > 0 && x >= d && x >= m:
		return "xwiki"
	case d > 0 && d >= m:
		return "dokuwiki"
	case m > 0:
		return "mediawiki"
	}
	return ""
}

func readMediaWiki(in *input) (document, error) {
	if in.ext() != ".xml" {
		return readMediaPage(pageSource{text: in.text}), nil
	}
	root, err := parseXML(in.data)
	if err != nil {
		return document{}, err
	}
	var pages []pageSource
	var found []finding
	root.find("page", func(n *node) {
		title := strings.TrimSpace(n.kid("title").all())
		text := ""
		n.find("revision", func(r *node) { text = r.kid("text").all() }) // the last one
		if ns := n.kid("ns").all(); ns != "" && ns != "0" || mediaRedirect.MatchString(text) {
			found = append(found, *about(diag.Info, "IMP-09.omitido", title))
			return
		}
		pages = append(pages, pageSource{title, textOf([]byte(text))})
	})
	doc := exported(pages, readMediaPage)
	doc.found = append(doc.found, found...)
	return doc, nil
}

type mediaReader struct {
	doc    document
	inline wikiInline
	lines  []string
	at     int
	depth  int
}

func readMediaPage(p pageSource) document {
	r := &mediaReader{}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	r.inline = wikiInline{
		marks:   []delimiterMark{{"'''''", strong, false}, {"'''", strong, false}, {"''", emphasis, false}},
		special: r.special,
	}
	text := mediaComment.ReplaceAllString(p.text, "")
	for _, c := range mediaCategory.FindAllString(text, -1) {
		r.doc.found = append(r.doc.found, *about(diag.Info, "IMP-09.omitido", c))
	}
	text = mediaCategory.ReplaceAllString(text, "")
	if mediaMagic.MatchString(text) {
		for _, m := range mediaMagic.FindAllString(text, -1) {
			r.doc.found = append(r.doc.found, *about(diag.Info, "IMP-09.omitido", m))
		}
		text = mediaMagic.ReplaceAllString(text, "")
	}
	text = r.refs(text)
	r.lines = strings.Split(text, "\n")
	r.doc.blocks = r.blocks()
	return r.doc
}

// refs takes notes out of the text; a call stands for each.
func (r *mediaReader) refs(s string) string {
	n := 0
	return mediaRef.ReplaceAllStringFunc(s, func(m string) string {
		x := mediaRef.FindStringSubmatch(m)
		name := parametersOf(x[1])["name"]
		if name == "" {
			n++
			name = "nota" + strconv.Itoa(n)
		}
		if x[2] != "" {
			r.doc.notes[name] = []block{para(r.inline.read(strings.Join(strings.Fields(x[2]), " "))...)}
		}
		return "\x02" + name + "\x03"
	})
}

func (r *mediaReader) blocks() (out []block) {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(say(strings.Join(r.lines[r.at:], " ")), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	var text []string
	flush := func() {
		if s := strings.TrimSpace(strings.Join(text, " ")); s != "" {
			in := trimmed(r.inline.read(s))
			if onlyImages(in) {
				out = append(out, r.figure(in))
			} else if hasWords(in) || len(onlyNotes(in)) > 0 {
				out = append(out, para(in...))
			}
		}
		text = nil
	}
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		bare := strings.TrimSpace(line)
		switch {
		case bare == "":
			flush()
			r.at++
		case mediaHeading.MatchString(bare):
			flush()
			m := mediaHeading.FindStringSubmatch(bare)
			r.at++
			in := r.inline.read(m[2])
			out = append(out, block{kind: heading, level: min(len(m[1]), len(m[3])), text: in, anchors: []string{i18n.Slug(plain(in)), strings.ReplaceAll(plain(in), " ", "_")}})
		case strings.HasPrefix(bare, "{|"):
			flush()
			out = append(out, r.table())
		case mediaCode.MatchString(bare):
			flush()
			out = append(out, r.code())
		case mediaList.MatchString(line):
			flush()
			out = append(out, r.list()...)
		case strings.HasPrefix(bare, "----"):
			flush()
			out = append(out, block{kind: rule})
			r.at++
		case line[0] == ' ' && len(text) == 0:
			var code []string
			for r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], " ") && strings.TrimSpace(r.lines[r.at]) != "" {
				code = append(code, r.lines[r.at][1:])
				r.at++
			}
			out = append(out, block{kind: codeBlock, code: strings.Join(code, "\n")})
		case strings.HasPrefix(bare, "{{") && !strings.HasPrefix(bare, "{{{"):
			flush()
			out = append(out, r.template()...)
		default:
			if i := strings.Index(line, "<syntaxhighlight"); i > 0 && len(text) == 0 {
				text = append(text, line[:i])
				r.lines[r.at] = line[i:]
				continue
			}
			text = append(text, line)
			r.at++
		}
	}
	flush()
	return out
}

func (r *mediaReader) figure(in []inline) block {
	b := block{kind: figure, text: in}
	for i := range in {
		if len(in[i].kids) > 0 && len(b.caption) == 0 {
			b.caption = in[i].kids
			in[i].kids = nil
		}
	}
	return b
}

func (r *mediaReader) code() block {
	first := strings.TrimSpace(r.lines[r.at])
	m := mediaCode.FindStringSubmatch(first)
	end := "</" + strings.ToLower(m[1])
	rest := first[len(m[0]):]
	var code []string
	r.at++
	for {
		if i := strings.Index(smallLetters(rest), end); i >= 0 {
			if tail := rest[i:]; strings.Contains(tail, ">") {
				if after := strings.TrimSpace(tail[strings.IndexByte(tail, '>')+1:]); after != "" {
					r.at--
					r.lines[r.at] = after
				}
			}
			code = append(code, rest[:i])
			break
		}
		code = append(code, rest)
		if r.at >= len(r.lines) {
			break
		}
		rest = r.lines[r.at]
		r.at++
	}
	return block{kind: codeBlock, lang: parametersOf(m[2])["lang"], code: strings.Trim(strings.Join(code, "\n"), "\n")}
}

func (r *mediaReader) list() (out []block) {
	var points []point
	flush := func() {
		out = append(out, nested(points)...)
		points = nil
	}
	for r.at < len(r.lines) {
		m := mediaList.FindStringSubmatch(r.lines[r.at])
		if m == nil {
			if mediaCode.MatchString(strings.TrimSpace(r.lines[r.at])) && len(points) > 0 { // it interrupts the list
				last := &points[len(points)-1]
				last.body = append(last.body, r.code())
				continue
			}
			break
		}
		r.at++
		signs, text := m[1], m[2]
		last := signs[len(signs)-1]
		if i := strings.Index(text, "<syntaxhighlight"); i >= 0 {
			r.at--
			r.lines[r.at] = text[i:]
			text = text[:i]
		}
		switch {
		case last == ';':
			flush()
			term, meaning, ok := strings.Cut(text, " :")
			b := block{kind: definition, text: r.inline.read(term)}
			for !ok && r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], ":") {
				b.blocks = append(b.blocks, para(r.inline.read(strings.TrimSpace(r.lines[r.at][1:]))...))
				r.at++
			}
			if ok {
				b.blocks = []block{para(r.inline.read(meaning)...)}
			}
			if len(b.blocks) == 0 {
				b = para(inline{kind: strong, kids: b.text})
			}
			out = append(out, b)
		case last == ':' && len(points) > 0:
			p := &points[len(points)-1]
			p.body = append(p.body, para(r.inline.read(text)...))
		case last == ':':
			out = append(out, para(r.inline.read(text)...))
		default:
			points = append(points, point{len(signs), last == '#', []block{para(r.inline.read(text)...)}})
		}
	}
	flush()
	return out
}

// table reads {| … |}.
func (r *mediaReader) table() block {
	t := &table{}
	b := block{kind: tableBlock, table: t}
	r.at++
	var current []string
	head, open := false, false
	params := map[string]string{}
	put := func() {
		if open {
			sub := &mediaReader{doc: r.doc, depth: r.depth, lines: current}
			sub.inline = r.inline
			c := cell{blocks: sub.blocks(), head: head, cols: min(number(params["colspan"]), 64), rows: number(params["rowspan"])}
			if len(t.rows) == 0 {
				t.rows = append(t.rows, row{})
			}
			line := &t.rows[len(t.rows)-1]
			line.cells = append(line.cells, c)
		}
		open, current = false, nil
	}
	start := func(s string, th bool) {
		put()
		open, head, params = true, th, nil
		if m := mediaParams.FindString(s); m != "" {
			params = parametersOf(strings.TrimSuffix(m, "|"))
			s = s[len(m):]
		}
		current = []string{strings.TrimSpace(s)}
	}
	for ; r.at < len(r.lines); r.at++ {
		line := strings.TrimSpace(r.lines[r.at])
		switch {
		case strings.HasPrefix(line, "|}"):
			put()
			r.at++
			t.heads()
			return b
		case strings.HasPrefix(line, "|+"):
			put()
			b.caption = r.inline.read(strings.TrimSpace(line[2:]))
		case strings.HasPrefix(line, "|-"):
			put()
			if n := len(t.rows); n == 0 || len(t.rows[n-1].cells) > 0 {
				t.rows = append(t.rows, row{})
			}
		case strings.HasPrefix(line, "!"):
			for s := range strings.SplitSeq(strings.ReplaceAll(line[1:], "!!", "||"), "||") {
				start(s, true)
			}
		case strings.HasPrefix(line, "|"):
			for s := range strings.SplitSeq(line[1:], "||") {
				start(s, false)
			}
		case open:
			current = append(current, line)
		}
	}
	put()
	t.heads()
	return b
}

// heads finds the rows that head the others: those whose cells all do.
func (t *table) heads() {
	t.rows = slices.DeleteFunc(t.rows, func(r row) bool { return len(r.cells) == 0 })
	for i := range t.rows {
		r := &t.rows[i]
		r.head = (i == 0 || t.rows[i-1].head) && !slices.ContainsFunc(r.cells, func(c cell) bool { return !c.head })
	}
}

// template reads {{…}} that stands by itself: a callout, or what only the wiki
// knows.
func (r *mediaReader) template() []block {
	depth, from := 0, r.at
	var b strings.Builder
	for r.at < len(r.lines) && r.at < from+400 {
		line := r.lines[r.at]
		r.at++
		b.WriteString(line + "\n")
		depth += strings.Count(line, "{{") - strings.Count(line, "}}")
		if depth <= 0 {
			break
		}
	}
	s := strings.TrimSpace(b.String())
	end := strings.LastIndex(s, "}}")
	if end < 0 {
		end = len(s)
	}
	after := strings.TrimSpace(strings.TrimPrefix(s[end:], "}}"))
	name, args, _ := strings.Cut(s[2:max(end, 2)], "|")
	name = strings.TrimSpace(name)
	sub := &mediaReader{doc: r.doc, inline: r.inline, depth: r.depth, lines: strings.Split(argumentText(args), "\n")}
	inner := sub.blocks()
	var out []block
	if label := callouts[i18n.Fold(name)]; label != "" && len(inner) > 0 {
		out = []block{{kind: callout, label: label, blocks: inner}}
	} else {
		out = append([]block{remarkOf(diag.Warning, "IMP-09.macro", shorten(name))}, inner...)
	}
	if after != "" {
		out = append(out, para(r.inline.read(after)...))
	}
	return out
}

var argumentName = compiled(`(?m)(^|\|)\s*(?:1|texto|text|contenido)\s*=\s*`)

func argumentText(s string) string {
	return strings.ReplaceAll(argumentName.ReplaceAllString(s, "$1"), "|", "\n\n")
}

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

var imageWord = compiled(`(?i)^(?:thumb|thumbnail|miniatura(?:deimagen)?|frame|marco|frameless|sinmarco|border|borde|left|right|center|none|izquierda|derecha|centro|centrado|no|upright.*|\d+(?:x\d+)?\s*px|x\d+px|middle|baseline|page=.*)$`)

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
