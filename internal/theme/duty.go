package theme

import (
	"html/template"
	"io"
	"slices"

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

// DutyStep is something to do. Code are its commands.
type DutyStep struct {
	Number   string
	Tab      DutyTab
	Warnings []DutyWarning // to be read before
	Text     string
	Code     []DutyCode
}

// DutyTab is a variant of what is done: for whom, or in which environment. Env is the id
// of one that it names.
type DutyTab struct{ Name, Env string }

// DutyWarning is a callout of the page. Look is what it is: "danger".
type DutyWarning struct{ Look, Label, Text string }

// DutyCode are commands as on their page.
type DutyCode struct {
	Tab  DutyTab
	HTML template.HTML
}

// DutyError is an error with what it looks like and what to do first, in each variant.
type DutyError struct {
	Link
	Symptoms string
	Moves    []DutyStep
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
		steps := p.Steps
		for _, e := range p.Errors {
			if anyValue(e.Title, e.Symptoms) {
				return true
			}
			steps = append(steps[:len(steps):len(steps)], e.Moves...)
		}
		if slices.ContainsFunc(steps, DutyStep.valued) {
			return true
		}
	}
	return false
}

func (s DutyStep) valued() bool {
	return s.Tab.Env != "" || anyValue(s.Tab.Name, s.Text) ||
		slices.ContainsFunc(s.Warnings, func(w DutyWarning) bool { return config.HasValue(w.Text) }) ||
		slices.ContainsFunc(s.Code, func(c DutyCode) bool {
			return c.Tab.Env != "" || config.HasValue(c.Tab.Name) || bodyHasValue([]byte(c.HTML))
		})
}
