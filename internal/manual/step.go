package manual

import (
	"strconv"

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

// Step implements markdown.Resolver.
func (p *Page) Step(i int) (id string) { return p.steps[i] }
