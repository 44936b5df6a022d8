package check

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
)

// sectionsRule: the blueprint's sections are there, with their titles and in
// their order.
func sectionsRule() Rule {
	return Rule{Codes: []diag.Code{"EST-01", "EST-02"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		last, before := -1, ""
		for i, want := range s.Blueprint.Sections {
			part := s.Parts[i]
			if len(part.Pages) == 0 {
				if want.Required {
					r.add(diag.Pos{Path: s.Path}, "", diag.Error, "EST-01", want.Title, number(i+1)+"-"+want.Slug+".md")
				}
				continue
			}
			x := part.Pages[0]
			if x.Page.Title != want.Title && x.Page.Parent == nil {
				r.page(x, diag.Error, "EST-02", x.Page.Title, want.Title)
			}
			if part.Place < last {
				r.page(x, diag.Error, "EST-02.orden", want.Title, before)
			} else {
				last, before = part.Place, want.Title
			}
		}
	}}
}

// number is a place as the names of files have it: 01, 11.
func number(n int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, 2-len(s))) + s
}

// fewWords is how many words a section has at least.
const fewWords = 20

// emptyRule: a section that the blueprint asks for says something.
func emptyRule() Rule {
	return Rule{Codes: []diag.Code{"EST-03"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for i, want := range s.Blueprint.Sections {
			pages := s.Parts[i].Pages
			if !want.Required || len(pages) == 0 {
				continue
			}
			words := 0
			for _, x := range pages {
				whole := x.whole()
				if whole.dismissed() {
					words = fewWords
				}
				words += whole.words(fewWords)
			}
			if words < fewWords && len(pages[0].Outline.Blocks) > 0 {
				r.page(pages[0], diag.Error, "EST-03.pocas", strconv.Itoa(words))
			}
		}
	}}
}

// underlinedRule: headings are written in one way. A line of hyphens makes one of
// the paragraph above it, which not everybody means who draws a line.
func underlinedRule() Rule {
	return Rule{Codes: []diag.Code{"EST-12"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind != markdown.HeadingBlock {
					return
				}
				if src := x.Outline.Source(b); len(src) == 0 || src[0] != '#' {
					r.block(x, b, diag.Info, "EST-12", strings.Repeat("#", b.Level), b.Text)
				}
			})
		}
	}}
}

// leftoverRule: what the instruction shows as an example is not the manual's.
func leftoverRule() Rule {
	return Rule{Codes: []diag.Code{"EST-09"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind != markdown.ParagraphBlock && b.Kind != markdown.HeadingBlock || len(b.Text) > 20 {
					return
				}
				switch strings.Trim(i18n.Fold(b.Text), " .:") {
				case "ej", "ejemplo", "por ejemplo":
					r.block(x, b, diag.Error, "EST-09", b.Text)
				}
			})
		}
	}}
}

// Waived tells whether a section says that it does not apply, and why, and has
// nothing else.
func (p Part) Waived() bool {
	for _, x := range p.Pages {
		if whole := x.whole(); !whole.dismissed() || whole.items() > 0 {
			return false
		}
	}
	return len(p.Pages) > 0
}
