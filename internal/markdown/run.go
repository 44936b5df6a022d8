package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// Mode is how a procedure is followed.
type Mode string

// The modes: a step is read and then done, or all are done and then confirmed.
// NoRun is that the author does not want it to be run, "" that nothing is said.
const (
	ReadDo    Mode = "leer-hacer"
	DoConfirm Mode = "hacer-confirmar"
	NoRun     Mode = "no"
)

// readMode reads what is written after «ejecutar».
func readMode(value string) (m Mode, known bool) {
	switch Mode(i18n.Fold(value)) {
	case ReadDo:
		return ReadDo, true
	case DoConfirm:
		return DoConfirm, true
	}
	on, known := readFlag(value)
	switch {
	case !known:
		return ReadDo, false
	case on:
		return ReadDo, true
	}
	return NoRun, true
}

// headingEnd is what stands between braces at a heading's end.
var headingEnd = pattern.Of(`[ \t]*\{([^{}\n]*)\}[ \t]*$`)

// flags takes the attributes off a heading's end that goldmark does not, since it
// knows of none without a value: {ejecutar}, {#id ejecutar}. ok tells that there
// were some.
func (b *builder) flags(h *ast.Heading) (a attributes, ok bool) {
	t, isText := h.LastChild().(*ast.Text)
	if !isText {
		return a, false
	}
	text := t.Segment.Value(b.src)
	if bytes.IndexByte(text, '}') < 0 {
		return a, false
	}
	m := headingEnd.FindSubmatchIndex(text)
	if m == nil {
		return a, false
	}
	a = parseAttributes(string(text[m[2]:m[3]]), t.Segment.Start+m[2])
	if _, ok := a.get("ejecutar"); !ok {
		b.nearlyRun(a)
		return a, false
	}
	b.useBraces(a)
	t.Segment = t.Segment.WithStop(t.Segment.Start + m[0])
	return a, true
}

// nearlyRun reports what was meant for that flag: it shows as it is written.
func (b *builder) nearlyRun(a attributes) {
	for _, v := range a.values {
		if _, near := i18n.Nearest(v.name, []string{"ejecutar"}); near && !v.assigned {
			b.add(diag.Warning, "ATR-03.ejecutar", v.at, v.written)
		}
	}
}

// take gives a heading what its attributes say.
func (h *Heading) take(a attributes) {
	if a.id != "" {
		h.ID = a.id
	}
	if value, ok := a.get("ejecutar"); ok {
		h.Run, _ = readMode(value)
	}
	if value, ok := a.get("duracion", "duration"); ok {
		h.Minutes, _ = strconv.Atoi(strings.TrimSpace(value))
	}
}

// Runs tells whether the author wants a procedure of the section to be run.
func (d *Doc) Runs() bool {
	wanted := func(h Heading) bool { return h.Run != "" && h.Run != NoRun }
	return wanted(d.Title) || slices.ContainsFunc(d.Headings, wanted)
}
