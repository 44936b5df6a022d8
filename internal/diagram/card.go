package diagram

import "strconv"

// Room inside a card and between its parts, in pixels.
const (
	padX, padY = 12, 11
	partGap    = 4
	iconSize   = 26 // of the mark of a person
	cardLeast  = 104
	lid        = 14 // of a cylinder: the height of its upper edge
	tip        = 14 // of a queue: the width of its right edge
)

// line is a line of text in a drawing.
type line struct {
	font *font
	text string
	gap  float64 // above it
}

// card is a text with the room that it takes.
type card struct {
	lines []line
	w, h  float64
}

// add puts a text, in lines, below what is there.
func (c *card) add(f *font, lines []string, gap float64) {
	for i, l := range lines {
		if i > 0 || len(c.lines) == 0 {
			c.lines = append(c.lines, line{f, l, 0})
			c.h += f.line
		} else {
			c.lines = append(c.lines, line{f, l, gap})
			c.h += f.line + gap
		}
		c.w = max(c.w, f.width(l))
	}
}

// card is a node as a box.
func (n *Node) card(s size, w Words) card {
	var c card
	c.add(&nameFont, nameFont.balance(n.Label, s.card), 0)
	c.add(&kindFont, kindFont.balance(n.kind(w), s.card), 1)
	c.add(&wordsFont, wordsFont.balance(n.Descr, s.card), partGap+2)
	c.w = max(c.w+2*padX, cardLeast)
	c.h += 2 * padY
	switch {
	case n.Type == Person:
		c.h += iconSize + partGap
	case n.Shape == Store:
		c.h += lid
	case n.Shape == Queue:
		c.w += 2 * tip
	}
	return c
}

// frame is the title of a boundary.
func (n *Node) frame(s size, w Words) card {
	var c card
	most := 1.4 * s.card
	c.add(&titleFont, titleFont.balance(n.Label, most), 0)
	c.add(&kindFont, kindFont.balance(n.kind(w), most), 0)
	c.add(&wordsFont, wordsFont.balance(n.Descr, most), partGap)
	return c
}

// kind is what stands in brackets below a name.
func (n *Node) kind(w Words) string {
	word := w(n.word())
	switch {
	case n.Holds && n.Tech != "" && n.Type != Machine:
		return "[" + n.Tech + "]"
	case n.Type == Machine && n.Tech == "":
		return ""
	case n.Type == Machine:
		return "[" + n.Tech + "]"
	case n.Holds && n.Type == Boundary:
		return ""
	case n.Tech != "":
		return "[" + word + ": " + n.Tech + "]"
	}
	return "[" + word + "]"
}

// word is the key of what a node is called.
func (n *Node) word() string {
	key := string(n.Type)
	if n.Shape != Box {
		key += "." + string(n.Shape)
	}
	if n.External {
		key += ".externo"
	}
	return key
}

// words are what stands at a relation's line.
func (r *Relation) words(s size) card {
	var c card
	text := r.Label
	if r.Number > 0 {
		text = strconv.Itoa(r.Number) + ". " + text
	}
	c.add(&labelFont, labelFont.balance(text, s.label), 0)
	if r.Tech != "" {
		c.add(&techFont, techFont.balance("["+r.Tech+"]", s.label), 0)
	}
	if c.h > 0 {
		c.w += 6
		c.h += 2
	}
	return c
}

// Words gives Folio's own words in a diagram: what a node is called, by its
// type and shape.
type Words func(key string) string
