package diagram

import (
	"strconv"
	"strings"
)

// List appends the drawing as words, in HTML: its elements, each within what
// holds it, and its relations.
func (d *Drawing) List(dst []byte) []byte {
	c := &canvas{dst}
	c.put("<p>")
	c.text(d.Words("lista.elementos"))
	c.put("</p>\n")
	children := d.children()
	var list func(of []int)
	list = func(of []int) {
		c.put("<ul>\n")
		for _, i := range of {
			n := &d.Nodes[i]
			c.put("<li>")
			end := d.open(c, n.Link, n.LinkAt)
			c.text(flat(n.Label))
			c.put(end)
			if k := n.kind(d.Words); k != "" {
				c.put(" ")
				c.text(flat(k))
			}
			if n.Descr != "" {
				c.put(": ")
				c.text(flat(n.Descr))
			}
			if len(children[i]) > 0 {
				c.put("\n")
				list(children[i])
			}
			c.put("</li>\n")
		}
		c.put("</ul>\n")
	}
	list(children[len(d.Nodes)])
	if len(d.Relations) > 0 {
		c.put("<p>")
		c.text(d.Words("lista.relaciones"))
		c.put("</p>\n<ul>\n")
		for i := range d.Relations {
			r := &d.Relations[i]
			c.put("<li>")
			end := d.open(c, r.Link, r.LinkAt)
			c.text(d.sentence(r))
			c.put(end, "</li>\n")
		}
		c.put("</ul>\n")
	}
	return c.buf
}

// flat is a text on one line.
func flat(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// sentence is a relation in words.
func (d *Diagram) sentence(r *Relation) string {
	var b strings.Builder
	if r.Number > 0 {
		b.WriteString(strconv.Itoa(r.Number) + ". ")
	}
	from, to := d.Nodes[r.From].Label, d.Nodes[r.To].Label
	sign := " → "
	switch {
	case r.Both:
		sign = " ↔ "
	case r.Back:
		from, to = to, from
	}
	b.WriteString(flat(from) + sign + flat(to))
	if r.Label != "" {
		b.WriteString(": " + flat(r.Label))
	}
	if r.Tech != "" {
		b.WriteString(" [" + flat(r.Tech) + "]")
	}
	if r.Descr != "" {
		b.WriteString(". " + flat(r.Descr))
	}
	return b.String()
}

// Text is all that the diagram says, for who searches it.
func (d *Diagram) Text() string {
	var b strings.Builder
	for _, s := range []string{d.Title, d.Descr} {
		if s != "" {
			b.WriteString(flat(s) + "\n")
		}
	}
	for _, n := range d.Nodes {
		b.WriteString(strings.Join(strings.Fields(n.Label+" "+n.Tech+" "+n.Descr), " ") + "\n")
	}
	for i := range d.Relations {
		b.WriteString(d.sentence(&d.Relations[i]) + "\n")
	}
	return b.String()
}
