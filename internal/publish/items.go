package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"folio/internal/output"
)

// item is a file of a new release: one that the build made, or one that is kept of
// the release before.
type item struct {
	output.Entry
	before Entry // the same file of the release before; its Path is "" for none
	same   bool  // that one is what this one is
}

// items are the files of the new release, sorted by path.
func (j *job) items(old Release) ([]item, error) {
	j.from = folderOf(old.ID)
	items := make([]item, 0, len(j.site.Files))
	var gone []Entry
	rest := old.Files
	for _, e := range j.site.Files {
		for len(rest) > 0 && rest[0].Path < e.Path {
			gone, rest = append(gone, rest[0]), rest[1:]
		}
		it := item{Entry: e}
		if len(rest) > 0 && rest[0].Path == e.Path {
			it.before, it.same = rest[0], rest[0].matches(e)
			it.before.Kept = false // it is the site's again
			rest = rest[1:]
		}
		items = append(items, it)
		j.total += e.Size
	}
	gone = append(gone, rest...)
	notes := j.notes(Release{})
	for _, f := range gone {
		if note := slices.ContainsFunc(notes, func(n Note) bool { return n.Path == f.Path }); !note && !f.Kept {
			j.rep.Gone++
		}
	}
	stays, err := j.staying(gone)
	if len(stays) == 0 || err != nil {
		return items, err
	}
	items = append(items, stays...)
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(a.Path, b.Path) })
	return items, nil
}

// staying are the files that the site has no longer and readers may still ask for,
// as far as they are as they were.
func (j *job) staying(gone []Entry) (items []item, err error) {
	stays := kept(gone, nil)
	whole := make([]bool, len(stays)) // else somebody changed it
	err = each(j.ctx, j.place, places(stays), func(i int) error {
		st, there, err := j.has(join(j.from, stays[i].Path))
		whole[i] = there && st.Size == stays[i].Size
		return err
	})
	for i, f := range stays {
		sum, bad := hex.DecodeString(f.Sum)
		if whole[i] && bad == nil && len(sum) >= len(output.Hash{}) {
			items = append(items, item{output.Entry{Path: f.Path, Size: f.Size, Hash: output.Hash(sum[:len(output.Hash{})])}, f, true})
		}
	}
	return items, err
}

// withoutNotes leaves to the notes the files that they stand for.
func (s Site) withoutNotes() Site {
	if s.Notes == nil {
		return s
	}
	notes := s.Notes(Release{})
	s.Files = slices.DeleteFunc(slices.Clone(s.Files), func(e output.Entry) bool {
		return slices.ContainsFunc(notes, func(n Note) bool { return n.Path == e.Path })
	})
	return s
}

// notes are the files of a release that no build made.
func (j *job) notes(r Release) []Note {
	if j.site.Notes == nil {
		return nil
	}
	return j.site.Notes(r)
}

// withNotes are a release's files with its notes.
func (j *job) withNotes(files []Entry, r Release) []Entry {
	notes := j.notes(r)
	files = append(make([]Entry, 0, len(files)+len(notes)), files...)
	for _, n := range notes {
		sum := sha256.Sum256(n.Data)
		e := Entry{Path: n.Path, Size: int64(len(n.Data)), Sum: hex.EncodeToString(sum[:])}
		i, _ := slices.BinarySearchFunc(files, n.Path, byPath)
		files = slices.Insert(files, i, e)
	}
	return files
}

// either are the files that are in one list or in the other.
func either(a, b []Entry) []Entry {
	all := make([]Entry, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0].Path, b[0].Path); {
		case c == 0:
			b = b[1:]
		case c > 0:
			all, b = append(all, Entry{Path: b[0].Path, Size: b[0].Size}), b[1:]
		default:
			all, a = append(all, a[0]), a[1:]
		}
	}
	return slices.Concat(all, a, b)
}

func byPath(e Entry, path string) int { return strings.Compare(e.Path, path) }

// entriesOf are a build's files as a record has them, with what the build knows of
// their sums.
func entriesOf(files []output.Entry) []Entry {
	list := make([]Entry, len(files))
	for i, f := range files {
		list[i] = Entry{Path: f.Path, Size: f.Size, Sum: f.Hash.String()}
	}
	return list
}
