package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// openings: a line that opens with a mark of Markdown and means nothing, for its
// blank is missing or is one that Markdown does not know, such as the no-break
// space that Option or AltGr leaves. The marks of callouts, where they are not
// quite right, belong to the kind.
func openings() construct {
	return construct{
		name: "opening",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindParagraph: visitOpenings,
			ast.KindTextBlock: visitOpenings,
		},
	}
}

func visitOpenings(b *builder, n ast.Node) {
	var bare []int // lines that open with a mark without its blank
	sure := false  // one of them can be nothing else
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		line := bytes.Trim(s.Value(b.src), " \t\n")
		if len(line) < 2 {
			continue
		}
		switch c := line[0]; {
		case c == '#':
			b.bareHash(n, i, line)
		case c == '-', c == '*', c == '+', c >= '0' && c <= '9':
			switch mark, rest := listMark(line); {
			case mark == "":
			case oddSpace(rest) > 0:
				b.add(diag.Warning, "FMT-01", s.Start, mark, wellSpaced(mark, rest))
			case c == '*', c == '+':
			case startsItem(rest):
				bare = append(bare, i)
				sure = sure || rest[0] == '[' || inList(n, mark)
			case startsWord(rest):
				bare = append(bare, i)
			}
		case c == '[', c == '\\', c == '{':
			if key := foreign(line); key != "" && n.Lines().Len() == 1 {
				b.add(diag.Warning, key, s.Start, string(line))
			} else if c == '[' && !b.badBox(n, i, line) {
				b.badCallout(n, i, line)
			}
		case c == '!':
			if m := admonition.FindSubmatch(line); m != nil && isCallout(string(m[1])) {
				b.add(diag.Warning, "LLA-02", s.Start, string(m[0]), calloutName(string(m[1])))
			}
		case c == 0xc2, c == 0xe2, c == 0xef:
			if odd := oddSpace(line); odd > 0 && hasMark(line[odd:]) {
				b.add(diag.Warning, "FMT-01.invisible", s.Start, wordAtStart(line[odd:]))
			} else if isBullet(line) {
				bare = append(bare, i)
			}
		}
	}
	b.meltedPoints(n)
	if len(bare) > 1 || sure {
		s := n.Lines().At(bare[0])
		line := bytes.TrimSpace(s.Value(b.src))
		if mark, rest := listMark(line); mark != "" {
			b.add(diag.Warning, "FMT-01.falta", s.Start, mark, shorten(wellSpaced(mark, rest)))
		} else {
			_, size := utf8.DecodeRune(line)
			b.add(diag.Warning, "FMT-01.vineta", s.Start, string(line[:size]), shorten(wellSpaced("-", line[size:])))
		}
	}
}

// officePoint is how documents of offices count points: a), 1.-, 1º, iv). Markdown knows
// none of them.
var officePoint = pattern.Of(`^(\(?[a-zñ]\)|[ivx]{2,4}\)|\d{1,2}(?:\.-|[º°]))[ \t]+\S`)

// meltedPoints reports lines that are points of such a list and become one paragraph.
func (b *builder) meltedPoints(n ast.Node) {
	if n.Lines().Len() < 2 {
		return // most
	}
	first, points := -1, 0
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		line := bytes.TrimLeft(s.Value(b.src), " \t")
		if len(line) > 3 && bytes.ContainsAny(line[:min(len(line), 6)], ")º°-") && officePoint.Match(line) {
			if points++; first < 0 {
				first = i
			}
		}
	}
	if points > 1 {
		s := n.Lines().At(first)
		line := bytes.TrimLeft(s.Value(b.src), " \t")
		b.add(diag.Warning, "FMT-01.puntos", s.Start, string(officePoint.FindSubmatch(line)[1]))
	}
}

// bareHash reports a heading whose blank is missing. One # and a word may be
// many things: it is a heading if it stands alone and opens with a capital.
func (b *builder) bareHash(n ast.Node, i int, line []byte) {
	marks := fenceMark(line)
	rest := line[len(marks):]
	if len(rest) == 0 {
		return
	}
	at := n.Lines().At(i)
	r, _ := utf8.DecodeRune(rest)
	switch {
	case len(marks) > 6 && rest[0] == ' ':
		b.add(diag.Warning, "FMT-01.niveles", at.Start, shorten(string(bytes.TrimSpace(rest))))
	case len(marks) > 6:
	case oddSpace(rest) > 0:
		b.add(diag.Warning, "FMT-01", at.Start, string(marks), shorten(wellSpaced(string(marks), rest)))
	case len(marks) > 1 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("¿¡*`", r)),
		len(marks) == 1 && i == 0 && n.Lines().Len() == 1 && unicode.IsUpper(r) && strings.IndexByte(".:;,", line[len(line)-1]) < 0:
		b.add(diag.Warning, "FMT-01.falta", at.Start, string(marks), shorten(wellSpaced(string(marks), rest)))
	}
}

var (
	foreignContents = pattern.Of(`^(?i:\[toc\]|\[\[_?toc_?\]\]|\{:toc\}|\\tableofcontents)$`)
	foreignBreak    = pattern.Of(`^\\(?:newpage|pagebreak|clearpage)$`)
)

