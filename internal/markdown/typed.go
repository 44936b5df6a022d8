package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"folio/internal/diag"
)

// A typed number is one that an author wrote in a heading although Folio
// numbers it: "3.2. ", "3.2 ", "4) ", "3.- ", "IV. ". It is taken away, and
// said to be. What cannot be the heading's own number is a part of its words:
// an address, a version, a quantity, the code of an error.

// mostMoved is the highest part of a number that has more of them than its
// heading's own.
const mostMoved = 20

// typedNumber is a number at the beginning of a heading.
type typedNumber struct {
	number string // "3.2"; a roman one as it is
	parts  int    // of the number
	zero   bool   // a part is 0
	most   int    // its highest part
	marked bool   // by what only stands behind numbers of headings: "3.", "3)", "3.-"
	dashed bool   // "3 - "
	size   int    // in bytes, with the blanks behind it
}

// mostSections is the highest number that a heading can have by hand.
const mostSections = 99

// readTypedNumber reads a number and what ends it; rest is what follows.
func readTypedNumber(s []byte) (n typedNumber, rest []byte, ok bool) {
	i := n.arabic(s)
	if i == 0 {
		i = n.roman(s)
	}
	if i == 0 {
		return n, nil, false
	}
	n.number = string(s[:i])
	i += n.mark(s[i:])
	rest = bytes.TrimLeft(s[i:], " \t\u00a0")
	blanks := len(s) - i - len(rest)
	if blanks == 0 && !(n.marked && opensWord(rest)) { // 1.Título, but 1.NET and 8.x
		return n, nil, false
	}
	n.size = len(s) - len(rest)
	return n, rest, len(bytes.TrimSpace(rest)) > 0
}

// arabic reads "3" or "3.2", and returns its length; 0 for what is no number
// of a heading.
func (n *typedNumber) arabic(s []byte) int {
	i := 0
	for {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		v, err := strconv.Atoi(string(s[from:i]))
		if err != nil || v > mostSections || i-from > 2 {
			return 0
		}
		n.parts++
		n.zero = n.zero || v == 0
		n.most = max(n.most, v)
		if i+1 >= len(s) || s[i] != '.' || s[i+1] < '0' || s[i+1] > '9' {
			return i
		}
		i++
	}
}

// roman reads "IV", to XXXIX, before a mark.
func (n *typedNumber) roman(s []byte) int {
	i := 0
	for i < len(s) && (s[i] == 'I' || s[i] == 'V' || s[i] == 'X') {
		i++
	}
	if i == 0 || i == len(s) || s[i] != '.' && s[i] != ')' {
		return 0
	}
	ones := strings.TrimLeft(string(s[:i]), "X")
	if i-len(ones) > 3 || !slices.Contains([]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}, ones) {
		return 0
	}
	n.parts = 1
	return i
}

// mark reads what ends a number and returns its length.
func (n *typedNumber) mark(s []byte) int {
	dash := func(s []byte) int {
		r, size := utf8.DecodeRune(s)
		if r == '-' || r == '–' || r == '—' {
			return size
		}
		return 0
	}
	if len(s) > 0 && (s[0] == '.' || s[0] == ')') {
		n.marked = true
		if s[0] == '.' && len(s) > 1 && s[1] == ')' {
			return 2
		}
		return 1 + dash(s[1:])
	}
	rest := bytes.TrimLeft(s, " ")
	if d := dash(rest); d > 0 && d < len(rest) && (rest[d] == ' ' || rest[d] == '\t') {
		n.dashed = true
		return len(s) - len(rest) + d
	}
	return 0
}

// opensWord tells a capital letter with a small one behind it.
func opensWord(s []byte) bool {
	r, size := utf8.DecodeRune(s)
	next, _ := utf8.DecodeRune(s[size:])
	return unicode.IsUpper(r) && (unicode.IsLower(next) || next == ' ')
}

// opensTitle tells how a title begins, unlike a quantity's unit or the rest of
// a sentence.
func opensTitle(s []byte) bool {
	s = bytes.TrimLeft(s, "¿¡«\"(*_`[")
	r, _ := utf8.DecodeRune(s)
	word, _, _ := bytes.Cut(s, []byte(" "))
	return unicode.IsUpper(r) && !units[string(bytes.TrimRight(word, ".,;:)"))]
}

// units are those of quantities that begin with a capital letter.
var units = func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq("Hz KHz MHz GHz THz B KB MB GB TB PB KiB MiB GiB TiB PiB Kb Mb Gb Kbps Mbps Gbps Kbit Mbit Gbit V VA KVA W KW MW A Ah Wh KWh C F K RU U MP VCPU") {
		set[word] = true
	}
	return set
}()

