// Package manual turns the parsed sections of one manual into a document: it
// orders and numbers them, gives every heading an anchor that is unique on its
// page, and finds out where each link and image leads.
//
// A manual is the unit of compilation. It sees its own files and, of the rest
// of the site, only names: which source file is which page (Site). What other
// manuals may want to know of it is its Export. References to anchors of other
// manuals are left as Pending, to be checked when all exports are known.
//
// The package makes no HTML and reads nothing but the images' sizes.
package manual

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/source"
)

// Manual is an assembled manual. It is immutable.
type Manual struct {
	Slug   string
	Title  string
	Config config.Manual
	Cover  *Page   // its text is nil when the manual has no index.md
	Pages  []*Page // every section, in reading order, the cover apart
	Top    []*Page // the sections of level 1
	// Assets are the files that the pages show or hand out, as source path and
	// site path, sorted and each once.
	Assets []Asset
	// Figures are the captions, in reading order and numbered.
	Figures []Figure
	// Aliases are the pages' earlier addresses, in reading order.
	Aliases []Alias
	// Pending are references to anchors of other manuals.
	Pending []Pending
	// Needs lists the manuals, by slug and sorted, whose exports must be known
	// before this one can be rendered.
	Needs []string

	past Earlier
}

// Page is a section, or the cover.
type Page struct {
	Source   string // of the Markdown file, from the content root; "" when there is none
	Out      string // of the page, from the site's root
	Number   string // "3.1"; "" for the cover
	Title    string
	Doc      *markdown.Doc // nil for a folder without a page of its own
	Front    config.FrontMatter
	Parent   *Page // nil for level 1 and for the cover
	Children []*Page
	Anchors  []Anchor // of Doc.Headings, index by index
	TitleID  string   // where the title can be reached; "" unless an author says so

	links    []markdown.Target
	images   []markdown.Picture
	figures  []figurePlace // of Doc.Figures, index by index
	steps    []string      // ids of Doc.Steps, index by index
	ids      anchors
	aliases  map[string]string // other names of what has an id; nil until one is sought
	viewers  map[string]string // names that other viewers make; nil until one is sought
	shapes   []shape           // of ids; nil until one like another is sought
	units    *units            // nil until a link in an inclusion is sought
	glossary *markdown.Glossary
}

// Anchor is where a heading can be reached.
type Anchor struct {
	ID     string
	Number string // "5.2"; "" for a heading without one
}

// Asset is a file that the site hands on as it is.
type Asset struct {
	Source string   // from the content root, as the file system spells it
	Out    string   // from the site's root; "" when the site cannot have it, which has been reported
	Pos    diag.Pos // of the first link or image that names it
}

// Compare orders assets by their place in the site.
func (x Asset) Compare(y Asset) int {
	return cmp.Or(strings.Compare(x.Out, y.Out), strings.Compare(x.Source, y.Source))
}

// Input is what a manual is made of.
type Input struct {
	Site   *Site
	Root   Files
	Source source.Manual
	Config config.Manual
	Texts  *i18n.Catalog
	// Sections are the parsed files by source path. A file that is missing
	// here (a draft, an unreadable one) is no page.
	Sections map[string]Section
	Drafts   bool // publish drafts too
	// Shared are the terms of the site's own glossary, and SharedOut its page
	// from the site's root.
	Shared    []markdown.Term
	SharedOut string
	// Said is what the site's control header says beside the manual's own, and
	// what the manual's blueprint says.
	Said []string
	// Exports are those of other manuals, by slug; nil while they are not
	// known.
	Exports map[string]*Export
}

// Section is a parsed file.
type Section struct {
	Doc   *markdown.Doc
	Front config.FrontMatter
}

// Assemble makes the document.
func Assemble(in Input) (*Manual, diag.List) {
	a := &assembly{
		in:     in,
		m:      &Manual{Slug: in.Source.Slug, Config: in.Config},
		byFile: map[string]*Page{},
		byOut:  map[string]*Page{},
		assets: map[string]Asset{},
		sizes:  map[string]measured{},
		files:  map[string]onDisk{},
	}
	a.cover()
	a.m.Top = a.sections(in.Source.Sections, nil)
	a.m.Title = a.title()
	a.aliases()
	a.number(a.m.Top, "", 0)
	for _, p := range a.all() {
		if a.byOut[p.Out] == nil {
			a.byOut[p.Out] = p
		}
	}
	a.anchors()
	a.numberFigures()
	a.terms()
	for _, p := range a.all() {
		a.resolve(p)
	}
	a.finish()
	a.m.past = a.past
	return a.m, a.found
}

// assembly is a manual in the making.
type assembly struct {
	in     Input
	m      *Manual
	found  diag.List
	byFile map[string]*Page // by source path
	byOut  map[string]*Page // by site path
	wide   map[string]wide  // every anchor of the manual; nil until one is sought
	assets map[string]Asset // by source path
	sizes  map[string]measured
	files  map[string]onDisk // by the name as authors write it
	needs  map[string]bool
	// exported finds what is in other manuals; see others.
	exported *Checker
	past     Earlier
	hints    Hints
	shapes   []shape // of every anchor; nil until one is sought
}

func (a *assembly) all() []*Page { return append([]*Page{a.m.Cover}, a.m.Pages...) }

