package theme

import (
	"bytes"
	"html/template"
	"io"
)

// The structs below are what templates see: a view and the parts around it,
// which are drawn apart because many pages share them.

// fixed are the parts that depend on the page's folder only.
type fixed struct {
	Resources template.HTML // in <head>
	Bar       template.HTML // top bar
	Foot      template.HTML
}

type homeView struct {
	Home
	fixed
	// Columns of the register that have a value in some row.
	Codes, Versions, Validities, States, Processes bool
	// Of those, what one can choose by.
	StatesDiffer, ProcessesDiffer bool
	// Board is one that is longer still: its rows are a line each, and sort.
	Board bool
	// Long is a list that is quicker to filter than to read.
	Long bool
}

// longList is the number of manuals from which the list can be filtered.
const longList = 12

// boardList is the number from which it is a board.
const boardList = 30

type coverView struct {
	Cover
	fixed
	ContentsItems template.HTML // Contents as <li>
	Tree          template.HTML
	Strip         template.HTML // always empty: the cover says it all itself
	Hang          string
	NoticeBoard   template.HTML
	Environment   template.HTML
}

// sectionView repeats the fields of Section, Frame and fixed instead of
// embedding them: templates look a promoted field up by a search through all
// structs each time, which was a third of the time of a page. A test holds it
// to them.
type sectionView struct {
	Site        *Site
	Kind        string
	Title       string
	Description string
	Root        string
	Canonical   string
	Path        string
	Search      bool

	Manual *Manual
	Number string
	// Of the title.
	TitleID    string
	TitleNotes template.HTML
	Crumbs     []Link
	Headings   []Heading
	Body       template.HTML
	Children   []NavItem
	Notices    []Notice
	Trace      Trace
	Prev       Link
	Next       Link

	// Crumbs, Headings and Children as <li>, ready, for each page has many.
	CrumbItems   template.HTML
	HeadingItems template.HTML
	ChildItems   template.HTML

	Resources template.HTML
	Bar       template.HTML
	Foot      template.HTML

	Tree        template.HTML
	Control     template.HTML
	Strip       template.HTML // the control header in one line
	NoticeBoard template.HTML // the manual's and the page's, drawn
	Environment template.HTML // the name of the one whose values show
	Hang        string        // class for the margin that numbers hang in; "" for the usual
}

func (v *sectionView) root() string { return v.Root }

func newSectionView(v *Section, m *Manual, f *fixed) *sectionView {
	return &sectionView{
		Site: v.Site, Kind: v.Kind, Title: v.Title, Description: v.Description, Root: v.Root,
		Canonical: v.Canonical, Path: v.Path, Search: v.Search,
		Manual: m, Number: v.Number, TitleID: v.TitleID, TitleNotes: v.TitleNotes, Crumbs: v.Crumbs, Headings: v.Headings,
		Children: v.Children, Notices: v.Notices, Trace: v.Trace, Prev: v.Prev, Next: v.Next,
		Resources: f.Resources, Bar: f.Bar, Foot: f.Foot,
	}
}

type searchView struct {
	SearchPage
	fixed
}

type matrixView struct {
	Matrix
	fixed
	Long bool // quicker to filter than to read
}

type notFoundView struct {
	NotFound
	fixed
}

// Home writes the site's first page.
func (t *Theme) Home(w io.Writer, v Home) error {
	around, err := t.fixed(homePage, v.Frame, nil)
	if err != nil {
		return err
	}
	view := &homeView{Home: v, fixed: around, Long: v.Total >= longList, Board: v.Total >= boardList}
	var states, processes differ
	for _, m := range v.Manuals {
		states.see(m.State.Label)
		processes.see(m.Process)
		view.Codes = view.Codes || m.Code != ""
		view.Versions = view.Versions || m.Version != ""
		view.Validities = view.Validities || m.Validity != ""
		view.Processes = view.Processes || m.Process != ""
		view.States = view.States || m.State.Label != ""
	}
	view.StatesDiffer, view.ProcessesDiffer = states.yes, processes.yes
	return t.page(w, homePage, view)
}

// Search writes the search's own page.
func (t *Theme) Search(w io.Writer, v SearchPage) error {
	around, err := t.fixed(searchPage, v.Frame, nil)
	if err != nil {
		return err
	}
	return t.page(w, searchPage, &searchView{SearchPage: v, fixed: around})
}