// dropTypedNumber takes the typed number out of a heading that is to be
// numbered, reports it, and returns it; "" for none.
func (b *builder) dropTypedNumber(h *ast.Heading, at int) string {
	if h.Lines().Len() == 0 {
		return ""
	}
	line := h.Lines().At(0)
	parent, first := firstText(h)
	if first == nil || first.Segment.Start >= len(b.src) {
		return ""
	}
	from := first.Segment.Start
	if c := b.src[from]; (c < '0' || c > '9') && c != 'I' && c != 'V' && c != 'X' {
		return "" // nearly all of them
	}
	words := append([]byte(nil), b.src[from:max(from, line.Stop)]...)
	marks := 0
	if parent != ast.Node(h) { // **3.2.** Red is **3.2. Red** to the eye
		words, marks = withoutMarks(words, first.Segment.Len())
	}
	n, rest, ok := readTypedNumber(words)
	if !ok || bytes.HasPrefix(rest, []byte("{#")) || !b.canBeOwn(h, n, rest) {
		return ""
	}
	end := from + n.size
	if n.size > first.Segment.Len() {
		end += marks
	}
	if !cutText(h, end) {
		return ""
	}
	number := string(bytes.TrimSpace(words[:n.size]))
	b.add(diag.Warning, "EST-05", at, number, kept(number, rest))
	return n.number
}

// kept is how an author writes a number that is a part of the title, before its
// first word.
func kept(number string, rest []byte) string {
	word, _, _ := strings.Cut(string(bytes.TrimSpace(rest)), " ")
	for _, mark := range []string{".", ")", "-"} {
		if before, after, ok := strings.Cut(number, mark); ok {
			return before + `\` + mark + after + " " + word
		}
	}
	if before, after, ok := strings.Cut(number, " "); ok { // 3 – X
		return before + "&nbsp;" + after + " " + word
	}
	return number + "&nbsp;" + word
}

// firstText is the text that opens a node, also in emphasis, and what holds it.
func firstText(n ast.Node) (parent ast.Node, t *ast.Text) {
	switch c := n.FirstChild().(type) {
	case *ast.Text:
		return n, c
	case *ast.Emphasis:
		return firstText(c)
	}
	return n, nil
}

// withoutMarks drops the marks of emphasis that close right behind the first n
// bytes, and counts them.
func withoutMarks(s []byte, n int) ([]byte, int) {
	if n > len(s) {
		return s, 0
	}
	rest := bytes.TrimLeft(s[n:], "*_")
	marks := len(s) - n - len(rest)
	return append(s[:n:n], rest...), marks
}

// cutText takes what stands before a byte of the source out of a heading; false
// when nothing would be left.
func cutText(h ast.Node, end int) bool {
	last := h.LastChild()
	if t, ok := last.(*ast.Text); ok && t.Segment.Stop <= end && t.PreviousSibling() == nil {
		return false // nothing but a number: it is the title
	}
	clip(h, end, 1<<62)
	return true
}

// canBeOwn tells whether a typed number can be a heading's own.
func (b *builder) canBeOwn(h *ast.Heading, n typedNumber, rest []byte) bool {
	own := max(h.Level, b.depth)
	if b.unit == 0 {
		own = h.Level
	}
	if len(b.env.Own) > 0 {
		own += strings.Count(b.env.Own[0], ".")
	}
	// One part more is that of a document in which this one was a chapter.
	switch {
	case n.zero && (n.parts > 1 || !n.marked), !n.marked && (n.parts > own+1 || n.parts > own && n.most > mostMoved):
		return false // 8.0.36, 10.0.0.1
	case n.marked:
		return true
	case !opensTitle(rest):
		return false // 2.4 GHz, 2 servidores
	case n.parts > 1 || n.dashed:
		return true
	case h.Level == 1 && slices.Contains(b.env.Own, strings.TrimLeft(n.number, "0")):
		return true
	}
	return b.inSeries(h)
}

// inSeries tells whether headings that stand beside each other begin with 1, 2,
// 3, as nothing but numbers of headings do.
func (b *builder) inSeries(h *ast.Heading) bool {
	if b.series == nil {
		b.series = map[ast.Node]bool{}
		var open [7][]ast.Node // the headings of a level since the last above it
		end := func(level int) {
			list := open[level]
			if open[level] = nil; len(list) < 2 {
				return
			}
			for i, n := range list {
				if !b.plainNumber(n.(*ast.Heading), i+1) {
					return
				}
			}
			for _, n := range list {
				b.series[n] = true
			}
		}
		for n := h.Parent().FirstChild(); n != nil; n = n.NextSibling() {
			if h, ok := n.(*ast.Heading); ok {
				for l := h.Level + 1; l < len(open); l++ {
					end(l)
				}
				open[h.Level] = append(open[h.Level], h)
			}
		}
		for l := range open {
			end(l)
		}
	}
	return b.series[h]
}

// plainNumber tells a heading that begins with a number and words: 2 Requisitos.
func (b *builder) plainNumber(h *ast.Heading, want int) bool {
	_, t := firstText(h)
	if t == nil || h.Lines().Len() == 0 {
		return false
	}
	line := h.Lines().At(0)
	n, rest, ok := readTypedNumber(b.src[t.Segment.Start:max(t.Segment.Start, line.Stop)])
	return ok && !n.marked && n.parts == 1 && n.number == strconv.Itoa(want) && opensTitle(rest)
}
