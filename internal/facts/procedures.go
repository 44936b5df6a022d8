package facts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/markdown"
)

// Procedure is steps that somebody carries out and keeps a record of. In its title
// values that depend on the environment are marked (config.MarkValue).
type Procedure struct {
	// Page is its page, from the site's root, and Anchor the heading that it stands
	// under; "" for all of the page.
	Page, Anchor  string
	Number, Title string // of that heading
	Mode          markdown.Mode
	Minutes       int // that it takes; 0 when nobody says
	Rollback      bool
	Steps         []Step
	Place         Place
	// Sum is of all that it says in each environment, around its steps, too; see Step.
	Sum string
}

// Step is one of a procedure.
type Step struct {
	ID     string // its anchor
	Number int
	// Under is the number of its heading, "9.3", where steps of the procedure have
	// the same number; else "".
	Under        string
	Text         string // its first words
	Command      string // its first code; "" for none
	Expected     string // the first words of what must be seen; may be ""
	Irreversible bool
	// Sum is of all that the step says in each environment: 16 hexadecimal digits.
	Sum string
}

// Of the words of a step that a list of steps shows, in bytes.
const (
	procedureWords   = 200
	procedureCommand = 400
)

func (r *reader) procedures() {
	for _, p := range r.s.Procedures() {
		page := p.Section.Page
		x := Procedure{
			Page: strings.Clone(page.Out), Number: page.Number, Title: words(r.marked(page.Title)), Mode: p.Mode, Minutes: p.Minutes, Rollback: p.Rollback,
		}
		if p.Head >= 0 {
			a := page.Anchors[p.Head]
			x.Anchor, x.Number, x.Title = strings.Clone(a.ID), a.Number, words(r.marked(p.Heading().Text))
		}
		at := p.Heading().Pos
		x.Place = Place{URL: manual.Relative("", page.Out), File: strings.Clone(cmp.Or(at.Path, page.Doc.Path)), Line: max(at.Line, 1)}
		if x.Anchor != "" {
			x.Place.URL += "#" + x.Anchor
		}
		for _, s := range p.Steps {
			x.Steps = append(x.Steps, r.step(p, s))
		}
		x.Sum = r.sum(p, "procedimiento", p.Blocks, false)
		x.tellApart(page, p)
		r.out.Procedures = append(r.out.Procedures, x)
	}
}

// tellApart says under which headings steps stand that have the same number.
func (x *Procedure) tellApart(page *manual.Page, p check.Procedure) {
	seen := map[int]bool{}
	twice := false
	for _, s := range p.Steps {
		twice = twice || seen[s.Number]
		seen[s.Number] = true
	}
	if !twice {
		return
	}
	for i, s := range p.Steps {
		x.Steps[i].Under = page.Number
		if s.Heading >= 0 && page.Anchors[s.Heading].Number != "" {
			x.Steps[i].Under = page.Anchors[s.Heading].Number
		}
	}
}

func (r *reader) step(p check.Procedure, s check.ProcedureStep) Step {
	x := Step{ID: strings.Clone(p.Section.Page.Step(s.Place)), Number: s.Number, Irreversible: s.Irreversible, Sum: r.sum(p, "paso", s.Blocks, s.Irreversible)}
	p.Each(s.Blocks, func(b *markdown.Block) {
		switch {
		case b.Kind == markdown.CodeBlock && x.Command == "":
			x.Command = cut(r.plain(strings.TrimSpace(b.Text)), procedureCommand)
		case b.Kind == markdown.ParagraphBlock && expects(b.Label) && x.Expected == "":
			x.Expected = cut(words(r.plain(b.Text[b.Rest:])), procedureWords)
		case b.Kind == markdown.ParagraphBlock && x.Text == "":
			x.Text = cut(words(r.plain(b.Text)), procedureWords)
		}
	})
	return x
}

// expects tells whether a label is of what must be seen after a step.
func expects(label string) bool {
	label = i18n.Fold(label)
	return strings.Contains(label, "esperad") || strings.Contains(label, "expected")
}

// cut shortens a text, between two of its characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	at := most - len("…")
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return strings.TrimSpace(s[:at]) + "…"
}

// sum identifies what a step or a procedure says: its blocks in reading order, with
// what their variables are in each environment.
func (r *reader) sum(p check.Procedure, what string, blocks []*markdown.Block, irreversible bool) string {
	h := sha256.New()
	write := func(parts ...string) {
		for _, part := range parts {
			h.Write([]byte(part))
			h.Write([]byte{0})
		}
	}
	write(what)
	p.Each(blocks, func(b *markdown.Block) {
		write(string(rune('a'+b.Kind)), b.Lang, b.Title, b.Target)
		for _, e := range r.environments() {
			write(r.s.In(e, b.Text))
		}
		for _, span := range b.Spans {
			if span.Kind == markdown.LinkSpan {
				write(span.Target)
			}
		}
	})
	if irreversible {
		write("irreversible")
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// environments are the manual's, or one that has no name.
func (r *reader) environments() []config.Environment {
	if len(r.m.Config.Environments) == 0 {
		return []config.Environment{{}}
	}
	return r.m.Config.Environments
}
