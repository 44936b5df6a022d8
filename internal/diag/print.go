package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Messages turns a catalogue key and its arguments into words. ok is false
// when the catalogue has no such key. Package i18n implements it.
type Messages interface {
	Lookup(key string, args ...string) (text string, ok bool)
}

// Words returns the finding's message and hint in the language of m. The hint
// is empty when the catalogue has none. An unknown key shows as itself, so
// that a forgotten message is ugly but never silent.
func (d Diagnostic) Words(m Messages) (message, hint string) {
	message, ok := m.Lookup(d.Message, d.Args...)
	if !ok {
		message = d.Message + " " + strings.Join(d.Args, " ")
	}
	hint, _ = m.Lookup(d.Message+".pista", d.Args...)
	return message, hint
}

// Text prints findings for people: position, severity, message and code on one
// line, then the source line with a caret, then a hint.
//
//	content/docker/03.md:12:7: error: no existe «img/docker.png» [IMG-04]
//	    ![Arquitectura](img/docker.png)
//	                    ^
//	    pista: …
//
// Many that are equal but for their places are printed once.
func (l List) Text(w io.Writer, m Messages) error {
	_, err := l.TextFirst(w, m, len(l))
	return err
}

// TextFirst prints the first n findings that differ, and returns how many
// findings were left out.
func (l List) TextFirst(w io.Writer, m Messages, n int) (left int, err error) {
	var b strings.Builder
	for i, g := range l.groups() {
		if i >= n {
			left += 1 + len(g.places)
			continue
		}
		g.text(&b, m)
	}
	_, err = io.WriteString(w, b.String())
	return left, err
}

func (g group) text(b *strings.Builder, m Messages) {
	d := g.first
	message, hint := d.Words(m)
	severity, _ := m.Lookup("diag." + d.Severity.String())
	if p := d.Pos.String(); p != "" {
		b.WriteString(OneLine(p) + ": ")
	}
	fmt.Fprintf(b, "%s: %s [%s]\n", severity, OneLine(message), d.Code)
	if d.Excerpt != "" && d.Pos.Line > 0 {
		line, caret := excerpt(d.Excerpt, d.Pos.Col)
		fmt.Fprintf(b, "    %s\n", line)
		if caret >= 0 {
			fmt.Fprintf(b, "    %s^\n", strings.Repeat(" ", caret))
		}
	}
	if hint != "" {
		label, _ := m.Lookup("diag.hint")
		fmt.Fprintf(b, "    %s: %s\n", label, OneLine(hint))
	}
	if where := g.elsewhere(m); where != "" {
		fmt.Fprintf(b, "    %s\n", where)
	}
}

// OneLine makes words of an author, such as the name of a file, fit for a
// terminal: a line break in them, or a control character, becomes «·».
func OneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '·'
		}
		return r // what is no UTF-8 comes as U+FFFD
	}, s)
}

// String is the position as editors and terminals link it: path:line:col.
func (p Pos) String() string {
	switch {
	case p.Path == "":
		return ""
	case p.Line == 0:
		return p.Path
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
	}
}

// excerptWidth is how many runes of a source line fit a terminal beside the
// indentation.
const excerptWidth = 100

// excerpt cuts a long line around col (1-based, in runes) and returns it with
// the caret's offset in runes, or -1 when col is 0. Tabs become spaces so that
// the caret stands where the terminal shows the character; other control
// characters become «·», so that a pasted escape sequence cannot drive the
// reader's terminal.
func excerpt(line string, col int) (string, int) {
	if !utf8.ValidString(line) {
		line = strings.ToValidUTF8(line, "\uFFFD")
	}
	rs := []rune(line)
	for i, r := range rs {
		switch {
		case r == '\t':
			rs[i] = ' '
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0:
			rs[i] = '·'
		}
	}
	caret := min(col-1, len(rs))
	start := 0
	if caret > excerptWidth*2/3 && len(rs) > excerptWidth {
		start = min(caret-excerptWidth/2, len(rs)-excerptWidth)
	}
	end := min(start+excerptWidth, len(rs))
	out := string(rs[start:end])
	if start > 0 {
		out = "…" + string(rs[start+1:end])
	}
	if end < len(rs) {
		out += "…"
	}
	if caret >= 0 {
		caret -= start
	}
	return out, caret
}

// record is the JSON shape of a finding. Its names are part of Folio's
// interface for tools: add, never rename.
type record struct {
	Path     string `json:"path,omitempty"`
	Line     int    `json:"line,omitempty"`
	Col      int    `json:"col,omitempty"`
	Severity string `json:"severity"`
	Code     Code   `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// JSON prints findings as one JSON object a line (JSON Lines).
func (l List) JSON(w io.Writer, m Messages) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range l {
		message, hint := d.Words(m)
		r := record{d.Pos.Path, d.Pos.Line, d.Pos.Col, d.Severity.String(), d.Code, message, hint}
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
