// Package check reads manuals as a reviewer does: what a blueprint asks of them
// is there, what is written holds together, and nothing that was meant to be
// filled in is left. Rules are values, one file for each family; they see a
// manual's blocks (markdown.Outline) and its control data, never the parser.
package check

import (
	"cmp"
	"slices"
	"time"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/lifecycle"
	"folio/internal/manual"
	"folio/internal/markdown"
)

// Subject is the manual that rules look at.
type Subject struct {
	Config    config.Manual
	Path      string // of manual.yaml, or of the manual's folder, as messages show it
	Blueprint *blueprint.Blueprint
	Site      []string   // what the site's data put into every control header
	Today     time.Time  // zero is no day
	Pages     []*Section // every page with a text, in reading order, the cover's first
	Parts     []Part     // of the blueprint's sections, place by place
	Figures   []manual.Figure
	// Levels and Catalogue are the site's.
	Levels    []config.Level
	Catalogue []config.Product
	Lifecycle *lifecycle.Data // nil for nothing known
	// Used tells whether the manual's data or its pages use a variable; may be nil.
	Used func(name string) bool

	declared *Declared      // once somebody asked
	titled   []*manual.Page // those whose front matter says something
}

// Section is a page.
type Section struct {
	Page    *manual.Page
	Outline *markdown.Outline
	// Part is the place in the blueprint's sections of the one that the page is,
	// or is a part of; -1 for none.
	Part int

	passages  []passage
	low       string           // the outline's text in small letters; "" until it is asked for
	hits      map[string][]int // of watched words; nil until one is asked for
	names     []folded         // of headings, labels and terms, by their place in the outline
	said      *foldedPage      // all of its text; nil until it is asked for
	allTables []*table
	tabled    bool // they are known

	orders map[*markdown.Block][]order // of each block of code, once somebody asked
}

// passage is a block that has words.
type passage struct {
	*markdown.Block
	start int // in the outline's text
}

// lower is a passage's text in small letters, as far as ASCII goes: it has the
// same bytes at the same places.
func (x *Section) lower(p passage) string {
	if x.low == "" {
		x.low = asciiLower(x.Outline.Text())
	}
	return x.low[p.start : p.start+len(p.Text)]
}

func newSection(p *manual.Page, part int) *Section {
	x := &Section{Page: p, Outline: p.Doc.Outline(), Part: part}
	x.passages = make([]passage, 0, len(x.Outline.All))
	for _, b := range x.Outline.All {
		if b.Text != "" {
			start, _ := x.Outline.Span(b)
			x.passages = append(x.passages, passage{b, start})
		}
	}
	byPlace := func(a, b passage) int { return cmp.Compare(a.start, b.start) }
	if !slices.IsSortedFunc(x.passages, byPlace) {
		slices.SortStableFunc(x.passages, byPlace)
	}
	return x
}

func asciiLower(s string) string {
	for i := 0; i < len(s); i++ {
		if small[s[i]] == s[i] {
			continue
		}
		b := []byte(s)
		for ; i < len(b); i++ {
			b[i] = small[b[i]]
		}
		return string(b)
	}
	return s
}

// small are the small letters of ASCII's capitals, and all other bytes.
var small = func() (t [256]byte) {
	for c := range t {
		t[c] = byte(c)
		if c >= 'A' && c <= 'Z' {
			t[c] += 'a' - 'A'
		}
	}
	return t
}()

// Part is what a manual has for a section of the blueprint.
type Part struct {
	Pages []*Section // the page itself and those below it; none when it is missing
	Place int        // among the manual's sections of level 1
	// Number is the place in the blueprint's sections.
	Number int
}

func noParts(b *blueprint.Blueprint) []Part {
	parts := make([]Part, len(b.Sections))
	for i := range parts {
		parts[i].Number = i
	}
	return parts
}

// NewSubject gathers what rules need of an assembled manual.
func NewSubject(m *manual.Manual, b *blueprint.Blueprint, path string, today time.Time) *Subject {
	s := &Subject{Config: m.Config, Path: path, Blueprint: b, Today: today, Figures: m.Figures}
	if b != nil {
		s.Parts = noParts(b)
	}
	s.title(m.Cover)
	if m.Cover != nil && m.Cover.Doc != nil && s.reads(m.Cover.Doc) {
		s.Pages = append(s.Pages, newSection(m.Cover, -1))
	}
	for i, p := range m.Top {
		part := -1
		if b != nil {
			part = b.Part(slugOf(p))
		}
		s.add(p, part, i)
	}
	return s
}

// reads tells whether any rule has something to look for in a page. Without a
// blueprint only secrets are sought, and most pages have no word of any.
func (s *Subject) reads(d *markdown.Doc) bool {
	return s.Blueprint != nil || len(d.Includes) > 0 || d.Runs() || maySecret(d.Source())
}

// title keeps a page whose front matter says something.
func (s *Subject) title(p *manual.Page) {
	if p != nil && (p.Front.Title != "" || p.Front.Description != "") {
		s.titled = append(s.titled, p)
	}
}

func (s *Subject) add(p *manual.Page, part, place int) {
	s.title(p)
	if p.Doc != nil && s.reads(p.Doc) {
		x := newSection(p, part)
		s.Pages = append(s.Pages, x)
		if part >= 0 {
			s.Parts[part].Pages = append(s.Parts[part].Pages, x)
			s.Parts[part].Place = place
		}
	}
	for _, c := range p.Children {
		s.add(c, part, place)
	}
}

// Release gives back the memory that the pages were read into. The subject may not
// be used afterwards.
func (s *Subject) Release() {
	for _, x := range s.Pages {
		x.Outline.Release()
	}
	s.Pages, s.Parts = nil, nil
}

// top is where a finding about a whole page stands.
func (x *Section) top() (diag.Pos, string) {
	if len(x.Outline.Blocks) > 0 {
		return x.Outline.Place(&x.Outline.Blocks[0])
	}
	return diag.Pos{Path: x.Page.Doc.Path, Line: 1, Col: 1}, ""
}
