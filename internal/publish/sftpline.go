package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"sync/atomic"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// meter knows when a byte last moved.
type meter struct{ last atomic.Int64 }

func (m *meter) tick() { m.last.Store(time.Now().UnixNano()) }

func (m *meter) idle(now time.Time) time.Duration {
	return time.Duration(now.UnixNano() - m.last.Load())
}

// metered is a connection with a meter.
type metered struct {
	net.Conn
	*meter
}

func (c *metered) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.tick()
	}
	return n, err
}

func (c *metered) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if n > 0 {
		c.tick()
	}
	return n, err
}

// line is a connection that is watched: when something waits and nothing moves,
// it is given up. What keeps the connection alive moves bytes as well, therefore
// those of SFTP itself are counted.
type line struct {
	waiting atomic.Int64
	moved   meter // SFTP
	wire    *meter
	stall   time.Duration
	host    string
	close   func()
	dead    chan struct{}
	cause   atomic.Pointer[error]
	asked   atomic.Int64 // since when the server owes a sign of life; 0: it does not
}

// start asks the server for SFTP.
func (r *remote) start(d *dialer) error {
	last := d.chain[len(d.chain)-1]
	r.ssh = last
	r.line = &line{wire: d.wire, stall: d.o.Stall, host: r.host, close: d.close, dead: make(chan struct{})}
	opened := newLimit(d.o.Connect, last)
	stop := context.AfterFunc(d.ctx, d.close)
	err := r.open(last)
	stop()
	late := !opened.stop()
	switch {
	case err == nil && !late && d.ctx.Err() == nil:
	case d.ctx.Err() != nil:
		d.close()
		return d.ctx.Err()
	case late:
		d.close()
		return because(ErrTimeout, err, r.host, seconds(d.o.Connect))
	default:
		d.close()
		return because(ErrNoSubsystem, err, r.host)
	}
	go r.line.watch(d.ctx, last)
	go func() { r.line.lose(r.c.Wait()) }()
	return nil
}

func (r *remote) open(c *ssh.Client) error {
	s, err := c.NewSession()
	if err != nil {
		return err
	}
	in, err := s.StdinPipe()
	if err != nil {
		return err
	}
	out, err := s.StdoutPipe()
	if err != nil {
		return err
	}
	complaints, err := s.StderrPipe()
	if err != nil {
		return err
	}
	go io.Copy(io.Discard, complaints) // unread, it would fill the window
	if err := s.RequestSubsystem("sftp"); err != nil {
		return err
	}
	r.c, err = sftp.NewClientPipe(&meteredReader{out, &r.line.moved}, newGather(&meteredWriter{in, &r.line.moved}), sftp.UseFstat(true))
	return err
}

type meteredReader struct {
	io.Reader
	m *meter
}

func (r *meteredReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.m.tick()
	}
	return n, err
}

type meteredWriter struct {
	io.WriteCloser
	m *meter
}

func (w *meteredWriter) Write(p []byte) (int, error) {
	n, err := w.WriteCloser.Write(p)
	if n > 0 {
		w.m.tick()
	}
	return n, err
}

func (l *line) resume() {
	if l.waiting.Load() == 0 {
		l.moved.tick()
	}
	l.waiting.Add(1)
}

func (l *line) pause() { l.waiting.Add(-1) }

// lose gives the connection up, for the first cause that is named.
func (l *line) lose(cause error) {
	if cause == nil {
		cause = io.EOF
	}
	if l.cause.CompareAndSwap(nil, &cause) {
		close(l.dead)
		l.close()
	}
}

// run runs an operation. An error that is no answer of the server, nor of what was
// read or written here, is one of the connection.
func (l *line) run(operation func() error) error {
	if l.cause.Load() != nil {
		return l.lost()
	}
	l.resume()
	err := operation()
	l.pause()
	if err == nil || answered(err) {
		return err
	}
	l.lose(err)
	return l.lost()
}

func answered(err error) bool {
	var known *Error
	var here *readError
	for _, e := range []error{fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, fs.ErrInvalid, fs.ErrClosed} {
		if errors.Is(err, e) {
			return true
		}
	}
	return errors.As(err, &known) || errors.As(err, &here)
}

func (l *line) lost() error {
	cause := *l.cause.Load()
	if errors.Is(cause, os.ErrDeadlineExceeded) {
		return because(ErrStalled, fmt.Errorf("%w: %w", ErrLost, cause), l.host, seconds(l.stall))
	}
	return because(ErrDropped, fmt.Errorf("%w: %w", ErrLost, cause), l.host)
}

// watch gives the connection up when ctx ends or the server falls silent. While
// nothing is asked of it, it is asked for a sign of life, so that no firewall on
// the way forgets the connection.
func (l *line) watch(ctx context.Context, c *ssh.Client) {
	every := min(max(l.stall/8, 10*time.Millisecond), 5*time.Second)
	clock := time.NewTicker(every)
	defer clock.Stop()
	for {
		select {
		case <-l.dead:
			return
		case <-ctx.Done():
			l.lose(context.Cause(ctx))
			return
		case now := <-clock.C:
			l.look(now, c)
		}
	}
}

func (l *line) look(now time.Time, c *ssh.Client) {
	owed := l.asked.Load()
	switch {
	case l.waiting.Load() > 0 && l.moved.idle(now) > l.stall,
		owed != 0 && now.UnixNano()-owed > int64(l.stall) && l.wire.idle(now) > l.stall:
		l.lose(os.ErrDeadlineExceeded)
	case owed == 0 && l.wire.idle(now) > l.stall/4:
		l.asked.Store(now.UnixNano())
		go func() {
			// Any answer is one, a refusal too.
			_, _, err := c.SendRequest("keepalive@openssh.com", true, nil)
			l.asked.Store(0)
			if err != nil {
				l.lose(err)
			}
		}()
	}
}
