package manual

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
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
	dest, anchor, query := split(l.Dest)
	if dest == "" {
		if anchor == "" { // "#" and "" lead to the page itself
			return markdown.Target{URL: path.Base(p.Out), Text: a.words(p, "")}
		}
		if q, id, ok := a.find(p, anchor, true); ok {
			return a.toPage(p, l, q, id)
		}
		if special[anchor] {
			return markdown.Target{URL: "#" + anchor}
		}
		return a.broken("ENL-01.ancla", l, a.nearestAnchor(p, anchor), anchor)
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
		pl, isPage = a.renamed(l, name)
	}
	switch {
	case isPage && pl.manual == a.in.Source.Slug:
		return a.inside(p, l, pl, anchor)
	case isPage:
		return a.outside(p, l, pl, anchor)
	case source.IsMarkdown(name):
		return a.broken("ENL-01", l, a.in.Site.nearest(l.From, name))
	}
	if size, ok := a.in.Root.Size(name); ok {
		return markdown.Target{URL: Relative(p.Out, a.asset(name)) + query, Text: path.Base(name), Size: size}
	}
	return a.broken("ENL-01", l, a.in.Site.nearest(l.From, name))
}

func (a *assembly) exists(name string) bool {
	_, ok := a.in.Root.Size(name)
	return ok
}

// special anchors belong to the theme's pages.
var special = map[string]bool{"top": true, "contenido": true}

// inside leads to a page of this manual.
func (a *assembly) inside(p *Page, l markdown.Link, pl place, anchor string) markdown.Target {
	q := a.pageAt(pl.out)
	if q == nil {
		return a.broken("ENL-01.borrador", l, "")
	}
	if anchor == "" {
		return a.toPage(p, l, q, "")
	}
	if r, id, ok := a.find(q, anchor, false); ok {
		return a.toPage(p, l, r, id)
	}
	return a.broken("ENL-01.ancla", l, a.nearestAnchor(q, anchor), anchor)
}

// outside leads to a page of another manual, or to the home page. Its address
// follows from its name; whether it and its anchor are there is known later.
func (a *assembly) outside(p *Page, l markdown.Link, pl place, anchor string) markdown.Target {
	t := markdown.Target{URL: Relative(p.Out, pl.out)}
	if pl.manual == "" {
		t.Text = a.in.Texts.T("man.home")
		return t
	}
	a.m.Pending = append(a.m.Pending, Pending{pl.manual, pl.file, anchor, l.Dest, l.From, l.Pos})
	if anchor != "" {
		t.URL += "#" + anchor
	}
	if l.Empty {
		a.need(pl.manual)
		if e := a.in.Exports[pl.manual]; e != nil {
			t.Text = e.words(a.in.Texts, pl.file, anchor)
		}
	}
	return t
}

func (a *assembly) need(slug string) {
	if a.needs == nil {
		a.needs = map[string]bool{}
	}
	a.needs[slug] = true
}

func (a *assembly) pageAt(out string) *Page {
	if a.m.Cover.Out == out {
		return a.m.Cover
	}
	for _, p := range a.m.Pages {
		if p.Out == out {
			return p
		}
	}
	return nil
}

// toPage is the target for page q, or for its anchor, of a link of p.
func (a *assembly) toPage(p *Page, l markdown.Link, q *Page, id string) markdown.Target {
	var t markdown.Target
	if l.Empty {
		t.Text = a.words(q, id)
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
	for i, an := range q.Anchors {
		if an.ID == id {
			return numeral(a.in.Texts, an.Number, q.Doc.Headings[i].Text)
		}
	}
	for i, f := range q.figures {
		if f.id == id {
			return a.figureWords(q, i)
		}
	}
	for _, s := range q.Doc.Steps {
		if s.ID == id {
			return a.in.Texts.T("man.paso", strconv.Itoa(s.Number))
		}
	}
	for _, t := range q.Doc.Terms {
		if t.ID == id {
			return t.Word
		}
	}
	return q.Title
}

func numeral(t *i18n.Catalog, number, title string) string {
	if number == "" {
		return title
	}
	return t.T("man.numeral", number, title)
}

func (a *assembly) image(p *Page, img markdown.Image) markdown.Picture {
	dest, _, _ := split(img.Src)
	name, ok := within(path.Dir(img.From), dest)
	if !ok || dest == "" {
		a.add(diag.Error, "IMG-04.fuera", img.Pos, img.Line, img.Src)
		return markdown.Picture{}
	}
	if pic, known := a.sizes[name]; known {
		pic.URL = Relative(p.Out, a.asset(name))
		return pic
	}
	if !a.exists(name) && strings.HasPrefix(dest, "/") {
		name = path.Join(a.in.Source.Dir, strings.TrimLeft(dest, "/"))
	}
	if !isImage(name) {
		a.add(diag.Error, "IMG-06", img.Pos, img.Line, img.Src)
		return markdown.Picture{}
	}
	if !a.exists(name) {
		a.add(diag.Error, "IMG-04", img.Pos, img.Line, img.Src)
		return markdown.Picture{}
	}
	pic, known := a.sizes[name]
	if !known {
		pic = a.measure(name)
		a.sizes[name] = pic
	}
	pic.URL = Relative(p.Out, a.asset(name))
	return pic
}

// asset records a file that the site hands on and returns where it will be.
func (a *assembly) asset(name string) string {
	if out, ok := a.assets[name]; ok {
		return out
	}
	out := a.in.Site.Asset(name)
	a.assets[name] = out
	return out
}

// finish puts what was gathered in maps in order.
func (a *assembly) finish() {
	for name, out := range a.assets {
		a.m.Assets = append(a.m.Assets, Asset{name, out})
	}
	slices.SortFunc(a.m.Assets, func(x, y Asset) int { return strings.Compare(x.Out, y.Out) })
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
	if strings.ContainsAny(dest, "\\\x00") {
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
