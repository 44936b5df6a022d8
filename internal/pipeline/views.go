package pipeline

import (
	"bytes"
	"html/template"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/output"
	"folio/internal/theme"
)

// views is what the pages of one manual share while they are drawn.
type views struct {
	m     *manual.Manual
	shell *theme.ManualShell
	view  *theme.Manual
}

func (b *build) views(m *manual.Manual, vars *variables) *views {
	v := &theme.Manual{
		Title:        m.Title,
		Folder:       m.Slug + "/",
		Cover:        "index.html",
		Header:       b.header(m),
		State:        b.state(m.Config.State),
		Nav:          navigation(m.Cover.Out, m.Top),
		Notices:      b.notices(m),
		Environments: vars.environments(),
	}
	return &views{m, b.in.Theme.Manual(v), v}
}

// header is the control header; what a manual does not say, the site may.
func (b *build) header(m *manual.Manual) theme.Header {
	c, s := m.Config, b.in.Site
	return theme.Header{
		Entity:     first(c.Entity, s.Entity),
		EntityMark: b.markPath(s.EntityLogo),
		SIGMark:    b.markPath(first(c.SIG.Logo, s.SIG.Logo)),
		Title:      m.Title,
		SIG:        first(c.SIG.Mark, s.SIG.Mark),
		SIGText:    first(c.SIG.Text, s.SIG.Text),
		Process:    first(c.Process, s.Process),
		Version:    c.Version,
		Validity:   b.in.Texts.Date(c.Validity),
		Code:       c.Code,
	}
}

// markPath is the address, from the site's root, of an image of the control
// header; "" when there is none to show.
func (b *build) markPath(name string) string {
	name, ok := b.files.names.Find(name)
	if st, err := b.in.Root.Stat(name); !ok || err != nil || !st.Mode().IsRegular() || output.CheckPath(b.site.Asset(name)) != nil {
		return ""
	}
	return b.site.AssetURL(name)
}

