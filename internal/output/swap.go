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

// replace completes the staging folder and puts it in the place of the site.
// paths are the new site's files, sorted.
func (d *Dir) replace(paths []string) error {
	if err := d.carry(paths); err != nil {
		return err
	}
	if err := d.link(paths); err != nil {
		return err
	}
	switch st, err := os.Stat(d.dir); {
	case err == nil:
		if err := os.Chmod(d.work.staging(), st.Mode().Perm()); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if d.options.durable {
		if err := syncAll(d.work.staging()); err != nil {
			return err
		}
	}
	// From here on the folder is a whole site, and its name says so.
	if err := os.Rename(d.work.staging(), d.work.ready()); err != nil {
		return err
	}
	err := d.swap()
	if err == nil && d.options.durable {
		err = syncAll(filepath.Dir(d.dir))
	}
	if errors.Is(err, errCannotSwap) {
		if err := os.Rename(d.work.ready(), d.work.staging()); err != nil {
			return err
		}
		return d.replaceInPlace(paths)
	}
	return err
}

// errCannotSwap says that a system cannot give a folder another's place.
var errCannotSwap = errors.New("cannot exchange folders")

// swap makes the ready site the site; the old one is in the work folder then.
func (d *Dir) swap() error {
	if there, err := exists(d.dir); err != nil {
		return err
	} else if !there {
		return os.Rename(d.work.ready(), d.dir)
	}
	if err := exchange(d.work.ready(), d.dir); err == nil {
		return nil
	}
	// No exchange in one step here: two, and recover knows what lies between.
	if err := os.Rename(d.dir, d.work.old()); err != nil {
		// A mount point, or on Windows a file in it is open.
		return errCannotSwap
	}
	if err := os.Rename(d.work.ready(), d.dir); err != nil {
		return errors.Join(err, os.Rename(d.work.old(), d.dir))
	}
	return nil
}

// link gives the files that did not change a second name in staging.
func (d *Dir) link(paths []string) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	var cannot atomic.Bool
	// In runs of neighbours: they share a folder.
	for run := range slices.Chunk(paths, 64) {
		g.Go(func() error {
			for _, p := range run {
				if d.files[p].staged {
					continue
				}
				if err := d.mkdir(path.Dir(p)); err != nil {
					return err
				}
				if err := linkOrCopy(filepath.Join(d.dir, filepath.FromSlash(p)), d.staged(p), &cannot); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// carry takes over to staging what is in the site's folder and not Folio's.
func (d *Dir) carry(paths []string) error {
	t, err := d.occupied(paths)
	if err != nil {
		return err
	}
	var cannot atomic.Bool
	for _, p := range t.foreign {
		if err := d.mkdir(path.Dir(p)); err != nil {
			return err
		}
		if err := linkOrCopy(filepath.Join(d.dir, filepath.FromSlash(p)), d.staged(p), &cannot); err != nil {
			return err
		}
	}
	for _, p := range slices.Backward(t.only) {
		// A folder that Folio wrote in, and now has nothing for, goes.
		if !d.oldDirs[p] {
			if err := d.mkdir(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// occupied sorts what is in the site's folder, and refuses a new site with a
// file in the place of one that is not Folio's: ErrOccupied.
func (d *Dir) occupied(paths []string) (tree, error) {
	listed := make(map[string]bool, len(d.old))
	for p := range d.old {
		listed[p] = true
	}
	t, err := walk(d.dir, listed)
	if err != nil {
		return tree{}, err
	}
	files, folders := map[string]bool{}, map[string]bool{}
	for _, p := range paths {
		files[p] = true
		for dir := path.Dir(p); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, p := range t.foreign {
		if files[p] || folders[p] {
			return tree{}, fail(ErrOccupied, p, d.shown)
		}
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if files[dir] {
				return tree{}, fail(ErrOccupied, p, d.shown)
			}
		}
	}
	for _, p := range t.only {
		if files[p] && !d.oldDirs[p] {
			return tree{}, fail(ErrOccupied, p, d.shown)
		}
	}
	return t, nil
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
