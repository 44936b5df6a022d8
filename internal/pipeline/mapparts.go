package pipeline

import (
	"slices"

	"folio/internal/theme"
)

// What a page of the map shows of a system that very many others talk to.
const (
	drawnNeighbours  = 100  // in a drawing
	listedNeighbours = 1000 // by their names
	saidShown        = 30   // manuals that say the same
)

// mapPart is a page of the map: one for all systems, as a rule.
type mapPart struct {
	page    string
	systems []*system
	links   []*systemLink
	lost    []int // manuals
}

// leads says on which page a system is.
type leads map[*system]string

// from is the address of a system on a page.
func (l leads) from(page string, x *system) string {
	if l[x] == page {
		return "#" + x.id
	}
	return l[x] + "#" + x.id
}

func leadsOf(parts []mapPart) leads {
	l := leads{}
	for _, p := range parts {
		for _, x := range p.systems {
			l[x] = p.page
		}
	}
	return l
}

// cutMap gives the pages of the map. Of a large one, systems are on several pages, each
// with what it talks to, which has pages of its own where it is very much, and the
// manuals that are not on it on others.
func (a *assembly) cutMap(l *landscape) []mapPart {
	whole := lostSize * len(l.lost)
	for _, x := range l.systems {
		whole += l.size(x)
	}
	for _, k := range l.links {
		whole += k.size()
	}
	if whole <= boardBytes {
		return []mapPart{{mapName, l.systems, l.links, l.lost}}
	}
	var parts []mapPart
	add := func(p mapPart) {
		p.page = partName("mapa", len(parts))
		parts = append(parts, p)
	}
	beside := func(x *system) int { // of what it talks to, unless that is very much
		if n := l.rows(x); n <= boardBytes/4 {
			return n
		}
		return 0
	}
	for _, some := range cut(l.systems, func(x *system) int { return l.size(x) + beside(x) }) {
		p := mapPart{systems: some}
		for _, x := range some {
			if beside(x) > 0 {
				p.links = append(p.links, l.from(x)...)
			}
		}
		add(p)
		for _, x := range some {
			if l.rows(x) == beside(x) {
				continue
			}
			for _, links := range cut(l.from(x), (*systemLink).size) {
				add(mapPart{links: links})
			}
		}
	}
	if len(l.lost) > 0 {
		for _, some := range cut(l.lost, func(int) int { return lostSize }) {
			add(mapPart{lost: some})
		}
	}
	return parts
}

// lostSize is about how many bytes a manual takes that is not on the map.
const lostSize = 150

// size is about how many bytes of a page a system takes: its neighbours in a drawing or
// a list.
func (l *landscape) size(x *system) int {
	n := 1200 + len(x.descr)
	if links := len(l.near[x]); links <= drawnNeighbours {
		return n + 1400*links
	}
	return n + 160*min(len(l.near[x]), listedNeighbours)
}

// size is about how many bytes of a page a relation takes.
func (k *systemLink) size() int {
	n := 300 + 130*min(len(k.saidBy), saidShown)
	for _, text := range slices.Concat(k.labels, k.techs) {
		n += len(text)
	}
	return n
}

// from are the relations of a system to others.
func (l *landscape) from(x *system) (list []*systemLink) {
	for _, k := range l.near[x] {
		if k.from == x {
			list = append(list, k)
		}
	}
	return list
}

// rows is about how many bytes these take.
func (l *landscape) rows(x *system) int {
	n := 0
	for _, k := range l.from(x) {
		n += k.size()
	}
	return n
}

// listNeighbours names those that a system talks to, each once.
func (a *assembly) listNeighbours(l *landscape, x *system, href func(*system) string, s *theme.MapSystem) {
	seen := map[*system]bool{}
	for _, k := range l.near[x] {
		other := k.to
		if other == x {
			other = k.from
		}
		switch {
		case seen[other]:
			continue
		case len(s.Near) < listedNeighbours:
			s.Near = append(s.Near, theme.Link{Title: other.name, URL: href(other)})
		default:
			s.More++
		}
		seen[other] = true
	}
}

// mapLinks lead to the pages of the map; none for a map of one page.
func (a *assembly) mapLinks(parts []mapPart) []theme.BoardView {
	if len(parts) == 1 {
		return nil
	}
	list := make([]theme.BoardView, len(parts))
	for i, p := range parts {
		list[i].Link = theme.Link{Title: a.mapSpan(p), URL: p.page}
	}
	return list
}

// mapSpan names a page by the first and the last of what it has.
func (a *assembly) mapSpan(p mapPart) string {
	t := a.b.in.Texts
	between := func(x, y string) string {
		if x == y {
			return x
		}
		return t.T("site.board.from-to", ends(x), ends(y))
	}
	switch {
	case len(p.systems) > 0:
		return between(p.systems[0].name, p.systems[len(p.systems)-1].name)
	case len(p.links) > 0:
		return p.links[0].from.name + ": " + between(p.links[0].to.name, p.links[len(p.links)-1].to.name)
	}
	return t.T("site.map.lost") + ": " + between(a.cards[p.lost[0]].Title, a.cards[p.lost[len(p.lost)-1]].Title)
}
