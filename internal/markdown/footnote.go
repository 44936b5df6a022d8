package markdown

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
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
		num := strconv.Itoa(p.doc.noteNumber(p.notes, l.Index))
		w.WriteString(`<sup class="fn"><a id="`)
		w.WriteString(p.footnoteRef(l.Index, l.RefIndex))
		w.WriteString(`" href="#fn-`)
		w.WriteString(p.notes)
		w.WriteString(strconv.Itoa(l.Index))
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
	p := &page{engine: e, pageState: pageState{doc: d}}
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
	switch {
	case len(p.doc.notes) > 0:
		return ast.WalkSkipChildren // they stand together at the page's end
	case entering:
		p.openNotes(w)
	default:
		closeNotes(w)
	}
	return ast.WalkContinue
}

func (p *page) openNotes(w util.BufWriter) {
	w.WriteString(`<section class="footnotes" aria-label="`)
	writeText(w, p.engine.texts.T("md.footnotes"))
	w.WriteString("\">\n<ol>\n")
}

func closeNotes(w util.BufWriter) { w.WriteString("</ol>\n</section>\n") }

// gatheredNotes writes the notes of a document whose inclusions have some too.
func (p *page) gatheredNotes(w util.BufWriter) {
	if len(p.doc.notes) == 0 {
		return
	}
	p.openNotes(w)
	for _, n := range p.doc.notes {
		p.src, p.notes = n.src, n.prefix
		p.write(w, n.footnote)
	}
	p.src, p.notes = nil, ""
	closeNotes(w)
}

// gatheredNote is a footnote of a document in which several files have notes. Its
// number is its place in Doc.notes.
type gatheredNote struct {
	noteKey
	footnote ast.Node
	src      []byte
}

// noteKey is a footnote's file, by its prefix, and its index there.
type noteKey struct {
	prefix string
	index  int
}

// noteNumber is the number that readers see of a footnote.
func (d *Doc) noteNumber(prefix string, index int) int {
	if d.noteNumbers == nil {
		return index
	}
	return d.noteNumbers[noteKey{prefix, index}]
}

// numberNotes counts the footnotes of a document and of what it includes together,
// in the order in which a reader meets their marks; goldmark counts those of each
// file alone.
func (d *Doc) numberNotes() {
	d.noteNumbers = map[noteKey]int{}
	notes := map[noteKey]gatheredNote{}
	var marks func(f fragment, prefix string)
	marks = func(f fragment, prefix string) {
		if f.root == nil {
			return
		}
		_ = ast.Walk(f.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *included:
				marks(n.fragment, n.notes)
				return ast.WalkSkipChildren, nil
			case *east.FootnoteLink:
				d.count(noteKey{prefix, n.Index})
			case *east.FootnoteList:
				for c := n.FirstChild(); c != nil; c = c.NextSibling() {
					key := noteKey{prefix, c.(*east.Footnote).Index}
					notes[key] = gatheredNote{key, c, f.src}
				}
				return ast.WalkSkipChildren, nil
			}
			return ast.WalkContinue, nil
		})
	}
	marks(d.heading, "")
	marks(d.body, "")
	// Notes that only notes call come last.
	for _, key := range slices.SortedFunc(maps.Keys(notes), func(a, b noteKey) int {
		return cmp.Or(cmp.Compare(len(a.prefix), len(b.prefix)), cmp.Compare(a.prefix, b.prefix), a.index-b.index)
	}) {
		d.count(key)
	}
	d.notes = make([]gatheredNote, len(d.noteNumbers))
	for key, k := range d.noteNumbers {
		d.notes[k-1] = notes[key]
	}
}

// count gives a footnote the next number, if it has none.
func (d *Doc) count(key noteKey) {
	if d.noteNumbers[key] == 0 {
		d.noteNumbers[key] = len(d.noteNumbers) + 1
	}
}
