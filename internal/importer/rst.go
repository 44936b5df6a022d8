package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// rstFormat reads reStructuredText, with Sphinx's directives and roles.
func rstFormat() format {
	return format{
		name: "reStructuredText",
		is:   func(in *input) bool { return in.ext() == ".rst" || in.ext() == ".rest" },
		read: readRST,
	}
}

// rstReader is one reading.
type rstReader struct {
	doc     document
	styles  []string            // of section titles, by level
	targets map[string]string   // addresses by name
	subs    map[string][]inline // substitutions
	auto    []string            // names of notes that have none, in order
	called  int                 // of them
	anchors []string            // that wait for a block
	depth   int
	names   map[string]bool // of anchors of this document
	anon    []string        // addresses of links without a name, in order
	anonAt  int
}

func readRST(in *input) (document, error) {
	r := &rstReader{targets: map[string]string{}, subs: map[string][]inline{}, names: map[string]bool{}}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	text := in.text
	if parted, ok := partLine(text); ok {
		text = parted
		r.doc.found = append(r.doc.found, *about(diag.Warning, "IMP-09.renglon"))
	}
	lines := strings.Split(untabbed(text), "\n")
	r.define(lines)
	r.doc.blocks = emptyRubrics(r.blocks(lines))
	return r.doc, nil
}

// untabbed writes tabs as the blanks that they stand for.
func untabbed(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, c := range s {
		switch c {
		case '\t':
			n := 8 - col%8
			b.WriteString(strings.Repeat(" ", n))
			col += n
			continue
		case '\n':
			col = -1
		}
		col++
		b.WriteRune(c)
	}
	return b.String()
}

var (
	oneLine      = pattern.Of(`(?:^| )\.\. (?:_[^:]+:|\[[^\]]*\]|[\w-]+::)`)
	lineTitle    = pattern.Of(`^(\.\. _[^:]+:) (\S[^*=~#^"+]{0,80}?) ([*=~#^"+-]{4,}) `)
	lineExplicit = pattern.Of(` (\.\. (?:_[^: ]+:|\[[^\]]*\]|[\w-]+::))`)
	lineItem     = pattern.Of(`([.:;]) - (\p{Lu})`)
	lineOption   = pattern.Of(` (:[a-z-]+:(?: \d+)?)`)
)

// partLine parts a text that somebody's program put into one line, at the marks
// that only stand at the beginning of one.
func partLine(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if strings.Count(s, "\n") > 2 || len(s) < 200 || len(oneLine.FindAllString(s, 3)) < 2 {
		return s, false
	}
	s = strings.ReplaceAll(s, "\n", " ")
	if m := lineTitle.FindStringSubmatch(s); m != nil {
		s = m[1] + "\n\n" + m[2] + "\n" + strings.Repeat(m[3][:1], utf8.RuneCountInString(m[2])) + "\n\n" + s[len(m[0]):]
	}
	s = lineExplicit.ReplaceAllString(s, "\n\n$1")
	s = lineItem.ReplaceAllString(s, "$1\n\n- $2")
	parts := strings.Split(s, "\n\n")
	for i, p := range parts {
		if strings.HasPrefix(p, ".. toctree::") {
			p = lineOption.ReplaceAllString(p, "\n   $1")
			if at := strings.LastIndex(p, ": "); at >= 0 {
				p = p[:at+2] + strings.Replace(p[at+2:], " ", "\n\n   ", 1)
			}
			parts[i] = p
		}
	}
	return strings.Join(parts, "\n\n"), true
}

var (
	rstTarget  = pattern.Of("^\\.\\. _(?:`([^`]+)`|([^:`]+?)):(?:\\s+(.*))?$")
	rstAnon    = pattern.Of(`^(?:\.\. __:|__) +(.*)$`)
	rstNote    = pattern.Of(`^\.\. \[(\d+|#[\w.-]*|\*|[A-Za-z][\w.-]*)\](?:\s+(.*))?$`)
	rstSub     = pattern.Of(`^\.\. \|([^|]+)\|\s+([\w-]+)::\s*(.*)$`)
	rstDir     = pattern.Of(`^\.\. ([A-Za-z][\w:.-]*?)::(?:\s+(.*))?$`)
	rstOption  = pattern.Of(`^:([\w-]+):(?:\s+(.*))?$`)
	rstBullet  = pattern.Of(`^([-*+•‣])( +|$)`)
	rstNumber  = pattern.Of(`^\(?(\d{1,4}|[A-Za-z]|#|[ivxIVX]{2,4})[.)]( +|$)`)
	rstField   = pattern.Of(`^:([^:\s][^:]{0,60}):(?: +(.*))?$`)
	rstGrid    = pattern.Of(`^\+(?:[-=]+\+)+\s*$`)
	rstSimple  = pattern.Of(`^=+(?: +=+)+\s*$`)
	rstDoctest = pattern.Of(`^>>> `)
)

