package importer

import (
	"strconv"
	"strings"
	"unicode"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
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
		key := "IMP-03.marcas"
		if r.marks == 1 {
			key = "IMP-03.marca"
		}
		r.doc.found = append(r.doc.found, *about(diag.Info, key, strconv.Itoa(r.marks)))
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
	refDefinition  = pattern.Of(`^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?([^\s>]+)>?(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$`)
	noteDefinition = pattern.Of(`^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$`)
	fenceLine      = pattern.Of("^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$")
	atxLine        = pattern.Of(`^ {0,3}(#{1,6})(?:[ \t\x{a0}]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	tightHash      = pattern.Of(`^(#{2,6})([^#\s].*)$`)
	listLine       = pattern.Of(`^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)`)
	ruleLine       = pattern.Of(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	delimiterLine  = pattern.Of(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	markedLine     = pattern.Of(`^[ \t]*<mark>([^<]{1,80}[^<.:;])</mark>[ \t]*$`)
	headingID      = pattern.Of(`[ \t]*\{#([^\s{}]+)[^{}]*\}$`)
	htmlLine       = pattern.Of(`(?i)^ {0,3}<(?:/?(?:address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:[\s/>]|$)|!--|pre[\s>])`)
	swallowLine    = pattern.Of(`(?i)^ {0,3}<(style|script)[\s>]`)
	tocLine        = pattern.Of(`(?i)^[ \t]*(?:\[\[_toc_\]\]|\[toc\]|\{:toc\}|<!-- *toc *-->|\$\{toc\})[ \t]*$`)
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
			out = append(out, r.html()...)
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

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

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
