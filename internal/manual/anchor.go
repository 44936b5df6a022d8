package manual

import (
	"strconv"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
)

// spot is what an anchor of a page belongs to: the i-th of its kind in the
// page's Doc.
type spot struct {
	kind spotKind
	i    int
}

type spotKind int

const (
	titleSpot spotKind = iota
	headingSpot
	figureSpot
	stepSpot
	termSpot
)

// anchors are those of one page, each once, and what each belongs to.
type anchors struct {
	at   map[string]spot
	next map[string]int // by id: the number to try next for another like it
}

func newAnchors(n int) anchors { return anchors{at: make(map[string]spot, n)} }

func (x *anchors) taken(id string) bool {
	_, ok := x.at[id]
	return ok
}

// free makes an id out of a slug: the slug itself if nothing has it, else the
// slug with a number. However many are equal, each costs the same.
func (x *anchors) free(base string) string {
	if base == "" {
		base = "apartado"
	}
	if !x.taken(base) {
		return base
	}
	if x.next == nil {
		x.next = map[string]int{}
	}
	for n := max(2, x.next[base]); ; n++ {
		if id := base + "-" + strconv.Itoa(n); !x.taken(id) {
			x.next[base] = n + 1
			return id
		}
	}
}

// anchors gives every heading, caption and step an id that is unique on its
// page. What stands on other pages has no say in it, so that a link from
// elsewhere lasts. Ids that authors wrote come first and keep their form; then
// each heading takes the slug of its text if that is free, in reading order, or
// the slug with a number, then the captions, and then the steps, whose ids
// carry their headings'.
func (a *assembly) anchors() {
	for _, p := range a.all() {
		if p.Doc == nil {
			continue
		}
		p.ids = newAnchors(len(p.Doc.Headings) + len(p.Doc.Figures) + len(p.Doc.Steps) + len(p.Doc.Terms))
		if p.Anchors == nil {
			p.Anchors = make([]Anchor, len(p.Doc.Headings))
		}
		p.figures = make([]figurePlace, len(p.Doc.Figures))
		again := a.writtenIDs(p)
		for i, h := range p.Doc.Headings {
			switch {
			case p.Anchors[i].ID != "":
			case again[spot{headingSpot, i}]:
				p.claimHeading(i, p.ids.free(h.ID))
			default:
				p.claimHeading(i, p.ids.free(h.Slug))
			}
		}
		for i, f := range p.Doc.Figures {
			switch {
			case f.Orphan || p.figures[i].id != "":
			case again[spot{figureSpot, i}]:
				p.claimFigure(i, p.ids.free(f.ID))
			default:
				// The series and the words: "tabla-servidor-minimo".
				p.claimFigure(i, p.ids.free(i18n.Slug(a.in.Texts.T(seriesKeys[f.Series], "")+" "+config.NamedValues(f.Text))))
			}
		}
		p.nameSteps()
	}
}

// writtenIDs gives what has one the id that its author wrote, and reports those
// that are taken, apart from those of a file that the page takes in again: it
// returns these. They get an id of their own, and the file's references lead to
// it all the same.
func (a *assembly) writtenIDs(p *Page) (again map[spot]bool) {
	first := map[string]diag.Pos{} // where each was met
	claim := func(id string, x spot, at diag.Pos, line string) bool {
		before, known := first[id]
		switch {
		case id == "":
			return false
		case !known:
			first[id] = at
			return true
		case before == at:
			if again == nil {
				again = map[spot]bool{}
			}
			again[x] = true
			return false
		}
		before.Col = 0
		a.found.Add(diag.Error, "ENL-05", at, id, before.String())
		a.found[len(a.found)-1].Excerpt = line
		return false
	}
	if t := p.Doc.Title; claim(t.ID, spot{}, t.Pos, "") {
		p.TitleID = t.ID
		p.ids.at[t.ID] = spot{titleSpot, 0}
	}
	for i, h := range p.Doc.Headings {
		if claim(h.ID, spot{headingSpot, i}, h.Pos, "") {
			p.claimHeading(i, h.ID)
		}
	}
	for i, f := range p.Doc.Figures {
		if !f.Orphan && claim(f.ID, spot{figureSpot, i}, f.Pos, f.Line) {
			p.claimFigure(i, f.ID)
		}
	}
	for i, t := range p.Doc.Terms {
		if !p.ids.taken(t.ID) {
			p.ids.at[t.ID] = spot{termSpot, i}
		}
	}
	return again
}

