package facts

import (
	"slices"
	"strings"

	"folio/internal/diagram"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/markdown"
)

// Diagram is what a drawing of the C4 model says.
type Diagram struct {
	Kind      diagram.Kind
	Title     string
	Elements  []Element // a boundary comes before what it holds
	Relations []Relation
	Place     Place
}

// Element is a person, a system or a part of one, or a boundary around some.
type Element struct {
	Alias       string
	Name        string
	Technology  string // what it is made with
	Description string
	Type        diagram.Type
	Shape       diagram.Shape
	External    bool
	Parent      int // in Diagram.Elements; -1 for none
	Line        int // of the source
}

// Relation leads from an element to another.
type Relation struct {
	From, To   int // in Diagram.Elements
	Label      string
	Technology string // by which protocol
	Both       bool   // leads back too
}

// diagrams are read of every manual: they are about the system whatever else its
// blueprint asks for.
func (r *reader) diagrams() {
	for _, p := range append([]*manual.Page{r.m.Cover}, r.m.Pages...) {
		if p.Doc == nil {
			continue
		}
		for _, d := range p.Doc.Diagrams {
			r.out.Diagrams = append(r.out.Diagrams, r.drawn(p, d))
		}
	}
}

// drawn is a diagram of a page, with the places of what it says.
func (r *reader) drawn(p *manual.Page, d markdown.Diagram) Diagram {
	x := DiagramOf(d.Diagram)
	x.Place = Place{URL: manual.Relative("", p.Out), File: strings.Clone(d.Pos.Path), Line: d.Pos.Line}
	if id := p.Above(d.Pos); id != "" {
		x.Place.URL += "#" + id
	}
	for i, line := range d.Lines {
		x.Elements[i].Line = line
	}
	return x
}

// DiagramOf is what a diagram says, wherever it stands.
func DiagramOf(d *diagram.Diagram) Diagram {
	x := Diagram{Kind: d.Kind, Title: words(d.Title)}
	for _, n := range d.Nodes {
		x.Elements = append(x.Elements, Element{
			Alias: strings.Clone(n.Alias), Name: words(n.Label), Technology: words(n.Tech), Description: words(n.Descr),
			Type: n.Type, Shape: n.Shape, External: n.External, Parent: n.Parent,
		})
	}
	for _, k := range d.Relations {
		y := Relation{From: k.From, To: k.To, Label: words(k.Label), Technology: words(k.Tech), Both: k.Both}
		if k.Back && !k.Both {
			y.From, y.To = y.To, y.From
		}
		x.Relations = append(x.Relations, y)
	}
	return x
}

// Component is an element as all diagrams of a manual show it.
type Component struct {
	Element
	Place Place
	// Calls are what it talks to: «Base de datos (JDBC)».
	Calls []Call
}

// Call is a component's to another.
type Call struct{ To, Technology string }

// noSystem is what «sistema» says of a manual that is about none.
const noSystem = "no"

// AboutNone tells whether the manual is about no system: its diagrams are examples.
func (m Manual) AboutNone() bool { return len(m.System) == 1 && i18n.Fold(m.System[0]) == noSystem }

// Components are the elements of the manual's diagrams that run somewhere: no
// persons, and nothing that only holds others together. The same in several
// diagrams is one.
func (m Manual) Components() []Component {
	if m.AboutNone() {
		return nil
	}
	var list []Component
	at := map[string]int{}
	for _, d := range m.Diagrams {
		for i, e := range d.Elements {
			if e.Type == diagram.Person || e.Type == diagram.Boundary || e.Type == diagram.Enterprise {
				continue
			}
			key := i18n.Fold(e.Name)
			k, seen := at[key]
			if !seen {
				k = len(list)
				at[key] = k
				list = append(list, Component{Element: e, Place: Place{d.Place.URL, d.Place.File, e.Line}})
			}
			list[k].complete(e, d.callsOf(i))
		}
	}
	return list
}

// complete adds what another diagram says of the same component.
func (c *Component) complete(e Element, calls []Call) {
	if c.Technology == "" {
		c.Technology = e.Technology
	}
	if c.Description == "" {
		c.Description = e.Description
	}
	for _, k := range calls {
		if !slices.Contains(c.Calls, k) {
			c.Calls = append(c.Calls, k)
		}
	}
}

// callsOf are an element's to others, in the order of the text.
func (d *Diagram) callsOf(i int) (list []Call) {
	for _, k := range d.Relations {
		switch {
		case k.From == i:
			list = append(list, Call{d.Elements[k.To].Name, k.Technology})
		case k.Both && k.To == i:
			list = append(list, Call{d.Elements[k.From].Name, k.Technology})
		}
	}
	return list
}
