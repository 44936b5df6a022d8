package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// variables: {{APP_HOST}} in prose, code, tables and links, for the names that
// the manual declares. Text about Helm or Ansible, whose {{…}} are not
// declared, stays as it is; \{{APP_HOST}} writes a declared one literally.
//
// The value shown is that of the first environment; the reader's choice
// replaces it in the browser. A secret has no value anywhere.
func variables() construct {
	return construct{
		name:      "variable",
		inlines:   []util.PrioritizedValue{util.Prioritized(variableParser{}, 150)},
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindCodeSpan: visitCodeSpan},
		renderers: []nodeRenderer{{kindVariable, renderVariable}, {kindFilledCode, renderFilledCode}},
	}
}

// Variable is what a name stands for.
type Variable struct {
	Name   string
	Value  string // in the environment that shows first
	Secret bool
}

// shown is what a reader sees.
func (v Variable) shown() string {
	if v.Secret || v.Value == "" {
		return "‹" + v.Name + "›"
	}
	return v.Value
}

// write writes the variable as an element that a script can find.
func (v Variable) write(w interface{ WriteString(string) (int, error) }) {
	class := "v"
	if v.Secret {
		class = "v secret"
	}
	_, _ = w.WriteString(`<var class="` + class + `" data-v="` + v.Name + `">` + string(util.EscapeHTML([]byte(v.shown()))) + `</var>`)
}

// variableNode is a variable in prose.
type variableNode struct {
	ast.BaseInline
	Variable
}

var kindVariable = ast.NewNodeKind("Variable")

// Kind implements ast.Node.
func (*variableNode) Kind() ast.NodeKind { return kindVariable }

// Dump implements ast.Node.
func (n *variableNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"name": n.Name}, nil)
}

var variableForm = regexp.MustCompile(`\{\{\s*([A-Z][A-Z0-9_]*)\s*\}\}`)

type variableParser struct{}

// Trigger implements parser.InlineParser.
func (variableParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (variableParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	b := builderOf(pc)
	if b.env.Variable == nil {
		return nil
	}
	line, _ := block.PeekLine()
	m := variableForm.FindSubmatchIndex(line)
	if m == nil || m[0] != 0 {
		return nil
	}
	v, ok := b.env.Variable(string(line[m[2]:m[3]]))
	if !ok {
		return nil
	}
	block.Advance(m[1])
	return &variableNode{Variable: v}
}

func renderVariable(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		n.(*variableNode).write(w)
	}
	return ast.WalkContinue
}

// fill replaces the declared variables of a text by what a reader sees, and
// tells whether there were any.
func (b *builder) fill(s string) (string, bool) {
	if b.env.Variable == nil || !strings.Contains(s, "{{") {
		return s, false
	}
	out := variableForm.ReplaceAllStringFunc(s, func(m string) string {
		if v, ok := b.env.Variable(variableForm.FindStringSubmatch(m)[1]); ok {
			return v.shown()
		}
		return m
	})
	return out, out != s
}

// filledCode is a code span with variables in it.
type filledCode struct {
	ast.BaseInline
	code variableText
}

var kindFilledCode = ast.NewNodeKind("FilledCode")

// Kind implements ast.Node.
func (*filledCode) Kind() ast.NodeKind { return kindFilledCode }

// Dump implements ast.Node.
func (n *filledCode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

func visitCodeSpan(b *builder, n ast.Node) {
	if b.env.Variable == nil {
		return
	}
	var raw strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			raw.Write(bytes.ReplaceAll(t.Segment.Value(b.src), []byte("\n"), []byte(" ")))
		}
	}
	if code := b.variablesIn(raw.String()); code.any() {
		n.Parent().ReplaceChild(n.Parent(), n, &filledCode{code: code})
	}
}

func renderFilledCode(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		c := n.(*filledCode).code
		w.WriteString("<code>")
		w.Write(c.restore(util.EscapeHTML([]byte(c.text))))
		w.WriteString("</code>")
	}
	return ast.WalkSkipChildren
}
