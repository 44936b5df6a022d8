package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// notifier is told of changes by the system. The system tells of one folder
// at a time, and of none that is not there: so every folder below a root is
// watched, and above each root the nearest folder that exists, since a root
// may go and come back (and a file that is saved by renaming does just that).
type notifier struct {
	began time.Time // of the build that nobody watched; zero once that is made up for
	next  chan []string

	roots   []string
	fs      *fsnotify.Watcher
	folders map[string]bool // watched, at or below a root
	anchors map[string]bool // watched, above a root
}

func newNotifier(roots []string, began time.Time) source {
	return &notifier{began: began, next: make(chan []string, 1), roots: roots}
}

func (n *notifier) setRoots(roots []string) {
	select {
	case <-n.next:
	default:
	}
	n.next <- roots
}

func (n *notifier) run(ctx context.Context, reports chan<- report) error {
	for {
		again, err := n.session(ctx, reports)
		if !again {
			return err
		}
		// Events were lost, or the roots are others: watch everything anew.
		send(ctx, reports, report{all: true})
	}
}

// session watches until something forces to begin anew.
func (n *notifier) session(ctx context.Context, reports chan<- report) (again bool, err error) {
	w, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return false, limit(err)
	}
	faults := gather(w.Errors)
	defer w.Close()
	n.fs, n.folders, n.anchors = w, map[string]bool{}, map[string]bool{}
	for _, root := range n.roots {
		if err := n.settle(root, func(string, fs.DirEntry) {}); err != nil {
			return false, err
		}
	}
	if !n.began.IsZero() {
		since(n.roots, n.began, func(path string) { send(ctx, reports, report{path: path}) })
		n.began = time.Time{} // from now on everything is told
	}
	for {
		select {
		case <-ctx.Done():
			return false, nil
		case n.roots = <-n.next:
			return true, nil
		case <-faults.more:
			err := faults.take()
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				return true, nil
			}
			if lim := limit(err); errors.Is(lim, errLimit) {
				return false, lim
			}
			send(ctx, reports, report{all: true})
		case ev, ok := <-w.Events:
			if !ok {
				return false, fs.ErrClosed
			}
			if err := n.event(ctx, ev, reports); err != nil {
				return false, err
			}
		}
	}
}

// faults are the watcher's, until somebody looks. The watcher waits for who reads
// them while it holds what Add and Remove need: who calls these must not be the one
// who reads.
type faults struct {
	more chan struct{} // there are some

	mu   sync.Mutex
	list error
}

// gather takes all that comes, until from is closed.
func gather(from <-chan error) *faults {
	f := &faults{more: make(chan struct{}, 1)}
	go func() {
		for err := range from {
			f.mu.Lock()
			f.list = errors.Join(f.list, err)
			f.mu.Unlock()
			select {
			case f.more <- struct{}{}:
			default: // they are known already
			}
		}
	}()
	return f
}

// take are all that came since.
func (f *faults) take() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := f.list
	f.list = nil
	return list
}

// event looks at one thing that the system tells.
func (n *notifier) event(ctx context.Context, ev fsnotify.Event, reports chan<- report) error {
	if ev.Op == fsnotify.Chmod {
		return nil
	}
	path := filepath.Clean(ev.Name)
	gone := ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename)
	if gone {
		n.forget(path)
	}
	file := func(path string, _ fs.DirEntry) { send(ctx, reports, report{path: path}) }
	for _, root := range n.roots {
		switch {
		case within(root, path):
			// The root itself, or a folder on the way to it, came or went.
			send(ctx, reports, report{path: root})
			if err := n.settle(root, file); err != nil {
				return err
			}
		case !within(path, root) || hidden(path, root):
		case gone:
			send(ctx, reports, report{path: path})
		default:
			send(ctx, reports, report{path: path})
			if ev.Has(fsnotify.Create) {
				if err := n.add(path, file); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// hidden says whether something on the way from root to path is ignored.
func hidden(path, root string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != "." && slices.ContainsFunc(strings.Split(rel, string(filepath.Separator)), ignored)
}

// settle watches a root and the folder above it.
func (n *notifier) settle(root string, file func(string, fs.DirEntry)) error {
	for {
		anchor := filepath.Dir(root)
		for !isDir(anchor) && filepath.Dir(anchor) != anchor {
			anchor = filepath.Dir(anchor)
		}
		if !n.anchors[anchor] && !n.folders[anchor] {
			if err := n.fs.Add(anchor); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return limit(err)
			}
			n.anchors[anchor] = true
		}
		if err := n.add(root, file); err != nil {
			return err
		}
		// What came between looking and watching was not told of.
		if anchor == filepath.Dir(root) || !onTheWay(anchor, root) {
			return nil
		}
	}
}

// onTheWay says whether the folder below anchor that leads to root is there.
func onTheWay(anchor, root string) bool {
	for dir := filepath.Dir(root); dir != anchor; dir = filepath.Dir(dir) {
		if filepath.Dir(dir) == anchor {
			return isDir(dir)
		}
	}
	return false
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

// add watches a folder and all below it; of a file that is there it tells.
func (n *notifier) add(path string, file func(string, fs.DirEntry)) error {
	return visit(path, func(dir string) error {
		// Also one that is watched already: it may be a new one of that name.
		if err := n.fs.Add(dir); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return limit(err)
		}
		n.folders[dir] = true
		return nil
	}, file)
}

// forget no longer watches a folder that went, nor what was below it: the
// system would go on to tell of it under its old name.
func (n *notifier) forget(path string) {
	for _, set := range []map[string]bool{n.folders, n.anchors} {
		for dir := range maps.Keys(set) {
			if within(dir, path) {
				_ = n.fs.Remove(dir) // it may have gone by itself
				delete(set, dir)
			}
		}
	}
}

// limit sorts an error of the system.
func limit(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) ||
		errors.Is(err, syscall.ENOMEM) {
		return errLimit
	}
	return err
}
