package publish

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"folio/internal/output"
)

// send fills a folder of a new release, and the record's list of files. A file that
// the release before has is not sent but gets a second name; one that an earlier
// attempt left is read back, and stays when it is whole.
func (j *job) send(incoming string, t *twin, items []item, old Release, r *Release) (left *left, err error) {
	dir := folderOf(incoming)
	if left, err = j.prepare(incoming, t, items, old, *r); err != nil {
		return nil, err
	}
	made, rest := j.stay(items, left)
	if rest, err = j.stream(dir, items, rest, made, left); err != nil {
		return nil, err
	}
	var mu sync.Mutex // of the report
	err = each(j.ctx, j.place, rest, func(i int) error {
		how, done, err := j.one(dir, items[i], left)
		if err != nil {
			return err
		}
		made[i] = done
		j.advance(done.Size)
		if done.Kept {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		switch how {
		case sent:
			j.rep.Sent++
			j.rep.Bytes += done.Size
		case linked:
			j.rep.Reused++
		case found:
			j.rep.Resumed++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.Files = j.withNotes(made, *r)
	for _, n := range j.notes(*r) {
		left.came(n.Path)
		if err := j.replace(join(dir, n.Path), n.Data); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// present is what is in a release's folder before it is published. Of a copy it is
// known what came with it; what came since is looked at, name by name when it is
// little.
func (j *job) present(dir string, l *left) (files map[string]Info, others []other, err error) {
	if !l.linked || len(l.since) >= worthwhile {
		return j.walk(j.ctx, dir)
	}
	var mu sync.Mutex
	err = each(j.ctx, j.place, slices.Collect(maps.Keys(l.since)), func(path string) error {
		st, there, err := j.has(join(dir, path))
		mu.Lock()
		defer mu.Unlock()
		if delete(l.files, path); there && st.Kind == File {
			l.files[path] = st
		}
		return err
	})
	for _, d := range l.folders {
		others = append(others, other{d, Folder})
	}
	return l.files, others, err
}

// mend makes a folder what its record says. What has not the size that it should, a
// file of the release before that somebody changed, is sent anew; what somebody put
// there does not come along.
func (j *job) mend(dir string, items []item, l *left, files []Entry) error {
	there, others, err := j.present(dir, l)
	if err != nil {
		return err
	}
	wrong, dirs := differing(there, files), folders(files)
	if len(wrong) == 0 && len(there) == len(files) && slices.Equal(foldersOf(others), dirs) && len(others) == len(dirs) {
		return nil
	}
	if err := j.clear(dir, there, others, files, dirs); err != nil {
		return err
	}
	err = each(j.ctx, j.place, items, func(it item) error {
		if _, bad := slices.BinarySearch(wrong, it.Path); !bad || it.before.Kept {
			return nil
		}
		name := join(dir, it.Path)
		if err := j.discard(name); err != nil {
			return err
		}
		_, err := j.upload(name, it.Entry, j.site.Open)
		return err
	})
	if err != nil {
		return err
	}
	return j.arrived(dir, files)
}

// how a file came to a release.
type how int

const (
	sent how = iota
	linked
	found
)

// one puts a file into a release.
func (j *job) one(dir string, it item, l *left) (how, Entry, error) {
	name := join(dir, it.Path)
	if _, there := l.files[it.Path]; there {
		if !it.same && !l.before(it.Path) { // an earlier attempt sent it
			if got, err := j.sumOf(name, it.Path); err != nil || got.matches(it.Entry) {
				return found, got, err
			}
		}
		if err := j.discard(name); err != nil {
			return 0, it.before, err
		}
	}
	l.came(it.Path)
	open := j.site.Open
	if it.same {
		err := j.Link(join(j.from, it.Path), name)
		if err == nil {
			return linked, it.before, nil
		}
		if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrNotExist) { // somebody removed it
			return 0, it.before, err
		}
		if errors.Is(err, errors.ErrUnsupported) {
			j.alone.Store(true)
		}
		if it.before.Kept {
			open = func(path string) (io.ReadCloser, error) { return j.Open(join(j.from, path)) }
		}
	}
	done, err := j.upload(name, it.Entry, open)
	done.Kept = it.before.Kept
	return sent, done, err
}

// stay deals with what came with a copy and stays. rest are the other items.
func (j *job) stay(items []item, l *left) (made []Entry, rest []int) {
	made = make([]Entry, len(items))
	for i, it := range items {
		if _, there := l.files[it.Path]; !there || !l.linked || !it.same {
			rest = append(rest, i)
			continue
		}
		made[i] = it.before
		j.advance(it.Size)
		if !it.before.Kept {
			j.rep.Reused++
		}
	}
	return made, rest
}

// upload sends a file as the build left it. One that changed since is ErrChanged.
func (j *job) upload(name string, e output.Entry, open func(string) (io.ReadCloser, error)) (Entry, error) {
	src, err := open(e.Path)
	if err != nil {
		return Entry{}, err
	}
	defer src.Close()
	r := newSummer(e.Path, src)
	if err := j.Create(name, r); err != nil {
		return Entry{}, err
	}
	done := r.entry()
	if !done.matches(e) {
		return done, errors.Join(j.fail(ErrChanged, nil, e.Path), j.discard(name))
	}
	return done, nil
}

// sumOf reads a file that is at the target.
func (p *place) sumOf(name, path string) (Entry, error) {
	f, err := p.Open(name)
	if err != nil {
		return Entry{}, err
	}
	r := newSummer(path, f)
	_, err = io.Copy(io.Discard, r)
	return r.entry(), errors.Join(err, f.Close())
}

// arrived compares a folder with a list of files: names and sizes.
func (j *job) arrived(dir string, files []Entry) error {
	there, _, err := j.walk(j.ctx, dir)
	if err != nil {
		return err
	}
	if wrong := differing(there, files); len(wrong) > 0 {
		return j.fail(ErrDamaged, nil, join(dir, wrong[0]))
	}
	return nil
}

// differing are the files of a list that are not there, or in another size.
func differing(there map[string]Info, files []Entry) (wrong []string) {
	for _, f := range files {
		if st, ok := there[f.Path]; !ok || st.Size != f.Size {
			wrong = append(wrong, f.Path)
		}
	}
	return wrong
}
