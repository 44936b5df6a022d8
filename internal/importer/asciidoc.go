package importer

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// asciiDocFormat reads AsciiDoc.
func asciiDocFormat() format {
	return format{
		name: "AsciiDoc",
		is: func(in *input) bool {
			switch in.ext() {
			case ".adoc", ".asciidoc", ".asc":
				return true
			}
			return false
		},
		read: func(in *input) (document, error) {
			r := &adocReader{attrs: map[string]string{}, lines: strings.Split(in.text, "\n")}
			r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
			r.inline = wikiInline{
				marks: []delimiterMark{
					{"``", codeSpan, true}, {"`", codeSpan, true}, {"**", strong, false}, {"__", emphasis, false}, {"##", mark, false}, {"^", sup, false}, {"~", sub, false},
				},
				special: r.special,
			}
			r.header()
			r.doc.blocks = r.blocks()
			return r.doc, nil
		},
	}
}

type adocReader struct {
	doc    document
	inline wikiInline
	attrs  map[string]string
	lines  []string
	at     int
	depth  int
	// filling is how many attributes stand in each other here.
	filling int
}

var (
	adocAttr     = compiled(`^:(!?[A-Za-z0-9_][\w-]*!?):(?:\s+(.*))?$`)
	adocTitle    = compiled(`^(={1,6}|#{1,6})\s+(\S.*?)(?:\s+=+)?$`)
	adocFence    = compiled("^(-{4,}|\\.{4,}|={4,}|_{4,}|\\*{4,}|\\+{4,}|/{4,}|--|`{3,}[\\w+-]*)$")
	adocBlock    = compiled(`^\[([^\]]*)\]$`)
	adocAnchor   = compiled(`^\[\[([^\],]+)(?:,[^\]]*)?\]\]$`)
	adocCaption  = compiled(`^\.([^\s.].*)$`)
	adocList     = compiled(`^\s*(\*{1,6}|\.{1,6}|-|\d+\.|<\d+>|<\.>)\s+(\S.*)$`)
	adocTerm     = compiled(`^\s*(\S.*?)(:{2,4}|;;)(?:\s+(.*))?$`)
	adocNote     = compiled(`^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(.*)$`)
	adocMacro    = compiled(`^(image|include|video|audio|toc|link)::([^\[]*)\[(.*)\]$`)
	adocIf       = compiled(`^(?:ifdef|ifndef|ifeval|endif)::.*\]$`)
	adocInline   = compiled(`^(image|link|xref|kbd|btn|menu|footnote|footnoteref|pass|stem|latexmath|asciimath|mailto|icon|anchor):([^\s\[:]*)\[((?:[^\]\\]|\\.)*)\]`)
	adocURL      = compiled(`^((?:https?|ftp|irc)://[^\s\[\]<>]*[^\s\[\]<>.,;:!?)])(?:\[([^\]]*)\])?`)
	adocXref     = compiled(`^<<([^<>,]+)(?:,\s*([^<>]+))?>>`)
	adocRef      = compiled(`^\{([A-Za-z0-9_][\w-]*)\}`)
	adocSpot     = compiled(`^\[\[([^\]]+)\]\]`)
	adocQuoteMon = compiled("^(?:\\[[^\\]]*\\])?([*_#`])([^\\s](?:.*?[^\\s])?)([*_#`])")
)

// header reads a document's title and what it says of itself.
func (r *adocReader) header() {
	for r.at < len(r.lines) && (strings.TrimSpace(r.lines[r.at]) == "" || strings.HasPrefix(r.lines[r.at], "//")) {
		r.at++
	}
	for r.at < len(r.lines) && adocAttr.MatchString(r.lines[r.at]) {
		r.attribute(r.lines[r.at])
		r.at++
	}
	if r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], "= ") {
		r.doc.title = plain(r.inline.read(strings.TrimSpace(r.lines[r.at][2:])))
		r.at++
		for ; r.at < len(r.lines); r.at++ { // author, revision, attributes
			line := strings.TrimSpace(r.lines[r.at])
			switch {
			case line == "":
				return
			case adocAttr.MatchString(line):
				r.attribute(line)
			case strings.HasPrefix(line, "//"):
			default:
				r.doc.origin = append(r.doc.origin, pair{"linea-" + strconv.Itoa(len(r.doc.origin)+1), line})
			}
		}
	}
}

