package output

import (
	"io/fs"
	"syscall"
)

// changedAt is when the system last changed anything of a file, in nanoseconds
// since 1970. No program can set it, unlike the time of the content.
func changedAt(st fs.FileInfo) int64 {
	if s, ok := st.Sys().(*syscall.Stat_t); ok {
		return s.Ctimespec.Nano()
	}
	return 0
}