// marks are the images of a manual's control header, as files to hand on.
func (b *build) marks(c config.Manual, r *reader) ([]manual.Asset, diag.List) {
	var list []manual.Asset
	var found diag.List
	for _, m := range []struct {
		name string
		pos  diag.Pos
	}{
		{b.in.Site.EntityLogo, b.in.Site.Where.Of("entidad-logo")},
		{b.in.Site.SIG.Logo, b.in.Site.Where.Of("sig", "logo")},
		{c.SIG.Logo, c.Where.Of("sig", "logo")},
	} {
		if m.name == "" {
			continue
		}
		name, ok := r.Spelled(m.name)
		if ok {
			_, ok = r.Size(name)
		}
		out := b.site.Asset(name)
		switch {
		case !ok:
			found.Add(diag.Error, "IMG-04.marca", m.pos, m.name)
		case output.CheckPath(out) != nil:
			found.Add(diag.Error, "SRC-15", m.pos, m.name)
		default:
			list = append(list, manual.Asset{Source: name, Out: out, Pos: m.pos})
		}
	}
	return list, found
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func (b *build) state(s string) theme.State {
	if s == "" {
		return theme.State{}
	}
	return theme.State{ID: s, Label: b.in.Texts.T("estado." + s)}
}

// navigation lists pages as links seen from a page.
func navigation(from string, pages []*manual.Page) []theme.NavItem {
	items := make([]theme.NavItem, 0, len(pages))
	for _, p := range pages {
		items = append(items, theme.NavItem{Link: link(from, p), Children: navigation(from, p.Children)})
	}
	return items
}

func link(from string, p *manual.Page) theme.Link {
	return theme.Link{Number: p.Number, Title: p.Title, URL: address(from, p.Out)}
}

// address is a relative URL, its path escaped.
func address(from, to string) string { return manual.Relative(from, to) }

func (b *build) frameOf(kind, path, title, description string) theme.Frame {
	f := theme.Frame{
		Site:        b.frame,
		Kind:        kind,
		Title:       title,
		Description: description,
		Root:        strings.Repeat("../", strings.Count(path, "/")),
		Path:        path,
		Search:      true,
	}
	if b.in.Site.URL != "" {
		f.Canonical = b.in.Site.URL + path
	}
	return f
}

func (b *build) card(m *manual.Manual) theme.Card {
	h := b.header(m)
	return theme.Card{
		Title:       m.Title,
		URL:         m.Cover.Out,
		Description: m.Config.Description,
		Code:        h.Code,
		Version:     h.Version,
		Validity:    h.Validity,
		Process:     h.Process,
		State:       b.state(m.Config.State),
		Sections:    len(m.Pages),
	}
}

// cover writes a manual's first page.
func (b *build) cover(v *views, body, page *bytes.Buffer, sink output.Sink) error {
	m := v.m
	if err := b.text(m.Cover, body); err != nil {
		return err
	}
	view := theme.Cover{
		Frame:     b.frameOf("portada", m.Cover.Out, m.Title, m.Config.Description),
		Manual:    v.view,
		Intro:     template.HTML(body.String()),
		Register:  b.register(m),
		Contents:  contents(m),
		Lists:     b.figureLists(m),
		Changes:   b.changes(m.Config),
		Approvals: b.approvals(m.Config),
	}
	if len(m.Pages) > 0 {
		view.Next = link(m.Cover.Out, m.Pages[0])
	}
	page.Reset()
	if err := v.shell.Cover(page, view); err != nil {
		return err
	}
	return sink.Put(m.Cover.Out, page.Bytes())
}

// contents is the table of contents to level 2: subsections where a section
// has them, else its headings.
func contents(m *manual.Manual) []theme.NavItem {
	items := make([]theme.NavItem, 0, len(m.Top))
	for _, p := range m.Top {
		it := theme.NavItem{Link: link(m.Cover.Out, p)}
		for _, h := range headings(p, 2) {
			h.URL = it.URL + h.URL
			it.Children = append(it.Children, theme.NavItem{Link: h.Link})
		}
		for _, c := range p.Children {
			it.Children = append(it.Children, theme.NavItem{Link: link(m.Cover.Out, c)})
		}
		items = append(items, it)
	}
	return items
}

// figureLists are the lists of tables, of images and of listings, those that
// have entries.
func (b *build) figureLists(m *manual.Manual) []theme.FigureList {
	var lists []theme.FigureList
	for _, s := range []struct {
		series markdown.Series
		title  string
	}{{markdown.Tables, "man.tablas"}, {markdown.Images, "man.imagenes"}, {markdown.Listings, "man.listados"}} {
		list := theme.FigureList{Title: b.in.Texts.T(s.title)}
		for _, f := range m.Figures {
			if f.Series == s.series {
				url := address(m.Cover.Out, f.Page.Out) + "#" + f.ID
				list.Entries = append(list.Entries, theme.FigureEntry{Label: f.Label, Text: f.Text, URL: url})
			}
		}
		if len(list.Entries) > 0 {
			lists = append(lists, list)
		}
	}
	return lists
}

// headings lists a page's own headings down to a level, as links within the
// page.
func headings(p *manual.Page, deepest int) []theme.Heading {
	if p.Doc == nil {
		return nil
	}
	list := make([]theme.Heading, 0, len(p.Doc.Headings))
	for i, h := range p.Doc.Headings {
		if h.Loose || h.Depth > deepest {
			continue
		}
		a := p.Anchors[i]
		list = append(list, theme.Heading{Link: theme.Link{Number: a.Number, Title: h.Text, URL: "#" + a.ID}, Level: h.Depth})
	}
	return list
}

// register is the document control as labelled values, those that are known.
func (b *build) register(m *manual.Manual) []theme.Field {
	h, c := b.header(m), m.Config
	var fields []theme.Field
	add := func(key, value string) {
		if value != "" {
			fields = append(fields, theme.Field{Label: b.in.Texts.T(key), Value: value})
		}
	}
	add("control.codigo", h.Code)
	add("control.version", h.Version)
	add("control.vigencia", h.Validity)
	add("control.estado", b.state(c.State).Label)
	add("control.proceso", h.Process)
	add("control.entidad", h.Entity)
	if due, ok := reviewDue(c.Review); ok {
		add("control.revision", b.in.Texts.Date(due))
	}
	return fields
}

func (b *build) changes(c config.Manual) []theme.Change {
	var list []theme.Change
	for _, x := range c.Changes {
		list = append(list, theme.Change{Version: x.Version, Date: b.in.Texts.Date(x.Date), Description: x.Description})
	}
	return list
}

func (b *build) approvals(c config.Manual) []theme.Approval {
	var list []theme.Approval
	for _, act := range []struct {
		key    string
		people []config.Person
	}{{"control.elaboro", c.Authors}, {"control.reviso", c.Reviewers}, {"control.aprobo", c.Approvers}} {
		for _, p := range act.people {
			list = append(list, theme.Approval{Act: b.in.Texts.T(act.key), Name: p.Name, Role: p.Role, Date: b.in.Texts.Date(p.Date)})
		}
	}
	return list
}

// sectionPage writes the i-th section.
func (b *build) sectionPage(v *views, i int, body, page *bytes.Buffer, sink output.Sink) error {
	m, p := v.m, v.m.Pages[i]
	if err := b.text(p, body); err != nil {
		return err
	}
	view := theme.Section{
		Frame:    b.frameOf("seccion", p.Out, p.Title, p.Front.Description),
		Manual:   v.view,
		Number:   p.Number,
		Crumbs:   b.crumbs(m, p),
		Headings: headings(p, 3),
		Body:     body.Bytes(),
		Prev:     theme.Link{Title: m.Title, URL: address(p.Out, m.Cover.Out)},
		Children: navigation(p.Out, p.Children),
		Notices:  b.ownNotices(p),
		Trace:    b.trace(p),
	}
	if i > 0 {
		view.Prev = link(p.Out, m.Pages[i-1])
	}
	if i+1 < len(m.Pages) {
		view.Next = link(p.Out, m.Pages[i+1])
	}
	page.Reset()
	if err := v.shell.Section(page, view); err != nil {
		return err
	}
	return sink.Put(p.Out, page.Bytes())
}

// crumbs leads from the home page to a section's parent.
func (b *build) crumbs(m *manual.Manual, p *manual.Page) []theme.Link {
	list := []theme.Link{
		{Title: b.in.Texts.T("man.home"), URL: address(p.Out, "index.html")},
		{Title: m.Title, URL: address(p.Out, m.Cover.Out)},
	}
	var above []theme.Link
	for q := p.Parent; q != nil; q = q.Parent {
		above = append([]theme.Link{link(p.Out, q)}, above...)
	}
	return append(list, above...)
}