func (r *adocReader) attribute(line string) {
	m := adocAttr.FindStringSubmatch(line)
	r.attrs[strings.ToLower(strings.Trim(m[1], "!"))] = strings.TrimSpace(m[2])
	switch m[1] {
	case "revnumber", "revdate", "author", "email":
		r.doc.origin = append(r.doc.origin, pair{m[1], strings.TrimSpace(m[2])})
	}
}

func (r *adocReader) sub(lines []string) []block {
	inner := &adocReader{doc: r.doc, depth: r.depth, lines: lines, inline: r.inline, attrs: r.attrs}
	return inner.blocks()
}

// about are the lines before a block: its style, its name, its title.
type adocLead struct {
	style   string
	args    []string
	params  map[string]string
	title   string
	anchors []string
}

func (l *adocLead) read(s string) {
	l.params = parametersOf(s)
	for i, p := range strings.Split(s, ",") {
		p = strings.TrimSpace(p)
		if strings.Contains(p, "=") {
			continue
		}
		if id, ok := strings.CutPrefix(p, "#"); ok {
			l.anchors = append(l.anchors, strings.FieldsFunc(id, func(c rune) bool { return c == '.' || c == '%' })[:1]...)
			continue
		}
		if i == 0 {
			name, _, _ := strings.Cut(p, "#")
			name, option, _ := strings.Cut(name, "%")
			if strings.Contains(option, "header") {
				l.params["options"] += ",header"
			}
			l.style, _, _ = strings.Cut(name, ".")
			continue
		}
		l.args = append(l.args, p)
	}
}

func (r *adocReader) blocks() (out []block) {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(say(strings.Join(r.lines[r.at:], " ")), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	lead := adocLead{params: map[string]string{}}
	put := func(list ...block) {
		if len(list) > 0 {
			list[0].anchors = append(list[0].anchors, lead.anchors...)
		}
		if lead.title != "" && len(list) > 0 {
			switch k := list[0].kind; k {
			case tableBlock, figure, codeBlock:
				list[0].caption = r.inline.read(lead.title)
			case callout:
				list[0].text = r.inline.read(lead.title)
			default:
				list = append([]block{para(inline{kind: strong, kids: r.inline.read(lead.title)})}, list...)
			}
		}
		out = append(out, list...)
		lead = adocLead{params: map[string]string{}}
	}
	for r.at < len(r.lines) {
		line := strings.TrimRight(r.lines[r.at], " \t")
		bare := strings.TrimSpace(line)
		switch {
		case bare == "" || bare == "<<<" || bare == "+":
			r.at++
		case strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "////"):
			put(commented(strings.TrimPrefix(line, "//")))
			r.at++
		case adocIf.MatchString(bare):
			put(remarkOf(diag.Warning, "IMP-09.directiva", shorten(bare)))
			r.at++
		case adocAttr.MatchString(line):
			r.attribute(line)
			r.at++
		case adocAnchor.MatchString(bare):
			lead.anchors = append(lead.anchors, adocAnchor.FindStringSubmatch(bare)[1])
			r.at++
		case adocBlock.MatchString(bare):
			lead.read(adocBlock.FindStringSubmatch(bare)[1])
			r.at++
		case adocTitle.MatchString(line):
			m := adocTitle.FindStringSubmatch(line)
			text := r.inline.read(m[2])
			auto := "_" + strings.ReplaceAll(i18n.Slug(plain(text)), "-", "_")
			r.at++
			put(block{kind: heading, level: len(m[1]), text: text, anchors: []string{auto, plain(text), i18n.Slug(plain(text))}})
		case adocCaption.MatchString(line) && !adocList.MatchString(line):
			lead.title = line[1:]
			r.at++
		case adocFence.MatchString(bare):
			put(r.delimited(bare, lead)...)
		case strings.HasPrefix(bare, "|===") || strings.HasPrefix(bare, ",===") || strings.HasPrefix(bare, "!==="):
			put(r.table(bare, lead))
		case bare == "'''" || bare == "---" || bare == "***":
			r.at++
			put(block{kind: rule})
		case adocMacro.MatchString(bare):
			r.at++
			put(r.blockMacro(adocMacro.FindStringSubmatch(bare))...)
		case adocList.MatchString(line):
			put(r.list()...)
		case adocTerm.MatchString(line) && !strings.HasPrefix(bare, "http"):
			put(r.terms()...)
		case line[0] == ' ' && lead.style == "":
			var code []string
			for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) != "" {
				code = append(code, strings.TrimPrefix(r.lines[r.at], " "))
				r.at++
			}
			put(block{kind: codeBlock, code: strings.Join(code, "\n")})
		default:
			put(r.paragraph(lead)...)
		}
	}
	return out
}

