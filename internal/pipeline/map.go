package pipeline

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"folio/internal/diagram"
	"folio/internal/theme"
)

// mapName is the page, and its data, of all systems.
const (
	mapName = "mapa.html"
	mapData = "mapa.json"
)

// drawnSystems is up to how many systems the map draws all at once: more lines
// than that are a tangle.
const (
	drawnSystems = 14
	drawnLinks   = 24
)

// mapPage: which system talks to which, as the manuals' diagrams say.
func mapPage() whole {
	return whole{name: "map", off: func(a *assembly) bool { return !a.hasMap() }, make: (*assembly).drawMap}
}

// hasMap tells whether some manual's diagrams name its system, and nobody minds.
func (a *assembly) hasMap() bool { return !a.b.in.Site.NoMap && len(a.landscape().systems) > 0 }

// landscape is made once.
func (a *assembly) landscape() *landscape {
	if a.joined == nil {
		a.joined = landscapeOf(a.allSystems(), a.b.in.Texts)
	}
	return a.joined
}

// allSystems are those of each manual in the order of the list; none when nobody drew
// any. What is not in force any longer is on the map too: others may still name it.
func (a *assembly) allSystems() []systems {
	if !slices.ContainsFunc(a.made, func(c compiled) bool { return c.knows.Drawn }) {
		return nil
	}
	all := make([]systems, len(a.made))
	for i, m := range a.known() {
		if retired(a.made[i]) {
			m = a.made[i].known.open()
		}
		all[i] = systemsOf(m)
	}
	return all
}

func (a *assembly) drawMap() error {
	l := a.landscape()
	parts := a.cutMap(l)
	leads := leadsOf(parts)
	nav := a.mapLinks(parts)
	for n, p := range parts {
		turn(nav, n)
		v, err := a.mapView(l, p, leads)
		if err != nil {
			return err
		}
		v.Parts = nav
		if err := a.put(p.page, func(w *bytes.Buffer) error { return a.b.in.Theme.Map(w, v) }); err != nil {
			return err
		}
	}
	return a.mapFile(l)
}

// mapView is a page of the map; leads says where a system is.
func (a *assembly) mapView(l *landscape, p mapPart, leads leads) (theme.Map, error) {
	v := theme.Map{Frame: a.b.frameOf("mapa", p.page, a.b.in.Texts.T("site.map"), ""), Tags: template.HTML(a.b.diagramFiles("", false))}
	if len(l.systems) <= drawnSystems && len(l.links) <= drawnLinks {
		drawing, err := a.overview(l)
		if err != nil {
			return v, err
		}
		v.Drawing = drawing
	}
	for _, x := range p.systems {
		s := a.mapSystem(x, leads.from(p.page, x))
		a.neighbours(l, x, func(x *system) string { return leads.from(p.page, x) }, &s)
		v.Systems = append(v.Systems, s)
		a.group(&v, x, s)
	}
	for _, k := range p.links {
		v.Links = append(v.Links, a.mapLink(k, a.mapSystem(k.from, leads.from(p.page, k.from)), a.mapSystem(k.to, leads.from(p.page, k.to))))
	}
	for _, m := range p.lost {
		v.Lost = append(v.Lost, a.cards[m])
	}
	return v, nil
}

// mapLink is a relation as the page shows it.
func (a *assembly) mapLink(k *systemLink, from, to theme.MapSystem) theme.MapLink {
	row := theme.MapLink{From: from, To: to, What: strings.Join(k.labels, "; "), How: strings.Join(k.techs, ", ")}
	for _, m := range k.saidBy[:min(len(k.saidBy), saidShown)] {
		row.By = append(row.By, theme.Link{Title: a.cards[m].Title, URL: a.cards[m].URL})
	}
	row.More = len(k.saidBy) - len(row.By)
	return row
}

// mapSystem is a system as the page shows it, but for what is drawn of it.
func (a *assembly) mapSystem(x *system, url string) theme.MapSystem {
	s := theme.MapSystem{ID: x.id, URL: url, Name: x.name, Descr: strings.ReplaceAll(x.descr, "\n", " ")}
	if x.manual >= 0 {
		c := a.cards[x.manual]
		s.Code, s.Manual = c.Code, theme.Link{Title: c.Title, URL: c.URL}
	}
	return s
}

// group puts a system with those of its manual's process.
func (a *assembly) group(v *theme.Map, x *system, s theme.MapSystem) {
	title := a.b.in.Texts.T("site.map.group.none")
	if x.manual >= 0 {
		title = first(a.cards[x.manual].Process, a.b.in.Texts.T("site.map.group.other"))
	}
	i := slices.IndexFunc(v.Groups, func(g theme.MapGroup) bool { return g.Title == title })
	if i < 0 {
		i = len(v.Groups)
		v.Groups = append(v.Groups, theme.MapGroup{Title: title})
	}
	v.Groups[i].Systems = append(v.Groups[i].Systems, s)
}

