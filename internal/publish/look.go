package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// State is what a target has.
type State struct {
	Releases []Release // the oldest first, without their files
	Current  string    // the one that is read, by its name; "" for none
	InPlace  bool      // it has one release, and none to go back to
}

// Look tells what a target has.
func Look(ctx context.Context, t Target) (State, error) { return newPlace(t, 0).look(ctx) }

func (p *place) look(ctx context.Context) (s State, err error) {
	one, err := p.header(inPlaceName)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return s, err
	case one.ID != "":
		return State{Releases: []Release{one}, Current: one.ID, InPlace: true}, nil
	}
	if s.Current, err = p.current(); err != nil {
		return s, err
	}
	s.Releases, err = p.releases(ctx)
	return s, err
}

// find is a release by its name or the beginning of one; "" is the one that is
// read.
func (p *place) find(ctx context.Context, id string) (Release, State, error) {
	s, err := p.look(ctx)
	if err != nil {
		return Release{}, s, err
	}
	if len(s.Releases) == 0 || s.Current == "" && id == "" {
		return Release{}, s, p.fail(ErrEmpty, nil)
	}
	want := id
	if id == "" {
		want = s.Current
	}
	var match []Release
	for _, r := range s.Releases {
		if r.ID == want {
			return r, s, nil
		}
		if strings.HasPrefix(r.ID, want) {
			match = append(match, r)
		}
	}
	switch len(match) {
	case 1:
		return match[0], s, nil
	case 0:
		return Release{}, s, p.fail(ErrUnknown, nil, want)
	}
	return Release{}, s, p.fail(ErrSeveral, nil, want, match[0].ID, match[1].ID)
}

// Rollback makes an earlier release the one that is read: the one before, or the
// one of that name. It is one step.
func Rollback(ctx context.Context, t Target, id string, who Publisher, now time.Time, breakLock bool) (from, to Release, err error) {
	p := newPlace(t, 0)
	if err := p.lock(who, now, breakLock); err != nil {
		return from, to, err
	}
	defer func() { err = errors.Join(err, p.unlock()) }()
	from, s, err := p.find(ctx, "")
	if err != nil {
		return from, to, err
	}
	if s.InPlace {
		return from, to, p.fail(ErrInPlace, nil)
	}
	if id != "" {
		to, _, err = p.find(ctx, id)
	} else {
		at := slices.IndexFunc(s.Releases, func(r Release) bool { return r.ID == from.ID })
		if at == 0 {
			return from, to, p.fail(ErrOnly, nil)
		}
		to = s.Releases[at-1]
	}
	if err != nil {
		return from, to, err
	}
	if to, err = p.record(recordOf(to.ID)); err != nil {
		return from, to, err
	}
	j := &job{place: p, ctx: ctx}
	if err := j.arrived(folderOf(to.ID), to.Files); err != nil {
		var damaged *Error
		if errors.As(err, &damaged) && damaged.Reason == ErrDamaged {
			err = p.fail(ErrSpoilt, err, to.ID, strings.TrimPrefix(damaged.Args[1], folderOf(to.ID)+"/"))
		}
		return from, to, err
	}
	return from, to, p.point(to.ID)
}

// Faults are what a release has otherwise than its record says, each sorted.
type Faults struct {
	Changed, Missing, Foreign []string
	Record                    bool // the list itself is not the one that was written
	InPlace                   bool // others have files in the folder, too: these are none
	Earlier                   bool // there is a release before the one that is read
}

// Any tells whether there is one that readers may see.
func (f Faults) Any() bool {
	return f.Record || len(f.Changed)+len(f.Missing) > 0 || !f.InPlace && len(f.Foreign) > 0
}

