package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// tidy removes what a publication that was killed left half made: names that only
// Folio gives.
func (p *place) tidy() error {
	for _, dir := range []string{".", releasesName} {
		switch st, there, err := p.has(dir); {
		case err != nil:
			return err
		case !there || st.Kind != Folder:
			continue
		}
		list, err := p.List(dir)
		if err != nil {
			return err
		}
		for _, st := range list {
			if strings.HasPrefix(st.Name, tempPrefix) && st.Kind != Folder {
				if err := p.discard(join(dir, st.Name)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// prune removes the oldest releases, never the one that is read, and what is left
// of earlier attempts. all are the releases, the oldest first.
func (j *job) prune(all []Release, now Release) error {
	j.oldest.wait() // a name is taken from it
	old, err := j.mark(all, now.ID)
	if err != nil {
		return err
	}
	spare := "" // of those that are removed the last is most like the one that is read
	if len(old) > 0 {
		last := old[len(old)-1]
		kept, err := j.keepSpare(last, now)
		if err != nil {
			return err
		}
		if kept {
			spare, j.spared = last.ID, true
			j.rep.Removed = append(j.rep.Removed, spare)
		}
	}
	list, err := j.List(releasesName)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Info) int { return cmp.Compare(a.Name, b.Name) })
	there := map[string]Kind{}
	for _, st := range list {
		there[st.Name] = st.Kind
	}
	for _, st := range list {
		if err := j.sweep(st, there, spare, now.ID); err != nil {
			return err
		}
	}
	slices.Sort(j.rep.Removed)
	return nil
}

// mark makes releases that are too many ones that cannot be gone back to.
func (j *job) mark(all []Release, current string) ([]Release, error) {
	// A release that was gone back from is no more worth than an old one.
	old := slices.DeleteFunc(slices.Clone(all), func(r Release) bool { return r.ID == current })
	if j.plan.Keep <= 0 {
		return nil, nil
	}
	old = old[:max(0, len(old)-(j.plan.Keep-1))]
	for _, r := range old {
		// A record of this name is no release's.
		if err := j.Rename(recordOf(r.ID), goneOf(r.ID)); err != nil {
			return nil, err
		}
	}
	return old, nil
}

// sweep removes what a record in the folder of releases tells of, if that is no
// release, nor the spare. there is what else is in the folder.
func (j *job) sweep(st Info, there map[string]Kind, spare, current string) (err error) {
	name, gone := strings.CutSuffix(st.Name, goneSuffix)
	name, over := strings.CutSuffix(name, spareSuffix)
	id, isRecord := strings.CutSuffix(name, recordSuffix)
	draft := strings.HasPrefix(id, newPrefix)
	folder := there[id] == Folder
	_, made := there[name+spareSuffix]
	record := join(releasesName, st.Name)
	own := true
	switch {
	case st.Kind != File || !isRecord || over && gone || !draft && !isID(id):
		return nil
	case over:
		return j.sweepSpare(id, record, folder, spare, current)
	case !gone && !draft && folder:
		return nil
	case !folder || gone && made:
		err = j.discard(record)
	default:
		own, err = j.erase(id, record)
	}
	if err == nil && gone && own {
		j.rep.Removed = append(j.rep.Removed, id)
	}
	return err
}

// sweepSpare removes a spare, unless it is the one that is kept.
func (j *job) sweepSpare(id, record string, folder bool, spare, current string) error {
	keep, err := id == spare, error(nil)
	switch {
	case !folder:
		return j.discard(record)
	case spare == "":
		keep, err = j.isSpare(record, current)
	}
	if keep || err != nil {
		return err
	}
	return j.dropSpare(id)
}

// isSpare tells whether a spare is one for the release after one.
func (j *job) isSpare(record, id string) (bool, error) {
	h, err := j.header(record)
	if errors.Is(err, ErrRecord) {
		return false, nil
	}
	return h.ID == id, err
}

// erase removes a release's files, its folders when nothing else is in them, and
// last its record, so that what was begun is gone on with. own is whether that was the
// release's own.
func (j *job) erase(id, record string) (own bool, err error) {
	r, err := j.record(record)
	if errors.Is(err, ErrRecord) {
		return true, nil // nobody knows what is Folio's of it
	}
	if err != nil {
		return false, err
	}
	own = r.ID == id
	dir := folderOf(id)
	switch gone, err := j.eraseAtOnce(dir, r.Files); {
	case err != nil:
		return own, err
	case gone:
		return own, j.discard(record)
	}
	err = each(j.ctx, j.place, r.Files, func(f Entry) error { return j.discard(join(dir, f.Path)) })
	if err != nil {
		return own, err
	}
	left, err := j.removeEmpty(dir, append(folders(r.Files), "."))
	if err != nil {
		return own, err
	}
	if slices.Contains(left, ".") {
		j.rep.Left = append(j.rep.Left, dir)
	}
	return own, j.discard(record)
}

// eraseAtOnce lets the server remove a release's files and folders, and says whether
// nothing is left of it.
func (j *job) eraseAtOnce(dir string, files []Entry) (gone bool, err error) {
	if len(files) < j.many || !j.helped() {
		return false, nil
	}
	list := make([]string, len(files))
	for i, f := range files {
		list[i] = f.Path
	}
	// What they say is no matter: what is left is removed one by one.
	if err := j.removeFiles(dir, list); errors.Is(err, ErrLost) {
		return false, err
	}
	if err := j.removeFolders(dir, append(folders(files), ".")); errors.Is(err, ErrLost) {
		return false, err
	}
	_, there, err := j.has(dir)
	return !there && err == nil, err
}

// removeEmpty removes the folders below dir that have nothing in them, and says
// which do.
func (p *place) removeEmpty(dir string, names []string) (left []string, err error) {
	names = slices.Clone(names)
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(depth(b), depth(a)), cmp.Compare(a, b))
	})
	for _, d := range names {
		list, err := p.List(join(dir, d))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case len(list) > 0:
			left = append(left, d)
		default:
			if err := p.discard(join(dir, d)); err != nil {
				return nil, err
			}
		}
	}
	return left, nil
}

// depth is how far below its top a folder is.
func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}
