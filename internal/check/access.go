package check

import (
	"strings"
	"unicode"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
)

// accessRule: what a screen reader lists by itself, titles, links and the heads
// of tables, says something by itself.
func accessRule() Rule {
	return Rule{Codes: []diag.Code{"ACC-01"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.titles(r)
			for _, b := range x.passages {
				for _, span := range b.Spans {
					if span.Kind == markdown.LinkSpan && span.End-span.Start < 30 && vague[strings.Trim(asciiLower(b.Text[span.Start:span.End]), " .:»«")] {
						r.at(x, b.Block, span.Start, diag.Warning, "ACC-01", b.Text[span.Start:span.End])
					}
				}
			}
			for _, b := range x.tables() {
				headless(x, b.Block, r)
			}
		}
	}}
}

// vague are words of links that say nothing of where they lead, with their
// accents and without.
var vague = func() map[string]bool {
	m := map[string]bool{}
	for s := range strings.SplitSeq(`aquí|acá|clic aquí|click aquí|de clic aquí|dé clic aquí|haga clic aquí|haga click aquí|haz clic aquí|pulse aquí|
pulsa aquí|ver aquí|este enlace|el enlace|enlace|el siguiente enlace|siguiente enlace|este vínculo|vínculo|link|este link|el link|siguiente link|ver|
ver más|más|leer más|más información|esta página|página|este documento|here|click here|this link|this page|more|read more`, "|") {
		s = strings.TrimSpace(s)
		m[s], m[i18n.Fold(s)] = true, true
	}
	return m
}()

// titles finds headings without words, and equal ones under the same heading.
func (x *Section) titles(r *reporter) {
	var open [8]map[string]bool // by level, the headings under the one open above
	for i := range x.Outline.Blocks {
		b := &x.Outline.Blocks[i]
		if b.Kind != markdown.HeadingBlock || b.Level < 1 || b.Level >= len(open) {
			continue
		}
		for l := b.Level + 1; l < len(open); l++ {
			open[l] = nil
		}
		if b.Text == "" {
			continue // another finding's
		}
		if !strings.ContainsFunc(b.Text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
			r.block(x, b, diag.Warning, "ACC-01.titulo", b.Text)
			continue
		}
		name := b.Text
		if open[b.Level][name] {
			r.block(x, b, diag.Warning, "ACC-01.repetido", b.Text)
		}
		if open[b.Level] == nil {
			open[b.Level] = map[string]bool{}
		}
		open[b.Level][name] = true
	}
}

// headless finds a table whose head is empty, or has an empty cell over words;
// the first may be, where rows and columns meet.
func headless(x *Section, b *markdown.Block, r *reporter) {
	head := b.Rows[0]
	empty := 0
	for i := range head {
		if head[i].Text == "" && len(head[i].Spans) == 0 {
			empty++
		}
	}
	if empty == len(head) {
		r.block(x, b, diag.Warning, "ACC-01.tabla")
		return
	}
	for i := 1; i < len(head); i++ {
		if head[i].Text != "" || len(head[i].Spans) > 0 {
			continue
		}
		for _, row := range b.Rows[1:] {
			if i < len(row) && row[i].Text != "" {
				r.block(x, b, diag.Warning, "ACC-01.columna")
				return
			}
		}
	}
}
