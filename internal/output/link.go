package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Files that did not change get their second names in staging while the others are
// still being made, as soon as one differs: then there will be a new site. What
// that does not do, or cannot, Commit does.

// aheadRun is how many files are linked at once, mostly neighbours.
const aheadRun = 64

// linkAhead begins to link, if it is time and nobody is at it. Its caller holds
// the mutex.
func (d *Dir) linkAhead() {
	if !d.differs || d.linking || d.work.inside || len(d.unlinked) < aheadRun {
		return
	}
	d.linking = true
	d.linkers.Go(func() {
		for {
			d.mu.Lock()
			run := d.unlinked
			if d.closed || len(run) < aheadRun {
				d.linking = false
				d.mu.Unlock()
				return
			}
			run = run[:aheadRun:aheadRun]
			d.unlinked = d.unlinked[aheadRun:]
			d.mu.Unlock()
			for i, place := range run {
				if err := d.link(d.old.list[place].Path); err != nil {
					// Commit tries again, and says what is wrong.
					d.mu.Lock()
					d.unlinked = slices.Concat(d.unlinked, run[i:])
					d.mu.Unlock() // and linking stays: no second try before
					return
				}
			}
		}
	})
}

// linkRest links what has no second name yet. Nothing is put any more.
func (d *Dir) linkRest() error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for run := range slices.Chunk(d.unlinked, aheadRun) {
		g.Go(func() error {
			for _, place := range run {
				if err := d.link(d.old.list[place].Path); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// link gives a file that did not change a second name in staging. It is Folio's, so
// it is no link itself.
func (d *Dir) link(p string) error {
	if err := d.mkdir(path.Dir(p)); err != nil {
		return err
	}
	from, to := filepath.Join(d.dir, filepath.FromSlash(p)), d.staged(p)
	if !d.cannotLink.Load() && os.Link(from, to) == nil {
		return nil
	}
	return linkOrCopy(from, to, &d.cannotLink)
}

// linkOrCopy gives a file a second name, or where the file system cannot,
// copies it. cannot remembers that across calls.
func linkOrCopy(from, to string, cannot *atomic.Bool) error {
	st, err := os.Lstat(from)
	if err != nil {
		return err
	}
	if st.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(target, to)
	}
	if !cannot.Load() {
		err := os.Link(from, to)
		if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if r, ok := systemReason(err); ok && r == ErrFull {
			return err
		}
		cannot.Store(true)
	}
	if !st.Mode().IsRegular() {
		return &fs.PathError{Op: "copy", Path: from, Err: fs.ErrInvalid}
	}
	return copyFile(from, to, st)
}

func copyFile(from, to string, st fs.FileInfo) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := writeNew(to, f); err != nil {
		return err
	}
	if err := os.Chmod(to, st.Mode().Perm()); err != nil {
		return err
	}
	return os.Chtimes(to, st.ModTime(), st.ModTime())
}