// mapWords are a drawing's on the map, where what nobody documents looks like
// what is external.
func (a *assembly) mapWords(key string) string {
	t := a.b.in.Texts
	switch key {
	case "sistema.externo":
		return t.T("site.map.none")
	case "clave.externo":
		return t.T("site.map.missing")
	case "nombre.C4Context":
		return t.T("site.map")
	}
	return t.T("dia." + key)
}

// node is a system in a drawing of the map. Its place among the nodes is where its
// link is written.
func (x *system) node(at int, short bool) diagram.Node {
	n := diagram.Node{Alias: x.id, Label: x.name, Type: diagram.System, External: x.manual < 0, Parent: -1, Link: "#" + x.id, LinkAt: at}
	if !short {
		n.Descr = x.descr
	}
	return n
}

// overview draws all systems, each leading to its neighbours.
func (a *assembly) overview(l *landscape) (template.HTML, error) {
	d := &diagram.Diagram{Kind: diagram.Context}
	place := map[*system]int{}
	for i, x := range l.systems {
		place[x] = i
		d.Nodes = append(d.Nodes, x.node(i, true))
	}
	for _, k := range l.links {
		d.Relations = append(d.Relations, k.relation(place[k.from], place[k.to], true))
	}
	layout, _, err := a.b.drawings.Place(d, string(a.b.in.Texts.Lang()), a.mapWords)
	if err != nil {
		return "", err
	}
	return a.svg(d, layout, func(at int) string { return "#" + l.systems[at].id }), nil
}

// relation is a link as a drawing has it.
func (k *systemLink) relation(from, to int, short bool) diagram.Relation {
	r := diagram.Relation{From: from, To: to, Tech: strings.Join(k.techs, ", ")}
	if !short || r.Tech == "" {
		r.Label = strings.Join(k.labels[:min(2, len(k.labels))], "; ")
	}
	return r
}

// neighbours draws a system with those that it talks to, or lists them when they are
// too many for a drawing.
func (a *assembly) neighbours(l *landscape, x *system, href func(*system) string, s *theme.MapSystem) {
	s.Links = len(l.near[x])
	if s.Links > drawnNeighbours {
		a.listNeighbours(l, x, href, s)
		return
	}
	d := &diagram.Diagram{Kind: diagram.Context, Nodes: []diagram.Node{x.node(0, false)}}
	leads := []string{"#" + x.id}
	if x.manual >= 0 {
		leads[0] = a.cards[x.manual].URL
	} else {
		d.Nodes[0].Link = ""
	}
	for _, k := range l.near[x] {
		n := len(d.Nodes)
		switch x {
		case k.from:
			d.Nodes = append(d.Nodes, k.to.node(n, true))
			d.Relations = append(d.Relations, k.relation(0, n, false))
			leads = append(leads, href(k.to))
		case k.to:
			d.Nodes = append(d.Nodes, k.from.node(n, true))
			d.Relations = append(d.Relations, k.relation(n, 0, false))
			leads = append(leads, href(k.from))
		}
	}
	s.Drawing = a.svg(d, diagram.Star(d, a.mapWords), func(at int) string { return leads[at] })
}

// svg writes a drawing in a frame to scroll it in.
func (a *assembly) svg(d *diagram.Diagram, l *diagram.Layout, href func(at int) string) template.HTML {
	x := diagram.Drawing{Diagram: d, Layout: l, Words: a.mapWords, Href: func(at int) (string, bool) { return href(at), false }}
	return template.HTML(x.SVG(nil))
}

// mapFile is the same as data, in mapa.json.
func (a *assembly) mapFile(l *landscape) error {
	type jsonSystem struct {
		ID     string   `json:"id"`
		Name   string   `json:"name"`
		Manual string   `json:"manual,omitempty"` // its slug
		Code   string   `json:"code,omitempty"`
		URL    string   `json:"url,omitempty"` // from the site's root
		Known  bool     `json:"documented"`
		By     []string `json:"named-by"` // slugs
	}
	type jsonLink struct {
		From      string   `json:"from"`
		To        string   `json:"to"`
		What      []string `json:"what,omitempty"`
		Protocols []string `json:"protocols,omitempty"`
		By        []string `json:"named-by"`
	}
	slugs := func(list []int) []string {
		out := []string{}
		for _, m := range list {
			out = append(out, a.made[m].export.Slug)
		}
		return out
	}
	file := struct {
		Site    string       `json:"site"`
		Systems []jsonSystem `json:"systems"`
		Links   []jsonLink   `json:"links"`
	}{a.b.in.Site.Title, []jsonSystem{}, []jsonLink{}}
	for _, x := range l.systems {
		s := jsonSystem{ID: x.id, Name: x.name, By: slugs(x.saidBy)}
		if x.manual >= 0 {
			c := a.cards[x.manual]
			s.Manual, s.Code, s.URL, s.Known = slugs([]int{x.manual})[0], c.Code, c.URL, true
		}
		file.Systems = append(file.Systems, s)
	}
	for _, k := range l.links {
		file.Links = append(file.Links, jsonLink{k.from.id, k.to.id, k.labels, k.techs, slugs(k.saidBy)})
	}
	return a.writeJSON(mapData, file)
}
