package source

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
)

// Holds says whether Discover would find the same again, findings included,
// when nothing but these files or folders changed since. It looks at their
// names only, so it is quick to say so of a save, and not sure of anything
// else: when it says no, only Discover knows.
func (t Tree) Holds(r *Root, changed []string) bool {
	if t.links || t.seen == nil || t.Troubled {
		return false // what a link leads to may be anywhere
	}
	for _, name := range changed {
		if PassedOver(name) && filepath.IsLocal(name) {
			continue
		}
		folder, known := t.seen[name]
		st, err := r.root.Lstat(filepath.FromSlash(name))
		switch {
		case err == nil && st.Mode().IsRegular():
			if folder || !known && counts(name[strings.LastIndexByte(name, '/')+1:]) {
				return false
			}
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
			if known {
				return false
			}
		default:
			return false
		}
	}
	return true
}
