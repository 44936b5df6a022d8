//go:build unix

package output

import (
	"errors"
	"io/fs"
	"syscall"
)

// systemReason sorts an error of the operating system.
func systemReason(err error) (Reason, bool) {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull, true
	case errors.Is(err, syscall.EROFS):
		return ErrReadOnly, true
	case errors.Is(err, fs.ErrPermission):
		return ErrPermission, true
	case errors.Is(err, syscall.ENAMETOOLONG):
		return ErrNameLong, true
	case errors.Is(err, syscall.ENOTDIR):
		return ErrNotFolder, true
	}
	return "", false
}
