package importer

import (
	"strconv"
)

// table reads a table. Of cells that are one, the first has the words.
func (r *docxReader) table(n *node) block {
	t := &table{}
	type open struct{ row, cell int }
	above := map[int]open{} // by column: the cell that the next row may go on with
	var rows []*node
	var collect func(*node)
	collect = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "tr":
				rows = append(rows, k)
			case "sdt":
				if c := k.kid("sdtContent"); c != nil {
					collect(c)
				}
			case "ins", "customXml":
				collect(k)
			}
		}
	}
	collect(n)
	for _, tr := range rows {
		if tr.down("trPr", "del") != nil {
			r.deleted++
			continue
		}
		var line row
		line.head = tr.down("trPr", "tblHeader").on()
		column := number(tr.down("trPr", "gridBefore").attr("val"))
		for range column {
			line.cells = append(line.cells, cell{})
		}
		next := map[int]open{}
		for _, tc := range cellsOf(tr) {
			pr := tc.kid("tcPr")
			span := min(max(number(pr.kid("gridSpan").attr("val")), 1), 64)
			merge := pr.kid("vMerge")
			if o, ok := above[column]; ok && merge != nil && merge.attr("val") != "restart" {
				c := &t.rows[o.row].cells[o.cell]
				c.rows = max(c.rows, 1) + 1
				if more := r.blocks(tc); len(more) > 0 {
					c.blocks = append(c.blocks, more...) // hidden by Word, but said
				}
				next[column] = o
				column += span
				continue
			}
			c := cell{blocks: r.blocks(tc), cols: span, align: alignment(tc)}
			line.cells = append(line.cells, c)
			if merge != nil {
				next[column] = open{len(t.rows), len(line.cells) - 1}
			}
			column += span
		}
		above = next
		t.rows = append(t.rows, line)
	}
	t.header(n.down("tblPr", "tblLook"))
	return unboxed(t)
}

func number(s string) int {
	k, err := strconv.Atoi(s)
	if err != nil || k < 0 || k > 1000 {
		return 0
	}
	return k
}

func cellsOf(tr *node) (out []*node) {
	for _, k := range tr.kids {
		switch k.name {
		case "tc":
			if k.down("tcPr", "cellDel") == nil {
				out = append(out, k)
			}
		case "sdt":
			if c := k.kid("sdtContent"); c != nil {
				out = append(out, cellsOf(c)...)
				if n := len(out); n > 0 { // what the last one was chosen from
					out[n-1].kids = append(out[n-1].kids, &node{name: k.name, kids: []*node{k.kid("sdtPr")}})
				}
			}
		case "ins", "customXml":
			out = append(out, cellsOf(k)...)
		}
	}
	return out
}

func alignment(tc *node) byte {
	switch tc.down("p", "pPr", "jc").attr("val") {
	case "right", "end":
		return 'r'
	case "center":
		return 'c'
	}
	return 0
}

// header finds the rows that head the others: those that say so, or the first
// when it looks so.
func (t *table) header(look *node) {
	if len(t.rows) == 0 {
		return
	}
	for i := range t.rows {
		if t.rows[i].head && (i == 0 || t.rows[i-1].head) && i+1 < len(t.rows) {
			continue
		}
		t.rows[i].head = false
	}
	first := &t.rows[0]
	if first.head || len(t.rows) < 2 {
		return
	}
	full, bold := true, true
	for _, c := range first.cells {
		full = full && c.text() != ""
		bold = bold && allBold(c.blocks)
	}
	declared := look.attr("firstRow") == "1"
	if v, err := strconv.ParseUint(look.attr("val"), 16, 32); err == nil && look.attr("firstRow") == "" {
		declared = v&0x20 != 0
	}
	first.head = bold || full && (declared || look == nil || !labels(t))
}

// labels tells a table whose first column says what the second one is.
func labels(t *table) bool {
	for _, r := range t.rows {
		if len(r.cells) != 2 || !allBold(r.cells[0].blocks) || allBold(r.cells[1].blocks) {
			return false
		}
	}
	return true
}

// allBold tells whether all words of blocks are bold.
func allBold(list []block) bool {
	some := false
	for _, b := range list {
		if b.kind != paragraph {
			return false
		}
		for _, x := range b.text {
			switch {
			case x.kind == strong:
				some = true
			case x.kind == words && trimBlanks(x.text) == "" || x.kind == lineBreak || x.kind == note:
			default:
				return false
			}
		}
	}
	return some
}

// unboxed takes what stands in a table of one cell out of it: it is a frame.
func unboxed(t *table) block {
	if len(t.rows) != 1 || len(t.rows[0].cells) != 1 {
		return block{kind: tableBlock, table: t}
	}
	inner := t.rows[0].cells[0].blocks
	if len(inner) == 1 && inner[0].kind == codeBlock {
		return inner[0]
	}
	return block{kind: quotation, blocks: inner}
}