// paragraph reads lines up to an empty one.
func (r *adocReader) paragraph(lead adocLead) []block {
	var lines []string
	for r.at < len(r.lines) {
		line := strings.TrimRight(r.lines[r.at], " \t")
		if strings.TrimSpace(line) == "" || len(lines) > 0 && (adocFence.MatchString(line) || adocBlock.MatchString(line) || strings.HasPrefix(line, "|===") || line == "+") {
			break
		}
		lines = append(lines, line)
		r.at++
	}
	switch lead.style {
	case "source", "listing", "literal":
		b := block{kind: codeBlock, code: strings.Join(lines, "\n")}
		if len(lead.args) > 0 {
			b.lang = lead.args[0]
		}
		return []block{b}
	case "quote", "verse":
		return []block{{kind: quotation, blocks: []block{para(r.words(lines)...)}}}
	}
	if label := callouts[strings.ToLower(lead.style)]; label != "" {
		return []block{{kind: callout, label: label, blocks: []block{para(r.words(lines)...)}}}
	}
	if m := adocNote.FindStringSubmatch(lines[0]); m != nil {
		lines[0] = m[2]
		return []block{{kind: callout, label: callouts[strings.ToLower(m[1])], blocks: []block{para(r.words(lines)...)}}}
	}
	text := trimmed(r.words(lines))
	if onlyImages(text) {
		return []block{{kind: figure, text: text}}
	}
	return []block{para(text...)}
}

// words reads lines as one text; a plus at an end breaks the line.
func (r *adocReader) words(lines []string) (out []inline) {
	var part []string
	for _, l := range lines {
		if rest, ok := strings.CutSuffix(l, " +"); ok {
			part = append(part, rest)
			out = append(out, r.inline.read(strings.Join(part, " "))...)
			out = append(out, inline{kind: lineBreak, text: "\n"})
			part = nil
			continue
		}
		part = append(part, strings.TrimSpace(l))
	}
	return append(out, r.inline.read(strings.Join(part, " "))...)
}

// inside takes the lines between two that are the same.
func (r *adocReader) inside(fence string) (lines []string) {
	r.at++
	for r.at < len(r.lines) {
		line := strings.TrimRight(r.lines[r.at], " \t")
		r.at++
		if line == fence {
			break
		}
		lines = append(lines, line)
	}
	return lines
}

// delimited reads a block that stands between two lines.
func (r *adocReader) delimited(fence string, lead adocLead) []block {
	end := fence
	if fence[0] == '`' {
		end = fence[:strings.LastIndexByte(fence, '`')+1]
	}
	lines := r.inside(end)
	label := callouts[strings.ToLower(lead.style)]
	switch fence[0] {
	case '/':
		return []block{commented(strings.Join(lines, "\n"))}
	case '-', '.', '`', '+':
		if fence == "--" && lead.style != "source" {
			if label != "" {
				return []block{{kind: callout, label: label, blocks: r.sub(lines)}}
			}
			return r.sub(lines)
		}
		b := block{kind: codeBlock, code: strings.Join(lines, "\n")}
		if fence[0] == '`' {
			b.lang = strings.Trim(fence, "`")
		}
		if (lead.style == "source" || lead.style == "") && len(lead.args) > 0 {
			b.lang = lead.args[0]
		} else if lead.style == "source" {
			b.lang = r.attrs["source-language"]
		}
		if fence[0] == '+' {
			return []block{b, remarkOf(diag.Warning, "IMP-09.directiva", "pass")}
		}
		return []block{b}
	case '_':
		return []block{{kind: quotation, blocks: r.sub(lines)}}
	case '*':
		return []block{{kind: callout, label: "NOTA", blocks: r.sub(lines)}}
	}
	if label != "" {
		return []block{{kind: callout, label: label, blocks: r.sub(lines)}}
	}
	return r.sub(lines)
}

