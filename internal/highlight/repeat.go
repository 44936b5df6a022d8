package highlight

import (
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// This file repeats: characters first, then anything.

// greedyRun takes as many characters of a set as it can and gives them back one by one.
func (c *compiler) greedyRun(n *syntax.RegexNode, k rest) step {
	set, least, most, back := c.sets.of(n), n.M, n.N, n.Options&syntax.RightToLeft != 0
	if k.step == nil {
		return run(set, least, most, back)
	}
	if back {
		return c.greedyRunBack(set, least, most, k.step)
	}
	all := run(set, least, most, false)
	must := run(set, least, least, false)
	next, first := k.step, k.first
	return func(m *machine, p int) int {
		q := all(m, p)
		if q < 0 {
			return fail
		}
		if least > 0 {
			p = must(m, p)
		}
		for {
			if first.at(m.text, q) {
				m.spend(1)
				if end := next(m, q); end >= 0 {
					return end
				}
			}
			if q <= p {
				return fail
			}
			q = before(m.text, q)
		}
	}
}

func (c *compiler) greedyRunBack(set *charset, least, most int, next step) step {
	all, must := run(set, least, most, true), run(set, least, least, true)
	return func(m *machine, p int) int {
		q := all(m, p)
		if q < 0 {
			return fail
		}
		p = must(m, p)
		for {
			m.spend(1)
			if end := next(m, q); end >= 0 {
				return end
			}
			if q >= p {
				return fail
			}
			_, n := utf8.DecodeRuneInString(m.text[q:])
			q += n
		}
	}
}

// lazyRun takes as few characters of a set as it can.
func (c *compiler) lazyRun(n *syntax.RegexNode, k rest) step {
	set, least, most, back := c.sets.of(n), n.M, n.N, n.Options&syntax.RightToLeft != 0
	must := run(set, least, least, back)
	if k.step == nil {
		return must
	}
	if back {
		k.first = everything()
	}
	next, first := k.step, k.first
	return func(m *machine, p int) int {
		p = must(m, p)
		for taken := least; p >= 0; taken++ {
			if first.at(m.text, p) {
				m.spend(1)
				if end := next(m, p); end >= 0 {
					return end
				}
			}
			switch {
			case taken >= most:
				return fail
			case back:
				p = set.back(m.text, p)
			default:
				p = set.one(m.text, p)
			}
			if taken&7 == 7 {
				m.spend(1)
			}
		}
		return fail
	}
}

// loop compiles the repetition of something longer than a character. What it repeats decides how: where an iteration can match
// in one way only, a plain Go loop does; otherwise each iteration calls the next.
func (c *compiler) loop(n *syntax.RegexNode, k rest) step {
	body := n.Children[0]
	if n.Options&syntax.RightToLeft != 0 || !c.single(body) || empty(body) {
		return c.nested(n, k)
	}
	one := undoing(body, c.atom(body), nil)
	if n.T == syntax.NtLazyloop {
		return undoing(body, lazyLoop(one, n.M, n.N, k), nil)
	}
	if k.step == nil || !c.first(body, everything()).meets(k.first) {
		return undoing(body, greedyLoop(one, n.M, n.N, k.step), nil)
	}
	if captures(body) {
		return c.nested(n, k)
	}
	return returningLoop(one, n.M, n.N, k)
}

// greedyLoop iterates as often as it can. It never gives an iteration back: what follows could not begin there.
func greedyLoop(one step, least, most int, next step) step {
	return func(m *machine, p int) int {
		n := 0
		for n < most {
			m.spend(1)
			q := one(m, p)
			if q < 0 {
				break
			}
			p = q
			n++
		}
		if n < least {
			return fail
		}
		if next == nil {
			return p
		}
		return next(m, p)
	}
}

// lazyLoop iterates as seldom as it can.
func lazyLoop(one step, least, most int, k rest) step {
	next, first := k.step, k.first
	return func(m *machine, p int) int {
		for n := 0; ; n++ {
			m.spend(1)
			if n >= least {
				if next == nil {
					return p
				}
				if first.at(m.text, p) {
					if end := next(m, p); end >= 0 {
						return end
					}
				}
			}
			if n >= most {
				return fail
			}
			if p = one(m, p); p < 0 {
				return fail
			}
		}
	}
}

// returningLoop iterates as often as it can and gives iterations back; the trail keeps where each ended.
func returningLoop(one step, least, most int, k rest) step {
	next, first := k.step, k.first
	return func(m *machine, p int) int {
		base := len(m.trail)
		for len(m.trail)-base < most {
			m.spend(1)
			q := one(m, p)
			if q < 0 {
				break
			}
			m.trail = append(m.trail, int32(p))
			p = q
		}
		end := fail
		for len(m.trail)-base >= least {
			if first.at(m.text, p) {
				m.spend(1)
				if end = next(m, p); end >= 0 {
					break
				}
			}
			if len(m.trail) == base {
				break
			}
			p = int(m.trail[len(m.trail)-1])
			m.trail = m.trail[:len(m.trail)-1]
		}
		m.trail = m.trail[:base]
		return end
	}
}

// nested compiles a repetition of anything. Two registers tell an iteration where it began and how many there were; whoever
// changes them puts them back on failure, so that what is tried again finds its own. As in regexp2, an iteration that took no
// room is the last.
func (c *compiler) nested(n *syntax.RegexNode, k rest) step {
	begun, count := c.register(), c.register()
	least, most, lazy, next := n.M, n.N, n.T == syntax.NtLazyloop, k.step

	var body step
	iterate := func(m *machine, p int) int {
		m.spend(1)
		if m.depth++; m.depth > maxDepth {
			panic(giveUp{TooSlow})
		}
		b, i := m.regs[begun], m.regs[count]
		m.regs[begun], m.regs[count] = p, i+1
		q := body(m, p)
		m.depth--
		if q < 0 {
			m.regs[begun], m.regs[count] = b, i
		}
		return q
	}
	iterate = undoing(n, iterate, nil)
	finish := func(m *machine, p int) int {
		if next == nil {
			return p
		}
		return next(m, p)
	}
	again := func(m *machine, p int) int {
		done := m.regs[count]
		more := done < least || done < most && p != m.regs[begun]
		if lazy && done >= least {
			if q := finish(m, p); q >= 0 || !more {
				return q
			}
			return iterate(m, p)
		}
		if more {
			if q := iterate(m, p); q >= 0 {
				return q
			}
		}
		if done < least {
			return fail
		}
		return finish(m, p)
	}
	body = c.node(n.Children[0], rest{again, everything()})
	return func(m *machine, p int) int {
		b, i := m.regs[begun], m.regs[count]
		m.regs[begun], m.regs[count] = -1, 0
		q := again(m, p)
		if q < 0 {
			m.regs[begun], m.regs[count] = b, i
		}
		return q
	}
}
