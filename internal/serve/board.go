package serve

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"folio/internal/diag"
	"folio/internal/output"
)

// edition is the state of the preview after one build. It is immutable.
type edition struct {
	version  uint64 // counts from 1 in this process
	site     *output.Site
	findings diag.List // sorted
	broken   bool      // the last build gave no site; an older one is shown
	failure  string    // the words of the environment's failure, or ""
	sources  func(page string) []string
	places   *places
	live     map[string][]diag.Pos // see Result
	// assets says of files other than pages in which version they last
	// changed; not listed are those that have not since the start.
	assets map[string]uint64
	// moved leads from a page that is gone to the one that took its place.
	moved map[string]string
	// next is closed when there is a newer edition.
	next chan struct{}
}

// board shows the current edition to all who look. Whoever wants to hear of
// the next one waits for edition.next: there is no list of listeners that
// could leak.
type board struct {
	mu  sync.RWMutex
	now *edition
}

func newBoard() *board {
	return &board{now: &edition{places: &places{}, next: make(chan struct{})}}
}

func (b *board) current() *edition {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.now
}

// publish makes a build's result the current edition, and says how its site
// differs from the last. When nothing that a reader could see differs, nobody
// is woken.
func (b *board) publish(r Result) output.Delta {
	old := b.current()
	e := &edition{
		site: r.Site, findings: r.Findings.Sorted(), sources: r.Sources, live: r.Live,
		assets: old.assets, moved: old.moved, broken: r.Site == nil, places: old.places,
	}
	var delta output.Delta
	if r.Site == nil {
		e.site, e.live = old.site, old.live
		if old.site != nil {
			e.sources = either(r.Sources, old.sources)
		}
	} else {
		delta = output.Diff(old.site, r.Site)
		if len(delta.Added) > 0 || len(delta.Removed) > 0 {
			e.places = &places{}
		}
		if old.site != nil {
			e.assets = changedAssets(old.assets, delta, old.version+1)
			e.moved = movedPages(old, r.Site, delta)
		}
	}
	if old.version > 0 && delta.Empty() && e.broken == old.broken && old.failure == "" &&
		slices.EqualFunc(e.findings, old.findings, sameFinding) && maps.EqualFunc(e.live, old.live, slices.Equal) {
		e.version, e.next = old.version, old.next
		b.mu.Lock()
		b.now = e
		b.mu.Unlock()
		return delta
	}
	b.show(old, e)
	return delta
}

func sameFinding(a, b diag.Diagnostic) bool {
	return a.Pos == b.Pos && a.Code == b.Code && a.Severity == b.Severity && a.Message == b.Message &&
		slices.Equal(a.Args, b.Args)
}

// fail makes an edition that says that the last build failed.
func (b *board) fail(failure string) {
	old := b.current()
	e := *old
	e.failure, e.broken = failure, true
	b.show(old, &e)
}

func (b *board) show(old, e *edition) {
	e.version = old.version + 1
	e.next = make(chan struct{})
	b.mu.Lock()
	b.now = e
	b.mu.Unlock()
	close(old.next)
}

func either(f, otherwise func(string) []string) func(string) []string {
	if f != nil {
		return f
	}
	return otherwise
}

// changedAssets notes which files a page may show without its own text
// changing: an image that was drawn anew.
func changedAssets(old map[string]uint64, delta output.Delta, version uint64) map[string]uint64 {
	assets, cloned := old, false
	for _, list := range [][]string{delta.Added, delta.Changed} {
		for _, p := range list {
			if isPage(p) {
				continue
			}
			if !cloned {
				assets, cloned = map[string]uint64{}, true
				maps.Copy(assets, old)
			}
			assets[p] = version
		}
	}
	return assets
}

// maxMoved bounds the memory of pages that are gone. Beyond it the oldest are
// forgotten all at once: only a tab that slept through would notice.
const maxMoved = 4096

// movedPages finds where the pages that are gone went.
func movedPages(old *edition, now *output.Site, delta output.Delta) map[string]string {
	if len(delta.Removed) == 0 && len(delta.Added) == 0 {
		return old.moved
	}
	moved := maps.Clone(old.moved)
	if moved == nil || len(moved) > maxMoved {
		moved = map[string]string{}
	}
	for _, p := range delta.Added {
		delete(moved, p)
	}
	for _, p := range delta.Removed {
		if !isPage(p) {
			continue
		}
		if to := successor(p, old.site, now, delta); to != "" {
			moved[p] = to
			for from, via := range moved {
				if via == p {
					moved[from] = to
				}
			}
		}
	}
	return moved
}

// successor guesses which of the pages that came is the one that went: the
// one with the same title, else the only one in the same folder, else the
// only one of the same name. "" is that there is none.
func successor(gone string, old, now *output.Site, delta output.Delta) string {
	data, _, _ := old.Get(gone)
	title := titleOf(data)
	var byTitle, byFolder, byName []string
	for _, p := range delta.Added {
		if !isPage(p) {
			continue
		}
		if data, _, _ := now.Get(p); title != "" && titleOf(data) == title {
			byTitle = append(byTitle, p)
		}
		if path.Dir(p) == path.Dir(gone) {
			byFolder = append(byFolder, p)
		}
		if path.Base(p) == path.Base(gone) {
			byName = append(byName, p)
		}
	}
	leaving := 0
	for _, p := range delta.Removed {
		if isPage(p) && path.Dir(p) == path.Dir(gone) {
			leaving++
		}
	}
	switch {
	case len(byTitle) == 1:
		return byTitle[0]
	case len(byFolder) == 1 && leaving == 1:
		return byFolder[0]
	case len(byName) == 1:
		return byName[0]
	}
	return ""
}

func titleOf(page []byte) string {
	s := string(page[:min(len(page), 4096)])
	_, s, ok := strings.Cut(s, "<title>")
	if !ok {
		return ""
	}
	title, _, ok := strings.Cut(s, "</title>")
	if !ok {
		return ""
	}
	return title
}

// refuge is where a reader of a page that is gone goes: its successor, else
// the nearest page above it, "" when there is none. moved says which.
func (e *edition) refuge(page string) (to string, moved bool) {
	if to := e.moved[page]; to != "" {
		if _, _, ok := e.site.Get(to); ok {
			return to, true
		}
	}
	for dir := path.Dir(page); ; dir = path.Dir(dir) {
		up := path.Join(dir, "index.html")
		if _, _, ok := e.site.Get(up); ok && up != page {
			return up, false
		}
		if dir == "." || dir == "/" {
			return "", false
		}
	}
}

func isPage(p string) bool { return path.Ext(p) == ".html" }
