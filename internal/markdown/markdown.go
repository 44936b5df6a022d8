// Package markdown reads a section's Markdown into a Doc and writes a Doc as
// HTML: CommonMark 0.31.2, GFM, footnotes, definition lists, and Folio's own
// constructs, one file each.
//
// Parsing and rendering are apart because numbers, references and links are
// known only when all sections of a manual have been read: Parse collects what
// a document declares and asks for, package manual finds the answers, Render
// asks for them through a Resolver. A Doc never changes after Parse.
//
// Authors are not trusted: no script, style, handler or odd scheme that stands
// in a source can reach the output, whatever the construct.
//
// To add a construct, write its file and add its line to the list in
// constructs.go.
package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/diagram"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/source"
)

// Engine parses and renders Markdown in one dialect and language. It is safe
// for concurrent use.
type Engine struct {
	constructs []construct
	visit      [][]func(*builder, ast.Node) // by node kind
	parser     parser.Parser
	highlight  *highlight.Highlighter
	texts      *i18n.Catalog
	drawings   *diagram.Memory
	writer     html.Writer
	pages      sync.Pool // of *page: its table of functions is costly to make
	lists      sync.Pool // of *nodeList
}

// New returns an engine whose own words ("Nota", "Imagen no disponible") come
// from texts.
func New(texts *i18n.Catalog, h *highlight.Highlighter) *Engine {
	return newEngine(texts, h, constructs())
}

func newEngine(texts *i18n.Catalog, h *highlight.Highlighter, list []construct) *Engine {
	e := &Engine{
		constructs: list,
		highlight:  h,
		texts:      texts,
		drawings:   diagram.NewMemory(""),
		writer:     proseWriter{html.DefaultWriter},
	}
	blocks, inlines := limitBlocks(parser.DefaultBlockParsers()), parser.DefaultInlineParsers()
	paragraphs := askOnlyBrackets(parser.DefaultParagraphTransformers())
	var transformers []util.PrioritizedValue
	for _, c := range list {
		blocks = append(blocks, c.blocks...)
		inlines = append(inlines, c.inlines...)
		paragraphs = append(paragraphs, c.paragraphs...)
		transformers = append(transformers, c.transformers...)
		for kind, f := range c.visit {
			for int(kind) >= len(e.visit) {
				e.visit = append(e.visit, nil)
			}
			e.visit[kind] = append(e.visit[kind], f)
		}
	}
	lookAhead(inlines)
	e.parser = parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(paragraphs...),
		parser.WithASTTransformers(transformers...),
		parser.WithHeadingAttribute(),
	)
	e.pages.New = func() any { return e.newPage() }
	e.lists.New = func() any { return new(nodeList) }
	return e
}

// Remember makes the engine use what is known of drawings.
func (e *Engine) Remember(m *diagram.Memory) { e.drawings = m }

// Learn tells the engine of layouts that were made before by the same program.
func (e *Engine) Learn(list map[diagram.Sum]*diagram.Layout) {
	if len(list) > 0 {
		e.drawings.Learn(list)
	}
}

// diagramWords are Folio's own words in a drawing.
func (e *Engine) diagramWords(key string) string { return e.texts.T("dia." + key) }

// Env is what a section may draw on while it is parsed.
type Env struct {
	// Name is the section's own path from the content root; paths of includes
	// are relative to its folder.
	Name string
	// Open reads another Markdown file by its path from the content root; ok
	// is false when there is none. nil means that there are no includes.
	Open func(name string) (t source.Text, found diag.List, ok bool)
	// Near suggests, for a name that Open does not have, the file that was most
	// likely meant, by its path from the file from; "" when there is none. nil
	// suggests nothing.
	Near func(from, name string) string
	// Variable tells the value of {{NAME}}; ok is false for names that the
	// manual does not declare. nil means that there are none.
	Variable func(name string) (v Variable, ok bool)
	// Names lists the names that Variable knows.
	Names []string
	// Budget is the manual's, for what its pages take in; nil for none.
	Budget *Budget
	// Own are the numbers that the section may have been given by hand, "2" or
	// "3.1", by its file's name or by its place.
	Own []string
	// Unnumbered says that the page and its headings get no numbers, and so have
	// none to be typed: a cover.
	Unnumbered bool
	// Glossary says that the section's definition lists define terms.
	Glossary bool
}

// Parse reads a section. Its findings carry positions in the file.
func (e *Engine) Parse(t source.Text, env Env) (*Doc, diag.List) {
	doc := &Doc{Path: t.Path}
	if env.Budget != nil {
		env.Budget.left += budgetForPage
	}
	b := e.builder(doc, t, env)
	doc.body = b.parse()
	if doc.notesBelow {
		doc.numberNotes()
	}
	return doc, b.found
}

// parse reads the builder's text and returns it as a fragment.
func (b *builder) parse() fragment {
	pc := parser.NewContext(parser.WithIDs(noIDs{}))
	pc.Set(builderKey, b)
	refs := &references{Context: pc}
	root := b.engine.parser.Parse(text.NewReader(b.src), parser.WithContext(refs))
	refs.reportUnused(b)
	// Visitors may replace nodes, so the walk is finished before they start.
	list := b.engine.lists.Get().(*nodeList)
	defer b.engine.lists.Put(list)
	list.gather(b.engine, root)
	defer list.reset()
	b.doc.expect(list)
	for _, n := range list.nodes {
		switch n := n.(type) { // before whatever holds them is read as a text
		case *ast.CodeSpan:
			visitCodeSpan(b, n)
		case *ast.AutoLink:
			spellOut(b, n)
		case *ast.RawHTML:
			visitRawHTML(b, n)
		}
	}
	for _, n := range list.nodes {
		for _, visit := range b.engine.visitors(n) {
			if n.Parent() == nil && n != root {
				break // an earlier visitor took it out
			}
			visit(b, n)
		}
	}
	for _, c := range b.engine.constructs {
		if c.finish != nil {
			c.finish(b)
		}
	}
	return fragment{b.src, root, b.path, b.lines.first}
}

