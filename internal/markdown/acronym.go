package markdown

import (
	"github.com/yuin/goldmark/ast"

	"folio/internal/diag"
)

// acronyms: words of three capitals or more, each once a document, for a
// manual to compare with its glossary.
func acronyms() construct {
	return construct{
		name:  "acronym",
		visit: map[ast.NodeKind]func(*builder, ast.Node){ast.KindText: visitAcronyms},
	}
}

// Acronym is the first use of an acronym in a document.
type Acronym struct {
	Word string
	Pos  diag.Pos
	Line string
}

func visitAcronyms(b *builder, n ast.Node) {
	switch n.Parent().Kind() {
	case ast.KindCodeSpan, ast.KindHeading, ast.KindLink:
		return
	}
	t := n.(*ast.Text)
	eachAcronym(t.Segment.Value(b.src), func(word []byte, at int) {
		for _, x := range b.doc.Acronyms {
			if x.Word == string(word) {
				return
			}
		}
		pos, line := b.at(t.Segment.Start + at)
		b.doc.Acronyms = append(b.doc.Acronyms, Acronym{string(word), pos, line})
	})
}

// Acronyms lists the acronyms of a text.
func Acronyms(text string) []string {
	var list []string
	eachAcronym([]byte(text), func(word []byte, _ int) { list = append(list, string(word)) })
	return list
}

// eachAcronym calls f for each run of three to eight capitals that is a word
// by itself: neither part of an identifier nor a shout in running capitals. It
// looks at every byte of a site's prose, and so at each in a table.
func eachAcronym(s []byte, f func(word []byte, at int)) {
	for i := 0; i < len(s); i++ {
		if nameBytes[s[i]] != capital || i > 0 && nameBytes[s[i-1]] != noName {
			continue
		}
		start := i
		for i < len(s) && nameBytes[s[i]] == capital {
			i++
		}
		end := i
		for i < len(s) && nameBytes[s[i]] == wordEnd { // a sentence may end here
			i++
		}
		alone := i == len(s) || nameBytes[s[i]] == noName
		if n := end - start; alone && n >= 3 && n <= 8 {
			f(s[start:end], start)
		}
	}
}

// The kinds of bytes, as far as acronyms go.
const (
	noName  = iota // in no word and in no identifier
	inName         // bytes beyond ASCII are parts of letters
	wordEnd        // in an identifier, or at the end of a sentence
	capital
)

var nameBytes = func() (kinds [256]byte) {
	for c := range kinds {
		switch {
		case c >= 'A' && c <= 'Z':
			kinds[c] = capital
		case c == '-' || c == '.' || c == '/':
			kinds[c] = wordEnd
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80:
			kinds[c] = inName
		}
	}
	return kinds
}()