// foreign is the key of the finding about a line that is an order to another
// tool; "" for any other line.
func foreign(line []byte) string {
	switch {
	case foreignContents.Match(line):
		return "FMT-05.indice"
	case foreignBreak.Match(line):
		return "FMT-05.pagina"
	}
	return ""
}

var listForm = pattern.Of(`^(?:[-*+]|\d{1,9}[.)])`)

// listMark cuts a line after the mark of a list's item; mark is "" for none.
func listMark(line []byte) (mark string, rest []byte) {
	m := listForm.Find(line)
	return string(m), line[len(m):]
}

var itemStart = pattern.Of(`^(?:\p{Lu}\p{Ll}|[¿¡]|\[[ xX]\])`)

// startsItem tells what an item begins with, and an option of a command or a
// decimal number does not.
func startsItem(rest []byte) bool { return itemStart.Match(rest) }

// startsWord tells what an item in small letters begins with: more than most options
// of commands, and than a part of a version.
func startsWord(rest []byte) bool { return wordStart.Match(rest) }

var wordStart = pattern.Of(`^\p{Ll}{3}`)

// inList tells whether a paragraph is of an item of a list with marks like another, or
// stands beside such a list.
func inList(n ast.Node, mark string) bool {
	like := func(n ast.Node) bool {
		list, ok := n.(*ast.List)
		return ok && list.IsOrdered() == (mark[0] >= '0' && mark[0] <= '9')
	}
	item, ok := n.Parent().(*ast.ListItem)
	return ok && like(item.Parent()) || like(n.PreviousSibling()) || like(n.NextSibling())
}

var badBoxForm = pattern.Of(`^\[(?:[xX ]\][^\s\[(:]|\](?:[^\[(:]|$))`)

// badBox reports the box of a task that is none, at the beginning of an item.
func (b *builder) badBox(n ast.Node, i int, line []byte) bool {
	item, ok := n.Parent().(*ast.ListItem)
	if !ok || i > 0 || item.FirstChild() != n || !badBoxForm.Match(line) {
		return false
	}
	box, rest, _ := strings.Cut(string(line), "]")
	right := strings.Replace(strings.ToLower(box)+"]", "[]", "[ ]", 1)
	b.add(diag.Warning, "FMT-01.casilla", n.Lines().At(i).Start, box+"]", right+" "+shorten(strings.TrimSpace(rest)))
	return true
}

// wellSpaced is a mark and what follows it with the blank that Markdown wants.
func wellSpaced(mark string, rest []byte) string {
	return mark + " " + strings.TrimFunc(string(rest), func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
}

// oddSpace measures, in bytes, the blanks at the start of a line that Markdown
// takes for letters: 0 for none, or for plain ones only.
func oddSpace(line []byte) int {
	size, odd := 0, false
	for size < len(line) {
		r, n := utf8.DecodeRune(line[size:])
		switch {
		case r == ' ', r == '\t':
		case r >= 0x80 && (unicode.IsSpace(r) || unicode.Is(unicode.Zs, r)), r == 0x200b, r == 0x2060, r == 0xfeff:
			odd = true
		default:
			if !odd {
				return 0
			}
			return size
		}
		size += n
	}
	return 0
}

var openingMark = pattern.Of("^(?:#{1,6}|[-*+>]|\\d{1,9}[.)]|[*]{3})[ \u00a0]|^(?:```|~~~|:::|\\[!|>|\\||\\{\\{)")

// hasMark tells whether a line begins with a mark that means something there.
func hasMark(line []byte) bool { return openingMark.Match(line) }

func isBullet(line []byte) bool {
	r, n := utf8.DecodeRune(line)
	return slices.Contains([]rune("•▪◦‣●○■\uf0b7"), r) && n < len(line)
}

func wordAtStart(line []byte) string {
	word, _, _ := strings.Cut(strings.ReplaceAll(string(line), "\u00a0", " "), " ")
	return shorten(word)
}

var (
	admonition  = pattern.Of(`^!!!\+?[ \t]*"?(\pL+)"?`)
	bentCallout = pattern.Of(`^\[[ \t\x{a0}]*!?[ \t\x{a0}]*(\pL+)[ \t\x{a0}]*[:!]?[ \t\x{a0}]*\]`)
)

// badCallout reports the mark of a callout that is not one for a blank in it,
// or for the place where it stands.
func (b *builder) badCallout(n ast.Node, i int, line []byte) {
	if !bytes.HasPrefix(line, []byte("[")) {
		return
	}
	m := bentCallout.FindSubmatch(line)
	if m == nil || bytes.IndexByte(m[0], '!') < 0 {
		return
	}
	quoted := n.Parent().Kind() == ast.KindBlockquote && n.PreviousSibling() == nil && i == 0
	if !isCallout(string(m[1])) || quoted && calloutMark.Match(line) {
		return
	}
	at := n.Lines().At(i)
	b.add(diag.Warning, "LLA-02", at.Start, string(m[0]), calloutName(string(m[1])))
}

func isCallout(word string) bool {
	word = i18n.Fold(word)
	for _, k := range calloutKinds {
		if k.word == word {
			return true
		}
	}
	return false
}

func calloutName(word string) string { return strings.ToUpper(word) }
