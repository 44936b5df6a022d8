package manual

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/output"
	"folio/internal/source"
)

// Pending is a reference to an anchor of another manual.
type Pending struct {
	Manual string // slug
	File   string // source path of the page
	Anchor string // may be ""
	Dest   string // as written
	From   string // source path of the file that the link stands in
	Pos    diag.Pos
}

// resolve answers a page's links and images.
func (a *assembly) resolve(p *Page) {
	if p.Doc == nil {
		return
	}
	p.links = make([]markdown.Target, len(p.Doc.Links))
	for i, l := range p.Doc.Links {
		p.links[i] = a.link(p, l)
	}
	p.images = make([]markdown.Picture, len(p.Doc.Images))
	for i, img := range p.Doc.Images {
		p.images[i] = a.image(p, img)
	}
}

// add records a finding about something an author wrote.
func (a *assembly) add(s diag.Severity, key string, pos diag.Pos, line string, args ...string) {
	a.found.Add(s, key, pos, args...)
	a.found[len(a.found)-1].Excerpt = line
}

// broken reports a link that leads nowhere, with a suggestion unless it is "".
func (a *assembly) broken(key string, l markdown.Link, suggestion string, args ...string) markdown.Target {
	key, args = withHint(key, suggestion, append([]string{l.Dest}, args...)...)
	a.add(diag.Error, key, l.Pos, l.Line, args...)
	return markdown.Target{Why: a.in.Texts.T("man.link.broken")}
}

func (a *assembly) link(p *Page, l markdown.Link) markdown.Target {
	if l.Slashed != "" {
		l.Dest = a.slashed(l.From, l.Dest, l.Slashed, l.Pos, l.Line, func(dest string) bool { return a.leads(l.From, dest) })
	}
	dest, anchor, query := split(l.Dest)
	if dest == "" {
		if anchor == "" { // "#" and "" lead to the page itself
			return markdown.Target{URL: path.Base(p.Out), Text: a.words(p, "")}
		}
		if id, ok := a.inUnit(p, l.Unit, anchor); ok {
			return a.toPage(p, l, p, id)
		}
		if q, id, ok := a.find(p, anchor, true); ok {
			if q != p && a.wideID(anchor).more {
				a.add(diag.Warning, "ENL-08", l.Pos, l.Line, l.Dest, a.fileOf(l, q)+"#"+anchor)
			}
			return a.toPage(p, l, q, id)
		}
		if special[anchor] {
			return markdown.Target{URL: "#" + anchor}
		}
		return a.noAnchor(l, p, anchor)
	}
	name, ok := within(path.Dir(l.From), dest)
	if !ok {
		return a.broken("ENL-01.fuera", l, "")
	}
	if strings.HasPrefix(dest, "/") && a.in.Source.Dir != "." {
		// Absolute in other generators means from the site's or the manual's root.
		if _, found := a.in.Site.lookup(name); !found && !a.exists(name) {
			name = path.Join(a.in.Source.Dir, strings.TrimLeft(dest, "/"))
		}
	}
	if q, ok := a.byFile[name]; ok && anchor == "" {
		return a.toPage(p, l, q, "")
	}
	pl, isPage := a.in.Site.lookup(name)
	if !isPage {
		if id, ok := a.included(p, l, name, anchor); ok {
			return a.toPage(p, l, p, id)
		}
	}
	if !isPage {
		pl, isPage = a.renamed(l, name)
	}
	switch {
	case isPage && pl.manual == a.in.Source.Slug:
		return a.inside(p, l, pl, anchor)
	case isPage:
		return a.outside(p, l, pl, anchor)
	case source.IsMarkdown(name):
		return a.missing(l, name)
	}
	file, size, ok := a.file(name)
	if !ok {
		return a.missing(l, name)
	}
	out, ok := a.asset(file, l.Dest, l.Pos, l.Line)
	if !ok {
		return markdown.Target{Why: a.in.Texts.T("man.link.broken")}
	}
	return markdown.Target{URL: Relative(p.Out, out) + query + fragment(l.Dest), Text: path.Base(name), Size: size}
}

// file finds a regular file by its name as an author writes it, and gives it as
// the file system spells it.
func (a *assembly) file(name string) (spelled string, size int64, ok bool) {
	f, known := a.files[name]
	if !known {
		if f.spelled, f.ok = a.in.Root.Spelled(name); f.ok {
			f.size, f.ok = a.in.Root.Size(f.spelled)
		}
		a.files[name] = f
	}
	return f.spelled, f.size, f.ok
}

// onDisk is a file that a manual refers to, or that there is none.
type onDisk struct {
	spelled string
	size    int64
	ok      bool
}

func (a *assembly) exists(name string) bool {
	_, _, ok := a.file(name)
	return ok
}

// leads says whether an address in a file names a page or a file.
func (a *assembly) leads(from, dest string) bool {
	dest, _, _ = split(dest)
	name, ok := within(path.Dir(from), dest)
	if !ok {
		return false
	}
	_, ok = a.in.Site.lookup(name)
	return ok || a.exists(name)
}