// Verify reads every file of a release and compares it with the record. notes are those
// of Site.Notes, which no build made; may be nil.
func Verify(ctx context.Context, t Target, id string, jobs int, notes func(Release) []Note, progress func(done, total int64)) (Release, Faults, error) {
	var f Faults
	p := newPlace(t, jobs)
	r, s, err := p.find(ctx, id)
	if err != nil {
		return r, f, err
	}
	f.InPlace = s.InPlace
	f.Earlier = slices.IndexFunc(s.Releases, func(r Release) bool { return r.ID == s.Current }) > 0
	dir, record := folderOf(r.ID), recordOf(r.ID)
	if s.InPlace {
		dir, record = ".", inPlaceName
	}
	if r, err = p.record(record); err != nil {
		return r, f, err
	}
	f.Record = !r.whole(notes)
	there, others, err := p.walk(ctx, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return r, f, err
	}
	j := &job{place: p, ctx: ctx, plan: Plan{Progress: progress}}
	for _, e := range r.Files {
		j.total += e.Size
	}
	var mu sync.Mutex
	err = each(ctx, p, r.Files, func(e Entry) error {
		defer j.advance(e.Size)
		st, ok := there[e.Path]
		same := ok && st.Size == e.Size
		if same {
			got, err := p.sumOf(join(dir, e.Path), e.Path)
			if err != nil {
				return err
			}
			same = got.Sum == e.Sum
		}
		mu.Lock()
		defer mu.Unlock()
		switch {
		case !ok:
			f.Missing = append(f.Missing, e.Path)
		case !same:
			f.Changed = append(f.Changed, e.Path)
		}
		return nil
	})
	known := map[string]bool{}
	for _, e := range r.Files {
		known[e.Path] = true
	}
	for _, d := range folders(r.Files) {
		known[d] = true
	}
	names := slices.Collect(maps.Keys(there))
	for _, o := range others {
		names = append(names, o.name)
	}
	for _, name := range names {
		if !known[name] && !(s.InPlace && (name == inPlaceName || name == lockName || name == planName)) {
			f.Foreign = append(f.Foreign, name)
		}
	}
	slices.Sort(f.Missing)
	slices.Sort(f.Changed)
	slices.Sort(f.Foreign)
	return r, f, err
}

// Change is a page or another file that two sites have otherwise.
type Change struct {
	Path, Title string
}

// Delta is what a publication would change.
type Delta struct {
	Before                  Release // what is read; its ID is "" when nothing is
	Added, Changed, Removed []Change
	Bytes                   int64 // that would be sent
}

// Compare tells what a site has otherwise than the release that is read.
func Compare(ctx context.Context, t Target, site Site) (d Delta, err error) {
	p := newPlace(t, 0)
	before, s, err := p.find(ctx, "")
	switch {
	case errors.Is(err, ErrEmpty):
	case err != nil:
		return d, err
	case s.InPlace:
		before, err = p.record(inPlaceName)
	default:
		before, err = p.record(recordOf(before.ID))
	}
	if err != nil && !errors.Is(err, ErrEmpty) {
		return d, err
	}
	d.Before = before
	notes := map[string]bool{}
	for _, n := range (&job{site: site}).notes(Release{}) {
		notes[n.Path] = true
	}
	old := map[string]Entry{}
	for _, f := range before.Files {
		old[f.Path] = f
	}
	for _, e := range site.Files {
		f, was := old[e.Path]
		delete(old, e.Path)
		if notes[e.Path] || was && f.matches(e) {
			continue
		}
		d.Bytes += e.Size
		c := Change{Path: e.Path, Title: f.Title}
		if isPage(e.Path) {
			if c.Title, err = site.title(e.Path); err != nil {
				return d, err
			}
		}
		if was {
			d.Changed = append(d.Changed, c)
		} else {
			d.Added = append(d.Added, c)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(old)) {
		if !notes[path] && !old[path].Kept {
			d.Removed = append(d.Removed, Change{path, old[path].Title})
		}
	}
	return d, nil
}

// title is the title of a page of the site.
func (s Site) title(path string) (string, error) {
	f, err := s.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head := make([]byte, maxHead)
	n, _ := readSome(f, head)
	return titleOf(head[:n]), nil
}
