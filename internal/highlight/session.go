package highlight

import (
	"slices"
	"strings"
)

// This file takes what a terminal shows apart: prompts, orders and output. A line does not say by itself which of them it is: an
// order goes on below (after a backslash, in an open quote, in a here-document), with the shell's own prompt for that or without
// one, and what a command prints may begin as a prompt does. So a session is read with a state, from order to order. What comes
// out serves everyone: what is neither prompt nor output is what a reader copies, to the byte.

// promptKind says when a line that begins as a prompt does is one.
type promptKind byte

const (
	noPrompt   promptKind = iota
	surePrompt            // $, a user and host, a client's name: always
	hashPrompt            // #, %, > by themselves: where the block shows them to be the prompt
	percentPrompt
	anglePrompt
	pathPrompt // a path and a sign, as small shells in containers have it: likewise
)

// sessionLine is a line of a session.
type sessionLine struct {
	from, to int // in the text, without the line end
	kind     promptKind
	prompt   int    // its length in bytes, the blank after it included
	lexer    string // of what is typed there; empty: none
}

// sessionPart is a stretch of a session: a prompt, output, or an order or a line of one.
type sessionPart struct {
	from, to int
	kind     partKind
	lexer    string // of an order
}

type partKind byte

const (
	promptPart partKind = iota
	orderPart
	morePart // the order goes on, after a prompt of its own or directly
	outputPart
)

// session is a session that is taken apart.
type session struct {
	text  string
	lines []sessionLine
	usual promptKind      // counts as a prompt beside a sure one; noPrompt: none does
	inner bool            // a command opened a shell of another prompt
	ends  map[docLine]int // the last line of each text; see docEnd
	parts []sessionPart
}

// session lexes s, what a terminal shows.
func (r *walk) session(lx *lexer, s string, base int) {
	parts := r.takeApart(lx, s)
	for i := 0; i < len(parts); {
		switch p := parts[i]; p.kind {
		case promptPart:
			r.add(promptToken, base+p.from, base+p.to)
		case outputPart:
			r.add(outputToken, base+p.from, base+p.to)
		default:
			n := orderLength(parts[i:])
			r.order(parts[i:i+n], s, base)
			i += n
			continue
		}
		i++
	}
}

// orderLength is how many parts, the first of them an order, are the order and what it goes on with.
func orderLength(parts []sessionPart) int {
	n := 1
	for n < len(parts) {
		switch {
		case parts[n].kind == morePart:
			n++
		case parts[n].kind == promptPart && n+1 < len(parts) && parts[n+1].kind == morePart:
			n += 2
		default:
			return n
		}
	}
	return n
}

// order adds the tokens of an order. Its pieces, between which prompts may stand, are lexed as one text.
func (r *walk) order(parts []sessionPart, s string, base int) {
	text := s[parts[0].from:parts[len(parts)-1].to]
	apart := slices.ContainsFunc(parts, func(p sessionPart) bool { return p.kind == promptPart })
	if apart {
		var b strings.Builder
		for _, p := range parts {
			if p.kind != promptPart {
				b.WriteString(s[p.from:p.to])
			}
		}
		text = b.String()
	}
	outer := r.tokens
	if apart {
		r.tokens = nil
	}
	if lexer := parts[0].lexer; lexer != "" && !r.plain {
		sub := r.h.lexer(lexer)
		if apart {
			r.lex(sub, sub.root, text, 0, len(text))
		} else {
			r.lex(sub, sub.root, text, base+parts[0].from, len(text))
		}
	}
	if !apart {
		return
	}
	made := r.tokens
	r.tokens = outer
	at := 0 // in text
	for _, p := range parts {
		if p.kind == promptPart {
			r.add(promptToken, base+p.from, base+p.to)
			continue
		}
		end, move := at+p.to-p.from, base+p.from-at
		for len(made) > 0 && int(made[0].start) < end {
			t := made[0]
			r.add(t.kind, move+max(int(t.start), at), move+min(int(t.end), end))
			if int(t.end) > end {
				break // it goes on after the prompt
			}
			made = made[1:]
		}
		at = end
	}
}

// takeApart returns the parts of s, which together are s.
func (r *walk) takeApart(lx *lexer, s string) []sessionPart {
	x := session{text: s, lines: r.sessionLines(lx, s)}
	if !x.walk(x.guess()) {
		x.walk(noPrompt) // what a shell with a sure prompt prints, or a comment above an order
	}
	return x.parts
}

