package importer

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// xWikiFormat reads pages in XWiki's syntax 2, as text or as exported XML.
func xWikiFormat() format {
	return format{
		name: "XWiki",
		is: func(in *input) bool {
			switch in.ext() {
			case ".xwiki":
				return true
			case ".xml":
				return strings.Contains(in.text[:min(len(in.text), 2000)], "<xwikidoc")
			case ".txt", ".wiki", "":
				return in.wiki() == "xwiki"
			}
			return false
		},
		read: readXWiki,
	}
}

var (
	xHeading = pattern.Of(`^(={1,6})\s*(.+?)\s*=*\s*$`)
	xList    = pattern.Of(`^(\*+|1+\.|(?:\*|1)+\.?)\s+(.*)$`)
	xParams  = pattern.Of(`\(%[^%]*%\)`)
	xMacro   = pattern.Of(`^\{\{(\w[\w-]*)((?:\s+[\w-]+\s*=\s*(?:"(?:[^"]|~")*"|'[^']*'|[^\s}]+))*)\s*(/?)\}\}`)
	xLink    = pattern.Of(`^\[\[((?:[^\]\n]|\][^\]])+)\]\]`)
	xImage   = pattern.Of(`^image:([^\s|\]]+)`)
)

type xReader struct {
	doc    document
	inline wikiInline
	lines  []string
	at     int
	depth  int
}

func readXWiki(in *input) (document, error) {
	text, title := in.text, ""
	if in.ext() == ".xml" {
		root, err := parseXML(in.data)
		if err != nil {
			return document{}, err
		}
		d := root.kid("xwikidoc")
		text, title = textOf([]byte(d.kid("content").all())), strings.TrimSpace(d.kid("title").all())
	}
	r := &xReader{lines: strings.Split(text, "\n")}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	r.inline = wikiInline{
		marks: []delimiterMark{
			{"**", strong, false}, {"//", emphasis, false}, {"__", underline, false}, {"--", strike, false}, {"##", codeSpan, true}, {"^^", sup, false}, {",,", sub, false},
		},
		special: r.special,
	}
	r.doc.blocks = r.blocks()
	r.doc.title = title
	return r.doc, nil
}

func (r *xReader) sub(text string) []block {
	inner := &xReader{doc: r.doc, depth: r.depth, lines: strings.Split(text, "\n"), inline: r.inline}
	return inner.blocks()
}

func (r *xReader) blocks() (out []block) {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(say(strings.Join(r.lines[r.at:], " ")), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	var text []inline
	flush := func() {
		text = trimmed(text)
		switch {
		case onlyImages(text):
			out = append(out, block{kind: figure, text: text})
		case hasWords(text) || len(onlyNotes(text)) > 0:
			out = append(out, para(text...))
		}
		text = nil
	}
	for r.at < len(r.lines) {
		line := strings.TrimSpace(xParams.ReplaceAllString(r.lines[r.at], ""))
		switch {
		case line == "" || line == "(((" || line == ")))":
			flush()
			r.at++
		case strings.HasPrefix(line, "{{{"):
			flush()
			out = append(out, block{kind: codeBlock, code: r.between(strings.TrimPrefix(line, "{{{"), "}}}"), lang: "text"})
		case strings.HasPrefix(line, "{{") && xMacro.MatchString(line):
			flush()
			out = append(out, r.macro(line)...)
		case line[0] == '=' && xHeading.MatchString(line):
			flush()
			m := xHeading.FindStringSubmatch(line)
			in := r.inline.read(m[2])
			out = append(out, block{kind: heading, level: len(m[1]), text: in, anchors: []string{i18n.Slug(plain(in)), "H" + strings.ReplaceAll(plain(in), " ", "")}})
			r.at++
		case xList.MatchString(line):
			flush()
			out = append(out, r.list()...)
		case line[0] == ';' || line[0] == ':':
			flush()
			out = append(out, r.definition(line))
		case line[0] == '|' || strings.HasPrefix(line, "!="):
			flush()
			out = append(out, r.table())
		case line[0] == '>':
			flush()
			var inner []string
			for r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], ">") {
				inner = append(inner, strings.TrimLeft(r.lines[r.at], "> "))
				r.at++
			}
			out = append(out, block{kind: quotation, blocks: r.sub(strings.Join(inner, "\n"))})
		case strings.HasPrefix(line, "----"):
			flush()
			out = append(out, block{kind: rule})
			r.at++
		default:
			if len(text) > 0 {
				text = append(text, inline{kind: lineBreak, text: "\n"}) // as XWiki shows it
			}
			text = append(text, r.inline.read(line)...)
			r.at++
		}
	}
	flush()
	return out
}