func (r *adocReader) blockMacro(m []string) []block {
	args := strings.Split(m[3], ",")
	params := parametersOf(m[3])
	switch m[1] {
	case "image":
		alt := strings.Trim(strings.TrimSpace(args[0]), `"`)
		if strings.Contains(args[0], "=") {
			alt = params["alt"]
		}
		b := block{kind: figure, text: []inline{{kind: image, target: r.imagePath(m[2]), text: alt}}}
		if t := params["title"]; t != "" {
			b.caption = r.inline.read(t)
		}
		return []block{b}
	case "toc":
		return []block{remarkOf(diag.Info, "IMP-04.indice")}
	case "include":
		return []block{para(inline{kind: codeSpan, text: m[2]}), remarkOf(diag.Warning, "IMP-07", "include", m[2])}
	}
	return []block{para(inline{kind: link, target: m[2], kids: []inline{say(firstOf(strings.TrimSpace(args[0]), m[2]))}}), remarkOf(diag.Warning, "IMP-05.elemento", m[1])}
}

func (r *adocReader) imagePath(name string) string {
	name = r.filled(name)
	if dir := r.attrs["imagesdir"]; dir != "" && !isExternal(name) && !strings.HasPrefix(name, "/") {
		return strings.TrimSuffix(dir, "/") + "/" + name
	}
	return name
}

func (r *adocReader) filled(s string) string {
	for range 5 {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		m := adocRef.FindStringSubmatch(s[i:])
		if m == nil {
			break
		}
		v, known := r.attrs[strings.ToLower(m[1])]
		if !known {
			break
		}
		s = s[:i] + v + s[i+len(m[0]):]
	}
	return s
}

func (r *adocReader) list() []block {
	var points []point
	depths := []string{} // signs of the lists around, the outermost first
	for r.at < len(r.lines) {
		line := strings.TrimRight(r.lines[r.at], " \t")
		if strings.TrimSpace(line) == "" {
			k := r.at
			for k < len(r.lines) && strings.TrimSpace(r.lines[k]) == "" {
				k++
			}
			if k < len(r.lines) && adocList.MatchString(r.lines[k]) {
				r.at = k
				continue
			}
			break
		}
		m := adocList.FindStringSubmatch(line)
		if m == nil {
			if line == "+" && len(points) > 0 {
				r.at++
				points[len(points)-1].body = append(points[len(points)-1].body, r.attached()...)
				continue
			}
			if len(points) > 0 && !adocBlock.MatchString(line) && !adocFence.MatchString(line) && !adocTitle.MatchString(line) {
				p := &points[len(points)-1]
				if n := len(p.body); n > 0 && p.body[n-1].kind == paragraph {
					p.body[n-1].text = append(append(p.body[n-1].text, say(" ")), r.inline.read(strings.TrimSpace(line))...)
					r.at++
					continue
				}
			}
			break
		}
		r.at++
		sign := m[1]
		if isDigit(sign[0]) {
			sign = "1."
		}
		if sign[0] == '<' {
			sign = "<1>"
		}
		if len(depths) > 0 && (sign == "<1>") != (depths[0] == "<1>") {
			r.at--
			break
		}
		depth := -1
		for i, s := range depths {
			if s == sign {
				depth = i
			}
		}
		if depth < 0 {
			depths = append(depths, sign)
			depth = len(depths) - 1
		}
		depths = depths[:depth+1]
		text := m[2]
		var box []inline
		for _, mark := range []string{"[ ] ", "[x] ", "[*] "} {
			if rest, ok := strings.CutPrefix(text, mark); ok {
				box = []inline{{kind: raw, text: strings.Replace(mark, "*", "x", 1)}}
				text = rest
			}
		}
		points = append(points, point{depth, sign[0] == '.' || sign == "1." || sign == "<1>", []block{para(append(box, r.words([]string{text})...)...)}})
	}
	return nested(points)
}

