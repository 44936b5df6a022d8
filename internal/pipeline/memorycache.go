package pipeline

import (
	"bytes"
	"encoding/binary"
	"sync"

	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/spool"
)

// MemoryCache is a Cache whose entries are values, never encoded. The zero
// value is ready.
type MemoryCache struct {
	mu      sync.Mutex
	entries map[string]any
	sums    map[string]output.Hash
	saved   uint64
	left    []byte // see joined
}

func (c *MemoryCache) load(name string, v any) (output.Hash, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch v := v.(type) {
	case *entry:
		e, ok := c.entries[name].(entry)
		*v = e
		return c.sums[name], ok
	case *frontEntry:
		e, ok := c.entries[name].(frontEntry)
		*v = e
		return c.sums[name], ok
	}
	return output.Hash{}, false
}

func (c *MemoryCache) save(name string, v any) (output.Hash, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil {
		c.entries, c.sums = map[string]any{}, map[string]output.Hash{}
	}
	c.saved++
	var sum output.Hash
	binary.LittleEndian.PutUint64(sum[:], c.saved) // no two saves are one
	c.entries[name], c.sums[name] = v, sum
	return sum, true
}

// stamps implements Cache: a preview is told which files change.
func (c *MemoryCache) stamps() *output.Stamps { return nil }

// spool implements Cache.
func (c *MemoryCache) spool() *spool.File { return nil }

// joined implements Cache.
func (c *MemoryCache) joined() (search.Joined, func(bool)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var next bytes.Buffer
	return search.Joined{Past: bytes.NewReader(c.left), Size: int64(len(c.left)), Next: &next}, func(whole bool) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.left = nil
		if whole {
			c.left = next.Bytes()
		}
	}
}
