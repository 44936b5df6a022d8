package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
)

// footnotes are PHP Markdown Extra's: [^1] and [^1]: text.
func footnotes() construct {
	return construct{
		name:         "footnote",
		blocks:       []util.PrioritizedValue{util.Prioritized(footnoteLimit{extension.NewFootnoteBlockParser()}, 999)},
		inlines:      []util.PrioritizedValue{util.Prioritized(extension.NewFootnoteParser(), 101)},
		transformers: []util.PrioritizedValue{util.Prioritized(extension.NewFootnoteASTTransformer(), 999)},
		renderers: []nodeRenderer{
			{east.KindFootnoteLink, renderFootnoteLink},
			{east.KindFootnoteBacklink, renderFootnoteBacklink},
			{east.KindFootnote, renderFootnote},
			{east.KindFootnoteList, renderFootnoteList},
		},
	}
}

// maxFootnotes bounds the notes of a page: goldmark looks each reference up in
// the list of notes one by one.
const maxFootnotes = 500

// footnoteLimit leaves the notes beyond maxFootnotes as plain paragraphs.
type footnoteLimit struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (f footnoteLimit) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := f.BlockParser.Open(parent, r, pc)
	if n == nil {
		return n, state
	}
	b := builderOf(pc)
	b.footnotes++
	if b.footnotes <= maxFootnotes {
		b.notes = append(b.notes, n)
		return n, state
	}
	if b.footnotes == maxFootnotes+1 {
		_, s := r.Position()
		b.add(diag.Error, "LIM-04", s.Start, strconv.Itoa(maxFootnotes))
	}
	return nil, parser.NoChildren
}

// footnoteRef is the id of the k-th reference (from 0) to note n.
func (p *page) footnoteRef(n, k int) string {
	if k == 0 {
		return "fnref-" + p.notes + strconv.Itoa(n)
	}
	return "fnref-" + p.notes + strconv.Itoa(n) + "-" + strconv.Itoa(k+1)
}

func renderFootnoteLink(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		l := n.(*east.FootnoteLink)
		num := strconv.Itoa(l.Index)
		w.WriteString(`<sup class="fn"><a id="`)
		w.WriteString(p.footnoteRef(l.Index, l.RefIndex))
		w.WriteString(`" href="#fn-`)
		w.WriteString(p.notes)
		w.WriteString(num)
		w.WriteString(`" aria-label="`)
		writeText(w, p.engine.texts.T("md.footnote", num))
		w.WriteString(`">`)
		w.WriteString(num)
		w.WriteString(`</a></sup>`)
	}
	return ast.WalkContinue
}

// TitleNotes are the marks of the footnotes in a document's title, as HTML to
// stand behind its text. Templates show the title as text, and yet each note
// leads back to its mark.
func (e *Engine) TitleNotes(d *Doc) []byte {
	if d == nil || d.heading.root == nil {
		return nil
	}
	var w bytes.Buffer
	p := &page{engine: e}
	_ = ast.Walk(d.heading.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == east.KindFootnoteLink {
			renderFootnoteLink(p, output{&w}, n, entering)
		}
		return ast.WalkContinue, nil
	})
	return w.Bytes()
}

func renderFootnoteBacklink(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		l := n.(*east.FootnoteBacklink)
		w.WriteString(` <a class="fn-back" href="#` + p.footnoteRef(l.Index, l.RefIndex) + `" aria-label="`)
		writeText(w, p.engine.texts.T("md.footnote.back"))
		w.WriteString(`">↩</a>`)
	}
	return ast.WalkContinue
}

func renderFootnote(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString(`<li id="fn-` + p.notes + strconv.Itoa(n.(*east.Footnote).Index) + "\">\n")
	} else {
		w.WriteString("</li>\n")
	}
	return ast.WalkContinue
}

func renderFootnoteList(p *page, w util.BufWriter, _ ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.WriteString(`<section class="footnotes" aria-label="`)
		writeText(w, p.engine.texts.T("md.footnotes"))
		w.WriteString("\">\n<ol>\n")
	} else {
		w.WriteString("</ol>\n</section>\n")
	}
	return ast.WalkContinue
}
