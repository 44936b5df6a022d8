package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// leaders are the points between an entry of a table of contents and its page.
var leaders = compiled(`(?:\.{4,}|…{2,})\s*\d*\s*$`)

// tidy makes of what documents show by their looks what it is: tables out of
// tabs, lists out of bullets, headings out of numbered bold lines, captions out of
// «Tabla 1.». Readers need not.
func (d *draft) tidy() {
	d.blocks = tabbed(d.blocks)
	d.blocks = bulleted(d.blocks)
	d.blocks = codeLines(d.blocks)
	d.takeControl()
	d.findHeadings()
	d.takeIndexes()
	d.untypeHeadings()
	d.takeCaptions()
	d.languages()
	d.references()
}

var referenceWord = compiled(`(?i)(?:\b(?:la|el|las|los|the)\s+)?\b(tablas?|cuadro|imagen|figura|ilustraci[óo]n|listado|numeral|secci[óo]n|table|figure)[\s\x{a0}]+$`)

// references takes off the word before a cross-reference that Folio writes with
// its word.
func (d *draft) references() {
	fix := func(text []inline) {
		for i := 1; i < len(text); i++ {
			x, before := &text[i], &text[i-1]
			if x.kind != link || before.kind != words || !strings.HasPrefix(x.target, "#") || !allDigits(plain(x.kids)) {
				continue
			}
			if m := referenceWord.FindStringSubmatchIndex(before.text); m != nil {
				before.text = before.text[:m[2]]
			}
		}
	}
	eachText(d.blocks, fix, func(string) {})
}

// tabbed makes tables of paragraphs that follow each other with tabs at the same
// places.
func tabbed(list []block) []block {
	var out []block
	for i := 0; i < len(list); {
		n := i
		var rows []row
		columns := 0
		for n < len(list) && (list[n].kind == paragraph || list[n].kind == verbatim && list[n].label == "") {
			lines := tabRows(list[n].text)
			if lines == nil || list[n].kind == verbatim && n > i {
				break
			}
			for _, l := range lines {
				columns = max(columns, len(l.cells))
			}
			rows = append(rows, lines...)
			n++
		}
		filled := 0
		for _, r := range rows {
			if len(r.cells) == columns {
				filled++
			}
		}
		if len(rows) < 2 || filled < 2 {
			out = append(out, list[i])
			i++
			continue
		}
		t := &table{rows: rows}
		t.rows[0].head = len(t.rows[0].cells) == columns && headed(t.rows[0])
		b := block{kind: tableBlock, table: t}
		for _, x := range list[i:n] {
			b.anchors = append(b.anchors, x.anchors...)
		}
		out = append(out, b)
		i = n
	}
	return out
}

// headed tells whether each cell of a row says something.
func headed(r row) bool {
	return !slices.ContainsFunc(r.cells, func(c cell) bool { return c.text() == "" })
}

// tabRows parts a paragraph at its tabs, a row a line; nil when a line has none
// between words.
func tabRows(text []inline) (rows []row) {
	var lines [][]inline
	line := []inline{}
	for _, x := range text {
		switch {
		case x.kind == lineBreak:
			lines, line = append(lines, line), []inline{}
		case (x.kind == raw || x.kind == words) && strings.Contains(x.text, "\n"):
			for i, s := range strings.Split(x.text, "\n") {
				if i > 0 {
					lines, line = append(lines, line), []inline{}
				}
				line = append(line, inline{kind: x.kind, text: s})
			}
		default:
			line = append(line, x)
		}
	}
	lines = append(lines, line)
	for _, l := range lines {
		if !hasWords(l) {
			continue
		}
		cells := tabCells(l)
		if len(cells) < 2 || len(cells) > 12 || leaders.MatchString(rawText(l)) {
			return nil
		}
		if first := strings.TrimLeft(rawText(l), blanks); first != "" && isBullet(first) {
			return nil
		}
		rows = append(rows, row{cells: cells})
	}
	return rows
}

func rawText(text []inline) string {
	var b strings.Builder
	for _, x := range text {
		b.WriteString(x.text)
		b.WriteString(rawText(x.kids))
	}
	return b.String()
}

