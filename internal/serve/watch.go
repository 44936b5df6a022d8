package serve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// watcher says which sources changed, once they have come to rest.
type watcher struct {
	// changes delivers what changed since the last delivery, sorted; nil is
	// that everything may have. Until it is taken, more is added to it.
	changes chan []string
	done    chan struct{} // closed when the watcher has ended
	roots   chan []string
	redo    chan struct{}
}

// How long the sources must be at rest. A single save should show at once; a
// checkout of another branch should be one build, not twenty. A file that is
// empty or away for the moment is about to be written: showing that would take
// the page from under its reader.
const (
	singleFiles = 2 // with the name that an editor writes to before it renames
	fewFiles    = 8
	lullSingle  = 8 * time.Millisecond
	lullFew     = 40 * time.Millisecond
	lullMany    = 150 * time.Millisecond
	ceilingFew  = 400 * time.Millisecond // after the first change
	ceilingMany = 2 * time.Second
	// retryAfter is the pause after a build that the environment let fail.
	retryAfter = 2 * time.Second
)

// source tells of changes as they come, in bursts and repeatedly.
type source interface {
	// run reports until ctx is done. It may return errLimit, when the system
	// will not tell of so many files; nothing reported before is lost.
	run(ctx context.Context, report chan<- report) error
	// setRoots changes what is watched. It does not block.
	setRoots(roots []string)
}

// report is what a source saw.
type report struct {
	path string
	all  bool // too much happened to say what
}

// errLimit is that the system refuses to watch so many files.
var errLimit = errors.New("too many files to watch")

// startWatcher watches roots. What changed since began is delivered first, so
// that nothing is lost between a build and the watch. note prints a line for
// the user.
func startWatcher(ctx context.Context, roots []string, began time.Time, poll bool, note func(key string, args ...string)) *watcher {
	w := &watcher{
		changes: make(chan []string), done: make(chan struct{}),
		roots: make(chan []string, 1), redo: make(chan struct{}, 1),
	}
	reports := make(chan report, 256)
	roots = clean(roots)
	told := newNotifier
	if remote, ok := firstRemote(roots); poll || ok {
		told = nil
		if !poll {
			note("serve.polling.remote", filepath.ToSlash(remote))
		}
	}
	go w.watch(ctx, roots, began, told, note, reports)
	go w.gather(ctx, reports)
	return w
}

// setRoots changes what is watched.
func (w *watcher) setRoots(roots []string) {
	select {
	case <-w.roots: // one that nobody has taken yet is out of date
	default:
	}
	w.roots <- clean(roots)
}

// again makes the next delivery one of everything, which comes by itself after
// a while.
func (w *watcher) again() {
	select {
	case w.redo <- struct{}{}:
	default:
	}
}

func clean(roots []string) []string {
	out := make([]string, len(roots))
	for i, r := range roots {
		out[i] = filepath.Clean(r)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// watch runs the source that told makes, and when that meets a limit, or told
// is nil, the one that has none.
func (w *watcher) watch(ctx context.Context, roots []string, began time.Time, told func([]string, time.Time) source,
	note func(key string, args ...string), reports chan<- report,
) {
	defer close(w.done)
	for {
		var src source
		if told != nil {
			src = told(roots, began)
		} else {
			src = newPoller(roots, began)
		}
		ended := make(chan error, 1)
		go func() { ended <- src.run(ctx, reports) }()
		for running := true; running; {
			select {
			case next := <-w.roots:
				if !slices.Equal(roots, next) {
					roots = next
					src.setRoots(next)
				}
			case err := <-ended:
				if ctx.Err() != nil {
					return
				}
				running, told = false, nil
				if errors.Is(err, errLimit) {
					note("serve.polling.limit")
				} else {
					note("serve.polling.failed")
				}
			}
		}
		// Between the two sources anything may have happened.
		send(ctx, reports, report{all: true})
	}
}

func send(ctx context.Context, reports chan<- report, r report) {
	select {
	case reports <- r:
	case <-ctx.Done():
	}
}

// gather collects reports until the sources are at rest.
func (w *watcher) gather(ctx context.Context, reports <-chan report) {
	pending := map[string]bool{}
	var all, redo bool
	var first time.Time
	rest := time.NewTimer(time.Hour)
	rest.Stop()
	var out chan []string // w.changes when there is something to deliver
	var batch []string
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-reports:
			if len(pending) == 0 && !all {
				first = time.Now()
			}
			all = all || r.all
			if !r.all {
				pending[r.path] = true
			}
			out = nil
			rest.Reset(pause(len(pending), all, !all && isSave(pending), time.Since(first)))
		case <-w.redo:
			redo = true
			rest.Reset(retryAfter)
		case <-rest.C:
			out, batch = w.changes, nil
			if !all && !redo {
				batch = make([]string, 0, len(pending))
				for p := range pending {
					batch = append(batch, p)
				}
				slices.Sort(batch)
			}
		case out <- batch:
			clear(pending)
			all, redo, out = false, false, nil
		}
	}
}

