package pipeline

import (
	"context"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/source"
	"folio/internal/theme"
)

// names is what discovery found, and what follows from that alone.
type names struct {
	tree  source.Tree
	found diag.List
	site  *manual.Site
	print string // the site's fingerprint
}

// discover lists the content, or knows that its names are what they were.
func (c *Contents) discover(root *source.Root) (*names, error) {
	if c != nil && c.names != nil && c.names.tree.Holds(root, c.changed) {
		return c.names, nil
	}
	tree, found, err := source.Discover(root)
	if err != nil {
		return nil, err
	}
	if c == nil {
		tree = tree.Alone()
	}
	n := &names{tree: tree, found: found, site: manual.NewSite(tree, root.Shown)}
	n.print = n.site.Fingerprint()
	if c != nil && !tree.Troubled {
		c.names = n
	}
	return n, nil
}

// highlighter is one for all builds: lexers take long to make.
func (c *Contents) highlighter() *highlight.Highlighter {
	if c == nil {
		return highlight.New()
	}
	if c.lexers == nil {
		c.lexers = highlight.New()
	}
	return c.lexers
}

// standing is what a build leaves for Again. It stands for what is in the sink.
type standing struct {
	settings output.Hash
	names    *names
	base     output.Hash
	terms    []markdown.Term
	frame    *theme.Site
	engine   *markdown.Engine
	indexer  *search.Indexer
	exports  map[string]*manual.Export
	sum      output.Hash // of the exports; zero when it was not needed

	made   []compiled     // by the place in the tree
	checks []diag.List    // likewise: what is wrong with references to others
	apart  diag.List      // findings that belong to no manual
	reads  []fact         // files that pages of no manual depend on
	assets []manual.Asset // what those hand on
	live   []livePage     // likewise
}

// stand remembers a build that went well.
func (c *Contents) stand(b *build, made []compiled, checks []diag.List, apart diag.List) {
	if c == nil {
		return
	}
	c.changed, c.standing = nil, nil
	if b.files.troubles.any() || slices.ContainsFunc(made, func(m compiled) bool { return m.sum == output.Hash{} }) {
		return // one is in no cache, and nobody knows what it depends on
	}
	c.standing = &standing{
		settings: b.in.settings(), names: c.names, base: b.base, terms: b.terms, frame: b.frame,
		engine: b.engine, indexer: b.indexer, exports: b.exports, sum: b.exportsSum,
		made: made, checks: checks, apart: apart, reads: b.apart, assets: b.apartAssets, live: b.apartLive,
	}
}

// Again is Build for what an author does most, which is to save a section. When
// nothing changed but the text of some manuals, and what others see of them
// (titles, anchors, cards) is as it was, it makes these manuals' pages anew and
// leaves everything else in the sink as the last build put it: nothing may be
// swept. Else ok is false, and Build is to be called, with a sink that holds
// what was put into this one or a sink that does not.
//
// It takes for granted that the last build's result is what the sink edits. It
// leaves the search index and files that nothing refers to any longer behind,
// as Input.Hurry does, for a Build when there is time.
func Again(ctx context.Context, in Input, sink output.Sink) (res Result, ok bool, err error) {
	c := in.Contents
	if c == nil || c.standing == nil || in.Cache == nil || len(c.changed) == 0 {
		return res, false, nil
	}
	s := c.standing
	c.standing = nil // until it stands again
	if c.names != s.names || s.settings != in.settings() || !s.names.tree.Holds(in.Root, c.changed) || mention(s.reads, c.changed) {
		return res, false, nil
	}
	b := s.build(in, sink)
	b.past = b.recall(ctx)
	b.past.want()
	defer b.past.stop()
	which, ok := b.readers(c.changed, len(s.made))
	if !ok {
		return res, false, nil
	}
	b.alone = len(which) == 1
	exports := b.exports
	b.exports = nil // as in the first wave
	made, err := b.compileAll(ctx, which, nil)
	if err != nil {
		return res, false, err
	}
	var waiting, at []int
	for k, i := range which {
		if e := made[k].export; !reflect.DeepEqual(e, exports[e.Slug]) {
			return res, false, nil
		}
		if made[k].waiting {
			waiting, at = append(waiting, i), append(at, k)
		}
	}
	b.exports = exports
	second, err := b.compileAll(ctx, waiting, exports)
	if err != nil {
		return res, false, err
	}
	for n, k := range at {
		made[k] = second[n]
	}
	for k, i := range which {
		if !sameFacade(made[k], s.made[i]) {
			return res, false, nil
		}
	}
	whole := !b.files.troubles.any()
	for k, i := range which {
		whole = whole && made[k].sum != output.Hash{}
		s.made[i], s.checks[i] = made[k], b.checkAll(made[k])
	}
	b.sum(&res, s.made, s.checks, s.apart)
	res.Unfinished = true
	s.sum = b.exportsSum
	c.changed = nil
	if whole {
		c.standing = s
	}
	return res, true, nil
}

// build makes the build that goes on from what stands.
func (s *standing) build(in Input, sink output.Sink) *build {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	b := &build{
		in: in, tree: s.names.tree, site: s.names.site, names: s.names.print, engine: s.engine, indexer: s.indexer,
		frame: s.frame, terms: s.terms, sink: sink, exports: s.exports, files: knownFiles(in), base: s.base,
		apartAssets: s.assets, apartLive: s.live,
		buffers: sync.Pool{New: newBuffer}, stopped: func() error { return nil },
	}
	if s.sum != (output.Hash{}) {
		b.exportsOnce.Do(func() { b.exportsSum = s.sum })
	}
	return b
}

// readers lists the manuals that looked at one of the files, by their place in
// the tree; ok is false when that is not known.
func (b *build) readers(changed []string, manuals int) (which []int, ok bool) {
	if len(b.tree.Manuals) != manuals {
		return nil, false
	}
	for i, m := range b.tree.Manuals {
		var e entry
		if _, known := b.in.Cache.load(m.Slug, &e); !known || e.Base != b.base {
			return nil, false
		}
		if mention(e.Reads, changed) {
			which = append(which, i)
		}
	}
	return which, true
}

// mention says whether one of the files, or something below it, or the folder
// that it is in, is among the facts.
func mention(facts []fact, changed []string) bool {
	return slices.ContainsFunc(facts, func(f fact) bool {
		return slices.ContainsFunc(changed, func(name string) bool {
			rest, ok := strings.CutPrefix(f.Name, name)
			return ok && (rest == "" || rest[0] == '/') || f.Name == listing(path.Dir(name))
		})
	})
}

// sameFacade says whether what other pages show of a manual, its export apart,
// is as it was.
func sameFacade(a, b compiled) bool {
	return a.pages == b.pages && (len(a.live) > 0) == (len(b.live) > 0) && a.knows == b.knows && reflect.DeepEqual(systemsOf(a.known.open()), systemsOf(b.known.open())) && reflect.DeepEqual(a.card, b.card) &&
		reflect.DeepEqual(a.moved, b.moved) && reflect.DeepEqual(a.folders, b.folders)
}
