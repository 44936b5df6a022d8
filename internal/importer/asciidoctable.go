package importer

import (
	"encoding/csv"
	"strings"

	"folio/internal/pattern"
)

var adocCellMark = pattern.Of(`(?:(\d+)?(?:\.(\d+))?([+*]))?([<^>])?(?:\.[<^>])?([aehlmsdv])?\|`)

// table reads a table: cells go on until the columns are full.
func (r *adocReader) table(fence string, lead adocLead) block {
	lines := r.inside(fence)
	if sep := adocSeparator(fence, lead); sep != 0 {
		return r.separated(lines, sep, lead)
	}
	g := adocCells{cols: lead.params["cols"]}
	g.columns = adocColumns(g.cols)
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			g.empty()
		} else {
			g.line(line, i+1 == len(lines))
		}
	}
	cells := make([]cell, len(g.list))
	for i, c := range g.list {
		cells[i] = r.cell(c)
	}
	t := &table{}
	t.fill(cells, max(g.columns, 1))
	if len(t.rows) > 1 {
		t.rows[0].head = g.gap || strings.Contains(lead.params["options"]+","+lead.params["opts"], "header")
	}
	return block{kind: tableBlock, table: t}
}

// adocSeparator is the sign between the values of a table that is data; 0 for a
// table of cells.
func adocSeparator(fence string, lead adocLead) rune {
	if s := lead.params["separator"]; s != "" && lead.params["format"] != "" {
		return firstOfString(strings.Replace(s, `\t`, "\t", 1))
	}
	switch format := lead.params["format"]; {
	case format == "csv", format == "" && fence[0] == ',':
		return ','
	case format == "tsv":
		return '\t'
	case format == "dsv", format == "" && fence[0] == ':':
		return ':'
	}
	return 0
}

// separated reads a table whose lines are values.
func (r *adocReader) separated(lines []string, sep rune, lead adocLead) block {
	data := csv.NewReader(strings.NewReader(strings.Join(lines, "\n")))
	data.Comma, data.FieldsPerRecord, data.LazyQuotes, data.TrimLeadingSpace = sep, -1, true, sep != '\t'
	t := &table{}
	for {
		values, err := data.Read()
		if len(values) > 0 {
			var line row
			for _, v := range values {
				line.cells = append(line.cells, r.cell(adocCell{lines: strings.Split(v, "\n")}))
			}
			t.rows = append(t.rows, line)
		}
		if err != nil {
			break
		}
	}
	first := 0
	for first < len(lines) && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	gap := first+1 < len(lines) && strings.TrimSpace(lines[first+1]) == ""
	if len(t.rows) > 1 {
		t.rows[0].head = gap || strings.Contains(lead.params["options"]+","+lead.params["opts"], "header")
	}
	return block{kind: tableBlock, table: t}
}

// adocColumns counts the columns that a table says it has; 0 when it says none.
func adocColumns(cols string) (n int) {
	for _, p := range strings.FieldsFunc(cols, func(c rune) bool { return c == ',' || c == ';' }) {
		if times, _, ok := strings.Cut(strings.TrimSpace(p), "*"); ok {
			n += max(number(times), 1)
		} else {
			n++
		}
	}
	return n
}

// adocCell is a cell as it stands in the lines.
type adocCell struct {
	cell
	style string // how its text is read
	lines []string
}

// adocCells gathers the cells of a table.
type adocCells struct {
	list    []adocCell
	cols    string // what the table says of its columns
	columns int    // 0 until it is known
	parted  bool   // an empty line has come after a cell
	gap     bool   // it came after the first row
}

// empty takes a line that says nothing, which parts the head from the rows.
func (g *adocCells) empty() {
	n := len(g.list)
	if n == 0 {
		return
	}
	if !g.parted {
		if g.columns == 0 {
			g.columns = n
		}
		g.parted, g.gap = true, n == g.columns
	}
	g.list[n-1].lines = append(g.list[n-1].lines, "")
}

// line takes a line with the beginnings of cells, or more of the last one.
func (g *adocCells) line(line string, last bool) {
	at := adocCellMark.FindAllStringSubmatchIndex(line, -1)
	rest := line // of the last cell
	if len(at) > 0 {
		rest = line[:at[0][0]]
	}
	if n := len(g.list); n > 0 && (len(at) == 0 || strings.TrimSpace(rest) != "") {
		g.list[n-1].lines = append(g.list[n-1].lines, rest)
	}
	if len(at) == 0 {
		return
	}
	for k, m := range at {
		end := len(line)
		if k+1 < len(at) {
			end = at[k+1][0]
		}
		g.begin(line, m, line[m[1]:end])
	}
	if !g.parted && g.columns == 0 && !last && !strings.Contains(g.cols, ",") {
		g.columns = len(g.list)
	}
}

// begin begins a cell, or several that say the same, with a text. m is where the
// parts of its mark are in the line.
func (g *adocCells) begin(line string, m []int, text string) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return line[m[2*i]:m[2*i+1]]
	}
	c := adocCell{style: group(5)}
	times := 1
	switch group(3) {
	case "+":
		c.cols, c.rows = number(group(1)), number(group(2))
	case "*":
		times = min(max(number(group(1)), 1), 64)
	}
	switch group(4) {
	case "^":
		c.align = 'c'
	case ">":
		c.align = 'r'
	}
	for range times {
		c.lines = []string{text}
		g.list = append(g.list, c)
	}
}

// cell reads what a cell says.
func (r *adocReader) cell(c adocCell) cell {
	text := strings.TrimSpace(strings.Join(c.lines, "\n"))
	switch {
	case text == "":
	case c.style == "a":
		c.blocks = r.sub(strings.Split(text, "\n"))
	case c.style == "l" || c.style == "m":
		c.blocks = []block{para(inline{kind: codeSpan, text: text})}
	default:
		for p := range strings.SplitSeq(text, "\n\n") {
			c.blocks = append(c.blocks, para(r.words(strings.Split(p, "\n"))...))
		}
	}
	c.head = c.style == "h"
	return c.cell
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
