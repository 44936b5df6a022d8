package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// leftovers: what a page says differently from its source, without any mark of
// Markdown being wrong: a note that nothing leads to is not shown, typed numbers
// of steps give way to counted ones, backslashes of Windows are taken for
// escapes, what git could not merge is published twice over.
func leftovers() construct {
	return construct{
		name: "leftover",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindList:            visitTypedNumbers,
			ast.KindCodeBlock:       visitOddCode,
			ast.KindFencedCodeBlock: visitOddCode, // before it becomes a listing
			ast.KindHeading:         visitBackslashes,
			ast.KindParagraph:       visitBackslashes,
			ast.KindTextBlock:       visitBackslashes,
			east.KindTableCell:      visitBackslashes,
			ast.KindEmphasis:        visitSwallowedMarks,
		},
		finish: func(b *builder) {
			reportUnusedNotes(b)
			reportConflict(b)
		},
	}
}

// reportUnusedNotes tells the notes that goldmark leaves out of the page: those
// that nothing calls, and those whose name another has.
func reportUnusedNotes(b *builder) {
	var first map[string]int
	for _, n := range b.notes {
		note := n.(*east.Footnote)
		name := string(note.Ref)
		at, again := first[name]
		switch {
		case again:
			b.add(diag.Warning, "NOT-02.repetida", offsetOf(n), name, strconv.Itoa(b.pos(at).Line))
			continue
		case note.Index < 0:
			b.add(diag.Warning, "NOT-02", offsetOf(n), name)
		}
		if first == nil {
			first = map[string]int{}
		}
		first[name] = offsetOf(n)
	}
}

// typedItem is the number that an item is typed with at a line's end, and where
// it begins: digits, a point or a bracket, blanks.
func typedItem(line []byte) (number, at int, ok bool) {
	end := len(bytes.TrimRight(line, " \t"))
	if end == 0 || line[end-1] != '.' && line[end-1] != ')' {
		return 0, 0, false
	}
	at = end - 1
	for at > 0 && end-at <= 9 && line[at-1] >= '0' && line[at-1] <= '9' {
		at--
	}
	number, err := strconv.Atoi(string(line[at : end-1]))
	return number, at, err == nil
}

// visitTypedNumbers compares the numbers of a list with those it shows. A list
// where all are equal is counted on purpose.
func visitTypedNumbers(b *builder, n ast.Node) {
	list := n.(*ast.List)
	if !list.IsOrdered() || list.ChildCount() < 2 {
		return
	}
	number, wrong, at, typed := list.Start, 0, 0, 0
	equal := true
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		start := itemWords(item)
		line := b.src[bytes.LastIndexByte(b.src[:start], '\n')+1 : start]
		k, in, ok := typedItem(line)
		if !ok {
			return
		}
		equal = equal && k == list.Start
		if k != number && wrong == 0 {
			wrong, typed = number, k
			at = start - len(line) + in
		}
		number++
	}
	if wrong > 0 && !equal {
		b.add(diag.Warning, "EST-06", at, strconv.Itoa(typed), strconv.Itoa(wrong))
	}
}

// itemWords is the byte offset of what an item holds.
func itemWords(item ast.Node) int {
	if item.FirstChild() == nil {
		return offsetOf(item)
	}
	return offsetOf(item.FirstChild())
}

// visitOddCode looks for characters in code that nobody sees and that a shell
// or a parser does not take for blanks.
func visitOddCode(b *builder, n ast.Node) {
	odd := false
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		line := s.Value(b.src)
		if j, what := oddCharacter(line); j >= 0 && !odd {
			odd = true
			b.add(diag.Warning, "COD-08", s.Start+j, what)
		}
		if bytes.HasPrefix(line, []byte(conflictStart)) {
			b.conflicts = append(b.conflicts, n)
		}
	}
}

// checkCodeSpan does so for code in a sentence.
func (b *builder) checkCodeSpan(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		if j, what := oddCharacter(t.Segment.Value(b.src)); j >= 0 {
			b.add(diag.Warning, "COD-08", t.Segment.Start+j, what)
			return
		}
	}
}

// oddCharacter finds the first blank or sign in code that does not show as what
// it is, and its name in Unicode.
func oddCharacter(code []byte) (at int, name string) {
	for i := 0; i < len(code); i++ {
		if code[i] < 0xc2 {
			continue // nearly all
		}
		r, n := utf8.DecodeRune(code[i:])
		switch {
		case r == 0xa0, r >= 0x2000 && r <= 0x200b, r == 0x202f, r == 0x205f, r == 0x2060, r == 0x3000, r == 0xfeff, r == 0xad:
			return i, "U+" + strings.ToUpper(strconv.FormatInt(0x10000+int64(r), 16)[1:])
		}
		i += n - 1
	}
	return -1, ""
}

var (
	// A network path whose first backslash Markdown takes, and a path of a drive
	// in which it takes another, before a sign.
	networkPath = pattern.Of(`(?:^|[\s("'«“])(\\\\[\pL\pN][\pL\pN._$-]*\\[^\s"'»”)]*)`)
	drivePath   = pattern.Of(`(?:^|[\s("'«“])([A-Za-z]:\\[^\s"'»”)]*)`)
	signEscape  = pattern.Of("\\\\[!-/:-@\\[-`{-~]")
)

