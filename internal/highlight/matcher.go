package highlight

import (
	"fmt"

	"github.com/dlclark/regexp2/v2/syntax"
)

// This file turns one regular expression into Go closures. regexp2's own parser and optimiser give the tree, so that syntax and
// meaning are its own; the closures then backtrack over the bytes of the text as its interpreter does over runes, in the same
// order. What continues after a node is known when the node is compiled, so that a match is a chain of calls without a
// program counter or a stack of its own.

// step matches at byte p of m.text and, unless it is the last of its chain, all that follows. It returns where the chain ended, or
// fail. A step that fails leaves the registers as it found them.
type step func(m *machine, p int) int

const fail = -1

// rest is what follows a node: nothing (step is nil: the match is made) or a step, and where it can begin.
type rest struct {
	step  step
	first byteset
}

// maxGroups is the most groups, the whole match included, that a pattern may have.
const maxGroups = 24

// machine is what a match works on. Its owner sets text and steps.
type machine struct {
	text   string
	start  int                  // where the match began
	groups [2 * maxGroups]int32 // start and end of each group's last capture; -1: none
	regs   [maxRegs]int         // what loops and captures remember while what they hold is being matched
	trail  []int32              // places to go back to, of loops that are not recursive
	steps  int                  // how many more steps the source is given
	depth  int                  // of recursive loops
}

const (
	maxRegs  = 64
	maxDepth = 20_000 // iterations of recursive loops that are open at once; a bound on the goroutine's stack
)

// giveUp is what a walk panics with, deep in a chain of calls, when it cannot go on; its owner recovers it.
type giveUp struct{ reason Reason }

// spend pays n steps.
func (m *machine) spend(n int) {
	m.steps -= n
	if m.steps < 0 {
		panic(giveUp{TooSlow})
	}
}

// compiler compiles patterns; one serves a whole lexer.
type compiler struct {
	sets    charsets
	known   map[string]pattern         // by expression: a pattern has no state of its own
	singles map[*syntax.RegexNode]bool // what single found
	regs    int                        // registers given out for the pattern at hand
	lists   []wordList                 // that marks in the pattern at hand stand for
	refers  bool                       // the pattern at hand refers back to groups, so that a capture must be undone when what follows fails
	err     error
}

// pattern is a compiled expression.
type pattern struct {
	match  step
	first  byteset
	groups int // with the whole match
}

func newCompiler() *compiler {
	return &compiler{sets: charsets{map[string]*charset{}, map[*syntax.RegexNode]*charset{}}, known: map[string]pattern{}}
}

// compile compiles expr, which is matched at one place only: where the machine stands.
func (c *compiler) compile(expr string) (pattern, error) {
	if p, ok := c.known[expr]; ok {
		return p, nil
	}
	p, err := c.parse(expr)
	if err == nil {
		c.known[expr] = p
	}
	return p, err
}

func (c *compiler) parse(expr string) (pattern, error) {
	if short, lists := takeWords(expr); len(lists) > 0 {
		if tree, err := syntax.Parse(short, syntax.ParseOptions{}); err == nil && marked(tree.Root, lists) {
			return c.pattern(tree, lists)
		}
	}
	tree, err := syntax.Parse(expr, syntax.ParseOptions{})
	if err != nil {
		return pattern{}, err
	}
	return c.pattern(tree, nil)
}

// pattern compiles a tree, in which marks stand for lists of words.
func (c *compiler) pattern(tree *syntax.RegexTree, lists []wordList) (pattern, error) {
	c.lists = lists
	if tree.Captop > maxGroups || tree.Capnumlist != nil && tree.Captop != len(tree.Capnumlist) {
		return pattern{}, fmt.Errorf("%d groups or gaps between their numbers", tree.Captop)
	}
	c.regs, c.err, c.refers, c.singles = 0, nil, refers(tree.Root), map[*syntax.RegexNode]bool{}
	clear(c.sets.byNode)
	root := tree.Root.Children[0] // the root is the capture of the whole match, which its caller knows
	p := pattern{match: c.node(root, rest{first: everything()}), first: c.first(root, everything()), groups: tree.Captop}
	return p, c.err
}

