package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		name:   "glossary",
		finish: collectTerms,
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
	id string
}

var kindTermID = ast.NewNodeKind("TermID")

// Kind implements ast.Node.
func (*termID) Kind() ast.NodeKind { return kindTermID }

// Dump implements ast.Node.
func (n *termID) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

func renderTermID(_ *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString(`<dfn id="` + n.(*termID).id + `">`)
	} else {
		w.WriteString(`</dfn>`)
	}
	return ast.WalkContinue
}

// entry is a term of a definition list with its descriptions.
type definition struct {
	terms []ast.Node
	texts []ast.Node
	word  string
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
				entries = append(entries, definition{word: plain(c, b.src)})
				last++
			}
			entries[last].terms = append(entries[last].terms, c)
		case east.KindDefinitionDescription:
			if last >= 0 {
				entries[last].texts = append(entries[last].texts, c)
			}
		}
	}
	compare := i18n.Compare(b.engine.texts.Lang())
	slices.SortStableFunc(entries, func(x, y definition) int { return compare(x.word, y.word) })
	for _, e := range entries {
		var words []string
		for _, d := range e.texts {
			words = append(words, blockText(d, b.src))
		}
		for _, t := range e.terms {
			term := Term{Word: config.Unvalued(plain(t, b.src)), Definition: strings.Join(words, " ")}
			term.Pos = b.pos(offsetOf(t))
			term.ID = "termino-" + i18n.Slug(term.Word)
			b.doc.Terms = append(b.doc.Terms, term)
			mark := &termID{id: term.ID}
			for t.FirstChild() != nil {
				mark.AppendChild(mark, t.FirstChild())
			}
			t.AppendChild(t, mark)
			n.AppendChild(n, t)
		}
		for _, d := range e.texts {
			n.AppendChild(n, d)
		}
	}
}

// collectTerms reports terms that are defined twice.
func collectTerms(b *builder) {
	seen := map[string]bool{}
	for _, t := range b.doc.Terms {
		if seen[t.ID] {
			b.found.Add(diag.Warning, "GLO-02", t.Pos, t.Word)
		}
		seen[t.ID] = true
	}
}

// Glossary finds terms in text. It is immutable and safe for concurrent use.
type Glossary struct {
	// byStart holds the terms by the folded first word, the longest first.
	byStart map[string][]glossaryTerm
}

type glossaryTerm struct {
	Term
	url    string
	folded string
	exact  bool // an acronym: capitals count
}

// NewGlossary makes a glossary of terms whose definitions stand at url.
func NewGlossary() *Glossary { return &Glossary{byStart: map[string][]glossaryTerm{}} }

// Add adds a term; url leads to its definition from the page that uses it.
// The first of two terms of the same word counts.
func (g *Glossary) Add(t Term, url string) {
	folded := i18n.Fold(t.Word)
	first, _, _ := strings.Cut(folded, " ")
	if first == "" {
		return
	}
	for _, x := range g.byStart[first] {
		if x.folded == folded {
			return
		}
	}
	list := append(g.byStart[first], glossaryTerm{t, url, folded, strings.ToUpper(t.Word) == t.Word})
	slices.SortStableFunc(list, func(a, b glossaryTerm) int { return len(b.folded) - len(a.folded) })
	g.byStart[first] = list
}

// match finds a term at the start of s, which is the start of a word.
func (g *Glossary) match(s string) (t glossaryTerm, length int, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) })
	if end < 0 {
		end = len(s)
	}
	for _, t := range g.byStart[i18n.Fold(s[:end])] {
		n := len(t.Word)
		if t.exact {
			if strings.HasPrefix(s, t.Word) && atWordEnd(s[n:]) {
				return t, n, true
			}
			continue
		}
		// A use may differ from the term in accents, and so in bytes.
		for _, n := range [...]int{n, n - 1, n + 1, n - 2, n + 2} {
			if n > 0 && n <= len(s) && i18n.Fold(s[:n]) == t.folded && atWordEnd(s[n:]) {
				return t, n, true
			}
		}
	}
	return glossaryTerm{}, 0, false
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '-' || r == '_'
}

func atWordEnd(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n == 0 || !isWord(r)
}

// renderText writes text as goldmark does, and marks glossary terms in it.
func renderText(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	t := n.(*ast.Text)
	value := t.Segment.Value(p.src)
	switch g := p.glossary(); {
	case t.IsRaw():
		p.engine.writer.RawWrite(w, value)
	case g != nil:
		p.writeTerms(w, g, value)
	default:
		p.engine.writer.Write(w, value)
	}
	switch {
	case t.IsRaw():
	case t.HardLineBreak():
		w.WriteString("<br>\n")
	case t.SoftLineBreak():
		w.WriteByte('\n')
	}
	return ast.WalkContinue
}

// glossary is the one to look in here; nil where terms are not marked.
func (p *page) glossary() *Glossary {
	if p.quiet > 0 || p.resolve == nil {
		return nil
	}
	return p.resolve.Glossary()
}

func (p *page) writeTerms(w util.BufWriter, g *Glossary, value []byte) {
	from := 0
	inWord := false
	for i := 0; i < len(value); {
		r, size := utf8.DecodeRune(value[i:])
		word := isWord(r)
		if word && !inWord {
			if t, n, ok := g.match(string(value[i:])); ok && !p.marked[t.ID] {
				if p.marked == nil {
					p.marked = map[string]bool{}
				}
				p.marked[t.ID] = true
				p.engine.writer.Write(w, value[from:i])
				w.WriteString(`<a class="term" href="`)
				writeText(w, t.url)
				w.WriteString(`" data-definition="`)
				writeText(w, t.Definition)
				w.WriteString(`">`)
				p.engine.writer.Write(w, value[i:i+n])
				w.WriteString(`</a>`)
				i += n
				from = i
				continue
			}
		}
		inWord = word
		i += size
	}
	p.engine.writer.Write(w, value[from:])
}
