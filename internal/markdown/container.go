package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
)

// containers: blocks between lines of colons, which say with attributes what
// they are for.
//
//	::: {pestaña="Linux"}
//	Texto, listas, código.
//	:::
//
// A line of colons alone closes the innermost block that was opened with as
// many colons or fewer, so that blocks nest with longer lines outside or with
// attributes on each opening line. A block that nothing knows is a plain div.
func containers() construct {
	return construct{
		name:      "container",
		blocks:    []util.PrioritizedValue{util.Prioritized(nestingLimit{containerParser{}, maxNesting}, 99)}, // before definition lists
		visit:     map[ast.NodeKind]func(*builder, ast.Node){kindContainer: visitContainer},
		renderers: []nodeRenderer{{kindContainer, renderContainer}},
	}
}

// container is a block between lines of colons.
type container struct {
	ast.BaseBlock
	colons int    // on the opening line
	info   string // what follows them
	closed bool
}

var kindContainer = ast.NewNodeKind("Container")

// Kind implements ast.Node.
func (*container) Kind() ast.NodeKind { return kindContainer }

// Dump implements ast.Node.
func (c *container) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"info": c.info}, nil)
}

// attributes of the opening line, with or without braces.
func (c *container) attributes() attributes {
	return parseAttributes(strings.TrimSuffix(strings.TrimPrefix(c.info, "{"), "}"), c.Pos())
}

type containerParser struct{}

// Trigger implements parser.BlockParser.
func (containerParser) Trigger() []byte { return []byte{':'} }

// CanInterruptParagraph implements parser.BlockParser.
func (containerParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (containerParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (containerParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	colons, rest := cutColons(line[pos:])
	if colons < 3 {
		return nil, parser.NoChildren
	}
	open := 0
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() == kindContainer {
			open++
		}
	}
	if open >= maxOpen {
		builderOf(pc).refuse(r, maxOpen)
		return nil, parser.NoChildren
	}
	r.AdvanceToEOL()
	return &container{colons: colons, info: strings.TrimSpace(strings.TrimRight(rest, ":"))}, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (containerParser) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	c := n.(*container)
	line, _ := r.PeekLine()
	indent, pos := util.IndentWidth(line, r.LineOffset())
	if indent < 4 {
		colons, rest := cutColons(line[pos:])
		if colons >= c.colons && rest == "" && !closesInside(c, colons, indent, pc) {
			c.closed = true
			r.AdvanceToEOL()
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (containerParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	if c := n.(*container); !c.closed {
		builderOf(pc).add(diag.Error, "BLQ-02", c.Pos(), strings.Repeat(":", c.colons))
	}
}

// cutColons counts the colons that a line starts with; rest is trimmed.
func cutColons(line []byte) (colons int, rest string) {
	for colons < len(line) && line[colons] == ':' {
		colons++
	}
	if colons == 0 {
		return 0, "" // nearly all lines
	}
	return colons, strings.TrimSpace(string(line[colons:]))
}

// closesInside tells whether a closing line belongs to something open inside
// the container: to a container in it, or to code that shows such a line.
func closesInside(c *container, colons, indent int, pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	i := len(blocks) - 1
	for i >= 0 && blocks[i].Node != ast.Node(c) {
		i--
	}
	for _, b := range blocks[i+1:] {
		switch n := b.Node.(type) {
		case *container:
			if n.colons <= colons {
				return true
			}
		case *ast.FencedCodeBlock:
			return true
		case *ast.List:
		case *ast.ListItem:
			if indent -= n.Offset; indent < 0 {
				return false // the line is outside the item
			}
		default:
			return false
		}
	}
	return false
}

func visitContainer(b *builder, n ast.Node) {
	c := n.(*container)
	if _, marked := b.tabLabel(c); marked {
		return // a tab without a label, reported as one
	}
	switch {
	case !c.closed && c.info == "": // a closing line too many, most likely; it is reported as open
	case c.info == "":
		b.add(diag.Warning, "BLQ-01.vacio", c.Pos())
	default:
		b.add(diag.Warning, "BLQ-01", c.Pos(), shorten(c.info))
	}
}

func renderContainer(_ *page, w util.BufWriter, _ ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString("<div>\n")
	} else {
		w.WriteString("</div>\n")
	}
	return ast.WalkContinue
}
