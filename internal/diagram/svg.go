package diagram

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Drawing is a diagram with all that is needed to write it.
type Drawing struct {
	*Diagram
	*Layout
	Words Words
	// Href gives the address of a link by where it is written, "" for none, and
	// tells whether it leaves the site.
	Href func(at int) (to string, outside bool)

	drawn *picture
}

// Measures of a drawing, in pixels.
const (
	corner   = 6 // of a line that turns
	arrow    = 8 // the length of a head, whose half width is the next
	arrowArm = 4
	round    = 12 // of a person's card
	cut      = 11 // of the corners of what is external
	leastW   = 360
	step     = 40 // widths are multiples of it
	lastStep = 30 // up to which the theme has a class
	keyGap   = 26 // above the legend
)

// canvas writes SVG. Coordinates are rounded to a tenth.
type canvas struct{ buf []byte }

func (c *canvas) num(f float64) {
	n := int64(math.Round(f * 10))
	if n < 0 {
		c.buf = append(c.buf, '-')
		n = -n
	}
	c.buf = strconv.AppendInt(c.buf, n/10, 10)
	if n%10 != 0 {
		c.buf = append(c.buf, '.', byte('0'+n%10))
	}
}

// put writes pieces: strings as they are, numbers as coordinates.
func (c *canvas) put(pieces ...any) {
	for _, p := range pieces {
		switch p := p.(type) {
		case string:
			c.buf = append(c.buf, p...)
		case float64:
			c.num(p)
		}
	}
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\ufffd")

func (c *canvas) text(s string) {
	if !strings.ContainsAny(s, "&<>\"'\x00") {
		c.buf = append(c.buf, s...)
		return
	}
	c.buf = append(c.buf, escaper.Replace(s)...)
}

// lines writes a text whose lines stand below each other from a top, in the
// middle of x or, where it is left, from x on.
func (c *canvas) lines(list []line, x, top float64, left bool) {
	for i := 0; i < len(list); {
		f := list[i].font
		c.put(`<text class="`, f.class, `"`)
		if !left {
			c.put(` text-anchor="middle"`)
		}
		c.put(">")
		for first := true; i < len(list) && list[i].font == f; i++ {
			l := list[i]
			top += l.gap
			at := x
			last := i+1 == len(list) || list[i+1].font != f
			if !left && !last {
				at += f.width(" ") / 2 // of the blank that parts the lines' words
			}
			if !first {
				c.put(" ")
			}
			c.put(`<tspan x="`, at, `" y="`, top+f.line/2+f.size*.35, `">`)
			c.text(l.text)
			c.put("</tspan>")
			top += f.line
			first = false
		}
		c.put("</text>")
	}
}

// picture is a drawing with what stands around it: the title above, the legend
// below.
type picture struct {
	*Drawing
	title card
	key   legend
	x, y  float64 // of the drawing
	w, h  float64
	// content is all that is drawn, and pieces its parts, in their order.
	content canvas
	pieces  []piece
}

// piece is a part of what is drawn, between two heights.
type piece struct {
	from, to    int // in the content
	top, bottom float64
}

// picture draws, once.
func (d *Drawing) picture() *picture {
	if d.drawn != nil {
		return d.drawn
	}
	p := &picture{Drawing: d, key: d.legend(max(d.W, leastW))}
	d.drawn = p
	p.w = math.Ceil(max(d.W, leastW, p.key.w)/step) * step
	if d.Title != "" {
		p.title.add(&nameFont, nameFont.wrap(d.Title, p.w), 0)
		p.title.h += 16
	}
	p.x, p.y = math.Floor((p.w-d.W)/2), p.title.h
	p.h = math.Ceil(p.y + d.H + keyGap + p.key.h)
	p.draw()
	return p
}

// keyTop is where the legend begins.
func (p *picture) keyTop() float64 { return p.y + p.H + keyGap }

// draw draws all, the lines below the cards, the words of relations above all.
func (p *picture) draw() {
	c := &p.content
	c.buf = make([]byte, 0, 1<<10+600*(len(p.Nodes)+len(p.Relations)))
	add := func(s Spot, draw func()) {
		from := len(c.buf)
		draw()
		p.pieces = append(p.pieces, piece{from, len(c.buf), s.Y, s.Y + s.H})
	}
	add(Spot{0, 0, p.w, p.title.h}, func() { c.lines(p.title.lines, 0, 0, true) })
	for i := range p.Nodes {
		if p.holder(i) {
			add(p.Spots[i].moved(p.x, p.y), func() { p.boundary(c, i, p.x, p.y) })
			add(p.Titles[i].moved(p.x, p.y), func() { p.boundaryTitle(c, i, p.x, p.y) })
		}
	}
	for i := range p.Relations {
		add(p.Routes[i].around().moved(p.x, p.y), func() { p.line(c, i, p.x, p.y) })
	}
	for i := range p.Nodes {
		if !p.holder(i) {
			add(p.Spots[i].moved(p.x, p.y), func() { p.card(c, i, p.x, p.y) })
		}
	}
	for i := range p.Relations {
		add(p.Routes[i].Label.moved(p.x, p.y), func() { p.label(c, i, p.x, p.y) })
	}
	add(Spot{0, p.keyTop(), p.w, p.key.h}, func() { p.key.draw(c, p.keyTop()) })
}

// SVG appends the drawing. It is not for several at the same time.
func (d *Drawing) SVG(dst []byte) []byte {
	p := d.picture()
	return p.write(dst, 0, p.h, d.Name())
}

// write appends what stands between two heights.
func (p *picture) write(dst []byte, from, to float64, name string) []byte {
	c := &canvas{dst}
	c.put(`<svg class="c4 drawing`)
	if n := int(p.w / step); n <= lastStep {
		c.put(" c4-", strconv.Itoa(n))
	}
	c.put(`" viewBox="0 `, from, " ", p.w, " ", to-from, `" width="`, p.w, `" height="`, to-from, `" preserveAspectRatio="xMinYMin" fill="none" stroke="none" role="`)
	if p.linked() {
		c.put("group")
	} else {
		c.put("img")
	}
	c.put(`" aria-label="`)
	c.text(name)
	c.put(`">`)
	for _, piece := range p.pieces {
		if piece.top < to && piece.bottom > from {
			c.buf = append(c.buf, p.content.buf[piece.from:piece.to]...)
		}
	}
	c.put("</svg>")
	return c.buf
}

// Name says what the drawing is.
func (d *Drawing) Name() string {
	name := d.Words("nombre." + string(d.Kind))
	if d.Title != "" {
		name += ": " + strings.ReplaceAll(d.Title, "\n", " ")
	}
	if d.Descr != "" {
		name += ". " + d.Descr
	}
	return name
}

func (d *Drawing) linked() bool {
	return slices.ContainsFunc(d.Nodes, func(n Node) bool { return n.Link != "" }) ||
		slices.ContainsFunc(d.Relations, func(r Relation) bool { return r.Link != "" })
}

func (d *Drawing) open(c *canvas, link string, at int) (closing string) {
	if link == "" || d.Href == nil {
		return ""
	}
	to, outside := d.Href(at)
	if to == "" {
		return ""
	}
	c.put(`<a href="`)
	c.text(to)
	if outside {
		c.put(`" rel="noopener noreferrer`)
	}
	c.put(`">`)
	return "</a>"
}

func (d *Drawing) boundary(c *canvas, i int, x, y float64) {
	n, s := &d.Nodes[i], d.Spots[i]
	class := "in"
	if n.Type == Machine {
		class = "in m"
	}
	c.put(`<rect class="`, class, `" x="`, x+s.X, `" y="`, y+s.Y, `" width="`, s.W, `" height="`, s.H, `"`)
	if n.Type != Machine {
		c.put(` rx="`, 8.0, `"`)
	}
	c.put("/>")
}

func (d *Drawing) boundaryTitle(c *canvas, i int, x, y float64) {
	n := &d.Nodes[i]
	f := n.frame(sizes[d.Size], d.Words)
	end := d.open(c, n.Link, n.LinkAt)
	t := d.Titles[i]
	c.lines(f.lines, x+t.X, y+t.Y, true)
	c.put(end)
}

func (d *Drawing) card(c *canvas, i int, x, y float64) {
	n, s := &d.Nodes[i], d.Spots[i]
	s.X, s.Y = s.X+x, s.Y+y
	end := d.open(c, n.Link, n.LinkAt)
	c.put(`<g class="`, n.class(), `">`)
	n.outline(c, s)
	body := n.card(sizes[d.Size], d.Words)
	text := 0.0
	for _, l := range body.lines {
		text += l.font.line + l.gap
	}
	top, room := s.Y, s.H
	switch {
	case n.Type == Person:
		above := (s.H - text - iconSize - partGap) / 2
		person(c, s.X+s.W/2, s.Y+above)
		top, room = s.Y+above+iconSize+partGap, text
	case n.Shape == Store:
		top, room = s.Y+lid, s.H-lid
	}
	middle := s.X + s.W/2
	c.lines(body.lines, middle, top+(room-text)/2, false)
	c.put("</g>", end)
}

func (n *Node) class() string {
	class := map[Type]string{Person: "p", System: "s", Container: "c", Component: "o"}[n.Type]
	if class == "" {
		class = "m"
	}
	if n.External {
		class += " x"
	}
	return class
}

// outline draws what stands around a card's text.
func (n *Node) outline(c *canvas, s Spot) {
	r, b := s.X+s.W, s.Y+s.H
	switch {
	case n.Shape == Store:
		top, bottom := s.Y+lid/2, b-lid/2
		arc := func(sweep string, to, y float64) { c.put("A", s.W/2, " ", lid/2.0, " 0 0 ", sweep, " ", to, " ", y) }
		c.put(`<path class="f" d="M`, s.X, " ", top)
		arc("1", r, top)
		c.put("V", bottom)
		arc("1", s.X, bottom)
		c.put(`Z"/><path class="e" d="M`, s.X, " ", top)
		arc("0", r, top)
		c.put(`"/>`)
	case n.Shape == Queue:
		left, right := s.X+tip/2, r-tip/2
		arc := func(sweep string, x, y float64) { c.put("A", tip/2.0, " ", s.H/2, " 0 0 ", sweep, " ", x, " ", y) }
		c.put(`<path class="f" d="M`, left, " ", s.Y, "H", right)
		arc("1", right, b)
		c.put("H", left)
		arc("1", left, s.Y)
		c.put(`Z"/><path class="e" d="M`, right, " ", s.Y)
		arc("0", right, b)
		c.put(`"/>`)
	case n.External && n.Type != Person:
		c.put(`<path class="f" d="M`, s.X+cut, " ", s.Y, "H", r-cut, "L", r, " ", s.Y+cut, "V", b-cut, "L", r-cut, " ", b,
			"H", s.X+cut, "L", s.X, " ", b-cut, "V", s.Y+cut, `Z"/>`)
	default:
		radius := map[Type]float64{Person: round, Machine: 0}
		rx, own := radius[n.Type]
		if !own {
			rx = 3
		}
		c.put(`<rect class="f" x="`, s.X, `" y="`, s.Y, `" width="`, s.W, `" height="`, s.H, `" rx="`, rx, `"/>`)
	}
}

// person draws the mark of a person below a point.
func person(c *canvas, x, y float64) {
	c.put(`<circle class="i" cx="`, x, `" cy="`, y+6.5, `" r="`, 5.5, `"/><path class="i" d="M`, x-11, " ", y+iconSize-1,
		"V", y+iconSize-3, "A", 11.0, " ", 8.5, " 0 0 1 ", x+11, " ", y+iconSize-3, "V", y+iconSize-1, `Z"/>`)
}

// line draws a relation's line, open where its words stand, and its heads.
func (d *Drawing) line(c *canvas, i int, x, y float64) {
	r, route := &d.Relations[i], d.Routes[i]
	if len(route.Points) < 2 {
		return
	}
	pts := make([]Point, len(route.Points))
	for k, p := range route.Points {
		pts[k] = Point{p.X + x, p.Y + y}
	}
	var heads []string
	if !r.Back || r.Both {
		heads = append(heads, head(&pts[len(pts)-2], &pts[len(pts)-1]))
	}
	if r.Back || r.Both {
		heads = append(heads, head(&pts[1], &pts[0]))
	}
	parts := without([][]Point{pts}, route.Label.moved(x, y))
	for _, title := range d.Titles {
		if title.W > 0 {
			title = title.moved(x, y)
			parts = without(parts, Spot{title.X - 3, title.Y - 1, title.W + 6, title.H + 2})
		}
	}
	c.put(`<path class="r" d="`)
	for _, part := range parts {
		bend(c, part)
	}
	c.put(`"/>`)
	for _, h := range heads {
		c.put(`<path class="h" d="`, h, `"/>`)
	}
}

// head is an arrow's at the end of a stretch, which it shortens.
func head(from, to *Point) string {
	dx, dy := to.X-from.X, to.Y-from.Y
	long := math.Hypot(dx, dy)
	if long == 0 {
		return ""
	}
	dx, dy = dx/long, dy/long
	base := Point{to.X - dx*arrow, to.Y - dy*arrow}
	var c canvas
	c.put("M", to.X, " ", to.Y, "L", base.X-dy*arrowArm, " ", base.Y+dx*arrowArm, "L", base.X+dy*arrowArm, " ", base.Y-dx*arrowArm, "Z")
	if long > arrow {
		*to = Point{to.X - dx*(arrow-1), to.Y - dy*(arrow-1)}
	}
	return string(c.buf)
}

func (s Spot) moved(x, y float64) Spot { return Spot{s.X + x, s.Y + y, s.W, s.H} }

// without cuts out of lines what lies in a spot.
func without(lines [][]Point, s Spot) [][]Point {
	if s.W == 0 || s.H == 0 {
		return lines
	}
	var parts [][]Point
	for _, pts := range lines {
		parts = append(parts, cutOut(pts, s)...)
	}
	return parts
}

func cutOut(pts []Point, s Spot) (parts [][]Point) {
	current := []Point{pts[0]}
	for k := 1; k < len(pts); k++ {
		a, b := pts[k-1], pts[k]
		from, to, hit := within(a, b, s)
		if !hit {
			current = append(current, b)
			continue
		}
		at := func(t float64) Point { return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }
		if from > 0 {
			current = append(current, at(from))
		}
		if len(current) > 1 {
			parts = append(parts, current)
		}
		current = []Point{b}
		if to < 1 {
			current = []Point{at(to), b}
		}
	}
	if len(current) > 1 {
		parts = append(parts, current)
	}
	return parts
}

// within tells which part of a stretch, in shares of it, lies in a spot.
func within(a, b Point, s Spot) (from, to float64, hit bool) {
	from, to = 0, 1
	clip := func(start, delta, low, high float64) bool {
		if delta == 0 {
			return start > low && start < high
		}
		t0, t1 := (low-start)/delta, (high-start)/delta
		if t0 > t1 {
			t0, t1 = t1, t0
		}
		from, to = max(from, t0), min(to, t1)
		return from < to
	}
	hit = clip(a.X, b.X-a.X, s.X, s.X+s.W) && clip(a.Y, b.Y-a.Y, s.Y, s.Y+s.H)
	return from, to, hit
}

// bend writes a line whose corners are round.
func bend(c *canvas, pts []Point) {
	c.put("M", pts[0].X, " ", pts[0].Y)
	for k := 1; k < len(pts); k++ {
		p := pts[k]
		if k+1 == len(pts) {
			c.put("L", p.X, " ", p.Y)
			continue
		}
		in, out := math.Hypot(p.X-pts[k-1].X, p.Y-pts[k-1].Y), math.Hypot(pts[k+1].X-p.X, pts[k+1].Y-p.Y)
		r := min(corner, in/2, out/2)
		if r < 0.5 {
			c.put("L", p.X, " ", p.Y)
			continue
		}
		a := Point{p.X + (pts[k-1].X-p.X)*r/in, p.Y + (pts[k-1].Y-p.Y)*r/in}
		b := Point{p.X + (pts[k+1].X-p.X)*r/out, p.Y + (pts[k+1].Y-p.Y)*r/out}
		c.put("L", a.X, " ", a.Y, "Q", p.X, " ", p.Y, " ", b.X, " ", b.Y)
	}
}

func (d *Drawing) label(c *canvas, i int, x, y float64) {
	r, s := &d.Relations[i], d.Routes[i].Label
	if s.W == 0 {
		return
	}
	end := d.open(c, r.Link, r.LinkAt)
	c.lines(r.words(sizes[d.Size]).lines, x+s.X+s.W/2, y+s.Y+1, false)
	c.put(end)
}
