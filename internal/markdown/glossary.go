package markdown

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// glossary: in a section that is a glossary, definition lists define terms and
// come in the dictionary's order; elsewhere, the first use of a term on a page
// is marked and leads to its definition.
func glossary() construct {
	return construct{
		name: "glossary",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			east.KindDefinitionList: visitDefinitions,
		},
		renderers: []nodeRenderer{
			{kindTermID, renderTermID},
			{ast.KindText, renderText},
		},
	}
}

// Term is a word that a glossary defines.
type Term struct {
	Word       string
	Definition string // plain
	ID         string // of its place in the glossary
	Pos        diag.Pos
}

// termID gives a defined term its anchor.
type termID struct {
	ast.BaseInline
	id    string // "" for a term that is defined elsewhere already
	index int    // in Doc.Terms
}

var kindTermID = ast.NewNodeKind("TermID")

// Kind implements ast.Node.
func (*termID) Kind() ast.NodeKind { return kindTermID }

// Dump implements ast.Node.
func (n *termID) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

func renderTermID(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	switch id := n.(*termID).id; {
	case !entering:
		w.WriteString(`</dfn>`)
	case id == "":
		w.WriteString(`<dfn>`)
	default:
		w.WriteString(`<dfn id="` + id + `">`)
	}
	return ast.WalkContinue
}

// definition is an entry of a definition list: terms with their descriptions.
type definition struct {
	terms []definedTerm
	texts []ast.Node
}

type definedTerm struct {
	node ast.Node
	Term
}

func visitDefinitions(b *builder, n ast.Node) {
	if !b.env.Glossary {
		return
	}
	var entries []definition
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		last := len(entries) - 1
		switch c.Kind() {
		case east.KindDefinitionTerm:
			if last < 0 || len(entries[last].texts) > 0 {
				entries = append(entries, definition{})
				last++
			}
			entries[last].terms = append(entries[last].terms, b.define(c))
		case east.KindDefinitionDescription:
			if last >= 0 {
				entries[last].texts = append(entries[last].texts, c)
			}
		}
	}
	compare := i18n.Compare(b.engine.texts.Lang())
	slices.SortStableFunc(entries, func(x, y definition) int { return compare(x.terms[0].Word, y.terms[0].Word) })
	for _, e := range entries {
		var words []string
		for _, d := range e.texts {
			words = append(words, blockText(d, b.src))
		}
		for _, t := range e.terms {
			mark := &termID{id: t.ID, index: -1}
			if t.ID != "" {
				mark.index = len(b.doc.Terms)
				t.Definition = strings.Join(words, " ")
				b.doc.Terms = append(b.doc.Terms, t.Term)
			}
			for t.node.FirstChild() != nil {
				mark.AppendChild(mark, t.node.FirstChild())
			}
			t.node.AppendChild(t.node, mark)
			n.AppendChild(n, t.node)
		}
		for _, d := range e.texts {
			n.AppendChild(n, d)
		}
	}
}

// definedTerms are the terms that a document has defined so far.
type definedTerms struct {
	words map[string]diag.Pos // where, by the folded word
	ids   map[string]int      // how many there are of an id, the numbered ones included
}

// define gives the term of a definition list an id of its own; none when the
// term is defined already, which is reported. C, C++ and C# are three terms,
// although nothing but letters can stand in an id.
func (b *builder) define(n ast.Node) definedTerm {
	t := definedTerm{node: n}
	t.Word = config.Unvalued(plain(n, b.src))
	t.Pos = b.pos(offsetOf(n))
	d := &b.doc.defined
	if d.words == nil {
		d.words, d.ids = map[string]diag.Pos{}, map[string]int{}
	}
	same := i18n.Fold(t.Word)
	if first, ok := d.words[same]; ok {
		b.add(diag.Warning, "GLO-02", offsetOf(n), t.Word, first.Path+":"+strconv.Itoa(first.Line))
		return t
	}
	d.words[same] = t.Pos
	base := "termino-" + i18n.Slug(t.Word)
	t.ID = base
	for d.ids[t.ID] > 0 {
		d.ids[base]++
		t.ID = base + "-" + strconv.Itoa(d.ids[base])
	}
	d.ids[t.ID] = 1
	return t
}

