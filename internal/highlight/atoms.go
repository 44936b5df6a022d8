package highlight

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// This file has the steps that match in one way only: characters, literals, references and places.

// where is a step that takes no room.
func where(holds func(m *machine, p int) bool) step {
	return func(m *machine, p int) int {
		if holds(m, p) {
			return p
		}
		return fail
	}
}

// character is one character.
func character(n *syntax.RegexNode, set *charset, back bool) step {
	switch {
	case back:
		return func(m *machine, p int) int { return set.back(m.text, p) }
	case n.T == syntax.NtOne && n.Ch < utf8.RuneSelf:
		b := byte(n.Ch)
		return func(m *machine, p int) int {
			if p < len(m.text) && m.text[p] == b {
				return p + 1
			}
			return fail
		}
	default:
		return func(m *machine, p int) int { return set.one(m.text, p) }
	}
}

func literal(s string, back bool) step {
	if back {
		return func(m *machine, p int) int {
			if strings.HasSuffix(m.text[:p], s) {
				return p - len(s)
			}
			return fail
		}
	}
	return func(m *machine, p int) int {
		if strings.HasPrefix(m.text[p:], s) {
			return p + len(s)
		}
		return fail
	}
}

// run takes from least to most characters of a set, as many as there are.
func run(set *charset, least, most int, back bool) step {
	if most == math.MaxInt32 && least <= 1 && !back {
		return func(m *machine, p int) int {
			q := set.run(m.text, p)
			if q-p < least {
				return fail
			}
			m.spend((q - p) >> 3)
			return q
		}
	}
	one := set.one
	if back {
		one = set.back
	}
	return func(m *machine, p int) int {
		n := 0
		for n < most {
			q := one(m.text, p)
			if q < 0 {
				break
			}
			p = q
			n++
		}
		m.spend(n >> 3)
		if n < least {
			return fail
		}
		return p
	}
}

// reference matches the text of a group again. A group that has not matched does not match again either.
func reference(group int, fold, back bool) step {
	return func(m *machine, p int) int {
		from, to := m.groups[2*group], m.groups[2*group+1]
		if from < 0 {
			return fail
		}
		want := m.text[from:to]
		m.spend(len(want) >> 3)
		if fold {
			return foldedReference(m.text, p, want, back)
		}
		switch {
		case back && strings.HasSuffix(m.text[:p], want):
			return p - len(want)
		case !back && strings.HasPrefix(m.text[p:], want):
			return p + len(want)
		}
		return fail
	}
}

// foldedReference compares character by character in lower case, as regexp2 does.
func foldedReference(s string, p int, want string, back bool) int {
	n := utf8.RuneCountInString(want)
	q := p
	for range n {
		if back {
			if q == 0 {
				return fail
			}
			q = before(s, q)
			continue
		}
		if q == len(s) {
			return fail
		}
		_, size := utf8.DecodeRuneInString(s[q:])
		q += size
	}
	have := s[min(p, q):max(p, q)]
	for _, r := range want {
		h, size := utf8.DecodeRuneInString(have)
		if unicode.ToLower(h) != unicode.ToLower(r) {
			return fail
		}
		have = have[size:]
	}
	return q
}

func wordAt(s string, p int) bool {
	if p >= len(s) {
		return false
	}
	if s[p] < utf8.RuneSelf {
		return asciiWord(s[p])
	}
	r, _ := utf8.DecodeRuneInString(s[p:])
	return word(r)
}

func wordBefore(s string, p int) bool {
	if p <= 0 {
		return false
	}
	if s[p-1] < utf8.RuneSelf {
		return asciiWord(s[p-1])
	}
	r, _ := utf8.DecodeLastRuneInString(s[:p])
	return word(r)
}

func asciiWord(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || b == '_'
}

// word answers as regexp2 does, without a look into the tables of Unicode for the letters of Spanish.
func word(r rune) bool {
	if r >= 'À' && r <= 'ÿ' {
		return r != '×' && r != '÷'
	}
	return syntax.IsWordChar(r)
}
