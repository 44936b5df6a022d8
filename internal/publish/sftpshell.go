package publish

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

// longestCommand is how long a server may take for a command once it has all that
// it reads.
const longestCommand = 5 * time.Minute

// Run lets the user's shell on the server run a command in the target's folder,
// where more than SFTP is allowed. Who may use SFTP alone gets that whatever was
// asked for: it ends at once, and says nothing.
func (r *remote) Run(command string, in func(io.Writer) error, out io.Writer) error {
	if strings.ContainsAny(r.root, "\\!\r\n\x00") {
		return errors.ErrUnsupported // not every shell reads these alike
	}
	s, err := r.ssh.NewSession()
	if err != nil {
		return errors.ErrUnsupported
	}
	defer s.Close()
	stdin, err := s.StdinPipe()
	if err != nil {
		return errors.ErrUnsupported
	}
	s.Stdout, s.Stderr = out, io.Discard
	if err := s.Start("cd " + quoted(r.root) + " && " + command); err != nil {
		return errors.ErrUnsupported
	}
	to := &stdinWriter{line: r.line, w: stdin, closed: make(chan struct{})}
	var wrong error
	if in != nil {
		g := newGather(to)
		wrong = in(g)
		g.Close()
	} else {
		to.Close()
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Wait() }()
	limit := time.NewTimer(r.longest)
	defer limit.Stop()
	for feeding := to.closed; ; {
		select {
		case err = <-ended:
			return r.ended(wrong, to.failed.Load(), err)
		case <-feeding:
			feeding = nil
			limit.Reset(r.longest)
		case <-limit.C:
			if feeding != nil { // the line is watched
				limit.Reset(r.longest)
				continue
			}
			// It may go on there: nothing may be done where it works.
			err := because(ErrStalled, ErrLost, r.host, seconds(r.longest))
			r.line.lose(err)
			return err
		}
	}
}

// ended says what the end of a command means: wrong is what went wrong here.
func (r *remote) ended(wrong error, broken bool, err error) error {
	var exit *ssh.ExitError
	switch {
	case r.line.cause.Load() != nil:
		return r.line.lost()
	case wrong != nil && !broken:
		return wrong
	case err == nil && wrong == nil: // it may have left something unread
		return nil
	case err != nil && !errors.As(err, &exit):
		return fmt.Errorf("%w: %w", errStray, err)
	case r.full(r.root):
		return because(ErrFull, err, r.root)
	}
	return errors.ErrUnsupported
}

// stdinWriter is what a command on the server reads. While the server takes
// nothing of it, the server is what is waited for.
type stdinWriter struct {
	line   *line
	w      io.WriteCloser
	failed atomic.Bool
	closed chan struct{}
}

func (s *stdinWriter) Write(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var some int
		s.line.resume()
		some, err = s.w.Write(p[n:min(len(p), n+packet)])
		s.line.pause()
		s.line.moved.tick()
		n += some
	}
	if err != nil {
		s.failed.Store(true)
	}
	return n, err
}

func (s *stdinWriter) Close() error {
	defer close(s.closed)
	return s.w.Close()
}

// quoted is a word for a shell.
func quoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
