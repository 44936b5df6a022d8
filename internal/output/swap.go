package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// replace completes the staging folder and puts it in the place of the site.
// paths are the new site's files, sorted.
func (d *Dir) replace(paths []string) error {
	if err := d.carry(paths); err != nil {
		return err
	}
	if err := d.linkRest(); err != nil {
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

// carry takes over to staging what is in the site's folder and not Folio's.
func (d *Dir) carry(paths []string) error {
	t, err := d.occupied(paths)
	if err != nil {
		return err
	}
	d.walked = t
	for _, p := range t.foreign {
		if err := d.mkdir(path.Dir(p)); err != nil {
			return err
		}
		if err := linkOrCopy(filepath.Join(d.dir, filepath.FromSlash(p)), d.staged(p), &d.cannotLink); err != nil {
			return err
		}
	}
	for _, p := range slices.Backward(t.only) {
		// A folder that Folio wrote in, and now has nothing for, goes.
		if !d.old.folders[p] {
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
	t, err := walk(d.dir, d.old.has)
	if err != nil {
		return tree{}, err
	}
	if len(t.foreign) == 0 && len(t.only) == 0 {
		return t, nil
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
		if files[p] && !d.old.folders[p] {
			return tree{}, fail(ErrOccupied, p, d.shown)
		}
	}
	return t, nil
}
