package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tables are GFM's. They scroll inside themselves, take the keyboard, and
// align by class, since the site's policy allows no inline style.
func tables() construct {
	return construct{
		name:         "table",
		paragraphs:   []util.PrioritizedValue{util.Prioritized(cellLimit{}, 190), util.Prioritized(extension.NewTableParagraphTransformer(), 200)},
		transformers: []util.PrioritizedValue{util.Prioritized(extension.NewTableASTTransformer(), 0)},
		renderers: []nodeRenderer{
			{east.KindTable, renderTable},
			{east.KindTableHeader, renderTableHeader},
			{east.KindTableRow, renderTableRow},
			{east.KindTableCell, renderTableCell},
		},
	}
}

// maxCells bounds a table's columns times rows. goldmark fills short rows up
// to the header's columns, so that 10 KB of source can ask for a million cells.
const maxCells = 20_000

// cellLimit turns a table beyond maxCells into plain text before goldmark
// expands it.
type cellLimit struct{}

// Transform implements parser.ParagraphTransformer.
func (cellLimit) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() < 2 {
		return
	}
	for i := 1; i < lines.Len(); i++ {
		s := lines.At(i)
		line := s.Value(r.Source())
		if columns := bytes.Count(line, []byte("|")); isDelimiterRow(line) && columns*(lines.Len()-i) > maxCells {
			builderOf(pc).leavePlain("LIM-03", p)
			return
		}
	}
}

func isDelimiterRow(line []byte) bool {
	return bytes.IndexByte(line, '-') >= 0 && len(bytes.Trim(line, "|:- \t\n>")) == 0
}

func renderTable(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		if n.ChildCount() > 1 {
			w.WriteString("</tbody>\n")
		}
		w.WriteString("</table></div>\n")
		return ast.WalkContinue
	}
	p.openTable(w)
	return ast.WalkContinue
}

// openTable writes what stands around a table, and its caption if it has one.
func (p *page) openTable(w util.BufWriter) {
	w.WriteString(`<div class="table-scroll" role="group" tabindex="0" `)
	c := p.caption
	if c == nil {
		w.WriteString(`aria-label="`)
		writeText(w, p.engine.texts.T("md.table"))
		w.WriteString("\"><table>\n")
		return
	}
	id, label := p.resolve.Figure(c.figure)
	w.WriteString(`aria-label="`)
	writeText(w, label)
	w.WriteString(`" id="`)
	writeText(w, id)
	w.WriteString("\"><table>\n<caption>")
	p.captionText(w, c)
	w.WriteString("</caption>\n")
	if len(c.widths) > 0 {
		w.WriteString("<colgroup>")
		for _, width := range c.widths {
			w.WriteString(`<col` + classOf(width) + `>`)
		}
		w.WriteString("</colgroup>\n")
	}
}

// classOf is the class attribute of a width in per cent; "" for no width.
func classOf(width int) string {
	if width == 0 {
		return ""
	}
	return ` class="` + widthStep(width) + `"`
}

func renderTableHeader(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString("<thead>\n<tr>\n")
		return ast.WalkContinue
	}
	w.WriteString("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		w.WriteString("<tbody>\n")
	}
	return ast.WalkContinue
}

func renderTableRow(_ *page, w util.BufWriter, _ ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString("<tr>\n")
	} else {
		w.WriteString("</tr>\n")
	}
	return ast.WalkContinue
}

func alignClass(a east.Alignment) string {
	switch a {
	case east.AlignLeft:
		return "ta-l"
	case east.AlignRight:
		return "ta-r"
	case east.AlignCenter:
		return "ta-c"
	}
	return ""
}

func renderTableCell(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	c := n.(*east.TableCell)
	// A header without words heads nothing.
	scope := ""
	switch {
	case !n.HasChildren():
	case n.Parent().Kind() == east.KindTableHeader:
		scope = "col"
	case p.caption != nil && p.caption.headers && n.PreviousSibling() == nil:
		scope = "row"
	}
	head := scope != ""
	switch {
	case !entering && head:
		w.WriteString("</th>\n")
	case !entering:
		w.WriteString("</td>\n")
	default:
		if head {
			w.WriteString(`<th scope="`)
			w.WriteString(scope)
			w.WriteByte('"')
		} else {
			w.WriteString("<td")
		}
		if class := alignClass(c.Alignment); class != "" {
			w.WriteString(` class="`)
			w.WriteString(class)
			w.WriteByte('"')
		}
		w.WriteByte('>')
	}
	return ast.WalkContinue
}
