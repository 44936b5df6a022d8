package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// NewDir prepares to replace the site in dir, which must not exist, be empty,
// or carry Folio's manifest (otherwise ErrForeign). It first puts in order
// what a killed run left. While the Dir is open no other may be opened for the
// same folder (ErrBusy). Close it with Commit or Abort.
func NewDir(dir string, opts ...Option) (*Dir, error) {
	d := &Dir{
		shown: filepath.ToSlash(filepath.Clean(dir)),
		made:  map[string]bool{},
	}
	for _, o := range opts {
		o(&d.options)
	}
	if err := d.open(dir); err != nil {
		return nil, d.wrap(err)
	}
	return d, nil
}

func (d *Dir) open(dir string) (err error) {
	if d.dir, err = resolve(dir); err != nil {
		if to, lerr := os.Readlink(dir); lerr == nil && errors.Is(err, fs.ErrNotExist) {
			return fail(ErrDangling, d.shown, filepath.ToSlash(to))
		}
		return err
	}
	if filepath.Dir(d.dir) == d.dir {
		return fail(ErrRoot, d.shown)
	}
	// Before anything is made beside it: is the folder one to work in? The
	// answer is asked for again under the lock.
	if err := d.admissible(); err != nil {
		return err
	}
	if d.work, err = openWork(d.dir, d.shown, d.options.inPlace); err != nil {
		return err
	}
	if err := d.load(); err != nil {
		return errors.Join(err, d.work.close())
	}
	return nil
}

// wrap gives an error of the system the site's folder as the thing to name:
// the path of a temporary file would tell its reader nothing.
func (d *Dir) wrap(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	if r, ok := systemReason(err); ok {
		return &Error{Reason: r, Args: []string{d.shown}, Err: err}
	}
	return &Error{Reason: ErrFailed, Args: []string{d.shown}, Err: err}
}

// resolve makes a path absolute and follows links as far as it exists.
func resolve(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(abs) != abs {
		if st, lerr := os.Lstat(abs); lerr == nil && st.Mode()&fs.ModeSymlink != 0 {
			return "", err // a link that leads nowhere
		}
		parent, err := resolve(filepath.Dir(abs))
		return filepath.Join(parent, filepath.Base(abs)), err
	}
	return real, err
}

// admissible refuses a folder that is somebody else's.
func (d *Dir) admissible() error {
	st, err := os.Stat(d.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !st.IsDir() {
		return fail(ErrNotFolder, d.shown)
	}
	if hasManifest(d.dir) {
		return nil
	}
	list, err := os.ReadDir(d.dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if !harmless(e) {
			return fail(ErrForeign, d.shown)
		}
	}
	return nil
}

// harmless things are what systems and git leave in a folder that a person
// would call empty. They are kept.
func harmless(e fs.DirEntry) bool {
	if e.IsDir() {
		return slices.Contains([]string{insideName, lostFound}, e.Name())
	}
	return slices.Contains([]string{".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini"}, e.Name())
}

// lostFound is the system's own folder at the root of some file systems. Only
// the administrator may read it.
const lostFound = "lost+found"

// load reads the old site's manifest and makes the staging folder.
func (d *Dir) load() error {
	if err := d.admissible(); err != nil {
		return err
	}
	entries, sum, err := readManifest(d.dir)
	switch {
	case err == nil:
		d.hadSite, d.sum = true, sum
	case !errors.Is(err, fs.ErrNotExist):
		var e *Error
		if errors.As(err, &e) {
			e.Args = []string{d.shown}
		}
		return err
	}
	d.old = newOldSite(entries)
	d.files = newNewSite(d.old)
	d.survey = sync.OnceValue(d.look)
	if d.options.stamps.any() {
		go d.survey() // while the sources are listed: most builds will ask
	}
	return os.Mkdir(d.work.staging(), 0o777)
}
