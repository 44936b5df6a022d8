package publish

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

// copier is a target that can give all files of a folder second names at once.
type copier interface {
	// CopyTree makes a folder like another, whose files it has under second names.
	// ErrUnsupported is a place that cannot; a part of the folder may be there then.
	CopyTree(ctx context.Context, from, to string) error
}

// longestCopy is how long a server may take for a folder's names.
const longestCopy = 5 * time.Minute

// CopyTree asks the server's own cp, where more than SFTP is allowed: a site of
// thousands of pages takes it a blink, and as many questions otherwise.
func (r *remote) CopyTree(ctx context.Context, from, to string) error {
	s, err := r.ssh.NewSession()
	if err != nil {
		return errors.ErrUnsupported
	}
	defer s.Close()
	// Who may use SFTP only gets that, whatever was asked for: it ends at once, for
	// there is nothing to read, and no folder is there then.
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(""), io.Discard, io.Discard
	done := make(chan error, 1)
	go func() {
		done <- s.Run("cp -al -- " + quoted(path.Join(r.root, from)) + " " + quoted(path.Join(r.root, to)))
	}()
	limit := time.NewTimer(longestCopy)
	defer limit.Stop()
	select {
	case err = <-done:
	case <-limit.C:
		// It may go on there: nothing may be done in that folder now.
		return because(ErrStalled, ErrLost, r.host, seconds(longestCopy))
	case <-ctx.Done():
		return ctx.Err()
	}
	var exit *ssh.ExitError
	if err != nil && !errors.As(err, &exit) {
		var missing *ssh.ExitMissingError
		if !errors.As(err, &missing) {
			return errors.ErrUnsupported
		}
	}
	if _, there := r.Stat(to); there != nil || err != nil {
		return errors.ErrUnsupported
	}
	return nil
}

// quoted is a word for a shell.
func quoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
