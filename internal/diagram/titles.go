package diagram

import (
	"math"
	"slices"
)

// placeTitles finds, for the title of each boundary, a place at its upper or its
// lower edge where no line passes: at its left, or else as near to that as can
// be. Where lines leave no room, they are interrupted, as behind the words of a
// relation, and the boundary is one of those crossed.
func (d *Diagram) placeTitles(l *Layout, foot []int, w Words) (crossed []int) {
	for i := range d.Nodes {
		if !d.holder(i) {
			continue
		}
		f := d.Nodes[i].frame(sizes[l.Size], w)
		s := l.Spots[i]
		title := Spot{s.X + titleRoom, s.Y + titleRoom - 3, f.w, f.h}
		if slices.Contains(foot, i) {
			title.Y = s.Y + s.H - titleRoom + 3 - f.h
		}
		best, least := title, math.MaxInt
		for x := title.X; x+f.w <= max(s.X+s.W-titleRoom, title.X+f.w); x += 4 {
			title.X = x
			if n := l.crossings(title); n < least {
				best, least = title, n
			}
			if least == 0 {
				break
			}
		}
		l.Titles[i] = best
		if least > 0 {
			crossed = append(crossed, i)
		}
	}
	return crossed
}

// holder tells a node in which others stand.
func (d *Diagram) holder(i int) bool {
	for _, n := range d.Nodes[i+1:] {
		if n.Parent == i {
			return true
		}
	}
	return false
}

// crossings counts the lines that pass a spot.
func (l *Layout) crossings(s Spot) int {
	s = Spot{s.X - 6, s.Y - 3, s.W + 12, s.H + 6}
	n := 0
	for _, r := range l.Routes {
		for k := 1; k < len(r.Points); k++ {
			if _, _, hit := within(r.Points[k-1], r.Points[k], s); hit {
				n++
			}
		}
	}
	return n
}

// touch lets lines end at the edge that is drawn, where that is not the edge of
// the room that a node takes: at a cylinder, and at a corner that is cut off.
func (d *Diagram) touch(l *Layout) {
	for i, r := range d.Relations {
		p := l.Routes[i].Points
		if len(p) < 2 {
			continue
		}
		d.touchEnd(l, r.From, p[1], &p[0])
		d.touchEnd(l, r.To, p[len(p)-2], &p[len(p)-1])
	}
}

func (d *Diagram) touchEnd(l *Layout, node int, from Point, end *Point) {
	if d.holder(node) {
		return
	}
	n, s := &d.Nodes[node], l.Spots[node]
	across := math.Abs(from.X-end.X) < 0.5 // the line comes from above or below
	// How far the edge is from that of the room, there.
	in := 0.0
	switch {
	case n.Shape == Store && across:
		share := (end.X - s.X - s.W/2) / (s.W / 2)
		in = lid / 2 * (1 - math.Sqrt(max(0, 1-share*share)))
	case n.Shape == Queue && !across:
		share := (end.Y - s.Y - s.H/2) / (s.H / 2)
		in = tip / 2 * (1 - math.Sqrt(max(0, 1-share*share)))
	case n.External && n.Type != Person && n.Shape == Box && across:
		in = max(0, cut-(end.X-s.X), cut-(s.X+s.W-end.X))
	case n.External && n.Type != Person && n.Shape == Box:
		in = max(0, cut-(end.Y-s.Y), cut-(s.Y+s.H-end.Y))
	case n.Type == Person && across:
		in = rounding(min(end.X-s.X, s.X+s.W-end.X))
	}
	switch {
	case across && from.Y < end.Y:
		end.Y += in
	case across:
		end.Y -= in
	case from.X < end.X:
		end.X += in
	default:
		end.X -= in
	}
}

// rounding is how far the edge of a round corner is from a straight one, so many
// pixels from the side.
func rounding(x float64) float64 {
	if x >= round {
		return 0
	}
	x = round - max(x, 0)
	return round - math.Sqrt(round*round-x*x)
}
