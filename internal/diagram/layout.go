package diagram

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	elk "github.com/d2lang/elk-go"
)

// Column is the width of the text that drawings stand in, in pixels: one that is
// wider has to be scrolled.
const Column = 720

// Spot is where a node stands.
type Spot struct{ X, Y, W, H float64 }

// Point is a place in a drawing, in pixels from the upper left corner.
type Point struct{ X, Y float64 }

// Route is the line of a relation, from its beginning to its end, and where its
// words stand.
type Route struct {
	Points []Point
	Label  Spot
}

// Layout says where everything of a diagram stands.
type Layout struct {
	W, H   float64
	Size   int // of the texts' widths, in sizes
	Spots  []Spot
	Titles []Spot // of what holds others
	Routes []Route
}

// size is how wide texts may be before they are broken.
type size struct{ card, label float64 }

var sizes = []size{{150, 108}, {132, 92}, {116, 80}}

// attempt is one way to lay a diagram out.
type attempt struct {
	size     int
	sideways bool
	// dense leaves less room between lines, and puts things nearer to each other
	// than their lines would like.
	dense bool
	// below are pairs of nodes of which the second is to stand lower than the
	// first, though nothing relates them.
	below [][2]int
	// foot are the boundaries whose title stands at the lower edge.
	foot []int
}

// rounds are how often rows that are too wide are broken. Of a large diagram,
// which takes long each time, rows are broken fewer times, and at once with the
// narrowest texts, densely.
const (
	rounds      = 6
	largeRounds = 2
	large       = 30 // nodes
)

// Place lays a diagram out: as narrow as the column when it can be, with texts
// as wide as that leaves.
func Place(d *Diagram, w Words) (*Layout, error) {
	s := search{d: d, w: w}
	if err := s.look(attempt{sideways: d.Sideways}); err != nil {
		return nil, err
	}
	if !d.Sideways {
		s.try(ways(len(d.Nodes)))
	}
	return s.titles(), nil
}

// ways are how a diagram that is too wide is laid out else, the first that fits.
func ways(nodes int) (list []attempt) {
	last := len(sizes) - 1
	if nodes <= large {
		for n := 1; n < last; n++ {
			list = append(list, attempt{size: n}, attempt{size: n, dense: true})
		}
	}
	return append(list, attempt{size: last, dense: true}, attempt{size: last, dense: true, sideways: true})
}

// search is for the layout that asks least of a reader.
type search struct {
	d *Diagram
	w Words

	best    *Layout
	way     attempt
	crossed []int // boundaries whose titles lines pass
	last    *Layout
}

// look lays the diagram out in one more way.
func (s *search) look(a attempt) error {
	l, crossed, err := s.d.lay(a, s.w)
	if err == nil && (s.best == nil || l.cost() < s.best.cost()) {
		s.best, s.way, s.crossed = l, a, crossed
	}
	s.last = l
	return err
}

// try lays the diagram out in other ways until it is as narrow as the column.
func (s *search) try(list []attempt) {
	for _, a := range list {
		switch {
		case s.best.W <= Column:
			return
		case a.sideways:
			_ = s.look(a) // the best so far is there
		default:
			s.narrow(a)
		}
	}
}

// narrow breaks rows until the diagram is as narrow as the column, or does not
// get narrower.
func (s *search) narrow(a attempt) {
	least, vain := math.Inf(1), 0
	most := rounds
	if len(s.d.Nodes) > large {
		most = largeRounds
	}
	for range most {
		if s.look(a) != nil || s.last.W <= Column {
			return
		}
		if vain++; s.last.W < least {
			least, vain = s.last.W, 0
		}
		if vain == 2 {
			return
		}
		more := s.d.breakRows(s.last, a.below)
		if len(more) == 0 {
			return
		}
		a.below = append(a.below, more...)
	}
}

// titles lets the title of a boundary go to the lower edge where lines leave it
// no room at the upper one.
func (s *search) titles() *Layout {
	if len(s.crossed) == 0 {
		return s.best
	}
	a := s.way
	a.foot = s.crossed
	if l, still, err := s.d.lay(a, s.w); err == nil && len(still) < len(s.crossed) {
		return l
	}
	return s.best
}

// cost is what a layout asks of a reader: to scroll to the side is worse than to
// scroll down.
func (l *Layout) cost() float64 { return l.H + 5*max(0, l.W-Column) }

