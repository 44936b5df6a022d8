package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// work is the folder in which the next site is made. It stands beside the
// site's folder, so that the two can be exchanged; or, where that cannot be,
// inside it.
//
//	.public.folio/         beside public/; inside it is called .folio/
//	.public.folio/lock     held by the run at work
//	.public.folio/marker   says that the folder is Folio's
//	.public.folio/new      the site that is being made
//	.public.folio/ready    the site that is whole and about to take its place,
//	                       and then, after the exchange, the old one
//	.public.folio/old      the old site, where exchanging takes two steps
//
// What a killed run left can be read from these names (see recover).
type work struct {
	dir    string
	site   string // the folder of the site
	inside bool
	lock   *lock
	made   []string // folders above the site that this run made, from the top
}

// insideName is the work folder's name inside the site's folder.
const insideName = ".folio"

const (
	lockName   = "lock"
	markerName = "marker"
	newName    = "new"
	readyName  = "ready"
	oldName    = "old"
)

const markerText = "This folder is Folio's. A run that is not interrupted removes it.\n"

func (w *work) staging() string { return filepath.Join(w.dir, newName) }
func (w *work) ready() string   { return filepath.Join(w.dir, readyName) }
func (w *work) old() string     { return filepath.Join(w.dir, oldName) }

// beside is where the work folder of a site stands.
func beside(site string) string {
	return filepath.Join(filepath.Dir(site), "."+filepath.Base(site)+".folio")
}

// openWork makes, locks and puts in order the work folder of a site. shown is
// the site's folder for messages.
func openWork(site, shown string, inPlace bool) (*work, error) {
	made, err := mkdirAbove(site)
	if err != nil {
		removeEmpty(made)
		return nil, err
	}
	// Even a run that works inside takes care of what one beside has left.
	w, err := lockWork(beside(site), site, shown)
	if err == nil {
		w.made = made
		if err := w.recover(); err != nil {
			return nil, errors.Join(err, w.close())
		}
		if !inPlace && !isMountPoint(site) {
			return w, w.recoverInside()
		}
		if err := w.close(); err != nil {
			return nil, err
		}
	} else if r, ok := systemReason(err); !ok || r != ErrPermission && r != ErrReadOnly {
		removeEmpty(made)
		return nil, err
	} else if _, serr := os.Stat(site); serr != nil {
		return nil, err // nothing to work inside of
	}
	if made, err = mkdirAbove(filepath.Join(site, insideName)); err != nil {
		removeEmpty(made)
		return nil, err
	}
	w, err = lockWork(filepath.Join(site, insideName), site, shown)
	if err != nil {
		removeEmpty(made)
		return nil, err
	}
	w.inside, w.made = true, made
	if err := w.recover(); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

// mkdirAbove makes the folders above a path, and says which.
func mkdirAbove(path string) (made []string, err error) {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			break
		}
		made = append(made, dir)
	}
	slices.Reverse(made)
	for i, dir := range made {
		if err := os.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return made[:i], err
		}
	}
	return made, nil
}

// removeEmpty takes away folders that were made for nothing, from the bottom.
// One that has got something in it stays.
func removeEmpty(made []string) {
	for _, dir := range slices.Backward(made) {
		if err := os.Remove(dir); err != nil {
			return
		}
	}
}

// patience is how long a work folder that is in use is waited for. Of a run
// that was killed, a program that it was just starting (git) holds the lock
// until it has come up.
const patience = time.Second

// lockWork makes a work folder and locks it.
func lockWork(dir, site, shown string) (*work, error) {
	for began := time.Now(); ; {
		switch err := os.Mkdir(dir, 0o777); {
		case err == nil:
		case !errors.Is(err, fs.ErrExist):
			return nil, err
		default:
			if err := recognise(dir); errors.Is(err, fs.ErrNotExist) {
				continue // another run has just removed it
			} else if err != nil {
				return nil, err
			}
		}
		l, err := acquire(filepath.Join(dir, lockName))
		if errors.Is(err, fs.ErrNotExist) {
			continue // likewise
		}
		if errors.Is(err, ErrBusy) {
			if time.Since(began) < patience {
				time.Sleep(patience / 50)
				continue
			}
			return nil, fail(ErrBusy, shown)
		}
		if err != nil {
			_ = os.Remove(dir) // only if it is empty
			return nil, err
		}
		w := &work{dir: dir, site: site, lock: l}
		// Now that nobody else is at it, look again, and leave the mark.
		if err := recognise(dir); err != nil {
			return nil, errors.Join(err, l.release())
		}
		if err := os.WriteFile(filepath.Join(dir, markerName), []byte(markerText), 0o666); err != nil {
			return nil, errors.Join(err, w.close())
		}
		return w, nil
	}
}

// recognise says whether a folder is a work folder: it has no names but those
// of one, and sites only together with the mark. Otherwise it is ErrLeftover.
func recognise(dir string) error {
	foreign := fail(ErrLeftover, filepath.ToSlash(dir))
	st, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !st.IsDir() {
		return foreign
	}
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	marked, sites := false, false
	for _, e := range list {
		switch e.Name() {
		case lockName:
		case markerName:
			marked = e.Type().IsRegular()
		case newName, readyName, oldName:
			sites = true
			if !e.IsDir() {
				return foreign
			}
		default:
			return foreign
		}
	}
	if sites && !marked {
		return foreign
	}
	return nil
}

// recover puts in order what a killed run left.
func (w *work) recover() error {
	// Killed between the two steps of an exchange: the old site goes back.
	old, err := exists(w.old())
	if err != nil {
		return err
	}
	there, err := exists(w.site)
	if err != nil {
		return err
	}
	if old && !there {
		if err := os.Rename(w.old(), w.site); err != nil {
			return err
		}
	}
	for _, dir := range []string{w.ready(), w.old()} {
		if err := clearSite(dir, w.site); err != nil {
			return err
		}
	}
	return w.clearStaging()
}

// clearStaging removes a site that was never whole. It holds what Folio wrote, and
// second names or copies of other files that are in the site's folder.
func (w *work) clearStaging() error {
	return insisting(w.staging(), func() error { return os.RemoveAll(w.staging()) })
}

// recoverInside puts in order what a killed run left inside the site's folder.
func (w *work) recoverInside() error {
	dir := filepath.Join(w.site, insideName)
	there, err := exists(dir)
	if err == nil && there {
		var in *work
		if in, err = lockWork(dir, w.site, filepath.ToSlash(w.site)); err == nil {
			err = errors.Join(in.recover(), in.close())
		}
	}
	if err != nil {
		return errors.Join(err, w.close())
	}
	return nil
}

// close removes the work folder and gives up the lock.
func (w *work) close() error {
	err := w.clearStaging()
	for _, dir := range []string{w.ready(), w.old()} {
		err = errors.Join(err, clearSite(dir, w.site))
	}
	if err == nil {
		// Without the mark a folder with a lock only is still recognised.
		err = os.Remove(filepath.Join(w.dir, markerName))
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	err = errors.Join(err, w.lock.release())
	_ = os.Remove(w.dir) // not if another run has got in
	removeEmpty(w.made)
	return err
}

// exists says whether there is something of a name, or that nobody knows: what
// is taken for missing may be the only copy of a site.
func exists(name string) (bool, error) {
	switch _, err := os.Lstat(name); {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	default:
		return false, err
	}
}
