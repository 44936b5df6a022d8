package theme

import (
	"bytes"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
)

// ManualShell draws the pages of one manual. What they share (bar, tree,
// control header) is drawn once for each depth of folders; only the mark of
// the current section changes from page to page. It is safe for concurrent
// use.
type ManualShell struct {
	theme  *Theme
	manual *Manual
	tree   *tree
	hang   string
	sheet  Asset

	mu     sync.Mutex
	shared map[place]*surroundings
	frames map[framed]fixed
}

// framed is where a page is, and whether it has the manual's tree; one without has a
// frame of its own.
type framed struct {
	place
	alone bool
}

// place is where a page is, as far as its surroundings depend on it.
type place struct {
	site   Site
	search bool
	root   string
	up     string
}

// surroundings are the parts of a page that its neighbours share.
type surroundings struct {
	control     template.HTML
	strip       template.HTML
	plainStrip  template.HTML // of pages on which nothing depends on the environment
	notices     template.HTML
	chooses     bool // there are environments to choose from
	environment template.HTML
	tree        cutTree
	up          string
}

// setting is all that surrounds a page.
type setting struct {
	*surroundings
	fixed fixed
}

// Manual prepares the pages of a manual. It is cheap until the first of them.
func (t *Theme) Manual(m *Manual) *ManualShell {
	return &ManualShell{
		theme: t, manual: m, tree: newTree(m, t.unfold), hang: hang(m.Longest), sheet: t.sheetOf(m), shared: map[place]*surroundings{}, frames: map[framed]fixed{},
	}
}

// Script is the asset that the pages of a large manual load parts of their
// tree from; ok is false for a manual whose pages have it all.
func (s *ManualShell) Script() (a Asset, ok bool) { return s.tree.script, s.tree.folded() }

// Cover writes the manual's first page.
func (s *ManualShell) Cover(w io.Writer, v Cover) error {
	v.Manual = s.manual
	around, err := s.around(coverPage, v.Frame)
	if err != nil {
		return err
	}
	contents, err := s.theme.contents(coverPage, v.Contents)
	if err != nil {
		return err
	}
	tree, err := s.treeOf(coverPage, v.Frame, around.surroundings)
	if err != nil {
		return err
	}
	view := &coverView{
		Cover: v, ContentsItems: contents, fixed: around.fixed, Tree: tree.html(), NoticeBoard: around.notices, Hang: s.hang,
	}
	if around.chooses && v.valued() {
		view.Environment = around.environment
	}
	return s.theme.page(w, coverPage, view)
}

// Section writes a page of the manual.
func (s *ManualShell) Section(w io.Writer, v Section) error {
	around, err := s.around(sectionPage, v.Frame)
	if err != nil {
		return err
	}
	view := newSectionView(&v, s.manual, &around.fixed)
	view.Control, view.Strip, view.Hang, view.NoticeBoard = around.control, around.plainStrip, s.hang, around.notices
	if around.chooses && v.valued() {
		view.Strip, view.Environment = around.strip, around.environment
	}
	if len(v.Notices) > 0 {
		all := slices.Concat(s.manual.Notices, v.Notices)
		if view.NoticeBoard, err = s.theme.notices(sectionPage, v.Frame, all, up(s.manual, v.Path)); err != nil {
			return err
		}
	}
	if len(v.Children) > 0 {
		if view.ChildItems, err = s.theme.contents(sectionPage, v.Children); err != nil {
			return err
		}
	}
	p := &section{Section: &v, view: view}
	if p.tree, err = s.treeOf(sectionPage, v.Frame, around.surroundings); err != nil {
		return err
	}
	m, err := s.theme.mould(p)
	if err != nil {
		return err
	}
	if m == nil {
		p.complete()
		return s.theme.page(w, sectionPage, view)
	}
	return s.theme.whole(w, func(page *bytes.Buffer) error {
		m.pour(page, p)
		return nil
	})
}

// up is the way from a page to its manual's folder: "", "../", …
func up(m *Manual, path string) string {
	return strings.Repeat("../", strings.Count(strings.TrimPrefix(path, m.Folder), "/"))
}

// lineage is the place in the tree of a page and of what it lies under, from
// the page upwards; empty for a page that is not in the tree.
func (s *ManualShell) lineage(path string) []int {
	return s.tree.lineage(strings.TrimPrefix(path, s.manual.Folder))
}

// around draws, or finds, what surrounds a page.
func (s *ManualShell) around(k kind, f Frame) (setting, error) {
	at := framed{place{root: f.Root, search: f.Search, up: up(s.manual, f.Path)}, k.alone()}
	if f.Site != nil {
		at.site = *f.Site
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.shared[at.place]
	if !ok {
		var err error
		if a, err = s.draw(k, f, at.up); err != nil {
			return setting{}, err
		}
		s.shared[at.place] = a
	}
	frame, ok := s.frames[at]
	if !ok {
		var err error
		if frame, err = s.theme.fixed(k, f, s); err != nil {
			return setting{}, err
		}
		s.frames[at] = frame
	}
	return setting{a, frame}, nil
}

func (s *ManualShell) draw(k kind, f Frame, up string) (a *surroundings, err error) {
	a = &surroundings{up: up}
	f = f.shared()
	env := newSwitch(s.manual).first()
	if env != nil {
		a.chooses = true
		if a.environment, err = s.theme.part(k, "partes/ambiente.html", env); err != nil {
			return nil, err
		}
	}
	if s.manual.Header.identifies() {
		view := &controlView{Frame: f, Header: s.manual.Header, Cover: up + s.manual.Cover, Environment: env}
		if a.control, err = s.theme.part(k, "partes/cabezote.html", view); err != nil {
			return nil, err
		}
		if a.strip, err = s.theme.part(k, "partes/franja.html", view); err != nil {
			return nil, err
		}
		a.plainStrip = a.strip
		if env != nil {
			view.Environment = nil
			if a.plainStrip, err = s.theme.part(k, "partes/franja.html", view); err != nil {
				return nil, err
			}
		}
	}
	if a.notices, err = s.theme.notices(k, f, s.manual.Notices, up); err != nil {
		return nil, err
	}
	if s.tree.folded() && s.theme.userTemplates {
		return a, nil // each page has its own
	}
	tree, err := s.theme.part(k, "partes/arbol.html", s.treeView(f, up))
	if err != nil {
		return nil, err
	}
	a.tree = cut(string(tree))
	return a, nil
}

// identifies is false for a header that says nothing but the title: a folder
// of Markdown that is not a controlled document has no control header.
func (h Header) identifies() bool {
	return h.Entity != "" || h.SIG != "" || h.SIGText != "" || h.Process != "" || h.Version != "" || h.Validity != "" || h.Code != ""
}

// controlView is what the control header knows.
type controlView struct {
	Frame
	Header Header
	Cover  string
	// Environment is the one that shows first; nil for none to choose.
	Environment *choice
}
