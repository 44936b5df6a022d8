package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"folio/internal/diag"
)

// rows: GFM drops the cells that a row has beyond its table's head, takes a line
// of text under a table for a row, and leaves a table whose second line is not
// quite right as text with bars in it. Each is reported, with the form that is
// right.
func rows() construct {
	return construct{
		name: "row",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			east.KindTable:    visitTable,
			ast.KindParagraph: visitBars,
			ast.KindTextBlock: visitBars,
		},
	}
}

// hasBraces tells whether something from an offset to another is reported as
// attributes that nothing takes: that it is no row follows from it.
func (b *builder) hasBraces(from, to int) bool {
	i, _ := slices.BinarySearchFunc(b.braces, from+1, func(f brace, at int) int { return f.at - at })
	return i < len(b.braces) && b.braces[i].text != "" && b.braces[i].at <= to
}

func visitTable(b *builder, n ast.Node) {
	columns := len(n.(*east.Table).Alignments)
	again := false // a row of hyphens that is no head's
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		at := row.Pos()
		if row.Kind() != east.KindTableRow || at < 0 {
			continue
		}
		line, _, _ := bytes.Cut(b.src[at:], []byte("\n"))
		if bytes.IndexByte(line, '|') < 0 {
			if columns > 1 && !b.hasBraces(at, at+len(line)) {
				b.add(diag.Warning, "TAB-05", at, shorten(string(bytes.TrimSpace(line))))
			}
			continue
		}
		if !again && columns > 1 && isDelimiterRow(line) && bytes.Contains(line, []byte("---")) {
			again = true
			b.add(diag.Warning, "TAB-05.tabla", at)
			continue
		}
		cells := cellsOf(line)
		for i := columns; i < len(cells); i++ {
			cell := line[cells[i][0]:cells[i][1]]
			if len(bytes.TrimSpace(cell)) == 0 {
				continue
			}
			key := "TAB-03"
			if bytes.Count(line[:cells[i][0]], []byte("`"))%2 == 1 || barInCode(line) {
				key = "TAB-03.codigo"
			}
			lost := strings.TrimSpace(strings.Trim(string(line[cells[i][0]:]), "| \t"))
			b.add(diag.Warning, key, at+cells[i][0], shorten(lost), strconv.Itoa(columns))
			break
		}
	}
}

// barInCode tells whether a bar that is not escaped stands between two grave
// accents.
func barInCode(line []byte) bool {
	code := false
	for i, c := range line {
		switch c {
		case '`':
			code = !code
		case '|':
			if code && line[i-1] != '\\' && bytes.IndexByte(line[i:], '`') >= 0 {
				return true
			}
		}
	}
	return false
}

// cellsOf cuts a row as goldmark does, and tells where each cell begins and
// ends.
func cellsOf(line []byte) (cells [][2]int) {
	from, to := 0, len(line)
	for from < to && (line[from] == ' ' || line[from] == '\t') {
		from++
	}
	for to > from && (line[to-1] == ' ' || line[to-1] == '\t') {
		to--
	}
	if from < to && line[from] == '|' {
		from++
	}
	if from < to && line[to-1] == '|' {
		to--
	}
	for start := from; start < to; {
		end := start
		for end < to && (line[end] != '|' || end > 0 && line[end-1] == '\\') {
			end++
		}
		cells = append(cells, [2]int{start, end})
		start = end + 1
	}
	return cells
}

