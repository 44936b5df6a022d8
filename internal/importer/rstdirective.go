package importer

import (
	"encoding/csv"
	"strings"

	"folio/internal/diag"
)

// callouts are the kinds of callouts by what other markups call them.
var callouts = map[string]string{
	"note": "NOTA", "info": "INFORMACIÓN", "seealso": "NOTA", "todo": "NOTA", "tip": "CONSEJO", "hint": "CONSEJO", "important": "IMPORTANTE",
	"warning": "ADVERTENCIA", "attention": "ADVERTENCIA", "caution": "PRECAUCIÓN", "danger": "PELIGRO", "error": "PELIGRO", "admonition": "NOTA",
	"success": "CONSEJO", "nota": "NOTA", "advertencia": "ADVERTENCIA", "aviso": "ADVERTENCIA", "panel": "NOTA", "box": "NOTA", "warn": "ADVERTENCIA",
	"alert": "PELIGRO", "question": "NOTA", "expand": "NOTA",
}

// rstOptions parts a directive's options from its content.
func rstOptions(body []string) (options map[string]string, rest []string) {
	options = map[string]string{}
	i := 0
	for i < len(body) {
		m := rstOption.FindStringSubmatch(strings.TrimSpace(body[i]))
		if m == nil {
			break
		}
		options[m[1]] = strings.TrimSpace(m[2])
		i++
	}
	for i < len(body) && strings.TrimSpace(body[i]) == "" {
		i++
	}
	return options, body[i:]
}

// directive reads a directive.
func (r *rstReader) directive(name, args string, body []string) []block {
	args = strings.TrimSpace(args)
	options, rest := rstOptions(body)
	if options["name"] != "" {
		r.anchors = append(r.anchors, strings.ToLower(options["name"]))
	}
	text := func() []block { return r.blocks(rest) }
	switch name {
	case "epigraph", "highlights", "pull-quote", "compound", "parsed-literal":
		if args != "" { // they have no argument: what stands on their line is text too
			args, rest = "", append([]string{args}, rest...)
		}
	}
	switch name {
	case "code-block", "code", "sourcecode", "parsed-literal", "prompt":
		b := block{kind: codeBlock, lang: args, code: strings.Trim(strings.Join(rest, "\n"), "\n")}
		if name == "parsed-literal" || strings.Contains(args, " ") {
			b.lang = ""
		}
		if c := options["caption"]; c != "" {
			b.caption = r.inlines(c)
		}
		return []block{b}
	case "math":
		code := strings.TrimSpace(args + "\n" + strings.Join(rest, "\n"))
		return []block{{kind: codeBlock, code: code, lang: "text"}, remarkOf(diag.Warning, "IMP-09.formula", shorten(code))}
	case "image", "figure":
		b := block{kind: figure, text: []inline{{kind: image, target: args, text: options["alt"]}}}
		if to := options["target"]; to != "" && isExternal(to) { // a picture that leads elsewhere
			b = para(inline{kind: link, target: to, kids: b.text})
		}
		if list := text(); len(list) > 0 {
			b.caption = list[0].text
			return append([]block{b}, list[1:]...)
		}
		return []block{b}
	case "toctree", "contents", "sectnum", "tableofcontents":
		return []block{remarkOf(diag.Info, "IMP-04.indice")}
	case "rubric":
		return []block{{kind: paragraph, label: "rubric", text: []inline{{kind: strong, kids: r.inlines(args)}}}}
	case "versionadded", "versionchanged", "deprecated":
		word := map[string]string{"versionadded": "Desde la versión ", "versionchanged": "Cambia en la versión ", "deprecated": "En desuso desde la versión "}[name]
		list := text()
		lead := []inline{{kind: emphasis, kids: []inline{say(word + args + ".")}}}
		if len(list) > 0 && list[0].kind == paragraph {
			list[0].text = append(append(lead, say(" ")), list[0].text...)
			return list
		}
		return append([]block{para(lead...)}, list...)
	case "table":
		list := text()
		for i := range list {
			if list[i].kind == tableBlock {
				list[i].caption = r.inlines(args)
				break
			}
		}
		return list
	case "list-table":
		return []block{r.listTable(args, options, rest)}
	case "csv-table":
		if file := firstOf(options["file"], options["url"]); file != "" {
			return []block{para(r.inlines(args)...), para(inline{kind: codeSpan, text: file}), remarkOf(diag.Warning, "IMP-07", name, file)}
		}
		return []block{r.csvTable(args, options, rest)}
	case "glossary", "only", "container", "class", "rst-class", "compound", "hlist", "centered", "tab", "tabs", "tab-set", "tab-item", "grid", "grid-item", "dropdown", "details", "collapse", "ifconfig", "acks":
		var lead []block
		if (name == "centered" || strings.HasPrefix(name, "tab") || name == "dropdown" || name == "details" || name == "collapse") && args != "" {
			lead = []block{para(inline{kind: strong, kids: r.inlines(args)})}
		}
		return append(lead, text()...)
	case "topic", "sidebar":
		return []block{{kind: callout, label: "NOTA", text: r.inlines(args), blocks: text()}}
	case "epigraph", "highlights", "pull-quote":
		return []block{{kind: quotation, blocks: text()}}
	case "index", "meta", "highlight", "default-role", "role", "currentmodule", "module", "tabularcolumns", "codeauthor", "sectionauthor", "header", "footer", "raw", "title":
		if name == "raw" || name == "header" || name == "footer" {
			return []block{remarkOf(diag.Warning, "IMP-09.omitido", name+": "+shorten(strings.Join(strings.Fields(args+" "+strings.Join(rest, " ")), " ")))}
		}
		return []block{remarkOf(diag.Info, "IMP-09.omitido", strings.TrimSpace(name+" "+shorten(args)))}
	case "include", "literalinclude":
		return []block{para(inline{kind: codeSpan, text: args}), remarkOf(diag.Warning, "IMP-07", name, args)}
	}
	if label := callouts[name]; label != "" {
		b := block{kind: callout, label: label}
		if name == "admonition" {
			b.text = r.inlines(args)
		} else if args != "" {
			rest = append([]string{args}, rest...)
		}
		b.blocks = r.blocks(rest)
		return []block{b}
	}
	out := []block{remarkOf(diag.Warning, "IMP-09.directiva", name)}
	if args != "" {
		out = append(out, para(r.inlines(args)...))
	}
	return append(out, text()...)
}

