package output

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Dir is a Sink that replaces the site in a folder. Commit makes the new site
// appear; Abort, or never calling Commit, leaves the old one.
//
// Files that differ from the old site's are written into a staging folder
// beside the site. Files that are equal, byte for byte, are only noted, so
// that a build which changes nothing writes nothing. The staging folder is
// completed with hard links: to the equal files, while others are still being made
// (link.go), and at Commit to the files in the old folder that Folio did not write. Then it exchanges the two folders in
// one step of the system (swap.go) and clears away the old one (work.go). A
// run that was killed leaves its work folder behind; the next one puts it in
// order before it begins.
//
// Where the folder cannot be exchanged (it is a mount point, or its parent may
// not be written to), Commit moves the finished files into it one by one
// (inplace.go): first all are there, then each appears whole, then stale ones
// go, and the manifest comes last. A crash in that moment leaves a mixture
// that the next build repairs. Nothing is moved before everything is written,
// so a full disk still leaves the old site.
//
// The folder may be a link to the real one. A program that holds the old
// folder open, such as a container that mounts it, sees the old one until it
// opens it anew; InPlace is for such.
type Dir struct {
	dir     string // absolute, without links; need not exist
	shown   string // as the caller named it, for messages
	options options
	work    *work
	inner   *work // a second one inside the folder, see nearby
	old     *oldSite
	sure    []bool        // which of its files Stands has found to be there; nil when it has not looked
	survey  func() []bool // see look; once
	walked  tree          // the old site's folder, before it was replaced
	hadSite bool          // there was a manifest
	sum     Hash          // of the manifest, the old site's until Commit

	cannotLink atomic.Bool // the file system knows no second names
	linkers    sync.WaitGroup

	mu       sync.Mutex
	files    newSite
	made     map[string]bool // folders made in staging
	closed   bool
	differs  bool    // a file was staged
	unlinked []int32 // files that did not change, and have no second name yet, by their places in the old site
	linking  bool    // somebody is at it
}

// entry is a file of the new site.
type entry struct {
	size   int64
	hash   Hash
	staged bool // written to staging; otherwise equal to the old one
	ready  bool // Put has finished it
	written
}

type options struct {
	inPlace bool
	durable bool
	stamps  *Stamps
}

// Option changes how a Dir works.
type Option func(*options)

// InPlace makes Commit move files into the folder one by one instead of
// exchanging the folder.
func InPlace() Option { return func(o *options) { o.inPlace = true } }

// Durable makes Commit wait until the new site is on the disk before it takes
// the old one's place, so that not even a power cut leaves a mixture. Without
// it that holds for crashes of the program, not of the machine.
func Durable() Option { return func(o *options) { o.durable = true } }

// Remember lets Keep know files by their stamps, and Commit note those of the
// new site, by their paths in it. nil remembers nothing.
func Remember(s *Stamps) Option { return func(o *options) { o.stamps = s } }

// claim notes that path is being put, once.
func (d *Dir) claim(path string) error {
	if !d.old.has(path) { // or it was looked at with the manifest
		if err := CheckPath(path); err != nil {
			return err
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return fail(ErrClosed, path)
	}
	if !d.files.claim(path) {
		return fail(ErrCollision, path, path)
	}
	return nil
}

// settle notes what came of a claim; nil is a failure.
func (d *Dir) settle(path string, e *entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	switch {
	case e == nil:
		d.files.drop(path)
		return
	case e.staged:
		e.ready, d.differs = true, true
		d.files.set(path, *e)
	default:
		d.unlinked = append(d.unlinked, int32(d.files.keep(path)))
	}
	d.linkAhead()
}

// Put writes a file, or notes that the old site has the same.
func (d *Dir) Put(path string, data []byte) error { return d.PutSummed(path, data, Sum(data)) }

// PutSummed implements Sink.
func (d *Dir) PutSummed(path string, data []byte, hash Hash) error {
	if err := d.claim(path); err != nil {
		return err
	}
	e := entry{size: int64(len(data)), hash: hash}
	if !d.has(path, e.hash) {
		stamp, err := d.stage(path, bytes.NewReader(data))
		if err != nil {
			d.settle(path, nil)
			return d.wrap(err)
		}
		e.staged, e.written = true, stamp.written()
	}
	d.settle(path, &e)
	return nil
}

// Copy is Put for content that need not fit in memory.
func (d *Dir) Copy(path string, r io.Reader) error {
	if err := d.claim(path); err != nil {
		return err
	}
	from := &source{r: r}
	e, err := d.copy(path, from)
	if err != nil {
		d.settle(path, nil)
		if from.err != nil {
			return from.err // not of the site, but of what it is made from
		}
		return d.wrap(err)
	}
	d.settle(path, &e)
	return nil
}

// source remembers why what is copied could not be read.
type source struct {
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// copy compares r with the old file while they are equal, and begins to write
// at the first difference.
func (d *Dir) copy(path string, r io.Reader) (entry, error) {
	sum := newSummer()
	r = io.TeeReader(r, sum)
	if d.old.has(path) {
		if f, err := d.openOld(path); err == nil {
			defer f.Close()
			same, differing, err := commonPrefix(f, r)
			if err != nil {
				return entry{}, err
			}
			if differing == nil {
				return entry{size: same, hash: sum.hash()}, nil
			}
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				return entry{}, err
			}
			r = io.MultiReader(io.LimitReader(f, same), bytes.NewReader(differing), r)
		}
	}
	stamp, err := d.stage(path, r)
	if err != nil {
		return entry{}, err
	}
	return entry{size: sum.size, hash: sum.hash(), staged: true, written: stamp.written()}, nil
}

// Keep says whether the old site holds a file with that content, so that a
// cache need not; if so, it counts as put. Since a manifest may be out of date
// the file itself is looked at: it has the stamp that it had with that
// content, or it is read.
func (d *Dir) Keep(path string, hash Hash) bool {
	i, ok := d.old.find(path)
	if !ok || d.old.list[i].Hash != hash || d.claim(path) != nil {
		return false
	}
	if !d.stands(i) {
		d.settle(path, nil)
		return false
	}
	d.settle(path, &entry{hash: hash})
	return true
}

// has says whether the old site holds a file with a content. Any doubt is a
// no. It looks only when the manifest says so.
func (d *Dir) has(path string, hash Hash) bool {
	i, ok := d.old.find(path)
	return ok && d.old.list[i].Hash == hash && d.stands(i)
}

// stands says whether a file of the old site is there as the manifest lists it.
func (d *Dir) stands(i int) bool {
	if d.sure != nil && d.sure[i] {
		return true
	}
	old := d.old.list[i]
	path, hash := old.Path, old.Hash
	at := time.Now()
	st, err := os.Lstat(filepath.Join(d.dir, filepath.FromSlash(path)))
	if err != nil || !st.Mode().IsRegular() || st.Size() != old.Size {
		return false
	}
	stamp := ownStamp(st)
	if known, ok := d.options.stamps.Hash(path, stamp); ok {
		return known == hash
	}
	f, err := d.openOld(path)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := newSummer()
	if _, err := io.Copy(sum, f); err != nil || sum.hash() != hash || sum.size != old.Size {
		return false
	}
	d.options.stamps.Note(path, stamp, hash, at)
	return true
}
