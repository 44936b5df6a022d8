package pipeline

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/output"
)

// Most builds by hand or by a machine come after no change at all. Every entry
// of the cache is valid then, and to find that out one after the other takes
// far longer than asking for each file of the sources and of the site once.
// So a build that was published leaves one more entry, of all of it together.

// wholeEntry is what the cache has of a whole build. While all that it names is
// as it was, the site is what a build would make.
type wholeEntry struct {
	Key   output.Hash // of the input and the names of the sources
	Reads []byte      // packed facts: what the pages were made from
	Past  string      // what git told; see past.id
	Site  output.Hash // of the list of the site's files
	Slugs []string

	Manuals, Pages int
	Findings       diag.List
	Checked        []kept
	Between        diag.List
}

// wholeName cannot be a manual's: slugs have no dot.
const wholeName = "site.whole"

// Stander is a sink that can say whether the old site is there, file by file as
// a list with that sum names them.
type Stander interface {
	Stands(site output.Hash) bool
}

// unchanged is the result of the build before this one, when nothing is
// different.
func (b *build) unchanged(ctx context.Context, n *names) (res Result, ok bool) {
	sink, ok := b.sink.(Stander)
	if !ok || !b.brief() {
		return res, false
	}
	var e wholeEntry
	if _, ok := b.in.Cache.load(wholeName, &e); !ok || e.Key != b.wholeKey(n) {
		return res, false
	}
	reads, ok := unpackFacts(e.Reads)
	if !ok {
		return res, false
	}
	var g errgroup.Group // none of its functions fails
	g.SetLimit(b.in.Jobs)
	stands := false
	g.Go(func() error {
		stands = sink.Stands(e.Site)
		return nil
	})
	sums := make([]output.Hash, len(reads))
	for from := 0; from < len(reads); from += 256 {
		g.Go(func() error {
			for i := from; i < min(from+256, len(reads)); i++ {
				sums[i] = b.files.sum(reads[i].Name)
			}
			return nil
		})
	}
	_ = g.Wait()
	<-b.past.at
	sure := make(map[string]output.Hash, len(reads))
	for i, f := range reads {
		if sums[i] == f.Hash {
			sure[f.Name] = f.Hash
		}
	}
	if !stands || b.past.id != e.Past || len(sure) < len(reads) || b.files.troubles.any() || ctx.Err() != nil {
		b.files.sure, b.changed, b.samePast = sure, changedFolders(reads, sure), b.past.id == e.Past
		b.alone = len(b.changed) == 1
		return res, false
	}
	return Result{
		Unchanged: true, Manuals: e.Manuals, Pages: e.Pages, Findings: e.Findings, Checked: Checked{e.Checked, e.Between},
		Has: func(slug string) bool { return slices.Contains(e.Slugs, slug) },
	}, true
}

// changedFolders are those at the top that have what is not sure: after most edits
// one, of a manual that is to be compiled.
func changedFolders(reads []fact, sure map[string]output.Hash) map[string]bool {
	folders := map[string]bool{}
	for _, f := range reads {
		if _, ok := sure[f.Name]; !ok {
			top, _, _ := strings.Cut(f.Name, "/")
			folders[top] = true
		}
	}
	return folders
}

// brief tells the builds that can be remembered as a whole.
func (b *build) brief() bool {
	return b.in.Brief && b.in.Cache != nil && b.in.Contents == nil && !b.in.Review && !b.in.Press && !b.in.PDF && !b.tree.Troubled
}

// settle makes Result.Settle: what is to be remembered of this build is known
// now, the site when it is published.
func (b *build) settle(res *Result, n *names, made []compiled, handed []manual.Asset) {
	res.Settle = func(output.Hash) {}
	if !b.brief() || res.Unsure || !b.lasting || b.past.id == "" || b.past.late {
		return
	}
	e := wholeEntry{
		Key: b.wholeKey(n), Past: b.past.id, Manuals: res.Manuals, Pages: res.Pages, Findings: res.Findings, Checked: res.Checked.manuals, Between: res.Checked.between,
	}
	reads := slices.Clone(b.apart)
	for _, c := range made {
		if c.sum == (output.Hash{}) {
			return // it is in no cache, and nobody knows what it depends on
		}
		e.Slugs = append(e.Slugs, c.export.Slug)
		own, _ := unpackFacts(c.reads.Slice(0, c.reads.Len()))
		reads = append(reads, own...)
	}
	for _, a := range handed {
		if sum, ok := b.assets.sums.Load(a.Source); ok {
			reads = append(reads, fact{a.Source, sum.(output.Hash)})
		} else if a.Out != "" {
			return
		}
	}
	var ok bool
	if reads, ok = agreed(reads); !ok || b.troubled() {
		return
	}
	e.Reads = packFacts(reads)
	cache := b.in.Cache
	res.Settle = func(site output.Hash) {
		e.Site = site
		cache.save(wholeName, e)
	}
}

// agreed sorts facts and drops repetitions; ok is false when a file was not the
// same all through the build.
func agreed(list []fact) (_ []fact, ok bool) {
	slices.SortFunc(list, func(x, y fact) int { return strings.Compare(x.Name, y.Name) })
	list = slices.Compact(list)
	for i := range list {
		if i > 0 && list[i].Name == list[i-1].Name {
			return nil, false
		}
	}
	return list, true
}

// wholeKey is of all that a build depends on beside the files that it reads.
// What was found in the names is in it, since it tells more than the names: a
// link may lead to something else than it did.
func (b *build) wholeKey(n *names) output.Hash {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s|", b.in.settings(), n.print)
	_, _ = h.Write(n.found.Pack())
	return output.Hash(h.Sum(nil)[:len(output.Hash{})])
}
