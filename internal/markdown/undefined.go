package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"folio/internal/diag"
)

// undefined: a glossary written as bold words, as a list, as a table or under
// headings reads well and defines nothing: no text links to its terms. The form
// that does is said at the first.
func undefined() construct {
	return construct{
		name: "undefined",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindParagraph: visitUndefined,
			ast.KindTextBlock: visitUndefined,
			ast.KindHeading:   visitUndefinedHeading,
			east.KindTable:    visitUndefinedTable,
		},
		finish: reportUndefined,
	}
}

// likeTerm is what reads like a term with its definition.
type likeTerm struct {
	word, text string
	at         int
	table      bool // it may be any table
}

// longestTerm is how many bytes a term has at most.
const longestTerm = 60

func (b *builder) likeTerm(word, text string, n ast.Node, table bool) {
	word = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(word), ":"))
	if word == "" || text == "" || len(word) > longestTerm {
		return
	}
	b.likeTerms = append(b.likeTerms, likeTerm{word, text, offsetOf(n), table})
}

// inGlossary tells whether terms are looked for.
func (b *builder) inGlossary() bool { return b.env.Glossary }

func visitUndefined(b *builder, n ast.Node) {
	if !b.inGlossary() {
		return
	}
	parent := n.Parent().Kind()
	item := parent == ast.KindListItem
	if !item && parent != ast.KindDocument {
		return
	}
	words := plain(n, b.src)
	if strong, ok := n.FirstChild().(*ast.Emphasis); ok {
		term := plain(strong, b.src)
		rest := strings.TrimPrefix(words, term)
		text := strings.TrimLeft(rest, " :.-–—")
		if text != rest || strings.HasSuffix(term, ":") {
			b.likeTerm(term, text, n, false)
		}
		return
	}
	if term, text, ok := strings.Cut(words, ": "); ok && item {
		b.likeTerm(term, strings.TrimSpace(text), n, false)
	}
}

func visitUndefinedHeading(b *builder, n ast.Node) {
	if p, ok := n.NextSibling().(*ast.Paragraph); ok && b.inGlossary() && n.(*ast.Heading).Level > 1 {
		b.likeTerm(plain(n, b.src), plain(p, b.src), n, true)
	}
}

func visitUndefinedTable(b *builder, n ast.Node) {
	row := n.LastChild()
	if !b.inGlossary() || row == nil || row.Kind() != east.KindTableRow || row.ChildCount() < 2 {
		return
	}
	row = n.FirstChild().NextSibling()
	b.likeTerm(plain(row.FirstChild(), b.src), plain(row.FirstChild().NextSibling(), b.src), row, true)
}

func reportUndefined(b *builder) {
	if !b.inGlossary() {
		return
	}
	none := len(b.doc.Terms) == 0
	var first likeTerm
	count := 0
	for _, t := range b.likeTerms {
		if t.table && !none {
			continue
		}
		if count == 0 || t.at < first.at {
			first = t
		}
		count++
		b.doc.Undefined = append(b.doc.Undefined, Acronyms(t.word)...)
	}
	switch {
	case count == 1:
		b.add(diag.Warning, "GLO-03.forma", first.at, first.word, shorten(first.text))
	case count > 1:
		b.add(diag.Warning, "GLO-03.varios", first.at, first.word, shorten(first.text), strconv.Itoa(count))
	case none && len(b.chain) == 0 && len(strings.Fields(string(b.src))) > 2:
		b.add(diag.Warning, "GLO-03", 0)
	}
}
