package output

import (
	"path"
	"slices"
	"strings"
	"sync/atomic"
)

// oldSite is what the manifest says is there.
type oldSite struct {
	list    []Entry         // by path
	folders map[string]bool // of these
	last    atomic.Int32    // the one that was asked for last
}

func newOldSite(list []Entry) *oldSite {
	o := &oldSite{list: list, folders: map[string]bool{}}
	o.last.Store(-1)
	for _, e := range list {
		for dir := path.Dir(e.Path); dir != "." && !o.folders[dir]; dir = path.Dir(dir) {
			o.folders[dir] = true
		}
	}
	return o
}

// find gives the place of a path. Most are asked for in their order.
func (o *oldSite) find(path string) (i int, ok bool) {
	if i = int(o.last.Load()) + 1; i >= len(o.list) || o.list[i].Path != path {
		i, ok = slices.BinarySearchFunc(o.list, path, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
		if !ok {
			return 0, false
		}
	}
	o.last.Store(int32(i))
	return i, true
}

// has says whether the manifest lists a path.
func (o *oldSite) has(path string) bool {
	_, ok := o.find(path)
	return ok
}

// newSite is the files of the new site. Most are as the old site has them; of
// those it only notes that. It is for one goroutine at a time.
type newSite struct {
	old    *oldSite
	states []state // of the old site's files
	others pathMap // files that differ, or that the old site does not have
}

// state is what is known of a file of the old site in the new one.
type state uint8

const (
	absent  state = iota // not put
	claimed              // being put, or among the others
	asItWas              // put, and as it was
)

func newNewSite(old *oldSite) newSite {
	return newSite{old: old, states: make([]state, len(old.list))}
}

// claim notes that a file is being put, unless it was before.
func (n *newSite) claim(path string) bool {
	if i, ok := n.old.find(path); ok {
		if n.states[i] != absent {
			return false
		}
		n.states[i] = claimed
		return true
	}
	if _, ok := n.others.get(path); ok {
		return false
	}
	n.others.set(path, entry{})
	return true
}

// drop takes back a claim.
func (n *newSite) drop(path string) {
	if i, ok := n.old.find(path); ok {
		n.states[i] = absent
	}
	n.others.drop(path)
}

// keep notes that a file is as the old site has it, and gives its place there.
func (n *newSite) keep(path string) int {
	i, _ := n.old.find(path)
	n.states[i] = asItWas
	return i
}

// set notes a file that was written.
func (n *newSite) set(path string, e entry) { n.others.set(path, e) }

// get gives a file; ok is false if it was not put.
func (n *newSite) get(path string) (e entry, ok bool) {
	if e, ok = n.others.get(path); ok {
		return e, true
	}
	i, ok := n.old.find(path)
	if !ok || n.states[i] == absent {
		return e, false
	}
	if n.states[i] == asItWas {
		e = entry{size: n.old.list[i].Size, hash: n.old.list[i].Hash, ready: true}
	}
	return e, true
}

// paths lists the files, sorted.
func (n *newSite) paths() []string {
	var others []string
	for p := range n.others.all() {
		others = append(others, p)
	}
	slices.Sort(others)
	list := make([]string, 0, len(n.states)+len(others))
	for i, s := range n.states {
		if s == absent {
			continue
		}
		p := n.old.list[i].Path
		at, written := slices.BinarySearch(others, p)
		list, others = append(list, others[:at]...), others[at:]
		if !written {
			list = append(list, p)
		}
	}
	return append(list, others...)
}

// delta compares the new site with the old one.
func (n *newSite) delta(entries []Entry) Delta {
	var delta Delta
	old := n.old.list
	for _, e := range entries {
		for len(old) > 0 && old[0].Path < e.Path {
			delta.Removed = append(delta.Removed, old[0].Path)
			old = old[1:]
		}
		switch {
		case len(old) == 0 || old[0].Path != e.Path:
			delta.Added = append(delta.Added, e.Path)
			continue
		case old[0] != e:
			delta.Changed = append(delta.Changed, e.Path)
		}
		old = old[1:]
	}
	for _, e := range old {
		delta.Removed = append(delta.Removed, e.Path)
	}
	return delta
}
