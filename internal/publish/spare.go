package publish

import (
	"errors"
	"slices"
	"strings"
)

// A site of thousands of files takes a server longer to name once more, and to remove
// when it is old, than to send what is new of it. Therefore the last release that was
// removed leaves a spare: its folder, with names of files that the next release needs.
// What the release that is read has otherwise, or has not, is removed of it, so that
// nothing of an old release is kept; then its record is that release's. Where no release
// is like the one that is read, a spare is a copy of its names.
//
// A release of which a command has begun to remove files is never made a spare, and a
// spare that is not kept loses its record's name before: a command whose end nobody
// saw may go on in its folder.

func spareOf(id string) string { return recordOf(id) + spareSuffix }
func goneOf(id string) string  { return recordOf(id) + goneSuffix }

// theSpare is the spare among what is in the folder of releases; "" for none.
func theSpare(list []Info) (id string) {
	folder := map[string]bool{}
	for _, st := range list {
		folder[st.Name] = st.Kind == Folder
	}
	for _, st := range list {
		name, is := strings.CutSuffix(st.Name, recordSuffix+spareSuffix)
		if is && st.Kind == File && isID(name) && folder[name] {
			id = max(id, name)
		}
	}
	return id
}

// beginSpare looks what is in a spare folder, while the release before's record is
// read; nil when there is none that can be used.
func (j *job) beginSpare(id string, old Release, incoming string) (*twin, error) {
	if id == "" || old.ID == "" {
		return nil, nil
	}
	if _, there, err := j.has(folderOf(incoming)); err != nil || there {
		return nil, err // there is something to go on with
	}
	h, err := j.header(spareOf(id))
	switch {
	case errors.Is(err, ErrRecord):
		return nil, nil
	case err != nil:
		return nil, err
	case h.Fresh != old.Fresh:
		return nil, nil
	}
	t := &twin{name: id, record: spareOf(id), spare: true, other: h.ID != old.ID, done: make(chan struct{})}
	dir := folderOf(id)
	var shares [][]string
	if len(j.site.Files) >= j.split && j.helped() {
		if shares, err = j.shares(dir); err != nil {
			return nil, err
		}
	}
	go func() {
		defer close(t.done)
		if t.other {
			if t.own, t.err = j.record(t.record); t.err != nil {
				return
			}
		}
		if len(shares) > 1 {
			var l listing
			l, t.err = j.listShared(dir, shares, func(int) error { return nil })
			t.files, t.others = l.files, l.others
		}
		if len(shares) < 2 || errors.Is(t.err, errors.ErrUnsupported) {
			t.files, t.others, t.err = j.walk(j.ctx, dir)
		}
	}()
	return t, nil
}

// known are the files of which a twin has names: the release before's, but for a
// spare that is another's.
func (t *twin) known(old Release) []Entry {
	if !t.other {
		return old.Files
	}
	t.wait()
	return t.own.Files
}

// fits tells whether a spare has nothing of anybody else's, who would lose it, and is
// worth its while.
func (t *twin) fits(old Release) bool {
	known := t.known(old)
	ours := 0
	for _, f := range known {
		if _, ok := t.files[f.Path]; ok {
			ours++
		}
	}
	if ours != len(t.files) || 4*ours < 3*len(old.Files) {
		return false
	}
	dirs := folders(known)
	for _, o := range t.others {
		if _, ok := slices.BinarySearch(dirs, o.name); !ok || o.kind != Folder {
			return false
		}
	}
	return true
}

// strange are the files of a release that another has not, or not as they are.
func strange(files, now []Entry) (list []Entry) {
	for _, f := range files {
		for len(now) > 0 && now[0].Path < f.Path {
			now = now[1:]
		}
		if len(now) == 0 || now[0].Path != f.Path || now[0].Size != f.Size || now[0].Sum != f.Sum {
			list = append(list, f)
		}
	}
	return list
}

// oldest is the record of the release that will be removed last, which is read while
// there is nothing else to do.
type oldest struct {
	id   string
	text []byte
	err  error
	done chan struct{}
}

// readOldest reads the record of the release of which a spare will be made; nil when
// none will be.
func (j *job) readOldest(all []Release) *oldest {
	if j.plan.Keep <= 0 || len(all) < j.plan.Keep || len(j.site.Files) < j.spareFrom {
		return nil
	}
	o := &oldest{id: all[len(all)-j.plan.Keep].ID, done: make(chan struct{})}
	go func() {
		defer close(o.done)
		o.text, o.err = j.read(recordOf(o.id))
	}()
	return o
}

// wait waits until nothing more is read.
func (o *oldest) wait() {
	if o != nil {
		<-o.done
	}
}

// keepSpare makes a spare of a release that has just been removed, and says whether it
// did.
func (j *job) keepSpare(r, now Release) (bool, error) {
	o := j.oldest
	if o == nil || o.id != r.ID || r.Fresh != now.Fresh || !j.linking() {
		return false, nil
	}
	if o.err != nil {
		return false, o.err
	}
	dir := folderOf(r.ID)
	gone, ok := otherLines(o.text, j.text)
	if !ok || 4*len(gone) > r.Count {
		return false, nil
	}
	if err := each(j.ctx, j.place, gone, func(f Entry) error { return j.discard(join(dir, f.Path)) }); err != nil {
		return false, err
	}
	if _, err := j.removeEmpty(dir, without(folders(gone), folders(now.Files))); err != nil {
		return false, err
	}
	err := j.Link(recordOf(now.ID), spareOf(r.ID))
	if errors.Is(err, errors.ErrUnsupported) {
		return false, nil
	}
	if err == nil {
		err = j.discard(goneOf(r.ID))
	}
	return err == nil, err
}

// makeSpare lets the server make a spare by a copy, after a publication that sent the
// greater part of a site: the first one, or one after Folio or the theme was changed.
// Beside what was sent it takes little time, and there is no old release that is like
// the new one.
func (j *job) makeSpare(r Release) error {
	if j.spared || len(r.Files) < j.spareFrom || 2*j.rep.Sent < len(r.Files) {
		return nil
	}
	t, err := j.beginTwin(r.ID, newPrefix+r.Content[:16], false)
	if t == nil || err != nil {
		return err
	}
	id := r.ID + "-0"
	t.wait()
	switch {
	case errors.Is(t.err, errStray): // the next publication removes it
		return nil
	case t.err == nil:
		t.err = j.Link(recordOf(r.ID), spareOf(id))
	}
	if t.err != nil { // the site is published, whatever this is
		_, err := j.erase(t.name, t.record)
		return err
	}
	if err := j.Rename(folderOf(t.name), folderOf(id)); err != nil {
		return err
	}
	return j.discard(t.record)
}

// dropSpare removes a spare that is not kept.
func (j *job) dropSpare(id string) error {
	if err := j.Rename(spareOf(id), goneOf(id)); err != nil {
		return err
	}
	_, err := j.erase(id, goneOf(id))
	return err
}

// linking tells whether the release that was made has second names of files: else a
// spare would take the room of a whole site.
func (j *job) linking() bool { return j.rep.Reused > 0 && !j.alone.Load() }