// visitBackslashes reports a path of Windows that loses some of its backslashes.
func visitBackslashes(b *builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || t.IsRaw() {
			continue
		}
		words := t.Segment.Value(b.src)
		if bytes.IndexByte(words, '\\') < 0 {
			continue // nearly all
		}
		for _, form := range []*pattern.Pattern{networkPath, drivePath} {
			for _, m := range form.FindAllSubmatchIndex(words, -1) {
				path := bytes.TrimRight(words[m[2]:m[3]], ".,;:")
				if signEscape.Match(path) {
					b.add(diag.Warning, "FMT-04", t.Segment.Start+m[2], shorten(string(path)))
				}
			}
		}
	}
}

// capitalName is a name such as DB_PASS.
var capitalName = pattern.Of(`^[A-Z][A-Z0-9]*_[A-Z0-9_]+$`)

// visitSwallowedMarks reports signs of a path or of a name that Markdown takes for
// emphasis: /etc/*/conf.d/*.conf, *.tar*, __main__.py, __DB_PASS__.
func visitSwallowedMarks(b *builder, n ast.Node) {
	level := n.(*ast.Emphasis).Level
	first, ok := n.FirstChild().(*ast.Text)
	last, also := n.LastChild().(*ast.Text)
	if !ok || !also {
		return
	}
	open, end := first.Segment.Start-level, last.Segment.Stop+level
	if open < 0 || end > len(b.src) || b.src[open] != '*' && b.src[open] != '_' {
		return
	}
	inner, after := b.src[first.Segment.Start:last.Segment.Stop], b.src[end:]
	isLetter := func(s []byte) bool { return len(s) > 0 && s[0] >= 'a' && s[0] <= 'z' }
	inPath := len(inner) > 1 && (inner[0] == '/' || inner[len(inner)-1] == '/' || inner[0] == '.' && isLetter(inner[1:]))
	if b.src[open] == '_' {
		call := len(after) > 1 && (after[0] == '(' || after[0] == '.' && isLetter(after[1:]))
		inPath = level == 2 && (call || capitalName.Match(inner))
	}
	if inPath {
		from, to := open, end
		for from > 0 && b.src[from-1] > ' ' {
			from--
		}
		for to < len(b.src) && b.src[to] > ' ' {
			to++
		}
		b.add(diag.Warning, "FMT-04.marcas", open, shorten(strings.Trim(string(b.src[from:to]), "|.,;:")))
	}
}

// What git writes around the two sides of what it could not merge.
const conflictStart, conflictMiddle, conflictEnd = "<<<<<<<", "=======", ">>>>>>>"

// reportConflict finds what git leaves in a file where it could not merge two
// changes. In a block of code of the language diff it is an example.
func reportConflict(b *builder) {
	if !bytes.Contains(b.src, []byte(conflictStart)) {
		return
	}
	from, end := conflict(b.src, 0)
	if from < 0 {
		return
	}
	for _, n := range b.conflicts {
		lines := n.Lines()
		if lines.At(0).Start > from || end > lines.At(lines.Len()-1).Start {
			continue
		}
		if f, ok := n.(*ast.FencedCodeBlock); !ok || string(f.Language(b.src)) != "diff" {
			b.add(diag.Warning, "FMT-03.codigo", from)
		}
		return
	}
	b.add(diag.Error, "FMT-03", from)
	b.dropEffects(from, end)
}

// dropEffects takes back what was said of the headings of conflicts, from the
// first on: the marks make some of words that are none, and each title is there
// twice.
func (b *builder) dropEffects(from, end int) {
	var first, last []int // lines
	for from >= 0 {
		first, last = append(first, b.pos(from).Line), append(last, b.pos(end).Line)
		from, end = conflict(b.src, end)
	}
	b.found = slices.DeleteFunc(b.found, func(f diag.Diagnostic) bool {
		if f.Code != "EST-04" || f.Pos.Path != b.path {
			return false
		}
		i, _ := slices.BinarySearch(last, f.Pos.Line)
		return i < len(first) && first[i] <= f.Pos.Line
	})
}

// conflict is where, from an offset on, the first line and the last of a
// conflict begin; from is -1 for none.
func conflict(src []byte, at int) (from, end int) {
	from = lineWith(src, at, conflictStart)
	end = lineWith(src, lineWith(src, from, conflictMiddle), conflictEnd)
	if end < 0 {
		return -1, -1
	}
	return from, end
}

// lineWith is where, from an offset on, a line begins that opens with a mark and
// holds nothing else or a blank after it; -1 for none, and from -1 on.
func lineWith(src []byte, from int, mark string) int {
	for from >= 0 && from < len(src) {
		line, _, more := bytes.Cut(src[from:], []byte("\n"))
		if rest, ok := bytes.CutPrefix(line, []byte(mark)); ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\r') {
			return from
		}
		if from += len(line) + 1; !more {
			break
		}
	}
	return -1
}
