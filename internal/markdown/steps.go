package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

// steps: an ordered list that tells what to do shows as steps, each with an
// anchor of its own. It is one when an item holds more than a paragraph (a
// command, a second paragraph), when code stands between its items, when it
// is not short and its section is about doing something, or when its author says that
// it is run. A list of links alone
// is a table of contents that somebody typed.
func steps() construct {
	return construct{
		name:      "steps",
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindList: visitList},
		renderers: []nodeRenderer{{ast.KindListItem, renderListItem}},
	}
}

// Step is an item of a procedure.
type Step struct {
	Number    int
	Procedure int // which of the document's, from 0
	Heading   int // index in Doc.Headings of the one above; -1 for the title
	Unit      int // the inclusion that it stands in; 0 for the section's own text
	// Irreversible tells that nothing undoes it: {irreversible} stands in its
	// first paragraph.
	Irreversible bool
}

// doing are words, folded, in the titles of sections about doing something.
var doing = [...]string{"procedimiento", "paso", "instalacion", "reversion", "solucion", "restauracion", "copia"}

// fewSteps is how many items such a section's list has at least.
const fewSteps = 3

func visitList(b *builder, n ast.Node) {
	list := n.(*ast.List)
	if !list.IsOrdered() {
		return
	}
	if marks := marksOver(list); len(marks) > 0 {
		b.markList(list, marks)
		return
	}
	if _, known := b.doc.index[list.FirstChild()]; known || !stepsMayStand(list) {
		return // a continuation, taken with the list that it continues
	}
	parts, interrupted := b.continued(list)
	items := 0
	procedure, contents := interrupted, !interrupted
	for _, part := range parts {
		items += part.ChildCount()
		contents = contents && b.onlyEntries(part)
		for item := part.FirstChild(); item != nil; item = item.NextSibling() {
			procedure = procedure || item.ChildCount() > 1
		}
	}
	if !contents && (procedure || items >= fewSteps && b.doc.aboutDoing() || b.doc.isRun()) {
		b.addSteps(parts)
		return
	}
	for _, part := range parts {
		b.doc.index[part.FirstChild()] = notStep
	}
}

// pageNumber is the end of an entry in a typed table of contents.
var pageNumber = pattern.Of(`(?:\.{3,}|…|(?:[ \t]\.){3,}|[ \t]{2,}|_{3,})[ \t]*\d{1,4}$`)

func endsInPageNumber(line string) bool {
	if n := len(line); n == 0 || line[n-1] < '0' || line[n-1] > '9' {
		return false // most
	}
	return pageNumber.MatchString(line)
}

// onlyEntries tells whether the items of a list are those of a table of
// contents: what they say ends with a page's number, or it is links, and nothing
// but points, numbers and the like stands beside them.
func (b *builder) onlyEntries(list *ast.List) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		links := 0
		for block := item.FirstChild(); block != nil; block = block.NextSibling() {
			if inner, ok := block.(*ast.List); ok && b.onlyEntries(inner) {
				continue
			}
			if block.Kind() != ast.KindTextBlock && block.Kind() != ast.KindParagraph {
				return false
			}
			if endsInPageNumber(lastLine(block, b.src)) {
				links++
				continue
			}
			for n := block.FirstChild(); n != nil; n = n.NextSibling() {
				switch n := n.(type) {
				case *ast.Link, *ast.AutoLink:
					links++
				case *ast.Text:
					if bytes.ContainsFunc(n.Value(b.src), unicode.IsLetter) {
						return false
					}
				default:
					return false
				}
			}
		}
		if links == 0 {
			return false
		}
	}
	return true
}

// lastLine is the last line of a block's text, as written.
func lastLine(block ast.Node, src []byte) string {
	lines := block.Lines()
	if lines.Len() == 0 {
		return ""
	}
	s := lines.At(lines.Len() - 1)
	return strings.TrimRight(string(s.Value(src)), " \t\n")
}

// notStep marks the first item of a list that is no procedure.
const notStep = -1

// stepsMayStand tells a list of the text itself from one in a list, a
// quotation, a callout or a note.
func stepsMayStand(n ast.Node) bool {
	p := n.Parent()
	for p.Kind() == kindContainer || p.Kind() == kindTab || p.Kind() == kindTabGroup {
		p = p.Parent()
	}
	return p.Kind() == ast.KindDocument
}

// maxBetween is how many blocks may stand between the parts of a procedure.
const maxBetween = 30

// continued returns the list and the lists that go on with its numbers, and
// whether what stands between them is code. Markdown ends a list at a fence
// that is not indented; the author's numbers say that it goes on.
func (b *builder) continued(list *ast.List) (parts []*ast.List, byCode bool) {
	parts = append(parts, list)
	next := list.Start + list.ChildCount()
	code, between := false, 0
	for n := list.NextSibling(); n != nil && between < maxBetween; n = n.NextSibling() {
		between++
		switch n := n.(type) {
		case *ast.Heading, *ast.ThematicBreak:
			return parts, byCode
		case *ast.FencedCodeBlock, *ast.CodeBlock, *container:
			code = true
		case *ast.List:
			switch {
			case n.IsOrdered() && n.Start == next && n.Start > 1:
				parts, next = append(parts, n), n.Start+n.ChildCount()
				byCode, code, between = byCode || code, false, 0
			case n.IsOrdered() && !b.explainsMarks(n):
				return parts, byCode
			}
		}
	}
	return parts, byCode
}

