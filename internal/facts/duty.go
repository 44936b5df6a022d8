package facts

import (
	"slices"
	"strings"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/markdown"
)

// DutyPart is what a manual says for a part of the sheet for who is on call. Its
// texts have variables as they are written, {{NAME}}; it stands no longer than the
// blocks of the manual's outlines.
type DutyPart struct {
	config.DutyPart
	// Section and ID are where the manual says it; nil and "" where it does not.
	Section *check.Section
	ID      string
	Heading string // what stands there
	// Words are the first ones: of what goes before the steps, if there are any. Of a
	// part that shows facts they are what stands there, for a manual that has none.
	Words string
	Steps []check.Step
	More  int // steps that are not shown
	// Variables are those that the part lists.
	Variables []config.Variable
	Errors    []DutyError
}

// DutyError is an entry of the errors and their solutions.
type DutyError struct {
	Section         *check.Section
	ID              string
	Title, Symptoms string
	// Moves are the first step of the solution: one, or one of each variant in tabs.
	Moves []check.Step
}

// Of the sheet's texts, in bytes.
const (
	dutyWords    = 200
	contactWords = 400
	stepWords    = 240
	dutySymptoms = 150
)

// DutyOf reads the parts of the sheet that the manual's blueprint asks for.
func DutyOf(m *manual.Manual, s *check.Subject) (list []DutyPart) {
	r := reader{m: m, s: s}
	for _, p := range s.Blueprint.Duty {
		d := DutyPart{DutyPart: p}
		good := check.Stretch.HasCommands
		if p.Shows != "" {
			good = nil // what it shows is not there, but more of it
		}
		if x, ok := s.Titled(p.Block, good); ok {
			r.stretch(&d, x)
		}
		if len(p.Variables) > 0 {
			d.Variables = r.naming(p.Variables)
		}
		if p.Shows == config.DutyErrors {
			d.Errors = r.dutyErrors()
		}
		list = append(list, d)
	}
	return list
}

// stretch is what stands under a heading or a label.
func (r *reader) stretch(d *DutyPart, x check.Stretch) {
	d.Section, d.Heading = x.Section, x.Head.Text
	d.ID = r.anchor(x.Section, x.Head)
	if x.Head.Kind == markdown.ParagraphBlock {
		d.Heading = x.Head.Label
	}
	if d.Shows != "" {
		d.Words = x.Words(contactWords)
		return
	}
	if !x.Waived() {
		d.Steps, d.More = x.Steps(d.Commands, stepWords)
	}
	if len(d.Steps) > 0 {
		d.Words = x.Intro(dutyWords)
	} else {
		d.Words = x.Words(dutyWords)
	}
}

// anchor is where a reader finds a block of a page.
func (r *reader) anchor(x *check.Section, b *markdown.Block) string {
	pos, _ := x.Outline.Place(b)
	return x.Page.Above(pos)
}

// naming are the variables whose names or descriptions have one of the words. A
// secret is none of them: the sheet has no value to show.
func (r *reader) naming(words []string) (list []config.Variable) {
	for _, v := range r.m.Config.Variables {
		if v.Secret {
			continue
		}
		text := string(append(i18n.AppendWords(nil, strings.ReplaceAll(v.Name, "_", " ")+" "+config.Unvalued(v.Description)), ' '))
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, string(append(i18n.AppendWords(nil, w), ' '))) }) {
			list = append(list, v)
		}
	}
	return list
}

// firstMoves are the first step of a solution, with what is typed there, of each variant
// of it.
func firstMoves(solution check.Stretch) (moves []check.Step) {
	if solution.Head == nil {
		return nil
	}
	steps, _ := solution.Steps(1, stepWords)
	for _, s := range steps {
		if len(moves) > 0 && (s.Tab == "" || moves[0].Tab == "") {
			break
		}
		if !slices.ContainsFunc(moves, func(m check.Step) bool { return m.Tab == s.Tab }) {
			moves = append(moves, s)
		}
	}
	if len(moves) == 0 {
		moves = []check.Step{{}}
	}
	for i := range moves {
		if moves[i].Text == "" && moves[i].Tab == "" {
			moves[i].Text = solution.First(stepWords)
		}
		moves[i].Text = capital(moves[i].Text)
	}
	return moves
}

func (r *reader) dutyErrors() (list []DutyError) {
	r.s.Entries(func(e check.Entry) {
		head := e.Head
		if head == nil && len(e.Section.Outline.Blocks) > 0 {
			head = &e.Section.Outline.Blocks[0]
		}
		if head == nil {
			return
		}
		x := DutyError{Section: e.Section, ID: r.anchor(e.Section, head), Title: e.Title}
		if n := len(e.Parts); n > 1 {
			x.Symptoms = capital(e.Parts[1].Words(dutySymptoms))
			x.Moves = firstMoves(e.Parts[n-1])
		}
		list = append(list, x)
	})
	return list
}