// between takes what follows up to an end, from the rest of a line on.
func (r *xReader) between(rest, end string) string {
	return textUntil(r.lines, &r.at, rest, func(rest string) (int, int) {
		i := strings.Index(rest, end)
		return i, i + len(end)
	})
}

// macro reads a macro that stands by itself.
func (r *xReader) macro(line string) []block {
	m := xMacro.FindStringSubmatch(line)
	name, params, rest := strings.ToLower(m[1]), parametersOf(m[2]), line[len(m[0]):]
	body := ""
	if m[3] == "" {
		body = r.between(rest, "{{/"+m[1]+"}}")
	} else {
		r.at++
		if rest = strings.TrimSpace(rest); rest != "" {
			r.at--
			r.lines[r.at] = rest
		}
	}
	lost := remarkOf(diag.Warning, "IMP-09.macro", macroWords(m[1]+m[2]))
	switch name {
	case "code", "codemacro", "noformat":
		b := block{kind: codeBlock, code: body, lang: params["language"]}
		if t := params["title"]; t != "" {
			b.caption = []inline{say(t)}
		}
		return []block{b}
	case "toc", "children", "documents", "documenttree", "document":
		return []block{remarkOf(diag.Info, "IMP-04.indice")}
	case "info", "warning", "error", "success", "box", "panel", "tip", "note":
		b := block{kind: callout, label: callouts[name], blocks: r.sub(body)}
		if t := params["title"]; t != "" {
			b.text = []inline{say(t)}
		}
		return []block{b}
	case "id", "anchor":
		list := []block{}
		if p := firstOf(params["name"], params["id"]); p != "" {
			list = append(list, block{kind: remark, found: about(diag.Info, "IMP-09.omitido", "id "+p), anchors: []string{p}})
		}
		return list
	case "html":
		return []block{{kind: codeBlock, code: body, lang: "html"}, lost}
	case "velocity", "groovy", "python", "php", "script":
		return []block{{kind: codeBlock, code: body, lang: "text"}, lost}
	}
	return append([]block{lost}, r.sub(body)...)
}

func (r *xReader) list() []block {
	var points []point
	for r.at < len(r.lines) {
		line := strings.TrimSpace(xParams.ReplaceAllString(r.lines[r.at], ""))
		m := xList.FindStringSubmatch(line)
		if m == nil {
			if len(points) > 0 && strings.HasPrefix(line, "{{code") && xMacro.MatchString(line) {
				p := &points[len(points)-1]
				p.body = append(p.body, r.macro(line)...)
				continue
			}
			break
		}
		signs := strings.TrimSuffix(m[1], ".")
		p := point{depth: len(signs), ordered: strings.HasSuffix(m[1], ".")}
		text := m[2]
		if i := strings.Index(text, "((("); i >= 0 {
			inner := r.between(text[i+3:], ")))")
			if lead := strings.TrimSpace(text[:i]); lead != "" {
				p.body = append(p.body, para(r.inline.read(lead)...))
			}
			p.body = append(p.body, r.sub(inner)...)
			points = append(points, p)
			continue
		}
		if i := strings.Index(text, "{{code"); i >= 0 && xMacro.MatchString(text[i:]) {
			if lead := strings.TrimSpace(text[:i]); lead != "" {
				p.body = append(p.body, para(r.inline.read(lead)...))
			}
			p.body = append(p.body, r.macro(text[i:])...)
			points = append(points, p)
			continue
		}
		r.at++
		p.body = []block{para(r.inline.read(text)...)}
		points = append(points, p)
	}
	return nested(points)
}

func (r *xReader) definition(line string) block {
	r.at++
	if line[0] == ':' {
		return para(r.inline.read(strings.TrimSpace(line[1:]))...)
	}
	b := block{kind: definition, text: r.inline.read(strings.TrimSpace(line[1:]))}
	for r.at < len(r.lines) && strings.HasPrefix(strings.TrimSpace(r.lines[r.at]), ":") {
		b.blocks = append(b.blocks, para(r.inline.read(strings.TrimSpace(strings.TrimSpace(r.lines[r.at])[1:]))...))
		r.at++
	}
	if len(b.blocks) == 0 {
		return para(inline{kind: strong, kids: b.text})
	}
	return b
}