// Matrix writes the table of what manuals have and lack.
func (t *Theme) Matrix(w io.Writer, v Matrix) error {
	around, err := t.fixed(matrixPage, v.Frame, nil)
	if err != nil {
		return err
	}
	rows := len(v.Others)
	for _, p := range v.Plans {
		rows += len(p.Rows)
	}
	return t.page(w, matrixPage, &matrixView{Matrix: v, fixed: around, Long: rows >= longList})
}

type mapView struct {
	Map
	fixed
	Long bool // quicker to filter than to read
}

// Map writes the page of all systems.
func (t *Theme) Map(w io.Writer, v Map) error {
	around, err := t.fixed(mapPage, v.Frame, nil)
	if err != nil {
		return err
	}
	return t.page(w, mapPage, &mapView{Map: v, fixed: around, Long: len(v.Systems) >= longList})
}

// NotFound writes the page for addresses that lead nowhere.
func (t *Theme) NotFound(w io.Writer, v NotFound) error {
	v.Root = v.BasePath
	around, err := t.fixed(notFoundPage, v.Frame, nil)
	if err != nil {
		return err
	}
	return t.page(w, notFoundPage, &notFoundView{NotFound: v, fixed: around})
}

// Cover writes a manual's first page. For a whole manual, Theme.Manual is
// quicker.
func (t *Theme) Cover(w io.Writer, v Cover) error { return t.Manual(v.Manual).Cover(w, v) }

// Section writes a page of a manual. For a whole manual, Theme.Manual is
// quicker.
func (t *Theme) Section(w io.Writer, v Section) error { return t.Manual(v.Manual).Section(w, v) }

// page executes the shell into memory first, so that a page that fails leaves
// nothing half written.
func (t *Theme) page(w io.Writer, k kind, data any) error {
	return t.whole(w, func(page *bytes.Buffer) error { return t.execute(page, k, shellFile, data) })
}

// whole gives w what draw writes, or nothing when it fails.
func (t *Theme) whole(w io.Writer, draw func(*bytes.Buffer) error) error {
	if page, ok := w.(*bytes.Buffer); ok {
		before := page.Len()
		err := draw(page)
		if err != nil {
			page.Truncate(before)
			return err
		}
		settled(page, before)
		return nil
	}
	buf := t.buffers.Get().(*bytes.Buffer)
	defer t.buffers.Put(buf)
	buf.Reset()
	if err := draw(buf); err != nil {
		return err
	}
	settled(buf, 0)
	_, err := w.Write(buf.Bytes())
	return err
}

// part executes a template that stands by itself.
func (t *Theme) part(k kind, name string, data any) (template.HTML, error) {
	buf := t.buffers.Get().(*bytes.Buffer)
	defer t.buffers.Put(buf)
	buf.Reset()
	if err := t.execute(buf, k, name, data); err != nil {
		return "", err
	}
	return template.HTML(buf.String()), nil
}

// partView is what the fixed parts know of a page. It is little on purpose:
// all pages of a folder share them.
type partView struct {
	Frame
	Manual bool          // there is a tree to open
	Sheet  string        // path of the manual's style sheet for paper, from the site's root; "" for none
	Print  string        // URL of the page of the whole manual; "" for none
	Duty   string        // URL of the sheet for who is on call; "" for none
	Switch *environments // to choose from; nil for none
	Help   *Help         // nil for none
}

// fixed draws the parts; s is nil for a page that belongs to no manual.
func (t *Theme) fixed(k kind, f Frame, s *ManualShell) (out fixed, err error) {
	view := &partView{Frame: f.shared()}
	if s != nil {
		m := s.manual
		view.Manual, view.Switch, view.Sheet, view.Help = !k.alone(), newSwitch(m), s.sheet.Path, m.Help()
		if m.Duty != "" && !k.alone() {
			view.Duty = up(m, f.Path) + m.Duty
		}
		if m.Print != "" && !k.alone() {
			view.Print = up(m, f.Path) + m.Print
		}
	}
	if out.Resources, err = t.part(k, "partes/recursos.html", view); err != nil {
		return out, err
	}
	if out.Bar, err = t.part(k, "partes/barra.html", view); err != nil {
		return out, err
	}
	out.Foot, err = t.part(k, "partes/pie.html", view)
	return out, err
}

// shared is the frame without what is the page's own.
func (f Frame) shared() Frame { return Frame{Site: f.Site, Root: f.Root, Search: f.Search} }
