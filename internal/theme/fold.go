package theme

import (
	"html"
	"html/template"
	"text/template/parse"

	"folio/internal/i18n"
)

// foldTemplates writes the words that no page changes, {{t "site.toc"}} and
// {{policy}}, into the templates as text, so that no page pays for them. The
// words are Folio's own; escaped, they are right in text and in quoted
// attributes, which is where a template has them.
func foldTemplates(set *template.Template, c *i18n.Catalog, constants map[string]string) {
	word := func(n parse.Node) (string, bool) {
		action, ok := n.(*parse.ActionNode)
		if !ok || len(action.Pipe.Cmds) != 1 || len(action.Pipe.Decl) != 0 {
			return "", false
		}
		args := action.Pipe.Cmds[0].Args
		name, ok := args[0].(*parse.IdentifierNode)
		if !ok {
			return "", false
		}
		if text, ok := constants[name.Ident]; ok && len(args) == 1 {
			return text, true
		}
		if name.Ident != "t" || len(args) != 2 {
			return "", false
		}
		key, ok := args[1].(*parse.StringNode)
		if !ok {
			return "", false
		}
		text, ok := c.Lookup(key.Text)
		return html.EscapeString(text), ok
	}
	var fold func(list *parse.ListNode)
	fold = func(list *parse.ListNode) {
		if list == nil {
			return
		}
		for i, n := range list.Nodes {
			switch n := n.(type) {
			case *parse.IfNode:
				fold(n.List)
				fold(n.ElseList)
			case *parse.WithNode:
				fold(n.List)
				fold(n.ElseList)
			case *parse.RangeNode:
				fold(n.List)
				fold(n.ElseList)
			default:
				if text, ok := word(n); ok {
					list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: []byte(text)}
				}
			}
		}
	}
	for _, t := range set.Templates() {
		if t.Tree != nil {
			fold(t.Tree.Root)
		}
	}
}
