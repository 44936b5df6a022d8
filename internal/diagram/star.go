package diagram

import "slices"

// Star lays out one node with those that it has relations with: what leads to it
// on the left, what it leads to on the right, each with its words at its own
// line. There is room for any number of them. Nodes other than the first have
// one relation with it each.
func Star(d *Diagram, w Words) *Layout {
	var left, right []int // relations
	for i, r := range d.Relations {
		if r.To == 0 {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	size := 0
	if len(left) > 0 && len(right) > 0 {
		size = 2
	}
	s := sizes[size]
	l := &Layout{Size: size, Spots: make([]Spot, len(d.Nodes)), Titles: make([]Spot, len(d.Nodes)), Routes: make([]Route, len(d.Relations))}
	wide := s.card + 2*padX // of a column
	between := s.label + 2*lane + arrow
	x := 0.0
	if len(left) > 0 {
		x = wide + between
	}
	middle := d.Nodes[0].card(s, w)
	column := func(list []int, at float64) (height float64) {
		for _, i := range list {
			c := d.Nodes[d.Relations[i].other()].card(s, w)
			label := d.Relations[i].words(s)
			h := max(c.h, label.h)
			l.Spots[d.Relations[i].other()] = Spot{at, height + (h-c.h)/2, wide, c.h}
			height += h + rowGap
		}
		return max(0, height-rowGap)
	}
	a, b := column(left, 0), column(right, x+wide+between)
	l.H = max(a, b, middle.h)
	l.Spots[0] = Spot{x, min((l.H-middle.h)/2, furthest), wide, middle.h}
	l.W = x + wide
	if len(right) > 0 {
		l.W += between + wide
	}
	shift := func(list []int, height float64) {
		for _, i := range list {
			n := d.Relations[i].other()
			l.Spots[n].Y += (l.H - height) / 2
			l.Routes[i] = l.spoke(n, d.Relations[i].words(s))
			if d.Relations[i].To != 0 {
				slices.Reverse(l.Routes[i].Points)
			}
		}
	}
	shift(left, a)
	shift(right, b)
	d.touch(l)
	l.shift(strokeRoom)
	return l
}

// shift moves all of a layout away from its edges, where strokes are cut.
func (l *Layout) shift(by float64) {
	for i := range l.Spots {
		l.Spots[i].X, l.Spots[i].Y = l.Spots[i].X+by, l.Spots[i].Y+by
	}
	for i := range l.Routes {
		r := &l.Routes[i]
		for k := range r.Points {
			r.Points[k].X, r.Points[k].Y = r.Points[k].X+by, r.Points[k].Y+by
		}
		r.Label.X, r.Label.Y = r.Label.X+by, r.Label.Y+by
	}
	l.W, l.H = l.W+2*by, l.H+2*by
}

// Room beside a line's words, and between the rows of a star, in pixels.
const (
	strokeRoom = 2
	// How far down the middle is at most, where many stand beside it.
	furthest = 320
	lane     = 16
	rowGap   = 22
)

// other is the end of a relation of a star that is not in its middle.
func (r *Relation) other() int { return r.From + r.To }

// spoke is the line from a node at a side to the one in the middle.
func (l *Layout) spoke(n int, label card) Route {
	m, s := l.Spots[0], l.Spots[n]
	from, to, turn := s.X+s.W, m.X, m.X-lane
	if s.X > m.X {
		from, to, turn = s.X, m.X+m.W, m.X+m.W+lane
	}
	y, end := s.Y+s.H/2, m.Y+m.H/2
	r := Route{Points: []Point{{from, y}, {turn, y}, {turn, end}, {to, end}}}
	if label.h > 0 {
		at := (from + turn) / 2
		if s.X > m.X {
			at -= arrow / 2 // its head is at that end
		}
		r.Label = Spot{at - label.w/2, y - label.h/2, label.w, label.h}
	}
	return r
}
