package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// tabs: neighbouring fences or containers that carry a label are the variants
// of one thing.
//
//	```bash {pestaña="Linux"}
//	```powershell {pestaña="Windows"}
//
//	::: {pestaña="Docker"}
//
// All of them show, each under its label; the theme's script makes tabs of
// them. A label that comes again starts the next group.
func tabs() construct {
	return construct{
		name: "tabs",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindFencedCodeBlock: visitTab,
			kindContainer:           visitTab,
		},
		renderers: []nodeRenderer{{kindTabGroup, renderTabGroup}, {kindTab, renderTab}},
	}
}

// tabGroup holds the variants, all of them *tab.
type tabGroup struct{ ast.BaseBlock }

// tab is one variant.
type tab struct {
	ast.BaseBlock
	label string
	fence ast.Node // the block that carried the label, where that is code
}

var (
	kindTabGroup = ast.NewNodeKind("TabGroup")
	kindTab      = ast.NewNodeKind("Tab")
)

// Kind implements ast.Node.
func (*tabGroup) Kind() ast.NodeKind { return kindTabGroup }

// Kind implements ast.Node.
func (*tab) Kind() ast.NodeKind { return kindTab }

// Dump implements ast.Node.
func (g *tabGroup) Dump(src []byte, level int) { ast.DumpHelper(g, src, level, nil, nil) }

// Dump implements ast.Node.
func (t *tab) Dump(src []byte, level int) {
	ast.DumpHelper(t, src, level, map[string]string{"label": t.label}, nil)
}

// tabLabel returns the label that a fence or a container carries. marked tells
// that it is meant to be a tab, though its label may be empty.
func (b *builder) tabLabel(n ast.Node) (label string, marked bool) {
	var a attributes
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		_, a = b.fenceInfo(n)
	case *container:
		a = n.attributes()
	}
	label, marked = a.get("pestana", "tab")
	return strings.TrimSpace(label), marked
}

func visitTab(b *builder, n ast.Node) {
	label, marked := b.tabLabel(n)
	if t, ok := n.Parent().(*tab); !marked || ok && t.fence == n {
		return
	}
	if label == "" {
		b.add(diag.Warning, "PES-02", offsetOf(n))
		return
	}
	first, parent, group := n, n.Parent(), &tabGroup{}
	group.SetPos(n.Pos())
	parent.InsertBefore(parent, n, group)
	seen := map[string]bool{}
	for label != "" && !seen[i18n.Fold(label)] {
		seen[i18n.Fold(label)] = true
		next := n.NextSibling()
		if c, ok := n.(*container); ok {
			b.checkAttributes(c.attributes(), onTab)
		}
		group.AppendChild(group, asTab(n, b.fillText(label, offsetOf(n), false)))
		if n = next; n == nil {
			break
		}
		label, _ = b.tabLabel(n)
	}
	if c, ok := first.(*container); group.ChildCount() == 1 && (!ok || c.closed) { // one that is open has the others inside
		b.add(diag.Warning, "PES-01", group.Pos(), group.FirstChild().(*tab).label)
	}
}

// asTab takes a fence or a container out of its place, the fence whole, of the
// container what it holds.
func asTab(n ast.Node, label string) *tab {
	t := &tab{label: label}
	t.SetPos(n.Pos())
	if n.Kind() != kindContainer {
		t.fence = n
		t.AppendChild(t, n)
		return t
	}
	for n.FirstChild() != nil {
		t.AppendChild(t, n.FirstChild())
	}
	n.Parent().RemoveChild(n.Parent(), n)
	return t
}

func renderTabGroup(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.WriteString("</div>\n")
		return ast.WalkContinue
	}
	// The key is that of all groups with the same labels, so that they can
	// share the reader's choice.
	var labels []string
	for t := n.FirstChild(); t != nil; t = t.NextSibling() {
		labels = append(labels, i18n.Fold(config.Unvalued(t.(*tab).label)))
	}
	w.WriteString(`<div class="tabs" data-tabs="`)
	writeText(w, strings.Join(labels, "|"))
	w.WriteString("\">\n")
	return ast.WalkContinue
}

func renderTab(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.WriteString("</section>\n")
		return ast.WalkContinue
	}
	label := n.(*tab).label
	w.WriteString(`<section class="tab" data-tab="`)
	writeText(w, config.Unvalued(label)) // readers' choices are kept under it
	w.WriteString(`"><p class="tab-title">`)
	writeText(w, label)
	w.WriteString("</p>\n")
	return ast.WalkContinue
}
