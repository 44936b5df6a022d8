package importer

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
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
	adocAttr     = pattern.Of(`^:(!?[A-Za-z0-9_][\w-]*!?):(?:\s+(.*))?$`)
	adocTitle    = pattern.Of(`^(={1,6}|#{1,6})\s+(\S.*?)(?:\s+=+)?$`)
	adocFence    = pattern.Of("^(-{4,}|\\.{4,}|={4,}|_{4,}|\\*{4,}|\\+{4,}|/{4,}|--|`{3,}[\\w+-]*)$")
	adocBlock    = pattern.Of(`^\[([^\]]*)\]$`)
	adocAnchor   = pattern.Of(`^\[\[([^\],]+)(?:,[^\]]*)?\]\]$`)
	adocCaption  = pattern.Of(`^\.([^\s.].*)$`)
	adocList     = pattern.Of(`^\s*(\*{1,6}|\.{1,6}|-|\d+\.|<\d+>|<\.>)\s+(\S.*)$`)
	adocTerm     = pattern.Of(`^\s*(\S.*?)(:{2,4}|;;)(?:\s+(.*))?$`)
	adocNote     = pattern.Of(`^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(.*)$`)
	adocMacro    = pattern.Of(`^(image|include|video|audio|toc|link)::([^\[]*)\[(.*)\]$`)
	adocIf       = pattern.Of(`^(?:ifdef|ifndef|ifeval|endif)::.*\]$`)
	adocInline   = pattern.Of(`^(image|link|xref|kbd|btn|menu|footnote|footnoteref|pass|stem|latexmath|asciimath|mailto|icon|anchor):([^\s\[:]*)\[((?:[^\]\\]|\\.)*)\]`)
	adocURL      = pattern.Of(`^((?:https?|ftp|irc)://[^\s\[\]<>]*[^\s\[\]<>.,;:!?)])(?:\[([^\]]*)\])?`)
	adocXref     = pattern.Of(`^<<([^<>,]+)(?:,\s*([^<>]+))?>>`)
	adocRef      = pattern.Of(`^\{([A-Za-z0-9_][\w-]*)\}`)
	adocSpot     = pattern.Of(`^\[\[([^\]]+)\]\]`)
	adocEntry    = pattern.Of(`^\[\[\[([^\],]+)(?:,\s*([^\]]+))?\]\]\]`)
	adocQuoteMon = pattern.Of("^(?:\\[[^\\]]*\\])?([*_#`])([^\\s](?:.*?[^\\s])?)([*_#`])")
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
		case strings.HasPrefix(bare, "|===") || strings.HasPrefix(bare, ",===") || strings.HasPrefix(bare, ":===") || strings.HasPrefix(bare, "!==="):
			put(r.table(bare, lead))
		case bare == "'''" || bare == "---" || bare == "***":
			r.at++
			put(block{kind: rule})
		case adocMacro.MatchString(bare):
			r.at++
			put(r.blockMacro(adocMacro.FindStringSubmatch(bare))...)
		case adocList.MatchString(line):
			put(withLetters(r.list(), adocLetters[lead.style])...)
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
	case "quote":
		return lead.quoted(r, para(r.words(lines)...))
	case "verse":
		return lead.quoted(r, r.verse(lines))
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

// quoted is a quotation, and below it whose words they are.
func (l *adocLead) quoted(r *adocReader, list ...block) []block {
	if whose := strings.Trim(strings.Join(l.args, ", "), `" `); l.style != "" && whose != "" {
		list = append(list, para(append([]inline{say("— ")}, r.inline.read(whose)...)...))
	}
	return []block{{kind: quotation, blocks: list}}
}

// verse reads lines that stay lines.
func (r *adocReader) verse(lines []string) block {
	var text []inline
	for i, l := range lines {
		if i > 0 {
			text = append(text, inline{kind: lineBreak, text: "\n"})
		}
		text = append(text, r.inline.read(strings.TrimSpace(l))...)
	}
	return para(text...)
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
		if lead.style == "verse" {
			return lead.quoted(r, r.verse(lines))
		}
		return lead.quoted(r, r.sub(lines)...)
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
