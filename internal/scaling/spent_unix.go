//go:build unix

package scaling

import (
	"syscall"
	"time"
)

// spent is how much processor time this program has had: what others take of the
// machine meanwhile is not in it.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return time.Since(began)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var began = time.Now()
