package markdown

import "sync"

// room is the memory of an outline. A build reads the blocks of every page, each
// outline for as long as its manual is checked; they are read into the memory of
// those before, or the collector would have as much to do for them as for all
// the rest of a page.
type room struct {
	blocks []Block // those of one parent, or one row's cells, stand together
	spans  []Span  // of one block
	rows   [][]Block
	all    []*Block
	runs   []run
	text   []byte
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// fewestBlocks is how many blocks a new piece of memory holds at least.
const fewestBlocks = 128

// take gives an empty slice with room for n blocks.
func (r *room) take(n int) []Block {
	if n == 0 {
		return nil
	}
	used := len(r.blocks)
	if used+n > cap(r.blocks) {
		// What was given stays where it is.
		r.blocks, used = make([]Block, 0, max(n, 2*cap(r.blocks), fewestBlocks)), 0
	}
	r.blocks = r.blocks[:used+n]
	return r.blocks[used : used : used+n]
}

// Release gives the memory of the outline back. Neither it nor any of its blocks
// may be used afterwards; the texts may.
func (o *Outline) Release() {
	r := o.room
	if r == nil {
		return
	}
	clear(r.blocks)
	clear(r.spans)
	clear(r.rows)
	clear(r.all)
	*r = room{
		blocks: r.blocks[:0], spans: r.spans[:0], rows: r.rows[:0], all: r.all[:0], runs: r.runs[:0], text: r.text[:0],
	}
	*o = Outline{}
	rooms.Put(r)
}