// lay lays a diagram out in one way. crossed are boundaries whose titles lines pass.
func (d *Diagram) lay(a attempt, w Words) (l *Layout, crossed []int, err error) {
	defer func() {
		if p := recover(); p != nil {
			l, crossed, err = nil, nil, fmt.Errorf("layout: %v", p)
		}
	}()
	turned := d.turned()
	g := d.graph(a, turned, w)
	if err := elk.Layout(g); err != nil {
		return nil, nil, err
	}
	l = d.read(g, a.size, turned)
	crossed = d.placeTitles(l, a.foot, w)
	d.touch(l)
	return l, crossed, nil
}

// turned tells which relations are laid out from their end to their beginning,
// so that none leads back up: those that ask for it, and those that close a
// circle when people come first and all else in the order of the text.
func (d *Diagram) turned() []bool {
	out := make([]bool, len(d.Relations))
	leaving := make([][]int, len(d.Nodes))
	for i, r := range d.Relations {
		from := r.From
		if r.Up != r.Back {
			out[i], from = true, r.To
		}
		leaving[from] = append(leaving[from], i)
	}
	const open, done = 1, 2
	state := make([]int, len(d.Nodes))
	var visit func(n int)
	visit = func(n int) {
		state[n] = open
		for _, i := range leaving[n] {
			to := d.Relations[i].To
			if out[i] {
				to = d.Relations[i].From
			}
			switch state[to] {
			case open:
				out[i] = !out[i]
			case 0:
				visit(to)
			}
		}
		state[n] = done
	}
	for _, people := range []bool{true, false} {
		for n := range d.Nodes {
			if state[n] == 0 && (d.Nodes[n].Type == Person) == people {
				visit(n)
			}
		}
	}
	return out
}

func nodeID(i int) elk.ID { return elk.StringID("n" + strconv.Itoa(i)) }

// options are what the library is asked for at every level.
func options(a attempt) elk.LayoutOptions {
	direction := "DOWN"
	if a.sideways {
		direction = "RIGHT"
	}
	o := elk.LayoutOptions{
		"org.eclipse.elk.algorithm":                             "layered",
		"org.eclipse.elk.direction":                             direction,
		"org.eclipse.elk.hierarchyHandling":                     "INCLUDE_CHILDREN",
		"org.eclipse.elk.spacing.nodeNode":                      "24",
		"org.eclipse.elk.spacing.edgeNode":                      "16",
		"org.eclipse.elk.spacing.edgeEdge":                      "12",
		"org.eclipse.elk.spacing.edgeLabel":                     "4",
		"org.eclipse.elk.layered.spacing.nodeNodeBetweenLayers": "24",
		"org.eclipse.elk.layered.spacing.edgeNodeBetweenLayers": "16",
		"org.eclipse.elk.layered.spacing.edgeEdgeBetweenLayers": "12",
		"org.eclipse.elk.layered.considerModelOrder.strategy":   "NODES_AND_EDGES",
		"org.eclipse.elk.layered.nodePlacement.strategy":        "NETWORK_SIMPLEX",
		"org.eclipse.elk.layered.thoroughness":                  "4",
	}
	if a.dense {
		maps.Copy(o, elk.LayoutOptions{
			"org.eclipse.elk.spacing.nodeNode":                      "16",
			"org.eclipse.elk.spacing.edgeNode":                      "10",
			"org.eclipse.elk.spacing.edgeEdge":                      "10",
			"org.eclipse.elk.layered.spacing.edgeNodeBetweenLayers": "10",
			"org.eclipse.elk.layered.spacing.edgeEdgeBetweenLayers": "10",
			"org.eclipse.elk.layered.nodePlacement.strategy":        "BRANDES_KOEPF",
		})
	}
	return o
}

// titleRoom is kept around the title of what holds others, in pixels.
const titleRoom = 12

