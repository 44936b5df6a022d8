package source

import (
	"crypto/sha256"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Names finds files by the names that authors write. A name counts as it is
// spelled, capitals included, whatever the file system thinks of that: what is
// found on Windows or macOS must be found on the server too. Only the two ways
// in which Unicode writes an accent are one, since macOS picks its own.
//
// A folder is listed once, at the first question. Names is safe for concurrent
// use and good for one build.
type Names struct {
	read    func(dir string) ([]fs.DirEntry, error)
	trouble func(dir string, err error)
	mu      sync.Mutex
	folders map[string]*folder // by the name asked for
}

// folder is what a folder holds.
type folder struct {
	name  string   // as the file system spells it
	list  []string // what it holds, as spelled, sorted
	blind bool     // it is there, but cannot be listed
	// Of names that are not spelled in NFC, as hardly any are.
	spelled map[string]string // NFC → as spelled, when there is none in NFC
	doubles map[string]string // NFC → another spelling of it
}

// NewNames makes the Names of a content folder. trouble is told of folders that
// are there and cannot be listed; any name counts as being in them.
func NewNames(r *Root, trouble func(dir string, err error)) *Names {
	return &Names{read: r.ReadDir, trouble: trouble, folders: map[string]*folder{}}
}

// Find returns a file or folder as the file system spells it. name is clean,
// relative to the root, with forward slashes.
func (n *Names) Find(name string) (spelled string, ok bool) {
	if name == "." {
		return name, true
	}
	dir, base := split(name)
	f := n.folder(dir)
	switch {
	case f == nil:
		return "", false
	case f.blind:
		return f.path(base), true
	}
	base = norm.NFC.String(base)
	if _, ok = slices.BinarySearch(f.list, base); !ok {
		base, ok = f.spelled[base]
	}
	if !ok {
		return "", false
	}
	return f.path(base), true
}

// path is the name of what is in the folder, from the root.
func (f *folder) path(base string) string {
	if f.name == "." {
		return base
	}
	return f.name + "/" + base
}

// Double returns the other file of a folder whose name is the same but for the
// way in which Unicode writes its accents; "" when there is none.
func (n *Names) Double(name string) string {
	dir, base := split(name)
	if f := n.folder(dir); f != nil {
		if other := f.doubles[norm.NFC.String(base)]; other != "" {
			return f.path(other)
		}
	}
	return ""
}

// In lists what a folder holds, as spelled and sorted; nothing when there is no
// such folder.
func (n *Names) In(dir string) []string {
	if f := n.folder(path.Clean(dir)); f != nil {
		return f.list
	}
	return nil
}

// Above is the nearest folder that there is on the way to a name: what decides
// whether the name can be found.
func (n *Names) Above(name string) string {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if n.folder(dir) != nil || dir == "." {
			return dir
		}
	}
}

// Sum identifies what a folder holds; zero when there is no such folder. ok is
// false when that cannot be told.
func (n *Names) Sum(dir string) (sum [sha256.Size]byte, ok bool) {
	f := n.folder(dir)
	if f == nil {
		return sum, true
	}
	return sha256.Sum256([]byte(strings.Join(f.list, "/"))), !f.blind
}

func split(name string) (dir, base string) {
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return ".", name
	}
	return name[:i], name[i+1:]
}

// folder lists a folder, or remembers it; nil when there is none.
func (n *Names) folder(name string) *folder {
	n.mu.Lock()
	f, known := n.folders[name]
	n.mu.Unlock()
	if known {
		return f
	}
	if spelled, ok := n.Find(name); ok {
		f = n.list(spelled)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.folders[name] = f
	return f
}

func (n *Names) list(name string) *folder {
	entries, err := n.read(name)
	if err != nil {
		if Absent(err) {
			return nil
		}
		n.trouble(name, err)
		return &folder{name: name, blind: true}
	}
	f := &folder{name: name, list: fullNames(".", entries)}
	slices.Sort(f.list)
	for _, base := range f.list {
		key := norm.NFC.String(base)
		if key == base {
			continue
		}
		if f.spelled == nil {
			f.spelled, f.doubles = map[string]string{}, map[string]string{}
		}
		_, twice := f.spelled[key]
		if _, plain := slices.BinarySearch(f.list, key); plain || twice {
			f.doubles[key] = base
		} else {
			f.spelled[key] = base
		}
	}
	return f
}