// renderText writes text as goldmark does, and marks glossary terms in it.
func renderText(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	t := n.(*ast.Text)
	if p.lastOfText != nil { // written with the text that it goes on
		if p.lastOfText == t {
			p.lastOfText = nil
		}
		return ast.WalkContinue
	}
	if g := p.glossary(); g != nil && !t.IsRaw() {
		p.writeTerms(w, g, t)
		return ast.WalkContinue
	}
	p.writeText(w, t, t.Segment.Value(p.src))
	return ast.WalkContinue
}

// writeText writes value, the last of a node's text or all of it, and the line
// break after it.
func (p *page) writeText(w util.BufWriter, t *ast.Text, value []byte) {
	switch {
	case t.IsRaw():
		p.engine.writer.RawWrite(w, value)
		return
	default:
		p.engine.writer.Write(w, value)
	}
	switch {
	case t.HardLineBreak():
		w.WriteString("<br>\n")
	case t.SoftLineBreak():
		w.WriteByte('\n')
	}
}

// glossary is the one to look in here; nil where terms are not marked.
func (p *page) glossary() *Glossary {
	if p.quiet > 0 || p.resolve == nil {
		return nil
	}
	return p.resolve.Glossary()
}

// writeTerms writes the text from first on that no other node interrupts, with
// the first use of each term marked, also of one that a line end breaks.
func (p *page) writeTerms(w util.BufWriter, g *Glossary, first *ast.Text) {
	last := first
	text := first.Segment.Value(p.src)
	for next := following(last); next != nil; next = following(last) {
		if last == first {
			text = append(make([]byte, 0, 4*len(text)), text...)
		}
		if last.SoftLineBreak() {
			text = append(text, '\n')
		}
		text = append(text, next.Segment.Value(p.src)...)
		last = next
	}
	if last != first {
		p.lastOfText = last
	}
	found := p.finder.find(g, text, isValue(first.PreviousSibling()), isValue(last.NextSibling()) && !last.SoftLineBreak())
	start := 0 // of the node at hand, in text
	for t := first; ; t = following(t) {
		value := t.Segment.Value(p.src)
		from := 0
		for len(found) > 0 && found[0].from < start+len(value) {
			x := found[0]
			term := g.terms[x.term].Term
			if !p.marked[term.ID] || x.from < start {
				if x.from >= start {
					p.engine.writer.Write(w, value[from:x.from-start])
					from = x.from - start
					p.openTerm(w, g, term)
				}
				if x.to > start+len(value) {
					break // it ends in a node below
				}
				p.engine.writer.Write(w, value[from:x.to-start])
				w.WriteString(`</a>`)
				from = x.to - start
			}
			found = found[1:]
		}
		p.writeText(w, t, value[from:])
		if t == last {
			return
		}
		start += len(value)
		if t.SoftLineBreak() {
			start++
		}
	}
}

func (p *page) openTerm(w util.BufWriter, g *Glossary, t Term) {
	if p.marked == nil {
		p.marked = map[string]bool{}
	}
	p.marked[t.ID] = true
	w.WriteString(`<a class="term" href="`)
	writeText(w, g.url(t))
	w.WriteString(`" data-definition="`)
	writeText(w, t.Definition)
	w.WriteString(`">`)
}

// following is the text that goes on where a text ends, nil for none.
func following(t *ast.Text) *ast.Text {
	next, ok := t.NextSibling().(*ast.Text)
	if !ok || t.HardLineBreak() || t.IsRaw() || next.IsRaw() {
		return nil
	}
	return next
}

// isValue tells what is a part of the word that it touches.
func isValue(n ast.Node) bool { return n != nil && n.Kind() == kindVariable }