func (r *rstReader) listTable(title string, options map[string]string, body []string) block {
	t := &table{}
	heads := number(options["header-rows"])
	t.headers = number(options["stub-columns"]) == 1
	for _, b := range r.blocks(body) {
		for _, item := range b.items {
			line := row{head: len(t.rows) < heads}
			for _, inner := range item {
				for _, c := range inner.items {
					line.cells = append(line.cells, cell{blocks: c})
				}
			}
			t.rows = append(t.rows, line)
		}
	}
	return block{kind: tableBlock, table: t, caption: r.inlines(title)}
}

func (r *rstReader) csvTable(title string, options map[string]string, body []string) block {
	t := &table{}
	add := func(src string, head bool) {
		c := csv.NewReader(strings.NewReader(src))
		c.FieldsPerRecord, c.LazyQuotes, c.TrimLeadingSpace = -1, true, true
		records, _ := c.ReadAll() // what is left of a wrong one is shown
		for i, rec := range records {
			line := row{head: head || i < number(options["header-rows"])}
			for _, s := range rec {
				line.cells = append(line.cells, cell{blocks: r.blocks(strings.Split(s, "\n"))})
			}
			t.rows = append(t.rows, line)
		}
	}
	if options["header"] != "" {
		add(options["header"], true)
	}
	add(strings.Join(body, "\n"), false)
	return block{kind: tableBlock, table: t, caption: r.inlines(title)}
}

// grid reads a table that is drawn with lines. Cells that are one have no line
// between them.
func (r *rstReader) grid(lines []string, at int) (block, int) {
	var art [][]rune
	next := at
	for next < len(lines) && len(lines[next]) > 0 && (lines[next][0] == '+' || lines[next][0] == '|') {
		art = append(art, []rune(strings.TrimRight(lines[next], " ")))
		next++
	}
	if len(art) < 3 || len(art[0]) > 2000 {
		return block{kind: codeBlock, lang: "text", code: strings.Join(lines[at:next], "\n")}, next
	}
	g := gridReader{art: art, width: len(art[0])}
	t, ok := g.table(func(s []string) []block { return r.blocks(s) })
	if !ok {
		return block{kind: codeBlock, lang: "text", code: strings.Join(lines[at:next], "\n")}, next
	}
	return block{kind: tableBlock, table: t}, next
}

type gridReader struct {
	art   [][]rune
	width int
}

func (g *gridReader) at(y, x int) rune {
	if y < 0 || y >= len(g.art) || x < 0 || x >= len(g.art[y]) {
		return ' '
	}
	return g.art[y][x]
}

func isLine(c rune) bool { return c == '-' || c == '=' || c == '+' }

