package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestALargeHeapHasRoom: a heap within the limit keeps to it, and a larger one is not
// collected over and over.
func TestALargeHeapHasRoom(t *testing.T) {
	for held, want := range map[uint64]int64{
		10 << 20: mostMemory, largeHeld - 1: mostMemory, largeHeld: largeMemory, 100 << 20: largeMemory,
		260 << 20: largeMemory, 270 << 20: 270<<20 + leastRoom, 400 << 20: 400<<20 + leastRoom,
	} {
		if got := limitFor(held, leastRoom); got != want {
			t.Errorf("a heap that holds %d MB may take %d, want %d", held>>20, got>>20, want>>20)
		}
	}
}

func TestAHeapGrowsToWhatIsUsual(t *testing.T) {
	for held, want := range map[uint64]uint64{
		0: usualHeap, leastHeap: usualHeap, 10 << 20: usualHeap, 25 << 20: usualHeap,
		40 << 20: 100 << 20, 100 << 20: 250 << 20, // where mostMemory ends it
	} {
		got := max(held, leastHeap) * uint64(100+percentFor(held)) / 100
		if diff := int64(got) - int64(want); diff > 1<<20 || diff < -1<<20 {
			t.Errorf("a heap that holds %d MB grows to %d, want %d", held>>20, got>>20, want>>20)
		}
	}
}

// TestTheEndOfABuildIsTheEnd: what is set after it stays, whatever is collected.
func TestTheEndOfABuildIsTheEnd(t *testing.T) {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(-1)
	defer func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) }()
	end := roomy(leastRoom)
	runtime.GC()
	end()
	debug.SetGCPercent(77)
	for range 3 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond) // cleanups run beside
	}
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("the percentage is %d", got)
	}
}
