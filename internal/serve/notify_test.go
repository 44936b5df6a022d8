package serve

import (
	"errors"
	"syscall"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// TestFaultsOfTheWatcherNeverWait: the watcher hands over its faults while it holds
// what Remove needs, and the preview once stood still for ever: it was removing a
// folder, and read no fault meanwhile.
func TestFaultsOfTheWatcherNeverWait(t *testing.T) {
	from := make(chan error) // without room, as the watcher's
	f := gather(from)
	for range 1000 {
		from <- syscall.ENOENT // nobody looks
	}
	from <- fsnotify.ErrEventOverflow
	from <- syscall.ENOSPC
	from <- syscall.ENOENT // what came before this one is noted
	<-f.more
	err := f.take()
	if more := f.take(); more != nil { // came while the first were taken
		err = errors.Join(err, more)
	}
	for _, want := range []error{syscall.ENOENT, fsnotify.ErrEventOverflow} {
		if !errors.Is(err, want) {
			t.Errorf("%v is lost", want)
		}
	}
	if !errors.Is(limit(err), errLimit) {
		t.Error("the limit of the system is lost")
	}
}
