package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"

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
	t, err := walk(dir, listed)
	if err != nil {
		return err
	}
	for _, name := range t.foreign {
		if err := rescue(dir, site, name); err != nil {
			return err
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range t.listed {
		g.Go(func() error { return os.Remove(filepath.Join(dir, filepath.FromSlash(name))) })
	}
	if err := g.Wait(); err != nil {
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

// walk sorts what is in a folder. The manifest itself and a work folder inside
// are left out; a folder that does not exist is empty.
func walk(dir string, listed map[string]bool) (tree, error) {
	var t tree
	var visit func(name string) (ours bool, err error)
	visit = func(name string) (ours bool, err error) {
		list, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return false, err
		}
		for _, e := range list {
			p := path.Join(name, e.Name())
			switch {
			case p == ManifestName || e.IsDir() && (p == insideName || p == lostFound):
			case e.IsDir():
				below, err := visit(p)
				if err != nil {
					return false, err
				}
				t.folders = append(t.folders, p)
				if !below {
					t.only = append(t.only, p)
				}
				ours = ours || below
			case listed[p] && e.Type().IsRegular():
				t.listed = append(t.listed, p)
				ours = true
			default:
				t.foreign = append(t.foreign, p)
			}
		}
		return ours, nil
	}
	_, err := visit("")
	if errors.Is(err, fs.ErrNotExist) {
		if there, lerr := exists(dir); !there {
			return tree{}, lerr
		}
	}
	return t, err
}
