package markdown

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/pattern"
	"folio/internal/source"
)

// includes: a paragraph {{incluir "../_comun/ssh.md"}} stands for the text of
// another file of the content, and each line of a paragraph of such lines for
// that of one. Its headings sink below the one it stands under; its links,
// images and findings are those of its own file.
func includes() construct {
	return construct{
		name: "include",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindParagraph: visitInclude,
			ast.KindTextBlock: visitInclude, // in a list without empty lines
		},
		renderers: []nodeRenderer{{kindInclude, renderInclude}},
	}
}

// included is another file's text.
type included struct {
	ast.BaseBlock
	fragment
	notes string // prefix of its footnotes' ids
}

var kindInclude = ast.NewNodeKind("Include")

// Kind implements ast.Node.
func (*included) Kind() ast.NodeKind { return kindInclude }

// Dump implements ast.Node.
func (n *included) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// maxIncludes bounds how deep files include each other.
const maxIncludes = 10

var includeForm = pattern.Of(`^\{\{\s*(?:incluir|include)\s+"([^"]*)"\s*\}\}\s*$`)

// Inclusion is what a line of a section takes in, by its path from the content root, as
// the section's own is.
func Inclusion(section, line string) (name string, ok bool) {
	m := includeForm.FindStringSubmatch(strings.TrimLeft(line, " \t"))
	if m == nil {
		return "", false
	}
	return path.Join(path.Dir(section), strings.ReplaceAll(m[1], `\`, "/")), true
}

func visitInclude(b *builder, n ast.Node) {
	if b.env.Open == nil || n.Lines().Len() == 0 {
		return
	}
	lines := make([]text.Segment, 0, 1)
	names := make([]string, 0, 1)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		line = line.TrimLeftSpace(b.src)
		if !bytes.HasPrefix(line.Value(b.src), []byte("{{")) {
			return
		}
		m := includeForm.FindSubmatch(line.Value(b.src))
		if m == nil {
			return
		}
		lines, names = append(lines, line), append(names, string(m[1]))
	}
	parent, some := n.Parent(), false
	var list []ast.Node
	for i, line := range lines {
		b.obeyed(line.Start)
		if inc := b.include(names[i], line.Start, parent); inc != nil {
			list, some = append(list, inc), true
			continue
		}
		p := ast.NewParagraph()
		p.Lines().Append(line)
		t := ast.NewTextSegment(line.TrimRightSpace(b.src))
		p.AppendChild(p, t)
		list = append(list, p)
	}
	if !some {
		return // it shows as written
	}
	for _, c := range list {
		parent.InsertBefore(parent, n, c)
	}
	parent.RemoveChild(parent, n)
}

// include reads a file that parent is to hold; nil when that cannot be, which
// is reported at the byte offset of the order.
func (b *builder) include(file string, at int, parent ast.Node) *included {
	written := strings.ReplaceAll(file, `\`, "/")
	name := path.Join(path.Dir(b.env.Name), written)
	chain := append(slices.Clone(b.chain), b.env.Name)
	switch {
	case name == ".." || strings.HasPrefix(name, "../") || strings.HasPrefix(written, "/"):
		b.add(diag.Error, "INC-02", at, written)
		return nil
	case slices.Contains(chain, name):
		b.add(diag.Error, "INC-03", at, written, strings.Join(append(chain, name), " → "))
		return nil
	case len(chain) > maxIncludes:
		b.add(diag.Error, "INC-03.hondo", at, written)
		return nil
	case !b.mayTakeFile(at, append(chain, name)):
		return nil
	}
	src, found, ok := b.env.Open(name)
	if !ok {
		b.notIncluded(at, written, name)
		return nil
	}
	if written != file {
		b.add(diag.Warning, "SRC-17", at, written)
	}
	b.found = append(b.found, found...)
	if !b.mayTake(len(src.Body), at, append(chain, name)) {
		return nil
	}
	if !slices.Contains(b.doc.Includes, name) {
		b.doc.Includes = append(b.doc.Includes, name)
	}
	inc := &included{}
	inc.SetPos(at)
	unit := b.doc.enter(name, b.unit)
	inc.notes = "i" + strconv.Itoa(unit) + "-"
	child := b.includes(src, name, unit)
	child.chain = chain
	child.loose = b.loose || parent.Kind() != ast.KindDocument
	inc.fragment = child.parse()
	b.doc.notesBelow = b.doc.notesBelow || child.footnotes > 0
	b.doc.leave(unit)
	b.found = append(b.found, child.found...)
	return inc
}

// notIncluded reports an include of nothing, or of what is no Markdown.
func (b *builder) notIncluded(at int, written, name string) {
	near := ""
	if b.env.Near != nil {
		near = b.env.Near(b.env.Name, name)
	}
	switch {
	case path.Ext(name) != "" && !source.IsMarkdown(name):
		b.add(diag.Error, "INC-01.formato", at, written)
	case near != "":
		b.add(diag.Error, "INC-01.parecido", at, written, near)
	default:
		b.add(diag.Error, "INC-01", at, written)
	}
}

// includes makes the builder of an included file.
func (b *builder) includes(src source.Text, name string, unit int) *builder {
	env := b.env
	env.Name = name
	child := b.engine.builder(b.doc, src, env)
	child.unit, child.depth = unit, b.depth
	child.shift = sink(b.depth, src.Body)
	return child
}

var headingMark = pattern.Of(`(?m)^ {0,3}(#{1,6})[ \t]`)

// sink moves an included file's levels so that its highest heading comes one
// below depth.
func sink(depth int, body []byte) func(int) int {
	highest := 7
	for _, m := range headingMark.FindAllSubmatch(body, -1) {
		highest = min(highest, len(m[1]))
	}
	if highest == 7 {
		highest = 1
	}
	return func(level int) int { return min(6, max(2, level-highest+depth+1)) }
}

func renderInclude(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		inc := n.(*included)
		before := p.notes
		p.notes = inc.notes
		p.fragment(w, inc.fragment)
		p.notes = before
	}
	return ast.WalkSkipChildren
}
