package main

import (
	"os"
	"syscall"
)

// peakMemory is the largest resident set of a process that has ended. The
// kernel starts counting at what its parent, this program, had: which is why
// package corpus keeps little in memory.
func peakMemory(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return int64(u.Maxrss) << 10 // getrusage(2): in KiB
	}
	return 0
}
