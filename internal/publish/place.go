package publish

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"folio/internal/output"
)

// place is a target with what Folio keeps there.
type place struct {
	Target
	jobs  int
	token string // of this publication: nobody else has it
	temps atomic.Int64
	site  []output.Entry // that is published, if one is
	many  int            // from how many files on a command is worth its while
	split int            // from how many files on several commands share the work

	spareFrom int         // from how many files on a spare is kept
	alone     atomic.Bool // there was a file that could have no second name

	locked bool      // by this publication
	asked  sync.Once // whether the server helps
	helps  bool
	perm   fs.FileMode // that the target gives to files
}

// DefaultJobs is how many files are on their way at a time.
const DefaultJobs = 64

// worthwhile is from how many files on a server is asked to help: it starts a
// program for that.
const worthwhile = 200

// sharing is from how many files on a server is asked by several programs at a time,
// and a spare is kept.
const sharing = 2000

func newPlace(t Target, jobs int) *place {
	if jobs <= 0 {
		jobs = DefaultJobs
	}
	return &place{Target: t, jobs: jobs, token: chance(8), many: worthwhile, split: sharing, spareFrom: sharing}
}

// chance is a name by chance.
func chance(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func (p *place) fail(r Reason, err error, args ...string) error {
	return &Error{Reason: r, Args: append([]string{p.String()}, args...), Err: err}
}

// temp is a name that nothing else has.
func (p *place) temp() string {
	return tempPrefix + p.token + "-" + strconv.FormatInt(p.temps.Add(1), 10)
}

// each calls f for many things, some at a time, until one fails.
func each[T any](ctx context.Context, p *place, list []T, f func(T) error) error {
	g, one := errgroup.WithContext(ctx)
	g.SetLimit(p.jobs)
	for _, x := range list {
		if one.Err() != nil {
			break
		}
		g.Go(func() error { return f(x) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// has tells what has a name, if anything.
func (p *place) has(name string) (Info, bool, error) {
	st, err := p.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Info{}, false, nil
	}
	return st, err == nil, err
}

// mkdirs makes the folders that are not there; above comes before below.
func (p *place) mkdirs(ctx context.Context, names []string) error {
	byDepth := map[int][]string{}
	deepest := 0
	for _, n := range names {
		d := strings.Count(n, "/")
		byDepth[d] = append(byDepth[d], n)
		deepest = max(deepest, d)
	}
	for d := range deepest + 1 {
		err := each(ctx, p, byDepth[d], func(name string) error {
			err := p.Mkdir(name)
			if !errors.Is(err, fs.ErrExist) {
				return err
			}
			switch st, there, err := p.has(name); {
			case err != nil:
				return err
			case there && st.Kind == Folder:
				return nil
			}
			return p.fail(ErrForeign, nil, name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// other is what is in a folder and is no file, by its path from it.
type other struct {
	name string
	kind Kind
}

func (o other) compare(p other) int { return strings.Compare(o.name, p.name) }

// foldersOf are those of them that are folders.
func foldersOf(list []other) (names []string) {
	for _, o := range list {
		if o.kind == Folder {
			names = append(names, o.name)
		}
	}
	return names
}

// walk lists a folder and those below it: files, and all else, by their path from
// it.
func (p *place) walk(ctx context.Context, dir string) (files map[string]Info, others []other, err error) {
	if files, others, err = p.listTree(dir); !errors.Is(err, errors.ErrUnsupported) {
		return files, others, err
	}
	files = map[string]Info{}
	level := []string{""}
	for len(level) > 0 {
		found := make([][]Info, len(level))
		at := make([]int, len(level))
		for i := range at {
			at[i] = i
		}
		err := each(ctx, p, at, func(i int) (err error) {
			found[i], err = p.List(join(dir, level[i]))
			return err
		})
		if err != nil {
			return nil, nil, err
		}
		var next []string
		for i, list := range found {
			for _, st := range list {
				name := join(level[i], st.Name)
				switch st.Kind {
				case File:
					files[name] = st
				case Folder:
					next = append(next, name)
					others = append(others, other{name, Folder})
				default:
					others = append(others, other{name, st.Kind})
				}
			}
		}
		level = next
	}
	slices.SortFunc(others, other.compare)
	return files, others, nil
}

// join puts a path below another; either may be "" or ".".
func join(dir, name string) string {
	switch {
	case dir == "" || dir == ".":
		return cmp.Or(name, ".")
	case name == "" || name == ".":
		return dir
	}
	return dir + "/" + name
}

// releases lists the releases that are whole, the oldest first, without their
// files. What is in their folder and has no record is none of them.
func (p *place) releases(ctx context.Context) ([]Release, error) {
	all, _, err := p.survey(ctx)
	return all, err
}

// survey lists the releases, and the spare.
func (p *place) survey(ctx context.Context) (all []Release, spare string, err error) {
	list, err := p.List(releasesName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	there := map[string]bool{}
	var records []string
	for _, st := range list {
		id, isRecord := strings.CutSuffix(st.Name, recordSuffix)
		switch {
		case st.Kind == Folder:
			there[st.Name] = true
		case st.Kind == File && isRecord && isID(id):
			records = append(records, id)
		}
	}
	records = slices.DeleteFunc(records, func(id string) bool { return !there[id] })
	slices.Sort(records)
	all = make([]Release, len(records))
	at := make([]int, len(records))
	for i := range at {
		at[i] = i
	}
	err = each(ctx, p, at, func(i int) (err error) {
		all[i], err = p.header(recordOf(records[i]))
		if err == nil && all[i].ID != records[i] {
			err = p.fail(ErrRecord, nil, recordOf(records[i]))
		}
		return err
	})
	slices.SortStableFunc(all, func(a, b Release) int { return cmp.Compare(a.Serial, b.Serial) })
	return all, theSpare(list), err
}

// current is the release that is read, by its name; "" for none.
func (p *place) current() (string, error) {
	st, there, err := p.has(currentName)
	if err != nil || !there {
		return "", err
	}
	if st.Kind != Link {
		return "", p.fail(ErrForeign, nil, currentName)
	}
	dest, err := p.Readlink(currentName)
	if err != nil {
		return "", err
	}
	id, ok := strings.CutPrefix(dest, releasesName+"/")
	if !ok || !isID(id) {
		return "", p.fail(ErrForeign, nil, currentName)
	}
	return id, nil
}

// point makes a release the one that is read, in one step.
func (p *place) point(id string) error {
	link := p.temp()
	if err := p.Symlink(folderOf(id), link); err != nil {
		return err
	}
	if err := p.Rename(link, currentName); err != nil {
		return errors.Join(err, p.discard(link))
	}
	return nil
}

// links tells whether releases can be made here: whether there are links, and a
// name takes another's place in one step.
func (p *place) links() error {
	a, b := p.temp(), p.temp()
	err := p.Symlink(releasesName, a)
	if err == nil {
		if err = p.Symlink(releasesName, b); err == nil {
			err = p.Rename(a, b)
		}
	}
	gone := errors.Join(p.discard(a), p.discard(b))
	if errors.Is(err, errors.ErrUnsupported) {
		return p.fail(ErrNoLinks, err)
	}
	return errors.Join(err, gone)
}
