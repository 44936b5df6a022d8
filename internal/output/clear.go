package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// clearSite removes a site that has been replaced, in the folder dir. What its
// manifest lists is Folio's and goes. Anything else was carried over to the
// new site, in the folder site, before the exchange, unless it came or changed
// in that very moment; then it is moved there now.
//
// A folder that does not exist is no matter. One with neither manifest nor
// files goes; one with files but no manifest is not provably Folio's:
// ErrLeftover.
func clearSite(dir, site string) error {
	return insisting(dir, func() error { return clearOnce(dir, site) })
}

// insisting clears a folder of the work folder. Where that is not permitted, it is
// tried again after its folders, and those in it, are open to their owner: they
// have the mode of the site's folder, or are what was the site, and somebody may
// have closed that to writing.
func insisting(dir string, clear func() error) error {
	err := clear()
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	_ = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return os.Chmod(name, 0o700)
	})
	return clear()
}

func clearOnce(dir, site string) error {
	entries, err := ReadManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		// There is no manifest in the folder that the first site replaces.
		if err := checkHarmless(dir); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	listed := make(map[string]bool, len(entries)+1)
	for _, e := range entries {
		listed[e.Path] = true
	}
	t, err := walk(dir, func(path string) bool { return listed[path] })
	if err != nil {
		return err
	}
	for _, name := range t.foreign {
		if err := rescue(dir, site, name); err != nil {
			return err
		}
	}
	if err := removeAll(dir, t.listed); err != nil {
		return err
	}
	for _, name := range t.folders { // children before parents
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	// The manifest last: as long as it is there, what a killed run left can be understood.
	if err := os.Remove(filepath.Join(dir, ManifestName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// clearWalked removes of a site that has been replaced what it was seen to have of
// Folio's just before. Where nothing else came in that moment, nothing stays; else
// clearSite looks again.
func clearWalked(dir string, t tree) {
	if there, err := exists(dir); err != nil || !there || removeAll(dir, t.listed) != nil {
		return
	}
	for _, name := range t.folders {
		if os.Remove(filepath.Join(dir, filepath.FromSlash(name))) != nil {
			return
		}
	}
	if list, err := os.ReadDir(dir); err == nil && len(list) == 1 && list[0].Name() == ManifestName {
		_ = os.Remove(filepath.Join(dir, ManifestName))
		_ = os.Remove(dir)
	}
}

// removeAll removes files, some at once.
func removeAll(dir string, names []string) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for run := range slices.Chunk(names, 64) { // neighbours: two at work in one folder wait for each other
		g.Go(func() error {
			for _, name := range run {
				if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// checkHarmless refuses a folder without manifest that holds more than NewDir
// lets pass.
func checkHarmless(dir string) error {
	list, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range list {
		if !harmless(e) {
			return fail(ErrLeftover, filepath.ToSlash(dir))
		}
	}
	return nil
}

// rescue moves a file that is not Folio's from an old site to the new one, if
// it is not there already.
func rescue(dir, site, name string) error {
	from, to := filepath.Join(dir, filepath.FromSlash(name)), filepath.Join(site, filepath.FromSlash(name))
	a, err := os.Lstat(from)
	if err != nil {
		return err
	}
	b, err := os.Lstat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		return os.Rename(from, to)
	case err != nil:
		return err
	case os.SameFile(a, b), !a.ModTime().After(b.ModTime()):
		return os.Remove(from) // it was carried over
	case b.IsDir():
		return fail(ErrOccupied, name, filepath.ToSlash(site))
	default:
		return os.Rename(from, to) // it was saved anew meanwhile
	}
}

// tree is what a folder holds, in three lists of slash-separated paths.
type tree struct {
	listed  []string // files that the manifest lists
	foreign []string // all other files, links and so on
	folders []string // children before parents, the root itself apart
	only    []string // folders below which no file is listed
}

// walk sorts what is in a folder, some of the folders in it at once. listed says
// what the manifest lists. The manifest itself and a work folder inside are left
// out; a folder that does not exist is empty.
func walk(dir string, listed func(path string) bool) (tree, error) {
	list, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if there, lerr := exists(dir); !there {
			return tree{}, lerr
		}
	}
	if err != nil {
		return tree{}, err
	}
	w := walker{dir, listed}
	parts := make([]tree, len(list))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range list {
		g.Go(func() error {
			_, err := w.sort(&parts[i], e.Name(), e)
			return err
		})
	}
	err = g.Wait()
	var t tree
	for _, p := range parts {
		t.listed, t.foreign = append(t.listed, p.listed...), append(t.foreign, p.foreign...)
		t.folders, t.only = append(t.folders, p.folders...), append(t.only, p.only...)
	}
	return t, err
}

// walker is one walk: the folder, and what the manifest lists.
type walker struct {
	dir    string
	listed func(path string) bool
}

// sort puts into t what a name stands for, and says whether a listed file is
// among it.
func (w walker) sort(t *tree, name string, e fs.DirEntry) (ours bool, err error) {
	switch {
	case name == ManifestName || e.IsDir() && (name == insideName || name == lostFound):
	case e.IsDir():
		list, err := os.ReadDir(filepath.Join(w.dir, filepath.FromSlash(name)))
		if err != nil {
			return false, err
		}
		for _, e := range list {
			below, err := w.sort(t, path.Join(name, e.Name()), e)
			if err != nil {
				return false, err
			}
			ours = ours || below
		}
		t.folders = append(t.folders, name)
		if !ours {
			t.only = append(t.only, name)
		}
	case w.listed(name) && e.Type().IsRegular():
		t.listed = append(t.listed, name)
		ours = true
	default:
		t.foreign = append(t.foreign, name)
	}
	return ours, nil
}