// explainsMarks tells whether an ordered list stands below code with marks
// that has not been visited yet.
func (b *builder) explainsMarks(list ast.Node) bool {
	if fence, ok := list.PreviousSibling().(*ast.FencedCodeBlock); ok {
		_, a := b.fenceInfo(fence)
		return a.flag("marcas", "marks")
	}
	return false
}

// aboutDoing tells whether the place that the reading has come to is in a
// section whose title, or the title of one that holds it, says so.
func (d *Doc) aboutDoing() bool {
	says := func(title string) bool {
		title = i18n.Fold(title)
		for _, word := range doing {
			if strings.Contains(title, word) {
				return true
			}
		}
		return false
	}
	for i := d.deepest(7); i >= 0; i = d.Headings[i].Parent {
		if says(d.Headings[i].Text) {
			return true
		}
	}
	return says(d.Title.Text)
}

// isRun tells whether the author wants the procedure to be run that stands where the
// reading has come to.
func (d *Doc) isRun() bool {
	for i := d.deepest(7); i >= 0; i = d.Headings[i].Parent {
		if mode := d.Headings[i].Run; mode != "" {
			return mode != NoRun
		}
	}
	return d.Title.Run != "" && d.Title.Run != NoRun
}

// addSteps records the items of a procedure.
func (b *builder) addSteps(parts []*ast.List) {
	d, which := b.doc, 0
	if n := len(d.Steps); n > 0 {
		which = d.Steps[n-1].Procedure + 1
	}
	for _, part := range parts {
		part.SetAttributeString("class", []byte("steps"))
		number := part.Start
		for item := part.FirstChild(); item != nil; item = item.NextSibling() {
			d.index[item] = len(d.Steps)
			d.Steps = append(d.Steps, Step{Number: number, Procedure: which, Heading: len(d.Headings) - 1, Unit: b.unit, Irreversible: b.takeIrreversible(item)})
			number++
		}
	}
}

// meansIrreversible tells braces that are meant for that mark.
func meansIrreversible(line []byte) bool {
	const word = "irreversible"
	inner := bytes.TrimLeft(line[1:], " \t")
	return len(inner) > len(word) && bytes.EqualFold(inner[:len(word)], []byte(word))
}

// irreversibleMark is what marks a step that nothing undoes; oddIrreversible is that, or
// meant for it and says more.
var (
	irreversibleMark = pattern.Of(`(?i)\{[ \t]*irreversible[ \t]*\}`)
	oddIrreversible  = pattern.Of(`(?i)^\{[ \t]*irreversible\b[^{}\n]*\}`)
)

// takeIrreversible tells whether the first words of an item have that mark, and
// takes it out of them.
func (b *builder) takeIrreversible(item ast.Node) bool {
	words := item.FirstChild()
	if words == nil || !hasInline(words) {
		return false
	}
	for n := words.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(b.src)
		if bytes.IndexByte(value, '{') < 0 {
			continue // most
		}
		mark := irreversibleMark.FindIndex(value)
		if mark == nil {
			continue
		}
		b.useBraces(attributes{at: t.Segment.Start + mark[0] + 1})
		rest := t.Segment.WithStart(t.Segment.Start + mark[1])
		before := bytes.TrimRight(value[:mark[0]], " \t")
		t.Segment = t.Segment.WithStop(t.Segment.Start + len(before))
		if rest.Len() > 0 {
			more := ast.NewTextSegment(rest)
			more.SetSoftLineBreak(t.SoftLineBreak())
			more.SetHardLineBreak(t.HardLineBreak())
			t.SetSoftLineBreak(false)
			t.SetHardLineBreak(false)
			words.InsertAfter(words, t, more)
		}
		return true
	}
	return false
}

// Above is the heading above a step, the title for want of another.
func (d *Doc) Above(s Step) Heading {
	if s.Heading >= 0 {
		return d.Headings[s.Heading]
	}
	return d.Title
}

func renderListItem(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.WriteString("</li>\n")
		return ast.WalkContinue
	}
	w.WriteString("<li")
	if n.Attributes() != nil {
		html.RenderAttributes(w, n, html.ListItemAttributeFilter)
	}
	if i, ok := p.doc.index[n]; ok && i != notStep {
		id := p.resolve.Step(i)
		w.WriteString(` id="`)
		writeText(w, id)
		w.WriteString(`"><a class="step-link" href="#`)
		writeText(w, id)
		w.WriteString(`" aria-label="`)
		writeText(w, p.engine.texts.T("md.step", strconv.Itoa(p.doc.Steps[i].Number)))
		w.WriteString(`"></a>`)
		if p.doc.Steps[i].Irreversible {
			w.WriteString(`<span class="step-mark">`)
			writeText(w, p.engine.texts.T("md.irreversible"))
			w.WriteString(`</span>`)
		}
	} else {
		w.WriteByte('>')
	}
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		w.WriteByte('\n')
	}
	return ast.WalkContinue
}
