package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis takes *words* and **words** in one step where CommonMark's rules
// leave no choice: a mark that can only open, plain words, and the same mark
// that can only close. goldmark makes two delimiters of the marks, which it
// pairs at the end of the block and throws away; manuals are full of such
// words. All other marks are goldmark's.
type emphasis struct{ words *words }

// Trigger implements parser.InlineParser.
func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

// emphasised is an emphasis with the text in it, made together.
type emphasised struct {
	ast.Emphasis
	text ast.Text
}

// Parse implements parser.InlineParser.
func (x emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	level, length := x.span(line)
	if length == 0 || at.Padding > 0 || !edge(block.PrecendingCharacter()) || length < len(line) && !edge(util.ToRune(line, length)) {
		return nil
	}
	b := builderOf(pc)
	if b.marks >= maxMarks || b.mayBeEscaped(parent, at.Start) {
		return nil
	}
	b.marks++ // the second mark
	block.Advance(length)
	n := &emphasised{text: ast.Text{Segment: text.NewSegment(at.Start+level, at.Start+length-level)}}
	n.Level = level
	n.SetPos(at.Start)
	n.AppendChild(&n.Emphasis, &n.text)
	return &n.Emphasis
}

// span measures marks and plain words between them at the start of a line;
// length is 0 when that is not what stands there.
func (x emphasis) span(line []byte) (level, length int) {
	mark := line[0]
	for level < len(line) && line[level] == mark {
		level++
	}
	if level > 2 || level == len(line) || line[level] == ' ' {
		return 0, 0
	}
	end := level
	for {
		if end = x.words.wordEnd(line, end); end < 0 || end == len(line) {
			return 0, 0
		}
		if line[end] != ' ' {
			break
		}
		end++
	}
	for length = end; length < len(line) && line[length] == mark; length++ {
	}
	if length-end != level || edge(util.ToRune(line, level)) || edge(util.ToRune(line, end-1)) {
		return 0, 0
	}
	// The last word, its mark and what follows may be the address of a mailbox.
	for _, c := range line[length:] {
		if c == '@' {
			return 0, 0
		}
		if c == ' ' {
			break
		}
	}
	return level, length
}

// edge tells what may stand outside emphasised words.
func edge(r rune) bool { return util.IsSpaceRune(r) || util.IsPunctRune(r) }
