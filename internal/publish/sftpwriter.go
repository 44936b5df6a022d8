package publish

import (
	"io"
	"sync"
)

// gather is a writer that takes at once and hands on what came meanwhile in one
// piece: a request of SFTP is small, and one packet of SSH carries many.
type gather struct {
	w    io.WriteCloser
	mu   sync.Mutex
	room sync.Cond // something was handed on
	work sync.Cond // something came
	held []byte
	err  error // of w, or that it is closed
}

// gathered is how much a gather holds before who writes has to wait.
const gathered = 256 << 10

func newGather(w io.WriteCloser) *gather {
	g := &gather{w: w}
	g.room.L, g.work.L = &g.mu, &g.mu
	go g.hand()
	return g
}

func (g *gather) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.held) >= gathered && g.err == nil {
		g.room.Wait()
	}
	if g.err != nil {
		return 0, g.err
	}
	g.held = append(g.held, p...)
	g.work.Signal()
	return len(p), nil
}

// hand hands on until there is an error.
func (g *gather) hand() {
	var spare []byte
	for {
		g.mu.Lock()
		for len(g.held) == 0 && g.err == nil {
			g.work.Wait()
		}
		batch, err := g.held, g.err
		g.held = spare[:0]
		g.room.Broadcast()
		g.mu.Unlock()
		if len(batch) > 0 && (err == nil || err == io.ErrClosedPipe) {
			if _, err := g.w.Write(batch); err != nil {
				g.stop(err)
			}
		}
		if err != nil {
			g.w.Close()
			return
		}
		spare = batch
	}
}

func (g *gather) stop(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err == nil {
		g.err = err
	}
	g.room.Broadcast()
	g.work.Broadcast()
}

// Close hands on what is held and closes.
func (g *gather) Close() error {
	g.stop(io.ErrClosedPipe)
	return nil
}
