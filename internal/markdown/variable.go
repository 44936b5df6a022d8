package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/config"
	"folio/internal/diag"
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
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindCodeSpan: func(*builder, ast.Node) {}}, // see parse
		renderers: []nodeRenderer{{kindVariable, renderVariable}, {kindFilledCode, renderFilledCode}},
	}
}

// Variable is what a name stands for.
type Variable struct {
	Name   string
	Value  string // in the environment that shows first
	Secret bool
	// Values are those of all environments, in order, where a reader may choose
	// between different ones; nil for a value that is the same everywhere.
	Values []string
}

// shown is what a reader sees.
func (v Variable) shown() string {
	if v.Secret || v.Value == "" {
		return config.StandIn(v.Name)
	}
	return v.Value
}

// valued is what stands in a text that is no HTML yet.
func (v Variable) valued() string {
	if v.Values == nil {
		return v.shown()
	}
	return config.MarkValue(v.Name, v.shown())
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

// use is a place where a text asks for a variable, or seems to.
type use struct {
	start, end int // of {{NAME}} in the text, in bytes
	name       string
	whole      bool // it has the form of a variable
	escaped    bool // a backslash stands before it
}

// uses lists the places of a text that read like variables. Most of those in
// small letters are other tools'.
func uses(s string) []use {
	var list []use
	for i := 0; ; {
		next := strings.Index(s[i:], "{{")
		if next < 0 {
			return list
		}
		i += next
		u, ok := readUse(s[i:])
		if !ok {
			i++
			continue
		}
		u.escaped = i > 0 && s[i-1] == '\\'
		u.start, u.end = u.start+i, u.end+i
		list = append(list, u)
		i = u.end
	}
}

// readUse reads a variable at the start of a text: {{NAME}}, with blanks inside
// or without. What lacks the last brace reads like one.
func readUse(s string) (u use, ok bool) {
	const blanks = " \t\n\f\r"
	if !strings.HasPrefix(s, "{{") {
		return use{}, false
	}
	from := len(s) - len(strings.TrimLeft(s[2:], blanks))
	to := from
	for to < len(s) && nameLetters[s[to]] {
		to++
	}
	rest := strings.TrimLeft(s[to:], blanks)
	if to == from || s[from] < 'A' || !strings.HasPrefix(rest, "}") {
		return use{}, false
	}
	u = use{name: s[from:to], end: len(s) - len(rest) + 1, whole: strings.HasPrefix(rest, "}}")}
	if u.whole {
		u.end++
	}
	return u, true
}

// nameLetters are the bytes of what may be meant as a variable's name.
var nameLetters = func() (in [256]bool) {
	for c := range in {
		in[c] = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-'
	}
	return in
}()

// answer finds what a use stands for. One that is nearly right is reported: it
// would be published as it is written. written is the use, at its byte offset.
func (b *builder) answer(u use, written string, at int, prose bool) (v Variable, ok bool) {
	if u.whole {
		if v, ok := b.env.Variable(u.name); ok {
			return v, b.mayTakeValue(v, at)
		}
	}
	if near, ok := b.meant(u, prose); ok {
		b.add(diag.Warning, "VAR-01", at, written, near)
	}
	return Variable{}, false
}

// meant is the declared name that a use which is none was most likely meant to
// be.
func (b *builder) meant(u use, prose bool) (near string, ok bool) {
	if !u.whole {
		_, ok := b.env.Variable(u.name)
		return u.name, ok
	}
	return b.nearVariable(u.name, prose)
}

type variableParser struct{}

// Trigger implements parser.InlineParser.
func (variableParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (variableParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	b := builderOf(pc)
	line, at := block.PeekLine()
	if len(line) < 2 || at.Start > 0 && b.src[at.Start-1] == '{' && line[1] != '{' {
		return nil
	}
	if b.env.Variable == nil {
		b.meet(string(line), at.Start)
		return nil
	}
	u, ok := readUse(string(line[:min(len(line), longestUse)]))
	if !ok {
		b.meet(string(line), at.Start)
		return nil
	}
	v, ok := b.answer(u, string(line[:u.end]), at.Start, true)
	if !ok {
		b.meet(string(line), at.Start) // {{incluir}}
		return nil
	}
	block.Advance(u.end)
	n := &variableNode{Variable: v}
	n.SetPos(at.Start)
	return n
}

// longestUse bounds, in bytes, what is read of a line to find a variable.
const longestUse = 256

func renderVariable(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		n.(*variableNode).write(w)
	}
	return ast.WalkContinue
}

// fill replaces the declared variables of a text by what a reader sees, and
// tells whether there were any. The text stands at a byte offset, or near it.
func (b *builder) fill(s string, at int) (string, bool) {
	if b.env.Variable == nil || !strings.Contains(s, "{{") {
		return s, false
	}
	filled := fill(s, Variable.shown, func(u use) (Variable, bool) { return b.answer(u, s[u.start:u.end], at, false) })
	return filled, filled != s
}

// fillText is fill for words: a value that depends on the environment is marked
// in them. Words that were read as prose too are filled without findings.
func (b *builder) fillText(s string, at int, read bool) string {
	if b.env.Variable == nil || !strings.Contains(s, "{{") {
		return s
	}
	if read {
		return Fill(s, b.env.Variable)
	}
	return fill(s, Variable.valued, func(u use) (Variable, bool) { return b.answer(u, s[u.start:u.end], at, false) })
}

// Fill replaces the declared variables of words that are no Markdown, such as a
// title in front matter. A value that depends on the environment is marked.
func Fill(s string, variable func(name string) (Variable, bool)) string {
	if variable == nil || !strings.Contains(s, "{{") {
		return s
	}
	return fill(s, Variable.valued, func(u use) (Variable, bool) {
		if !u.whole {
			return Variable{}, false
		}
		return variable(u.name)
	})
}

// fill puts values into a text. A use behind a backslash is literal, and the
// backslash goes.
func fill(s string, put func(Variable) string, answer func(use) (Variable, bool)) string {
	var out strings.Builder
	last := 0
	for _, u := range uses(s) {
		v, ok := answer(u)
		if !ok {
			continue
		}
		if u.escaped {
			out.WriteString(s[last : u.start-1])
			out.WriteString(s[u.start:u.end])
		} else {
			out.WriteString(s[last:u.start])
			out.WriteString(put(v))
		}
		last = u.end
	}
	out.WriteString(s[last:])
	return out.String()
}

// fillEach gives an address as it is in each environment, the first one's
// first; nil for one that is the same in all.
func (b *builder) fillEach(s string) []string {
	if b.env.Variable == nil || !strings.Contains(s, "{{") {
		return nil
	}
	n := 0
	for _, u := range uses(s) {
		if v, ok := b.env.Variable(u.name); ok && u.whole && !u.escaped {
			n = max(n, len(v.Values))
		}
	}
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = fill(s, func(v Variable) string {
			if v.Values != nil {
				return v.Values[i]
			}
			return v.shown()
		}, func(u use) (Variable, bool) {
			if !u.whole {
				return Variable{}, false
			}
			return b.env.Variable(u.name)
		})
	}
	return list
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
	b.checkCodeSpan(n)
	keepWhole(n, b.src)
	if b.env.Variable == nil {
		return
	}
	var raw strings.Builder
	first := offsetOf(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			if raw.Len() == 0 {
				first = t.Segment.Start
			}
			raw.Write(bytes.ReplaceAll(t.Segment.Value(b.src), []byte("\n"), []byte(" ")))
		}
	}
	if code := b.variablesIn(raw.String(), func(i int) int { return first + i }); code.any() {
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
