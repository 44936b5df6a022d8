package highlight

import (
	"slices"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// byteset is a set of bytes, and of the end of the text, at which something can match. It may hold too much, never too little.
type byteset struct {
	bits [4]uint64
	end  bool
}

func (b *byteset) add(c byte)      { b.bits[c>>6] |= 1 << (c & 63) }
func (b *byteset) has(c byte) bool { return b.bits[c>>6]>>(c&63)&1 != 0 }

// at tells whether the set holds what is at p in s.
func (b *byteset) at(s string, p int) bool {
	if p < len(s) {
		return b.has(s[p])
	}
	return b.end
}

func (b byteset) or(o byteset) byteset {
	for i := range b.bits {
		b.bits[i] |= o.bits[i]
	}
	b.end = b.end || o.end
	return b
}

func (b byteset) and(o byteset) byteset {
	for i := range b.bits {
		b.bits[i] &= o.bits[i]
	}
	b.end = b.end && o.end
	return b
}

func (b byteset) meets(o byteset) bool { return b.and(o) != byteset{} }

func everything() byteset {
	return byteset{bits: [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}, end: true}
}

// first returns the bytes at which n followed by what can begin with follow may match.
func (c *compiler) first(n *syntax.RegexNode, follow byteset) byteset {
	if n.Options&syntax.RightToLeft != 0 && n.T != syntax.NtPosLook && n.T != syntax.NtNegLook {
		return everything()
	}
	if words := c.words(n); words != nil {
		return words.first()
	}
	switch n.T {
	case syntax.NtOne, syntax.NtNotone, syntax.NtSet:
		return c.sets.of(n).first
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop, syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy,
		syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic:
		set := c.sets.of(n).first
		if n.M == 0 {
			set = set.or(follow)
		}
		return set
	case syntax.NtMulti:
		var set byteset
		set.add(string(n.Str[0])[0])
		return set
	case syntax.NtConcatenate:
		last := 0 // what follows the first child that takes room does not count
		for last < len(n.Children)-1 && empty(n.Children[last]) {
			last++
		}
		for i := last; i >= 0; i-- {
			follow = c.first(n.Children[i], follow)
		}
		return follow
	case syntax.NtAlternate:
		var set byteset
		for _, child := range n.Children {
			set = set.or(c.first(child, follow))
		}
		return set
	case syntax.NtLoop, syntax.NtLazyloop:
		set := c.first(n.Children[0], follow)
		if n.M == 0 {
			set = set.or(follow)
		}
		return set
	case syntax.NtCapture, syntax.NtGroup, syntax.NtAtomic:
		return c.first(n.Children[0], follow)
	case syntax.NtPosLook:
		if n.Options&syntax.RightToLeft == 0 {
			return c.first(n.Children[0], everything()).and(follow)
		}
		return follow
	case syntax.NtEol, syntax.NtEndZ:
		line := byteset{end: true}
		line.add('\n')
		return follow.and(line)
	case syntax.NtEnd:
		return follow.and(byteset{end: true})
	case syntax.NtNothing:
		return byteset{}
	case syntax.NtRef, syntax.NtBackRefCond, syntax.NtExprCond:
		return everything()
	default:
		return follow // what takes no room
	}
}

// single tells whether n can match in one way only at any place, so that nothing is to be tried again when what follows fails.
func (c *compiler) single(n *syntax.RegexNode) bool {
	is, ok := c.singles[n]
	if !ok {
		is = c.isSingle(n)
		c.singles[n] = is
	}
	return is
}

func (c *compiler) isSingle(n *syntax.RegexNode) bool {
	if words := c.words(n); words != nil {
		return words.single()
	}
	switch n.T {
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop, syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		return n.M == n.N
	case syntax.NtCapture:
		return !c.refers && c.single(n.Children[0])
	case syntax.NtGroup:
		return c.single(n.Children[0])
	case syntax.NtAtomic, syntax.NtPosLook:
		return !c.refers || !captures(n)
	case syntax.NtConcatenate:
		for _, child := range n.Children {
			if !c.single(child) {
				return false
			}
		}
		return true
	case syntax.NtAlternate:
		var seen byteset
		for _, child := range n.Children {
			first := c.first(child, everything())
			if !c.single(child) || first.meets(seen) {
				return false
			}
			seen = seen.or(first)
		}
		return true
	case syntax.NtLoop, syntax.NtLazyloop, syntax.NtBackRefCond, syntax.NtExprCond:
		return false
	default:
		return true
	}
}

// empty tells whether n can match without taking a character.
func empty(n *syntax.RegexNode) bool {
	switch n.T {
	case syntax.NtOne, syntax.NtNotone, syntax.NtSet, syntax.NtMulti:
		return false
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop, syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy,
		syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic:
		return n.M == 0
	case syntax.NtConcatenate:
		return !slices.ContainsFunc(n.Children, func(child *syntax.RegexNode) bool { return !empty(child) })
	case syntax.NtAlternate:
		return slices.ContainsFunc(n.Children, empty)
	case syntax.NtLoop, syntax.NtLazyloop:
		return n.M == 0 || empty(n.Children[0])
	case syntax.NtCapture, syntax.NtGroup, syntax.NtAtomic:
		return empty(n.Children[0])
	default:
		return true
	}
}

// captures tells whether a group is captured in n.
func captures(n *syntax.RegexNode) bool {
	return n.T == syntax.NtCapture || slices.ContainsFunc(n.Children, captures)
}

// eachCapture calls f with the number of every group that is captured in n.
func eachCapture(n *syntax.RegexNode, f func(group int)) {
	if n.T == syntax.NtCapture {
		f(n.M)
	}
	for _, child := range n.Children {
		eachCapture(child, f)
	}
}

// refers tells whether n refers back to a group.
func refers(n *syntax.RegexNode) bool {
	return n.T == syntax.NtRef || slices.ContainsFunc(n.Children, refers)
}

// before returns where the character that ends at p begins.
func before(s string, p int) int {
	p--
	for p > 0 && !utf8.RuneStart(s[p]) {
		p--
	}
	return p
}