// pause is how long to wait for another report, when n paths are known, which
// are a save or not, and the first report was age ago.
func pause(n int, all, save bool, age time.Duration) time.Duration {
	lull, ceiling := lullFew, ceilingFew
	switch {
	case n > fewFiles || all:
		lull, ceiling = lullMany, ceilingMany
	case save:
		lull = lullSingle
	}
	return max(0, min(lull, ceiling-age))
}

// isSave says whether the changes look like one file that has been saved: it
// is there and not empty.
func isSave(paths map[string]bool) bool {
	if len(paths) > singleFiles {
		return false
	}
	saved := false
	for p := range paths {
		st, err := os.Lstat(p)
		switch {
		case errors.Is(err, fs.ErrNotExist): // the name before a rename, perhaps
		case err != nil || !st.Mode().IsRegular() || st.Size() == 0:
			return false
		default:
			saved = true
		}
	}
	return saved
}

// ignored says whether a name is none of an author's: hidden ones, and what
// editors write beside the file that they save.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." && name != ".." || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swx") ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") || name == "4913"
}

// since reports what was written at began or later. A folder counts as
// written when something in it came, went or was renamed.
func since(roots []string, began time.Time, report func(path string)) {
	// The times of files come from a clock that runs in ticks.
	const tick = 20 * time.Millisecond
	began = began.Add(-tick)
	late := func(path string) bool {
		st, err := os.Stat(path)
		return err == nil && !st.ModTime().Before(began)
	}
	for _, root := range roots {
		if _, err := os.Stat(root); err != nil && late(filepath.Dir(root)) {
			report(root) // it went
		}
		_ = visit(root, func(path string) error {
			if late(path) {
				report(path)
			}
			return nil
		}, func(path string, e fs.DirEntry) {
			if st, err := e.Info(); err == nil && !st.ModTime().Before(began) {
				report(path)
			}
		})
	}
}

// visit walks a file or a folder and what is below it, and leaves out what is
// ignored. What vanishes meanwhile is not there. folder is called before what
// is in it is read; an error of it ends the walk.
func visit(path string, folder func(path string) error, file func(path string, st fs.DirEntry)) error {
	st, err := os.Lstat(path)
	if err != nil {
		return nil
	}
	if st.Mode()&fs.ModeSymlink != 0 { // only a root is followed
		if st, err = os.Stat(path); err != nil {
			return nil
		}
	}
	return visitEntry(path, fs.FileInfoToDirEntry(st), folder, file)
}

func visitEntry(path string, e fs.DirEntry, folder func(string) error, file func(string, fs.DirEntry)) error {
	if !e.IsDir() {
		file(path, e)
		return nil
	}
	if err := folder(path); err != nil {
		return err
	}
	list, err := os.ReadDir(path)
	if err != nil {
		return nil
	}
	for _, e := range list {
		if ignored(e.Name()) {
			continue
		}
		if err := visitEntry(filepath.Join(path, e.Name()), e, folder, file); err != nil {
			return err
		}
	}
	return nil
}

// within says whether path is dir or below it.
func within(path, dir string) bool {
	if path == dir {
		return true
	}
	if dir == "." {
		return filepath.IsLocal(path)
	}
	rest, ok := strings.CutPrefix(path, dir)
	return ok && (rest[0] == filepath.Separator || strings.HasSuffix(dir, string(filepath.Separator)))
}
