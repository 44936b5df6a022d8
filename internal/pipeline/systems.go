package pipeline

import (
	"slices"
	"strings"

	"folio/internal/diagram"
	"folio/internal/facts"
	"folio/internal/i18n"
)

// systems is what the diagrams of a manual say of systems: which there are, and
// which talks to which. It is what the map of all systems is made of.
type systems struct {
	Slug, Title, Code string
	// Names are how diagrams call the manual's own system, besides its slug, its
	// code and its title.
	Names []string
	None  bool // the manual is about no system
	Drawn bool // it has diagrams
	Seen  []seenSystem
	Calls []call
}

// seenSystem is a system in a diagram.
type seenSystem struct{ Alias, Label, Descr string }

// call is a relation between two systems, by their places in Seen; own stands
// for the manual's.
type call struct {
	From, To    int
	Label, Tech string
	Both        bool
}

// own is the place of the manual's own system.
const own = -1

// systemsOf reads what is known of a manual.
func systemsOf(m facts.Manual) systems {
	s := systems{Slug: m.Slug, Title: m.Title, Code: m.Code, Names: m.System, None: m.AboutNone()}
	if s.None {
		return s
	}
	s.Drawn = len(m.Diagrams) > 0
	for _, d := range m.Diagrams {
		s.read(d)
	}
	return s
}

func (s *systems) read(d facts.Diagram) {
	const nobody = -2
	at := make([]int, len(d.Elements))
	for i, e := range d.Elements {
		at[i] = nobody
		for k := i; k >= 0; k = d.Elements[k].Parent {
			if t := d.Elements[k].Type; t == diagram.System || d.Elements[k].External && t != diagram.Person {
				at[i] = s.see(d.Elements[k])
				break
			}
		}
		if at[i] == nobody && (e.Type == diagram.Container || e.Type == diagram.Component) {
			at[i] = own
		}
	}
	for _, r := range d.Relations {
		c := call{From: at[r.From], To: at[r.To], Label: r.Label, Tech: r.Technology, Both: r.Both}
		if c.From != nobody && c.To != nobody && c.From != c.To && !slices.Contains(s.Calls, c) {
			s.Calls = append(s.Calls, c)
		}
	}
}

func (s *systems) see(e facts.Element) int {
	seen := seenSystem{Alias: e.Alias, Label: e.Name, Descr: e.Description}
	i := slices.IndexFunc(s.Seen, func(x seenSystem) bool { return x.Label == seen.Label && x.Alias == seen.Alias })
	if i < 0 {
		i = len(s.Seen)
		s.Seen = append(s.Seen, seen)
	}
	if s.Seen[i].Descr == "" {
		s.Seen[i].Descr = seen.Descr
	}
	return i
}

// names are all that a manual's system is called, folded.
func (s *systems) names() []string {
	var list []string
	for _, n := range append([]string{s.Slug, s.Code, s.Title}, s.Names...) {
		if n = i18n.Fold(strings.TrimSpace(n)); n != "" {
			list = append(list, n)
		}
	}
	return list
}

// landscape is all systems of the site.
type landscape struct {
	systems []*system // documented ones first, each by name
	links   []*systemLink
	known   map[[2]*system]*systemLink // the same, by their ends
	near    map[*system][]*systemLink  // the same, by each of their ends
	// lost are the manuals whose diagrams do not name their own system.
	lost []int
}

// system is one of the landscape.
type system struct {
	id, name, descr string
	manual          int // in the site's list; -1 for one that nobody documents
	saidBy          []int
}

// systemLink is who talks to whom.
type systemLink struct {
	from, to *system
	labels   []string
	techs    []string
	saidBy   []int // manuals
}

