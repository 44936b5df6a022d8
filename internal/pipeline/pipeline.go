// Package pipeline makes a site out of a folder of manuals:
//
//	content/ ─discover→ Tree ─parse→ Docs ─assemble→ Manual ─render→ pages ─→ output
//
// Build is that arrow, readable from top to bottom. A manual is the unit of
// compilation: each is read, assembled, rendered, written and dropped by one
// worker, so that memory does not grow with the site. Manuals know each other
// only by name until every one has left its export; references to anchors of
// other manuals are checked then, and the few manuals whose own text depends
// on another's (an empty cross-reference) are compiled in a second wave.
package pipeline

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/diagram"
	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/lifecycle"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/source"
	"folio/internal/spool"
	"folio/internal/theme"
)

// Input is what a site is made of.
type Input struct {
	Root   *source.Root
	Site   config.Site
	Theme  *theme.Theme
	Texts  *i18n.Catalog // of the site, not of the command line
	Drafts bool          // publish drafts too
	Jobs   int           // workers; 0 is one a processor
	// Today is the day of the build, UTC: reviews due before it are overdue.
	// Zero is no day.
	Today time.Time
	// History asks git when each page was last changed.
	History bool
	// Generator names the program in the pages: "Folio 0.1.0".
	Generator string
	// Cache, unless nil, remembers manuals between builds; Program identifies
	// what made its entries. Contents may go with it.
	Cache    Cache
	Program  string
	Contents *Contents
	// Hurry leaves what all manuals share of the search index as the last build
	// made it, if it can: an author who types waits for the page, and can
	// search a moment later. Result.Unfinished says whether it did.
	Hurry bool
	// Blueprints, unless nil, say what manuals must contain: Result.Checked has
	// what they do not.
	Blueprints *blueprint.Library
	// Lifecycle is until when programs are supported; nil for nothing known.
	Lifecycle *lifecycle.Data
	// Published are the manuals as they were published, the last ones first, for the rule
	// that a text does not change under its version. It matters for Review only.
	Published []check.Edition
	// Review stops where findings are known: nothing is made.
	Review bool
	// Environment is the one whose values show first, by its id, in the manuals
	// that have it; "" is each manual's own first.
	Environment string
	// Press leaves out what nobody needs who only prints the manuals: the search,
	// and the pages that are read from all manuals. It goes with no Cache.
	Press bool
	// PDF says that each manual will have its PDF beside its cover, and links to
	// it.
	PDF bool
	// Brief says that of the result only counts, findings and papers are needed, and
	// Has: what else can be asked is nil. When nothing changed since the last build
	// there are no papers either: see Result.Unchanged.
	Brief bool
	// Progress, unless nil, is told after each manual how many are done. It
	// is called from one goroutine at a time.
	Progress func(done, total int)
}

// Result says what a build made.
type Result struct {
	// Unchanged says that the sink has the site already and was given nothing: it
	// is not to be committed. Counts, findings and Has are there, nothing else.
	Unchanged bool
	// Settle is called when the site has been published, with the sum of the list
	// of its files, so that the next build can be Unchanged.
	Settle   func(site output.Hash)
	Manuals  int
	Pages    int // covers and sections
	Findings diag.List
	// Checked are the findings of package check, which do not keep a site from
	// being made, and Reviews gives what each manual has of its blueprint.
	Checked Checked
	Reviews func() []Review
	// Papers are the pages that manuals can be printed from, and what the
	// documents are called.
	Papers []Paper
	// Known gives what each manual says of its system, in the order of Reviews.
	Known func() []facts.Manual
	// Mentions finds the lines of the sources that say all of the words.
	Mentions func(words []string) []Mention
	// Unfinished says that Hurry left the search index behind the pages.
	Unfinished bool
	// Unsure says that the system did not hand over part of the sources, which is
	// a fatal finding and may pass.
	Unsure bool
	// Has tells whether the site has a manual of that slug.
	Has func(slug string) bool
	// Sources lists the files whose findings concern a page, given by its
	// path in the site, in the form of diag.Pos.Path.
	Sources func(page string) []string
	// Live are the places of the diagrams that the browser draws, by the path in
	// the site of their page, in the order in which the page has them.
	Live map[string][]diag.Pos
}