// define notes what the text may call before it stands there.
func (r *rstReader) define(lines []string) {
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if m := rstTarget.FindStringSubmatch(line); m != nil {
			name := strings.ToLower(m[1] + m[2])
			to := strings.TrimSpace(m[3])
			for k := i + 1; to != "" && k < len(lines) && strings.HasPrefix(lines[k], "   ") && strings.TrimSpace(lines[k]) != ""; k++ {
				to += strings.TrimSpace(lines[k])
			}
			if to == "" {
				r.names[name] = true
			} else {
				r.targets[name] = to
			}
			continue
		}
		if m := rstAnon.FindStringSubmatch(line); m != nil {
			r.anon = append(r.anon, m[1])
		}
		if m := rstSub.FindStringSubmatch(line); m != nil {
			switch m[2] {
			case "image":
				x := inline{kind: image, target: strings.TrimSpace(m[3]), text: m[1]}
				for k := i + 1; k < len(lines) && strings.HasPrefix(lines[k], " "); k++ {
					if o := rstOption.FindStringSubmatch(strings.TrimSpace(lines[k])); o != nil && o[1] == "alt" {
						x.text = strings.TrimSpace(o[2])
					}
				}
				r.subs[m[1]] = []inline{x}
			case "unicode":
				r.subs[m[1]] = []inline{say(unicodeOf(m[3]))}
			default:
				r.subs[m[1]] = []inline{say(m[3])}
			}
		}
		if m := rstNote.FindStringSubmatch(line); m != nil && (m[1] == "#" || m[1] == "*") {
			r.auto = append(r.auto, "auto"+strconv.Itoa(len(r.auto)))
		}
	}
	for i := 0; i+1 < len(lines); i++ {
		if isAdornment(strings.TrimRight(lines[i+1], " "), lines[i]) {
			r.names[strings.ToLower(strings.TrimSpace(lines[i]))] = true
		}
	}
}

func unicodeOf(s string) string {
	var b strings.Builder
	for _, f := range strings.Fields(s) {
		hex := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(f), "0x"), "u+")
		if k, err := strconv.ParseUint(hex, 16, 32); err == nil && hex != strings.ToLower(f) {
			b.WriteRune(rune(k))
		} else {
			b.WriteString(f)
		}
	}
	return b.String()
}

const adornments = "=-`:'\"~^_*+#<>.!$%&,/;?@"

// isAdornment tells a line that underlines a title.
func isAdornment(line, title string) bool {
	title = strings.TrimSpace(title)
	if len(line) < 3 || title == "" || !strings.Contains(adornments, line[:1]) || strings.Trim(line, line[:1]) != "" {
		return false
	}
	return len(line) >= utf8.RuneCountInString(title) || len(line) >= 4 && !strings.HasPrefix(title, "..")
}

// indentation is how many blanks a line begins with.
func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// body takes the lines after at that are indented, without their indent.
func rstBody(lines []string, at int) (body []string, next int) {
	least := 1 << 20
	next = at
	for k := at; k < len(lines); k++ {
		if strings.TrimSpace(lines[k]) == "" {
			continue
		}
		if indentation(lines[k]) == 0 {
			break
		}
		least = min(least, indentation(lines[k]))
		next = k + 1
	}
	for _, l := range lines[at:next] {
		body = append(body, l[min(least, len(l)):])
	}
	return body, next
}

