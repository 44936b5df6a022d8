package markdown

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/source"
)

// includes: a paragraph {{incluir "../_comun/ssh.md"}} stands for the text of
// another file of the content. Its headings sink below the one it stands
// under; its links, images and findings are those of its own file.
func includes() construct {
	return construct{
		name:      "include",
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindParagraph: visitInclude},
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

var includeForm = regexp.MustCompile(`^\{\{\s*(?:incluir|include)\s+"([^"]*)"\s*\}\}\s*$`)

func visitInclude(b *builder, n ast.Node) {
	if b.env.Open == nil || n.Lines().Len() != 1 {
		return
	}
	line := n.Lines().At(0)
	if !bytes.HasPrefix(line.Value(b.src), []byte("{{")) {
		return
	}
	m := includeForm.FindSubmatch(line.Value(b.src))
	if m == nil {
		return
	}
	written := strings.ReplaceAll(string(m[1]), `\`, "/")
	name := path.Join(path.Dir(b.env.Name), written)
	chain := append(slices.Clone(b.chain), b.env.Name)
	switch {
	case name == ".." || strings.HasPrefix(name, "../") || strings.HasPrefix(written, "/"):
		b.add(diag.Error, "INC-02", line.Start, written)
		return
	case slices.Contains(chain, name):
		b.add(diag.Error, "INC-03", line.Start, written, strings.Join(append(chain, name), " → "))
		return
	case len(chain) > maxIncludes:
		b.add(diag.Error, "INC-03.hondo", line.Start, written)
		return
	}
	text, found, ok := b.env.Open(name)
	if !ok {
		b.notIncluded(line.Start, written, name)
		return
	}
	if written != string(m[1]) {
		b.add(diag.Warning, "SRC-17", line.Start, written)
	}
	b.found = append(b.found, found...)
	if !slices.Contains(b.doc.Includes, name) {
		b.doc.Includes = append(b.doc.Includes, name)
	}
	env := b.env
	env.Name = name
	child := b.engine.builder(b.doc, text, env)
	child.chain = chain
	child.shift = sink(b.depthHere(), text.Body)
	inc := &included{notes: "i" + strconv.Itoa(len(b.doc.Includes)) + "-"}
	inc.SetPos(line.Start)
	inc.fragment = child.parse()
	b.found = append(b.found, child.found...)
	n.Parent().ReplaceChild(n.Parent(), n, inc)
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

// depthHere is the depth of the heading that the include stands under; 1 is
// the section's title.
func (b *builder) depthHere() int {
	for i := len(b.doc.Headings) - 1; i >= 0; i-- {
		if !b.doc.Headings[i].Loose {
			return b.doc.Headings[i].Depth
		}
	}
	return 1
}

var headingMark = regexp.MustCompile(`(?m)^ {0,3}(#{1,6})[ \t]`)

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
