package pipeline

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/facts"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/source"
	"folio/internal/spool"
	"folio/internal/theme"
)

// The cache remembers, for each manual, what compiling it looked at and what
// came of it. Three laws:
//
//  1. An entry holds facts, not pages. The pages are in the output folder; an
//     entry is of use only if the sink still has files with the same hashes.
//  2. An entry is valid when everything that compiling looked at is as it was:
//     the program, configuration, theme and names of the whole site (Base),
//     each file read or merely looked for (Reads), the dates that git gives
//     (Dates), and for manuals that quote others, all exports (Exports).
//     Nothing else may reach a page; a test compares random edits with clean
//     builds to hold that.
//  3. A bad entry is no entry. Whatever is wrong with it, the manual is
//     compiled.
//
// Where every entry would be valid, unchanged.go says so at once.

// Cache stores entries by name: a *CacheDir, or a *MemoryCache for one
// program's life. It is used from many goroutines.
type Cache interface {
	// load fills v, an *entry or a *frontEntry, with what was saved under a
	// name. The hash identifies what was saved.
	load(name string, v any) (output.Hash, bool)
	// save may fail quietly: a cache is no promise.
	save(name string, v any) (output.Hash, bool)
	// stamps spare reading what is as it was; nil when there are none.
	stamps() *output.Stamps
	// spool is where what waits for the end is; nil when entries have it in
	// memory anyway.
	spool() *spool.File
	// joined is what the last merge of the search index left and takes what this one
	// leaves; done keeps that, if it is whole.
	joined() (j search.Joined, done func(whole bool))
}

// Keeper is a sink that can say whether it has a file already; if so, the file
// counts as put.
type Keeper interface {
	Keep(path string, hash output.Hash) bool
}

// entry is what the cache has of a manual.
type entry struct {
	Base    output.Hash
	Reads   factList
	Dates   output.Hash
	Quotes  bool        // the text depends on other manuals
	Exports output.Hash // of all manuals, when Quotes

	Export  *manual.Export
	Card    theme.Card
	Layouts parcel[layouts]
	Live    []livePage
	Pages   int
	Found   diag.List
	Checked kept
	Review  parcel[Review]
	Paper   Paper
	Facts   parcel[check.Facts]
	Known   parcel[facts.Manual]
	Steps   parcel[[]facts.Procedure]
	Knows   knows
	Pending parcel[[]manual.Pending]
	Moved   []moved
	Folders []movedFolder
	Part    []byte // of the index, on disk; decoded only when that is merged anew
	Assets  []manual.Asset
	Made    factList

	part *search.Part // of the index, in memory
}

// manual compiles a manual, or finds in the cache that it need not.
func (b *build) manual(ctx context.Context, src source.Manual, exports map[string]*manual.Export) (compiled, error) {
	if b.in.Cache == nil {
		return b.compile(ctx, src, exports, b.reader(), b.sink)
	}
	var old entry
	sum, ok := b.in.Cache.load(src.Slug, &old)
	ok = ok && b.valid(old)
	if !ok {
		b.engine.Learn(old.Layouts.open())
	}
	if ok && old.Quotes && exports == nil {
		c := old.compiled()
		c.waiting = true
		return c, nil
	}
	if b.in.Review {
		if ok && (!old.Quotes || old.Exports == b.exportsHash()) {
			return old.compiled(), nil
		}
		return b.compile(ctx, src, exports, b.reader(), b.sink)
	}
	rec := &recorder{sink: b.sink, kept: map[string]output.Hash{}}
	if ok && (!old.Quotes || old.Exports == b.exportsHash()) && rec.keep(old.Made) {
		c := old.compiled()
		c.sum, c.reads = sum, spool.Of(b.remembered(old.Reads))
		return c, b.copyAssets(old.Assets, b.reader())
	}
	r := b.reader()
	c, err := b.compile(ctx, src, exports, r, rec)
	if err != nil || c.waiting {
		return c, err
	}
	reads := r.facts()
	dates, cacheable := b.dates(reads)
	if !cacheable || b.troubled() {
		return c, nil
	}
	e := entry{
		Base: b.base, Reads: reads, Dates: dates, Quotes: exports != nil,
		Export: c.export, Card: c.card, Layouts: c.layouts, Live: c.live, Pages: c.pages, Found: c.found, Pending: c.pending,
		Checked: c.checked, Review: c.review, Paper: c.paper, Facts: c.facts, Known: c.known, Steps: c.steps, Knows: c.knows,
		Moved: c.moved, Folders: c.folders, Assets: c.assets, Made: rec.made,
	}
	c.packPart(b.spool)
	e.part, e.Part = c.part, c.packed.Slice(0, c.packed.Len())
	if e.Quotes {
		e.Exports = b.exportsHash()
	}
	c.sum, _ = b.in.Cache.save(src.Slug, e)
	c.reads = spool.Of(b.remembered(reads))
	return c, nil
}

