package output

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// replaceInPlace moves the files that changed into the site's folder one by
// one. They are all written by now, on the same file system, so that little
// can go wrong. The manifest lists old and new files while it lasts, so that
// what a crash leaves is still known as Folio's.
func (d *Dir) replaceInPlace(paths []string) error {
	t, err := d.occupied(paths)
	if err != nil {
		return err
	}
	from, err := d.nearby()
	if err != nil {
		return err
	}
	if d.options.durable {
		if err := syncAll(from); err != nil {
			return err
		}
	}
	at := func(p string) string { return filepath.Join(d.dir, filepath.FromSlash(p)) }

	final := filepath.Join(from, ManifestName)
	entries, err := ReadManifest(from)
	if err != nil {
		return err
	}
	if err := d.announce(from, entries); err != nil {
		return err
	}
	gone := map[string]bool{}
	for _, p := range d.inTheWay(t) {
		if err := os.Remove(at(p)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		gone[p] = true
	}
	for _, p := range paths {
		if e, _ := d.files.get(p); !e.staged {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(at(p)), 0o777); err != nil {
			return err
		}
		if err := os.Rename(filepath.Join(from, filepath.FromSlash(p)), at(p)); err != nil {
			return err
		}
	}
	if err := d.sweep(t, gone); err != nil {
		return err
	}
	if err := os.Rename(final, at(ManifestName)); err != nil {
		return err
	}
	if d.options.durable {
		return syncAll(d.dir)
	}
	return nil
}

// nearby is the folder with the new files, inside the site's folder and so on
// its file system, whatever that is.
func (d *Dir) nearby() (string, error) {
	from := d.work.staging()
	if d.work.inside {
		return from, nil
	}
	in, err := lockWork(filepath.Join(d.dir, insideName), d.dir, d.shown)
	if err != nil {
		return "", err
	}
	d.inner = in
	if err := in.recover(); err != nil {
		return "", err
	}
	if err := os.Rename(from, in.staging()); err == nil {
		return in.staging(), nil
	}
	for p, e := range d.files.others.all() {
		if !e.staged {
			continue
		}
		if err := d.copyInside(from, in.staging(), p); err != nil {
			return "", err
		}
	}
	return in.staging(), d.copyInside(from, in.staging(), ManifestName)
}

func (d *Dir) copyInside(from, to, p string) error {
	src, dst := filepath.Join(from, filepath.FromSlash(p)), filepath.Join(to, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(dst), 0o777); err != nil {
		return err
	}
	st, err := os.Stat(src)
	if err != nil {
		return err
	}
	return copyFile(src, dst, st)
}

// announce replaces the manifest by one that lists the files of both sites.
func (d *Dir) announce(from string, entries []Entry) error {
	both := slices.Clone(entries)
	for _, e := range d.old.list {
		if _, ok := d.files.get(e.Path); !ok {
			both = append(both, e)
		}
	}
	slices.SortFunc(both, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	name := filepath.Join(from, ManifestName+".tmp")
	if _, err := writeNew(name, bytes.NewReader(FormatManifest(both))); err != nil {
		return err
	}
	return os.Rename(name, filepath.Join(d.dir, ManifestName))
}

// inTheWay lists what of the old site stands where the new one has a folder,
// or below what is a file in the new one, children before parents. It cannot
// wait until the new files are there.
func (d *Dir) inTheWay(t tree) []string {
	folders := map[string]bool{}
	for _, p := range d.files.paths() {
		for dir := path.Dir(p); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	var list []string
	for _, p := range t.listed {
		if folders[p] || d.belowFile(path.Dir(p)) {
			list = append(list, p)
		}
	}
	for _, dir := range t.folders {
		if d.belowFile(dir) {
			list = append(list, dir)
		}
	}
	return list
}

// belowFile says whether a folder is a file of the new site, or below one.
func (d *Dir) belowFile(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if e, _ := d.files.get(dir); e.ready {
			return true
		}
	}
	return false
}

// sweep removes the old site's files that the new one does not have, and the
// folders that they leave empty. gone are
// those that were removed before; their names may be taken anew.
func (d *Dir) sweep(t tree, gone map[string]bool) error {
	for _, p := range t.listed {
		if _, ok := d.files.get(p); ok || gone[p] {
			continue
		}
		if err := os.Remove(filepath.Join(d.dir, filepath.FromSlash(p))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for _, dir := range t.folders {
		if d.old.folders[dir] && !gone[dir] {
			_ = os.Remove(filepath.Join(d.dir, filepath.FromSlash(dir))) // not if something is in it
		}
	}
	return nil
}
