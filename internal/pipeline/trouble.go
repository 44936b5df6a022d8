package pipeline

import (
	"io"
	"maps"
	"slices"
	"sync"

	"folio/internal/diag"
	"folio/internal/source"
)

// troubles are the files and folders of a build that the system did not hand
// over, for another reason than that they are not there. What has been made
// since cannot be told from what is right, so nothing of it is published or
// remembered: each is a fatal finding, and the cache takes no more entries.
// A file of which nobody knows whether it is there counts as there, so that
// nothing else is said of it.
type troubles struct {
	mu   sync.Mutex
	errs map[string]error // by name from the root; the first of each
}

func (t *troubles) add(name string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.errs == nil {
		t.errs = map[string]error{}
	}
	if _, known := t.errs[name]; !known {
		t.errs[name] = err
	}
}

func (t *troubles) any() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.errs) > 0
}

func (t *troubles) findings(root *source.Root) diag.List {
	t.mu.Lock()
	defer t.mu.Unlock()
	var found diag.List
	for _, name := range slices.Sorted(maps.Keys(t.errs)) {
		found.Add(diag.Fatal, source.Unreadable(t.errs[name]), diag.Pos{Path: root.Shown(name)})
	}
	return found
}

// troubled says that what is made may be wrong, and is not to be remembered.
func (b *build) troubled() bool {
	return b.tree.Troubled || b.files.troubles.any() || b.spool.Err() != nil
}

// watched is an open file whose errors are troubles.
type watched struct {
	io.ReadCloser
	name     string
	troubles *troubles
}

// Read implements io.Reader.
func (w watched) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		w.troubles.add(w.name, err)
	}
	return n, err
}