func tabCells(line []inline) (cells []cell) {
	var current []inline
	put := func() {
		c := cell{}
		if text := trimmed(current); hasWords(text) {
			c.blocks = []block{para(text...)}
			if text[0].kind == raw {
				c.blocks[0].kind = verbatim
				c.blocks[0].text[0].text = strings.Trim(text[0].text, blanks)
			}
		}
		cells = append(cells, c)
		current = nil
	}
	for _, x := range line {
		if x.kind != words && x.kind != raw || !strings.Contains(x.text, "\t") {
			current = append(current, x)
			continue
		}
		for i, s := range strings.Split(x.text, "\t") {
			if i > 0 {
				put()
			}
			if s != "" {
				current = append(current, inline{kind: x.kind, text: s})
			}
		}
	}
	put()
	for len(cells) > 1 && cells[len(cells)-1].blocks == nil && len(cells) > 3 {
		cells = cells[:len(cells)-1]
	}
	return cells
}

const bullets = "•▪●◦‣∙·➢➤✓"

func isBullet(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(bullets, r) && len(s) > size
}

// bulleted makes lists of paragraphs that begin with a bullet.
func bulleted(list []block) []block {
	var out []block
	for _, b := range list {
		var items [][]block
		if b.kind == paragraph {
			items = bulletItems(b.text)
		}
		if items == nil {
			out = append(out, b)
			continue
		}
		if n := len(out); n > 0 && out[n-1].kind == listBlock && out[n-1].label == "bullets" {
			out[n-1].items = append(out[n-1].items, items...)
			continue
		}
		out = append(out, block{kind: listBlock, label: "bullets", items: items, anchors: b.anchors})
	}
	return out
}

// bulletItems are the points of a paragraph whose lines all begin with a bullet.
func bulletItems(text []inline) (items [][]block) {
	for _, l := range linesOf(text) {
		l = trimmed(l)
		if len(l) == 0 {
			continue
		}
		if l[0].kind != words || !isBullet(l[0].text) {
			return nil
		}
		_, size := utf8.DecodeRuneInString(l[0].text)
		l = append([]inline{say(strings.TrimLeft(l[0].text[size:], blanks))}, l[1:]...)
		items = append(items, []block{para(l...)})
	}
	return items
}

// codeLines makes listings of the lines of paragraphs that are nothing but code.
func codeLines(list []block) (out []block) {
	for _, b := range list {
		for k := range b.items {
			b.items[k] = codeLines(b.items[k])
		}
		b.blocks = codeLines(b.blocks)
		if b.kind != paragraph || !slices.ContainsFunc(b.text, func(x inline) bool { return x.kind == lineBreak }) {
			out = append(out, b)
			continue
		}
		var text []inline
		var code []string
		flush := func() {
			if text = trimmed(text); hasWords(text) {
				out = append(out, block{kind: paragraph, text: text, anchors: b.anchors})
				b.anchors = nil
			}
			if code != nil {
				out = append(out, block{kind: codeBlock, code: strings.Join(code, "\n")})
			}
			text, code = nil, nil
		}
		for _, line := range linesOf(b.text) {
			if l := trimmed(line); len(l) == 1 && l[0].kind == codeSpan {
				if code == nil {
					flush()
				}
				code = append(code, l[0].text)
				continue
			}
			if code != nil {
				flush()
			}
			if len(text) > 0 {
				text = append(text, inline{kind: lineBreak, text: "\n"})
			}
			text = append(text, line...)
		}
		flush()
	}
	return out
}

// linesOf parts a text at its line breaks.
func linesOf(text []inline) (lines [][]inline) {
	line := []inline{}
	for _, x := range text {
		if x.kind == lineBreak {
			lines, line = append(lines, line), []inline{}
			continue
		}
		line = append(line, x)
	}
	return append(lines, line)
}

// typed is a number before the words of a heading.
var typed = compiled(`^\s*((?:\d{1,2}(?:\.\d{1,2}){0,5}[.)]?(?:\s*[-–—.])?|[IVX]{1,5}[.)]))[\s\x{a0}]+(\S)`)

