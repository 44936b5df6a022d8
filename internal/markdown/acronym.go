package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

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
	value := t.Segment.Value(b.src)
	eachAcronym(value, func(word []byte, at int) {
		if isNumeral(word) || isFiller(word) || isCallout(string(word)) || shouted(n, value, at, len(word)) {
			return
		}
		for _, x := range b.doc.Acronyms {
			if x.Word == string(word) {
				return
			}
		}
		pos, line := b.at(t.Segment.Start + at)
		b.doc.Acronyms = append(b.doc.Acronyms, Acronym{string(word), pos, line})
	})
}

// isNumeral tells a Roman numeral of the sizes that chapters and annexes have:
// up to 89, for beyond it letters come that acronyms are made of (CLI, DVI, MCD).
func isNumeral(word []byte) bool {
	rest, ok := bytes.CutPrefix(word, []byte("XL"))
	if !ok {
		rest = bytes.TrimPrefix(rest, []byte("L"))
		for range 3 {
			rest = bytes.TrimPrefix(rest, []byte("X"))
		}
	}
	switch string(rest) {
	case "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX":
		return true
	}
	return false
}

// isFiller tells what stands for a word that is to be put in: XXX.
func isFiller(word []byte) bool { return bytes.Count(word, word[:1]) == len(word) }

// shouted tells whether a word of text is in capitals because what it stands in
// is: the head of a table's column, a warning, a placeholder such as NOMBRE DEL
// SISTEMA. Acronyms stand beside each other, too; what is shouted has small
// words or long ones.
func shouted(n ast.Node, text []byte, at, length int) bool {
	if headsColumn(n) {
		return bytes.Equal(bytes.ToUpper(text), text)
	}
	words := 1
	small := false
	count := func(word []byte) bool {
		if len(word) == 0 || !bytes.Equal(bytes.ToUpper(word), word) || bytes.Equal(bytes.ToLower(word), word) {
			return false
		}
		words++
		small = small || smallWords[string(word)] || utf8.RuneCount(word) > 8
		return true
	}
	rest := text[at+length:]
	for words < mostShouted {
		var word []byte
		after, ok := bytes.CutPrefix(rest, []byte(" "))
		if !ok {
			break
		}
		word, rest = after[:wordLength(after)], after[wordLength(after):]
		if !count(word) {
			break
		}
	}
	before := text[:at]
	for words < mostShouted {
		trimmed, ok := bytes.CutSuffix(before, []byte(" "))
		if !ok {
			break
		}
		start := len(trimmed)
		for start > 0 {
			r, size := utf8.DecodeLastRune(trimmed[:start])
			if !unicode.IsLetter(r) {
				break
			}
			start -= size
		}
		if !count(trimmed[start:]) {
			break
		}
		before = trimmed[:start]
	}
	return words > 1 && (small || smallWords[string(text[at:at+length])])
}

// headsColumn tells whether a text is all that the head of a column says, in
// whatever type.
func headsColumn(n ast.Node) bool {
	for n.PreviousSibling() == nil && n.NextSibling() == nil {
		switch n = n.Parent(); n.Kind() {
		case east.KindTableCell:
			return n.Parent().Kind() == east.KindTableHeader
		case ast.KindEmphasis:
		default:
			return false
		}
	}
	return false
}

// mostShouted is how many words in a row are looked at.
const mostShouted = 12

func wordLength(s []byte) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRune(s[n:])
		if !unicode.IsLetter(r) {
			break
		}
		n += size
	}
	return n
}

// smallWords are no acronyms, and stand in no row of acronyms.
var smallWords = map[string]bool{
	"A": true, "AL": true, "ANTES": true, "COMO": true, "CON": true, "DE": true, "DEL": true, "DESDE": true, "EL": true, "EN": true, "ES": true,
	"ESTE": true, "ESTA": true, "HASTA": true, "LA": true, "LAS": true, "LO": true, "LOS": true, "NO": true, "NI": true, "O": true, "PARA": true,
	"POR": true, "QUE": true, "SE": true, "SI": true, "SIN": true, "SU": true, "SUS": true, "UN": true, "UNA": true, "Y": true,
	"THE": true, "OF": true, "AND": true, "OR": true, "NOT": true, "DO": true, "TO": true, "FOR": true, "IN": true, "ON": true, "IS": true, "WITH": true, "THIS": true, "YOUR": true,
}

// Acronyms lists the acronyms of a text.
func Acronyms(text string) []string {
	var list []string
	eachAcronym([]byte(text), func(word []byte, _ int) { list = append(list, string(word)) })
	return list
}

// eachAcronym calls f for each run of three to eight capitals that is a word
// by itself and no part of an identifier. It looks at every byte of a site's
// prose, and so at each in a table.
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