// landscapeOf joins what the manuals say. A system is the same in two of them when
// it has the alias or the name of a manual, or else the same name.
func landscapeOf(all []systems, texts *i18n.Catalog) *landscape {
	l := &landscape{known: map[[2]*system]*systemLink{}, near: map[*system][]*systemLink{}}
	manuals := map[string]int{}
	for i := range all {
		for _, n := range all[i].names() {
			if _, taken := manuals[n]; !taken && !all[i].None {
				manuals[n] = i
			}
		}
	}
	known := map[string]*system{}
	find := func(key, name string, m int) *system {
		x := known[key]
		if x == nil {
			x = &system{id: key, name: name, manual: m}
			known[key] = x
			l.systems = append(l.systems, x)
		}
		return x
	}
	ids := map[string]bool{}
	for i := range all {
		ids[all[i].Slug] = true
	}
	of := func(seen seenSystem) *system {
		for _, n := range []string{seen.Alias, seen.Label} {
			if m, ok := manuals[i18n.Fold(n)]; ok {
				return find(all[m].Slug, seen.Label, m)
			}
		}
		id := slugOf(seen.Label)
		for ids[id] {
			id += "-externo"
		}
		return find(id, seen.Label, -1)
	}
	for m := range all {
		s := &all[m]
		ends := make([]*system, len(s.Seen))
		itself := false
		for i, seen := range s.Seen {
			ends[i] = of(seen)
			if ends[i].manual == m {
				itself = true
				ends[i].name, ends[i].descr = seen.Label, seen.Descr // nobody knows it better
			}
			if ends[i].descr == "" {
				ends[i].descr = seen.Descr
			}
			ends[i].saidBy = noted(ends[i].saidBy, m)
		}
		if !itself {
			if s.Drawn {
				l.lost = append(l.lost, m)
			}
			continue
		}
		mine := known[s.Slug]
		at := func(i int) *system {
			if i == own {
				return mine
			}
			return ends[i]
		}
		for _, c := range s.Calls {
			l.join(at(c.From), at(c.To), c, m)
			if c.Both {
				l.join(at(c.To), at(c.From), c, m)
			}
		}
	}
	l.settle(all, texts)
	return l
}

// join notes that a system talks to another.
func (l *landscape) join(from, to *system, c call, m int) {
	if from == to {
		return
	}
	x := l.known[[2]*system{from, to}]
	if x == nil {
		x = &systemLink{from: from, to: to}
		l.links = append(l.links, x)
		l.known[[2]*system{from, to}] = x
	}
	add := func(list *[]string, s string) {
		if s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	add(&x.labels, strings.ReplaceAll(c.Label, "\n", " "))
	add(&x.techs, strings.ReplaceAll(c.Tech, "\n", " "))
	x.saidBy = noted(x.saidBy, m)
}

// noted adds that a manual says something; manuals come in order.
func noted(by []int, m int) []int {
	if n := len(by); n > 0 && by[n-1] == m {
		return by
	}
	return append(by, m)
}

// settle drops the systems of manuals that do not name their own, and puts what
// is left in order.
func (l *landscape) settle(all []systems, texts *i18n.Catalog) {
	l.systems = slices.DeleteFunc(l.systems, func(x *system) bool {
		x.saidBy = slices.DeleteFunc(x.saidBy, func(m int) bool {
			_, lost := slices.BinarySearch(l.lost, m)
			return lost
		})
		return len(x.saidBy) == 0
	})
	compare := i18n.Compare(texts.Lang())
	slices.SortStableFunc(l.systems, func(a, b *system) int {
		if (a.manual < 0) != (b.manual < 0) {
			if a.manual < 0 {
				return 1
			}
			return -1
		}
		return compare(a.name, b.name)
	})
	place := make(map[*system]int, len(l.systems))
	for i, x := range l.systems {
		place[x] = i
	}
	slices.SortStableFunc(l.links, func(a, b *systemLink) int {
		if d := place[a.from] - place[b.from]; d != 0 {
			return d
		}
		return place[a.to] - place[b.to]
	})
	for _, k := range l.links {
		l.near[k.from] = append(l.near[k.from], k)
		l.near[k.to] = append(l.near[k.to], k)
	}
}

// slugOf is a name as an id.
func slugOf(name string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, i18n.Fold(name))
	for strings.Contains(id, "--") {
		id = strings.ReplaceAll(id, "--", "-")
	}
	if id = strings.Trim(id, "-"); id == "" {
		return "sistema"
	}
	return id
}