func (p *Page) claimHeading(i int, id string) {
	p.Anchors[i].ID = id
	p.ids.at[id] = spot{headingSpot, i}
}

func (p *Page) claimFigure(i int, id string) {
	p.figures[i].id = id
	p.ids.at[id] = spot{figureSpot, i}
}

// titleSlug is a page's title as an anchor: its heading's words, or else those
// that its data or its file's name say.
func (p *Page) titleSlug() string {
	if p.Doc != nil && p.Doc.Title.Slug != "" {
		return p.Doc.Title.Slug
	}
	return i18n.Slug(config.NamedValues(p.Title))
}

// find returns the page and id of an anchor as an author writes it, seen from
// page p: first among p's own, by id and then by other names that it can have,
// the title's last; then, if anywhere is set, in the rest of the manual. The id
// is "" for a title without one: the page itself.
func (a *assembly) find(p *Page, anchor string, anywhere bool) (q *Page, id string, ok bool) {
	if p.ids.taken(anchor) {
		return p, anchor, true
	}
	if id, ok := p.alias(anchor); ok {
		return p, id, true
	}
	if anchor == p.titleSlug() && anchor != "" {
		return p, p.TitleID, true
	}
	if id, ok := p.viewed(anchor); ok {
		return p, id, true
	}
	if anywhere {
		if q := a.elsewhere(anchor); q != nil {
			return q, anchor, true
		}
	}
	return nil, "", false
}

// alias finds an anchor of the page by another name than its id: a heading by
// the slug of its words, a step by its heading's.
func (p *Page) alias(name string) (id string, ok bool) {
	if p.Doc == nil {
		return "", false
	}
	if p.aliases == nil {
		p.aliases = make(map[string]string, len(p.Doc.Headings))
		for i, h := range p.Doc.Headings {
			offer(p.aliases, h.Slug, p.Anchors[i].ID)
		}
		for i, s := range p.Doc.Steps {
			number := "-paso-" + strconv.Itoa(s.Number)
			offer(p.aliases, p.above(s)+number, p.steps[i])
			offer(p.aliases, p.Doc.Above(s).Slug+number, p.steps[i])
		}
	}
	id, ok = p.aliases[name]
	return id, ok
}

// offer gives a name to the first that it is offered for.
func offer[K comparable](names map[K]string, name K, id string) {
	if _, taken := names[name]; !taken {
		names[name] = id
	}
}

// wide is a page that has an id, seen from the rest of the manual.
type wide struct {
	page    *Page
	written bool // by an author
	more    bool // another page has it with the same right
}

// elsewhere finds the page of the manual that has an id: one where an author
// wrote it, before those where it comes from words; nil for none.
func (a *assembly) elsewhere(id string) *Page {
	return a.wideID(id).page
}

func (a *assembly) wideID(id string) wide {
	if a.wide == nil {
		a.wide = map[string]wide{}
		for _, p := range a.all() {
			a.widen(p)
		}
	}
	return a.wide[id]
}

func (a *assembly) widen(p *Page) {
	if p.Doc == nil {
		return
	}
	add := func(id string, written bool) {
		w, known := a.wide[id]
		switch {
		case id == "":
		case !known || written && !w.written:
			a.wide[id] = wide{page: p, written: written}
		case w.written == written && w.page != p:
			w.more = true
			a.wide[id] = w
		}
	}
	add(p.TitleID, true)
	for i, an := range p.Anchors {
		add(an.ID, an.ID == p.Doc.Headings[i].ID)
	}
	for i, f := range p.figures {
		add(f.id, f.id == p.Doc.Figures[i].ID)
	}
	for _, t := range p.Doc.Terms {
		add(t.ID, true)
	}
}

// Above is the anchor of the heading that a place in the page's file stands under;
// "" for the title.
func (p *Page) Above(pos diag.Pos) string {
	id := ""
	for i, h := range p.Doc.Headings {
		if h.Pos.Path == pos.Path && h.Pos.Line <= pos.Line {
			id = p.Anchors[i].ID
		}
	}
	return id
}