// sessionLines finds the lines of s that begin as prompts do.
func (r *walk) sessionLines(lx *lexer, s string) []sessionLine {
	outer := r.text
	r.text = s
	list := make([]sessionLine, 0, strings.Count(s, "\n")+1)
	for at := 0; at < len(s); {
		to := len(s)
		if n := strings.IndexByte(s[at:], '\n'); n >= 0 {
			to = at + n
		}
		l := sessionLine{from: at, to: to}
		if rl, _ := r.match(&lx.states[lx.root], at); rl != nil && rl.emit.op == emitGroups {
			l.prompt = int(r.groups[3]) - at
			l.kind = kindOfPrompt(s[at : at+l.prompt])
			l.lexer = rl.emit.parts[1].lexer
		}
		list = append(list, l)
		at = to + 1
	}
	r.text = outer
	return list
}

func kindOfPrompt(p string) promptKind {
	if strings.HasPrefix(p, "(") { // an environment of Python's
		_, p, _ = strings.Cut(p, ") ")
	}
	switch strings.TrimSpace(p) {
	case "#":
		return hashPrompt
	case "%":
		return percentPrompt
	case ">":
		return anglePrompt
	}
	if strings.HasPrefix(p, "/") || strings.HasPrefix(p, "~") {
		return pathPrompt
	}
	return surePrompt
}

// guess is the kind of prompt that a block without a sure one has: that of its first line, else #.
func (x *session) guess() promptKind {
	for _, l := range x.lines {
		if strings.TrimSpace(x.text[l.from:l.to]) == "" {
			continue
		}
		if l.kind > surePrompt {
			return l.kind
		}
		break
	}
	return hashPrompt
}

// walk takes the session apart where prompts of a kind count. It is false, and the parts are of no use, when the block has a
// shell's sure prompt and the kind was given all the same.
func (x *session) walk(usual promptKind) bool {
	x.parts, x.usual, x.inner = x.parts[:0], usual, false
	for i := 0; i < len(x.lines); {
		l := x.lines[i]
		if !x.isPrompt(i) {
			x.add(sessionPart{l.from, x.after(i), outputPart, ""})
			i++
			continue
		}
		if l.kind == surePrompt && isShell(l.lexer) {
			if usual != noPrompt {
				return false
			}
			x.inner = false
		}
		if x.typed(i) == "" { // nothing to copy, no empty line either
			x.add(sessionPart{l.from, x.after(i), promptPart, ""})
			i++
			continue
		}
		x.add(sessionPart{l.from, l.from + l.prompt, promptPart, ""})
		x.add(sessionPart{l.from + l.prompt, x.after(i), orderPart, l.lexer})
		goesOn := x.goesOn(i)
		for k, prompt := range goesOn {
			m := x.lines[i+1+k]
			if prompt > 0 {
				x.add(sessionPart{m.from, m.from + prompt, promptPart, ""})
			}
			x.add(sessionPart{m.from + prompt, x.after(i + 1 + k), morePart, l.lexer})
		}
		x.inner = x.inner || l.lexer == "bash" && opensShell(x.typed(i))
		i += 1 + len(goesOn)
	}
	return true
}

// isPrompt tells whether line i begins with a prompt, for those that the block has.
func (x *session) isPrompt(i int) bool {
	switch k := x.lines[i].kind; k {
	case noPrompt, surePrompt:
		return k == surePrompt
	default:
		return k == x.usual || x.inner && (k == hashPrompt || k == pathPrompt)
	}
}

func isShell(lexer string) bool { return lexer == "bash" || lexer == "powershell" || lexer == "batch" }

// after is where line i ends, its line end included.
func (x *session) after(i int) int { return min(x.lines[i].to+1, len(x.text)) }

func (x *session) add(p sessionPart) {
	if n := len(x.parts); n > 0 && p.kind == outputPart && x.parts[n-1].kind == outputPart {
		x.parts[n-1].to = p.to
		return
	}
	if p.from < p.to {
		x.parts = append(x.parts, p)
	}
}

// goesOn returns the lines below line i that belong to its order: the length of the prompt of each, 0 for none.
func (x *session) goesOn(i int) []int {
	switch x.lines[i].lexer {
	case "bash":
		return x.shellGoesOn(i)
	case "powershell":
		return x.goesOnBelow(i, ">>", &powerShellOrder{})
	case "batch":
		return x.goesOnBelow(i, "More?", &caretOrder{})
	case "python":
		return x.goesOnBelow(i, "...", &caretOrder{none: true})
	case "sql":
		return x.statementGoesOn(i)
	}
	return nil
}

// line is line i as it is written.
func (x *session) line(i int) string { return x.text[x.lines[i].from:x.lines[i].to] }

// typed is what is typed at the prompt of line i.
func (x *session) typed(i int) string {
	return x.text[x.lines[i].from+x.lines[i].prompt : x.lines[i].to]
}
