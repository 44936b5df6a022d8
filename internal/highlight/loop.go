package highlight

import (
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
)

// This file walks over a source by the rules of a lexer. It is chroma's loop, with the same results: the first rule of the
// state that matches wins; where none does, a line end goes back to the state that the walk began in, and any other character
// is an error of its own.

// walk is a walk: the machine that matches, and the tokens so far.
type walk struct {
	machine
	h      *Highlighter // finds other lexers
	tokens []token
	stack  []int
	nested int  // lexers within lexers
	plain  bool // orders of a session have no tokens of their own
}

// maxNested is how many lexers may run within one another; a rule that gives its own text to its own lexer would not end.
const maxNested = 50

// whole lexes s, which begins at byte base of the source, as a text of its own, from root on.
func (r *walk) whole(lx *lexer, s string, base int) {
	if lx.front != "" {
		if n := frontMatter(s); n > 0 {
			r.whole(r.h.lexer(lx.front), s[:n], base)
			s, base = s[n:], base+n
		}
	}
	end := len(s)
	if lx.session {
		r.session(lx, s, base)
		return
	}
	if lx.newline && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	r.lex(lx, lx.root, s, base, end)
}

// lex lexes s from a state on, up to end. Tokens may reach beyond end, into the line end that was added.
func (r *walk) lex(lx *lexer, from int, s string, base, end int) {
	if r.nested++; r.nested > maxNested {
		panic(giveUp{TooSlow})
	}
	outer, bottom, begun := r.text, len(r.stack), len(r.tokens)
	r.text = s
	r.stack = append(r.stack, from)
	p := 0
	for p < end && len(r.stack) > bottom {
		top := r.stack[len(r.stack)-1]
		st := &lx.states[top]
		rl, q := r.match(st, p)
		switch {
		case rl != nil:
			r.move(rl.moves, top, bottom)
			if rl.emit.op == emitToken {
				r.add(rl.emit.kind, base+p, base+q)
			} else {
				r.emit(lx, &rl.emit, base, p, q, begun)
			}
			p = q
		case s[p] == '\n' && top != from:
			r.spend(1)
			r.stack = append(r.stack[:bottom], from)
		default:
			_, n := utf8.DecodeRuneInString(s[p:])
			r.add(errorKind, base+p, base+p+n)
			p += n
		}
	}
	if p < len(s) && len(r.stack) == bottom {
		r.add(errorKind, base+p, base+len(s))
	}
	r.stack = r.stack[:bottom]
	r.text = outer
	r.nested--
}

// match returns the first rule that matches at p, and where its match ends.
func (r *walk) match(st *state, p int) (*rule, int) {
	for _, rl := range st.lists[st.byByte[r.text[p]]] {
		r.spend(1)
		for g := 2; g < 2*rl.groups; g++ {
			r.groups[g] = -1
		}
		r.start = p
		if q := rl.match(&r.machine, p); q >= 0 {
			return rl, q
		}
	}
	return nil, p
}

// move changes the stack, of which what is above bottom is this walk's. Rules that pop more than there is make chroma panic.
func (r *walk) move(moves []move, top, bottom int) {
	for _, mv := range moves {
		switch {
		case mv.pop > len(r.stack)-bottom:
			panic(giveUp{BadRules})
		case mv.pop > 0:
			r.stack = r.stack[:len(r.stack)-mv.pop]
		case mv.again:
			r.stack = append(r.stack, top)
		default:
			r.stack = append(r.stack, mv.push)
		}
	}
}

// emit adds the tokens of the match [p, q) of r.text.
func (r *walk) emit(lx *lexer, e *emitter, base, p, q, begun int) {
	switch e.op {
	case emitNone:
	case emitToken:
		r.add(e.kind, base+p, base+q)
	case emitGroups, emitNamed:
		groups := &r.groups
		if e.calls { // another lexer captures groups of its own
			own := r.groups
			groups = &own
		}
		for i := range e.parts {
			from, to := int(groups[2*i+2]), int(groups[2*i+3])
			if from < 0 || from == to {
				continue
			}
			if e.op == emitNamed && i+1 == e.code && groups[2*e.name] >= 0 {
				if sub := r.h.named(r.text[groups[2*e.name]:groups[2*e.name+1]]); sub != nil {
					r.whole(sub, r.text[from:to], base+from)
					continue
				}
			}
			part := &e.parts[i]
			if part.op == emitToken {
				r.add(part.kind, base+from, base+to)
			} else {
				r.emit(lx, part, base, from, to, begun)
			}
		}
	case emitSelf:
		r.lex(lx, e.from, r.text[p:q], base+p, q-p)
	case emitUsing:
		sub := r.h.lexer(e.lexer)
		r.lex(sub, sub.root, r.text[p:q], base+p, q-p)
	case emitBody:
		kind := e.kind
		if t := r.contentType(begun, base); t != "" {
			if sub := r.h.body(t); sub != nil {
				r.whole(sub, r.text[p:q], base+p)
				return
			}
			kind = textKind
		}
		r.add(kind, base+p, base+q)
	}
}

// add appends a token; neighbours of one kind are one token.
func (r *walk) add(k kind, from, to int) {
	if n := len(r.tokens); n > 0 {
		if last := &r.tokens[n-1]; last.kind == k && int(last.end) == from {
			last.end = int32(to)
			return
		}
	}
	if from < to {
		r.tokens = append(r.tokens, token{k, int32(from), int32(to)})
	}
}

// contentType returns the lower-case content type among the headers of an HTTP message, whose tokens begin at begun.
func (r *walk) contentType(begun, base int) string {
	named, value := false, ""
	for _, t := range r.tokens[begun:] {
		s := r.text[int(t.start)-base : int(t.end)-base]
		switch kinds[t.kind].of {
		case chroma.Name:
			named = named || strings.EqualFold(s, "content-type")
		case chroma.Literal:
			if named {
				value, _, _ = strings.Cut(strings.TrimSpace(s), ";")
				named = false
			}
		}
	}
	return strings.TrimSpace(value)
}

// frontMatter returns the length of a leading block between two lines of "---", both included, or 0.
func frontMatter(s string) int {
	if !strings.HasPrefix(s, "---\n") {
		return 0
	}
	for at := 4; ; {
		n := strings.IndexByte(s[at:], '\n')
		if n < 0 {
			return 0
		}
		if s[at:at+n] == "---" {
			return at + n + 1
		}
		at += n + 1
	}
}
