package output

import (
	"errors"

	"golang.org/x/sys/windows"
)

// lock is a file that nobody else can open, and that the system removes when
// the process ends, however it ends.
type lock struct {
	handle windows.Handle
}

// acquire takes the lock, or fails with ErrBusy.
func acquire(name string) (*lock, error) {
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	h, err := windows.CreateFile(p, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.DELETE, 0, nil,
		windows.OPEN_ALWAYS, windows.FILE_ATTRIBUTE_NORMAL|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_DELETE_PENDING):
		return nil, ErrBusy
	case err != nil:
		return nil, err
	}
	return &lock{h}, nil
}

// release gives up the lock, and with it the file.
func (l *lock) release() error { return windows.CloseHandle(l.handle) }
