//go:build !race

package main

import (
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// largePage is the size of a large page of memory where there are some: x86-64 and
// ARM64 with small ones of 4 KB.
const largePage = 2 << 20

// onLargePages asks the system for the first room bytes of the heap in large pages.
// A build uses that much within a second, most of it for the first time, and to be
// given 64 MB in 16,000 pieces was a seventh of a build of 1,200 pages and a third
// of one after an edit, on a virtual machine. The heap has to be there to be asked
// for: it grows by a slice that nothing is written to, which is then collected beside
// what comes next. A system without large pages, or with nothing but these, goes on as
// it would.
func onLargePages(room int) {
	if os.Getpagesize() >= largePage {
		return
	}
	slice := make([]byte, room)
	start := int(-uintptr(unsafe.Pointer(unsafe.SliceData(slice))) % largePage)
	_ = syscall.Madvise(slice[start:room-(room-start)%largePage], syscall.MADV_HUGEPAGE)
	slice = nil
	go runtime.GC() // the slice is no longer part of what the heap holds
}
