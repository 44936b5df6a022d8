//go:build !linux

package main

import "os"

// peakMemory is not known: what systems tell of it differs too much.
func peakMemory(*os.ProcessState) int64 { return 0 }
