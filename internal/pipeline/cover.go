package pipeline

import (
	"html/template"

	"folio/internal/config"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/theme"
)

// covers: a manual's first page, with its document control, its contents and
// its lists.
func covers() part { return part{name: "cover", make: (*work).cover} }

func (w *work) cover() error {
	b, m, v := w.b, w.m, w.views()
	if err := b.text(m.Cover, w.body); err != nil {
		return err
	}
	w.print(m.Cover)
	w.run(m.Cover)
	frame := b.frameOf("portada", m.Cover.Out, m.Title, m.Config.Description)
	view := theme.Cover{
		Frame:      frame,
		Manual:     v.view,
		TitleID:    m.Cover.TitleID,
		TitleNotes: template.HTML(b.engine.TitleNotes(m.Cover.Doc)),
		Intro:      template.HTML(b.furnish(m.Cover, frame.Root, w.body.Bytes())),
		Register:   b.register(m),
		Contents:   contents(m),
		Lists:      b.figureLists(m),
		Changes:    b.changes(m.Config),
		Approvals:  b.approvals(m.Config),
	}
	if len(m.Pages) > 0 {
		view.Next = link(m.Cover.Out, m.Pages[0])
	}
	w.page.Reset()
	if err := v.shell.Cover(w.page, view); err != nil {
		return err
	}
	return w.sink.Put(m.Cover.Out, b.framed(live(m.Cover), w.page))
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
		if due.Before(b.in.Today) {
			fields[len(fields)-1].Note = b.in.Texts.T("site.matrix.late")
		}
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
