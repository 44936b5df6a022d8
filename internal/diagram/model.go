package diagram

// Kind is what a diagram shows, by the word that opens it.
type Kind string

// The kinds, as Mermaid names them.
const (
	Context    Kind = "C4Context"
	Containers Kind = "C4Container"
	Components Kind = "C4Component"
	Deployment Kind = "C4Deployment"
	Dynamic    Kind = "C4Dynamic"
)

// kinds are all of them.
var kinds = []Kind{Context, Containers, Components, Deployment, Dynamic}

// Type is what a node stands for.
type Type string

// The types of node. Boundaries and nodes of a deployment hold others.
const (
	Person     Type = "persona"
	System     Type = "sistema"
	Container  Type = "contenedor"
	Component  Type = "componente"
	Enterprise Type = "organizacion"
	Boundary   Type = "limite"
	Machine    Type = "nodo"
)

// Shape is what a node looks like.
type Shape string

// The shapes.
const (
	Box   Shape = ""
	Store Shape = "datos"
	Queue Shape = "cola"
)

// Node is a person, a system or a part of one, or a boundary around some.
type Node struct {
	Alias    string
	Label    string
	Tech     string // in brackets: what it is made with, or what a boundary is
	Descr    string
	Link     string // as written; "" for none
	Type     Type
	Shape    Shape
	External bool
	// Holds tells a boundary, or a node of a deployment, whatever it holds.
	Holds  bool
	Parent int // in Diagram.Nodes; -1 for none
	At     int // in the source, as LinkAt, in bytes
	LinkAt int
}

// Relation leads from a node to another.
type Relation struct {
	From, To int // in Diagram.Nodes
	Label    string
	Tech     string
	Descr    string
	Number   int  // in a dynamic diagram; 0 elsewhere
	Both     bool // leads back too
	// Back tells that the arrow is at From; Up, that To is to stand above.
	Back, Up bool
	Link     string
	At       int
	LinkAt   int
}

// Diagram is a text that has been read.
type Diagram struct {
	Kind      Kind
	Title     string
	Descr     string // of what it shows, for who does not see it
	Sideways  bool   // it is to go from left to right
	Nodes     []Node // a node's parent comes before it
	Relations []Relation
}

// Fault is what is wrong with a text, or what of it has no effect.
type Fault struct {
	Key  string // of a finding
	At   int    // in the source, in bytes
	Args []string
	// Note tells that the diagram can be drawn all the same.
	Note bool
}

// children lists, for each node and for none (at the end), what it holds.
func (d *Diagram) children() [][]int {
	list := make([][]int, len(d.Nodes)+1)
	for i, n := range d.Nodes {
		p := n.Parent
		if p < 0 {
			p = len(d.Nodes)
		}
		list[p] = append(list[p], i)
	}
	return list
}
