package diagram

import (
	"html"
	"regexp"
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

func (p *parser) end() bool { return p.at >= len(p.src) }

// blanks skips blanks, not the ends of lines.
func (p *parser) blanks() {
	for !p.end() && (p.src[p.at] == ' ' || p.src[p.at] == '\t' || p.src[p.at] == '\r') {
		p.at++
	}
}

// space skips blanks, lines that say nothing, and comments.
func (p *parser) space() {
	for {
		p.blanks()
		switch {
		case p.end():
			return
		case p.src[p.at] == '\n' || p.src[p.at] == ';':
			p.at++
		case strings.HasPrefix(p.src[p.at:], "%%"):
			p.line()
		default:
			return
		}
	}
}

// line takes what is left of a line.
func (p *parser) line() string {
	rest := p.src[p.at:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	p.at += len(rest)
	return strings.TrimSpace(rest)
}

func (p *parser) word() string {
	from := p.at
	for !p.end() {
		c := p.src[p.at]
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			break
		}
		p.at++
	}
	return p.src[from:p.at]
}

// preamble skips what may stand before the word for the kind: data between
// lines of hyphens, and directives.
func (p *parser) preamble() (title string) {
	p.space()
	if strings.HasPrefix(p.src[p.at:], "---") {
		if end := strings.Index(p.src[p.at+3:], "\n---"); end >= 0 {
			for line := range strings.Lines(p.src[p.at : p.at+3+end]) {
				if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "title:"); ok {
					title = strings.Trim(strings.TrimSpace(rest), `"'`)
				}
			}
			p.at += 3 + end + len("\n---")
			p.line()
		}
	}
	p.space()
	return title
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

// after takes what follows a colon, to the end of the line or between braces.
func (p *parser) after() string {
	p.blanks()
	if strings.HasPrefix(p.src[p.at:], ":") {
		p.at++
		return p.line()
	}
	if strings.HasPrefix(p.src[p.at:], "{") {
		if end := strings.IndexByte(p.src[p.at:], '}'); end > 0 {
			text := p.src[p.at+1 : p.at+end]
			p.at += end + 1
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return p.line()
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

// argument is a value between the parentheses.
type argument struct {
	name string // of $name="value"
	text string
	at   int
}

// arguments reads what stands between the parentheses, by the names of the
// form's places.
func (p *parser) arguments(word string, f form) (map[string]argument, bool) {
	start := p.at
	p.at++
	out := map[string]argument{}
	for place := 0; ; {
		for p.blanks(); !p.end() && p.src[p.at] == '\n'; p.blanks() {
			p.at++ // after ( or a comma
		}
		if p.end() {
			p.fault(start, "DIA-01.cierre", word)
			return nil, false
		}
		a, ok := p.argument(word)
		if !ok {
			return nil, false
		}
		switch {
		case a.name != "":
			if !slices.Contains(f.places, a.name) && !f.ignored {
				p.fault(a.at, "DIA-01.nombre", "$"+clip(a.name), word)
			}
			out[a.name] = a
		case place < len(f.places):
			out[f.places[place]] = a
			place++
		case a.text != "" && !f.ignored:
			p.fault(a.at, "DIA-01.muchos", word, clip(a.text))
			place++
		}
		p.blanks()
		if p.end() || p.src[p.at] == '\n' {
			p.fault(start, "DIA-01.cierre", word)
			return nil, false
		}
		c := p.src[p.at]
		p.at++
		if c == ')' {
			break
		}
		if c != ',' {
			p.fault(p.at-1, "DIA-01.coma", word)
			return nil, false
		}
	}
	for _, name := range f.places[:f.needed] {
		if a, ok := out[name]; !ok || strings.TrimSpace(a.text) == "" {
			p.fault(start, "DIA-01.falta", word, names[name])
			return nil, false
		}
	}
	return out, true
}

var named = regexp.MustCompile(`^\$([A-Za-z0-9]+)[ \t]*=[ \t]*`)

// argument reads "text", text, or $name="text".
func (p *parser) argument(word string) (argument, bool) {
	a := argument{at: p.at}
	if m := named.FindStringSubmatch(p.src[p.at:]); m != nil {
		a.name = m[1]
		p.at += len(m[0])
	}
	if !p.end() && p.src[p.at] == '"' {
		a.at = p.at + 1
		end := strings.IndexByte(p.src[p.at+1:], '"')
		if end < 0 {
			p.fault(p.at, "DIA-01.comillas", word)
			return a, false
		}
		a.text = clean(p.src[p.at+1 : p.at+1+end])
		p.at += end + 2
		return a, true
	}
	a.at = p.at
	depth := 0
	for ; !p.end() && p.src[p.at] != '\n'; p.at++ {
		c := p.src[p.at]
		if c == '(' {
			depth++
		} else if c == ')' {
			depth--
		}
		if depth < 0 || depth == 0 && c == ',' {
			break
		}
	}
	a.text = clean(p.src[a.at:p.at])
	return a, true
}

var (
	breakTag = regexp.MustCompile(`(?i)<br[ \t]*/?>`)
	entity   = regexp.MustCompile(`#([A-Za-z]+|[0-9]+);`)
)

// clean is a text for people as Mermaid reads it: <br> breaks a line, and
// #quot; stands for what cannot be written.
func clean(s string) string {
	if strings.IndexByte(s, '<') >= 0 {
		s = breakTag.ReplaceAllString(s, "\x00")
	}
	if strings.IndexByte(s, '#') >= 0 {
		s = entity.ReplaceAllStringFunc(s, func(e string) string {
			name := e[1 : len(e)-1]
			if name[0] >= '0' && name[0] <= '9' {
				name = "#" + name
			}
			return html.UnescapeString("&" + name + ";")
		})
	}
	lines := strings.Split(s, "\x00")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(strings.ToValidUTF8(l, "\ufffd")), " ")
	}
	s = strings.TrimSpace(strings.Join(lines, "\n"))
	if r := []rune(s); len(r) > maxText {
		s = string(r[:maxText-1]) + "…"
	}
	return s
}

// address is an argument as it was written, for what no person reads.
func (a argument) address() string { return strings.TrimSpace(a.text) }

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
