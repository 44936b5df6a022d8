package importer

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// writer prints the blocks of one file.
type writer struct {
	leads   func(inline) (to string, lost *finding) // where a link leads, as written
	has     func(target string) bool                // whether what a link leads to has a number
	picture func(name string) string                // where a picture is
	id      func(name string) string                // the id of a heading; "" for none
	notes   map[string][]block
	called  []string // notes, in the order of their calls
	sealed  []finding
	aside   []inline // pictures that could not stand where they did
}

// A seal is the place of a finding in what is written, until it is known on which
// line that is. Texts have none of these signs.
const (
	sealStart = 0x00
	sealEnd   = 0x01
)

func (w *writer) seal(f finding) string {
	w.sealed = append(w.sealed, f)
	return string(rune(sealStart)) + strconv.Itoa(len(w.sealed)-1) + string(rune(sealEnd))
}

// unsealed is a text without its seals.
func unsealed(s string) string {
	for {
		i := strings.IndexByte(s, sealStart)
		if i < 0 {
			return s
		}
		end := strings.IndexByte(s[i:], sealEnd)
		if end < 0 {
			return s
		}
		s = s[:i] + s[i+end+1:]
	}
}

// open breaks the seals: it gives the text and its findings, in places.
func (w *writer) open(path, s string) (text []byte, found diag.List) {
	var out strings.Builder
	line, col := 1, 1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == sealStart:
			end := strings.IndexByte(s[i:], sealEnd)
			n, _ := strconv.Atoi(s[i+1 : i+end])
			f := w.sealed[n]
			found.Add(f.severity, f.key, diag.Pos{Path: path, Line: line, Col: col}, f.args...)
			i += end
			continue
		case c == '\n':
			line, col = line+1, 1
		case c&0xc0 != 0x80:
			col++
		}
		out.WriteByte(s[i])
	}
	text = []byte(out.String())
	lines := strings.Split(string(text), "\n")
	for i, d := range found {
		found[i].Excerpt = lines[d.Pos.Line-1]
	}
	return text, found
}

func (w *writer) noteNumber(name string) string {
	i := slices.Index(w.called, name)
	if i < 0 {
		w.called = append(w.called, name)
		i = len(w.called) - 1
	}
	return strconv.Itoa(i + 1)
}

// file writes a whole file.
func (w *writer) file(list []block) string {
	body := w.blocks(list)
	for i := 0; i < len(w.called); i++ { // notes may call notes
		text := w.blocks(w.notes[w.called[i]])
		if text == "" {
			text = "…"
		}
		body += "\n\n[^" + strconv.Itoa(i+1) + "]: " + strings.TrimLeft(indent(text, "    "), " ")
	}
	if body == "" {
		return ""
	}
	return body + "\n"
}

// indent puts blanks before the lines of a text that have words.
func indent(s, by string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if unsealed(line) != "" {
			lines[i] = by + line
		}
	}
	return strings.Join(lines, "\n")
}

// blocks writes blocks, with an empty line between two.
func (w *writer) blocks(list []block) string {
	var parts []string
	marker := byte('-')
	seals := ""
	for i := range list {
		b := &list[i]
		if b.kind == remark {
			seals += w.seal(*b.found)
			continue
		}
		if b.kind == listBlock && i > 0 && list[i-1].kind == listBlock && list[i-1].ordered == b.ordered {
			marker ^= '-' ^ '*' // or the two would be one
		} else {
			marker = '-'
		}
		s := w.block(b, marker)
		s += w.putAside()
		if s = strings.Trim(s, "\n"); unsealed(s) == "" {
			seals += s
			continue
		}
		if b.kind == codeBlock && len(b.caption) == 0 && len(parts) > 0 {
			s = indent(s, announced(parts[len(parts)-1], list[:i], list[i+1:]))
		}
		parts = append(parts, seals+s)
		seals = ""
	}
	if seals != "" && len(parts) > 0 {
		parts[len(parts)-1] += seals
		seals = ""
	}
	return strings.Join(parts, "\n\n") + seals
}

// itemLine is the beginning of a point of a list.
var itemLine = pattern.Of(`^( *)(?:[-*+]|(\d{1,9})[.)])[ \t]+`)

// announced is how far code is indented that the last point of the list before it
// announces, «Ejecute:», so that it stands in that point; "" for other code, and
// where a list follows that would go on with the numbers of this one. written is
// what stands before.
func announced(written string, before, after []block) string {
	if !strings.HasSuffix(strings.TrimRight(unsealed(written), blanks), ":") || !isList(lastSaid(before)) {
		return ""
	}
	lines := strings.Split(unsealed(written), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		m := itemLine.FindStringSubmatch(lines[i])
		if m == nil {
			continue
		}
		if last, next := number(m[2]), firstNumber(after); next > 0 && m[2] != "" && next != last+1 {
			return ""
		}
		return strings.Repeat(" ", len(m[0]))
	}
	return ""
}

// lastSaid is the last block that is no remark.
func lastSaid(list []block) *block {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].kind != remark {
			return &list[i]
		}
	}
	return &block{}
}

