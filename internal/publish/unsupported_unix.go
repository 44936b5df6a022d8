//go:build unix

package publish

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// unsupported says of an error whether it means that the file system has no links:
// FAT, and many shares.
func unsupported(err error) error {
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EMLINK) {
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return err
}
