// Package serve shows a site while it is being written: it watches the
// sources, has the site built in memory at every save, and serves it on this
// machine with a script that patches the open page.
//
// It knows the making of a site only as a Builder. What it serves is what was
// built, byte for byte, and one script tag; it reads no file at a request.
package serve

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
)

// Builder makes the site in memory.
type Builder interface {
	// Build makes the site as the sources are now. changed lists what the
	// watcher saw since the last call, as paths below one of Result.Roots in
	// the same form; each may be a file or a folder (then anything below it
	// may have changed), and may be gone. nil means everything; an empty list
	// asks for the rest that the last call left. The error is
	// for the environment; the preview goes on, and shows it. A build whose
	// context ends stops soon, and the next one makes up for it.
	Build(ctx context.Context, changed []string) (Result, error)
}

// Result is what a build gives.
type Result struct {
	// Site is nil when nothing whole could be made of the sources: then the
	// last site is served on.
	Site     *output.Site
	Findings diag.List
	Pages    int // in the site
	Manuals  int // in the site
	// Rest says that something was left for a pause, so that the page shows
	// sooner: Build is called again, with an empty list of changes, when no
	// change has come for a while.
	Rest bool
	// Unsure says that the system did not hand over part of the sources, for a
	// reason that may pass: the next build is of everything, and comes by itself.
	Unsure bool
	// Roots are the folders and files to watch, which need not exist.
	Roots []string
	// Sources lists the source files whose findings concern a page, in the
	// form of diag.Pos.Path. A nil function is that it is not known; then
	// every page shows all findings. It is called from many goroutines.
	Sources func(page string) []string
	// Live are the places of the diagrams that the browser draws, by their page's
	// path in the site, in the order in which the page has them: what is wrong
	// with one only the browser can say, and the preview with it.
	Live map[string][]diag.Pos
}

// Options is how to serve.
type Options struct {
	Host string // address to listen on; "" is 127.0.0.1
	Port int    // the first to try; when it is taken, the next free one is used. 0 is any
	// Asked says that the author named the port, and is told when it is taken.
	Asked bool
	Open  bool // open the site in the browser
	Poll  bool // look at the files again and again instead of being told of changes
	// Editor is the command that opens a file in the author's editor:
	// "code", "subl -w", "editor {file} {line} {col}". Empty is none.
	Editor string
	// Dir is the folder that the positions of findings are relative to; ""
	// is the current one.
	Dir      string
	Messages *i18n.Catalog
	Log      io.Writer
	// Explain puts an error of the builder into words; nil takes its own.
	Explain func(error) string
	// Code explains a finding's code; nil knows none.
	Code func(diag.Code) (check.Explanation, bool)
	// Ready, if not nil, is called once with the site's address.
	Ready func(url string)

	idle time.Duration // see idleTimeout; 0 is that
}

// idleTimeout is how long a connection that nobody uses is kept. The streams of
// events are in use as long as their tabs.
const idleTimeout = 2 * time.Minute

// Run serves until ctx is done, which is no error. It fails when it cannot
// listen, or when the very first build meets a failure of the environment.
func Run(ctx context.Context, opt Options, builder Builder) error {
	if opt.Host == "" {
		opt.Host = "127.0.0.1"
	}
	log := &terminal{w: opt.Log, msg: opt.Messages, explain: opt.Explain}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	began := time.Now()
	first, err := builder.Build(ctx, nil)
	if err != nil {
		return err
	}
	took := time.Since(began)
	ln, err := listen(opt.Host, opt.Port)
	if err != nil {
		return err
	}
	b := newBoard()
	b.publish(first)
	s := newServer(opt, ln.Addr().(*net.TCPAddr), b, log)
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       cmp.Or(opt.idle, idleTimeout),
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(ln) }()

	if port := ln.Addr().(*net.TCPAddr).Port; opt.Asked && opt.Port != 0 && port != opt.Port {
		log.note("serve.port", itoa(opt.Port), itoa(port))
	}
	log.start(s.url, opt.Host, first, took)
	if opt.Ready != nil {
		opt.Ready(s.url)
	}
	if opt.Open {
		if err := openBrowser(s.url); err != nil {
			log.note("serve.no-browser", s.url)
		}
	}
	l := &loop{builder: builder, board: b, log: log, last: first}
	l.watch = startWatcher(ctx, first.Roots, began, opt.Poll, log.note)
	if first.Unsure {
		l.watch.again()
	}
	go l.run(ctx)

	select {
	case <-ctx.Done():
		err = nil
	case err = <-served:
		if errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
	}
	cancel()
	_ = srv.Close()
	<-l.watch.done
	return err
}

