package search

import "strings"

// vocabulary numbers the terms that a worker has met, and remembers of each
// what is the same in every manual, and of each chunk of text which tokens it
// gives: the manuals of a site use the same words, so that most of indexing is
// looking up chunks. What it remembers does not show in what is made.
type vocabulary struct {
	groups *groups
	ids    table[int32] // of terms
	terms  []term       // by id
	chunks table[stretch]
	tokens []token
	room   []byte // work space of chunk
}

type term struct {
	spelling
	stem int32       // see groups
	refs []memberRef // members of synonym groups that start with it
}

// token is a term as a chunk gives it.
type token struct {
	id   int32
	role Role
	stop bool // it is a stop word
	refs bool // its term has some
}

// stretch is a part of vocabulary.tokens.
type stretch struct{ from, to int32 }

// maxVocabulary is how many chunks are remembered before a worker starts anew,
// so that memory does not grow with the site; maxTexts is how many bytes of them.
const (
	maxVocabulary = 1 << 14
	maxTexts      = 1 << 19
)

func newVocabulary(g *groups) *vocabulary {
	return &vocabulary{groups: g, ids: newTable[int32](maxVocabulary / 8), chunks: newTable[stretch](maxVocabulary / 8)}
}

// tidy begins anew when there is too much to remember.
func (v *vocabulary) tidy() {
	if v.chunks.size < maxVocabulary && len(v.terms) < maxVocabulary && len(v.chunks.texts) < maxTexts {
		return
	}
	v.ids.clear()
	v.chunks.clear()
	v.terms, v.tokens = v.terms[:0], v.tokens[:0]
}

// id numbers a term.
func (v *vocabulary) id(text string) int32 {
	at, hash, ok := v.ids.find(text)
	if ok {
		return at.value
	}
	s := spell(strings.Clone(text))
	stem := Stem(Fold(s.text))
	id := int32(len(v.terms))
	v.ids.add(at, hash, s.text, id)
	v.terms = append(v.terms, term{spelling: s, stem: v.groups.stem(stem), refs: v.groups.first[stem]})
	return id
}

// chunk is the tokens of a run of word characters and joiners. They are valid
// until the next call.
func (v *vocabulary) chunk(s string) []token {
	at, hash, ok := v.chunks.find(s)
	if ok {
		return v.tokens[at.value.from:at.value.to]
	}
	from := int32(len(v.tokens))
	v.room = chunk(s, v.room, func(term []byte, role Role) {
		id := v.id(string(term))
		t := &v.terms[id]
		v.tokens = append(v.tokens, token{id, role, IsStopWord(t.text), len(t.refs) > 0})
	})
	v.chunks.add(at, hash, s, stretch{from, int32(len(v.tokens))})
	return v.tokens[from:]
}
