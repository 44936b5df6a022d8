// Package scaling holds tests to what work costs as it grows. How long a thing
// takes says something about the machine; how much longer ten times as much
// takes says something about the code, on a slow machine and under the race
// detector too.
package scaling

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

const (
	// steepest is how many times the cost of n ten times n may have. What is linear
	// has ten, what is quadratic a hundred; the room between is for the memory's caches
	// and for other programs.
	steepest = 30
	// The same in bytes, which no other program changes, once they are many; and
	// how many they may be at all.
	steepestBytes, fewBytes, mostBytes = 15, 32 << 20, 250 << 20
	// tries is how often work that seems too slow is given another chance.
	tries = 6
	// least is what the clock can tell of a program's own time.
	least = 200 * time.Microsecond
)

// Linear runs work for n of something and for ten times n. It fails when that
// costs more than 30 times the time or 15 times the bytes, or more than 250 MB
// in all.
func Linear(t testing.TB, name string, n int, work func(n int)) {
	t.Helper()
	linear(t, name, n, func(n int) (time.Duration, uint64) { return cost(n, work) })
}

func linear(t testing.TB, name string, n int, measure func(n int) (time.Duration, uint64)) {
	t.Helper()
	few, small := measure(n)
	few = max(few, least)
	many, large := measure(10 * n)
	for try := 1; many > steepest*few && try < tries; try++ {
		again, _ := measure(n)
		few = max(few, again) // the smaller may have had luck
		again, _ = measure(10 * n)
		many = min(many, again)
	}
	if many > steepest*few {
		t.Errorf("%s: %v for %d, %v for %d", name, few, n, many, 10*n)
	}
	if large > steepestBytes*small && large > fewBytes || large > mostBytes {
		t.Errorf("%s: %d MB for %d, %d MB for %d", name, small>>20, n, large>>20, 10*n)
	}
}

// Bytes is what work allocates.
func Bytes(work func()) uint64 {
	_, bytes := cost(0, func(int) { work() })
	return bytes
}

// roomToWork is how much work may allocate before the collector looks at it.
const roomToWork = 512 << 20

func cost(n int, work func(n int)) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	// Collections come with the larger work and not with the smaller, and cost what
	// other tests have left in memory.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(before.Sys-before.HeapReleased) + roomToWork))
	start := spent()
	work(n)
	took := spent() - start
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}
