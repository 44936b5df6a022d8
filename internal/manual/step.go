package manual

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"folio/internal/i18n"
	"folio/internal/markdown"
)

// nameSteps gives the steps of a page their ids: paso-4 in its first procedure,
// instalacion-paso-4 in the others, after the id of the heading above, and
// instalacion-2-paso-4 where that heading has more than one.
func (p *Page) nameSteps() {
	list := p.Doc.Steps
	p.steps = make([]string, len(list))
	more := map[string]int{} // procedures by the heading above them
	for first := 0; first < len(list); {
		last := first + 1
		for last < len(list) && list[last].Procedure == list[first].Procedure {
			last++
		}
		above := p.above(list[first])
		prefix := "paso-"
		if first > 0 {
			prefix = above + "-paso-"
		}
		for !p.freeFor(prefix, list[first:last]) {
			more[above]++
			prefix = above + "-" + strconv.Itoa(more[above]+1) + "-paso-"
		}
		for i := first; i < last; i++ {
			p.steps[i] = prefix + strconv.Itoa(list[i].Number)
			p.ids.at[p.steps[i]] = spot{stepSpot, i}
		}
		first = last
	}
}

func (p *Page) freeFor(prefix string, list []markdown.Step) bool {
	for _, s := range list {
		if p.ids.taken(prefix + strconv.Itoa(s.Number)) {
			return false
		}
	}
	return true
}

// above is the id of the heading above a step, or what would be the title's.
func (p *Page) above(s markdown.Step) string {
	switch {
	case s.Heading >= 0:
		return p.Anchors[s.Heading].ID
	case p.TitleID != "":
		return p.TitleID
	case p.Doc.Title.Slug != "":
		return p.Doc.Title.Slug
	}
	return "apartado"
}

// stepWords are what an empty reference to a step shows: «paso 2» in its own
// procedure, «paso 2 del numeral 7.3» anywhere else.
func stepWords(t *i18n.Catalog, q *Page, i int, same bool) string {
	s := q.Doc.Steps[i]
	n := strconv.Itoa(s.Number)
	if same {
		return t.T("man.paso.aqui", n)
	}
	number, h := q.Number, s.Heading
	for h >= 0 && q.Doc.Headings[h].Loose {
		h = q.Doc.Headings[h].Parent
	}
	if h >= 0 && q.Anchors[h].Number != "" {
		number = q.Anchors[h].Number
	}
	switch {
	case number != "":
		return t.T("man.paso.del", n, number)
	case h >= 0:
		return t.T("man.paso.de", n, q.Doc.Headings[h].Text)
	case q.Doc.Title.Text != "":
		return t.T("man.paso.de", n, q.Doc.Title.Text)
	}
	return t.T("man.paso.aqui", n)
}

// capital writes the first letter large.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// Step implements markdown.Resolver.
func (p *Page) Step(i int) (id string) { return p.steps[i] }