func (r *xReader) table() block {
	t := &table{}
	for r.at < len(r.lines) {
		line := strings.TrimSpace(xParams.ReplaceAllString(r.lines[r.at], ""))
		if line == "" || line[0] != '|' && !strings.HasPrefix(line, "!=") {
			break
		}
		r.at++
		for strings.Count(line, "(((") > strings.Count(line, ")))") && r.at < len(r.lines) {
			line += "\n" + r.lines[r.at]
			r.at++
		}
		var out row
		line = strings.NewReplacer("!!", "|", "!=", "|=").Replace(line)
		for _, s := range splitCells(strings.TrimSuffix(line[1:], "|")) {
			c := cell{}
			if h, ok := strings.CutPrefix(s, "="); ok {
				c.head, s = true, h
			}
			s = strings.TrimSpace(s)
			if inner, ok := strings.CutPrefix(s, "((("); ok {
				c.blocks = r.sub(strings.TrimSuffix(inner, ")))"))
			} else if s != "" {
				c.blocks = []block{para(r.inline.read(s)...)}
			}
			out.cells = append(out.cells, c)
		}
		t.rows = append(t.rows, out)
	}
	t.heads()
	return block{kind: tableBlock, table: t}
}

// splitCells parts a line at its bars, those of links apart.
func splitCells(s string) (out []string) {
	from, depth := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "[[") || strings.HasPrefix(s[i:], "{{") || strings.HasPrefix(s[i:], "((("):
			depth++
			i++
		case (strings.HasPrefix(s[i:], "]]") || strings.HasPrefix(s[i:], "}}") || strings.HasPrefix(s[i:], ")))")) && depth > 0:
			depth--
			i++
		case s[i] == '|' && depth == 0:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

func (r *xReader) special(rest string, prev rune) ([]inline, int) {
	switch rest[0] {
	case '~':
		if len(rest) > 1 {
			c := firstOfString(rest[1:])
			return []inline{say(string(c))}, 1 + len(string(c))
		}
	case '\\':
		if strings.HasPrefix(rest, `\\`) {
			return []inline{{kind: lineBreak, text: "\n"}}, 2
		}
	case '[':
		if !strings.Contains(rest, "]]") {
			break
		}
		if m := xLink.FindStringSubmatch(rest); m != nil {
			return []inline{r.link(m[1])}, len(m[0])
		}
	case '{':
		if inner, ok := strings.CutPrefix(rest, "{{{"); ok {
			if end := strings.Index(inner, "}}}"); end >= 0 {
				return []inline{{kind: codeSpan, text: inner[:end]}}, end + 6
			}
		}
		m := xMacro.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		n, body := len(m[0]), ""
		if m[3] == "" {
			shut := "{{/" + m[1] + "}}"
			end := strings.Index(rest[n:], shut)
			if end < 0 {
				break
			}
			body, n = rest[n:n+end], n+end+len(shut)
		}
		switch strings.ToLower(m[1]) {
		case "code":
			return []inline{{kind: codeSpan, text: body}}, n
		case "footnote":
			name := "nota" + strconv.Itoa(len(r.doc.notes)+1)
			r.doc.notes[name] = []block{para(say(body))}
			r.doc.notes[name] = []block{para(r.inline.scan(body, 10)...)}
			return []inline{{kind: noteRef, target: name}}, n
		case "putfootnotes":
			return []inline{say("")}, n
		case "id", "anchor":
			return []inline{{kind: place, target: firstOf(parametersOf(m[2])["name"], parametersOf(m[2])["id"])}}, n
		}
		return append(r.inline.scan(body, 10), lostMacro(m[1]+m[2])), n
	case '(':
		if m := xParams.FindStringIndex(rest); m != nil && m[0] == 0 {
			return []inline{say("")}, m[1]
		}
	case 'i':
		if m := xImage.FindStringSubmatch(rest); m != nil && !isWord(prev) {
			return []inline{mediaFile(m[1], "")}, len(m[0])
		}
	case '/':
		if prev == ':' {
			return []inline{say("/")}, 1
		}
	case 'h':
		return linkedURL(rest, prev)
	}
	return nil, 0
}

func (r *xReader) link(s string) inline {
	s, params, _ := strings.Cut(s, "||")
	if image, ok := strings.CutPrefix(s, "image:"); ok {
		return mediaFile(image, parametersOf(params)["alt"])
	}
	text, target, ok := strings.Cut(s, ">>")
	if !ok {
		target, text = s, ""
	}
	target = strings.TrimSpace(target)
	anchor := parametersOf(params)["anchor"]
	for _, kind := range []string{"url:", "doc:", "attach:", "path:"} {
		if rest, has := strings.CutPrefix(target, kind); has {
			if kind == "attach:" {
				return inline{kind: link, target: rest, kids: []inline{say(firstOf(text, rest))}}
			}
			target = rest
		}
	}
	if !isExternal(target) {
		page := strings.TrimSuffix(target, ".WebHome")
		page = page[strings.LastIndexAny(page, ".:/")+1:]
		text = firstOf(text, page)
		switch {
		case page == "" && anchor != "":
			target = "#" + anchor
		default:
			target = wikiTarget(page)
		}
	}
	return inline{kind: link, target: target, kids: r.inline.scan(text, 5)}
}
