package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/i18n"
)

// terms: where the terms of a glossary stand in a text. A text is cut into
// tokens, which are words, marks and white space; automata over these find, for
// each token, the longest term that begins there, in one pass from the end
// however many terms there are and however much they have in common.

// Glossary finds terms in text. It is immutable and safe for concurrent use.
type Glossary struct {
	terms []glossaryTerm
	// folded finds terms whatever their capitals and accents, exact those that are
	// all capitals, as acronyms are, only so.
	folded, exact automaton
	url           func(Term) string
}

type glossaryTerm struct {
	Term
	length int // in tokens
}

// NewGlossary makes a glossary. The first of two terms of the same word counts,
// and none that is nothing but marks.
// url leads to a term's definition from the page that uses it.
func NewGlossary(terms []Term, url func(Term) string) *Glossary {
	g := &Glossary{url: url, folded: newAutomaton(), exact: newAutomaton()}
	for _, t := range terms {
		a, fold := &g.folded, true
		if strings.ToUpper(t.Word) == t.Word {
			a, fold = &g.exact, false
		}
		var ids []int32
		words := false
		eachToken([]byte(strings.Join(strings.Fields(t.Word), " ")), func(k token) {
			id := k.mark
			if id == 0 {
				id, words = a.word(k.text, fold), true
			}
			ids = append(ids, id)
		})
		if words && a.add(ids, int32(len(g.terms))) {
			g.terms = append(g.terms, glossaryTerm{t, len(ids)})
		}
	}
	g.folded.link()
	g.exact.link()
	return g
}

// From is the same glossary for another page.
func (g *Glossary) From(url func(Term) string) *Glossary {
	other := *g
	other.url = url
	return &other
}

// token is a word, a mark or white space in a text.
type token struct {
	text     []byte // of a word
	from, to int
	mark     int32 // its id; 0 for a word
}

// Ids of tokens: white space is 1, marks are their runes beyond 1, and words
// come after all runes. 0 is no token of any term.
const (
	blankToken = 1
	firstWord  = unicode.MaxRune + 1
)

// eachToken cuts a text, as written, into its tokens.
func eachToken(s []byte, f func(token)) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		k := token{from: i, to: i + size}
		switch {
		case isWord(r):
			for k.to < len(s) {
				r, size := utf8.DecodeRune(s[k.to:])
				if !isWord(r) {
					break
				}
				k.to += size
			}
			k.text = s[i:k.to]
		case unicode.IsSpace(r):
			k.mark = blankToken
			for k.to < len(s) {
				r, size := utf8.DecodeRune(s[k.to:])
				if !unicode.IsSpace(r) {
					break
				}
				k.to += size
			}
		case r == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && unicode.In(rune(s[i+1]), unicode.P, unicode.S):
			k.mark, k.to = int32(s[i+1]), i+2
		case r == '’':
			k.mark = '\''
		default:
			k.mark = r
		}
		f(k)
		i = k.to
	}
}

// isWord tells the runes of words. Hyphens are none: that a term is no part of
// a longer word is seen at its ends.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// automaton finds sequences of tokens that stand backwards before a place.
// It is that of Aho and Corasick.
type automaton struct {
	words map[string]int32
	next  map[tokenEdge]int32 // by node and token
	fail  []int32             // by node: the node of the longest ending that begins some sequence too
	out   []int32             // by node: the term that is whole here; -1 for none
	short []int32             // by node: the next shorter ending that is a whole term; 0 for none
}

type tokenEdge struct{ node, token int32 }

func newAutomaton() automaton {
	return automaton{words: map[string]int32{}, next: map[tokenEdge]int32{}, fail: []int32{0}, out: []int32{-1}, short: []int32{0}}
}

// word is the id of a term's word.
func (a *automaton) word(text []byte, fold bool) int32 {
	w := string(text)
	if fold {
		w = i18n.Fold(w)
	}
	id, ok := a.words[w]
	if !ok {
		id = firstWord + int32(len(a.words))
		a.words[w] = id
	}
	return id
}

// add adds a sequence, from its last token to its first. It is false when there
// is one like it.
func (a *automaton) add(ids []int32, term int32) bool {
	at := int32(0)
	for i := len(ids) - 1; i >= 0; i-- {
		to, ok := a.next[tokenEdge{at, ids[i]}]
		if !ok {
			to = int32(len(a.fail))
			a.next[tokenEdge{at, ids[i]}] = to
			a.fail, a.out, a.short = append(a.fail, 0), append(a.out, -1), append(a.short, 0)
		}
		at = to
	}
	if a.out[at] >= 0 {
		return false
	}
	a.out[at] = term
	return true
}

// link finds where to go on when a sequence breaks off, nodes near the root
// first.
func (a *automaton) link() {
	children := make([][]tokenEdge, len(a.fail)) // node is the child here
	for e, to := range a.next {
		children[e.node] = append(children[e.node], tokenEdge{to, e.token})
	}
	queue := []int32{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, c := range children[at] {
			if at != 0 {
				a.fail[c.node] = a.step(a.fail[at], c.token)
			}
			f := a.fail[c.node]
			a.short[c.node] = a.short[f]
			if a.out[f] >= 0 {
				a.short[c.node] = f
			}
			queue = append(queue, c.node)
		}
	}
}

// step goes from a node on by a token.
func (a *automaton) step(at, token int32) int32 {
	for {
		if to, ok := a.next[tokenEdge{at, token}]; ok {
			return to
		}
		if at == 0 {
			return 0
		}
		at = a.fail[at]
	}
}