// blocks reads the blocks of lines.
func (r *rstReader) blocks(lines []string) (out []block) {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(say(strings.Join(lines, " ")), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	put := func(list ...block) {
		if len(list) > 0 && len(r.anchors) > 0 {
			list[0].anchors = append(list[0].anchors, r.anchors...)
			r.anchors = nil
		}
		out = append(out, list...)
	}
	for at := 0; at < len(lines); {
		line := strings.TrimRight(lines[at], " ")
		switch {
		case line == "":
			at++
		case strings.HasPrefix(line, ".. ") || line == "..":
			list, next := r.explicit(lines, at)
			put(list...)
			at = next
		case rstAnon.MatchString(line):
			at++
		case line[0] == ' ':
			body, next := rstBody(lines, at)
			if list := r.blocks(body); len(list) > 0 {
				put(block{kind: quotation, blocks: list})
			}
			at = next
		case at+2 < len(lines) && isAdornment(line, lines[at+1]) && strings.TrimRight(lines[at+2], " ") == line:
			put(r.title(strings.TrimSpace(lines[at+1]), line[:1]+"o"))
			at += 3
		case at+1 < len(lines) && isAdornment(strings.TrimRight(lines[at+1], " "), line) && !isAdornment(line, "xxx"):
			put(r.title(line, lines[at+1][:1]))
			at += 2
		case rstGrid.MatchString(line):
			b, next := r.grid(lines, at)
			put(b)
			at = next
		case rstSimple.MatchString(line):
			b, next := r.simpleTable(lines, at)
			put(b)
			at = next
		case isAdornment(line, "xxx") && len(line) >= 4:
			put(block{kind: rule})
			at++
		case rstBullet.MatchString(line):
			b, next := r.list(lines, at, rstBullet, false)
			put(b)
			at = next
		case rstNumber.MatchString(line) && r.numberedItem(lines, at):
			b, next := r.list(lines, at, rstNumber, true)
			put(b)
			at = next
		case rstField.MatchString(line):
			list, next := r.fields(lines, at, len(out) == 0 && r.depth == 1)
			put(list...)
			at = next
		case strings.HasPrefix(line, "| ") || line == "|":
			var text []inline
			for at < len(lines) && strings.HasPrefix(lines[at], "|") {
				if len(text) > 0 {
					text = append(text, inline{kind: lineBreak, text: "\n"})
				}
				text = append(text, r.inlines(strings.TrimSpace(lines[at][1:]))...)
				at++
			}
			put(para(text...))
		case rstDoctest.MatchString(line):
			var code []string
			for at < len(lines) && strings.TrimSpace(lines[at]) != "" {
				code = append(code, lines[at])
				at++
			}
			put(block{kind: codeBlock, lang: "python", code: strings.Join(code, "\n")})
		default:
			list, next := r.paragraph(lines, at)
			put(list...)
			at = next
		}
	}
	return out
}

func (r *rstReader) title(text, style string) block {
	level := slices.Index(r.styles, style)
	if level < 0 {
		r.styles = append(r.styles, style)
		level = len(r.styles) - 1
	}
	return block{kind: heading, level: min(level+1, 9), text: r.inlines(text), anchors: []string{strings.ToLower(text)}}
}

// paragraph reads a paragraph and the literal text after it, or a term and what it
// means.
func (r *rstReader) paragraph(lines []string, at int) (out []block, next int) {
	if at+1 < len(lines) && strings.HasPrefix(lines[at+1], " ") && strings.TrimSpace(lines[at+1]) != "" && !strings.HasSuffix(strings.TrimRight(lines[at], " "), "::") {
		body, next := rstBody(lines, at+1)
		return []block{{kind: definition, text: r.inlines(strings.TrimSpace(lines[at])), blocks: r.blocks(body)}}, next
	}
	var text []string
	for at < len(lines) && strings.TrimSpace(lines[at]) != "" {
		if len(text) > 0 && (strings.HasPrefix(lines[at], ".. ") || indentation(lines[at]) > 0 && strings.HasSuffix(text[len(text)-1], "::")) {
			break
		}
		text = append(text, strings.TrimSpace(lines[at]))
		at++
	}
	s := strings.Join(text, " ")
	literal := strings.HasSuffix(s, "::")
	if literal {
		s = strings.TrimSuffix(s, ":")
		if s == ":" || strings.HasSuffix(s, " :") {
			s = strings.TrimSpace(strings.TrimSuffix(s, ":"))
		}
	}
	if s != "" {
		out = append(out, para(r.inlines(s)...))
	}
	if literal {
		var code []string
		code, at = rstBody(lines, at)
		if len(code) > 0 {
			out = append(out, block{kind: codeBlock, code: strings.Trim(strings.Join(code, "\n"), "\n")})
		}
	}
	return out, at
}

// explicit reads what begins with two points.
func (r *rstReader) explicit(lines []string, at int) (out []block, next int) {
	line := strings.TrimRight(lines[at], " ")
	body, next := rstBody(lines, at+1)
	if m := rstTarget.FindStringSubmatch(line); m != nil {
		if strings.TrimSpace(m[3]) == "" && (len(body) == 0 || strings.TrimSpace(body[0]) == "") {
			r.anchors = append(r.anchors, strings.ToLower(m[1]+m[2]))
			next = at + 1
		}
		return nil, next
	}
	if m := rstNote.FindStringSubmatch(line); m != nil {
		name := m[1]
		if name == "#" || name == "*" {
			name = "auto" + strconv.Itoa(r.called)
			r.called++
		}
		r.doc.notes[strings.ToLower(name)] = r.blocks(append([]string{m[2]}, body...))
		return nil, next
	}
	if rstSub.MatchString(line) || rstAnon.MatchString(line) {
		return nil, next
	}
	if m := rstDir.FindStringSubmatch(line); m != nil {
		return r.directive(strings.ToLower(m[1]), m[2], body), next
	}
	if text := strings.TrimSpace(strings.TrimPrefix(line, "..") + "\n" + strings.Join(body, "\n")); text != "" {
		out = append(out, commented(text))
	}
	return out, next
}

// commented is what an author said to whoever reads the source.
func commented(text string) block {
	text = strings.NewReplacer("--", "- -", "\n\n", "\n").Replace(strings.TrimSpace(text))
	return block{kind: verbatim, label: "html", text: []inline{{kind: raw, text: "<!-- " + text + " -->"}}}
}

// emptyRubrics takes out titles of lists that Folio makes: of contents, of notes.
func emptyRubrics(list []block) (out []block) {
	for i, b := range list {
		if b.label == "rubric" {
			k := i + 1
			for k < len(list) && list[k].kind == remark {
				k++
			}
			if k == len(list) || list[k].label == "rubric" {
				out = append(out, remarkOf(diag.Info, "IMP-09.omitido", plain(b.text)))
				continue
			}
		}
		out = append(out, b)
	}
	return out
}
