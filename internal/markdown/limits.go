package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
)

// The limits keep a hostile page from hanging a build. goldmark is quadratic
// in the marks of one paragraph and in the depth of containers; no text that
// someone reads comes near these numbers.
const (
	maxParagraph = 32 << 10 // bytes
	maxMarks     = 2_000    // characters in one block that could open or close something
	maxNesting   = 100      // lists, quotations and blocks of colons
	// maxOpen is for blocks of colons, which go on without a mark on each line:
	// every line is then as much work as they are many.
	maxOpen = 20
)

// limits: beyond them a block shows as plain text, with an error.
func limits() construct {
	return construct{
		name:       "limits",
		inlines:    []util.PrioritizedValue{util.Prioritized(markLimit{}, -1)},
		paragraphs: []util.PrioritizedValue{util.Prioritized(sizeLimit{}, 50)},
		renderers:  []nodeRenderer{{kindPlain, renderPlain}},
	}
}

func builderOf(pc parser.Context) *builder { return pc.Get(builderKey).(*builder) }

// plainBlock is text that is shown as written.
type plainBlock struct{ ast.BaseBlock }

var kindPlain = ast.NewNodeKind("Plain")

// Kind implements ast.Node.
func (*plainBlock) Kind() ast.NodeKind { return kindPlain }

// IsRaw implements ast.Node: nothing inside is parsed.
func (*plainBlock) IsRaw() bool { return true }

// Dump implements ast.Node.
func (n *plainBlock) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// leavePlain replaces a paragraph that is beyond a limit.
func (b *builder) leavePlain(key string, p *ast.Paragraph, args ...string) {
	n := &plainBlock{}
	n.SetLines(p.Lines())
	b.add(diag.Error, key, p.Lines().At(0).Start, args...)
	p.Parent().ReplaceChild(p.Parent(), p, n)
}

func renderPlain(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString("<pre>")
		for i := range n.Lines().Len() {
			s := n.Lines().At(i)
			w.Write(util.EscapeHTML(s.Value(p.src)))
		}
		w.WriteString("</pre>\n")
	}
	return ast.WalkSkipChildren
}

// sizeLimit bounds a paragraph's bytes. Tables are bounded by their cells.
type sizeLimit struct{}

// Transform implements parser.ParagraphTransformer.
func (sizeLimit) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	size := 0
	for i := range p.Lines().Len() {
		s := p.Lines().At(i)
		if i == 1 && isDelimiterRow(s.Value(r.Source())) {
			return
		}
		size += s.Len()
	}
	if size > maxParagraph {
		builderOf(pc).leavePlain("LIM-01", p, strconv.Itoa(maxParagraph>>10))
	}
}

// markLimit counts the marks of each block and, at the limit, takes the rest
// of the block as text.
type markLimit struct{}

// Trigger implements parser.InlineParser.
func (markLimit) Trigger() []byte { return []byte("[]!*_~<`&\\") }

// Parse implements parser.InlineParser.
func (markLimit) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	b := builderOf(pc)
	if b.block != parent {
		b.block, b.marks = parent, 0
	}
	b.marks++
	if b.marks <= maxMarks {
		return nil
	}
	_, start := block.Position()
	if b.marks == maxMarks+1 {
		b.add(diag.Error, "LIM-02", start.Start, strconv.Itoa(maxMarks))
	}
	line, segment := block.PeekLine()
	block.Advance(len(line))
	t := ast.NewTextSegment(segment.TrimRightSpace(block.Source()))
	t.SetRaw(true)
	t.SetSoftLineBreak(true)
	return t
}

// limitBlocks bounds how deep block quotes and lists nest.
func limitBlocks(list []util.PrioritizedValue) []util.PrioritizedValue {
	for i, v := range list {
		if p, ok := v.Value.(parser.BlockParser); ok {
			switch v.Priority {
			case 300: // goldmark's list, which must have room for its items
				list[i].Value = nestingLimit{p, maxNesting - 1}
			case 400, 800: // goldmark's list item and block quote
				list[i].Value = nestingLimit{p, maxNesting}
			case 700: // goldmark's fence
				list[i].Value = watchedFence{roomyFence{p}}
			}
		}
	}
	return list
}

// nestingLimit refuses containers deeper than most; their marks then stand as
// text.
type nestingLimit struct {
	parser.BlockParser
	most int
}

// Open implements parser.BlockParser.
func (l nestingLimit) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth <= l.most {
		return l.BlockParser.Open(parent, r, pc)
	}
	builderOf(pc).refuse(r, maxNesting)
	return nil, parser.NoChildren
}

// refuse says, once for a file, that something nests too deep to be read.
func (b *builder) refuse(r text.Reader, most int) {
	if b.tooDeep {
		return
	}
	b.tooDeep = true
	_, s := r.Position()
	key := "LIM-05"
	if most == maxOpen {
		key = "LIM-05.bloques"
	}
	b.add(diag.Error, key, s.Start, strconv.Itoa(most))
}
