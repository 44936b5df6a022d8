package serve

import (
	"context"
	"io"
	"testing"
	"time"

	"folio/internal/i18n"
	"folio/internal/output"
)

// lazy is a Builder that leaves a rest after each change, and notes how it is
// called.
type lazy chan []string

func (l lazy) Build(_ context.Context, changed []string) (Result, error) {
	l <- changed
	return Result{Site: &output.Site{}, Rest: len(changed) > 0}, nil
}

// TestWhatABuildLeavesIsMadeInAPause: a builder that hurried is called again,
// once, with no changes.
func TestWhatABuildLeavesIsMadeInAPause(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	calls := make(lazy, 10)
	changes := make(chan []string)
	l := &loop{
		builder: calls, board: newBoard(), log: &terminal{w: io.Discard, msg: i18n.For(i18n.Spanish)},
		watch: &watcher{changes: changes, roots: make(chan []string, 10)},
	}
	go l.run(ctx)
	changes <- []string{"a.md"}
	next := func() []string {
		select {
		case c := <-calls:
			return c
		case <-ctx.Done():
			t.Fatal("no further build")
			return nil
		}
	}
	if c := next(); len(c) != 1 {
		t.Fatalf("first build of %v", c)
	}
	if c := next(); c == nil || len(c) != 0 {
		t.Fatalf("the rest is asked for with %#v, not an empty list", c)
	}
	select {
	case c := <-calls:
		t.Errorf("a further build, of %v", c)
	case <-time.After(2 * restAfter):
	}
}