// attached reads the block that a plus joins to a point of a list.
func (r *adocReader) attached() []block {
	start := r.at
	for r.at < len(r.lines) && (adocBlock.MatchString(strings.TrimSpace(r.lines[r.at])) || adocCaption.MatchString(r.lines[r.at])) {
		r.at++
	}
	if r.at >= len(r.lines) {
		return nil
	}
	if bare := strings.TrimSpace(r.lines[r.at]); adocFence.MatchString(bare) || strings.HasPrefix(bare, "|===") {
		r.inside(bare)
	} else {
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) != "" && strings.TrimSpace(r.lines[r.at]) != "+" && !adocList.MatchString(r.lines[r.at]) {
			r.at++
		}
		if r.at == start {
			r.at++
		}
	}
	return r.sub(r.lines[start:min(r.at, len(r.lines))])
}

func (r *adocReader) terms() (out []block) {
	for r.at < len(r.lines) {
		m := adocTerm.FindStringSubmatch(strings.TrimRight(r.lines[r.at], " \t"))
		if m == nil {
			break
		}
		r.at++
		b := block{kind: definition, text: r.inline.read(strings.TrimSpace(m[1]))}
		var lines []string
		if m[3] != "" {
			lines = append(lines, m[3])
		}
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) == "" && len(lines) == 0 {
			r.at++
		}
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) != "" && !adocTerm.MatchString(r.lines[r.at]) && r.lines[r.at] != "+" {
			lines = append(lines, strings.TrimSpace(r.lines[r.at]))
			r.at++
		}
		if len(lines) > 0 {
			b.blocks = r.sub(lines)
		}
		for r.at < len(r.lines) && r.lines[r.at] == "+" {
			r.at++
			b.blocks = append(b.blocks, r.attached()...)
		}
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) == "" {
			r.at++
		}
		if len(b.blocks) == 0 {
			b = para(inline{kind: strong, kids: b.text})
		}
		out = append(out, b)
	}
	return out
}

var adocCellMark = compiled(`(?:(\d+)?(?:\.(\d+))?([+*]))?([<^>])?(?:\.[<^>])?([aehlmsdv])?\|`)

