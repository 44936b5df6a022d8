package pipeline

import (
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/theme"
)

// views is what the pages of one manual share while they are drawn.
type views struct {
	m     *manual.Manual
	shell *theme.ManualShell
	view  *theme.Manual
}

func (b *build) views(m *manual.Manual, vars *variables, r *reader, duty, run string) *views {
	v := &theme.Manual{
		Title:        m.Title,
		Folder:       m.Slug + "/",
		Cover:        "index.html",
		Header:       b.header(m),
		State:        b.state(m.Config.State),
		Nav:          navigation(m.Cover.Out, m.Top),
		Longest:      longest(m),
		Support:      theme.Support(m.Config.Support),
		Notices:      b.notices(m),
		Print:        b.printURL(m),
		Duty:         strings.TrimPrefix(duty, m.Slug+"/"),
		PDF:          b.pdfURL(m),
		Run:          run,
		Sheet:        b.sheetOf(m, r),
		Environments: vars.environments(),
	}
	return &views{m, b.in.Theme.Manual(v), v}
}

// longest are the longest numbers of a manual's headings, by level.
func longest(m *manual.Manual) (out [6]string) {
	see := func(level int, number string) {
		if l := &out[min(level, len(out))-1]; len(number) > len(*l) {
			*l = number
		}
	}
	for _, p := range m.Pages {
		see(1, p.Number)
		for i, a := range p.Anchors {
			if h := p.Doc.Headings[i]; !h.Loose {
				see(h.Depth, a.Number)
			}
		}
	}
	return out
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
	if ok {
		_, ok = b.files.size(name)
	}
	if !ok || output.CheckPath(b.site.Asset(name)) != nil {
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
			if key := unprintable(name, r); key != "" {
				found.Add(diag.Warning, key, m.pos, m.name)
			}
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

// card is a manual on a page that has no environment.
func (b *build) card(m *manual.Manual) theme.Card {
	h := b.header(m)
	due, reviewed := reviewDue(m.Config.Review)
	return theme.Card{
		Title:       config.Unvalued(m.Title),
		URL:         m.Cover.Out,
		Description: config.Unvalued(m.Config.Description),
		Code:        config.Unvalued(h.Code),
		Version:     config.Unvalued(h.Version),
		Validity:    h.Validity,
		Process:     config.Unvalued(h.Process),
		State:       b.state(m.Config.State),
		Sections:    len(m.Pages),
		ValidityISO: iso(m.Config.Validity),
		Late:        reviewed && due.Before(b.in.Today),
	}
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
