package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// lineIndex turns byte offsets into lines and columns. It is built at the
// first question, since most documents have no findings.
type lineIndex struct {
	src    []byte
	first  int // number of the first line
	starts []int32
	// The line that was told last: a paragraph, often one line, has many
	// links.
	told     int // place in starts
	toldText string
	// The place that was told last: in a long line the next one is counted from
	// there.
	last, lastCol int
}

// locate returns the 1-based line, the 1-based column in runes, and the line's
// text. An offset outside the text is moved to its nearest end.
func (x *lineIndex) locate(offset int) (line, col int, text string) {
	line, col = x.place(offset)
	if i := line - x.first; x.toldText == "" || x.told != i {
		l, _, _ := bytes.Cut(x.src[x.starts[i]:], []byte("\n"))
		x.told, x.toldText = i, string(l)
	}
	return line, col, x.toldText
}

// place is locate without the text.
func (x *lineIndex) place(offset int) (line, col int) {
	if x.starts == nil {
		x.starts = make([]int32, 1, bytes.Count(x.src, []byte("\n"))+1)
		for i, c := range x.src {
			if c == '\n' {
				x.starts = append(x.starts, int32(i+1))
			}
		}
	}
	offset = min(max(offset, 0), len(x.src))
	i := sort.Search(len(x.starts), func(i int) bool { return int(x.starts[i]) > offset }) - 1
	from, col := int(x.starts[i]), 1
	if x.last >= from && x.last <= offset && x.lastCol > 0 {
		from, col = x.last, x.lastCol
	}
	col += utf8.RuneCount(x.src[from:offset])
	if offset == len(x.src) || utf8.RuneStart(x.src[offset]) {
		x.last, x.lastCol = offset, col
	}
	return x.first + i, col
}

// offsetOf is where a node starts in the source. goldmark knows it for most
// nodes; for the others the nearest node that has a place stands in.
func offsetOf(n ast.Node) int {
	for m := n; m != nil; m = m.Parent() {
		if m.Kind() == ast.KindDocument {
			break
		}
		if p := m.Pos(); p >= 0 {
			return p
		}
		if m.Type() == ast.TypeBlock && m.Lines() != nil && m.Lines().Len() > 0 {
			return m.Lines().At(0).Start
		}
		if t, ok := m.FirstChild().(*ast.Text); ok {
			return t.Segment.Start
		}
		if s := m.PreviousSibling(); s != nil && s.Type() == ast.TypeInline {
			if t, ok := s.(*ast.Text); ok {
				return t.Segment.Stop
			}
		}
	}
	return 0
}
