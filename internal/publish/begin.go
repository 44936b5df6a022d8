package publish

import (
	"errors"
	"io/fs"
	"slices"
	"sync"
)

// left is what a new release's folder has before anything is sent.
type left struct {
	files map[string]Info
	// linked says that what the folder has is the release before's own, but for
	// what came since: of an attempt that broke off nobody knows.
	linked bool

	mu      sync.Mutex
	since   map[string]bool
	folders []string
}

func newLeft(linked bool) *left {
	return &left{linked: linked, files: map[string]Info{}, since: map[string]bool{}}
}

// before tells whether a file that is there is the release before's.
func (l *left) before(path string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.linked && !l.since[path]
}

// came says that a file is no longer what was there before.
func (l *left) came(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.since[path] = true
}

// prepare makes a new release's folders, with what the release before has where the
// target can do that at once, and says what is in them already.
func (j *job) prepare(incoming string, t *twin, items []item, old, draft Release) (l *left, err error) {
	dir := folderOf(incoming)
	files := make([]Entry, len(items))
	for i, it := range items {
		files[i] = Entry{Path: it.Path, Size: it.Size}
	}
	files = j.withNotes(files, draft)
	draft.Files = files
	if err := j.draft(incoming, t, draft, old); err != nil {
		return l, err
	}
	t, began, err := j.begin(incoming, t, old)
	if err != nil {
		return l, err
	}
	var others []other
	switch l = newLeft(began == copied); {
	case began == copied && t.files != nil:
		l.files, others = t.files, t.others
	case began != empty:
		if l.files, others, err = j.walk(j.ctx, dir); err != nil {
			return l, err
		}
	}
	if t != nil && t.other { // of another release's files it is known which they are not
		for _, f := range strange(t.own.Files, old.Files) {
			l.came(f.Path)
		}
	}
	l.folders = folders(files)
	return l, j.clear(dir, l.files, others, files, l.folders)
}

// draft says of what will be in a folder that it is Folio's. Of a copy, the record
// of the other release says it where there is nothing new.
func (j *job) draft(incoming string, t *twin, draft, old Release) error {
	if t == nil {
		return j.replace(draftOf(incoming), draft.format())
	}
	known := t.known(old)
	all := either(draft.Files, known)
	if !t.other && len(all) == len(known) {
		// There is no folder of which one that is there already would say anything.
		err := j.discard(draftOf(incoming))
		if err == nil {
			err = j.Link(recordOf(old.ID), draftOf(incoming))
		}
		if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	draft.Files = all
	return j.replace(draftOf(incoming), draft.format())
}

// clear removes from a release that is not whole what does not belong to it, and
// makes its folders, want. A link in the place of a folder goes first: what is behind
// it is not the release's.
func (j *job) clear(dir string, there map[string]Info, others []other, files []Entry, want []string) error {
	for _, o := range others {
		if o.kind != Folder {
			if err := j.discard(join(dir, o.name)); err != nil {
				return err
			}
		}
	}
	if err := j.clean(dir, there, files); err != nil {
		return err
	}
	has := foldersOf(others)
	if _, err := j.removeEmpty(dir, without(has, want)); err != nil {
		return err
	}
	missing := without(want, has)
	for i := range missing {
		missing[i] = join(dir, missing[i])
	}
	return j.mkdirs(j.ctx, missing)
}

// without are the names of one sorted list that are not in another.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { _, has := slices.BinarySearch(b, x); return has })
}

// beginning is how the folder of a new release began.
type beginning int

const (
	empty beginning = iota
	copied
	resumed
)

// begin makes the folder of a new release: of a twin, of another one when that is of no
// use, or an empty one.
func (j *job) begin(incoming string, t *twin, old Release) (used *twin, how beginning, err error) {
	dir := folderOf(incoming)
	for t != nil {
		whole, there, err := j.become(t, dir, old)
		switch {
		case err != nil || there && !whole:
			return t, resumed, err
		case there:
			return t, copied, nil
		}
		if t, err = j.instead(t, old.ID, incoming); err != nil {
			return nil, resumed, err
		}
	}
	if _, there, err := j.has(dir); err != nil || there {
		return nil, resumed, err
	}
	return nil, empty, j.Mkdir(dir)
}

// places are the places of a list.
func places[T any](list []T) []int {
	at := make([]int, len(list))
	for i := range at {
		at[i] = i
	}
	return at
}

func draftOf(incoming string) string { return folderOf(incoming) + recordSuffix }

// clean removes from a release that is not whole what does not belong to it.
func (j *job) clean(dir string, there map[string]Info, files []Entry) error {
	right := 0
	for _, f := range files {
		if st, ok := there[f.Path]; ok && st.Size == f.Size {
			right++
		}
	}
	if right == len(there) {
		return nil
	}
	var foreign []string
	for name, st := range there {
		if i, ok := slices.BinarySearchFunc(files, name, byPath); !ok || files[i].Size != st.Size {
			foreign = append(foreign, name)
		}
	}
	for _, name := range foreign {
		delete(there, name)
	}
	return each(j.ctx, j.place, foreign, func(name string) error { return j.discard(join(dir, name)) })
}
