package diagram

import "math"

// On paper nobody can scroll: a drawing that would have to shrink too far for a
// sheet is drawn in parts, each for a sheet of its own.

// The room for a drawing on a sheet of A4, with its caption, in pixels as browsers
// count them there.
const (
	sheetW = 643
	sheetH = 735
)

// leastType is the smallest a text may come out on paper, in points; leastSize is
// what it is in the drawing, in pixels.
const (
	leastType = 6
	leastSize = 12.5
)

// Parts are the drawing in parts for sheets of paper, from the top to the bottom;
// nil for one that can be read on one sheet. name is what a part is called.
func (d *Drawing) Parts(name func(part, of int) string) [][]byte {
	p := d.picture()
	if min(1, sheetW/p.w, sheetH/p.h)*leastSize*.75 >= leastType {
		return nil
	}
	cuts := p.cuts(sheetH * max(1, p.w/sheetW))
	var parts [][]byte
	for k := 1; k < len(cuts); k++ {
		parts = append(parts, p.write(nil, cuts[k-1], cuts[k], d.Name()+". "+name(k, len(cuts)-1)))
	}
	return parts
}

// cuts are the heights at which the picture is parted, its edges among them, none
// further from the next than most.
func (p *picture) cuts(most float64) []float64 {
	blocks, lines := p.blocks(), p.lines()
	n := int(math.Ceil(p.h / most))
	cuts, whole := p.cutInto(n, most, blocks, lines)
	if !whole { // one more part leaves more choice
		if more, fine := p.cutInto(n+1, most, blocks, lines); fine {
			return more
		}
	}
	return cuts
}

// cutInto parts the picture into n parts of about the same height. whole tells
// that nothing is cut but lines and boundaries.
func (p *picture) cutInto(n int, most float64, blocks, lines []Spot) (cuts []float64, whole bool) {
	cuts, whole = []float64{0}, true
	for left := n; left > 1; left-- { // parts
		from := cuts[len(cuts)-1]
		even := from + (p.h-from)/float64(left)
		low, high := max(from+most/3, p.h-float64(left-1)*most), min(from+most, p.h-most/10)
		best, least := even, math.Inf(1)
		for y := math.Ceil(low); y <= high; y += 2 {
			cost := math.Abs(y-even) + 10_000*hits(blocks, y) + 60*hits(lines, y)
			if cost < least {
				best, least = y, cost
			}
		}
		whole = whole && least < 10_000
		cuts = append(cuts, best)
	}
	return append(cuts, p.h), whole
}

// hits counts what a height passes through, or nearly.
func hits(list []Spot, y float64) float64 {
	n := 0.0
	for _, s := range list {
		if s.Y-4 < y && y < s.Y+s.H+4 {
			n++
		}
	}
	return n
}

// blocks are what has words, where they stand in the picture.
func (p *picture) blocks() (list []Spot) {
	for i := range p.Nodes {
		if s := p.Titles[i]; s.W > 0 {
			list = append(list, s.moved(p.x, p.y))
		}
		if !p.holder(i) {
			list = append(list, p.Spots[i].moved(p.x, p.y))
		}
	}
	for _, r := range p.Routes {
		if r.Label.W > 0 {
			list = append(list, r.Label.moved(p.x, p.y))
		}
	}
	return append(list, Spot{0, 0, p.w, p.title.h}, Spot{0, p.keyTop(), p.w, p.key.h})
}

// lines are the stretches of lines from side to side, which a cut along them would
// leave on the wrong sheet.
func (p *picture) lines() (list []Spot) {
	for _, r := range p.Routes {
		for k := 1; k < len(r.Points); k++ {
			a, b := r.Points[k-1], r.Points[k]
			if math.Abs(a.Y-b.Y) < math.Abs(a.X-b.X) {
				list = append(list, Spot{min(a.X, b.X), min(a.Y, b.Y), math.Abs(a.X - b.X), math.Abs(a.Y - b.Y)}.moved(p.x, p.y))
			}
		}
	}
	return list
}

// around is the room that a line takes.
func (r *Route) around() Spot {
	if len(r.Points) == 0 {
		return Spot{}
	}
	low, high := r.Points[0], r.Points[0]
	for _, q := range r.Points {
		low, high = Point{min(low.X, q.X), min(low.Y, q.Y)}, Point{max(high.X, q.X), max(high.Y, q.Y)}
	}
	return Spot{low.X - 1, low.Y - 1, high.X - low.X + 2, high.Y - low.Y + 2} // with the stroke
}
