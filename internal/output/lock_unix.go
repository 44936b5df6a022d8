//go:build unix

package output

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// lock is a lock on a file, which the system gives up when the process ends,
// however it ends.
type lock struct {
	f *os.File
}

// acquire takes the lock, or fails with ErrBusy.
func acquire(name string) (*lock, error) {
	for {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		switch err := flock(f); {
		case errors.Is(err, unix.EWOULDBLOCK):
			f.Close()
			return nil, ErrBusy
		case errors.Is(err, unix.ENOLCK), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS):
			// A file system without locks: better a build than none.
		case err != nil:
			f.Close()
			return nil, err
		}
		// The run that held it may have removed the file in the meantime; then
		// this is a lock on nothing.
		held, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		if there, err := os.Lstat(name); err == nil && os.SameFile(held, there) {
			return &lock{f}, nil
		}
		f.Close()
	}
}

func flock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// release removes the file, while it is still held, and gives up the lock.
func (l *lock) release() error {
	err := os.Remove(l.f.Name())
	return errors.Join(err, l.f.Close())
}
