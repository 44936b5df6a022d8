package markdown

import (
	"bytes"

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
	eachAcronym(t.Segment.Value(b.src), func(word string, at int) {
		for _, x := range b.doc.Acronyms {
			if x.Word == word {
				return
			}
		}
		pos, line := b.at(t.Segment.Start + at)
		b.doc.Acronyms = append(b.doc.Acronyms, Acronym{word, pos, line})
	})
}

// Acronyms lists the acronyms of a text.
func Acronyms(text string) []string {
	var list []string
	eachAcronym([]byte(text), func(word string, _ int) { list = append(list, word) })
	return list
}

// eachAcronym calls f for each run of three to eight capitals that is a word
// by itself: neither part of an identifier nor a shout in running capitals.
func eachAcronym(s []byte, f func(word string, at int)) {
	for i := 0; i < len(s); {
		if !isNameByte(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && isNameByte(s[i]) {
			i++
		}
		word := bytes.TrimRight(s[start:i], "./-") // a sentence may end here
		capitals := len(word) >= 3 && len(word) <= 8
		for _, c := range word {
			capitals = capitals && c >= 'A' && c <= 'Z'
		}
		if capitals {
			f(string(word), start)
		}
	}
}

// isNameByte tells the bytes of words and identifiers; bytes beyond ASCII are
// parts of letters.
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == '/' || c >= 0x80
}