// graph is the diagram as the library wants it.
func (d *Diagram) graph(a attempt, turned []bool, w Words) *elk.Graph {
	root := &elk.Graph{ID: elk.StringID("root"), LayoutOptions: options(a)}
	root.LayoutOptions["org.eclipse.elk.padding"] = "[top=2,left=2,bottom=2,right=2]"
	children := d.children()
	s := sizes[a.size]
	side := 16.0
	if a.dense {
		side = 10
	}
	var add func(i int) *elk.Node
	add = func(i int) *elk.Node {
		n := &elk.Node{ID: nodeID(i)}
		if len(children[i]) == 0 {
			c := d.Nodes[i].card(s, w)
			n.Width, n.Height = elk.Float64(c.w), elk.Float64(c.h)
			n.LayoutOptions = elk.LayoutOptions{"org.eclipse.elk.alignment": "TOP"}
			return n
		}
		f := d.Nodes[i].frame(s, w)
		n.LayoutOptions = options(a)
		top, bottom := f.h+2*titleRoom, 16.0
		if slices.Contains(a.foot, i) {
			top, bottom = 20, top
		}
		n.LayoutOptions["org.eclipse.elk.padding"] = fmt.Sprintf("[top=%g,left=%g,bottom=%g,right=%g]", top, side, bottom, side)
		n.LayoutOptions["org.eclipse.elk.nodeSize.constraints"] = "MINIMUM_SIZE"
		// The library looks at what goes down as if it went to the right.
		least, middle := fmt.Sprintf("(0,%g)", f.w+2*titleRoom), "V_CENTER"
		if a.sideways {
			least, middle = fmt.Sprintf("(%g,0)", f.w+2*titleRoom), "H_CENTER"
		}
		n.LayoutOptions["org.eclipse.elk.nodeSize.minimum"], n.LayoutOptions["org.eclipse.elk.contentAlignment"] = least, middle
		for _, c := range children[i] {
			n.Children = append(n.Children, add(c))
		}
		return n
	}
	for _, c := range children[len(d.Nodes)] {
		root.Children = append(root.Children, add(c))
	}
	for i, r := range d.Relations {
		from, to := r.From, r.To
		if turned[i] {
			from, to = to, from
		}
		e := edge("e"+strconv.Itoa(i), from, to)
		if c := r.words(s); c.h > 0 {
			id := elk.StringID("l" + strconv.Itoa(i))
			e.Labels = []*elk.Label{{
				ID: &id, Text: elk.String("x"), Width: elk.Float64(c.w), Height: elk.Float64(c.h),
				LayoutOptions: elk.LayoutOptions{"org.eclipse.elk.edgeLabels.inline": "true", "org.eclipse.elk.edgeLabels.placement": "CENTER"},
			}}
		}
		root.Edges = append(root.Edges, e)
	}
	for i, pair := range a.below {
		root.Edges = append(root.Edges, edge("h"+strconv.Itoa(i), pair[0], pair[1]))
	}
	return root
}

func edge(id string, from, to int) *elk.Edge {
	return &elk.Edge{ID: elk.StringID(id), Sources: []elk.ID{nodeID(from)}, Targets: []elk.ID{nodeID(to)}}
}

// read takes the places out of the library's answer.
func (d *Diagram) read(g *elk.Graph, size int, turned []bool) *Layout {
	l := &Layout{
		W: elk.Number(g.Width), H: elk.Number(g.Height), Size: size,
		Spots: make([]Spot, len(d.Nodes)), Titles: make([]Spot, len(d.Nodes)), Routes: make([]Route, len(d.Relations)),
	}
	at := map[string]Point{}
	var walk func(list []*elk.Node, x, y float64)
	walk = func(list []*elk.Node, x, y float64) {
		for _, n := range list {
			id := n.ID.String()
			i, _ := strconv.Atoi(id[1:])
			s := Spot{x + elk.Number(n.X), y + elk.Number(n.Y), elk.Number(n.Width), elk.Number(n.Height)}
			l.Spots[i], at[id] = s, Point{s.X, s.Y}
			walk(n.Children, s.X, s.Y)
		}
	}
	walk(g.Children, 0, 0)
	for i := range d.Relations {
		e := g.Edges[i]
		o := Point{}
		if e.Container != nil {
			o = at[e.Container.String()]
		}
		r := &l.Routes[i]
		for _, s := range e.Sections {
			r.Points = append(r.Points, Point{o.X + s.StartPoint.X, o.Y + s.StartPoint.Y})
			for _, b := range s.BendPoints {
				r.Points = append(r.Points, Point{o.X + b.X, o.Y + b.Y})
			}
			r.Points = append(r.Points, Point{o.X + s.EndPoint.X, o.Y + s.EndPoint.Y})
		}
		for _, b := range e.Labels {
			r.Label = Spot{o.X + elk.Number(b.X), o.Y + elk.Number(b.Y), elk.Number(b.Width), elk.Number(b.Height)}
		}
		if turned[i] {
			slices.Reverse(r.Points)
		}
	}
	return l
}