// untyped is a heading without its number.
func untyped(s string) string {
	if m := typed.FindStringSubmatchIndex(s); m != nil && goesWithNumber(s, m[3], m[4]) {
		return s[m[4]:]
	}
	return s
}

// goesWithNumber tells a heading's number from a quantity: «3 servidores».
func goesWithNumber(s string, end, from int) bool {
	r, _ := utf8.DecodeRuneInString(s[from:])
	number := s[:end]
	return strings.ContainsAny(number, ".)-–—") || strings.ToUpper(string(r)) == string(r)
}

// findHeadings takes numbered bold lines for headings in a document that has no
// others.
func (d *draft) findHeadings() {
	if slices.ContainsFunc(d.blocks, func(b block) bool { return b.kind == heading }) {
		return
	}
	found := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		text := plain(b.text)
		if b.kind != paragraph || b.label == titleLabel || !allBold([]block{*b}) || len(text) > 140 || dotted.MatchString(text) {
			continue
		}
		if m := typed.FindStringSubmatch(text); m != nil {
			b.kind, b.quiet = heading, true
			b.level = 1 + strings.Count(strings.Trim(m[1], ".) -–—"), ".")
			found++
		}
	}
	for i := range d.blocks { // a list of bold points, each over its text
		b := &d.blocks[i]
		if found > 0 || b.kind != listBlock || !b.ordered || len(b.items) < 2 {
			continue
		}
		if heads := boldPoints(*b); heads != nil {
			d.blocks = slices.Concat(d.blocks[:i:i], heads, d.blocks[i+1:])
			found++
			break
		}
	}
	if found > 0 {
		d.tell(diag.Warning, "IMP-03.negrita", strconv.Itoa(found))
	}
}

// boldPoints makes headings of a list whose points all begin with a bold line and
// have more; nil when it is a list.
func boldPoints(l block) (out []block) {
	for _, item := range l.items {
		if len(item) < 2 || !allBold(item[:1]) || len(plain(item[0].text)) > 140 {
			return nil
		}
		out = append(out, block{kind: heading, level: 1, text: item[0].text, anchors: item[0].anchors, quiet: true})
		out = append(out, item[1:]...)
	}
	return out
}

var indexHeads = compiled(`^(?:tabla de contenidos?|contenidos?|indice(?: general)?|(?:lista|indice) de (?:tablas|imagenes|figuras|ilustraciones|graficas|cuadros)|table of contents|contents)$`)

// takeIndexes takes out tables of contents and lists of tables that were typed:
// Folio writes them.
func (d *draft) takeIndexes() {
	var out []block
	for i := 0; i < len(d.blocks); {
		b := d.blocks[i]
		text := plain(b.text)
		if (b.kind == heading || b.kind == paragraph || b.kind == verbatim) && indexHeads.MatchString(strings.Trim(i18n.Fold(untyped(text)), ": ")) {
			end := i + 1
			for end < len(d.blocks) && (d.blocks[end].kind == remark || isIndex(d.blocks[end:end+1])) {
				end++
			}
			if end > i+1 || b.kind == heading && (end == len(d.blocks) || d.blocks[end].kind == heading) {
				d.dropped("IMP-04.indice")
				for _, x := range d.blocks[i:end] {
					if x.kind == remark && x.found.key != "IMP-04.indice" {
						out = append(out, x)
					}
				}
				i = end
				continue
			}
		}
		if b.kind == remark && b.found.key == "IMP-04.indice" {
			d.dropped("IMP-04.indice")
			i++
			continue
		}
		out = append(out, b)
		i++
	}
	d.blocks = out
}

