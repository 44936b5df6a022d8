package highlight

import (
	"github.com/dlclark/regexp2/v2/syntax"
)

// This file puts steps together: one after the other, one or the other, captured, looked at.

// chain runs steps one after the other, each of them alone, and then k, which may be nil.
func chain(steps []step, k step) step {
	if k != nil {
		steps = append(steps, k)
	}
	switch len(steps) {
	case 1:
		return steps[0]
	case 2:
		a, b := steps[0], steps[1]
		return func(m *machine, p int) int {
			if p = a(m, p); p < 0 {
				return fail
			}
			return b(m, p)
		}
	case 3:
		a, b, d := steps[0], steps[1], steps[2]
		return func(m *machine, p int) int {
			if p = a(m, p); p < 0 {
				return fail
			}
			if p = b(m, p); p < 0 {
				return fail
			}
			return d(m, p)
		}
	default:
		return func(m *machine, p int) int {
			for _, s := range steps {
				if p = s(m, p); p < 0 {
					return fail
				}
			}
			return p
		}
	}
}

// undoing runs a, in which n was compiled, and then k, and forgets what was captured in n if either fails.
func undoing(n *syntax.RegexNode, a, k step) step {
	from, to := 2*maxGroups, 0
	eachCapture(n, func(group int) { from, to = min(from, 2*group), max(to, 2*group+2) })
	if from >= to {
		if k == nil {
			return a
		}
		return chain([]step{a}, k)
	}
	if to-from == 2 { // most often it is one group
		return func(m *machine, p int) int {
			start, end := m.groups[from], m.groups[from+1]
			q := a(m, p)
			if q >= 0 && k != nil {
				q = k(m, q)
			}
			if q < 0 {
				m.groups[from], m.groups[from+1] = start, end
			}
			return q
		}
	}
	return func(m *machine, p int) int {
		groups := m.groups
		q := a(m, p)
		if q >= 0 && k != nil {
			q = k(m, q)
		}
		if q < 0 {
			m.groups = groups
		}
		return q
	}
}

// concatenation compiles nodes in order; runs of single ones become one chain.
func (c *compiler) concatenation(nodes []*syntax.RegexNode, k rest) step {
	for i := len(nodes); i > 0; {
		from := i
		for from > 0 && c.single(nodes[from-1]) {
			from--
		}
		if from == i {
			from--
			k.step, k.first = c.node(nodes[from], k), c.first(nodes[from], k.first)
		} else {
			steps := make([]step, 0, i-from+1)
			for _, n := range nodes[from:i] {
				steps = append(steps, c.atom(n))
			}
			k.step = chain(steps, k.step)
			for j := i; j > from; j-- {
				k.first = c.first(nodes[j-1], k.first)
			}
		}
		i = from
	}
	return k.step
}

// alternation tries the branches in order, those only that the next byte allows.
func (c *compiler) alternation(n *syntax.RegexNode, k rest) step {
	branches := make([]step, len(n.Children))
	firsts := make([]byteset, len(n.Children))
	for i, child := range n.Children {
		branches[i], firsts[i] = undoing(child, c.node(child, k), nil), c.first(child, k.first)
	}
	if len(branches) == 2 {
		a, b, firstA, firstB := branches[0], branches[1], firsts[0], firsts[1]
		return func(m *machine, p int) int {
			m.spend(1)
			if firstA.at(m.text, p) {
				if q := a(m, p); q >= 0 {
					return q
				}
			}
			if firstB.at(m.text, p) {
				return b(m, p)
			}
			return fail
		}
	}
	var table [257]uint16
	lists := dispatch(&table, firsts, func(i int) step { return branches[i] })
	return func(m *machine, p int) int {
		m.spend(1)
		at := 256
		if p < len(m.text) {
			at = int(m.text[p])
		}
		for _, branch := range lists[table[at]] {
			if q := branch(m, p); q >= 0 {
				return q
			}
		}
		return fail
	}
}

// dispatch fills table so that lists[table[b]] holds, in order, what can begin with byte b, and lists[table[256]] what can be at
// the end of the text. Equal lists are kept once. The table comes empty.
func dispatch[T any](table *[257]uint16, firsts []byteset, item func(i int) T) [][]T {
	var lists [][]T
	known := map[string]uint16{}
	key := make([]byte, (len(firsts)+7)/8)
	var any byteset
	for _, first := range firsts {
		any = any.or(first)
	}
	lists = append(lists, nil) // for the bytes that nothing begins with
	for b := range table {
		if b < 256 && !any.has(byte(b)) || b == 256 && !any.end {
			continue
		}
		clear(key)
		for i := range firsts {
			if b < 256 && firsts[i].has(byte(b)) || b == 256 && firsts[i].end {
				key[i/8] |= 1 << (i % 8)
			}
		}
		at, ok := known[string(key)]
		if !ok {
			var list []T
			for i := range firsts {
				if key[i/8]>>(i%8)&1 != 0 {
					list = append(list, item(i))
				}
			}
			at = uint16(len(lists))
			lists, known[string(key)] = append(lists, list), at
		}
		table[b] = at
	}
	return lists
}

// capture remembers where its group begins until what it holds has matched.
func (c *compiler) capture(n *syntax.RegexNode, k rest) step {
	if n.N != -1 || n.M < 0 || n.M >= maxGroups {
		return c.unsupported(n)
	}
	group := 2 * n.M
	if c.single(n) {
		inner := c.atom(n.Children[0])
		return chain([]step{func(m *machine, p int) int {
			q := inner(m, p)
			if q >= 0 {
				m.groups[group], m.groups[group+1] = int32(min(p, q)), int32(max(p, q))
			}
			return q
		}}, k.step)
	}
	reg, next := c.register(), k.step
	end := func(m *machine, p int) int {
		from := m.regs[reg]
		m.groups[group], m.groups[group+1] = int32(min(from, p)), int32(max(from, p))
		if next == nil {
			return p
		}
		return next(m, p)
	}
	if c.refers {
		end = undoing(n, end, nil)
	}
	inner := c.node(n.Children[0], rest{end, k.first})
	return func(m *machine, p int) int {
		old := m.regs[reg]
		m.regs[reg] = p
		q := inner(m, p)
		if q < 0 {
			m.regs[reg] = old
		}
		return q
	}
}

// look looks ahead or behind; which way is in the nodes it holds.
func (c *compiler) look(n *syntax.RegexNode) step {
	inner := c.node(n.Children[0], rest{first: everything()})
	if n.T == syntax.NtPosLook {
		return func(m *machine, p int) int {
			if inner(m, p) < 0 {
				return fail
			}
			return p
		}
	}
	forget := captures(n)
	return func(m *machine, p int) int {
		groups := m.groups
		found := inner(m, p) >= 0
		if forget {
			m.groups = groups
		}
		if found {
			return fail
		}
		return p
	}
}
