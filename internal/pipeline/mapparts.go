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
// with what it talks to, and the manuals that are not on it on others.
func (a *assembly) cutMap(l *landscape) []mapPart {
	size := func(x *system) int { return l.size(x) }
	whole := lostSize * len(l.lost)
	for _, x := range l.systems {
		whole += size(x)
	}
	if whole <= boardBytes {
		return []mapPart{{mapName, l.systems, l.lost}}
	}
	var parts []mapPart
	for _, some := range cut(l.systems, size) {
		parts = append(parts, mapPart{page: partName("mapa", len(parts)), systems: some})
	}
	if len(l.lost) > 0 {
		for _, some := range cut(l.lost, func(int) int { return lostSize }) {
			parts = append(parts, mapPart{page: partName("mapa", len(parts)), lost: some})
		}
	}
	return parts
}

// lostSize is about how many bytes a manual takes that is not on the map.
const lostSize = 150

// size is about how many bytes of a page a system takes: its neighbours in a drawing or
// a list, and a row for each that it talks to.
func (l *landscape) size(x *system) int {
	n := 1200 + len(x.descr)
	if links := len(l.near[x]); links <= drawnNeighbours {
		n += 1400 * links
	} else {
		n += 160 * min(links, listedNeighbours)
	}
	for _, k := range l.near[x] {
		if k.from == x {
			n += 300 + 130*min(len(k.saidBy), saidShown)
			for _, text := range slices.Concat(k.labels, k.techs) {
				n += len(text)
			}
		}
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

// mapLinks lead to the pages of the map, each by its first system and its last one;
// none for a map of one page.
func (a *assembly) mapLinks(parts []mapPart) []theme.BoardView {
	if len(parts) == 1 {
		return nil
	}
	t := a.b.in.Texts
	list := make([]theme.BoardView, len(parts))
	for i, p := range parts {
		title := ""
		if n := len(p.systems); n > 0 {
			title = t.T("site.board.from-to", ends(p.systems[0].name), ends(p.systems[n-1].name))
		} else {
			first, last := a.cards[p.lost[0]], a.cards[p.lost[len(p.lost)-1]]
			title = t.T("site.map.lost") + ": " + t.T("site.board.from-to", ends(first.Title), ends(last.Title))
		}
		list[i].Link = theme.Link{Title: title, URL: p.page}
	}
	return list
}
