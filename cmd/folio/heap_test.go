package main

import "testing"

func TestAHeapGrowsToWhatIsUsual(t *testing.T) {
	for held, want := range map[uint64]uint64{
		0: usualHeap, leastHeap: usualHeap, 10 << 20: usualHeap, usualHeap / 3: usualHeap,
		40 << 20: 120 << 20, 100 << 20: 300 << 20, // where mostMemory ends it
	} {
		got := max(held, leastHeap) * uint64(100+percentFor(held)) / 100
		if diff := int64(got) - int64(want); diff > 1<<20 || diff < -1<<20 {
			t.Errorf("a heap that holds %d MB grows to %d, want %d", held>>20, got>>20, want>>20)
		}
	}
}