func (a *assembly) cover() {
	p := &Page{Out: path.Join(a.in.Source.Slug, "index.html")}
	if f := a.in.Source.Cover; f != nil {
		if s, ok := a.in.Sections[f.Name]; ok {
			p.Source, p.Doc, p.Front = f.Name, s.Doc, s.Front
			a.byFile[f.Name] = p
		}
	}
	a.m.Cover = p
}

// sections makes the pages of one level, in their order, and those below them.
func (a *assembly) sections(list []source.Section, parent *Page) []*Page {
	var pages []*Page
	for _, s := range order(list, a.in.Sections) {
		p := &Page{Out: s.Out, Title: s.Title(), Parent: parent}
		if s.File != nil {
			sec, ok := a.in.Sections[s.File.Name]
			if !ok || sec.Front.Draft && !a.in.Drafts {
				continue
			}
			p.Source, p.Doc, p.Front = s.File.Name, sec.Doc, sec.Front
			a.byFile[s.File.Name] = p
			switch {
			case sec.Doc.Title.Text != "":
				p.Title = sec.Doc.Title.Text
			case sec.Front.Title != "":
				p.Title = sec.Front.Title
			}
			a.untitled(p, sec.Doc)
		}
		a.m.Pages = append(a.m.Pages, p)
		p.Children = a.sections(s.Children, p)
		pages = append(pages, p)
	}
	return pages
}

// untitled reports a section that says nothing, or that takes its title from its
// file's name.
func (a *assembly) untitled(p *Page, d *markdown.Doc) {
	top := diag.Pos{Path: d.Path, Line: 1, Col: 1}
	switch {
	case d.Empty():
		a.found.Add(diag.Warning, "EST-03.vacio", top)
	case d.Title.Text == "" && p.Front.Title == "" && !d.Late: // which has been reported
		a.found.Add(diag.Warning, "EST-11", top, p.Title)
	}
}

// title is the manual's: from manual.yaml, else from its index.md, else from
// its folder's name.
func (a *assembly) title() string {
	c := a.m.Cover
	switch {
	case a.in.Config.Title != "":
		if c.Doc != nil {
			a.found = append(a.found, UnusedTitle(c.Doc, a.in.Config.Title)...)
		}
		return a.in.Config.Title
	case c.Doc != nil && c.Doc.Title.Text != "":
		return c.Doc.Title.Text
	case c.Front.Title != "":
		return c.Front.Title
	case a.in.Source.Dir != ".":
		name := strings.NewReplacer("-", " ", "_", " ").Replace(path.Base(a.in.Source.Dir))
		r := []rune(name)
		return strings.ToUpper(string(r[:1])) + string(r[1:])
	default:
		return a.in.Texts.T("man.untitled")
	}
}

// coverNames say what a page is, and no more.
var coverNames = map[string]bool{"inicio": true, "portada": true, "home": true, "cover": true, "index": true}

// UnusedTitle reports the title of a cover that does not show: another one is the
// manual's or the site's.
func UnusedTitle(d *markdown.Doc, used string) (found diag.List) {
	same := func(s string) string { return i18n.Fold(config.Unvalued(s)) }
	if own := d.Title.Text; own != "" && same(own) != same(used) && !coverNames[same(own)] {
		found.Add(diag.Warning, "EST-15", d.Title.Pos, config.Unvalued(own), config.Unvalued(used))
	}
	return found
}

// number counts the sections of one level from after+1 on, then each one's
// headings and, after them, its subsections.
func (a *assembly) number(pages []*Page, prefix string, after int) {
	for i, p := range pages {
		p.Number = prefix + strconv.Itoa(after+i+1)
		top := numberHeadings(p)
		a.number(p.Children, p.Number+".", top)
	}
}

// numberHeadings numbers a page's headings under the page's own number, and
// returns how many stand at the first level.
func numberHeadings(p *Page) int {
	if p.Doc == nil {
		return 0
	}
	p.Anchors = make([]Anchor, len(p.Doc.Headings))
	var count [7]int
	for i, h := range p.Doc.Headings {
		if h.Loose {
			continue
		}
		count[h.Depth]++
		for d := h.Depth + 1; d < len(count); d++ {
			count[d] = 0
		}
		n := append(make([]byte, 0, 32), p.Number...)
		for d := 2; d <= h.Depth; d++ {
			n = strconv.AppendInt(append(n, '.'), int64(count[d]), 10)
		}
		p.Anchors[i].Number = string(n)
	}
	return count[2]
}

// Heading implements markdown.Resolver.
func (p *Page) Heading(i int) (id, number string) { return p.Anchors[i].ID, p.Anchors[i].Number }

// Link implements markdown.Resolver.
func (p *Page) Link(i int) markdown.Target { return p.links[i] }

// Image implements markdown.Resolver.
func (p *Page) Image(i int) markdown.Picture { return p.images[i] }

// Figure implements markdown.Resolver.
func (p *Page) Figure(i int) (id, label string) { return p.figures[i].id, p.figures[i].label }

// Glossary implements markdown.Resolver.
func (p *Page) Glossary() *markdown.Glossary { return p.glossary }

var _ markdown.Resolver = (*Page)(nil)
