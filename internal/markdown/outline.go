package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Passage is a stretch of a document's words with one place to lead to. The
// texts of passages do not overlap.
type Passage struct {
	Kind PassageKind
	// Index is the place in Doc.Headings (-1 for the title), Doc.Figures,
	// Doc.Steps or Doc.Terms.
	Index int
	// Above is the heading, as an index in Doc.Headings, that a figure or a
	// step stands under; -1 for the title.
	Above int
	Text  string // plain; each row of a table a line, its cells between tabs
	Code  string // of code blocks
}

// PassageKind is what a passage belongs to.
type PassageKind int

// The kinds of passage.
const (
	HeadingPassage PassageKind = iota
	FigurePassage
	StepPassage
	TermPassage
)

// passageDepth is the level down to which headings have passages of their own;
// the words of deeper ones belong to the heading above.
const passageDepth = 3

// Passages cuts the document's words for a search index, in reading order,
// with references filled as a reader sees them.
func (d *Doc) Passages(r Resolver) []Passage {
	o := outliner{doc: d, resolve: r}
	o.open(HeadingPassage, -1)
	o.blocks(d.body)
	list := make([]Passage, len(o.made))
	for i, m := range o.made {
		list[i] = m.Passage
		list[i].Text = squeezeLines(m.text.String())
		list[i].Code = strings.TrimSpace(m.code.String())
	}
	return list
}

// outliner walks a document and pours its words into passages.
type outliner struct {
	doc     *Doc
	resolve Resolver
	made    []*passageBuffer
	current *passageBuffer // the one that words go to
	heading *passageBuffer // the one to go back to after a figure or a step
}

type passageBuffer struct {
	Passage
	text, code strings.Builder
}

// firstWords is room, in bytes, for the words of most passages.
const firstWords = 256

func (o *outliner) open(kind PassageKind, index int) {
	p := &passageBuffer{Passage: Passage{Kind: kind, Index: index, Above: -1}}
	if o.heading != nil {
		p.Above = o.heading.Index
	}
	p.text.Grow(firstWords)
	o.made = append(o.made, p)
	o.current = p
	if kind == HeadingPassage {
		o.heading = p
	}
}

// inside pours a node's content into a passage of its own.
func (o *outliner) inside(kind PassageKind, index int, n ast.Node, src []byte) {
	back := o.current
	o.open(kind, index)
	o.children(n, src)
	o.current = back
}

func (o *outliner) blocks(f fragment) { o.children(f.root, f.src) }

func (o *outliner) children(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		o.block(c, src)
	}
}

func (o *outliner) block(n ast.Node, src []byte) {
	switch n := n.(type) {
	case *ast.Heading:
		i := o.doc.index[n]
		switch {
		case i < 0:
		case !o.doc.Headings[i].Loose && o.doc.Headings[i].Depth <= passageDepth:
			o.open(HeadingPassage, i)
		default:
			o.words(n, src)
		}
		return
	case *included:
		o.blocks(n.fragment)
		return
	case *captioned:
		o.inside(FigurePassage, n.figure, n, src)
		return
	case *ast.ListItem:
		if i, ok := o.doc.index[n]; ok && i >= 0 && i < len(o.doc.Steps) && n.Parent().(*ast.List).IsOrdered() {
			o.inside(StepPassage, i, n, src)
			return
		}
	case *east.DefinitionList:
		if len(o.doc.Terms) > 0 {
			o.terms(n, src)
			return
		}
	case *east.TableHeader, *east.TableRow:
		o.row(n, src)
		return
	case *tab:
		o.say(n.label)
	case *listing:
		o.say(n.title)
		if n.drawing != nil {
			o.current.text.WriteByte(rowEdge)
			o.current.text.WriteString(strings.ReplaceAll(n.drawing.Text(), "\n", string(rune(rowEdge))))
			return
		}
		o.current.code.WriteString(n.code.plain())
		o.current.code.WriteByte('\n')
		return
	case *safe:
		o.say(n.said)
		return
	}
	if hasInline(n) {
		o.words(n, src)
		return
	}
	o.children(n, src)
}

// row is a line of its own: what is found in a table is one of its rows.
func (o *outliner) row(n ast.Node, src []byte) {
	b := &o.current.text
	b.WriteByte(rowEdge)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.PreviousSibling() != nil {
			b.WriteByte(cellEdge)
		}
		o.words(c, src)
	}
	b.WriteByte(rowEdge)
}

// say adds words that are in no node.
func (o *outliner) say(words string) {
	o.current.text.WriteString(words)
	o.current.text.WriteByte(' ')
}

func (o *outliner) words(n ast.Node, src []byte) {
	writeWords(&o.current.text, n, src, o.filled)
	o.current.text.WriteByte(' ')
}

func (o *outliner) filled(l *ast.Link) string {
	return o.doc.linkWords(l, o.resolve)
}

// terms opens a passage for each term of a glossary's list.
func (o *outliner) terms(n ast.Node, src []byte) {
	back := o.current
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == east.KindDefinitionTerm {
			if mark, ok := c.FirstChild().(*termID); ok && mark.index >= 0 {
				o.open(TermPassage, mark.index)
			}
			continue
		}
		o.block(c, src)
	}
	o.current = back
}
