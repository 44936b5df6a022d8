package pipeline

import (
	"html/template"

	"folio/internal/manual"
	"folio/internal/theme"
)

// sections: a page each.
func sections() part { return part{name: "sections", make: (*work).sections} }

func (w *work) sections() error {
	for i := range w.m.Pages {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.section(i); err != nil {
			return err
		}
	}
	return nil
}

// section writes the i-th section.
func (w *work) section(i int) error {
	b, v, m, p := w.b, w.views(), w.m, w.m.Pages[i]
	if err := b.text(p, w.body); err != nil {
		return err
	}
	w.print(p)
	w.run(p)
	frame := b.frameOf("seccion", p.Out, p.Title, p.Front.Description)
	view := theme.Section{
		Frame:      frame,
		Manual:     v.view,
		Number:     p.Number,
		TitleID:    p.TitleID,
		TitleNotes: template.HTML(b.engine.TitleNotes(p.Doc)),
		Crumbs:     b.crumbs(m, p),
		Headings:   headings(p, 3),
		Body:       w.runnable(p, b.furnish(p, frame.Root, w.body.Bytes())),
		Prev:       theme.Link{Title: m.Title, URL: address(p.Out, m.Cover.Out)},
		Children:   below(p),
		Notices:    b.ownNotices(p),
		Trace:      b.trace(p),
	}
	if i > 0 {
		view.Prev = link(p.Out, m.Pages[i-1])
	}
	if i+1 < len(m.Pages) {
		view.Next = link(p.Out, m.Pages[i+1])
	}
	w.page.Reset()
	if err := v.shell.Section(w.page, view); err != nil {
		return err
	}
	return w.sink.Put(p.Out, b.framed(live(p), w.page))
}

// listed is the most entries of a list of subsections that names those below
// them too. A longer one names the page's own.
const listed = 200

// below lists a page's subsections.
func below(p *manual.Page) []theme.NavItem {
	if descendants(p, listed) <= listed {
		return navigation(p.Out, p.Children)
	}
	items := make([]theme.NavItem, 0, len(p.Children))
	for _, c := range p.Children {
		items = append(items, theme.NavItem{Link: link(p.Out, c)})
	}
	return items
}

// descendants counts the pages below a page, as far as more than most.
func descendants(p *manual.Page, most int) int {
	n := len(p.Children)
	for _, c := range p.Children {
		if n > most {
			break
		}
		n += descendants(c, most-n)
	}
	return n
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