// listen takes a port, or the next free one.
func listen(host string, port int) (net.Listener, error) {
	const tries = 100
	var first error
	for i := range tries {
		ln, err := net.Listen("tcp", net.JoinHostPort(host, itoa(port+i)))
		if err == nil {
			return ln, nil
		}
		if first == nil {
			first = err
		}
		if port == 0 || port+i >= 65535 || !taken(err) {
			break
		}
	}
	return nil, &ListenError{Addr: net.JoinHostPort(host, itoa(port)), Err: first}
}

// ListenError is that the server cannot have an address, nor one of the next
// ports.
type ListenError struct {
	Addr string
	Err  error
}

func (e *ListenError) Error() string { return "listen on " + e.Addr + ": " + e.Err.Error() }

// Unwrap gives what the system said.
func (e *ListenError) Unwrap() error { return e.Err }

// Explain finds the words for an error of Run, as output.Explain does.
func Explain(err error) (key string, args []string, ok bool) {
	var e *ListenError
	if errors.As(err, &e) {
		return "serve.listen", []string{e.Addr}, true
	}
	return "", nil, false
}

// loop builds at every change.
type loop struct {
	builder Builder
	board   *board
	log     *terminal
	watch   *watcher
	last    Result
	failing string // the words of the last failure of the environment
}

func (l *loop) run(ctx context.Context) {
	for {
		var pause <-chan time.Time
		if l.last.Rest {
			pause = time.After(restAfter)
		}
		select {
		case <-ctx.Done():
			return
		case changed := <-l.watch.changes:
			l.build(ctx, changed)
		case <-pause:
			l.finish(ctx)
		}
	}
}

// restAfter is how long an author must pause before the rest is made.
const restAfter = 700 * time.Millisecond

// finish makes what the last build left, without a word: no page changes. A
// change that comes meanwhile is more urgent; the build after it says anew what
// is left.
func (l *loop) finish(ctx context.Context) {
	l.last.Rest = false
	quiet, cancel := context.WithCancel(ctx)
	defer cancel()
	type outcome struct {
		Result
		error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := l.builder.Build(quiet, []string{})
		done <- outcome{r, err}
	}()
	var changed []string
	urgent := false
	var o outcome
	select {
	case o = <-done:
	case changed = <-l.watch.changes:
		urgent = true
		cancel()
		o = <-done
	}
	if ctx.Err() != nil {
		return
	}
	if o.error == nil { // else the next change says so
		l.board.publish(o.Result)
		l.last = o.Result
		if o.Unsure {
			l.watch.again()
		}
	}
	if urgent {
		l.build(ctx, changed)
	}
}

func (l *loop) build(ctx context.Context, changed []string) {
	began := time.Now()
	r, err := l.builder.Build(ctx, changed)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		// The environment fails for a moment, such as a folder that is being
		// replaced: what is known stays, and the next try is of everything,
		// since nobody knows what was missed.
		why := l.log.why(err)
		if l.failing != why {
			l.board.fail(why)
			l.log.failed(changed, why)
		}
		l.failing = why
		l.watch.again()
		return
	}
	if l.failing != "" && r.Site != nil {
		l.log.recovered(changed, r)
	}
	l.failing = ""
	delta := l.board.publish(r)
	l.log.rebuilt(changed, r, l.last.Findings, delta, time.Since(began))
	l.last = r
	l.watch.setRoots(r.Roots)
	if r.Unsure {
		l.watch.again()
	}
}
