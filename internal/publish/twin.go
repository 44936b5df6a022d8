package publish

import (
	"errors"
)

// twin is a copy of the release before that is being made, under a name that no
// other attempt uses: a command whose end nobody saw may go on in it.
type twin struct {
	name   string
	record string // what says what of it is Folio's
	spare  bool   // it is no copy, but was there
	other  bool   // … with the record of another release than the one before: own
	own    Release
	done   chan struct{}
	err    error
	files  map[string]Info // what is in it; nil when the server did not list it
	others []other
}

// beginTwin lets the server begin a copy of a release, and says what is in it if look
// says so; nil when it cannot.
func (j *job) beginTwin(old, incoming string, look bool) (*twin, error) {
	if old == "" || !j.helped() {
		return nil, nil
	}
	if _, there, err := j.has(folderOf(incoming)); err != nil || there {
		return nil, err // there is something to go on with
	}
	t := &twin{name: incoming + "-" + chance(4), done: make(chan struct{})}
	t.record = draftOf(t.name)
	// Its draft is the other's record: it says what is to be removed of it when it
	// is left over.
	if err := j.Link(recordOf(old), t.record); err != nil {
		if errors.Is(err, errors.ErrUnsupported) {
			err = nil
		}
		return nil, err
	}
	from, to := folderOf(old), folderOf(t.name)
	var shares [][]string
	if len(j.site.Files) >= j.split {
		var err error
		if shares, err = j.shares(from); err != nil {
			return nil, errors.Join(err, j.discard(t.record))
		}
	}
	go func() {
		defer close(t.done)
		if len(shares) > 1 {
			t.files, t.others, t.err = j.copyShared(from, to, shares, look)
		} else if t.err = j.copyTree(from, to); t.err == nil && look {
			// Who lists it says what was made; why it could not, who asks next is told.
			t.files, t.others, _ = j.listTree(to)
		}
	}()
	return t, nil
}

// instead is a copy in the place of a spare that is of no use.
func (j *job) instead(t *twin, old, incoming string) (*twin, error) {
	if !t.spare {
		return nil, nil
	}
	return j.beginTwin(old, incoming, true)
}

// wait waits until nothing more is made.
func (t *twin) wait() {
	if t != nil {
		<-t.done
	}
}

// become gives a copy the name of the new release's folder. whole is whether it was
// made to its end; there, whether there is any of it.
func (j *job) become(t *twin, dir string, old Release) (whole, there bool, err error) {
	t.wait()
	if t.spare {
		if t.err != nil || !t.fits(old) {
			return false, false, t.err
		}
		err = j.Rename(folderOf(t.name), dir)
		if err == nil {
			err = j.discard(t.record)
		}
		return true, true, err
	}
	full := errors.Is(t.err, ErrFull)
	switch {
	case errors.Is(t.err, errStray):
		return false, false, nil
	case t.err != nil && !full && !errors.Is(t.err, errors.ErrUnsupported):
		return false, false, t.err
	}
	st, there, err := j.has(folderOf(t.name))
	switch {
	case err != nil || !there:
	case st.Kind == Folder:
		err = j.Rename(folderOf(t.name), dir)
	default:
		there, err = false, j.discard(folderOf(t.name))
	}
	if err == nil {
		err = j.discard(t.record)
	}
	if full {
		err = errors.Join(t.err, err)
	}
	return t.err == nil, there, err
}