// table finds the cells from their upper left corners.
func (g *gridReader) table(read func([]string) []block) (*table, bool) {
	columns, rows := map[int]bool{}, map[int]bool{}
	type box struct{ y, x, y2, x2 int }
	var boxes []box
	for y := range g.art {
		for x := range g.art[y] {
			if g.art[y][x] != '+' {
				continue
			}
			columns[x], rows[y] = true, true
			if b, ok := g.box(y, x); ok {
				boxes = append(boxes, box{y, x, b[0], b[1]})
			}
		}
	}
	if len(boxes) == 0 || len(boxes) > 5000 {
		return nil, false
	}
	order := func(set map[int]bool) map[int]int {
		n, out := 0, map[int]int{}
		for i := range 4000 {
			if set[i] {
				out[i] = n
				n++
			}
		}
		return out
	}
	cx, cy := order(columns), order(rows)
	t := &table{rows: make([]row, len(cy)-1)}
	head := -1
	for y := range g.art {
		if g.at(y, 1) == '=' && y > 0 && y < len(g.art)-1 {
			head = y
		}
	}
	for _, b := range boxes {
		if cy[b.y] >= len(t.rows) {
			return nil, false
		}
		var text []string
		for y := b.y + 1; y < b.y2; y++ {
			line := make([]rune, 0, b.x2-b.x)
			for x := b.x + 1; x < b.x2; x++ {
				line = append(line, g.at(y, x))
			}
			s := strings.TrimRight(string(line), " ")
			text = append(text, strings.TrimPrefix(s, " "))
		}
		line := &t.rows[cy[b.y]]
		line.head = b.y < head
		line.cells = append(line.cells, cell{blocks: read(text), cols: cx[b.x2] - cx[b.x], rows: cy[b.y2] - cy[b.y]})
	}
	return t, true
}

// box finds the cell whose upper left corner is a place.
func (g *gridReader) box(y, x int) (end [2]int, ok bool) {
	if !isLine(g.at(y, x+1)) || g.at(y+1, x) != '|' && g.at(y+1, x) != '+' {
		return end, false
	}
	for x2 := x + 1; x2 < g.width && isLine(g.at(y, x2)); x2++ {
		if g.at(y, x2) != '+' || g.at(y+1, x2) != '|' && g.at(y+1, x2) != '+' {
			continue
		}
		for y2 := y + 1; y2 < len(g.art) && (g.at(y2, x) == '|' || g.at(y2, x) == '+') && (g.at(y2, x2) == '|' || g.at(y2, x2) == '+'); y2++ {
			if g.at(y2, x) != '+' || g.at(y2, x2) != '+' {
				continue
			}
			whole := true
			for i := x; i <= x2; i++ {
				whole = whole && isLine(g.at(y2, i))
			}
			if whole {
				return [2]int{y2, x2}, true
			}
		}
	}
	return end, false
}

// simpleTable reads a table whose columns are under lines of equals signs.
func (r *rstReader) simpleTable(lines []string, at int) (block, int) {
	type column struct{ from, to int }
	var columns []column
	mark := strings.TrimRight(lines[at], " ")
	for i := 0; i < len(mark); {
		for i < len(mark) && mark[i] == ' ' {
			i++
		}
		from := i
		for i < len(mark) && mark[i] == '=' {
			i++
		}
		columns = append(columns, column{from, i})
	}
	columns[len(columns)-1].to = 1 << 20
	var parts [][]string // between lines of equals signs
	var part []string
	next := at + 1
	for ; next < len(lines); next++ {
		line := strings.TrimRight(lines[next], " ")
		if rstSimple.MatchString(line) || strings.Trim(line, "= ") == "" && strings.Contains(line, "=") {
			parts = append(parts, part)
			part = nil
			if next+1 >= len(lines) || strings.TrimSpace(lines[next+1]) == "" {
				next++
				break
			}
			if len(parts) == 2 {
				next++
				break
			}
			continue
		}
		part = append(part, line)
	}
	if part != nil {
		parts = append(parts, part)
	}
	t := &table{}
	for i, p := range parts {
		var texts [][]string
		flush := func() {
			if texts == nil {
				return
			}
			line := row{head: i == 0 && len(parts) > 1}
			for _, c := range texts {
				line.cells = append(line.cells, cell{blocks: r.blocks(c)})
			}
			t.rows = append(t.rows, line)
			texts = nil
		}
		for _, l := range p {
			runes := []rune(l)
			if strings.Trim(l, "- ") == "" && l != "" {
				continue
			}
			cut := func(c column) string {
				if c.from >= len(runes) {
					return ""
				}
				return strings.TrimRight(string(runes[c.from:min(c.to, len(runes))]), " ")
			}
			if strings.TrimSpace(cut(columns[0])) != "" {
				flush()
				texts = make([][]string, len(columns))
			}
			if texts == nil {
				continue
			}
			for k, c := range columns {
				texts[k] = append(texts[k], cut(c))
			}
		}
		flush()
	}
	return block{kind: tableBlock, table: t}, next
}
