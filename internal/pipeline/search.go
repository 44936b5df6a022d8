package pipeline

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/config"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/search"
)

// searchPart: what the search keeps of a manual by itself.
func searchPart() part {
	return part{name: "search", off: func(w *work) bool { return w.unlisted || w.b.in.Press }, prepare: (*work).index, make: (*work).putIndex}
}

func (w *work) index() {
	units := append(w.b.units(w.m), w.runUnits()...)
	if w.c.knows.Duty != "" {
		units = append(units, w.dutyUnit())
	}
	w.c.part, w.indexed = w.b.indexer.Index(w.b.manualEntry(w.m, w.vars), units)
}

func (w *work) putIndex() error {
	for _, f := range w.indexed {
		if err := w.sink.Put(f.Path, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// units are what the search can lead to in a manual.
func (b *build) units(m *manual.Manual) []search.Unit {
	list := b.coverUnits(m)
	for _, p := range m.Pages {
		if !p.Front.Unsearched {
			list = append(list, b.pageUnits(p)...)
		}
	}
	return list
}

// coverUnits are what a manual's first page has with a place of its own: its
// headings, its tables and the like, and the document control.
func (b *build) coverUnits(m *manual.Manual) []search.Unit {
	// Its first words are left out: they name everything that the manual has, and
	// would be an answer before the place that says it.
	list := b.pageUnits(m.Cover)[1:]
	for i := range list {
		list[i].Path = nil // the manual's own title
	}
	add := func(id, title string, rows [][]string) {
		var text []string
		for _, row := range rows {
			text = append(text, strings.Join(row, "\t"))
		}
		if len(text) > 0 {
			list = append(list, search.Unit{
				URL: m.Cover.Out + "#" + id, Kind: search.KindSection, Title: b.in.Texts.T(title), Body: strings.Join(text, "\n"),
			})
		}
	}
	var register, changes, approvals [][]string
	for _, f := range b.register(m) {
		register = append(register, []string{f.Label, f.Value})
	}
	for _, c := range b.changes(m.Config) {
		changes = append(changes, []string{c.Version, c.Date, c.Description})
	}
	for _, a := range b.approvals(m.Config) {
		approvals = append(approvals, []string{a.Act, a.Name, a.Role, a.Date})
	}
	add("f.registro", "site.cover.register", register)
	add("f.cambios", "site.cover.changes", changes)
	add("f.firmas", "site.cover.approvals", approvals)
	return list
}

// manualEntry identifies a manual for the search.
func (b *build) manualEntry(m *manual.Manual, vars *variables) search.Manual {
	entry := search.Manual{
		ID: m.Slug, Title: config.Unvalued(m.Title), Code: config.Unvalued(m.Config.Code), URL: m.Cover.Out,
		Description: m.Config.Description, Guide: isGuide(m.Config.Blueprint),
	}
	for _, e := range vars.environments() {
		x := search.Environment{ID: e.ID, Name: e.Name}
		for _, v := range e.Values {
			x.Values = append(x.Values, search.Value(v))
		}
		entry.Environments = append(entry.Environments, x)
	}
	return entry
}

// isGuide tells the blueprints of what explains how manuals are written or
// things work, a site's own ones of the kind too. No system is run with them.
func isGuide(blueprint string) bool {
	kind, _, _ := strings.Cut(blueprint, "-")
	return kind == "guia" || kind == "instructivo"
}

func (b *build) pageUnits(p *manual.Page) []search.Unit {
	above := pathTo(p)
	page := search.Unit{URL: p.Out, Kind: search.KindSection, Number: p.Number, Title: p.Title, Path: above}
	if p.Doc == nil {
		return []search.Unit{page}
	}
	under := append(append([]search.Heading{}, above...), search.Heading{Number: p.Number, Title: p.Title})
	paths := make(headingPaths, len(p.Doc.Headings))
	errors := isErrors(p)
	passages := p.Doc.Passages(p)
	list := make([]search.Unit, 0, len(passages))
	for _, x := range passages {
		u := search.Unit{Kind: search.KindSection, Path: paths.to(x.Above, p, under), Body: x.Text, Code: x.Code}
		switch x.Kind {
		case markdown.HeadingPassage:
			if x.Index < 0 {
				page.Body, page.Code = x.Text, x.Code
				u = page
				break
			}
			h, a := p.Doc.Headings[x.Index], p.Anchors[x.Index]
			u.URL, u.Number, u.Title = p.Out+"#"+a.ID, a.Number, h.Text
			u.Path = paths.to(p.Doc.Headings[x.Index].Parent, p, under)
			if errors && h.Depth == 2 {
				u.Kind = search.KindError
			}
		case markdown.FigurePassage:
			id, label := p.Figure(x.Index)
			f := p.Doc.Figures[x.Index]
			u.URL, u.Number, u.Title = p.Out+"#"+id, label, f.Text
			u.Kind = [...]search.Kind{markdown.Tables: search.KindTable, markdown.Images: search.KindImage, markdown.Listings: search.KindListing}[f.Series]
		case markdown.StepPassage:
			s := p.Doc.Steps[x.Index]
			u.URL, u.Kind = p.Out+"#"+p.Step(x.Index), search.KindStep
			u.Number = b.in.Texts.T("man.paso", strconv.Itoa(s.Number))
			u.Title, u.Body = firstSentence(x.Text)
		case markdown.TermPassage:
			t := p.Doc.Terms[x.Index]
			u.URL, u.Kind, u.Title = p.Out+"#"+t.ID, search.KindTerm, t.Word
		}
		list = append(list, u)
	}
	return list
}

// pathTo lists the sections that hold a page, outermost first.
func pathTo(p *manual.Page) []search.Heading {
	var list []search.Heading
	for q := p.Parent; q != nil; q = q.Parent {
		list = append([]search.Heading{{Number: q.Number, Title: q.Title}}, list...)
	}
	return list
}

// headingPaths are those of a page's headings, as far as they have been asked for.
type headingPaths [][]search.Heading

// to extends a path by heading i of a page and those that hold it.
func (known headingPaths) to(i int, p *manual.Page, path []search.Heading) []search.Heading {
	if i < 0 {
		return path
	}
	if known[i] == nil {
		above := known.to(p.Doc.Headings[i].Parent, p, path)
		known[i] = append(above[:len(above):len(above)], search.Heading{Number: p.Anchors[i].Number, Title: p.Doc.Headings[i].Text})
	}
	return known[i]
}

// isErrors tells a manual's catalogue of errors, whose headings are entries.
func isErrors(p *manual.Page) bool { return strings.Contains(p.Out, "errores") }

// maxStepTitle is how many runes of a step stand for its title.
const maxStepTitle = 90

// firstSentence parts a step's text into a title and the rest.
func firstSentence(text string) (title, rest string) {
	n := 0
	for i, r := range text {
		if end := r == '.' || r == ':' || r == ';'; end {
			if after, _ := utf8.DecodeRuneInString(text[i+1:]); i+1 == len(text) || unicode.IsSpace(after) {
				return text[:i], strings.TrimSpace(text[i+1:])
			}
		}
		if n >= maxStepTitle && unicode.IsSpace(r) {
			return text[:i] + "…", strings.TrimSpace(text[i:])
		}
		n++
	}
	return text, ""
}
