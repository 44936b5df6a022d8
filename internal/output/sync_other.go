//go:build !linux

package output

import (
	"io/fs"
	"os"
	"path/filepath"
)

// syncAll waits until every file below dir is on the disk.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		// Windows flushes only what is open for writing.
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		return f.Sync()
	})
}
