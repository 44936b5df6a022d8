package pipeline

import (
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/diagram"
	"folio/internal/highlight"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/source"
)

// reader reads the files of one manual and remembers what it looked at: for the
// cache, and for the sum of the manual's text. It is used by one goroutine.
type reader struct {
	files
	seen  map[string]output.Hash
	hints manual.Hints
}

var _ manual.Files = (*reader)(nil)

func (b *build) reader() *reader {
	return &reader{files: b.files, seen: map[string]output.Hash{}}
}

// facts lists what was looked at, sorted.
func (r *reader) facts() []fact {
	list := make([]fact, 0, len(r.seen))
	for name, hash := range r.seen {
		list = append(list, fact{name, hash})
	}
	slices.SortFunc(list, func(a, b fact) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// note remembers a file's content, unless it is known.
func (r *reader) note(name string, sum func() output.Hash) {
	if _, known := r.seen[name]; !known {
		r.seen[name] = sum()
	}
}

// read reads a source file. One that cannot be read leaves a gap in the site,
// so it is fatal; nil is returned then.
func (r *reader) read(name string, limit int64) ([]byte, diag.List) {
	var found diag.List
	raw, sum, err := r.files.read(name, limit)
	if err == nil {
		r.note(name, func() output.Hash { return r.contents.keep(name, sum) })
		return raw, nil
	}
	var large *source.TooLargeError
	if errors.As(err, &large) {
		r.note(name, func() output.Hash { return r.sum(name) })
		found.Add(diag.Fatal, "SRC-13", diag.Pos{Path: r.root.Shown(name)}, strconv.FormatInt(max(limit>>20, 1), 10))
	} else {
		r.troubles.add(name, err)
	}
	return nil, found
}

// Spelled implements manual.Files. A name that is not there as it is written
// depends on all that is in the folder where it would be.
func (r *reader) Spelled(name string) (string, bool) {
	spelled, ok := r.names.Find(name)
	if !ok || spelled != name {
		r.note(name, func() output.Hash { return r.sum(name) })
		r.noteListing(r.names.Above(name))
	}
	return spelled, ok
}

// Double implements manual.Files.
func (r *reader) Double(name string) string {
	if strings.IndexFunc(name, func(c rune) bool { return c >= utf8.RuneSelf }) < 0 {
		return "" // there is one way to write it
	}
	r.noteListing(path.Dir(name))
	return r.names.Double(name)
}

// In implements manual.Files.
func (r *reader) In(dir string) []string {
	r.noteListing(dir)
	return r.names.In(dir)
}

func (r *reader) noteListing(dir string) {
	name := listing(dir)
	r.note(name, func() output.Hash { return r.sum(name) })
}

// Size implements manual.Files.
func (r *reader) Size(name string) (int64, bool) {
	r.note(name, func() output.Hash { return r.sum(name) })
	return r.size(name)
}

// Open implements manual.Files.
func (r *reader) Open(name string) (io.ReadCloser, error) {
	f, err := r.root.OpenFile(name)
	if err != nil {
		r.troubles.add(name, err)
		return nil, err
	}
	return watched{f, name, r.troubles}, nil
}

// include reads a file that a section takes in; see markdown.Env.
func (r *reader) include(name string) (source.Text, diag.List, bool) {
	name, there := r.Spelled(name)
	if there {
		_, there = r.Size(name)
	}
	if !there || !source.IsMarkdown(name) {
		return source.Text{}, nil, false
	}
	raw, found := r.read(name, source.MaxPage)
	if raw == nil {
		return source.Text{}, found, true
	}
	text, more := source.Split(r.root.Shown(name), raw)
	return text, append(found, more...), true
}

// near suggests a file to include; see markdown.Env.
func (r *reader) near(from, name string) string {
	return r.hints.NearFile(r, from, name, ".", source.IsMarkdown)
}

// Contents remembers the hashes of files between builds, for a preview that is
// told which files change; and with them what else of a build the next one can
// go on with. It belongs to one content folder. The zero value is ready; nil
// remembers nothing.
type Contents struct {
	mu      sync.Mutex
	sums    map[string]output.Hash
	asked   bool  // git has been asked
	refused error // what it said instead of the history
	history *source.History
	days    map[string]day // by file

	// What changed since the last build that went well; everything when names
	// and standing are nil.
	changed  []string
	names    *names
	standing *standing
	lexers   *highlight.Highlighter
	drawn    *diagram.Memory
}

// Forget drops what is remembered of a file or of all files below a folder; ""
// or "." is everything.
func (c *Contents) Forget(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if name == "" || name == "." {
		c.sums, c.asked, c.history, c.days = nil, false, nil, nil
		c.changed, c.names, c.standing = nil, nil, nil
		return
	}
	c.changed = append(c.changed, name)
	for known := range c.sums {
		if known == name || strings.HasPrefix(known, name+"/") || known == listing(path.Dir(name)) {
			delete(c.sums, known)
		}
	}
	for known := range c.days {
		if known == name || strings.HasPrefix(known, name+"/") {
			delete(c.days, known)
		}
	}
}

// day is what git says of a file as it is now.
type day struct {
	change source.Change
	known  bool
}

// lastChange compares a file with what git has of it, or remembers what came of
// that; sure is false when it cannot be told.
func (c *Contents) lastChange(name string, compare func() (change source.Change, known, sure bool)) (source.Change, bool) {
	if c == nil {
		change, known, _ := compare()
		return change, known
	}
	c.mu.Lock()
	d, ok := c.days[name]
	c.mu.Unlock()
	if ok {
		return d.change, d.known
	}
	var sure bool
	if d.change, d.known, sure = compare(); !sure {
		return d.change, d.known
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.days == nil {
		c.days = map[string]day{}
	}
	c.days[name] = d
	return d.change, d.known
}

// past asks git, or remembers what it said: between two saves of an author
// only the files change, not their history.
func (c *Contents) past(ask func() (*source.History, error)) (*source.History, error) {
	if c == nil {
		return ask()
	}
	c.mu.Lock()
	h, refused, known := c.history, c.refused, c.asked
	c.mu.Unlock()
	if known {
		return h, refused
	}
	h, err := ask()
	var fault *source.HistoryError
	c.mu.Lock()
	c.asked, c.history, c.refused = err == nil || errors.As(err, &fault), h, err // else it is asked again
	c.mu.Unlock()
	return h, err
}

// known is the hash of a file that has not changed since it was remembered.
func (c *Contents) known(name string) (output.Hash, bool) {
	if c == nil {
		return output.Hash{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	hash, ok := c.sums[name]
	return hash, ok
}

func (c *Contents) keep(name string, hash output.Hash) output.Hash {
	if c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.sums == nil {
			c.sums = map[string]output.Hash{}
		}
		c.sums[name] = hash
	}
	return hash
}

// assets remembers which files have been handed on, since several manuals may
// show the same one, by addresses that every system can tell apart.
type assets struct {
	done sync.Map
	sums sync.Map // source → output.Hash of what was handed on
}

// copyAssets hands files on to the site.
func (b *build) copyAssets(list []manual.Asset, r *reader) error {
	for _, a := range list {
		if a.Out == "" {
			continue
		}
		if _, again := b.assets.done.LoadOrStore(foldPath(a.Out), true); again {
			continue
		}
		if k, ok := b.sink.(Keeper); ok && b.in.Cache != nil {
			if sum := r.sum(a.Source); k.Keep(a.Out, sum) {
				b.assets.sums.Store(a.Source, sum)
				continue
			}
		}
		data, err := r.root.ReadFile(a.Source, source.MaxAsset)
		if err != nil {
			r.troubles.add(a.Source, err)
			continue
		}
		sum := output.Sum(data)
		if err := b.sink.PutSummed(a.Out, data, sum); err != nil {
			return err
		}
		if b.brief() {
			b.assets.sums.Store(a.Source, sum)
		}
	}
	return nil
}
