package pipeline

import (
	"bytes"
	"context"
	"sync"

	"folio/internal/diag"
	"folio/internal/facts"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/theme"
)

// What Folio makes is two lists: what is made of each manual and what is made
// of all of them together. A new page, index or data file is a value in a file
// of its own and a line here; compile and front only walk the lists.

// parts lists what is made of one manual, in the order of making.
func parts() []part {
	return []part{
		covers(),
		sections(),
		paper(),
		duty(),
		running(),
		sheet(),
		treeScript(),
		searchPart(),
		attachments(),
	}
}

// wholes lists what is made of all manuals.
func wholes() []whole {
	return []whole{
		searchIndex(),
		homePage(),
		lostPage(),
		matrixPage(),
		mapPage(),
		framePage(),
		runFacts(),
		inventory(),
		errorsPage(),
		masterList(),
		searchWhole(),
		themeFiles(),
		unpublished(),
		siteMap(),
	}
}

// part is something made of one manual.
type part struct {
	name string
	off  func(*work) bool // nil for always on
	// prepare, unless nil, is what needs the manual only: it uses neither the
	// work's buffers nor its sink, and may run while other parts are made.
	prepare func(*work)
	make    func(*work) error
}

// work is one manual in the making.
type work struct {
	ctx  context.Context
	b    *build
	m    *manual.Manual
	vars *variables
	r    *reader
	sink output.Sink
	c    *compiled // what is to remain of it
	// unlisted is the site's glossary: a page, but no manual that a reader
	// would look for.
	unlisted bool

	duty []theme.DutyPart // of the sheet for who is on call
	// printed gathers the texts of the pages for the one of the whole manual;
	// nil when there is none.
	printed *printed
	// known is what the manual says of its system, text the sum of all that its
	// pages are made of, and runs the pages that have a procedure to be run, as far
	// as they have been rendered.
	known facts.Manual
	text  string
	runs  *printed

	// Emptied by who uses them.
	body, page *bytes.Buffer
	shared     *views
	indexed    []search.File
}

// views are made once for all pages.
func (w *work) views() *views {
	if w.shared == nil {
		w.shared = w.b.views(w.m, w.vars, w.r, w.c.knows.Duty, w.runURL())
	}
	return w.shared
}

// make makes the parts of a manual. When no other manual keeps the processors
// busy, what can be prepared beside the pages is.
func (b *build) make(w *work) error {
	w.body, w.page = b.buffers.Get().(*bytes.Buffer), b.buffers.Get().(*bytes.Buffer)
	defer b.buffers.Put(w.body)
	defer b.buffers.Put(w.page)
	var later []part
	var g sync.WaitGroup
	defer g.Wait()
	for _, p := range parts() {
		switch {
		case p.off != nil && p.off(w):
			continue
		case p.prepare != nil && b.alone:
			g.Go(func() { p.prepare(w) })
			later = append(later, p)
			continue
		case p.prepare != nil:
			p.prepare(w)
		}
		if err := p.make(w); err != nil {
			return err
		}
	}
	g.Wait()
	for _, p := range later {
		if err := p.make(w); err != nil {
			return err
		}
	}
	return nil
}

// attachments: the files that the pages show or hand out.
func attachments() part { return part{name: "attachments", make: (*work).attach} }

func (w *work) attach() error { return w.b.copyAssets(w.c.assets, w.r) }

// whole is something made of all manuals.
type whole struct {
	name string
	off  func(*assembly) bool // nil for always on
	make func(*assembly) error
}

// assembly is what belongs to no manual, in the making.
type assembly struct {
	b       *build
	made    []compiled
	cards   []theme.Card
	exports map[string]*manual.Export
	// hurried leaves out what all manuals share of the search index and the pages
	// that are read from all of them: the last
	// build's is kept.
	hurried bool
	facts   []facts.Manual // of each manual; nil until somebody asks
	r       *reader
	sink    *recorder
	found   diag.List
	page    bytes.Buffer                // emptied by who uses it
	joined  *landscape                  // see landscape
	live    bool                        // the home page needs the frame of diagrams
	parts   []homePart                  // see homeParts
	merged  func() (*search.Set, error) // see searchIndex
	beside  sync.WaitGroup              // what goes on beside the pages
}

// put draws a page and writes it.
func (a *assembly) put(path string, draw func(*bytes.Buffer) error) error {
	a.page.Reset()
	if err := draw(&a.page); err != nil {
		return err
	}
	return a.sink.Put(path, a.page.Bytes())
}

// front makes what belongs to no manual.
func (b *build) front(made []compiled, exports map[string]*manual.Export, hurried bool, r *reader, sink *recorder) (diag.List, error) {
	a := &assembly{b: b, made: made, exports: exports, hurried: hurried, r: r, sink: sink}
	defer a.beside.Wait()
	for _, c := range made {
		a.cards = append(a.cards, c.card)
	}
	for _, w := range wholes() {
		if w.off != nil && w.off(a) {
			continue
		}
		if err := w.make(a); err != nil {
			return a.found, err
		}
	}
	return a.found, nil
}