// isIndex tells whether blocks are lines of a table of contents, or nothing but
// links to places of the document.
func isIndex(list []block) bool {
	for _, b := range list {
		switch b.kind {
		case paragraph, verbatim:
			lines := 0
			for line := range strings.SplitSeq(rawText(b.text), "\n") {
				if strings.TrimSpace(line) == "" {
					continue
				}
				if !dotted.MatchString(line) {
					return false
				}
				lines++
			}
			if lines == 0 {
				return false
			}
		case listBlock:
			for _, item := range b.items {
				for _, x := range item {
					if x.kind == paragraph && !onlyLinks(x.text) && !dotted.MatchString(rawText(x.text)) || x.kind == listBlock && !isIndex([]block{x}) {
						return false
					}
				}
			}
		case tableBlock:
			for _, r := range b.table.rows {
				if last := len(r.cells) - 1; last < 1 || !allDigits(r.cells[last].text()) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789. …") == "" }

func onlyLinks(text []inline) bool {
	some := false
	for _, x := range text {
		switch {
		case x.kind == link && strings.HasPrefix(x.target, "#"):
			some = true
		case x.kind == words && strings.Trim(x.text, blanks+".0123456789") == "":
		default:
			return false
		}
	}
	return some
}

// untypeHeadings takes the numbers off headings, which Folio numbers, and the
// bold off them.
func (d *draft) untypeHeadings() {
	n := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind != heading {
			continue
		}
		b.text = trimmed(unstrong(b.text))
		if cutTyped(b.text) {
			n++
		}
		b.text = trimmed(b.text)
	}
	if n > 0 {
		d.tell(diag.Info, "IMP-04.numeros", strconv.Itoa(n))
	}
}

// unstrong takes off what marks all of a heading.
func unstrong(text []inline) []inline {
	text = trimmed(text)
	for len(text) == 1 && (text[0].kind == strong || text[0].kind == underline || text[0].kind == emphasis) {
		text = trimmed(text[0].kids)
	}
	for len(text) == 1 && text[0].kind == raw {
		inner := text[0].text
		for _, m := range []string{"**", "__"} {
			if s, ok := strings.CutPrefix(inner, m); ok {
				if s, ok = strings.CutSuffix(s, m); ok && !strings.Contains(s, m) {
					inner = s
				}
			}
		}
		if inner == text[0].text {
			break
		}
		text = []inline{{kind: raw, text: inner}}
	}
	return text
}

// cutTyped takes a typed number off the words of a heading.
func cutTyped(text []inline) bool {
	whole := plain(text)
	short := untyped(whole)
	cut := utf8.RuneCountInString(whole) - utf8.RuneCountInString(short)
	if cut == 0 {
		return false
	}
	// The number may be spread over several stretches of the words.
	gone := strings.Join(strings.Fields(whole[:len(whole)-len(short)]), "")
	for i := range text {
		x := &text[i]
		if x.kind != words && x.kind != raw {
			if len(x.kids) == 0 {
				return false
			}
			return cutTyped(x.kids)
		}
		for gone != "" && x.text != "" {
			r, size := utf8.DecodeRuneInString(x.text)
			if !strings.ContainsRune(blanks, r) {
				if !strings.HasPrefix(gone, x.text[:size]) {
					return false
				}
				gone = gone[size:]
			}
			x.text = x.text[size:]
		}
		if gone == "" {
			x.text = strings.TrimLeft(x.text, blanks)
			return true
		}
	}
	return true
}

// languages guesses the language of listings that say none.
func (d *draft) languages() {
	eachBlock(d.blocks, func(b *block) {
		if b.kind != codeBlock {
			return
		}
		b.lang = strings.ToLower(strings.TrimSpace(b.lang))
		if other := languageNames[b.lang]; other != "" {
			b.lang = other
		}
		if !langForm.MatchString(b.lang) {
			b.lang = ""
		}
		switch is := check.Language(b.code); {
		case b.lang == "" || is == "dockerfile" && b.lang == "yaml" || is == "dotenv" && b.lang == "bash":
			b.lang = is
		case b.lang == "json" && slashes.MatchString(b.code):
			b.lang = "jsonc"
		}
		if b.lang == "" {
			b.lang = "text"
		}
	})
}

// slashes are a comment that JSON does not have.
var slashes = compiled(`(?m)^\s*//`)

var langForm = compiled(`^[a-z0-9+#._-]{1,30}$`)

// languageNames are those that other programs have for languages.
var languageNames = map[string]string{
	"shell": "bash", "sh": "bash", "none": "text", "plain": "text", "plaintext": "text", "txt": "text", "html/xml": "xml", "c#": "csharp",
	"yml": "yaml", "shell-session": "console", "text only": "text", "default": "text",
}
