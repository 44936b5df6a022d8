//go:build unix

package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// isAlive tells whether a process of this machine may be running.
func isAlive(pid int) bool {
	return pid <= 0 || !errors.Is(unix.Kill(pid, 0), unix.ESRCH)
}
