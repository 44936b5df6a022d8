package pipeline

import (
	"io"
	"sync"

	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/source"
)

// files lets manuals look at what they show.
type files struct{ root *source.Root }

var _ manual.Files = files{}

// Size implements manual.Files.
func (f files) Size(name string) (int64, bool) {
	st, err := f.root.Stat(name)
	if err != nil || !st.Mode().IsRegular() {
		return 0, false
	}
	return st.Size(), true
}

// Open implements manual.Files.
func (f files) Open(name string) (io.ReadCloser, error) { return f.root.OpenFile(name) }

// assets remembers which files have been handed on, since several manuals may
// show the same one.
type assets struct{ done sync.Map }

func (a *assets) copy(f files, sink output.Sink, x manual.Asset) error {
	if _, again := a.done.LoadOrStore(x.Out, true); again {
		return nil
	}
	data, err := f.root.ReadFile(x.Source, source.MaxAsset)
	if err != nil {
		return err
	}
	return sink.Put(x.Out, data)
}
