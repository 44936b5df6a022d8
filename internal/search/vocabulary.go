package search

import "strings"

// vocabulary numbers the terms that a worker has met, and remembers of each
// what is the same in every manual, and of each chunk of text which tokens it
// gives: the manuals of a site use the same words, so that most of indexing is
// looking up chunks. What it remembers does not show in what is made.
type vocabulary struct {
	groups *groups
	ids    map[string]int32
	terms  []term // by id
	chunks map[string]stretch
	tokens []token
}

type term struct {
	spelling
	stem string
	refs []memberRef // members of synonym groups that start with it
	stop bool
}

// token is a term as a chunk gives it.
type token struct {
	id   int32
	role Role
}

// stretch is a part of vocabulary.tokens.
type stretch struct{ from, to int32 }

// maxVocabulary is how many chunks are remembered before a worker starts anew,
// so that memory does not grow with the site.
const maxVocabulary = 1 << 13

func newVocabulary(g *groups) *vocabulary {
	return &vocabulary{groups: g, ids: make(map[string]int32, maxVocabulary), chunks: make(map[string]stretch, maxVocabulary)}
}

// tidy begins anew when there is too much to remember.
func (v *vocabulary) tidy() {
	if len(v.chunks) < maxVocabulary && len(v.terms) < maxVocabulary {
		return
	}
	clear(v.ids)
	clear(v.chunks)
	v.terms, v.tokens = v.terms[:0], v.tokens[:0]
}

// id numbers a term.
func (v *vocabulary) id(text []byte) int32 {
	if id, ok := v.ids[string(text)]; ok {
		return id
	}
	s := spell(string(text))
	stem := Stem(Fold(s.text))
	id := int32(len(v.terms))
	v.ids[s.text] = id
	v.terms = append(v.terms, term{spelling: s, stem: stem, refs: v.groups.first[stem], stop: IsStopWord(s.text)})
	return id
}

// chunk is the tokens of a run of word characters and joiners. They are valid
// until the next call.
func (v *vocabulary) chunk(s string) []token {
	at, ok := v.chunks[s]
	if !ok {
		at.from = int32(len(v.tokens))
		chunk(s, nil, func(term []byte, role Role) {
			v.tokens = append(v.tokens, token{v.id(term), role})
		})
		at.to = int32(len(v.tokens))
		v.chunks[strings.Clone(s)] = at
	}
	return v.tokens[at.from:at.to]
}
