package check

import (
	"cmp"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
)

// Procedure is steps of a page that somebody carries out and keeps a record of:
// those under a heading, or all of the page that are under no such heading.
type Procedure struct {
	Section *Section
	// Head is the place in Doc.Headings; -1 for the page's title.
	Head     int
	Mode     markdown.Mode
	Minutes  int  // that it takes; 0 when nobody says
	Rollback bool // it gives back what another did
	Steps    []ProcedureStep
	// Blocks are all that it says, with its heading and its steps, in reading order.
	Blocks []*markdown.Block
}

// ProcedureStep is a step of a procedure with what belongs to it: the blocks of its item,
// and code that stands between it and the next because it was not indented.
type ProcedureStep struct {
	markdown.Step
	Place  int // in Doc.Steps
	Blocks []*markdown.Block
}

// Heading is the one that the procedure stands under.
func (p Procedure) Heading() markdown.Heading {
	if p.Head < 0 {
		return p.Section.Page.Doc.Title
	}
	return p.Section.Page.Doc.Headings[p.Head]
}

// Procedures are those that the blueprint names and those that an author marks
// with {ejecutar}, in reading order. One without steps is left out.
func (s *Subject) Procedures() (list []Procedure) {
	for _, x := range s.Pages {
		if len(x.Page.Doc.Steps) > 0 {
			list = append(list, s.proceduresOf(x)...)
		}
	}
	return list
}

func (s *Subject) proceduresOf(x *Section) (list []Procedure) {
	heads := s.runHeads(x)
	at := map[int]int{} // of a head, in list
	for _, step := range x.steps() {
		head := step.Heading
		for head >= 0 && heads[head].Mode == "" {
			head = x.Page.Doc.Headings[head].Parent
		}
		p := heads[head]
		if p.Mode == "" || p.Mode == markdown.NoRun {
			continue
		}
		i, known := at[head]
		if !known {
			i = len(list)
			at[head] = i
			p.Section, p.Head = x, head
			list = append(list, p)
		}
		list[i].Steps = append(list[i].Steps, step)
	}
	x.share(list, at)
	return list
}

// share gives each block of a page to the procedure that it stands in, that of the
// nearest heading above that has one; at is where in the list those are.
func (x *Section) share(list []Procedure, at map[int]int) {
	type line struct {
		path string
		n    int
	}
	heads := map[line]int{}
	for i, h := range x.Page.Doc.Headings {
		heads[line{h.Pos.Path, h.Pos.Line}] = i
	}
	head := -1
	for i := range x.Outline.Blocks {
		b := &x.Outline.Blocks[i]
		if b.Kind == markdown.HeadingBlock {
			pos, _ := x.Outline.Place(b)
			if h, known := heads[line{pos.Path, pos.Line}]; known {
				head = h
			}
		}
		owner := head
		for owner >= 0 {
			if _, has := at[owner]; has {
				break
			}
			owner = x.Page.Doc.Headings[owner].Parent
		}
		if k, has := at[owner]; has {
			list[k].Blocks = append(list[k].Blocks, b)
		}
	}
}

// runHeads are the headings of a page that procedures stand under, with what is
// said of them there.
func (s *Subject) runHeads(x *Section) map[int]Procedure {
	heads := map[int]Procedure{}
	var needs []config.RunNeed
	if x.Part >= 0 && s.Blueprint != nil {
		needs = s.Blueprint.Sections[x.Part].Runs
	}
	planned := func(n config.RunNeed) Procedure {
		return Procedure{Mode: cmp.Or(markdown.Mode(n.Mode), markdown.ReadDo), Minutes: n.Minutes, Rollback: n.Rollback}
	}
	for _, n := range needs {
		if len(n.Block) == 0 || x.Page.Parent != nil && fold(x.Page.Title).any(n.Block) {
			heads[-1] = planned(n)
		}
	}
	said := func(i int, h markdown.Heading) {
		if h.Run == "" && h.Minutes == 0 {
			return
		}
		p := heads[i]
		if h.Run != "" {
			p.Mode = h.Run
		}
		if h.Minutes > 0 {
			p.Minutes = h.Minutes
		}
		heads[i] = p
	}
	said(-1, x.Page.Doc.Title)
	for i, h := range x.Page.Doc.Headings {
		if h.Loose {
			continue
		}
		for _, n := range needs {
			if len(n.Block) > 0 && fold(h.Text).any(n.Block) && !under(x.Page.Doc, i, heads) {
				heads[i] = planned(n)
			}
		}
		said(i, h)
	}
	return heads
}

// under tells whether one of the headings that hold another has a procedure.
func under(d *markdown.Doc, i int, heads map[int]Procedure) bool {
	for i = d.Headings[i].Parent; i >= 0; i = d.Headings[i].Parent {
		if heads[i].Mode != "" {
			return true
		}
	}
	return false
}

// steps are all of a page, in reading order.
func (x *Section) steps() []ProcedureStep {
	var list []ProcedureStep
	x.stepsIn(x.Outline.Blocks, &list)
	return list
}

func (x *Section) stepsIn(blocks []markdown.Block, list *[]ProcedureStep) {
	open := -1 // the procedure that the list before belongs to
	var between []*markdown.Block
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != markdown.ListBlock || len(b.Blocks) == 0 || !b.Blocks[0].Step {
			switch {
			case b.Kind == markdown.HeadingBlock:
				open, between = -1, nil
			case open >= 0:
				between = append(between, b)
			}
			x.stepsIn(b.Blocks, list)
			continue
		}
		doc := x.Page.Doc
		if which := doc.Steps[b.Blocks[0].Place].Procedure; which == open {
			last := &(*list)[len(*list)-1]
			last.Blocks = append(last.Blocks, between...)
		}
		between = nil
		for k := range b.Blocks {
			item := &b.Blocks[k]
			step := ProcedureStep{Step: doc.Steps[item.Place], Place: item.Place}
			for n := range item.Blocks {
				step.Blocks = append(step.Blocks, &item.Blocks[n])
			}
			*list = append(*list, step)
			open = step.Procedure
		}
	}
}

// Each calls f for blocks of a procedure and what they hold, in reading order.
func (p Procedure) Each(blocks []*markdown.Block, f func(*markdown.Block)) {
	for _, b := range blocks {
		for _, held := range p.Section.Outline.All[b.Index:b.After] {
			f(held)
		}
	}
}

// runsRule: a procedure that is to be carried out has steps.
func runsRule() Rule {
	return Rule{Codes: []diag.Code{"EJE-01"}, Since: "0.1", check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			d := x.Page.Doc
			if !d.Runs() {
				continue
			}
			has := map[int]bool{}
			for _, p := range s.proceduresOf(x) {
				has[p.Head] = true
			}
			missing := func(i int, h markdown.Heading) {
				if h.Run != "" && h.Run != markdown.NoRun && !has[i] {
					r.add(h.Pos, "", diag.Warning, "EJE-01", h.Text)
				}
			}
			missing(-1, d.Title)
			for i, h := range d.Headings {
				missing(i, h)
			}
		}
	}}
}
