package output

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// The reasons why something that is no site could not be written: a page that is
// mended, a manual that is begun, a document. Args: what was to be written, and the
// folder or file that is in the way.
const (
	ErrNotPermitted  Reason = "output.write.permission"
	ErrNoFolder      Reason = "output.write.missing"
	ErrFileAsFolder  Reason = "output.write.not-folder"
	ErrNoRoom        Reason = "output.write.full"
	ErrDiskReadOnly  Reason = "output.write.read-only"
	ErrOpenElsewhere Reason = "output.write.in-use"
	// ErrUnwritten is whatever else the system said.
	ErrUnwritten Reason = "output.write.failed"
)

// Unwritten says of what its user knows that it could not be written, whatever name
// it had until it was whole; in is the folder or file that is in the way.
func Unwritten(name, in string, err error) error {
	if err == nil {
		return nil
	}
	reason, _ := systemReason(err)
	switch reason {
	case ErrPermission:
		reason = ErrNotPermitted
	case ErrNotFolder:
		reason = ErrFileAsFolder
	case ErrFull:
		reason = ErrNoRoom
	case ErrReadOnly:
		reason = ErrDiskReadOnly
	case ErrInUse:
		reason = ErrOpenElsewhere
	case ErrNameLong:
	default:
		if reason = ErrUnwritten; errors.Is(err, fs.ErrNotExist) {
			reason = ErrNoFolder
		}
	}
	return &Error{reason, []string{filepath.ToSlash(filepath.Clean(name)), filepath.ToSlash(filepath.Clean(in))}, err}
}

// UnmadeFolder is Unwritten for a folder that could not be made, or one above it.
func UnmadeFolder(dir string, err error) error {
	in := filepath.Dir(dir)
	var pe *fs.PathError
	if errors.As(err, &pe) {
		in = filepath.Dir(pe.Path)
		if reason, _ := systemReason(err); reason == ErrNotFolder {
			in = pe.Path
		}
	}
	return Unwritten(dir, in, err)
}
