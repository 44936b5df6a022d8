package theme

import (
	"bytes"
	"html/template"
	"io"
	"slices"
)

// Paper is the page of a whole manual, to be printed: a cover as the instruction
// draws it, the contents and the lists, the document control, and all text.
type Paper struct {
	Frame
	Manual   *Manual
	Intro    []byte  // the cover's own text, may be empty
	Register []Field // as on the cover, the organisation apart
	// Contents and Lists are the cover's; they lead to places of this page.
	Contents  []NavItem
	Lists     []FigureList
	Changes   []Change
	Approvals []Approval
	Sections  []PaperSection
	// PageWord is what «, página 12» says after a reference, with {0} for the
	// number.
	PageWord string
}

// PaperSection is a section with what it says, its headings already at the
// levels that they have under its own.
type PaperSection struct {
	Level  int // of its title's heading: 1, or 2 for a subsection, …
	ID     string
	Number string
	Title  string
	Notes  template.HTML // marks of the title's footnotes
	Body   []byte
	// Draft marks a section that is published before its time.
	Draft []Notice

	text template.HTML // what is shown of the body: see filled
}

// Heading is the title as a heading.
func (s PaperSection) Heading() template.HTML {
	level := string(rune('0' + min(max(s.Level, 1), 6)))
	b := append([]byte("<h"+level+` class="paper-title" id="`), s.ID...)
	b = append(b, `">`...)
	if s.Number != "" {
		b = append(appendText(append(b, `<span class="num">`...), s.Number), "</span> "...)
	}
	b = append(appendText(b, s.Title), s.Notes...)
	return template.HTML(append(b, "</h"+level+">"...))
}

// Text is the section's text.
func (s PaperSection) Text() template.HTML { return s.text }

// paperView is what the template of the page sees.
type paperView struct {
	Paper
	fixed
	ContentsItems template.HTML
	IntroText     template.HTML
	NoticeBoard   template.HTML
	Environment   template.HTML
	Control       template.HTML // for browsers that do not draw it on each sheet
}

// Paper writes the page of the whole manual.
func (s *ManualShell) Paper(w io.Writer, v Paper) error {
	v.Manual = s.manual
	around, err := s.around(paperPage, v.Frame)
	if err != nil {
		return err
	}
	contents, err := s.theme.contents(paperPage, v.Contents)
	if err != nil {
		return err
	}
	v.Sections = slices.Clone(v.Sections)
	texts := [][]byte{v.Intro}
	for _, x := range v.Sections {
		texts = append(texts, x.Body)
	}
	draw := func(page *bytes.Buffer, text func(i int) template.HTML) error {
		for i := range v.Sections {
			v.Sections[i].text = text(1 + i)
		}
		return s.theme.execute(page, paperPage, shellFile, &paperView{
			Paper: v, fixed: around.fixed, ContentsItems: contents, IntroText: text(0), NoticeBoard: around.notices,
			Environment: around.environment, Control: around.control,
		})
	}
	return s.theme.whole(w, func(page *bytes.Buffer) error { return s.theme.filled(page, texts, draw) })
}

// Paper writes the page of a whole manual.
func (t *Theme) Paper(w io.Writer, v Paper) error { return t.Manual(v.Manual).Paper(w, v) }
