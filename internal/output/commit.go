package output

import (
	"bytes"
	"slices"
	"time"
)

// Abort gives up: the folder stays as it was. After Commit it does nothing, so
// that it can be deferred.
func (d *Dir) Abort() {
	if d.close() {
		// What cannot be cleared away now, the next run will.
		_ = d.work.close()
	}
}

// close ends the time of Put, and says whether it had not ended yet.
func (d *Dir) close() bool {
	d.mu.Lock()
	was := d.closed
	d.closed = true
	d.mu.Unlock()
	d.linkers.Wait()
	return !was
}

// Commit makes the new site take the old one's place, and says how they
// differ. After an error the old site is there, except as Dir tells. Files
// that were never put are not part of the new site.
func (d *Dir) Commit() (Delta, error) {
	if !d.close() {
		return Delta{}, fail(ErrClosed, d.shown)
	}
	at := time.Now()
	delta, err := d.commit()
	if d.inner != nil {
		_ = d.inner.close()
	}
	// With the new site in its place, what cannot be cleared away now is a
	// matter of the next run, as after a crash.
	if err == nil {
		clearWalked(d.work.ready(), d.walked)
		clearWalked(d.work.old(), d.walked)
	}
	_ = d.work.close()
	if err != nil {
		return Delta{}, d.wrap(err)
	}
	for path, e := range d.files.others.all() {
		if e.staged { // until now nobody else could change it
			d.options.stamps.Note(path, e.stamp(), e.hash, at)
		}
	}
	return delta, nil
}

func (d *Dir) commit() (Delta, error) {
	paths := d.files.paths()
	if err := checkNames(paths); err != nil {
		return Delta{}, err
	}
	entries := make([]Entry, len(paths))
	staged := false
	for i, p := range paths {
		e, _ := d.files.get(p)
		if !e.ready {
			return Delta{}, fail(ErrClosed, p) // Commit during a Put
		}
		entries[i] = Entry{p, e.size, e.hash}
		staged = staged || e.staged
	}
	delta := d.files.delta(entries)
	if !staged && d.hadSite && delta.Empty() {
		return delta, nil
	}
	manifest := FormatManifest(entries)
	d.sum = Sum(manifest)
	if _, err := writeNew(d.staged(ManifestName), bytes.NewReader(manifest)); err != nil {
		return Delta{}, err
	}
	if d.work.inside {
		return delta, d.replaceInPlace(paths)
	}
	return delta, d.replace(paths)
}

// Sum is that of the manifest: of the old site's, and after Commit of the new
// one's.
func (d *Dir) Sum() Hash { return d.sum }

// Stands says whether the old site is there as a manifest with that sum lists
// it. Nothing counts as put; what is there is not looked at again. It is called
// before anything is put.
func (d *Dir) Stands(site Hash) bool {
	if !d.hadSite || d.sum != site {
		return false
	}
	d.sure = d.survey()
	return !slices.Contains(d.sure, false)
}

// look finds which files of the old site are there as its manifest lists them.
func (d *Dir) look() []bool {
	sure := make([]bool, len(d.old.list))
	for i := range sure {
		sure[i] = d.stands(i)
	}
	return sure
}
