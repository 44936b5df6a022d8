package theme

import (
	"html/template"
	"io"

	"folio/internal/config"
)

// Duty is the sheet of a manual for who is on call: one page, to be printed and
// kept at hand, of what is needed in an incident.
type Duty struct {
	Frame
	Manual *Manual
	What   string // what the system is, in a line
	Parts  []DutyPart
}

// DutyPart is a part of the sheet.
type DutyPart struct {
	ID, Title string
	Place     Link // where the manual says it; may be none
	Words     string
	Contacts  bool // the manual's Support
	Rows      []DutyRow
	Steps     []DutyStep
	More      string // how many steps the place has beyond these
	Errors    []DutyError
	Missing   string // what to write, and where, when the manual has nothing of it
}

// DutyRow is a fact: a server, a port, the value of a variable.
type DutyRow struct {
	Label, Value string
	Code         bool   // it is typed as it stands
	Env          string // the id of the environment that has it; "" for all
	EnvName      string
	URL          string
}

// DutyStep is something to do. Code are its commands, as on their page.
type DutyStep struct {
	Number string
	Text   string
	Code   template.HTML
}

// DutyError is an error with what it looks like and what to do first.
type DutyError struct {
	Link
	Symptoms, First string
	Code            template.HTML // of the first move
}

type dutyView struct {
	Duty
	fixed
	Tree        template.HTML
	Strip       template.HTML // always empty: the sheet says it all itself
	Hang        string
	Control     template.HTML
	NoticeBoard template.HTML
	Environment template.HTML
}

// Duty writes the sheet of the manual.
func (s *ManualShell) Duty(w io.Writer, v Duty) error {
	v.Manual = s.manual
	around, err := s.around(dutyPage, v.Frame)
	if err != nil {
		return err
	}
	tree, err := s.treeOf(dutyPage, v.Frame, around.surroundings)
	if err != nil {
		return err
	}
	view := &dutyView{Duty: v, fixed: around.fixed, Tree: tree.html(), Hang: s.hang, Control: around.control, NoticeBoard: around.notices}
	if around.chooses && v.valued() {
		view.Environment = around.environment
	}
	return s.theme.page(w, dutyPage, view)
}

// Duty writes the sheet of a manual.
func (t *Theme) Duty(w io.Writer, v Duty) error { return t.Manual(v.Manual).Duty(w, v) }

// valued tells whether the sheet depends on the reader's environment.
func (v *Duty) valued() bool {
	for _, p := range v.Parts {
		if s := v.Manual.Support; anyValue(p.Place.Title, p.Words) || p.Contacts && anyValue(s.Email, s.Phone, s.Hours) {
			return true
		}
		for _, r := range p.Rows {
			if r.Env != "" || anyValue(r.Label, r.Value) {
				return true
			}
		}
		for _, s := range p.Steps {
			if config.HasValue(s.Text) || bodyHasValue([]byte(s.Code)) {
				return true
			}
		}
		for _, e := range p.Errors {
			if anyValue(e.Title, e.Symptoms, e.First) || bodyHasValue([]byte(e.Code)) {
				return true
			}
		}
	}
	return false
}
