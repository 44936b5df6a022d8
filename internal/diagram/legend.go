package diagram

// legend is the key of a drawing: a sample of each look in it, and what it
// stands for.
type legend struct {
	entries []sample
	w, h    float64
}

// sample is an entry, with where it stands.
type sample struct {
	node *Node // nil for a line
	both bool
	word string
	x, y float64
}

// Measures of a legend, in pixels.
const (
	sampleW   = 26
	sampleH   = 17
	sampleGap = 8  // to its word
	entryGap  = 20 // to the next
	rowHeight = 26
)

// legend lists what the drawing has, and breaks it into rows.
func (d *Drawing) legend(most float64) legend {
	var l legend
	seen := map[string]bool{}
	add := func(key string, s sample) {
		if !seen[key] {
			seen[key] = true
			s.word = d.Words("clave." + key)
			l.entries = append(l.entries, s)
		}
	}
	for _, t := range []Type{Person, System, Container, Component} {
		for _, n := range d.Nodes {
			if n.Type == t && !n.Holds && (t == Person || n.Shape == Box && !n.External) {
				add(string(t), sample{node: &Node{Type: t}})
			}
		}
	}
	for _, n := range d.Nodes {
		if n.Shape != Box {
			add(string(n.Shape), sample{node: &Node{Type: n.Type, Shape: n.Shape}})
		}
	}
	for i, n := range d.Nodes {
		switch {
		case n.External:
			add("externo", sample{node: &Node{Type: System, External: true}})
		case n.Type == Machine:
			add("nodo", sample{node: &Node{Type: Machine, Holds: d.holder(i)}})
		case n.Holds:
			add("limite", sample{node: &Node{Type: Boundary, Holds: true}})
		}
	}
	for _, r := range d.Relations {
		if !r.Both {
			add("relacion", sample{})
		} else {
			add("relacion.doble", sample{both: true})
		}
	}
	x, y := 0.0, 0.0
	for i := range l.entries {
		e := &l.entries[i]
		w := sampleW + sampleGap + kindFont.width(e.word)
		if x > 0 && x+w > most {
			x, y = 0, y+rowHeight
		}
		e.x, e.y = x, y
		x += w + entryGap
		l.w = max(l.w, x-entryGap)
	}
	l.h = y + rowHeight
	return l
}

// draw writes the legend from a height on.
func (l *legend) draw(c *canvas, top float64) {
	c.put(`<g class="key">`)
	for _, e := range l.entries {
		y := top + e.y + (rowHeight-sampleH)/2
		switch {
		case e.node == nil:
			a, b := Point{e.x, y + sampleH/2.0}, Point{e.x + sampleW, y + sampleH/2.0}
			heads := head(&a, &b)
			if e.both {
				heads += head(&b, &a)
			}
			c.put(`<path class="r" d="M`, a.X, " ", a.Y, "H", b.X, `"/><path class="h" d="`, heads, `"/>`)
		case e.node.Holds:
			class, rx := "in", 3.0
			if e.node.Type == Machine {
				class, rx = "in m", 0
			}
			c.put(`<rect class="`, class, `" x="`, e.x+.5, `" y="`, y, `" width="`, sampleW-1.0, `" height="`, float64(sampleH), `" rx="`, rx, `"/>`)
		default:
			c.put(`<g class="`, e.node.class(), `">`)
			e.node.small(c, Spot{e.x + .5, y, sampleW - 1, sampleH})
			c.put("</g>")
		}
		c.lines([]line{{&kindFont, e.word, 0}}, e.x+sampleW+sampleGap, top+e.y+(rowHeight-kindFont.line)/2, true)
	}
	c.put("</g>")
}

// small draws a node's look in a sample.
func (n *Node) small(c *canvas, s Spot) {
	r, b := s.X+s.W, s.Y+s.H
	const ry, rx, edge = 3.5, 3.5, 4.5
	switch {
	case n.Type == Person:
		c.put(`<rect class="f" x="`, s.X, `" y="`, s.Y, `" width="`, s.W, `" height="`, s.H, `" rx="`, 6.0, `"/>`)
		m := s.X + s.W/2
		c.put(`<circle class="i" cx="`, m, `" cy="`, s.Y+5.5, `" r="`, 2.5, `"/><path class="i" d="M`, m-5, " ", b-3, "A", 5.0, " ", 4.5, " 0 0 1 ", m+5, " ", b-3, `Z"/>`)
	case n.Shape == Store:
		c.put(`<path class="f" d="M`, s.X, " ", s.Y+ry, "A", s.W/2, " ", ry, " 0 0 1 ", r, " ", s.Y+ry, "V", b-ry, "A", s.W/2, " ", ry, " 0 0 1 ", s.X, " ", b-ry,
			`Z"/><path class="e" d="M`, s.X, " ", s.Y+ry, "A", s.W/2, " ", ry, " 0 0 0 ", r, " ", s.Y+ry, `"/>`)
	case n.Shape == Queue:
		c.put(`<path class="f" d="M`, s.X+rx, " ", s.Y, "H", r-rx, "A", rx, " ", s.H/2, " 0 0 1 ", r-rx, " ", b, "H", s.X+rx, "A", rx, " ", s.H/2, " 0 0 1 ", s.X+rx, " ", s.Y,
			`Z"/><path class="e" d="M`, r-rx, " ", s.Y, "A", rx, " ", s.H/2, " 0 0 0 ", r-rx, " ", b, `"/>`)
	case n.External:
		c.put(`<path class="f" d="M`, s.X+edge, " ", s.Y, "H", r-edge, "L", r, " ", s.Y+edge, "V", b-edge, "L", r-edge, " ", b, "H", s.X+edge, "L", s.X, " ", b-edge, "V", s.Y+edge, `Z"/>`)
	default:
		c.put(`<rect class="f" x="`, s.X, `" y="`, s.Y, `" width="`, s.W, `" height="`, s.H, `" rx="`, 2.0, `"/>`)
	}
}
