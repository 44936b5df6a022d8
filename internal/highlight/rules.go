package highlight

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// lexer is the rule tables of one language, ready to run.
type lexer struct {
	name   string // file name without its ending
	states []state
	root   int

	newline bool   // the rules expect a line end at the end of the text
	front   string // lexer of a leading block between lines of "---", or empty
	session bool   // prompts, orders and output: see session.go
}

// state is a list of rules. The next byte says which of them can match.
type state struct {
	byByte [257]uint16 // into lists
	lists  [][]*rule
}

// rule is an expression and what to do where it matches.
type rule struct {
	match  step
	groups int // with the whole match
	emit   emitter
	moves  []move
}

// emitter says which tokens a match gives.
type emitter struct {
	op    emitOp
	kind  kind
	state string    // for emitSelf
	from  int       // the number of that state
	lexer string    // for emitUsing
	parts []emitter // for emitGroups and emitNamed: one per group, from group 1 on
	name  int       // for emitNamed: the group that holds the name of a language
	code  int       // for emitNamed: the group in that language
	calls bool      // a lexer may run, so that the groups are overwritten
}

type emitOp uint8

const (
	emitNone   emitOp = iota // nothing: the text is dropped
	emitToken                // the text is one token
	emitGroups               // every group by its own emitter; what is in no group is dropped
	emitSelf                 // the text by the same lexer, from some state
	emitUsing                // the text by another lexer
	emitNamed                // as emitGroups, but one group by the lexer that another names
	emitBody                 // the body of an HTTP message: by the lexer for the content type among the headers, or one token
)

// move changes the stack of states.
type move struct {
	pop   int // how many states leave; the rest is for pop == 0
	again bool
	push  int
}

// build compiles the tables. Includes are put in place; states that several rules combine become states of their own.
func (f *ruleFile) build() (*lexer, error) {
	b := builder{file: f, places: map[string]int{}, compiler: newCompiler(), rules: map[*ruleLine]*built{}}
	for _, name := range f.names {
		b.place(name)
	}
	for i := 0; i < len(b.queue); i++ { // combined states are added on the way
		if err := b.state(i); err != nil {
			return nil, err
		}
	}
	root, ok := b.places["root"]
	if !ok {
		return nil, fmt.Errorf("%s: no state root", f.name)
	}
	f.root = root
	f.states = b.done
	return &f.lexer, nil
}

type builder struct {
	file     *ruleFile
	compiler *compiler
	places   map[string]int // state name → number; combined ones under their names with spaces between
	queue    [][]string     // by number: the states that it is made of
	done     []state
	rules    map[*ruleLine]*built // a rule that several states include is compiled once
}

type built struct {
	rule
	first byteset
}

// place returns the number of the state that is made of the named ones, one after the other.
func (b *builder) place(names ...string) int {
	key := strings.Join(names, " ")
	at, ok := b.places[key]
	if !ok {
		at = len(b.queue)
		b.places[key] = at
		b.queue = append(b.queue, names)
	}
	return at
}

func (b *builder) state(number int) error {
	var rules []*rule
	var firsts []byteset
	add := func(r *built) {
		rules = append(rules, &r.rule)
		firsts = append(firsts, r.first)
	}
	for _, name := range b.queue[number] {
		if err := b.expand(name, nil, add); err != nil {
			return fmt.Errorf("%s: state %s: %w", b.file.name, name, err)
		}
	}
	var s state
	s.lists = dispatch(&s.byByte, firsts, func(i int) *rule { return rules[i] })
	b.done = append(b.done, s)
	return nil
}

// expand gives add the rules of a state and of those that it includes, in order.
func (b *builder) expand(name string, outer []string, add func(*built)) error {
	lines, ok := b.file.lines[name]
	if !ok {
		return fmt.Errorf("no state %q", name)
	}
	if slices.Contains(outer, name) {
		return fmt.Errorf("state %q includes itself", name)
	}
	for i := range lines {
		if lines[i].include != "" {
			if err := b.expand(lines[i].include, append(outer, name), add); err != nil {
				return err
			}
			continue
		}
		r, err := b.rule(&lines[i])
		if err != nil {
			return fmt.Errorf("line %d: %w", lines[i].at, err)
		}
		add(r)
	}
	return nil
}

func (b *builder) rule(line *ruleLine) (*built, error) {
	if r := b.rules[line]; r != nil {
		return r, nil
	}
	p, err := b.compiler.compile(b.file.wrap(line.expr))
	if err != nil {
		return nil, fmt.Errorf("%q: %w", line.expr, err)
	}
	r := &built{rule: rule{match: p.match, groups: p.groups, emit: line.emit}, first: p.first}
	if op := r.emit.op; (op == emitGroups || op == emitNamed) && len(r.emit.parts) != p.groups-1 {
		return nil, fmt.Errorf("%q: %d groups and %d emitters", line.expr, p.groups-1, len(r.emit.parts))
	}
	if err := b.resolve(&r.emit); err != nil {
		return nil, err
	}
	for _, c := range line.moves {
		moves, err := b.moves(c)
		if err != nil {
			return nil, err
		}
		r.moves = append(r.moves, moves...)
	}
	b.rules[line] = r
	return r, nil
}

// resolve finds the states that an emitter names.
func (b *builder) resolve(e *emitter) error {
	if e.op == emitSelf {
		if _, ok := b.file.lines[e.state]; !ok {
			return fmt.Errorf("self from no state: %q", e.state)
		}
		e.from = b.place(e.state)
	}
	for i := range e.parts {
		if err := b.resolve(&e.parts[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) moves(c call) ([]move, error) {
	switch c.name {
	case "pop":
		if len(c.args) != 1 {
			return nil, fmt.Errorf("pop takes a number")
		}
		n, err := strconv.Atoi(c.args[0].name)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("pop takes a number from 1: %q", c.args[0].name)
		}
		return []move{{pop: n}}, nil
	case "push":
		if len(c.args) == 0 {
			return []move{{again: true}}, nil
		}
		var moves []move
		for _, a := range c.args {
			if a.name == "#pop" {
				moves = append(moves, move{pop: 1})
				continue
			}
			if _, ok := b.file.lines[a.name]; !ok {
				return nil, fmt.Errorf("push of no state: %q", a.name)
			}
			moves = append(moves, move{push: b.place(a.name)})
		}
		return moves, nil
	case "combine":
		names := make([]string, len(c.args))
		for i, a := range c.args {
			names[i] = a.name
		}
		return []move{{push: b.place(names...)}}, nil
	default:
		return nil, fmt.Errorf("no move: %q", c.name)
	}
}
