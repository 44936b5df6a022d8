package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// construct is one thing that an author can write. Each stands in a file of
// its own with its syntax, what is read from it, and its HTML.
type construct struct {
	name string

	// How goldmark learns the syntax; empty for a shape of existing nodes. The
	// numbers are goldmark's priorities, lower first.
	blocks, inlines, paragraphs, transformers []util.PrioritizedValue

	// visit is called for each node of a kind, in reading order, to record in
	// the Doc what the node declares or asks for, or to replace it. Where two
	// constructs look at one kind, the list's order counts.
	visit map[ast.NodeKind]func(*builder, ast.Node)

	// finish is called once after all visits.
	finish func(*builder)

	renderers []nodeRenderer
	// foreign are renderers of goldmark's own extensions, used as they are.
	foreign []renderer.NodeRenderer
}

// nodeRenderer writes the nodes of one kind.
type nodeRenderer struct {
	kind   ast.NodeKind
	render func(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus
}

// constructs is Folio's dialect, beyond CommonMark.
func constructs() []construct {
	return []construct{
		limits(),
		plainWords(),
		includes(),
		orders(),
		unclosed(),
		rows(),
		openings(),
		brackets(),
		literal(),
		braces(),
		leftovers(),
		undefined(),
		headings(),
		links(),
		images(),
		tabs(), // before code, whose blocks it groups
		code(),
		tables(),
		captions(),
		variables(),
		glossary(),
		acronyms(),
		lists(),
		steps(),
		containers(),
		callouts(),
		footnotes(),
		rawHTML(),
	}
}
