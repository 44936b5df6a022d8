package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Reason is a kind of failure. It is an error, so that errors.Is(err,
// output.ErrForeign) works, and its text is the key of its words in the
// catalogues; the hint's key is the same with ".pista" appended.
type Reason string

// The reasons that this package finds by itself.
const (
	// ErrForeign is a folder with files in it that does not carry Folio's
	// manifest. Args: the folder.
	ErrForeign Reason = "output.foreign"
	// ErrNotFolder is a file where the folder should be. Args: the path.
	ErrNotFolder Reason = "output.not-folder"
	// ErrRoot is the root of a disk given as the folder. Args: the path.
	ErrRoot Reason = "output.root"
	// ErrManifest is a manifest that cannot be read. Args: the folder.
	ErrManifest Reason = "output.manifest"
	// ErrNewer is a manifest of a newer Folio. Args: the folder.
	ErrNewer Reason = "output.newer"
	// ErrBusy is another build into the same folder. Args: the folder.
	ErrBusy Reason = "output.busy"
	// ErrLeftover is something in the place of Folio's work folder that is
	// not provably Folio's. Args: its path.
	ErrLeftover Reason = "output.leftover"
	// ErrCollision is two files of the site that some file systems cannot
	// tell apart, or a file and a folder of one name. Args: both paths.
	ErrCollision Reason = "output.collision"
	// ErrOccupied is a file of the site in the place of one that Folio did
	// not write. Args: its path, the folder.
	ErrOccupied Reason = "output.occupied"
	// ErrPath is a name that not every system can have. Args: the path.
	ErrPath Reason = "output.path"
	// ErrDangling is a link that leads nowhere in the place of the folder. Args:
	// the path, where it leads.
	ErrDangling Reason = "output.dangling"
	// ErrClosed is a Put after Commit or Abort: a mistake of the program.
	ErrClosed Reason = "output.closed"
)

// The reasons that the operating system gives. Args: the path.
const (
	ErrFull       Reason = "output.full"
	ErrPermission Reason = "output.permission"
	ErrReadOnly   Reason = "output.read-only"
	ErrNameLong   Reason = "output.name-long"
	ErrInUse      Reason = "output.in-use" // Windows: open in another program
	// ErrFailed is whatever else it said.
	ErrFailed Reason = "output.failed"
)

func (r Reason) Error() string { return string(r) }

// Error is a failure with what its words need.
type Error struct {
	Reason Reason
	Args   []string
	Err    error // what the system said; may be nil
}

func (e *Error) Error() string {
	s := string(e.Reason)
	for _, a := range e.Args {
		s += " " + a
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap makes errors.Is see the reason and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

func fail(r Reason, args ...string) error { return &Error{Reason: r, Args: args} }

// Explain finds the words for an error: the catalogue key of a sentence that
// says what happened (and key+".pista", what to do) and the arguments of both.
// It knows this package's errors and those of any file operation that failed
// because of the disk that it wrote to; ok is false for all others, a refusal
// to read above all.
func Explain(err error) (key string, args []string, ok bool) {
	var e *Error
	if errors.As(err, &e) {
		return string(e.Reason), e.Args, true
	}
	r, ok := systemReason(err)
	if !ok || r != ErrFull && r != ErrReadOnly && r != ErrInUse {
		return "", nil, false
	}
	return string(r), []string{pathOf(err)}, true
}

// pathOf is the path that a failed operation concerned, or "" when it does
// not say.
func pathOf(err error) string {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return filepath.ToSlash(p.Path)
	case errors.As(err, &l):
		return filepath.ToSlash(l.New)
	}
	return ""
}