func isList(b *block) bool { return b.kind == listBlock || b.kind == verbatim && b.label == "list" }

// firstNumber is the number that a list begins with, if one comes first; 0 for none.
func firstNumber(list []block) int {
	for i := range list {
		switch b := &list[i]; {
		case b.kind == remark:
		case b.kind == listBlock && b.ordered:
			return b.start
		case isList(b):
			if m := itemLine.FindStringSubmatch(strings.TrimLeft(rawText(b.text), " ")); m != nil && m[2] != "" {
				return number(m[2])
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// putAside writes the pictures that could not stand where they did.
func (w *writer) putAside() string {
	aside := w.aside
	w.aside = nil
	var b strings.Builder
	for _, x := range aside {
		b.WriteString("\n\n" + w.seal(finding{diag.Warning, "IMP-05.fuera", []string{x.text}}))
		w.image(&b, x, inParagraph)
	}
	return b.String()
}

func (w *writer) block(b *block, marker byte) string {
	switch b.kind {
	case heading:
		text := strings.Join(strings.Fields(w.inlines(b.text, inTitle, 0)), " ")
		if id := w.headingID(b); id != "" {
			text += " {#" + id + "}"
		}
		return strings.Repeat("#", max(1, min(b.level, 6))) + " " + text
	case paragraph:
		return guard(strings.Trim(strings.TrimSuffix(w.inlines(trimmed(b.text), inParagraph, 0), "\\\n"), blanks))
	case caption:
		return guard(w.inlines(b.text, inTitle, 0))
	case listBlock:
		return w.list(b, marker)
	case codeBlock:
		info := b.lang
		if b.label != "" {
			info += " " + b.label
		}
		return w.captioned(b, fenced(b.code, info))
	case quotation:
		return quoted(w.blocks(b.blocks))
	case callout:
		head := "[!" + b.label + "]"
		if hasWords(b.text) {
			head += " " + w.inlines(b.text, inTitle, 0)
		}
		return quoted(head + "\n" + w.blocks(b.blocks))
	case tableBlock:
		return w.captioned(b, w.table(b.table))
	case figure:
		return w.figure(b)
	case definition:
		body := w.blocks(b.blocks)
		return guard(w.inlines(b.text, inTitle, 0)) + "\n: " + strings.TrimLeft(indent(body, "  "), " ")
	case rule:
		return "---"
	case verbatim:
		return w.captioned(b, w.inlines(b.text, inParagraph, 0))
	}
	return ""
}

func (w *writer) headingID(b *block) string {
	for _, a := range b.anchors {
		if id := w.id(a); id != "" {
			return id
		}
	}
	return ""
}

// captioned puts a caption above a table or a listing.
func (w *writer) captioned(b *block, body string) string {
	if len(b.caption) == 0 {
		return body
	}
	series := "Tabla: "
	if b.kind == codeBlock {
		series = "Listado: "
	}
	return series + w.captionLine(b) + "\n\n" + body
}

func (w *writer) captionLine(b *block) string {
	s := strings.Join(strings.Fields(w.inlines(b.caption, inTitle, 0)), " ")
	if b.id != "" {
		s += " {#" + b.id + "}"
	}
	return s
}

func (w *writer) figure(b *block) string {
	s := w.inlines(b.text, inParagraph, 0)
	if len(b.caption) == 0 {
		return s
	}
	return s + "\n\nImagen: " + w.captionLine(b)
}

func quoted(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("> "+line, " ")
	}
	return strings.Join(lines, "\n")
}

// codeSigns is code without the signs that nobody sees, and that a shell takes for
// letters.
func codeSigns(code string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\ufeff' || r == '\u200b' {
			return -1
		}
		if r == '\u00a0' {
			return ' '
		}
		return r
	}, strings.Trim(code, "\n\r"))
}

func fenced(code, lang string) string {
	code = codeSigns(code)
	fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	return fence + lang + "\n" + code + "\n" + fence
}

// tight tells a list that needs no empty lines: of single paragraphs and of lists
// that are so.
func (b *block) tight() bool {
	for _, item := range b.items {
		for i := range item {
			switch x := &item[i]; {
			case x.kind == remark:
			case x.kind == listBlock && !x.tight():
				return false
			case x.kind == listBlock:
			case x.kind != paragraph && x.kind != verbatim, i > 0 && item[i-1].kind != remark:
				return false
			}
		}
	}
	return true
}

func (w *writer) list(b *block, marker byte) string {
	tight := b.tight()
	var parts []string
	for i, item := range b.items {
		head := string(marker) + " "
		if b.ordered {
			end := "."
			if marker != '-' {
				end = ")"
			}
			head = strconv.Itoa(b.start+i) + end + " "
		}
		body := w.blocks(item)
		if tight {
			body = strings.ReplaceAll(body, "\n\n", "\n")
		}
		parts = append(parts, head+strings.TrimLeft(indent(body, strings.Repeat(" ", len(head))), " "))
	}
	if tight {
		return strings.Join(parts, "\n")
	}
	return strings.Join(parts, "\n\n")
}
