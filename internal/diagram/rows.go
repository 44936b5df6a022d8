package diagram

import (
	"cmp"
	"slices"
)

// What is left and right of the things in a boundary, in pixels.
const sideRoom = 36

// breakRows finds rows that are too wide, and says what of them is to stand
// below what: those from which nothing leads on, and that nobody misses there.
func (d *Diagram) breakRows(l *Layout, below [][2]int) [][2]int {
	children := d.children()
	reach := d.reach(below)
	var out [][2]int
	for holder := range children {
		most, at := float64(Column), holder
		for at < len(d.Nodes) {
			most -= sideRoom
			if at = d.Nodes[at].Parent; at < 0 {
				break
			}
		}
		for _, row := range l.rows(children[holder]) {
			out = append(out, d.breakRow(l, row, most, reach)...)
		}
	}
	if len(out) == 0 {
		out = d.breakWidest(l, children, reach)
	}
	return out
}

// breakWidest moves down, of the row that reaches furthest to the right, the
// last thing that nothing keeps.
func (d *Diagram) breakWidest(l *Layout, children [][]int, reach func(from, to int) bool) [][2]int {
	var rows [][]int
	for _, list := range children {
		rows = append(rows, l.rows(list)...)
	}
	right := func(row []int) float64 { s := l.Spots[row[len(row)-1]]; return s.X + s.W }
	slices.SortStableFunc(rows, func(a, b []int) int { return cmp.Compare(right(b), right(a)) })
	for _, row := range rows {
		if right(row) < Column {
			break
		}
		for _, i := range slices.Backward(row) {
			if d.leaves(i) > 0 {
				continue
			}
			for _, above := range slices.Backward(row) {
				if above != i && !reach(i, above) {
					return [][2]int{{above, i}}
				}
			}
		}
	}
	return nil
}

// rows groups things that stand beside each other, from left to right.
func (l *Layout) rows(list []int) [][]int {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(l.Spots[a].Y, l.Spots[b].Y) })
	var rows [][]int
	bottom := 0.0
	for _, i := range list {
		s := l.Spots[i]
		if len(rows) == 0 || s.Y >= bottom {
			rows = append(rows, nil)
			bottom = s.Y + s.H
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], i)
		bottom = min(bottom, s.Y+s.H)
	}
	for _, r := range rows {
		slices.SortStableFunc(r, func(a, b int) int { return cmp.Compare(l.Spots[a].X, l.Spots[b].X) })
	}
	return rows
}

// breakRow keeps of a row what fits a width, and lets the others stand below.
func (d *Diagram) breakRow(l *Layout, row []int, most float64, reach func(from, to int) bool) [][2]int {
	first, last := l.Spots[row[0]], l.Spots[row[len(row)-1]]
	if len(row) < 2 || last.X+last.W-first.X <= most {
		return nil
	}
	// What leads on stays, since what it leads to is below it already.
	order := slices.Clone(row)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(d.leaves(b), d.leaves(a)) })
	const gap = 30
	var kept, moved []int
	width := 0.0
	for _, i := range order {
		w := l.Spots[i].W + gap
		if len(kept) == 0 || width+w-gap <= most {
			kept = append(kept, i)
			width += w
		} else {
			moved = append(moved, i)
		}
	}
	if len(moved) == 0 { // it is lines that make it wide
		if len(kept) < 3 {
			return nil
		}
		kept, moved = kept[:len(kept)-1], kept[len(kept)-1:]
	}
	var out [][2]int
	for k, i := range moved {
		for n := range kept {
			above := kept[(k+n)%len(kept)]
			if !reach(i, above) {
				out = append(out, [2]int{above, i})
				break
			}
		}
	}
	return out
}

// leaves is 1 where something leads on from a node or from what it holds.
func (d *Diagram) leaves(n int) int {
	for _, r := range d.Relations {
		if (r.From == n || d.holds(n, r.From)) && r.To != n && !d.holds(n, r.To) {
			return 1
		}
	}
	return 0
}

// holds tells whether a node stands within another.
func (d *Diagram) holds(outer, inner int) bool {
	for i := d.Nodes[inner].Parent; i >= 0; i = d.Nodes[i].Parent {
		if i == outer {
			return true
		}
	}
	return false
}

// reach tells whether one of two things, or what it holds, leads to the other.
func (d *Diagram) reach(below [][2]int) func(from, to int) bool {
	next := make([][]int, len(d.Nodes))
	turned := d.turned()
	for i, r := range d.Relations {
		from, to := r.From, r.To
		if turned[i] {
			from, to = to, from
		}
		next[from] = append(next[from], to)
	}
	for _, p := range below {
		next[p[0]] = append(next[p[0]], p[1])
	}
	children := d.children()
	return func(from, to int) bool {
		seen := make([]bool, len(d.Nodes))
		var visit func(n int) bool
		visit = func(n int) bool {
			if n == to || d.holds(to, n) {
				return true
			}
			if seen[n] {
				return false
			}
			seen[n] = true
			return slices.ContainsFunc(next[n], visit) || slices.ContainsFunc(children[n], visit) ||
				d.Nodes[n].Parent >= 0 && !d.holds(d.Nodes[n].Parent, to) && visit(d.Nodes[n].Parent)
		}
		return visit(from)
	}
}
