package highlight

import (
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// charset is a set of characters made ready to be asked by the byte.
type charset struct {
	// byByte answers for the first byte of a character. A character beyond ASCII is answered so only if the set holds all of
	// them or none.
	byByte [256]answer
	latin  [256]bool // by character, up to U+00FF: what Spanish text needs
	in     func(rune) bool
	first  byteset // the bytes that its characters begin with
}

type answer uint8

const (
	out answer = iota
	in
	ask // decode and ask has
)

func (c *charset) has(r rune) bool {
	if r < 256 {
		return c.latin[r]
	}
	return c.in(r)
}

// one returns the position after the character at p, or fail.
func (c *charset) one(s string, p int) int {
	if p >= len(s) {
		return fail
	}
	b := s[p]
	if b < utf8.RuneSelf {
		if c.byByte[b] == in {
			return p + 1
		}
		return fail
	}
	r, n := utf8.DecodeRuneInString(s[p:])
	if c.has(r) {
		return p + n
	}
	return fail
}

// back is one to the left: it returns where the character that ends at p begins, or fail.
func (c *charset) back(s string, p int) int {
	if p <= 0 {
		return fail
	}
	r, n := utf8.DecodeLastRuneInString(s[:p])
	if c.has(r) {
		return p - n
	}
	return fail
}

// run returns the position after the longest run of characters of the set from p on.
func (c *charset) run(s string, p int) int {
	for p < len(s) {
		switch c.byByte[s[p]] {
		case in:
			// The bytes that follow the first one of a character beyond ASCII are answered as it is.
			p++
		case ask:
			r, n := utf8.DecodeRuneInString(s[p:])
			if !c.has(r) {
				return p
			}
			p += n
		default:
			return p
		}
	}
	return p
}

// charsets makes each set once per lexer: the same few occur in many rules.
type charsets struct {
	byKey  map[string]*charset
	byNode map[*syntax.RegexNode]*charset
}

// of returns the charset of a node that is one character or a loop over one.
func (all *charsets) of(n *syntax.RegexNode) *charset {
	if c := all.byNode[n]; c != nil {
		return c
	}
	c := all.find(n)
	all.byNode[n] = c
	return c
}

func (all *charsets) find(n *syntax.RegexNode) *charset {
	switch {
	case n.IsOneFamily():
		return all.get("="+string(n.Ch), func(r rune) bool { return r == n.Ch }, beyond(n.Ch, out))
	case n.IsNotoneFamily():
		return all.get("!"+string(n.Ch), func(r rune) bool { return r != n.Ch }, beyond(n.Ch, in))
	}
	rest := ask
	switch a := n.Set.Analyze(); {
	case n.Set.IsAnything() && !n.Set.IsNegated() && !n.Set.HasSubtraction(), a.AllNonAsciiContained:
		rest = in
	case a.ContainsOnlyAscii:
		rest = out
	}
	// A letter in either case is so common that it gets a cheaper key than the hash of the set.
	if r := n.Set.GetIfNRanges(2); r != nil && !n.Set.IsNegated() {
		return all.get(string([]rune{'[', r[0].First, r[0].Last, r[1].First, r[1].Last}), n.Set.CharIn, rest)
	}
	return all.get("#"+string(n.Set.Hash()), n.Set.CharIn, rest)
}

// beyond returns what a set of all characters but one, or of one only, answers beyond ASCII.
func beyond(r rune, others answer) answer {
	if r < utf8.RuneSelf {
		return others
	}
	return ask
}

// get makes the set with the given key unless it is there; rest is its answer beyond ASCII.
func (all *charsets) get(key string, has func(rune) bool, rest answer) *charset {
	if c := all.byKey[key]; c != nil {
		return c
	}
	c := &charset{in: has}
	for r := range rune(256) {
		if r >= utf8.RuneSelf {
			c.byByte[r] = rest
		}
		if c.latin[r] = has(r); c.latin[r] && r < utf8.RuneSelf {
			c.byByte[r] = in
		}
	}
	for b, a := range c.byByte {
		if a != out {
			c.first.add(byte(b))
		}
	}
	all.byKey[key] = c
	return c
}
