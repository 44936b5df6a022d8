//go:build !linux

package rawfile

import (
	"errors"
	"io/fs"
	"os"
)

// OpenBeneath is not known here.
func OpenBeneath(*os.File, string) (File, error) { return nil, errors.ErrUnsupported }

// StatBeneath is not known here.
func StatBeneath(*os.File, string) (fs.FileInfo, error) { return nil, errors.ErrUnsupported }

// ListBeneath is not known here.
func ListBeneath(*os.File, string) ([]fs.DirEntry, error) { return nil, errors.ErrUnsupported }

// Create makes a file that must not exist, to be written.
func Create(name string, perm fs.FileMode) (File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}