// Build writes the whole site to sink. Everything is examined and reported
// even when a finding is fatal; the caller must then not publish what was
// written. An error concerns the environment or the context.
func Build(ctx context.Context, in Input, sink output.Sink) (Result, error) {
	var res Result
	names, err := in.Contents.discover(in.Root)
	if err != nil {
		return res, err
	}
	tree := names.tree
	b := newBuild(ctx, in, names, sink)
	b.past = b.recall(ctx)
	defer b.past.stop()
	defer b.spool.Close()
	if same, ok := b.unchanged(ctx, names); ok {
		return same, nil
	}
	b.past.want()
	b.equip(ctx)
	res.Findings = slices.Clone(names.found)
	if len(tree.Manuals) == 0 && names.found.Count(diag.Fatal) == 0 { // else one was meant to be there
		res.Findings.Add(diag.Warning, "SIT-01", diag.Pos{Path: in.Root.Shown(".")})
	}

	found, err := b.glossary(ctx)
	res.Findings = append(res.Findings, found...)
	if err != nil {
		return res, err
	}
	b.base = b.baseHash()
	everyone := make([]int, len(tree.Manuals))
	for i := range everyone {
		everyone[i] = i
	}
	made, err := b.compileAll(ctx, everyone, nil)
	if err != nil {
		return res, err
	}
	exports := map[string]*manual.Export{}
	var waiting []int
	for i, c := range made {
		exports[c.export.Slug] = c.export
		if c.waiting {
			waiting = append(waiting, i)
		}
	}
	b.exports = exports
	second, err := b.compileAll(ctx, waiting, exports)
	if err != nil {
		return res, err
	}
	for k, i := range waiting {
		made[i] = second[k]
	}

	more, err := b.redirects(made)
	res.Findings = append(append(res.Findings, more...), b.past.findings(in.Root)...)
	if err != nil {
		return res, err
	}
	checks, checked := b.checkReferences(made)
	if !in.Review {
		more, err = b.cachedFront(made, exports)
		res.Findings = append(res.Findings, more...)
	}
	checked()
	if err != nil {
		return res, err
	}
	res.Unfinished = b.unfinished
	apart := res.Findings
	b.excerpts(apart)
	handed := b.sum(&res, made, checks, apart)
	b.settle(&res, names, made, handed)
	if err := b.spool.Err(); err != nil {
		return res, err
	}
	in.Contents.stand(b, made, checks, apart)
	return res, nil
}

// sum completes what a build says of itself, and lists what the site hands on.
// apart are the findings that belong to no manual.
func (b *build) sum(res *Result, made []compiled, checks []diag.List, apart diag.List) []manual.Asset {
	res.Findings = slices.Clone(apart)
	for i, c := range made {
		res.Manuals++
		res.Pages += c.pages
		res.Findings = append(append(res.Findings, c.findings()...), checks[i]...)
		res.Checked.manuals = append(res.Checked.manuals, c.checked)
		if c.paper.Page != "" {
			res.Papers = append(res.Papers, c.paper)
		}
	}
	res.Checked.between = slices.Concat(b.compare(made)...)
	handed := b.handed(made)
	res.Findings = append(b.withoutPublished(res.Findings, handed), b.clashes(handed, made)...)
	res.Unsure = b.tree.Troubled || b.files.troubles.any()
	res.Findings = append(res.Findings, b.files.troubles.findings(b.in.Root)...).Sorted()
	slugs := make(map[string]bool, len(made))
	for _, c := range made {
		slugs[c.export.Slug] = true
	}
	res.Has = func(slug string) bool { return slugs[slug] }
	if !b.in.Brief { // else nothing holds what is left of the manuals any longer
		b.tell(res, made)
	}
	return handed
}

// tell gives the result what it says when it is asked.
func (b *build) tell(res *Result, made []compiled) {
	res.Sources, res.Live = b.sources(b.exports), b.live(made)
	res.Reviews = func() (list []Review) {
		for _, c := range made {
			list = append(list, c.review.open())
		}
		return list
	}
	res.Known = func() (list []facts.Manual) {
		for _, c := range made {
			m := c.known.open()
			m.Procedures = c.steps.open()
			list = append(list, m)
		}
		return list
	}
	res.Mentions = func(words []string) []Mention { return b.mentions(made, words) }
}

// build is what the workers of one Build share.
type build struct {
	in      Input
	tree    source.Tree
	site    *manual.Site
	names   string // the site's fingerprint
	engine  *markdown.Engine
	indexer *search.Indexer
	frame   *theme.Site
	assets  assets
	terms   []markdown.Term // of the site's own glossary
	apart   []fact          // files that pages of no manual depend on
	// apartAssets are what those pages hand on.
	apartAssets []manual.Asset
	apartLive   []livePage // of those pages
	sink        output.Sink
	past        *past
	spool       *spool.File
	buffers     sync.Pool    // of *bytes.Buffer, for the pages of a manual
	stopped     func() error // the context's
	// exports are nil during the first wave.
	exports map[string]*manual.Export

	drawings    *diagram.Memory
	changed     map[string]bool // folders with files that differ from the last build's; nil when nobody knows
	alone       bool            // one manual is compiled, as far as is known
	samePast    bool            // git would tell of the files what it told when all entries were valid
	unfinished  bool            // see Result
	lasting     bool            // the cache has the pages that belong to no manual
	files       files
	base        output.Hash // what every entry of the cache depends on
	between     []diag.List // see compare
	exportsOnce sync.Once
	runOnce     sync.Once
	runAsset    runAsset
	exportsSum  output.Hash
}

