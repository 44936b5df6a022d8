package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plainWords: words without marks and, as GFM has it, bare addresses among
// them, which become links; words in a pair of marks; and spans of code. Nothing
// of it is Folio's own but that it is quick.
func plainWords() construct {
	x := &words{addresses: bareAddresses()}
	return construct{
		name: "word",
		inlines: []util.PrioritizedValue{
			util.Prioritized(codeSpan{}, 90),   // before goldmark's
			util.Prioritized(emphasis{x}, 490), // before goldmark's
			util.Prioritized(x, 999),
		},
	}
}

// words takes plain words many at a time. goldmark asks at every space whether
// a bare address begins there, which is more than all its other questions
// together, and the answer is nearly always no. words looks ahead to the first
// byte that means something to any inline parser and takes what is before it
// as one text. It hands everything else on to the parser for addresses, so
// that the tree, once joinText has been over it, is the one that this parser
// gives alone.
type words struct {
	addresses parser.InlineParser
	stop      [256]bool // bytes that are in no plain word
}

// stopAt learns where the parsers of a dialect may begin.
func (x *words) stopAt(parsers []parser.InlineParser) {
	// Spaces end words; a backslash escapes; an address has a colon or an "@".
	for _, c := range []byte(" \t\n\v\f\r\\:@") {
		x.stop[c] = true
	}
	for _, p := range parsers {
		for _, c := range p.Trigger() {
			x.stop[c] = true
		}
	}
}

// Trigger implements parser.InlineParser.
func (x *words) Trigger() []byte { return x.addresses.Trigger() }

// Parse implements parser.InlineParser.
func (x *words) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	length, whole := x.run(line)
	if length == 0 || at.Padding > 0 || at.Stop-at.Start != len(line) {
		return x.addresses.Parse(parent, block, pc)
	}
	b := builderOf(pc)
	if b.mayBeEscaped(parent, at.Start) {
		return x.addresses.Parse(parent, block, pc)
	}
	t := b.newText(text.NewSegment(at.Start, at.Start+length))
	if whole {
		t.SetSoftLineBreak(length < len(line))
		block.AdvanceLine()
	} else {
		block.Advance(length)
	}
	return t
}

// run measures the plain words at the start of a line, which begins with one
// or with the space before one. It ends before the space of the first word
// that is not plain, after that space where the word begins with a mark, or
// with the line (whole). It leaves the last word to goldmark where what ends
// the line may mean something: spaces, a backslash.
func (x *words) run(line []byte) (length int, whole bool) {
	i := 0
	if line[0] == ' ' {
		i = 1
	}
	for {
		start := i
		i = x.wordEnd(line, i)
		if i < 0 {
			return length, false
		}
		switch {
		case i == len(line) || line[i] == '\n':
			if i == start {
				return length, false
			}
			return i, true
		case line[i] == ' ':
		case i == start && line[i] != '\\' && util.IsPunct(line[i]):
			return i, false // a mark, and no address begins with one
		default:
			return length, false
		}
		if rest := line[i+1:]; len(rest) > 0 && !x.stop[rest[0]] {
			length = i // not inside or before spaces that may end the line
		}
		i++
	}
}

// wordEnd is where the word at i ends; -1 for one that may be an address.
func (x *words) wordEnd(line []byte, i int) int {
	start := i
	for i < len(line) && !x.stop[line[i]] {
		i++
	}
	if bytes.HasPrefix(line[start:i], []byte("www.")) {
		return -1
	}
	return i
}

// mayBeEscaped tells whether goldmark may be going to take the byte at an
// offset, or the next one, as escaped; to take more than a byte would then
// change what the escape is for. That is so after a backslash, after one at
// the end of the line above, and, by an oddity of goldmark, after an address
// that begins with an escaped space.
func (b *builder) mayBeEscaped(parent ast.Node, offset int) bool {
	if b.backslashes == unknown {
		b.backslashes = few
		if bytes.Contains(b.src, []byte(`\\\`)) { // less than three end no line without a break
			b.backslashes = many
		}
	}
	if b.backslashes == many || offset > 0 && b.src[offset-1] == '\\' {
		return true
	}
	_, address := parent.LastChild().(*ast.AutoLink)
	return address
}

// What is known of the backslashes in a text.
const (
	unknown = iota
	few
	many // three in a row somewhere
)

// newText makes a node of text. They come from blocks of them, for a page has
// hundreds and all live as long as its tree.
func (b *builder) newText(s text.Segment) *ast.Text {
	if len(b.texts) == cap(b.texts) {
		b.texts = make([]ast.Text, 0, textBlock)
	}
	b.texts = append(b.texts, ast.Text{Segment: s})
	return &b.texts[len(b.texts)-1]
}

const textBlock = 16

// lookAhead tells the words among the inline parsers of a dialect where the
// others may begin.
func lookAhead(inlines []util.PrioritizedValue) {
	var all []parser.InlineParser
	for _, v := range inlines {
		all = append(all, v.Value.(parser.InlineParser))
	}
	for _, p := range all {
		if x, ok := p.(*words); ok {
			x.stopAt(all)
		}
	}
}
