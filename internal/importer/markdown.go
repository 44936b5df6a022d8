package importer

import (
	"strconv"
	"strings"
	"unicode"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/source"
)

// markdownFormat reads one long Markdown. What is Markdown stays as its author
// wrote it: only what the manual needs otherwise is taken apart.
func markdownFormat() format {
	return format{
		name: "Markdown",
		is: func(in *input) bool {
			switch in.ext() {
			case ".md", ".markdown", ".mdown", ".mkd", ".mdx":
				return true
			}
			return false
		},
		read: readMarkdown,
	}
}

// markdownReader is one reading.
type markdownReader struct {
	doc   document
	lines []string
	at    int
	refs  map[string]string // addresses of [text][name]
	level int               // of the last heading
	marks int               // lines that were marked and are headings now
}

func readMarkdown(in *input) (document, error) {
	r := &markdownReader{refs: map[string]string{}}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	t, _ := source.Split(in.name, []byte(in.text))
	r.front(t.Front)
	r.lines = strings.Split(string(t.Body), "\n")
	r.definitions()
	r.doc.blocks = r.blocks()
	if r.marks > 0 {
		r.doc.found = append(r.doc.found, *about(diag.Info, "IMP-03.marca", strconv.Itoa(r.marks)))
	}
	return r.doc, nil
}

// front keeps the data at a file's beginning: what Folio knows in its place, the
// rest as the origin's.
func (r *markdownReader) front(src []byte) {
	for _, p := range config.Pairs(src) {
		switch key := strings.ToLower(p.Name); key {
		case "title", "titulo", "título":
			r.doc.title = p.Value
			continue
		case "description", "descripcion", "descripción", "summary":
			r.doc.description = p.Value
			continue
		case "date", "fecha", "updated", "lastmod":
			if iso, doubtful, ok := day(p.Value); ok {
				if doubtful {
					r.doc.found = append(r.doc.found, *about(diag.Warning, "IMP-11.dudosa", p.Value, iso))
				}
				p.Value = iso
			}
		}
		r.doc.origin = append(r.doc.origin, pair{p.Name, p.Value})
	}
}

