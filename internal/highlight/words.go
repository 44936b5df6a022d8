package highlight

import (
	"slices"
	"strings"

	"github.com/dlclark/regexp2/v2/syntax"
)

// Half of what the rules of some languages are made of is one expression with hundreds of keywords, and most of making a
// lexer ready, milliseconds of a short build, is to turn each of their letters into a node and each node into a step. So a
// group of many plain words is taken out of an expression before it is parsed; one character of no language stands for it,
// and where that ends up as a node of its own, the words are looked up. A test holds each such rule to what it is without.

// wordList is the alternatives of a group, in order.
type wordList struct {
	words []string
	fold  bool // case does not count
}

const (
	manyWords = 8      // from how many words on a group is taken out
	firstMark = 0xe000 // characters for private use stand for the lists
	lastMark  = 0xf8ff
)

func isMark(c rune) bool { return firstMark <= c && c <= lastMark }

// takeWords puts marks in the place of the words of groups that are many plain words. Where it is not sure it takes none.
func takeWords(expr string) (short string, lists []wordList) {
	if strings.Count(expr, "|") < manyWords || strings.ContainsFunc(expr, isMark) {
		return expr, nil
	}
	var out strings.Builder
	fold := []bool{false} // in each of the groups that are open
	for i := 0; i < len(expr); {
		from := i
		switch expr[i] {
		case '\\':
			i += 2
		case '[':
			if i = classEnd(expr, i); i < 0 {
				return expr, nil
			}
		case ')':
			if i++; len(fold) == 1 {
				return expr, nil
			}
			fold = fold[:len(fold)-1]
		case '(':
			head, flags, known := groupHead(expr[i:], fold[len(fold)-1])
			switch i += len(head); {
			case !known:
				return expr, nil
			case strings.HasSuffix(head, ")"): // flags for what follows
				fold[len(fold)-1] = flags
			default:
				words, size := plainWords(expr[i:])
				if fold = append(fold, flags); len(words) >= manyWords && !strings.HasPrefix(head, "(?<") && len(lists) < lastMark-firstMark {
					out.WriteString(head)
					out.WriteRune(rune(firstMark + len(lists)))
					lists = append(lists, wordList{words, flags})
					i += size
					continue
				}
			}
		default:
			i++
		}
		if i > len(expr) {
			return expr, nil
		}
		out.WriteString(expr[from:i])
	}
	return out.String(), lists
}

// classEnd gives where a class of characters ends; below zero for one of a form that no rule needs.
func classEnd(expr string, i int) int {
	i++
	if strings.HasPrefix(expr[i:], "^") {
		i++
	}
	if strings.HasPrefix(expr[i:], "]") {
		i++
	}
	for ; i < len(expr); i++ {
		switch expr[i] {
		case '\\':
			i++
		case '[':
			return -1
		case ']':
			return i + 1
		}
	}
	return -1
}

// groupHead is how a group begins, and whether case counts in it, given whether it does outside.
func groupHead(s string, fold bool) (head string, folds, known bool) {
	if !strings.HasPrefix(s, "(?") {
		return "(", fold, true
	}
	for _, h := range []string{"(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!"} {
		if strings.HasPrefix(s, h) {
			return h, fold, true
		}
	}
	on := true
	for i := 2; i < len(s); i++ {
		switch s[i] {
		case '-':
			on = false
		case 'i':
			fold = on
		case 'm', 's':
		case ':', ')':
			return s[:i+1], fold, true
		default:
			return "", false, false
		}
	}
	return "", false, false
}

// plainWords are the words with which s begins up to the end of a group, none if there is anything else.
func plainWords(s string) (words []string, size int) {
	from := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '|' || c == ')':
			if i == from {
				return nil, 0
			}
			words = append(words, s[from:i])
			if from = i + 1; c == ')' {
				return words, i
			}
		case c != '_' && c != '-' && c != ' ' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'):
			return nil, 0
		}
	}
	return nil, 0
}

