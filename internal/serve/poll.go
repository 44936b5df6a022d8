package serve

import (
	"context"
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"time"
)

// poller looks at all files again and again. It serves where the system does
// not tell of changes: on network drives, and beyond its limits.
type poller struct {
	began time.Time
	next  chan []string
	roots []string
	seen  map[string]look
}

// look is what the poller knows of a file.
type look struct {
	mod  time.Time
	size int64
	sum  [sha256.Size]byte // of the content when summed
	at   time.Time         // when it was summed; zero is never
}

const (
	pollEvery = 500 * time.Millisecond
	// pollMost bounds the pause after a slow round, so that a change is
	// noticed within two seconds wherever a round takes less than half of one.
	pollMost = 1500 * time.Millisecond
	// coarse is how inexact a file system's times may be. Within it two saves
	// can have one time, and only the content tells them apart.
	coarse = 2 * time.Second
)

func newPoller(roots []string, began time.Time) *poller {
	return &poller{began: began, next: make(chan []string, 1), roots: roots}
}

func (p *poller) setRoots(roots []string) {
	select {
	case <-p.next:
	default:
	}
	p.next <- roots
}

func (p *poller) run(ctx context.Context, reports chan<- report) error {
	p.round() // to know what there is
	since(p.roots, p.began, func(path string) { send(ctx, reports, report{path: path}) })
	for pause := pollEvery; ; {
		select {
		case <-ctx.Done():
			return nil
		case p.roots = <-p.next:
			send(ctx, reports, report{all: true})
		case <-time.After(pause):
		}
		start := time.Now()
		for _, path := range p.round() {
			send(ctx, reports, report{path: path})
		}
		// Slow drives are looked at less often: a third of the time at most.
		pause = min(max(pollEvery, 2*time.Since(start)), pollMost)
	}
}

// round looks at everything once, and lists what is not as it was.
func (p *poller) round() []string {
	var changed []string
	now := make(map[string]look, len(p.seen))
	for _, root := range p.roots {
		_ = visit(root, func(string) error { return nil }, func(path string, e fs.DirEntry) {
			st, err := e.Info()
			if err != nil {
				return // gone meanwhile
			}
			old, known := p.seen[path]
			l, differs := examine(path, st, old, known)
			now[path] = l
			if differs {
				changed = append(changed, path)
			}
		})
	}
	for path := range p.seen {
		if _, ok := now[path]; !ok {
			changed = append(changed, path)
		}
	}
	p.seen = now
	return changed
}

// examine compares a file with what is known of it. Its content is read only
// when its time and size do not settle the matter.
func examine(path string, st fs.FileInfo, old look, known bool) (l look, differs bool) {
	l = look{mod: st.ModTime(), size: st.Size()}
	same := known && old.mod.Equal(l.mod) && old.size == l.size
	if same && !old.at.IsZero() && old.at.Sub(old.mod) > coarse {
		return old, false // it was read long after it was last written
	}
	if same && old.at.IsZero() && time.Since(l.mod) > coarse {
		// Never read, since it was old already when first seen.
		return old, false
	}
	if !known && time.Since(l.mod) > coarse {
		return l, true
	}
	at := time.Now()
	sum, err := sumFile(path)
	if err != nil {
		return l, !same
	}
	l.sum, l.at = sum, at
	if known && !old.at.IsZero() {
		return l, old.sum != sum
	}
	return l, !same
}

func sumFile(path string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}
