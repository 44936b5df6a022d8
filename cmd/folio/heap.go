package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// A build allocates much and lives shortly, so it collects seldom while there is
// room: the heap may grow to usualHeap whatever it holds, and to two and a half times
// what it holds (to three times is no quicker); a large site collects more often
// rather than grow beyond mostMemory, with which 12,000 pages stay below 220 MB. What
// holds more than largeHeld is a larger one, and grows to largeMemory, with which
// 120,000 pages stay below 400 MB. What holds nearly as much has leastRoom: with less
// it would collect all the time, and free nothing. The first build of a preview, which
// holds the site besides, has previewRoom. The first largeRoom of the heap is on large
// pages (onLargePages), a preview's apart: that stays, and gives back what it can.
const (
	usualHeap   = 64 << 20
	mostMemory  = 200 << 20
	largeHeld   = 80 << 20
	largeMemory = 340 << 20
	leastRoom   = 80 << 20
	previewRoom = 160 << 20
	leastGrow   = 150 // in percent of what is held
	largeRoom   = 96 << 20
)

// roomy sets this up, and what it returns ends it. A percentage alone of a heap of 10
// MB would collect a site of 1,200 pages 23 times, twice as often.
func roomy(room uint64) (end func()) {
	debug.SetMemoryLimit(mostMemory)
	debug.SetGCPercent(usualHeap * 100 / leastHeap)
	if room != previewRoom {
		onLargePages(largeRoom)
	}
	w := &collections{room: room}
	w.watch()
	return w.end
}

// leastHeap is what the percentage is of when nothing is held.
const leastHeap = 4 << 20

// collections sets the percentage anew after each collection, until it ends.
type collections struct {
	room uint64

	mu    sync.Mutex
	ended bool
}

// watch is told of a collection by an object that nobody holds: it is cleaned up then.
func (w *collections) watch() {
	runtime.AddCleanup(new([16]byte), (*collections).happened, w)
}

func (w *collections) happened() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return
	}
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(held)
	debug.SetGCPercent(percentFor(held[0].Value.Uint64()))
	debug.SetMemoryLimit(limitFor(held[0].Value.Uint64(), w.room))
	w.watch()
}

func (w *collections) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
}

// limitFor is the memory that a build which holds so much may take.
func limitFor(held, room uint64) int64 {
	if held < largeHeld {
		return max(mostMemory, int64(held+room))
	}
	return max(largeMemory, int64(held+room))
}

// percentFor lets a heap that holds so much grow as far as it may.
func percentFor(held uint64) int {
	if held = max(held, leastHeap); held < usualHeap*100/(leastGrow+100) {
		return int((usualHeap - held) * 100 / held)
	}
	return leastGrow
}
