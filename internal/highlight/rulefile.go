package highlight

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// ruleFile is a lexer as it is written in a file: states of lines.
type ruleFile struct {
	lexer
	dotAll, fold, oneLine bool
	names                 []string // of states, in the order of the file
	lines                 map[string][]ruleLine
}

// ruleLine is one rule as written; expr and emit are empty for an include.
type ruleLine struct {
	include string
	expr    string
	emit    emitter
	moves   []call
	at      int // line number
}

// parseRules reads a rule file. Its lines are, with "#" for comments:
//
//	flags newline dotall fold oneline    expect a line end; . matches it; ignore case; ^ and $ only at the ends of the text
//	front yaml                           the text may begin with a block of another lexer
//	session                              what a terminal shows: the rules find prompts at the beginnings of lines
//	state NAME                           begins a state
//	include NAME                         the rules of another state
//	`EXPRESSION` EMITTER MOVES           a rule; either part may be "-"
//
// EMITTER is a token type, groups(E,E,…), self(STATE), using(LEXER), named(NAME GROUP,CODE GROUP,E,E,…) or body(E); MOVES are
// push(STATE,…), push(), pop(N) and combine(STATE,…), separated by spaces.
func parseRules(name string, data []byte) (*ruleFile, error) {
	f := &ruleFile{lexer: lexer{name: name}, lines: map[string][]ruleLine{}}
	current := ""
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for at := 1; lines.Scan(); at++ {
		line := lines.Text()
		word, value, _ := strings.Cut(line, " ")
		var err error
		switch word {
		case "", "#":
		case "flags":
			err = f.flags(value)
		case "front":
			f.front = value
		case "session":
			f.session = true
		case "state":
			current = value
			f.names = append(f.names, value)
			f.lines[value] = nil
		case "include":
			f.lines[current] = append(f.lines[current], ruleLine{include: value, at: at})
		default:
			var r ruleLine
			if r, err = parseRule(line); err == nil {
				r.at = at
				f.lines[current] = append(f.lines[current], r)
			}
		}
		if err == nil && current == "" && len(f.lines) > 0 {
			err = fmt.Errorf("a rule outside of a state")
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, at, err)
		}
	}
	return f, lines.Err()
}

func (f *ruleFile) flags(words string) error {
	for word := range strings.FieldsSeq(words) {
		switch word {
		case "newline":
			f.newline = true
		case "dotall":
			f.dotAll = true
		case "fold":
			f.fold = true
		case "oneline":
			f.oneLine = true
		default:
			return fmt.Errorf("unknown flag %q", word)
		}
	}
	return nil
}

func parseRule(line string) (ruleLine, error) {
	quoted, err := strconv.QuotedPrefix(line)
	if err != nil {
		return ruleLine{}, fmt.Errorf("no quoted expression: %q", line)
	}
	var r ruleLine
	if r.expr, err = strconv.Unquote(quoted); err != nil {
		return r, err
	}
	calls, err := parseCalls(line[len(quoted):])
	if err != nil {
		return r, err
	}
	if len(calls) == 0 {
		return r, fmt.Errorf("no emitter: %q", line)
	}
	r.moves = calls[1:]
	r.emit, err = newEmitter(calls[0])
	return r, err
}

// call is a word with arguments in parentheses.
type call struct {
	name string
	args []call
}

// parseCalls reads words separated by spaces or commas, with nested arguments.
func parseCalls(s string) ([]call, error) {
	stack := [][]call{nil}
	word := ""
	end := func() {
		if word != "" {
			top := len(stack) - 1
			stack[top] = append(stack[top], call{name: word})
			word = ""
		}
	}
	for _, r := range s {
		switch r {
		case ' ', ',':
			end()
		case '(':
			end()
			if len(stack[len(stack)-1]) == 0 {
				return nil, fmt.Errorf("arguments of nothing: %q", s)
			}
			stack = append(stack, nil)
		case ')':
			end()
			if len(stack) == 1 {
				return nil, fmt.Errorf("unbalanced: %q", s)
			}
			args := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			top := stack[len(stack)-1]
			top[len(top)-1].args = args
		default:
			word += string(r)
		}
	}
	end()
	if len(stack) != 1 {
		return nil, fmt.Errorf("unbalanced: %q", s)
	}
	return stack[0], nil
}

func newEmitter(c call) (emitter, error) {
	switch c.name {
	case "-":
		return emitter{}, nil
	case "self", "using":
		if len(c.args) != 1 {
			return emitter{}, fmt.Errorf("%s takes one name", c.name)
		}
		if c.name == "self" {
			return emitter{op: emitSelf, state: c.args[0].name, calls: true}, nil
		}
		return emitter{op: emitUsing, lexer: c.args[0].name, calls: true}, nil
	case "body":
		if len(c.args) != 1 {
			return emitter{}, fmt.Errorf("body takes a token type")
		}
		e, err := newEmitter(c.args[0])
		e.op, e.calls = emitBody, true
		return e, err
	case "groups":
		return newGroups(emitter{op: emitGroups}, c.args)
	case "named":
		if len(c.args) < 2 {
			return emitter{}, fmt.Errorf("named takes two group numbers")
		}
		e := emitter{op: emitNamed, calls: true}
		var err, err2 error
		e.name, err = strconv.Atoi(c.args[0].name)
		e.code, err2 = strconv.Atoi(c.args[1].name)
		if err != nil || err2 != nil {
			return emitter{}, fmt.Errorf("named takes two group numbers")
		}
		return newGroups(e, c.args[2:])
	default:
		t, err := chroma.TokenTypeString(c.name)
		if err != nil {
			return emitter{}, err
		}
		if t == chroma.Ignore {
			return emitter{}, nil
		}
		k, ok := kindOf(t)
		if !ok {
			return emitter{}, fmt.Errorf("token type %s has no kind", t)
		}
		return emitter{op: emitToken, kind: k}, nil
	}
}

func newGroups(e emitter, args []call) (emitter, error) {
	for _, a := range args {
		part, err := newEmitter(a)
		if err != nil {
			return e, err
		}
		if part.op == emitGroups || part.op == emitNamed {
			return e, fmt.Errorf("groups within groups")
		}
		e.calls = e.calls || part.calls
		e.parts = append(e.parts, part)
	}
	return e, nil
}

// wrap gives an expression the flags of the file, as chroma does.
func (f *ruleFile) wrap(expr string) string {
	flags := ""
	if !f.oneLine {
		flags += "m"
	}
	if f.fold {
		flags += "i"
	}
	if f.dotAll {
		flags += "s"
	}
	expr = "(?:" + expr + ")"
	if flags != "" {
		expr = "(?" + flags + ")" + expr
	}
	return `\G` + expr
}