// table reads a table: cells go on until the columns are full.
func (r *adocReader) table(fence string, lead adocLead) block {
	lines := r.inside(fence)
	t := &table{}
	columns := 0
	if c := lead.params["cols"]; c != "" {
		for _, p := range strings.FieldsFunc(c, func(c rune) bool { return c == ',' || c == ';' }) {
			if n, _, ok := strings.Cut(strings.TrimSpace(p), "*"); ok {
				columns += max(number(n), 1)
			} else {
				columns++
			}
		}
	}
	options := lead.params["options"] + "," + lead.params["opts"]
	first := true
	gap := false
	header := strings.Contains(options, "header")
	var cells []cell
	var kinds []string
	var texts [][]string
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			if first && columns == 0 && len(cells) > 0 {
				columns = len(cells)
			}
			if i > 0 && len(cells) > 0 && first {
				gap = len(cells) == columns
				first = false
			}
			if n := len(texts); n > 0 {
				texts[n-1] = append(texts[n-1], "")
			}
			continue
		}
		at := adocCellMark.FindAllStringSubmatchIndex(line, -1)
		if len(at) == 0 || at[0][0] > 0 && len(texts) > 0 && strings.TrimSpace(line[:at[0][0]]) != "" {
			if n := len(texts); n > 0 {
				end := len(line)
				if len(at) > 0 {
					end = at[0][0]
				}
				texts[n-1] = append(texts[n-1], line[:end])
			}
			if len(at) == 0 {
				continue
			}
		}
		for k, m := range at {
			end := len(line)
			if k+1 < len(at) {
				end = at[k+1][0]
			}
			group := func(i int) string {
				if m[2*i] < 0 {
					return ""
				}
				return line[m[2*i]:m[2*i+1]]
			}
			c := cell{}
			times := 1
			if group(3) == "+" {
				c.cols, c.rows = number(group(1)), number(group(2))
			} else if group(3) == "*" {
				times = min(max(number(group(1)), 1), 64)
			}
			switch group(4) {
			case "^":
				c.align = 'c'
			case ">":
				c.align = 'r'
			}
			for range times {
				cells = append(cells, c)
				kinds = append(kinds, group(5))
				texts = append(texts, []string{line[m[1]:end]})
			}
		}
		if first && columns == 0 && len(cells) > 0 && i+1 < len(lines) && !strings.Contains(lead.params["cols"], ",") {
			columns = len(cells)
		}
	}
	for i := range cells {
		text := strings.TrimSpace(strings.Join(texts[i], "\n"))
		switch {
		case text == "":
		case kinds[i] == "a":
			cells[i].blocks = r.sub(strings.Split(text, "\n"))
		case kinds[i] == "l" || kinds[i] == "m":
			cells[i].blocks = []block{para(inline{kind: codeSpan, text: text})}
		default:
			for p := range strings.SplitSeq(text, "\n\n") {
				cells[i].blocks = append(cells[i].blocks, para(r.words(strings.Split(p, "\n"))...))
			}
		}
		cells[i].head = kinds[i] == "h"
	}
	t.fill(cells, max(columns, 1))
	if len(t.rows) > 1 {
		t.rows[0].head = header || gap
	}
	return block{kind: tableBlock, table: t}
}

// fill makes rows of cells.
func (t *table) fill(cells []cell, columns int) {
	down := map[int]int{} // by column: rows that a cell above still covers
	for len(cells) > 0 {
		var line row
		for column := 0; column < columns; {
			if down[column] > 0 {
				down[column]--
				column++
				continue
			}
			if len(cells) == 0 {
				break
			}
			c := cells[0]
			cells = cells[1:]
			width := max(c.cols, 1)
			for k := range width {
				down[column+k] = max(c.rows, 1) - 1
			}
			line.cells = append(line.cells, c)
			column += width
		}
		if len(line.cells) == 0 && len(cells) > 0 {
			continue
		}
		t.rows = append(t.rows, line)
	}
}

func (r *adocReader) special(rest string, prev rune) ([]inline, int) {
	switch c := rest[0]; {
	case c == '\\' && len(rest) > 1:
		if strings.ContainsRune("*_`#{<[^~\\", rune(rest[1])) {
			return []inline{say(rest[1:2])}, 2
		}
	case c == '{':
		if m := adocRef.FindStringSubmatch(rest); m != nil {
			if v, known := r.attrs[strings.ToLower(m[1])]; known && r.filling < 4 { // they may name each other
				r.filling++
				defer func() { r.filling-- }()
				return r.inline.scan(v, 10), len(m[0])
			}
			if v := adocChars[m[1]]; v != "" {
				return []inline{say(v)}, len(m[0])
			}
			return []inline{say(m[0]), noteOf(diag.Warning, "IMP-09.sustitucion", m[1])}, len(m[0])
		}
	case c == '<':
		if m := adocXref.FindStringSubmatch(rest); m != nil {
			return []inline{r.xref(m[1], m[2])}, len(m[0])
		}
	case c == '[':
		if !strings.Contains(rest, "]]") {
			break
		}
		if m := adocSpot.FindStringSubmatch(rest); m != nil {
			return []inline{{kind: place, target: m[1]}}, len(m[0])
		}
	case (c == '*' || c == '_' || c == '#') && !isWord(prev):
		if m := adocQuoteMon.FindStringSubmatchIndex(rest); m != nil {
			return r.mono(rest, c)
		}
	case c >= 'a' && c <= 'z' && !isWord(prev):
		if m := adocInline.FindStringSubmatch(rest); m != nil {
			return r.macro(m), len(m[0])
		}
		if m := adocURL.FindStringSubmatch(rest); m != nil {
			text, _, _ := strings.Cut(m[2], ",")
			if text = strings.TrimSuffix(text, "^"); text == "" {
				return []inline{say(m[1])}, len(m[0])
			}
			return []inline{{kind: link, target: m[1], kids: r.inline.scan(text, 10)}}, len(m[0])
		}
	}
	return nil, 0
}