// marked tells whether each of the lists has one node of its own, read from the left; the optimiser may have joined a mark
// with its neighbours.
func marked(root *syntax.RegexNode, lists []wordList) bool {
	seen := make([]int, len(lists))
	var visit func(n *syntax.RegexNode) bool
	visit = func(n *syntax.RegexNode) bool {
		if n.T == syntax.NtOne && isMark(n.Ch) {
			seen[n.Ch-firstMark]++
			return n.Options&syntax.RightToLeft == 0
		}
		for _, child := range n.Children {
			if !visit(child) {
				return false
			}
		}
		return true
	}
	if !visit(root) {
		return false
	}
	for _, times := range seen {
		if times != 1 {
			return false
		}
	}
	return true
}

// words gives the list that a node stands for; nil for any other node.
func (c *compiler) words(n *syntax.RegexNode) *wordList {
	if len(c.lists) == 0 || n.T != syntax.NtOne || !isMark(n.Ch) {
		return nil
	}
	return &c.lists[n.Ch-firstMark]
}

// first returns the bytes that the words begin with.
func (l *wordList) first() (set byteset) {
	for _, w := range l.words {
		set.add(w[0])
		if !l.fold {
			continue
		}
		set.add(w[0] &^ caseBit(w[0]))
		set.add(w[0] | caseBit(w[0]))
		if other := likeness(w[0]); other != "" {
			set.add(other[0])
		}
	}
	return set
}

// single tells whether no two of the words can match at one place: whether none is the
// beginning of another, which would come right after it in their order.
func (l *wordList) single() bool {
	sorted := slices.Clone(l.words)
	if l.fold {
		for i, w := range sorted {
			sorted[i] = strings.ToLower(w)
		}
	}
	slices.Sort(sorted)
	for i := range len(sorted) - 1 {
		if strings.HasPrefix(sorted[i+1], sorted[i]) {
			return false
		}
	}
	return true
}

// step tries the words in order, each followed by next, which may be nil.
func (l *wordList) step(next step) step {
	firsts := make([]byteset, len(l.words))
	for i, w := range l.words {
		firsts[i] = (&wordList{[]string{w}, l.fold}).first()
	}
	var table [257]uint16
	lists := dispatch(&table, firsts, func(i int) string { return l.words[i] })
	end := (*machine).word
	if l.fold {
		end = (*machine).foldedWord
	}
	return func(m *machine, p int) int {
		if p == len(m.text) {
			return fail
		}
		words := lists[table[m.text[p]]]
		m.spend(1 + len(words)>>3)
		for _, w := range words {
			q := end(m, w, p)
			if q >= 0 && next != nil {
				q = next(m, q)
			}
			if q >= 0 {
				return q
			}
		}
		return fail
	}
}

// word gives where a word ends that stands at p.
func (m *machine) word(w string, p int) int {
	if strings.HasPrefix(m.text[p:], w) {
		return p + len(w)
	}
	return fail
}

// foldedWord is word where case does not count.
func (m *machine) foldedWord(w string, p int) int {
	for i := range len(w) {
		if p >= len(m.text) {
			return fail
		}
		switch b := m.text[p]; {
		case b == w[i] || b^w[i] == 0x20 && caseBit(b) != 0:
			p++
		default:
			other := likeness(w[i])
			if other == "" || !strings.HasPrefix(m.text[p:], other) {
				return fail
			}
			p += len(other)
		}
	}
	return p
}

// caseBit is what tells the cases of a letter apart; 0 for other characters.
func caseBit(c byte) byte {
	if c|0x20 >= 'a' && c|0x20 <= 'z' {
		return 0x20
	}
	return 0
}

// likeness is the character outside ASCII that counts as a letter in another case.
func likeness(c byte) string {
	switch c | 0x20 {
	case 'k':
		return "\u212a" // Kelvin
	case 's':
		return "\u017f" // long s
	}
	return ""
}
