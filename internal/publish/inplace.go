package publish

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
)

// inPlace publishes where there are no links: on FAT, on many shares, under IIS.
// Pages come after what they show and go before it, each in one step, so that who
// reads meanwhile has pages of one site or of the other, and never one without its
// style or its script.
func (j *job) inPlace() error {
	for _, name := range []string{currentName, releasesName} {
		if _, there, err := j.has(name); err != nil || there {
			return errors.Join(err, failIf(there, j.fail(ErrReleases, nil)))
		}
	}
	old, err := j.optional(inPlaceName)
	if err != nil {
		return err
	}
	begun, err := j.optional(planName) // by a publication that was killed
	if err != nil {
		return err
	}
	own := map[string]Entry{}
	for _, f := range slices.Concat(begun.Files, old.Files) {
		own[f.Path] = f
	}
	there, others, err := j.walk(j.ctx, ".")
	if err != nil {
		return err
	}
	if err := j.tidyBelow(there, own); err != nil {
		return err
	}
	r := j.plan.Release
	r.Time, r.Content = j.plan.Now().UTC().Truncate(time.Second), j.content()
	r.By, r.Host, r.Serial = j.plan.Who.User, j.plan.Who.Host, max(old.Serial, begun.Serial)+1
	r.ID = idOf(r.Time, r.Content)
	j.rep.Before, j.rep.InPlace = old.ID, true
	files := entriesOf(j.site.Files)
	if old.Content == r.Content && begun.ID == "" && !j.plan.Resend {
		j.rep.Release, j.rep.Unchanged = old, true
		return nil
	}
	if err := j.free(files, there, others, own); err != nil {
		return err
	}
	r.Files = j.withNotes(files, r)
	draft := r
	for _, path := range slices.Sorted(maps.Keys(own)) { // what is left of two publications is still known
		if i, ok := slices.BinarySearchFunc(draft.Files, path, byPath); !ok {
			draft.Files = slices.Insert(draft.Files, i, own[path])
		}
	}
	if err := j.rewrite(planName, draft.format()); err != nil {
		return err
	}
	if err := j.mkdirs(j.ctx, folders(r.Files)); err != nil {
		return err
	}
	// What an attempt left half is not known to be whole.
	same := map[string]Entry{}
	if begun.ID == "" && !j.plan.Resend {
		for _, f := range old.Files {
			if there[f.Path].Size == f.Size {
				same[f.Path] = f
			}
		}
	}
	if r.Files, err = j.pour(files, same); err != nil {
		return err
	}
	r.Files = j.withNotes(r.Files, r)
	for _, n := range j.notes(r) {
		if err := j.rewrite(n.Path, n.Data); err != nil {
			return err
		}
	}
	if err := j.mine(); err != nil {
		return err
	}
	for _, f := range kept(old.Files, files) {
		if i, taken := slices.BinarySearchFunc(r.Files, f.Path, byPath); !taken && there[f.Path].Size == f.Size {
			r.Files = slices.Insert(r.Files, i, f)
		}
	}
	if err := j.dropOld(own, r.Files); err != nil {
		return err
	}
	if err := j.arrived(".", r.Files); err != nil {
		return err
	}
	j.rep.Release = r
	if err := j.rewrite(inPlaceName, r.format()); err != nil {
		return err
	}
	return j.discard(planName)
}

// optional reads a record that need not be there.
func (p *place) optional(name string) (Release, error) {
	r, err := p.record(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Release{}, nil
	}
	return r, err
}

// tidyBelow removes files that a killed publication had not yet given their names.
func (j *job) tidyBelow(there map[string]Info, own map[string]Entry) error {
	known := map[string]bool{".": true}
	for _, d := range folders(slices.Collect(maps.Values(own))) {
		known[d] = true
	}
	for name, st := range there {
		if strings.HasPrefix(st.Name, tempPrefix) && known[parent(name)] {
			if err := j.discard(name); err != nil {
				return err
			}
			delete(there, name)
		}
	}
	return nil
}

func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// free makes sure that nothing of somebody else's is in the place of a file or of
// its folders.
func (j *job) free(files []Entry, there map[string]Info, others []other, own map[string]Entry) error {
	dirs := map[string]bool{}
	for _, d := range folders(files) {
		dirs[d] = true
		if _, file := there[d]; file {
			if _, ours := own[d]; !ours {
				return j.fail(ErrForeign, nil, d)
			}
		}
	}
	for _, f := range files {
		_, ours := own[f.Path]
		_, not := slices.BinarySearchFunc(others, other{name: f.Path}, other.compare)
		if _, taken := there[f.Path]; taken && !ours || not {
			return j.fail(ErrForeign, nil, f.Path)
		}
	}
	return nil
}

// pour sends the files that are not there yet: first what pages show, then pages.
func (j *job) pour(files []Entry, same map[string]Entry) ([]Entry, error) {
	for _, f := range files {
		j.total += f.Size
	}
	made := make([]Entry, len(files))
	for _, pages := range []bool{false, true} {
		var some []int
		for i, f := range files {
			if isPage(f.Path) == pages {
				some = append(some, i)
			}
		}
		err := each(j.ctx, j.place, some, func(i int) (err error) {
			e := j.site.Files[i]
			defer j.advance(e.Size)
			if before := same[e.Path]; before.matches(e) {
				made[i] = before
				return nil
			}
			temp := join(parent(e.Path), j.temp())
			if made[i], err = j.upload(temp, e, j.site.Open); err != nil {
				return errors.Join(err, j.discard(temp))
			}
			return j.over(temp, e.Path)
		})
		if err != nil {
			return nil, err
		}
	}
	for i, f := range files {
		if before := same[f.Path]; before.matches(j.site.Files[i]) {
			j.rep.Reused++
			continue
		}
		j.rep.Sent++
		j.rep.Bytes += f.Size
	}
	return made, nil
}

// over gives a file the name of another, which it replaces; where that cannot be
// done in one step, in two.
func (p *place) over(from, to string) error {
	err := p.Rename(from, to)
	if errors.Is(err, errors.ErrUnsupported) {
		if err = p.discard(to); err == nil {
			err = p.Rename(from, to)
		}
	}
	return err
}

// dropOld removes what Folio published before and the site has no longer: pages
// before what they show.
func (j *job) dropOld(own map[string]Entry, files []Entry) error {
	var gone []Entry
	for path, f := range own {
		if _, still := slices.BinarySearchFunc(files, path, byPath); !still {
			gone = append(gone, f)
		}
	}
	for _, f := range gone {
		if !f.Kept {
			j.rep.Gone++
		}
	}
	for _, pages := range []bool{true, false} {
		err := each(j.ctx, j.place, gone, func(f Entry) error {
			if isPage(f.Path) != pages {
				return nil
			}
			return j.discard(f.Path)
		})
		if err != nil {
			return err
		}
	}
	needed := folders(files)
	dirs := slices.DeleteFunc(folders(gone), func(d string) bool { _, still := slices.BinarySearch(needed, d); return still })
	_, err := j.removeEmpty(".", dirs)
	return err
}
