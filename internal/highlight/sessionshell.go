package highlight

import "strings"

// This file reads an order as a POSIX shell does, as far as it takes to see where the order ends.

// shellOrder is what is open in an order.
type shellOrder struct {
	open  []byte // innermost last: a quote, a bracket, or the first letter of the word that opened it
	docs  []hereDoc
	join  bool // the line ended in a backslash
	more  bool // the line ended in |, && or ||
	start bool // a command begins here, so that words such as "for" mean something
}

// hereDoc is a here-document whose body is still to come.
type hereDoc struct {
	end  string
	tabs bool // those before the end do not count: <<-
}

// What is open, beside ' " ` ( and {.
const (
	ansiQuote  = '$' // $'…', in which a backslash escapes
	arithmetic = 'A' // ((…))
	inside     = 'P' // ( within one
	loopWord   = 'd' // up to done
	ifWord     = 'i' // up to fi
	caseWord   = 'c' // up to esac
)

// complete tells that the order ends with what was read.
func (o *shellOrder) complete() bool { return len(o.open)+len(o.docs) == 0 && !o.join && !o.more }

func (o *shellOrder) top() byte {
	if len(o.open) == 0 {
		return 0
	}
	return o.open[len(o.open)-1]
}

func (o *shellOrder) push(c byte) { o.open = append(o.open, c) }

// pop closes c if it is what was opened last.
func (o *shellOrder) pop(c byte) bool {
	if o.top() != c {
		return false
	}
	o.open = o.open[:len(o.open)-1]
	return true
}

// read reads a line of the order that is in no here-document.
func (o *shellOrder) read(t string) {
	if !o.join {
		o.start = true
	}
	o.join, o.more = false, false
	word := -1 // where the word at hand begins
	for i := 0; i < len(t); {
		if n := o.quoted(t[i:]); n > 0 {
			i += n
			continue
		}
		c := t[i]
		if strings.IndexByte(" \t;&|()<>", c) >= 0 && word >= 0 {
			o.word(t[word:i])
			word = -1
		}
		switch {
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#' && word < 0 && o.top() != arithmetic && o.top() != inside:
			return
		case strings.IndexByte(";&|()<>", c) >= 0:
			i += o.operator(t, i)
		default:
			if word < 0 {
				word = i
			}
			o.more = false
			i += o.letter(t[i:])
		}
	}
	switch {
	case word >= 0 && o.join:
		o.start = false
	case word >= 0:
		o.word(t[word:])
	}
}

// quoted reads on in an open quote; 0 when none is open.
func (o *shellOrder) quoted(t string) int {
	switch q := o.top(); {
	case q == '\'' && t[0] == '\'', q == ansiQuote && t[0] == '\'', q == '"' && t[0] == '"':
		o.pop(q)
	case q == '\'':
	case (q == ansiQuote || q == '"') && t[0] == '\\':
		return min(2, len(t))
	case q == ansiQuote:
	case q == '"' && (t[0] == '`' || strings.HasPrefix(t, "$(")):
		return o.letter(t)
	case q == '"':
	default:
		return 0
	}
	return 1
}

// letter reads what is part of a word: a letter, an escape, or what opens a quote or a command in it.
func (o *shellOrder) letter(t string) int {
	two := ""
	if len(t) > 1 {
		two = t[:2]
	}
	switch {
	case t[0] == '\\':
		o.join = len(t) == 1
		return min(2, len(t))
	case strings.HasPrefix(t, "$(("):
		o.push(arithmetic)
		return 3
	case two == "$(":
		o.push('(')
		o.start = true
		return 2
	case two == "$'":
		o.push(ansiQuote)
		return 2
	case t[0] == '`':
		if !o.pop('`') {
			o.push('`')
		}
	case t[0] == '\'' || t[0] == '"':
		o.push(t[0])
	}
	return 1
}

// operator reads the operator at t[i].
func (o *shellOrder) operator(t string, i int) int {
	rest := t[i:]
	inNumbers := o.top() == arithmetic || o.top() == inside
	o.more = false
	switch {
	case rest[0] == '(' && inNumbers:
		o.push(inside)
	case strings.HasPrefix(rest, "((") && o.start:
		o.push(arithmetic)
		return 2
	case rest[0] == '(':
		o.push('(')
		o.start = true
	case strings.HasPrefix(rest, "))") && o.pop(arithmetic):
		return 2
	case rest[0] == ')':
		if !o.pop(inside) {
			o.pop('(') // none in the pattern of a case
			o.start = true
		}
	case inNumbers:
	case strings.HasPrefix(rest, "<<<"):
		return 3
	case strings.HasPrefix(rest, "<<"):
		return 2 + o.hereDoc(rest[2:])
	case rest[0] == '<':
	case rest[0] == '>', strings.HasPrefix(rest, "&>"):
		if len(rest) > 1 && (rest[1] == '&' || rest[1] == '>' || rest[1] == '|') {
			return 2
		}
	default: // ; & |
		o.start = true
		o.more = rest[0] == '|' || strings.HasPrefix(rest, "&&")
		if len(rest) > 1 && (rest[1] == rest[0] || rest[:2] == "|&") {
			return 2
		}
	}
	return 1
}

// hereDoc reads what follows <<.
func (o *shellOrder) hereDoc(t string) int {
	d := hereDoc{tabs: strings.HasPrefix(t, "-")}
	i := 0
	if d.tabs {
		i++
	}
	for i < len(t) && (t[i] == ' ' || t[i] == '\t') {
		i++
	}
	var end strings.Builder
	quote := byte(0)
	for ; i < len(t) && (quote != 0 || strings.IndexByte(" \t;&|()<>", t[i]) < 0); i++ {
		switch c := t[i]; {
		case c == quote && quote != 0:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && c == '\\':
		default:
			end.WriteByte(c)
		}
	}
	if d.end = end.String(); d.end != "" {
		o.docs = append(o.docs, d)
	}
	return i
}

// word reads a word that has ended: those of the shell's own open and close what stands between them.
func (o *shellOrder) word(w string) {
	if !o.start {
		return
	}
	o.start = false
	switch w {
	case "if":
		o.push(ifWord)
		o.start = true
	case "while", "until":
		o.push(loopWord)
		o.start = true
	case "for", "select":
		o.push(loopWord)
	case "case":
		o.push(caseWord)
	case "{":
		o.push('{')
		o.start = true
	case "then", "do", "else", "elif", "!", "time":
		o.start = true
	case "fi":
		o.pop(ifWord)
	case "done":
		o.pop(loopWord)
	case "esac":
		o.pop(caseWord)
	case "}":
		o.pop('{')
	}
}
