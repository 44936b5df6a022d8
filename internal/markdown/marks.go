package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// codeMark is a number at the end of a line of code that an item of the list
// below explains.
type codeMark struct {
	number int
	line   int // from 0, in the block
	offset int // of the comment, in the file's body
}

// markForm is a comment that holds numbers in parentheses and nothing else, at
// the end of a line, in the languages' ways: # (1), // (1), -- (1), <!-- (1) -->.
var markForm = pattern.Of(`(?:^|[ \t]+)(?:#|//|--|;|%|'|::|REM|<!--|/\*)[ \t]*((?:\(\d{1,2}\)[ \t]*)+)(?:-->|\*/)?[ \t]*$`)

// takeMarks returns the code without its marks, and the marks. place finds
// the start of a line in the file's body.
func takeMarks(code string, place func(line int) int) (string, []codeMark) {
	var marks []codeMark
	lines := strings.SplitAfter(code, "\n")
	for i, line := range lines {
		words, end, _ := strings.Cut(line, "\n")
		m := markForm.FindStringSubmatchIndex(words)
		if m == nil {
			continue
		}
		for _, number := range strings.FieldsFunc(words[m[2]:m[3]], func(r rune) bool { return r < '0' || r > '9' }) {
			n, _ := strconv.Atoi(number)
			marks = append(marks, codeMark{number: n, line: i, offset: place(i) + m[2]})
		}
		lines[i] = words[:m[0]]
		if m[0] == 0 { // nothing but the mark: it stays where it was
			lines[i] = words[:len(words)-len(strings.TrimLeft(words, " \t"))]
		}
		if len(line) > len(words) {
			lines[i] += "\n" + end
		}
	}
	return strings.Join(lines, ""), marks
}

// showMarks puts the marks, as badges, at the ends of their lines in
// highlighted code. The highlighter keeps every line break as it is, so that
// they can be counted.
func showMarks(html []byte, marks []codeMark) []byte {
	out := make([]byte, 0, len(html)+64*len(marks))
	for line := 0; len(marks) > 0; line++ {
		end := bytes.IndexByte(html, '\n')
		if end < 0 {
			end = len(html)
		}
		out = append(out, html[:end]...)
		for len(marks) > 0 && marks[0].line <= line {
			n := strconv.Itoa(marks[0].number)
			// The blank keeps the number apart from the code in plain text; the
			// theme hides it and keeps both out of what a reader selects.
			out = append(out, `<span class="mark" data-mark="`+n+`"> `+n+`</span>`...)
			marks = marks[1:]
		}
		if end == len(html) {
			return out
		}
		out = append(out, '\n')
		html = html[end+1:]
	}
	return append(out, html...)
}

// explains returns the ordered list that stands directly below a code block or
// below the tabs that it belongs to.
func explains(n ast.Node) *ast.List {
	if t := n.Parent(); t.Kind() == kindTab && t.ChildCount() == 1 {
		n = t.Parent()
	}
	if list, ok := n.NextSibling().(*ast.List); ok && list.IsOrdered() {
		return list
	}
	return nil
}

// checkMarks tells what is amiss with the marks of a code block, as far as
// that does not depend on the items of the list below.
func (b *builder) checkMarks(n ast.Node, marks []codeMark) {
	if len(marks) == 0 {
		b.add(diag.Warning, "COD-02.ninguna", offsetOf(n))
	} else if explains(n) == nil {
		for _, m := range marks {
			b.add(diag.Warning, "COD-02", m.offset, strconv.Itoa(m.number))
		}
	}
}

// marksOver returns the marks of the code directly above a list.
func marksOver(list ast.Node) []codeMark {
	above := list.PreviousSibling()
	if above == nil {
		return nil
	}
	switch n := above.(type) {
	case *listing:
		return n.marks
	case *tabGroup:
		var all []codeMark
		for t := n.FirstChild(); t != nil; t = t.NextSibling() {
			if l, ok := t.FirstChild().(*listing); ok && t.ChildCount() == 1 {
				all = append(all, l.marks...)
			}
		}
		return all
	}
	return nil
}

// markList makes a list the explanation of the marks above it, and tells which
// of the two lack the other.
func (b *builder) markList(list *ast.List, marks []codeMark) {
	list.SetAttributeString("class", []byte("marks"))
	last := list.Start + list.ChildCount() - 1
	for _, m := range marks {
		if m.number < list.Start || m.number > last {
			b.add(diag.Warning, "COD-02", m.offset, strconv.Itoa(m.number))
		}
	}
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if !slices.ContainsFunc(marks, func(m codeMark) bool { return m.number == number }) {
			b.add(diag.Warning, "COD-03", offsetOf(item), strconv.Itoa(number))
		}
		number++
	}
}
