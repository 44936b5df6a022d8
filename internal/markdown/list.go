package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// lists: GFM's task items, definition lists, and strikethrough, which GFM puts
// beside them.
func lists() construct {
	return construct{
		name: "list",
		blocks: []util.PrioritizedValue{
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		},
		inlines: []util.PrioritizedValue{
			util.Prioritized(taskBox{extension.NewTaskCheckBoxParser()}, 0),
			util.Prioritized(twoTildes{extension.NewStrikethroughParser()}, 500),
		},
		visit:     map[ast.NodeKind]func(*builder, ast.Node){east.KindTaskCheckBox: visitTask},
		renderers: []nodeRenderer{{east.KindTaskCheckBox, renderTask}},
		foreign: []renderer.NodeRenderer{
			extension.NewDefinitionListHTMLRenderer(),
			extension.NewStrikethroughHTMLRenderer(),
		},
	}
}

// twoTildes takes words between two tildes for struck out, and not between one:
// «C:\\PROGRA~1» and «10~20» are no marks.
type twoTildes struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (s twoTildes) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) < 2 || line[1] != '~' {
		return nil
	}
	return s.InlineParser.Parse(parent, block, pc)
}

// CloseBlock implements parser.CloseBlocker.
func (s twoTildes) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := s.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// taskBox takes a box for a task only where a blank follows, as GFM has it:
// [x](address) is a link.
type taskBox struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (b taskBox) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) > 3 && !util.IsSpace(line[3]) {
		return nil
	}
	return b.InlineParser.Parse(parent, block, pc)
}

func visitTask(_ *builder, n ast.Node) {
	if block := n.Parent(); block != nil {
		if item, ok := block.Parent().(*ast.ListItem); ok {
			item.SetAttributeString("class", []byte("task"))
		}
	}
}

func renderTask(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	key := "md.task.open"
	w.WriteString(`<input type="checkbox" disabled`)
	if n.(*east.TaskCheckBox).IsChecked {
		w.WriteString(" checked")
		key = "md.task.done"
	}
	w.WriteString(` aria-label="`)
	writeText(w, p.engine.texts.T(key))
	w.WriteString(`"> `)
	return ast.WalkContinue
}