// wordIDs is the id of a word in both automata; 0 where no term has it.
func (g *Glossary) wordIDs(word []byte) (folded, exact int32) {
	exact = g.exact.words[string(word)]
	var buffer [32]byte
	if len(word) > len(buffer) {
		return g.folded.words[i18n.Fold(string(word))], exact
	}
	for i, c := range word {
		if c >= utf8.RuneSelf {
			return g.folded.words[i18n.Fold(string(word))], exact
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buffer[i] = c
	}
	return g.folded.words[string(buffer[:len(word)])], exact
}

// finder looks for the terms of a glossary in one text after another.
type finder struct {
	tokens []foundToken
	found  []foundTerm
}

type foundToken struct {
	from, to      int
	folded, exact int32 // ids
	best, length  int32 // the longest term that begins here, and its tokens; length 0: none
}

// foundTerm is a term in a text, from one byte to another.
type foundTerm struct {
	term     int32
	from, to int
}

// find returns the terms in s, from left to right, none within another. The
// first word may go on before s, and the last behind it.
func (f *finder) find(g *Glossary, s []byte, before, behind bool) []foundTerm {
	f.tokens, f.found = f.tokens[:0], f.found[:0]
	known := false
	eachToken(s, func(k token) {
		t := foundToken{from: k.from, to: k.to, folded: k.mark, exact: k.mark}
		if k.mark == 0 {
			t.folded, t.exact = g.wordIDs(k.text)
			known = known || t.folded != 0 || t.exact != 0
		}
		f.tokens = append(f.tokens, t)
	})
	if !known {
		return nil
	}
	folded, exact := int32(0), int32(0)
	for i := len(f.tokens) - 1; i >= 0; i-- {
		t := &f.tokens[i]
		folded, exact = g.folded.step(folded, t.folded), g.exact.step(exact, t.exact)
		if (folded != 0 || exact != 0) && beginsWord(s, t.from, before) {
			f.longest(g, &g.exact, exact, i, s, behind)
			f.longest(g, &g.folded, folded, i, s, behind)
		}
	}
	for i := 0; i < len(f.tokens); {
		t := f.tokens[i]
		if t.length == 0 {
			i++
			continue
		}
		last := f.tokens[i+int(t.length)-1]
		f.found = append(f.found, foundTerm{t.best, t.from, last.to})
		i += int(t.length)
	}
	return f.found
}

// mostNested bounds how many terms, each the beginning of the one before, are
// tried in a place where something follows that they are a part of.
const mostNested = 8

// longest notes the longest term that begins at token i and ends with a word,
// if it is longer than what is noted.
func (f *finder) longest(g *Glossary, a *automaton, node int32, i int, s []byte, behind bool) {
	if a.out[node] < 0 {
		node = a.short[node]
	}
	for range mostNested {
		if node == 0 {
			return
		}
		term := a.out[node]
		length := g.terms[term].length
		if length <= int(f.tokens[i].length) {
			return
		}
		if endsWord(s, f.tokens[i+length-1].to, behind) {
			f.tokens[i].best, f.tokens[i].length = term, int32(length)
			return
		}
		node = a.short[node]
	}
}

// beginsWord tells whether what begins at s[i] is no part of a longer word, a
// name, a path or a host. before says that something stands before s directly.
func beginsWord(s []byte, i int, before bool) bool {
	if i == 0 {
		return !before
	}
	r, size := utf8.DecodeLastRune(s[:i])
	p, _ := utf8.DecodeLastRune(s[:i-size]) // RuneError for nothing
	switch r {
	case '\'', '’':
		return !isWord(p) || p == utf8.RuneError
	case ':':
		return i == size || unicode.IsSpace(p)
	case '.':
		return p == '.'
	case '/': // a port and its protocol, 80/TCP, are no path
		number := len(s[:i-size]) - len(bytes.TrimRight(s[:i-size], "0123456789"))
		return number > 0 && (number == i-size || beginsWord(s, i-size-number, before) && s[i-size-number-1] != '\'')
	}
	return !isWord(r) && !bindsWords(r)
}

// bindsWords tells the marks that make one name of what stands on both sides.
func bindsWords(r rune) bool { return strings.ContainsRune(`-‑/\@=#$%+~^`, r) }

// endsWord tells the same of what ends before s[i].
func endsWord(s []byte, i int, behind bool) bool {
	rest := s[i:]
	if len(rest) == 0 {
		return !behind
	}
	r, size := utf8.DecodeRune(rest)
	switch {
	case isWord(r), bindsWords(r):
		return false
	case r == '&': // an entity is a mark of its own
		end := strings.IndexByte(string(rest[:min(len(rest), 12)]), ';')
		return end > 1 && !strings.ContainsAny(string(rest[:end]), " \n")
	case r == '\'' || r == '’':
		next, _ := utf8.DecodeRune(rest[size:])
		return len(rest) == size || !isWord(next)
	}
	// What closes may stand before a dot or a colon that binds: (x).example.
	for len(rest) > 0 {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case r == '.' || r == ':' || r == '@':
			if len(rest) == 0 {
				return !behind
			}
			next, _ := utf8.DecodeRune(rest)
			if isWord(next) || next == '/' || next == '\\' {
				return false
			}
		case !strings.ContainsRune(`,;!?)]}"'»”’…`, r):
			return true
		}
	}
	return true
}