// mono reads words between two single signs.
func (r *adocReader) mono(rest string, sign byte) ([]inline, int) {
	if len(rest) > 1 && rest[1] == sign {
		return nil, 0 // a double one
	}
	for i := 1; i < len(rest) && i < 4000; i++ {
		if rest[i] != sign || rest[i-1] == ' ' || i == 1 {
			continue
		}
		if i+1 < len(rest) && (isWord(firstOfString(rest[i+1:])) || rest[i+1] == sign) {
			continue
		}
		k := map[byte]inlineKind{'*': strong, '_': emphasis, '#': mark}[sign]
		return []inline{{kind: k, kids: r.inline.scan(rest[1:i], 10)}}, i + 1
	}
	return nil, 0
}

var adocChars = map[string]string{
	"nbsp": "\u00a0", "sp": " ", "empty": "\u200b", "zwsp": "\u200b", "amp": "&", "lt": "<", "gt": ">", "plus": "+", "vbar": "|", "asterisk": "*", "caret": "^", "tilde": "~",
	"backtick": "`", "startsb": "[", "endsb": "]", "apos": "'", "quot": `"`, "deg": "°", "two-colons": "::", "backslash": `\`,
}

func (r *adocReader) xref(target, text string) inline {
	target = strings.TrimSpace(target)
	file, anchor, inFile := strings.Cut(target, "#")
	switch {
	case inFile && file != "" || strings.HasSuffix(file, ".adoc"):
		if !strings.Contains(file, ".") {
			file += ".adoc"
		}
		target = file
		if anchor != "" {
			target += "#" + anchor
		}
	default:
		target = "#" + strings.TrimPrefix(target, "#")
	}
	x := inline{kind: link, target: target}
	if text = strings.TrimSpace(text); text != "" {
		x.kids = r.inline.scan(text, 10)
	}
	return x
}

func (r *adocReader) macro(m []string) []inline {
	name, target, text := m[1], m[2], strings.ReplaceAll(m[3], `\]`, "]")
	switch name {
	case "image":
		alt, _, _ := strings.Cut(text, ",")
		return []inline{{kind: image, target: r.imagePath(target), text: strings.Trim(alt, `"`)}}
	case "link":
		text, _, _ = strings.Cut(text, ",")
		return []inline{{kind: link, target: r.filled(target), kids: r.inline.scan(firstOf(strings.TrimSuffix(text, "^"), target), 10)}}
	case "mailto":
		return []inline{{kind: link, target: "mailto:" + target, kids: []inline{say(firstOf(text, target))}}}
	case "xref":
		return []inline{r.xref(target, text)}
	case "kbd":
		return []inline{{kind: keyboard, text: text}}
	case "btn":
		return []inline{{kind: strong, kids: []inline{say(text)}}}
	case "menu":
		return []inline{{kind: strong, kids: []inline{say(target + " → " + strings.ReplaceAll(text, ">", "→"))}}}
	case "footnote", "footnoteref":
		key := target
		if key == "" {
			key = "nota" + strconv.Itoa(len(r.doc.notes)+1)
		}
		if text != "" {
			r.doc.notes[key] = []block{para(say(text))}
			r.doc.notes[key] = []block{para(r.inline.scan(text, 10)...)}
		}
		return []inline{{kind: noteRef, target: key}}
	case "pass":
		return []inline{say(text)}
	case "anchor":
		return []inline{{kind: place, target: target}}
	case "icon":
		return []inline{noteOf(diag.Info, "IMP-09.omitido", "icon "+target)}
	}
	return []inline{{kind: codeSpan, text: text}, noteOf(diag.Warning, "IMP-09.formula", shorten(text))}
}
