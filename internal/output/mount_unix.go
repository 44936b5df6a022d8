//go:build unix

package output

import (
	"os"
	"path/filepath"
	"syscall"
)

// isMountPoint says whether a folder is on another file system than the one
// above it.
func isMountPoint(dir string) bool {
	a, err := os.Stat(dir)
	if err != nil {
		return false
	}
	b, err := os.Stat(filepath.Dir(dir))
	if err != nil {
		return false
	}
	sa, oka := a.Sys().(*syscall.Stat_t)
	sb, okb := b.Sys().(*syscall.Stat_t)
	return oka && okb && sa.Dev != sb.Dev
}