var (
	refDefinition  = compiled(`^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?([^\s>]+)>?(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$`)
	noteDefinition = compiled(`^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$`)
	fenceLine      = compiled("^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$")
	atxLine        = compiled(`^ {0,3}(#{1,6})(?:[ \t\x{a0}]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	tightHash      = compiled(`^(#{2,6})([^#\s].*)$`)
	listLine       = compiled(`^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)`)
	ruleLine       = compiled(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	delimiterLine  = compiled(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	markedLine     = compiled(`^[ \t]*<mark>([^<]{1,80}[^<.:;])</mark>[ \t]*$`)
	headingID      = compiled(`[ \t]*\{#([^\s{}]+)[^{}]*\}$`)
	htmlLine       = compiled(`(?i)^ {0,3}<(?:/?(?:address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:[\s/>]|$)|!--|pre[\s>])`)
	swallowLine    = compiled(`(?i)^ {0,3}<(style|script)[\s>]`)
	tocLine        = compiled(`(?i)^[ \t]*(?:\[\[_toc_\]\]|\[toc\]|\{:toc\}|<!-- *toc *-->|\$\{toc\})[ \t]*$`)
)

// definitions takes out the addresses and notes that stand apart from where they
// are called.
func (r *markdownReader) definitions() {
	fence := ""
	var out []string
	for i := 0; i < len(r.lines); i++ {
		line := r.lines[i]
		if m := fenceLine.FindStringSubmatch(line); m != nil && (fence == "" || strings.HasPrefix(m[2], fence) && m[3] == "") {
			if fence == "" {
				fence = m[2]
			} else {
				fence = ""
			}
		}
		if fence != "" {
			out = append(out, line)
			continue
		}
		if m := noteDefinition.FindStringSubmatch(line); m != nil {
			text := []string{m[2]}
			for i+1 < len(r.lines) && (strings.HasPrefix(r.lines[i+1], "    ") || strings.HasPrefix(r.lines[i+1], "\t") ||
				strings.TrimSpace(r.lines[i+1]) == "" && i+2 < len(r.lines) && strings.HasPrefix(r.lines[i+2], "    ")) {
				i++
				text = append(text, strings.TrimPrefix(strings.TrimPrefix(r.lines[i], "    "), "\t"))
			}
			r.doc.notes[m[1]] = []block{{kind: verbatim, text: []inline{{kind: raw, text: strings.TrimSpace(strings.Join(text, "\n"))}}}}
			continue
		}
		if m := refDefinition.FindStringSubmatch(line); m != nil {
			if name := strings.ToLower(m[1]); r.refs[name] == "" {
				r.refs[name] = m[2]
			}
			continue
		}
		out = append(out, line)
	}
	r.lines = out
	for name, list := range r.doc.notes {
		list[0].text = r.pieces(rawText(list[0].text))
		r.doc.notes[name] = list
	}
}

func (r *markdownReader) peek() (line string, ok bool) {
	if r.at >= len(r.lines) {
		return "", false
	}
	return r.lines[r.at], true
}

// blocks parts the text at its headings, and other blocks where lines are empty.
func (r *markdownReader) blocks() (out []block) {
	for {
		line, ok := r.peek()
		if !ok {
			return out
		}
		switch {
		case strings.TrimSpace(line) == "":
			r.at++
		case fenceLine.MatchString(line) && indentOf(line) < 4:
			out = append(out, r.fence())
		case swallowLine.MatchString(line):
			out = append(out, r.swallow(strings.ToLower(swallowLine.FindStringSubmatch(line)[1])))
		case tocLine.MatchString(line):
			r.at++
			out = append(out, remarkOf(diag.Info, "IMP-04.indice"))
		case strings.HasPrefix(strings.TrimSpace(line), "<!--"):
			out = append(out, r.comment())
		case markedLine.MatchString(line):
			r.at++
			r.marks++
			m := markedLine.FindStringSubmatch(line)
			out = append(out, block{kind: heading, level: max(r.level, 1) + 1, text: r.pieces(strings.Trim(m[1], " *_")), anchors: []string{hubSlug(m[1])}})
		case atxLine.MatchString(line):
			m := atxLine.FindStringSubmatch(line)
			r.at++
			out = append(out, r.heading(len(m[1]), m[2])...)
		case tightHash.MatchString(line):
			m := tightHash.FindStringSubmatch(line)
			r.at++
			out = append(out, r.heading(len(m[1]), m[2])...)
		case ruleLine.MatchString(line):
			r.at++
			out = append(out, block{kind: rule})
		case indentOf(line) >= 4 && !listLine.MatchString(line):
			out = append(out, r.indented())
		case listLine.MatchString(line) && !r.underlined():
			out = append(out, r.list()...)
		case strings.HasPrefix(strings.TrimLeft(line, " "), ">"):
			out = append(out, block{kind: verbatim, label: "quote", text: r.pieces(strings.Join(r.until(func(l string) bool { return strings.TrimSpace(l) == "" }), "\n"))})
		case htmlLine.MatchString(line):
			out = append(out, block{kind: verbatim, label: "html", text: r.pieces(strings.Join(r.until(func(l string) bool { return strings.TrimSpace(l) == "" }), "\n"))})
		default:
			out = append(out, r.paragraph()...)
		}
	}
}

// underlined tells a numbered title that is underlined from a point of a list.
func (r *markdownReader) underlined() bool {
	return isDigit(strings.TrimLeft(r.lines[r.at], " ")[0]) && r.at+1 < len(r.lines) && len(strings.TrimSpace(r.lines[r.at+1])) > 2 && setext(r.lines[r.at+1]) > 0
}

func indentOf(line string) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// until takes lines up to one that ends them.
func (r *markdownReader) until(end func(string) bool) (lines []string) {
	for r.at < len(r.lines) && !end(r.lines[r.at]) {
		lines = append(lines, strings.TrimRight(r.lines[r.at], " \t"))
		r.at++
	}
	return lines
}

func (r *markdownReader) heading(level int, text string) []block {
	var anchors []string
	if m := headingID.FindStringSubmatch(text); m != nil {
		anchors = append(anchors, m[1])
		text = text[:len(text)-len(m[0])]
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	r.level = level
	shown := unmarked(text)
	anchors = append(anchors, hubSlug(shown), i18n.Slug(shown))
	return []block{{kind: heading, level: level, text: r.pieces(text), anchors: anchors}}
}

// hubSlug is the anchor that GitLab and GitHub make of a heading.
func hubSlug(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(strings.TrimSpace(s)) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '_':
			b.WriteRune(c)
		case c == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

func (r *markdownReader) fence() block {
	m := fenceLine.FindStringSubmatch(r.lines[r.at])
	lead := len(m[1])
	r.at++
	var code []string
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		r.at++
		if c := fenceLine.FindStringSubmatch(line); c != nil && strings.HasPrefix(c[2], m[2]) && strings.TrimSpace(c[3]) == "" {
			break
		}
		cut := 0
		for cut < lead && cut < len(line) && line[cut] == ' ' {
			cut++
		}
		code = append(code, line[cut:])
	}
	lang, info, _ := strings.Cut(strings.TrimSpace(m[3]), " ")
	if strings.HasPrefix(m[3], "{") {
		lang, info = "", m[3]
	}
	if i := strings.IndexByte(lang, '{'); i > 0 {
		lang, info = lang[:i], lang[i:]+" "+info
	}
	if info = strings.TrimSpace(info); !strings.HasPrefix(info, "{") || !strings.HasSuffix(info, "}") {
		info = ""
	}
	return block{kind: codeBlock, code: strings.Join(code, "\n"), lang: lang, label: info}
}

// swallow passes over a style sheet or a program, which no page may have.
func (r *markdownReader) swallow(tag string) block {
	for r.at < len(r.lines) {
		line := strings.ToLower(r.lines[r.at])
		r.at++
		if strings.Contains(line, "</"+tag) {
			break
		}
	}
	if tag == "style" {
		return remarkOf(diag.Warning, "IMP-09.estilo")
	}
	return remarkOf(diag.Warning, "IMP-09.programa", tag)
}

func (r *markdownReader) comment() block {
	var lines []string
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		r.at++
		lines = append(lines, line)
		if strings.Contains(line, "-->") {
			break
		}
	}
	if last := len(lines) - 1; !strings.Contains(lines[last], "-->") {
		lines[last] += " -->"
	}
	return block{kind: verbatim, label: "html", text: []inline{{kind: raw, text: strings.Join(lines, "\n")}}}
}

func (r *markdownReader) indented() block {
	var code []string
	for r.at < len(r.lines) && (strings.TrimSpace(r.lines[r.at]) == "" || indentOf(r.lines[r.at]) >= 4) {
		line := r.lines[r.at]
		if strings.HasPrefix(line, "\t") {
			line = line[1:]
		} else {
			line = line[min(4, len(line)-len(strings.TrimLeft(line, " "))):]
		}
		code = append(code, line)
		r.at++
	}
	return block{kind: codeBlock, code: strings.TrimRight(strings.Join(code, "\n"), "\n ")}
}

// list takes a whole list with all that is in it. Listings in it stay as they are,
// but for their languages, which are Folio's to see to.
func (r *markdownReader) list() []block {
	var lines []string
	fence := ""
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		if fence == "" && len(lines) > 0 {
			bare := strings.TrimSpace(line)
			afterBlank := strings.TrimSpace(lines[len(lines)-1]) == ""
			if bare != "" && indentOf(line) == 0 && !listLine.MatchString(line) && (afterBlank || atxLine.MatchString(line) || fenceLine.MatchString(line) || ruleLine.MatchString(line)) {
				break
			}
			if bare != "" && ruleLine.MatchString(line) && indentOf(line) == 0 {
				break
			}
		}
		if m := fenceLine.FindStringSubmatch(line); m != nil {
			if fence == "" {
				fence = m[2]
			} else if strings.HasPrefix(m[2], fence) && strings.TrimSpace(m[3]) == "" {
				fence = ""
			}
		}
		lines = append(lines, line)
		r.at++
	}
	return []block{{kind: verbatim, label: "list", text: r.proseLines(lines)}}
}

// proseLines tidies lines of which some may be code, and finds what is linked.
func (r *markdownReader) proseLines(lines []string) (out []inline) {
	var prose []string
	flush := func() {
		if len(prose) > 0 {
			out = append(out, r.pieces(strings.Join(tidyLines(prose), "\n"))...)
			prose = nil
		}
	}
	fence := ""
	for i, line := range lines {
		m := fenceLine.FindStringSubmatch(line)
		closes := m != nil && fence != "" && strings.HasPrefix(m[2], fence) && strings.TrimSpace(m[3]) == ""
		switch {
		case fence == "" && m == nil:
			prose = append(prose, line)
			continue
		case fence == "":
			flush()
			fence = m[2]
		case closes:
			fence = ""
		}
		if i > 0 {
			line = "\n" + line
		}
		out = append(out, inline{kind: raw, text: line})
		if fence == "" && i+1 < len(lines) {
			out = append(out, inline{kind: raw, text: "\n"})
		}
	}
	flush()
	if n := len(out); n > 0 && out[n-1].kind == raw {
		out[n-1].text = strings.TrimRight(out[n-1].text, "\n \t")
	}
	return out
}

var manyBlanks = compiled(`(\S)[ ]{2,}(\S)`)

// tidyLines takes off the blanks that nobody sees: doubled ones and those at the
// ends of lines. Two at an end break the line, which is then said so.
func tidyLines(lines []string) []string {
	for i, line := range lines {
		bare := strings.TrimRight(line, " \t")
		if strings.HasSuffix(line, "  ") && bare != "" && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && !listLine.MatchString(lines[i+1]) {
			bare += `\`
		}
		lead := len(bare) - len(strings.TrimLeft(bare, " \t"))
		if m := listLine.FindString(bare); m != "" {
			lead = len(m)
			lead += len(bare[lead:]) - len(strings.TrimLeft(bare[lead:], " \t"))
		}
		if !strings.Contains(bare, "`") {
			bare = bare[:lead] + manyBlanks.ReplaceAllString(bare[lead:], "$1 $2")
		}
		lines[i] = bare
	}
	return lines
}

// paragraph takes a paragraph, or a heading that is underlined, a table, or a list
// of typed bullets.
func (r *markdownReader) paragraph() []block {
	var lines []string
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		bare := strings.TrimSpace(line)
		if bare == "" || atxLine.MatchString(line) || fenceLine.MatchString(line) || swallowLine.MatchString(line) || markedLine.MatchString(line) {
			break
		}
		if len(lines) > 0 {
			if level := setext(line); level > 0 && !strings.Contains(lines[len(lines)-1], "\t") {
				r.at++
				return r.heading(level, strings.Join(tidyLines(lines), " "))
			}
			if delimiterLine.MatchString(line) && strings.Contains(line, "-") && strings.Contains(lines[len(lines)-1], "|") {
				return r.tableAfter(lines)
			}
			if ruleLine.MatchString(line) || strings.HasPrefix(bare, ">") || listLine.MatchString(line) && strings.TrimLeft(line, " \t")[0] != '1' && !isDigit(bare[0]) || strings.HasPrefix(bare, "1. ") || strings.HasPrefix(bare, "1) ") || htmlLine.MatchString(line) {
				break
			}
		}
		lines = append(lines, line)
		r.at++
	}
	if items := r.bullets(lines); items != nil {
		return []block{{kind: listBlock, label: "bullets", items: items}}
	}
	tabs := false
	for _, l := range lines {
		tabs = tabs || strings.Contains(strings.Trim(l, " \t"), "\t")
	}
	if !tabs {
		lines = tidyLines(lines)
	}
	text := r.pieces(strings.Join(lines, "\n"))
	if in := withoutBlankRaw(text); onlyImages(withoutAttributes(in)) {
		return []block{{kind: figure, text: in}}
	}
	return []block{{kind: verbatim, text: text}}
}

// withoutAttributes takes off the braces behind pictures.
func withoutAttributes(text []inline) (out []inline) {
	for _, x := range text {
		if x.kind != raw || imageAttr.FindString(strings.TrimSpace(x.text)) != strings.TrimSpace(x.text) {
			out = append(out, x)
		}
	}
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func withoutBlankRaw(text []inline) (out []inline) {
	for _, x := range text {
		if x.kind != raw || strings.TrimSpace(x.text) != "" {
			out = append(out, x)
		}
	}
	return out
}

func setext(line string) int {
	bare := strings.TrimSpace(line)
	switch {
	case indentOf(line) > 3 || bare == "":
	case strings.Trim(bare, "=") == "":
		return 1
	case strings.Trim(bare, "-") == "":
		return 2
	}
	return 0
}

// tableAfter takes the rest of a table whose head is the last of some lines.
func (r *markdownReader) tableAfter(lines []string) (out []block) {
	head := lines[len(lines)-1]
	if before := lines[:len(lines)-1]; len(before) > 0 {
		out = append(out, block{kind: verbatim, text: r.pieces(strings.Join(tidyLines(before), "\n"))})
	}
	rows := append([]string{head}, r.until(func(l string) bool { return strings.TrimSpace(l) == "" })...)
	return append(out, block{kind: verbatim, label: "table", text: r.pieces(strings.Join(rows, "\n"))})
}

// bullets are the points of lines that all begin with a typed bullet; nil when
// they do not.
func (r *markdownReader) bullets(lines []string) (items [][]block) {
	for _, l := range lines {
		bare := strings.TrimSpace(l)
		if !isBullet(bare) {
			return nil
		}
		first := []rune(bare)[0]
		items = append(items, []block{{kind: verbatim, text: r.pieces(strings.TrimLeft(strings.TrimPrefix(bare, string(first)), blanks))}})
	}
	return items
}
