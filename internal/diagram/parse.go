package diagram

import (
	"slices"
	"strconv"
	"strings"
)

// Limits, beyond which nobody could read a drawing and making one would take
// long.
const (
	MaxNodes     = 60
	MaxRelations = 120
	maxDepth     = 8
	maxFaults    = 20
	maxText      = 600 // runes of one word for people
)

// IsC4 tells whether a text opens with one of the words for a C4 diagram.
func IsC4(src string) bool {
	p := parser{src: src}
	p.preamble()
	return strings.HasPrefix(p.src[p.at:], "C4")
}

// Parse reads a diagram. It can be drawn when no fault is more than a note.
func Parse(src string) (*Diagram, []Fault) {
	p := &parser{src: src, d: &Diagram{}, byAlias: map[string]int{}, parent: -1}
	p.read()
	return p.d, p.faults
}

// parser reads a text from its beginning to its end.
type parser struct {
	src     string
	at      int
	d       *Diagram
	byAlias map[string]int
	faults  []Fault

	parent int   // the boundary that is open; -1 for none
	opened []int // where the open boundaries' braces are
	rels   []relation
	styles map[string]bool // ignored words that have been said
}

// relation is one whose ends are looked up when all nodes are known.
type relation struct {
	Relation
	from, to argument
}

func (p *parser) fault(at int, key string, args ...string) {
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, Fault{Key: key, At: min(at, len(p.src)), Args: args})
	}
}

func (p *parser) note(at int, key string, args ...string) {
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, Fault{Key: key, At: min(at, len(p.src)), Args: args, Note: true})
	}
}

