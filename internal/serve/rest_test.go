package serve

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"folio/internal/diag"
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

// slow is a Builder whose rest takes until its context ends.
type slow struct {
	calls chan []string
	cut   chan error
}

func (s slow) Build(ctx context.Context, changed []string) (Result, error) {
	s.calls <- changed
	if len(changed) > 0 {
		return Result{Site: &output.Site{}, Rest: true}, nil
	}
	<-ctx.Done()
	s.cut <- ctx.Err()
	return Result{}, ctx.Err()
}

// TestASaveComesBeforeTheRest: what was left is given up when a change comes,
// and asked for again after it.
func TestASaveComesBeforeTheRest(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	s := slow{make(chan []string, 10), make(chan error, 10)}
	changes := make(chan []string)
	l := &loop{
		builder: s, board: newBoard(), log: &terminal{w: io.Discard, msg: i18n.For(i18n.Spanish)},
		watch: &watcher{changes: changes, roots: make(chan []string, 10)},
	}
	go l.run(ctx)
	for range 3 {
		changes <- []string{"a.md"}
		if c := <-s.calls; len(c) != 1 {
			t.Fatalf("a build of %v", c)
		}
		if c := <-s.calls; c == nil || len(c) != 0 {
			t.Fatalf("the rest is asked for with %#v", c)
		}
	}
	for range 2 {
		if err := <-s.cut; !errors.Is(err, context.Canceled) {
			t.Errorf("the rest ended with %v", err)
		}
	}
}

// unsure is a Builder to which the system does not hand over everything.
type unsure struct{}

func (unsure) Build(context.Context, []string) (Result, error) {
	var found diag.List
	found.Add(diag.Fatal, "SRC-14", diag.Pos{Path: "a.md"})
	return Result{Findings: found, Unsure: true}, nil
}

// TestWhatTheSystemDidNotHandOverIsAskedForAgain: by itself, and its finding is
// said once.
func TestWhatTheSystemDidNotHandOverIsAskedForAgain(t *testing.T) {
	var said strings.Builder
	l := &loop{
		builder: unsure{}, board: newBoard(), log: &terminal{w: &said, msg: i18n.For(i18n.Spanish)},
		watch: &watcher{roots: make(chan []string, 10), redo: make(chan struct{}, 1)},
	}
	for range 3 {
		l.build(context.Background(), []string{"a.md"})
		select {
		case <-l.watch.redo:
		default:
			t.Error("nobody looks again")
		}
	}
	if n := strings.Count(said.String(), "SRC-14"); n != 1 {
		t.Errorf("said %d times:\n%s", n, said.String())
	}
}
