package theme

import (
	"bytes"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// ManualShell draws the pages of one manual. What they share (bar, tree,
// control header) is drawn once for each depth of folders; only the mark of
// the current section changes from page to page. It is safe for concurrent
// use.
type ManualShell struct {
	theme   *Theme
	manual  *Manual
	entries map[string]int // page, from the manual's folder → its place in the tree
	parents []int          // of each entry, -1 for none
	hang    string

	mu     sync.Mutex
	shared map[place]*surroundings
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
	fixed       fixed
	control     template.HTML
	strip       template.HTML
	notices     template.HTML
	environment template.HTML
	tree        cutTree
}

// Manual prepares the pages of a manual. It is cheap until the first of them.
func (t *Theme) Manual(m *Manual) *ManualShell {
	s := &ManualShell{theme: t, manual: m, entries: map[string]int{}, hang: hang(m.Longest), shared: map[place]*surroundings{}}
	s.enter(m.Cover, -1)
	s.enterAll(m.Nav, -1)
	return s
}

func (s *ManualShell) enterAll(items []NavItem, parent int) {
	for i := range items {
		s.enterAll(items[i].Children, s.enter(items[i].URL, parent))
	}
}

func (s *ManualShell) enter(href string, parent int) int {
	i := len(s.parents)
	s.parents = append(s.parents, parent)
	page, _, _ := strings.Cut(href, "#")
	if p, err := url.PathUnescape(page); err == nil {
		page = p
	}
	if _, taken := s.entries[page]; !taken && page != "" {
		s.entries[page] = i
	}
	return i
}

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
	return s.theme.page(w, coverPage, &coverView{
		Cover: v, ContentsItems: contents, fixed: around.fixed, Tree: around.tree.at(s.lineage(v.Path)), NoticeBoard: around.notices, Environment: around.environment, Hang: s.hang,
	})
}

// Section writes a page of the manual.
func (s *ManualShell) Section(w io.Writer, v Section) error {
	around, err := s.around(sectionPage, v.Frame)
	if err != nil {
		return err
	}
	view := newSectionView(&v, s.manual, &around.fixed)
	view.Control, view.Strip, view.Hang = around.control, around.strip, s.hang
	view.NoticeBoard, view.Environment = around.notices, around.environment
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
	p := &section{Section: &v, view: view, tree: &around.tree, lineage: s.lineage(v.Path)}
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
	i, ok := s.entries[strings.TrimPrefix(path, s.manual.Folder)]
	if !ok {
		return nil
	}
	var out []int
	for ; i >= 0; i = s.parents[i] {
		out = append(out, i)
	}
	return out
}

// around draws, or finds, what surrounds a page.
func (s *ManualShell) around(k kind, f Frame) (*surroundings, error) {
	at := place{root: f.Root, search: f.Search, up: up(s.manual, f.Path)}
	if f.Site != nil {
		at.site = *f.Site
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.shared[at]; a != nil {
		return a, nil
	}
	a, err := s.draw(k, f, at.up)
	if err != nil {
		return nil, err
	}
	s.shared[at] = a
	return a, nil
}

func (s *ManualShell) draw(k kind, f Frame, up string) (a *surroundings, err error) {
	a = &surroundings{}
	if a.fixed, err = s.theme.fixed(k, f, s.manual); err != nil {
		return nil, err
	}
	f = f.shared()
	env := newSwitch(s.manual).first()
	if env != nil {
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
	}
	if a.notices, err = s.theme.notices(k, f, s.manual.Notices, up); err != nil {
		return nil, err
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

// treeView is what the section tree knows.
type treeView struct {
	Frame
	Title  string
	State  State
	Code   string
	Cover  treeItem
	Items  []treeItem
	Nested bool // some entry has children
}

// treeItem is an entry of the tree. Mark and Open stand where the attributes
// aria-current and open of the current page go: <a href="…" {{.Mark}}>.
type treeItem struct {
	Number, Title, URL string
	Mark, Open         template.HTMLAttr
	Children           []treeItem
}

func (s *ManualShell) treeView(f Frame, up string) *treeView {
	n := 0
	var convert func(items []NavItem) []treeItem
	item := func(number, title, href string) treeItem {
		i := strconv.Itoa(n)
		n++
		return treeItem{
			Number: number, Title: title, URL: up + href,
			Mark: template.HTMLAttr(markSign + i + markEnd), Open: template.HTMLAttr(openSign + i + markEnd),
		}
	}
	convert = func(items []NavItem) []treeItem {
		out := make([]treeItem, 0, len(items))
		for _, it := range items {
			t := item(it.Number, it.Title, it.URL)
			t.Children = convert(it.Children)
			out = append(out, t)
		}
		return out
	}
	v := &treeView{Frame: f, Title: s.manual.Title, State: s.manual.State, Code: s.manual.Header.Code, Cover: item("", "", s.manual.Cover)}
	v.Items = convert(s.manual.Nav)
	for _, it := range v.Items {
		v.Nested = v.Nested || len(it.Children) > 0
	}
	return v
}
