//go:build unix

package output

import (
	"io/fs"
	"syscall"
)

// nodeOf is a file's number in its file system, which another file of the same
// name does not have.
func nodeOf(st fs.FileInfo) uint64 {
	if s, ok := st.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}