// remembered packs what a manual was made from, until all of them are.
func (b *build) remembered(reads []fact) []byte {
	if !b.brief() {
		return nil
	}
	return packFacts(reads)
}

// valid checks an entry against the world, other manuals' exports apart.
func (b *build) valid(e entry) bool {
	if e.Base != b.base || e.Export == nil {
		return false
	}
	same := b.samePast
	for _, f := range e.Reads {
		if b.files.sum(f.Name) != f.Hash {
			return false
		}
		_, sure := b.files.sure[f.Name]
		same = same && sure
	}
	if same {
		return true
	}
	dates, ok := b.dates(e.Reads)
	return ok && dates == e.Dates
}

func (e entry) compiled() compiled {
	return compiled{
		export: e.Export, card: e.Card, live: e.Live, pages: e.Pages, found: e.Found, pending: e.Pending,
		checked: e.Checked, review: e.Review, paper: e.Paper, facts: e.Facts, known: e.Known, steps: e.Steps, knows: e.Knows,
		moved: e.Moved, folders: e.Folders, part: e.part, packed: spool.Of(e.Part), assets: e.Assets,
	}
}

// frontEntry is what the cache has of the pages that belong to no manual.
type frontEntry struct {
	Key   output.Hash
	Reads factList
	Found diag.List
	Made  factList
	// Assets are what these pages hand on.
	Assets  []manual.Asset
	Live    []livePage
	Between []diag.List // what comparing the manuals found in each
	// Shards are the sums of the search index's shards, by path.
	Shards factList
}

// frontName cannot be a manual's: slugs have no dot.
const frontName = "site.front"

// cachedFront writes the site's own pages, or finds that they are there: they
// depend on what all manuals left, and on the home page's own files.
func (b *build) cachedFront(made []compiled, exports map[string]*manual.Export) (diag.List, error) {
	if b.in.Cache == nil {
		return b.front(made, exports, b.in.Press, b.reader(), &recorder{sink: b.sink})
	}
	h := sha256.New()
	_, _ = h.Write(b.base[:])
	summed := true
	for _, c := range made {
		summed = summed && c.sum != output.Hash{}
		_, _ = h.Write(c.sum[:])
	}
	key := output.Hash(h.Sum(nil)[:16])
	rec := &recorder{sink: b.sink, kept: map[string]output.Hash{}}
	var e frontEntry
	_, ok := b.in.Cache.load(frontName, &e)
	ok = ok && summed && e.Key == key
	for _, f := range e.Reads {
		ok = ok && b.files.sum(f.Name) == f.Hash
	}
	if ok && rec.keep(e.Made) {
		b.apart, b.apartAssets = append(b.apart, e.Reads...), append(b.apartAssets, e.Assets...)
		b.apartLive, b.between, b.lasting = e.Live, e.Between, true
		return e.Found, nil
	}
	rec.remember(e)
	r := b.reader()
	before := len(b.apartAssets)
	defer func() { b.apart = append(b.apart, r.facts()...) }()
	if old := sharedIndex(e.Made); b.in.Hurry && len(old) > 0 && rec.keep(old) {
		b.unfinished = true
		return b.front(made, exports, true, r, rec)
	}
	found, err := b.front(made, exports, false, r, rec)
	if err != nil || !summed || b.troubled() {
		return found, err
	}
	_, b.lasting = b.in.Cache.save(frontName, frontEntry{key, r.facts(), found, rec.made, b.apartAssets[before:], b.apartLive, b.compare(made), rec.shards})
	return found, nil
}

// sharedIndex picks the files that all manuals share of the search index, and the
// pages that are read from all of them.
func sharedIndex(made []fact) []fact {
	var list []fact
	for _, f := range made {
		if strings.HasPrefix(f.Name, "buscar/") || f.Name == "buscar.html" || isBoard(f.Name) {
			list = append(list, f)
		}
	}
	return list
}

// baseHash is of all that every manual depends on. The names of the site are
// in it as a whole: a new or renamed file may mend or break any link.
func (b *build) baseHash() output.Hash {
	return output.Sum(fmt.Appendf(nil, "%s|%s|%+v", b.in.settings(), b.names, b.terms))
}