// slashed picks the address that an author meant who wrote it as Windows does:
// with / for \ it is slashed. What Markdown makes of it (in \_ and the like the
// \ vanishes) is meant if it leads somewhere.
func (a *assembly) slashed(from, dest, slashed string, pos diag.Pos, line string, leads func(string) bool) string {
	if !strings.Contains(dest, `\`) && leads(dest) {
		return dest
	}
	if leads(slashed) {
		a.add(diag.Warning, "SRC-17", pos, line, slashed)
	}
	return slashed
}

// fragment is what follows the path of an address that names a file: a page of
// a PDF, a part of a drawing.
func fragment(dest string) string {
	if i := strings.IndexByte(dest, '#'); i >= 0 {
		return dest[i:]
	}
	return ""
}

// special anchors belong to the theme's pages.
var special = map[string]bool{"top": true, "contenido": true}

// inside leads to a page of this manual.
func (a *assembly) inside(p *Page, l markdown.Link, pl place, anchor string) markdown.Target {
	q := a.byOut[pl.out]
	if q == nil {
		return a.broken("ENL-01.borrador", l, "")
	}
	if anchor == "" {
		return a.toPage(p, l, q, "")
	}
	if r, id, ok := a.find(q, anchor, false); ok {
		return a.toPage(p, l, r, id)
	}
	return a.noAnchor(l, q, anchor)
}

// outside leads to a page of another manual, or to the home page. Its address
// follows from its name; whether it and its anchor are there is known later.
func (a *assembly) outside(p *Page, l markdown.Link, pl place, anchor string) markdown.Target {
	t := markdown.Target{URL: Relative(p.Out, pl.out)}
	if pl.manual == "" {
		return a.toSite(l, pl, anchor, t)
	}
	a.m.Pending = append(a.m.Pending, Pending{pl.manual, pl.file, anchor, l.Dest, l.From, l.Pos})
	if l.Empty || isViewers(anchor) {
		a.need(pl.manual)
	}
	e := a.in.Exports[pl.manual]
	if l.Empty && e != nil {
		t.Text = a.others().words(e, a.in.Texts, pl.file, anchor)
	}
	if e != nil && isViewers(anchor) {
		if page := a.others().page(e, pl.file); page != nil {
			if an, ok := a.others().find(e, page, anchor); ok {
				anchor = an.ID
			}
		}
	}
	if anchor != "" {
		t.URL += "#" + anchor
	}
	return t
}

// toSite leads to the home page or to the site's glossary, of which the terms are known.
func (a *assembly) toSite(l markdown.Link, pl place, anchor string, t markdown.Target) markdown.Target {
	t.Text = a.in.Texts.T("man.home")
	if pl.out == a.in.SharedOut {
		t.Text = a.in.Texts.T("man.glossary")
		i := slices.IndexFunc(a.in.Shared, func(t markdown.Term) bool { return t.ID == anchor })
		switch {
		case i >= 0:
			t.Text = a.in.Shared[i].Word
		case strings.HasPrefix(anchor, "termino-"):
			var ids []string
			for _, term := range a.in.Shared {
				ids = append(ids, term.ID)
			}
			near, _ := i18n.Nearest(anchor, ids)
			return a.broken("ENL-01.ancla", l, near, anchor)
		}
	}
	if anchor != "" {
		t.URL += "#" + anchor
	}
	return t
}

// others finds what is in other manuals.
func (a *assembly) others() *Checker {
	if a.exported == nil {
		a.exported = NewChecker(a.in.Exports)
	}
	return a.exported
}

func (a *assembly) need(slug string) {
	if a.needs == nil {
		a.needs = map[string]bool{}
	}
	a.needs[slug] = true
}

// toPage is the target for page q, or for its anchor, of a link of p.
func (a *assembly) toPage(p *Page, l markdown.Link, q *Page, id string) markdown.Target {
	var t markdown.Target
	if l.Empty {
		t.Text = a.words(q, id)
		if x, ok := q.ids.at[id]; ok && x.kind == stepSpot {
			t.Text = stepWords(a.in.Texts, q, x.i, p == q && l.Procedure == q.Doc.Steps[x.i].Procedure)
			if l.Opens {
				t.Text = capital(t.Text)
			}
		}
	}
	switch {
	case p == q && id != "":
		t.URL = "#" + id
	case id != "":
		t.URL = Relative(p.Out, q.Out) + "#" + id
	default:
		t.URL = Relative(p.Out, q.Out)
	}
	return t
}

// words are what an empty reference shows: "numeral 5.2 Red".
func (a *assembly) words(q *Page, id string) string {
	if q == a.m.Cover && id == "" {
		return a.m.Title
	}
	if id == "" {
		return numeral(a.in.Texts, q.Number, q.Title)
	}
	if x, ok := q.ids.at[id]; ok {
		switch x.kind {
		case headingSpot:
			return numeral(a.in.Texts, q.Anchors[x.i].Number, q.Doc.Headings[x.i].Text)
		case figureSpot:
			return q.figures[x.i].label
		case termSpot:
			return q.Doc.Terms[x.i].Word
		case titleSpot:
			return a.words(q, "")
		}
	}
	return q.Title
}

// fileOf is a page of the manual as a link writes it.
func (a *assembly) fileOf(l markdown.Link, q *Page) string { return typed(relative(l.From, q.Source)) }

func numeral(t *i18n.Catalog, number, title string) string {
	if number == "" {
		return title
	}
	return t.T("man.numeral", number, title)
}

func (a *assembly) image(p *Page, img markdown.Image) markdown.Picture {
	if img.Slashed != "" {
		img.Src = a.slashed(img.From, img.Src, img.Slashed, img.Pos, img.Line, func(src string) bool { return a.leads(img.From, src) })
	}
	dest, _, query := split(img.Src)
	name, ok := within(path.Dir(img.From), dest)
	if !ok || dest == "" {
		a.add(diag.Error, "IMG-04.fuera", img.Pos, img.Line, img.Src)
		return markdown.Picture{}
	}
	if strings.HasPrefix(dest, "/") && !a.exists(name) {
		name = path.Join(a.in.Source.Dir, strings.TrimLeft(dest, "/"))
	}
	file, _, ok := a.file(name)
	switch {
	case !IsImage(name) && !ok && (path.Ext(name) == "" || a.nearImage(img.From, name) != ""):
		a.noImage(img, name)
		return markdown.Picture{}
	case !IsImage(name):
		a.add(diag.Error, "IMG-06", img.Pos, img.Line, img.Src)
		return markdown.Picture{}
	case !ok:
		a.noImage(img, name)
		return markdown.Picture{}
	}
	seen, known := a.sizes[file]
	if !known {
		seen = a.measure(file)
		a.sizes[file] = seen
	}
	pic := seen.picture
	out, ok := a.asset(file, img.Src, img.Pos, img.Line)
	if !ok {
		return markdown.Picture{}
	}
	if seen.other {
		a.add(diag.Warning, "IMG-07", img.Pos, img.Line, img.Src, strings.ToUpper(path.Ext(file)[1:]))
	}
	pic.URL = Relative(p.Out, out) + query + fragment(img.Src)
	return pic
}

// asset records a file that the site hands on and returns where it will be; ok
// is false, with a finding, when the site cannot have it.
func (a *assembly) asset(name, written string, pos diag.Pos, line string) (out string, ok bool) {
	if x, known := a.assets[name]; known && x.Out != "" {
		return x.Out, true
	}
	out = a.in.Site.Asset(name)
	key, args := "", []string{written}
	if output.CheckPath(out) != nil {
		key = "SRC-15"
	} else if page := a.in.Site.owner(out); page != "" {
		key, args = "SRC-16.pagina", append(args, page)
	} else if other := a.in.Root.Double(name); other != "" {
		key = "SRC-16.tilde"
		a.assets[other] = Asset{Source: other, Pos: pos}
	}
	if key != "" {
		a.add(diag.Error, key, pos, line, args...)
		out = ""
	}
	a.assets[name] = Asset{name, out, pos}
	return out, key == ""
}

// finish puts what was gathered in maps in order.
func (a *assembly) finish() {
	a.m.Assets = slices.AppendSeq(a.m.Assets, maps.Values(a.assets))
	slices.SortFunc(a.m.Assets, Asset.Compare)
	for slug := range a.needs {
		a.m.Needs = append(a.m.Needs, slug)
	}
	slices.Sort(a.m.Needs)
}

// split takes an address apart and decodes its path and anchor.
func split(dest string) (name, anchor, query string) {
	name, anchor, _ = strings.Cut(dest, "#")
	if i := strings.IndexByte(name, '?'); i >= 0 {
		name, query = name[:i], name[i:]
	}
	if s, err := url.PathUnescape(name); err == nil {
		name = s
	}
	if s, err := url.PathUnescape(anchor); err == nil {
		anchor = s
	}
	return name, norm.NFC.String(anchor), query
}

// within joins a relative path to a folder of the content and says whether the
// result stays inside the content. An absolute path starts at its root.
func within(dir, dest string) (string, bool) {
	if strings.IndexByte(dest, 0) >= 0 {
		return "", false
	}
	if strings.HasPrefix(dest, "/") {
		dir = "."
	}
	if dir != "." && strings.IndexByte(dest, '/') < 0 && dest != "" && dest[0] != '.' { // a neighbour, as most are
		return norm.NFC.String(dir + "/" + dest), true
	}
	name := path.Join(dir, strings.TrimLeft(dest, "/"))
	if name == ".." || strings.HasPrefix(name, "../") {
		return "", false
	}
	return norm.NFC.String(name), true
}
