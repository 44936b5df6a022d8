package output

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// systemReason sorts an error of the operating system.
func systemReason(err error) (Reason, bool) {
	switch {
	case errors.Is(err, windows.ERROR_DISK_FULL), errors.Is(err, windows.ERROR_HANDLE_DISK_FULL):
		return ErrFull, true
	case errors.Is(err, windows.ERROR_WRITE_PROTECT):
		return ErrReadOnly, true
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return ErrInUse, true
	case errors.Is(err, fs.ErrPermission):
		return ErrPermission, true
	case errors.Is(err, windows.ERROR_FILENAME_EXCED_RANGE):
		return ErrNameLong, true
	case errors.Is(err, windows.ERROR_DIRECTORY):
		return ErrNotFolder, true
	}
	return "", false
}