func newBuild(ctx context.Context, in Input, names *names, sink output.Sink) *build {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	waiting := spool.New(func() (*os.File, error) { return os.CreateTemp("", "folio-*.tmp") }, spool.Little)
	if in.Cache != nil {
		waiting = in.Cache.spool()
	}
	return &build{
		in:    in,
		spool: waiting,
		tree:  names.tree,
		site:  names.site,
		names: names.print,
		frame: &theme.Site{
			Title:       in.Site.Title,
			Description: in.Site.Description,
			Entity:      in.Site.Entity,
			Lang:        string(in.Texts.Lang()),
			Generator:   in.Generator,
		},
		stopped: ctx.Err,
		files:   knownFiles(in),
		sink:    sink,
		buffers: sync.Pool{New: newBuffer},
	}
}

// equip makes ready what manuals are compiled with.
func (b *build) equip(ctx context.Context) {
	b.engine = markdown.New(b.in.Texts, b.in.Contents.highlighter())
	b.drawings = b.in.Contents.drawings(b.in.Program)
	b.engine.Remember(b.drawings)
	b.indexer = search.New(search.Options{
		Synonyms: append(search.DefaultSynonyms(), b.in.Site.Synonyms...),
		Compact:  len(b.tree.Manuals) > manyManuals,
		Stop:     func() bool { return ctx.Err() != nil },
	})
}

func newBuffer() any { return new(bytes.Buffer) }

// manyManuals is from how many manuals on the search keeps shorter excerpts.
const manyManuals = 200

// compileAll compiles the manuals with the given places in the tree, each on
// one of the workers, and returns what came of them in the same order.
func (b *build) compileAll(ctx context.Context, which []int, exports map[string]*manual.Export) ([]compiled, error) {
	made := make([]compiled, len(which))
	done := make(chan struct{}, len(which))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(b.in.Jobs)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		n := 0
		for range done {
			n++
			if b.in.Progress != nil {
				b.in.Progress(n, len(which))
			}
		}
	}()
	for _, k := range b.inTurn(which) {
		i := which[k]
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			c, err := b.manual(ctx, b.tree.Manuals[i], exports)
			b.rest(&c)
			made[k] = c
			done <- struct{}{}
			return err
		})
	}
	err := g.Wait()
	close(done)
	<-finished
	return made, err
}

// inTurn gives the places in a list of manuals in the order in which they are begun:
// those first that take long, since they were changed.
func (b *build) inTurn(which []int) []int {
	order := make([]int, 0, len(which))
	for _, changed := range []bool{true, false} {
		for k, i := range which {
			if b.changed[b.tree.Manuals[i].Dir] == changed {
				order = append(order, k)
			}
		}
	}
	return order
}

// checkReferences begins to check what all manuals refer to in others. What is wrong
// with it, by the manual, is there when done returns.
func (b *build) checkReferences(made []compiled) (checks []diag.List, done func()) {
	checks = make([]diag.List, len(made))
	var g sync.WaitGroup
	g.Go(func() {
		for i, c := range made {
			checks[i] = b.checkAll(c)
		}
	})
	return checks, g.Wait
}

// checkAll checks a manual's references to others.
func (b *build) checkAll(c compiled) diag.List {
	var found diag.List
	check := manual.NewChecker(b.exports)
	for _, p := range c.pending.open() {
		found = append(found, check.Check(p)...)
	}
	b.excerpts(found)
	return found
}

// sources answers Result.Sources.
func (b *build) sources(exports map[string]*manual.Export) func(string) []string {
	return func(page string) []string {
		slug, _, _ := strings.Cut(page, "/")
		e := exports[slug]
		if e == nil {
			if page == "index.html" && b.tree.Home != nil {
				return []string{b.in.Root.Shown(b.tree.Home.Name)}
			}
			return nil
		}
		var shown []string
		for _, s := range e.Sources(page) {
			shown = append(shown, b.in.Root.Shown(s))
		}
		return shown
	}
}

// outs lists the site paths of all manuals' pages, sorted.
func outs(made []compiled) []string {
	var list []string
	for _, c := range made {
		list = append(list, c.export.Outs()...)
	}
	slices.SortFunc(list, strings.Compare)
	return list
}