// settings identifies all of an input that is not the content.
func (in Input) settings() output.Hash {
	h := sha256.New()
	fmt.Fprintf(h, "1|%s|%s|%v|%v|%s|", in.Program, in.Generator, in.Drafts, in.Today, in.Texts.Lang())
	fmt.Fprintf(h, "%s|%v|", in.Environment, in.PDF)
	fmt.Fprintf(h, "%+v|%s", in.Site, in.Theme.Fingerprint())
	if in.Blueprints != nil {
		fmt.Fprintf(h, "|%s", in.Blueprints.Sum())
	}
	return output.Hash(h.Sum(nil)[:16])
}

// exportsHash is of all exports together; few manuals need them.
func (b *build) exportsHash() output.Hash {
	b.exportsOnce.Do(func() {
		h := sha256.New()
		for _, slug := range slices.Sorted(maps.Keys(b.exports)) {
			fmt.Fprintf(h, "%+v|", *b.exports[slug])
		}
		b.exportsSum = output.Hash(h.Sum(nil)[:16])
	})
	return b.exportsSum
}

// dates is what git tells of the Markdown that was read, included files too,
// and of the repository they are in. With a shallow clone it is not cacheable:
// which pages it leaves without a date is counted anew.
func (b *build) dates(reads []fact) (output.Hash, bool) {
	if !b.in.History {
		return output.Hash{}, true
	}
	<-b.past.done
	h := sha256.New()
	folder, ok := b.past.history.Folder()
	fmt.Fprintf(h, "%s|%v|", folder, ok)
	for _, f := range reads {
		if !source.IsMarkdown(f.Name) {
			continue
		}
		c, known := b.lastChange(f.Name)
		if c.Cut {
			return output.Hash{}, false
		}
		fmt.Fprintf(h, "%s|%+v|%v|", f.Name, c, known)
	}
	return output.Hash(h.Sum(nil)[:16]), true
}

// recorder notes what is put. Files that were kept from an entry of which not
// all could be kept are the same when they are made again, and are not put
// twice.
type recorder struct {
	sink output.Sink
	kept map[string]output.Hash
	made []fact
	// Of the search index: the shards of the last build, and of this one.
	past   map[string]pastShard
	shards []fact
}

// pastShard is a file that the last build made.
type pastShard struct {
	sum  output.Hash // see search.File
	hash output.Hash // of the file
}

// Put implements output.Sink.
func (r *recorder) Put(path string, data []byte) error {
	return r.PutSummed(path, data, output.Sum(data))
}

// PutSummed implements output.Sink.
func (r *recorder) PutSummed(path string, data []byte, hash output.Hash) error {
	r.made = append(r.made, fact{path, hash})
	if r.kept[path] == hash {
		return nil
	}
	return r.sink.PutSummed(path, data, hash)
}

// copier is a sink that takes content which need not fit in memory.
type copier interface {
	Copy(path string, r io.Reader) error
}

// Copy is Put for such content.
func (r *recorder) Copy(path string, from io.Reader) error {
	sink, ok := r.sink.(copier)
	if _, kept := r.kept[path]; kept || !ok {
		data, err := io.ReadAll(from)
		if err != nil {
			return err
		}
		return r.Put(path, data)
	}
	summed := output.NewSummed(from)
	if err := sink.Copy(path, summed); err != nil {
		return err
	}
	r.made = append(r.made, fact{path, summed.Sum()})
	return nil
}

// keep keeps all files, or says that it cannot.
func (r *recorder) keep(files []fact) bool {
	k, ok := r.sink.(Keeper)
	if !ok {
		return false
	}
	for _, f := range files {
		if !k.Keep(f.Name, f.Hash) {
			return false
		}
		r.kept[f.Name] = f.Hash
	}
	return true
}

// remember makes the shards of the last build known.
func (r *recorder) remember(e frontEntry) {
	sums := make(map[string]output.Hash, len(e.Shards))
	for _, f := range e.Shards {
		sums[f.Name] = f.Hash
	}
	r.past = make(map[string]pastShard, len(e.Shards))
	for _, f := range e.Made {
		if sum, ok := sums[f.Name]; ok {
			r.past[f.Name] = pastShard{sum, f.Hash}
		}
	}
}

// hasShard is a search.Has.
func (r *recorder) hasShard(path string, sum [16]byte) bool {
	old, ok := r.past[path]
	k, can := r.sink.(Keeper)
	return ok && can && old.sum == sum && k.Keep(path, old.hash)
}

// putIndex puts a file of the search index, or notes that it is there.
func (r *recorder) putIndex(f search.File) error {
	if f.Sum != ([16]byte{}) {
		r.shards = append(r.shards, fact{f.Path, f.Sum})
	}
	if f.Data == nil {
		r.made = append(r.made, fact{f.Path, r.past[f.Path].hash})
		return nil
	}
	return r.Put(f.Path, f.Data)
}