func (c *compiler) unsupported(n *syntax.RegexNode) step {
	if c.err == nil {
		c.err = fmt.Errorf("no way to compile node type %d with options %d", n.T, n.Options)
	}
	return func(*machine, int) int { return fail }
}

func (c *compiler) register() int {
	c.regs++
	if c.regs > maxRegs {
		c.err = fmt.Errorf("more than %d registers", maxRegs)
		return 0
	}
	return c.regs - 1
}

// node compiles n followed by k. This switch and the one in atom are the table of what is understood.
func (c *compiler) node(n *syntax.RegexNode, k rest) step {
	if n.Options&syntax.IgnoreCase != 0 && n.T != syntax.NtRef {
		return c.unsupported(n)
	}
	if c.single(n) {
		return chain([]step{c.atom(n)}, k.step)
	}
	switch n.T {
	case syntax.NtConcatenate:
		return c.concatenation(n.Children, k)
	case syntax.NtAlternate:
		return c.alternation(n, k)
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop:
		return c.greedyRun(n, k)
	case syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		return c.lazyRun(n, k)
	case syntax.NtLoop, syntax.NtLazyloop:
		return c.loop(n, k)
	case syntax.NtCapture:
		return c.capture(n, k)
	case syntax.NtGroup:
		return c.node(n.Children[0], k)
	case syntax.NtAtomic, syntax.NtPosLook:
		return undoing(n, c.atom(n), k.step)
	case syntax.NtOne:
		return c.words(n).step(k.step) // any other is single
	default:
		return c.unsupported(n)
	}
}

// atom compiles n alone, when it is single or nothing follows: it returns where n ends.
func (c *compiler) atom(n *syntax.RegexNode) step {
	if words := c.words(n); words != nil {
		return words.step(nil)
	}
	back := n.Options&syntax.RightToLeft != 0
	switch n.T {
	case syntax.NtOne, syntax.NtNotone, syntax.NtSet:
		return character(n, c.sets.of(n), back)
	case syntax.NtMulti:
		return literal(string(n.Str), back)
	case syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic,
		syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop,
		syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		return run(c.sets.of(n), n.M, n.N, back)
	case syntax.NtConcatenate:
		return c.concatenation(n.Children, rest{first: everything()})
	case syntax.NtAlternate:
		return c.alternation(n, rest{first: everything()})
	case syntax.NtCapture:
		return c.capture(n, rest{first: everything()})
	case syntax.NtGroup, syntax.NtAtomic:
		return c.node(n.Children[0], rest{first: everything()})
	case syntax.NtPosLook, syntax.NtNegLook:
		return c.look(n)
	case syntax.NtRef:
		return reference(n.M, n.Options&syntax.IgnoreCase != 0, back)
	case syntax.NtEmpty, syntax.NtUpdateBumpalong:
		return func(_ *machine, p int) int { return p }
	case syntax.NtNothing:
		return func(*machine, int) int { return fail }
	case syntax.NtBol:
		return where(func(m *machine, p int) bool { return p == 0 || m.text[p-1] == '\n' })
	case syntax.NtEol:
		return where(func(m *machine, p int) bool { return p == len(m.text) || m.text[p] == '\n' })
	case syntax.NtBeginning:
		return where(func(_ *machine, p int) bool { return p == 0 })
	case syntax.NtStart:
		return where(func(m *machine, p int) bool { return p == m.start })
	case syntax.NtEnd:
		return where(func(m *machine, p int) bool { return p == len(m.text) })
	case syntax.NtEndZ:
		return where(func(m *machine, p int) bool {
			return p == len(m.text) || p == len(m.text)-1 && m.text[p] == '\n'
		})
	case syntax.NtBoundary:
		return func(m *machine, p int) int {
			if wordBefore(m.text, p) != wordAt(m.text, p) {
				return p
			}
			return fail
		}
	case syntax.NtNonboundary:
		return where(func(m *machine, p int) bool { return wordBefore(m.text, p) == wordAt(m.text, p) })
	default:
		return c.unsupported(n)
	}
}