// visitBars looks at a paragraph for lines that were meant as rows.
func visitBars(b *builder, n ast.Node) {
	lines := n.Lines()
	first, barred, delimiter := -1, 0, -1
	for i := range lines.Len() {
		s := lines.At(i)
		line := bytes.TrimSpace(s.Value(b.src))
		if len(line) < 2 || strings.IndexByte("|+-:=", line[0]) < 0 && line[0] != 0xe2 {
			continue
		}
		switch {
		case isGrid(line):
			b.add(diag.Warning, "TAB-04.cuadro", s.Start)
			return
		case delimiter < 0 && meansDelimiter(line):
			delimiter = i
		case line[0] == '|' && line[len(line)-1] == '|':
			if barred++; first < 0 {
				first = i
			}
		}
	}
	if delimiter >= 0 {
		b.badDelimiter(n, delimiter)
		return
	}
	if barred == 0 && b.allBarred(n) {
		first, barred = 0, lines.Len()
	}
	if barred == 0 {
		return
	}
	s := lines.At(first)
	columns := len(cellsOf(bytes.TrimSpace(s.Value(b.src))))
	next, _ := n.NextSibling().(*ast.Paragraph)
	_, under := n.PreviousSibling().(*east.Table)
	switch {
	case under && first == 0:
		b.add(diag.Warning, "TAB-04.suelta", s.Start)
	case barred == 1 && columns < 2, next != nil && b.opensWithDelimiter(next):
	default:
		b.add(diag.Warning, "TAB-04", s.Start, delimiterOf(columns))
	}
}

// allBarred tells a paragraph of several lines that all have as many bars as the
// first, each between blanks: a table without bars at its edges.
func (b *builder) allBarred(n ast.Node) bool {
	lines, bars := n.Lines(), 0
	if lines.Len() < 2 {
		return false
	}
	for i := range lines.Len() {
		s := lines.At(i)
		line := bytes.TrimSpace(s.Value(b.src))
		if bytes.IndexByte(line, '|') < 0 {
			return false // blanks, of which there are many, need not be counted
		}
		k := bytes.Count(line, []byte(" | "))
		if k == 0 || i > 0 && k != bars || k != bytes.Count(line, []byte("|")) || bytes.IndexByte(line, '`') >= 0 {
			return false
		}
		bars = k
	}
	return true
}

// badDelimiter reports a second line of a table that makes none.
func (b *builder) badDelimiter(n ast.Node, i int) {
	s := n.Lines().At(i)
	line := bytes.TrimSpace(s.Value(b.src))
	columns := len(cellsOf(line))
	if i == 0 {
		key := "TAB-04.cabeza"
		if before, ok := n.PreviousSibling().(*ast.Paragraph); ok && before.Lines().Len() > 0 {
			last := before.Lines().At(before.Lines().Len() - 1)
			if bytes.IndexByte(last.Value(b.src), '|') >= 0 {
				key = "TAB-04.vacia"
			}
		}
		b.add(diag.Warning, key, s.Start)
		return
	}
	above := n.Lines().At(i - 1)
	head := bytes.TrimSpace(above.Value(b.src))
	if bytes.IndexByte(head, '|') < 0 {
		return
	}
	if heads := len(cellsOf(head)); isDelimiterRow(line) && heads != columns {
		b.add(diag.Warning, "TAB-04.columnas", s.Start, strconv.Itoa(columns), strconv.Itoa(heads), delimiterOf(heads))
	} else {
		b.add(diag.Warning, "TAB-04.forma", s.Start, delimiterOf(heads))
	}
}

func (b *builder) opensWithDelimiter(p *ast.Paragraph) bool {
	if p.Lines().Len() == 0 {
		return false
	}
	s := p.Lines().At(0)
	return meansDelimiter(bytes.TrimSpace(s.Value(b.src)))
}

// meansDelimiter tells a line of bars and dashes, of whatever kind.
func meansDelimiter(line []byte) bool {
	s := string(line)
	return strings.Contains(s, "|") && strings.ContainsAny(s, "-–—=_") && strings.Trim(s, "|:-–—=_+ \t") == ""
}

// isGrid tells the frame of a table as other markups draw it.
func isGrid(line []byte) bool {
	return len(line) > 4 && line[0] == '+' && (line[1] == '-' || line[1] == '=') && line[len(line)-1] == '+' &&
		len(bytes.Trim(line, "+-=:")) == 0
}

func delimiterOf(columns int) string { return "|" + strings.Repeat("---|", max(columns, 1)) }
