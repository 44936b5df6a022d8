package theme

import (
	"html/template"
	"io"
)

// Run is the page on which a manual's procedures are carried out and a record is
// kept of it.
type Run struct {
	Frame
	Manual     *Manual
	Procedures []RunProcedure
	// Pages are the sections that the procedures stand in, whole.
	Pages []RunPage
	// Data is what the script must know of the manual, in an element that no browser
	// runs, and Facts the URL of a script with what it must know besides.
	Data  template.HTML
	Facts string
	Tags  template.HTML // what diagrams need
}

// RunProcedure leads to a procedure.
type RunProcedure struct {
	Link
	Steps    int
	Rollback bool
}

// RunPage is a section.
type RunPage struct {
	ID            string
	Number, Title string
	URL           string // of its own page
	Body          template.HTML
}

type runView struct {
	Run
	fixed
	NoticeBoard template.HTML
	Environment template.HTML
	Control     template.HTML
}

// Run writes the page of a manual's procedures.
func (s *ManualShell) Run(w io.Writer, v Run) error {
	v.Manual = s.manual
	around, err := s.around(runPage, v.Frame)
	if err != nil {
		return err
	}
	return s.theme.page(w, runPage, &runView{Run: v, fixed: around.fixed, NoticeBoard: around.notices, Environment: around.environment, Control: around.control})
}

// Run writes the page of a manual's procedures.
func (t *Theme) Run(w io.Writer, v Run) error { return t.Manual(v.Manual).Run(w, v) }
