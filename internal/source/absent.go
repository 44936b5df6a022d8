package source

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"
)

// Absent tells whether an error answers the question whether a file is there:
// it is not, it cannot be by that name, or it is not reachable from inside the
// root, which for an author is the same. Any other error (no permission, too
// many open files, a fault of the disk) answers nothing.
func Absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) || isEscape(err) ||
		slices.ContainsFunc(noNames, func(e error) bool { return errors.Is(err, e) })
}

// noNames say that nothing can be called so here, or that links lead nowhere.
var noNames = append(badNames, syscall.ENOTDIR, syscall.ENAMETOOLONG, syscall.EILSEQ, syscall.ELOOP)

// isEscape recognises os.Root's refusal to follow a path out of the root; the
// standard library gives it no exported value.
func isEscape(err error) bool {
	var pe *fs.PathError
	return errors.As(err, &pe) && strings.Contains(pe.Err.Error(), "escapes")
}