func (p *parser) read() {
	p.d.Title = p.preamble()
	at := p.at
	word := p.word()
	switch p.d.Kind = Kind(word); {
	case slices.Contains(kinds, p.d.Kind):
	default:
		p.fault(at, "DIA-01.tipo", clip(first(word, p.line())))
		return
	}
	for p.space(); !p.end() && len(p.faults) < maxFaults; p.space() {
		p.statement()
	}
	for _, at := range p.opened {
		p.fault(at, "DIA-01.abierta")
	}
	if !slices.ContainsFunc(p.faults, func(f Fault) bool { return !f.Note }) {
		p.relate() // else what is missing may be what is misspelt
	}
	if len(p.d.Nodes) == 0 && len(p.faults) == 0 {
		p.fault(at, "DIA-01.vacio")
	}
	slices.SortStableFunc(p.faults, func(a, b Fault) int { return a.At - b.At })
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// clip keeps what is shown of a text short.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

func (p *parser) statement() {
	at := p.at
	if p.src[p.at] == '}' {
		p.at++
		p.closeBoundary(at)
		return
	}
	word := p.word()
	switch word {
	case "title":
		p.d.Title = clean(p.line())
	case "accTitle":
		p.after()
	case "accDescr":
		p.d.Descr = clean(p.after())
	case "direction":
		p.blanks()
		p.d.Sideways = strings.HasSuffix(p.word(), "R") || strings.HasSuffix(p.src[:p.at], "RL")
	default:
		p.call(at, word)
	}
}

func (p *parser) closeBoundary(at int) {
	if len(p.opened) == 0 {
		p.fault(at, "DIA-01.sobra")
		return
	}
	p.opened = p.opened[:len(p.opened)-1]
	p.parent = p.d.Nodes[p.parent].Parent
}

// call reads NAME(…), and the brace of a boundary.
func (p *parser) call(at int, word string) {
	f, known := forms[word]
	if !known {
		if word == "" {
			word = p.line()
		}
		p.line()
		if near := nearest(word); near != "" {
			p.fault(at, "DIA-01.parecida", clip(word), near)
		} else {
			p.fault(at, "DIA-01", clip(word))
		}
		return
	}
	p.blanks()
	if p.end() || p.src[p.at] != '(' {
		p.fault(p.at, "DIA-01.parentesis", word)
		p.line()
		return
	}
	args, ok := p.arguments(word, f)
	if !ok {
		p.line()
		return
	}
	switch {
	case f.ignored:
		if p.firstOf(word) {
			p.note(at, "DIA-04", word)
		}
	case f.relates:
		p.relation(at, word, f, args)
	default:
		p.node(at, word, f, args)
	}
	if f.holds {
		p.open(at, word)
		return
	}
	p.blanks()
	if !p.end() && p.src[p.at] != '\n' && p.src[p.at] != '}' && p.src[p.at] != ';' && !strings.HasPrefix(p.src[p.at:], "%%") {
		rest := p.at
		p.fault(rest, "DIA-01.resto", clip(p.line()))
	}
}

// open takes the brace that opens a boundary.
func (p *parser) open(at int, word string) {
	back := p.at
	p.space()
	if p.end() || p.src[p.at] != '{' {
		p.at = back
		if word == "Deployment_Node" || strings.HasPrefix(word, "Node") {
			return // one that holds nothing
		}
		p.fault(back, "DIA-01.llave", word)
		return
	}
	p.opened = append(p.opened, p.at)
	p.at++
	if len(p.opened) > maxDepth {
		p.fault(at, "DIA-05.niveles", strconv.Itoa(maxDepth))
		p.at = len(p.src)
		p.opened = nil
		return
	}
	p.parent = len(p.d.Nodes) - 1
}

func (p *parser) node(at int, word string, f form, args map[string]argument) {
	n := Node{
		Alias: args["alias"].address(), Label: args["label"].text, Tech: first(args["techn"].text, args["type"].text), Descr: args["descr"].text,
		Link: args["link"].address(), LinkAt: args["link"].at,
		Type: f.makes, Shape: f.shape, External: f.external, Holds: f.holds, Parent: p.parent, At: at,
	}
	p.unused(word, args)
	if _, taken := p.byAlias[n.Alias]; taken {
		p.fault(args["alias"].at, "DIA-03", n.Alias)
	}
	if len(p.d.Nodes) == MaxNodes {
		p.fault(at, "DIA-05", strconv.Itoa(MaxNodes))
		p.at = len(p.src)
		p.opened = nil
	}
	p.byAlias[n.Alias] = len(p.d.Nodes)
	p.d.Nodes = append(p.d.Nodes, n)
}

// firstOf tells whether a word that has no effect was not met before.
func (p *parser) firstOf(word string) bool {
	first := !p.styles[word]
	if p.styles == nil {
		p.styles = map[string]bool{}
	}
	p.styles[word] = true
	return first
}

// unused says which of the arguments have no effect here.
func (p *parser) unused(word string, args map[string]argument) {
	for _, name := range []string{"sprite", "tags"} {
		if a := args[name]; a.text != "" && p.firstOf(name) {
			p.note(a.at, "DIA-04.dato", "$"+name, word)
		}
	}
}

func (p *parser) relation(at int, word string, f form, args map[string]argument) {
	r := relation{from: args["from"], to: args["to"]}
	r.Relation = Relation{
		Label: args["label"].text, Tech: args["techn"].text, Descr: args["descr"].text, Both: f.both, Back: f.back, Up: f.up,
		Link: args["link"].address(), LinkAt: args["link"].at, At: at,
	}
	p.unused(word, args)
	if len(p.rels) == MaxRelations {
		p.fault(at, "DIA-05.relaciones", strconv.Itoa(MaxRelations))
		p.at = len(p.src)
		p.opened = nil
		return
	}
	p.rels = append(p.rels, r)
}

// relate looks up the ends of the relations.
func (p *parser) relate() {
	for _, r := range p.rels {
		ok := true
		find := func(a argument) int {
			i, known := p.byAlias[a.address()]
			if !known {
				p.fault(a.at, "DIA-02", clip(a.address()))
				ok = false
			}
			return i
		}
		r.From, r.To = find(r.from), find(r.to)
		if ok && r.From != r.To && (p.d.holds(r.From, r.To) || p.d.holds(r.To, r.From)) {
			p.fault(r.At, "DIA-02.dentro", clip(r.from.address()), clip(r.to.address()))
			ok = false
		}
		if !ok {
			continue
		}
		if p.d.Kind == Dynamic {
			r.Number = len(p.d.Relations) + 1
		}
		p.d.Relations = append(p.d.Relations, r.Relation)
	}
}
