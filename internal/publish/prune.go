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
func (j *job) prune(all []Release, current string) error {
	// A release that was gone back from is no more worth than an old one.
	old := slices.DeleteFunc(slices.Clone(all), func(r Release) bool { return r.ID == current })
	if keep := j.plan.Keep; keep > 0 && len(old) > keep-1 {
		for _, r := range old[:len(old)-(keep-1)] {
			// A record of this name is no release's: it cannot be gone back to.
			if err := j.Rename(recordOf(r.ID), recordOf(r.ID)+goneSuffix); err != nil {
				return err
			}
		}
	}
	list, err := j.List(releasesName)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Info) int { return cmp.Compare(a.Name, b.Name) })
	there := map[string]bool{}
	for _, st := range list {
		there[st.Name] = st.Kind == Folder
	}
	for _, st := range list {
		name, gone := strings.CutSuffix(st.Name, goneSuffix)
		id, isRecord := strings.CutSuffix(name, recordSuffix)
		draft := strings.HasPrefix(id, newPrefix)
		switch {
		case st.Kind != File || !isRecord || !draft && !isID(id):
		case gone || draft || !there[id]:
			record := releasesName + "/" + st.Name
			erase := func() error { return j.erase(id, record) }
			if !there[id] {
				erase = func() error { return j.discard(record) }
			}
			if err := erase(); err != nil {
				return err
			}
			if gone {
				j.rep.Removed = append(j.rep.Removed, id)
			}
		}
	}
	return nil
}

// erase removes a release's files, its folders when nothing else is in them, and
// last its record, so that what was begun is gone on with.
func (j *job) erase(id, record string) error {
	r, err := j.record(record)
	if errors.Is(err, ErrRecord) {
		return nil // nobody knows what is Folio's of it
	}
	if err != nil {
		return err
	}
	dir := folderOf(id)
	switch gone, err := j.eraseAtOnce(dir, r.Files); {
	case err != nil:
		return err
	case gone:
		return j.discard(record)
	}
	err = each(j.ctx, j.place, r.Files, func(f Entry) error { return j.discard(join(dir, f.Path)) })
	if err != nil {
		return err
	}
	left, err := j.removeEmpty(dir, append(folders(r.Files), "."))
	if err != nil {
		return err
	}
	if slices.Contains(left, ".") {
		j.rep.Left = append(j.rep.Left, dir)
	}
	return j.discard(record)
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