// nodeList is the nodes of a tree that some construct wants to visit, in
// reading order. It is kept from one document to the next, since it grows to
// hundreds and is of no use afterwards.
type nodeList struct {
	nodes    []ast.Node
	recorded int // how many of them a Doc may keep in its index
	links    int // how many of them are links
}

// gather adds the nodes at n and in it, whose text it joins.
func (l *nodeList) gather(e *Engine, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		joinText(n)
	case *ast.Link:
		l.links++
		l.recorded++
	case *ast.AutoLink, *ast.Heading, *ast.ListItem:
		l.recorded++
	}
	if len(e.visitors(n)) > 0 {
		l.nodes = append(l.nodes, n)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		l.gather(e, c)
	}
}

func (l *nodeList) reset() {
	clear(l.nodes) // it must not keep a tree alive
	*l = nodeList{nodes: l.nodes[:0]}
}

// visitors are what constructs want to do with a node.
func (e *Engine) visitors(n ast.Node) []func(*builder, ast.Node) {
	if k := int(n.Kind()); k < len(e.visit) {
		return e.visit[k]
	}
	return nil
}

// joinText makes one node of text that goldmark cut where a mark might have
// been, so that words can be looked for in it.
func joinText(t *ast.Text) {
	if t.Parent().Kind() == ast.KindCodeSpan {
		return // its line breaks are read as spaces, node by node
	}
	for {
		next, ok := t.NextSibling().(*ast.Text)
		if !ok || t.SoftLineBreak() || t.HardLineBreak() || t.IsRaw() != next.IsRaw() ||
			t.Segment.Stop != next.Segment.Start || next.Segment.Padding > 0 || t.Segment.ForceNewline {
			return
		}
		t.Segment = t.Segment.WithStop(next.Segment.Stop)
		t.SetSoftLineBreak(next.SoftLineBreak())
		t.SetHardLineBreak(next.HardLineBreak())
		t.Parent().RemoveChild(t.Parent(), next)
	}
}

// Resolver answers what a document cannot know of itself. Indexes are those of
// Doc.Headings, Doc.Steps, Doc.Links, Doc.Images and Doc.Figures.
type Resolver interface {
	// Heading returns the anchor and the number ("5.2", "" for none).
	Heading(i int) (id, number string)
	// Step returns the anchor of a step.
	Step(i int) (id string)
	Link(i int) Target
	Image(i int) Picture
	// Figure returns the anchor and the label ("Tabla 3") of a caption.
	Figure(i int) (id, label string)
	// Glossary returns the terms to mark; nil for none.
	Glossary() *Glossary
}

// Render appends the document's HTML, its title apart, to w.
func (e *Engine) Render(w *bytes.Buffer, d *Doc, r Resolver) error {
	p := e.pages.Get().(*page)
	defer e.pages.Put(p)
	p.pageState = pageState{doc: d, resolve: r}
	defer func() { p.pageState = pageState{} }()
	p.fragment(output{w}, d.body)
	p.gatheredNotes(output{w})
	return nil
}

// fragment writes a fragment's nodes.
func (p *page) fragment(w util.BufWriter, f fragment) {
	before := p.src
	p.src = f.src
	p.write(w, f.root)
	p.src = before
}

// page is the state of one rendering, shared by the constructs' renderers.
type page struct {
	engine    *Engine
	renderers nodeRenderers
	finder    finder
	pageState
}

// pageState is what a page forgets when it is done.
type pageState struct {
	doc     *Doc
	resolve Resolver
	src     []byte          // of the fragment being written
	notes   string          // prefix of footnote ids, one per included file
	caption *caption        // of the table being written
	marked  map[string]bool // glossary terms already marked on the page
	quiet   int             // inside how many nodes no term is marked

	lastOfText *ast.Text // up to here text is written already; nil: it is not
}

func (e *Engine) newPage() *page {
	p := &page{engine: e}
	html.NewRenderer(html.WithUnsafe(), html.WithWriter(e.writer)).RegisterFuncs(&p.renderers)
	for _, c := range e.constructs {
		for _, r := range c.foreign {
			r.RegisterFuncs(&p.renderers)
		}
		for _, r := range c.renderers {
			boundRenderer{p, r}.RegisterFuncs(&p.renderers)
		}
	}
	return p
}

// boundRenderer registers a construct's rendering function with its page.
type boundRenderer struct {
	page *page
	nodeRenderer
}

// RegisterFuncs implements renderer.NodeRenderer.
func (b boundRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(b.kind, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		return b.render(b.page, w, n, entering), nil
	})
}

// noIDs keeps goldmark from making heading ids: Folio's are known when the
// whole page is, and so come later.
type noIDs struct{}

func (noIDs) Generate([]byte, ast.NodeKind) []byte { return nil }
func (noIDs) Put([]byte)                           {}
