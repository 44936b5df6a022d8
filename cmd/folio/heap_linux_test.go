//go:build !race

package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestTheHeapIsOnLargePages: the system has been asked for them.
func TestTheHeapIsOnLargePages(t *testing.T) {
	if testing.Short() {
		t.Skip("the run without the race detector, which is not short, has it")
	}
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); errors.Is(err, fs.ErrNotExist) {
		t.Skip("this system knows no large pages")
	}
	onLargePages(16 << 20)
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	asked := false
	for line := range strings.Lines(string(maps)) {
		flags, ok := strings.CutPrefix(line, "VmFlags:")
		asked = asked || ok && slices.Contains(strings.Fields(flags), "hg")
	}
	if !asked {
		t.Error("nothing of this process is on large pages")
	}
}
