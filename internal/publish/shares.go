package publish

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// shareCount is among how many commands work is shared out. A name costs a server
// the same whoever asks for it, and most have as many processors at least.
const shareCount = 4

// shares shares out what is in a folder among some commands, so that each has about
// as many files. How many there are below a name is guessed from the site: it is much
// as the release before was.
func (j *job) shares(dir string) ([][]string, error) {
	list, err := j.List(dir)
	if err != nil {
		return nil, err
	}
	below := map[string]int{}
	for _, f := range j.site.Files {
		top, _, _ := strings.Cut(f.Path, "/")
		below[top]++
	}
	slices.SortFunc(list, func(a, b Info) int {
		return cmp.Or(cmp.Compare(below[b.Name], below[a.Name]), strings.Compare(a.Name, b.Name))
	})
	all := make([][]string, shareCount)
	files := make([]int, shareCount)
	for _, st := range list {
		least := slices.Index(files, slices.Min(files))
		all[least] = append(all[least], st.Name)
		files[least] += 1 + below[st.Name]
	}
	return slices.DeleteFunc(all, func(names []string) bool { return len(names) == 0 }), nil
}

// copyShared is copyTree by several commands, each of which has its share of what is
// in the folder. files is nil where what there is then has to be asked for.
func (j *job) copyShared(from, to string, shares [][]string, look bool) (files map[string]Info, others []other, err error) {
	if err := j.Mkdir(to); err != nil {
		return nil, nil, err
	}
	copied := make([]error, len(shares))
	found, err := j.listShared(to, shares, func(i int) error {
		if copied[i] = j.copySome(from, to, shares[i]); !look {
			return errors.ErrUnsupported
		}
		return copied[i]
	})
	if err == nil {
		err = j.onlyThese(to, shares)
	}
	if bad := errors.Join(copied...); bad != nil || err != nil {
		return nil, nil, bad // why it was not listed, who asks next is told
	}
	return found.files, found.others, nil
}

// listing is what a folder has, by the paths from it.
type listing struct {
	files  map[string]Info
	others []other
}

// listShared is listTree by several commands, each of which begins when something
// before it is done.
func (j *job) listShared(dir string, shares [][]string, before func(i int) error) (all listing, err error) {
	var g errgroup.Group
	parts := make([]listing, len(shares))
	for i, names := range shares {
		g.Go(func() (err error) {
			if err = before(i); err == nil {
				parts[i].files, parts[i].others, err = j.listSome(dir, names)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return all, err
	}
	all.files = map[string]Info{}
	for _, p := range parts {
		if len(p.files) > len(all.files) {
			all.files, p.files = p.files, all.files
		}
		maps.Copy(all.files, p.files)
		all.others = append(all.others, p.others...)
	}
	slices.SortFunc(all.others, other.compare)
	return all, nil
}

// onlyThese looks whether a folder has what was shared out, and nothing else.
func (p *place) onlyThese(dir string, shares [][]string) error {
	list, err := p.List(dir)
	names := slices.Sorted(slices.Values(slices.Concat(shares...)))
	for _, st := range list {
		if _, known := slices.BinarySearch(names, st.Name); !known {
			return errors.ErrUnsupported
		}
	}
	if err == nil && len(list) != len(names) {
		err = errors.ErrUnsupported
	}
	return err
}
