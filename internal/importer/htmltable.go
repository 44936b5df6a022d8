package importer

import (
	"strings"

	"golang.org/x/net/html"
)

// table reads a table.
func (r *htmlReader) table(n *html.Node) []block {
	t := &table{}
	var lead []block
	var caption []inline
	var feet []row // which may stand before the rows
	var rows func(*html.Node, bool)
	rows = func(n *html.Node, head bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode:
			case c.Data == "caption":
				caption = trimmed(squeezed(join(r.kids(c))))
			case c.Data == "tfoot":
				before := t.rows
				t.rows = nil
				rows(c, false)
				feet, t.rows = append(feet, t.rows...), before
			case c.Data == "thead" || c.Data == "tbody":
				rows(c, c.Data == "thead")
			case c.Data == "tr":
				t.rows = append(t.rows, r.row(c, head))
			}
		}
	}
	rows(n, false)
	t.rows = append(t.rows, feet...)
	for i := range t.rows {
		t.rows[i].head = t.rows[i].head && (i == 0 || t.rows[i-1].head)
	}
	t.headers = len(t.rows) > 1
	for _, line := range t.rows[min(1, len(t.rows)):] {
		t.headers = t.headers && len(line.cells) > 0 && line.cells[0].head
	}
	if len(t.rows) == 0 {
		return lead
	}
	if len(t.rows) == 1 && len(t.rows[0].cells) == 1 && len(caption) == 0 {
		return r.framed(t.rows[0].cells[0].blocks)
	}
	return append(lead, block{kind: tableBlock, table: t, caption: caption})
}

// framed is what stood in a table of one cell.
func (r *htmlReader) framed(list []block) []block {
	if len(list) == 1 && list[0].kind == codeBlock {
		return list
	}
	return []block{{kind: quotation, blocks: list}}
}

func (r *htmlReader) row(n *html.Node, head bool) (out row) {
	heads, all := 0, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
			continue
		}
		all++
		x := cell{blocks: r.blocks(c), head: c.Data == "th", cols: min(number(attr(c, "colspan")), 64), rows: number(attr(c, "rowspan"))}
		if x.head {
			heads++
		}
		style := strings.ReplaceAll(attr(c, "style"), " ", "") + " " + attr(c, "align")
		switch {
		case strings.Contains(style, "text-align:right") || strings.HasSuffix(style, " right"):
			x.align = 'r'
		case strings.Contains(style, "text-align:center") || strings.HasSuffix(style, " center"):
			x.align = 'c'
		}
		out.cells = append(out.cells, x)
	}
	out.head = head || heads > 0 && heads == all
	return out
}
