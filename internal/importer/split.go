package importer

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/scaffold"
)

// fallbackPlan is the kind of a manual whose titles are none of any blueprint's.
const fallbackPlan = "guia"

// stray is the file of what belongs to no section of the blueprint.
const stray = "90-por-ubicar.md"

// part is a heading at which the document is cut, and what stands under it.
type part struct {
	title   []inline
	level   int
	anchors []string
	blocks  []block
	place   int // in the blueprint; -1 for none
	how     string
}

// section is a file of the manual.
type section struct {
	file    string
	title   string
	heading []inline
	anchors []string // of the heading
	blocks  []block
	parts   []Mapped
}

// takeTitle decides what the manual is called.
func (d *draft) takeTitle() {
	for i, b := range d.blocks {
		if b.label == titleLabel && b.kind == paragraph {
			if d.title == "" {
				d.title = plain(b.text)
			}
			d.blocks = slices.Delete(d.blocks, i, i+1)
			d.top = append(d.top, b.anchors...)
			break
		}
		if b.kind == heading {
			break
		}
	}
	for i := range d.blocks { // a second title is a line of the cover
		if d.blocks[i].label == titleLabel {
			d.blocks[i].label = ""
		}
	}
	d.title = firstOf(d.title, d.control.title)
	i := slices.IndexFunc(d.blocks, func(b block) bool { return b.kind == heading })
	if i >= 0 {
		first := d.blocks[i]
		text := plain(first.text)
		if d.title == "" && d.heads(i) || d.title != "" && i18n.Fold(text) == i18n.Fold(d.title) {
			if d.title == "" || d.title == strings.ToUpper(d.title) && text != strings.ToUpper(text) {
				d.title = text
			}
			d.top = append(d.top, first.anchors...)
			d.blocks = slices.Delete(d.blocks, i, i+1)
		}
	}
	if d.title == strings.ToUpper(d.title) && i18n.Fold(d.named) == i18n.Fold(d.title) {
		d.title = d.named // its letters, not a header's capitals
	}
	if d.title == "" {
		d.title = firstOf(d.named, scaffold.TitleOf(strings.TrimSuffix(d.name, path.Ext(d.name))))
	}
	d.title = scaffold.OneLine(d.title)
}

// heads tells whether the first heading is the title of all that follows: no other
// is on its level, or the next one on its level follows at once.
func (d *draft) heads(i int) bool {
	level := d.blocks[i].level
	if i > 0 && slices.ContainsFunc(d.blocks[:i], func(b block) bool { return b.kind != remark }) && level > 1 {
		return false
	}
	alone, below := true, false
	for _, b := range d.blocks[i+1:] {
		if b.kind != heading {
			continue
		}
		below = below || b.level > level
		if b.level <= level {
			alone = false
		}
	}
	if alone {
		return below || level == 1
	}
	next := i + 1
	for next < len(d.blocks) && d.blocks[next].kind == remark {
		next++
	}
	return next < len(d.blocks) && d.blocks[next].kind == heading && d.blocks[next].level == level
}

// isTitle tells whether a heading says what the control data call the document.
func (d *draft) isTitle(b block) bool {
	return d.control.title != "" && i18n.Fold(plain(b.text)) == i18n.Fold(d.control.title)
}

// choose finds the blueprint whose sections the titles are; and why.
func (d *draft) choose(plans *blueprint.Library) *blueprint.Blueprint {
	best, most := plans.Find(fallbackPlan), 0
	for _, name := range plans.Names() {
		plan := plans.Find(name)
		if plan == nil || len(plan.Sections) == 0 {
			continue
		}
		level, n := d.cut(plan)
		heads := 0
		for _, b := range d.blocks {
			if b.kind == heading && b.level == level {
				heads++
			}
		}
		if n >= 3 && (3*n >= len(plan.Sections) || 2*n >= heads) && n > most {
			best, most = plan, n
		}
	}
	return best
}

// cut is the level of headings at which the document is cut: the one on which most
// sections of the blueprint are, else the first with two headings.
func (d *draft) cut(plan *blueprint.Blueprint) (level, matched int) {
	count := map[int]int{}
	parts := map[int]map[int]bool{}
	for _, b := range d.blocks {
		if b.kind != heading {
			continue
		}
		count[b.level]++
		if i, _ := match(plan, plain(b.text)); i >= 0 {
			if parts[b.level] == nil {
				parts[b.level] = map[int]bool{}
			}
			parts[b.level][i] = true
		}
	}
	for l := 1; l <= 9; l++ {
		if len(parts[l]) > matched {
			level, matched = l, len(parts[l])
		}
	}
	if matched > 0 {
		return level, matched
	}
	for l := 1; l <= 9; l++ {
		if count[l] > 1 || level == 0 && count[l] > 0 {
			level = l
			if count[l] > 1 {
				break
			}
		}
	}
	return level, 0
}

// parts cuts the document at the headings of a level and above.
func (d *draft) parts(plan *blueprint.Blueprint, level int) (intro []block, list []part) {
	for _, b := range d.blocks {
		if b.kind != heading || b.level > level {
			if len(list) == 0 {
				intro = append(intro, b)
			} else {
				last := &list[len(list)-1]
				last.blocks = append(last.blocks, b)
			}
			continue
		}
		i, how := match(plan, plain(b.text))
		if n := len(list); n > 0 && i < 0 && len(plan.Sections) > 0 && list[n-1].level < b.level && (list[n-1].place >= 0 || shows(list[n-1].blocks)) {
			list[n-1].blocks = append(list[n-1].blocks, b)
			continue
		}
		list = append(list, part{title: b.text, level: b.level, anchors: b.anchors, place: i, how: how})
	}
	return intro, d.joined(plan, list)
}

// joined takes a heading with nothing under it for the title of the next, as many
// documents have it: and drops one that only stood over sections.
func (d *draft) joined(plan *blueprint.Blueprint, list []part) (out []part) {
	for i := 0; i < len(list); i++ {
		p := list[i]
		if shows(p.blocks) || p.place >= 0 || i+1 == len(list) {
			out = append(out, p)
			continue
		}
		next := &list[i+1]
		switch {
		case next.place >= 0 || next.level > p.level:
			next.blocks = slices.Concat([]block{remarkOf(diag.Info, "IMP-03.sobre", plain(p.title))}, p.blocks, next.blocks)
			next.anchors = append(next.anchors, p.anchors...)
		case shows(next.blocks) && next.level == p.level:
			h := block{kind: heading, level: p.level + 1, text: next.title, anchors: next.anchors}
			inner := slices.Clone(next.blocks)
			for k := range inner {
				if inner[k].kind == heading {
					inner[k].level++
				}
			}
			p.blocks = slices.Concat(p.blocks, []block{remarkOf(diag.Info, "IMP-03.par", plain(p.title), plain(next.title)), h}, inner)
			out = append(out, p)
			i++
		default:
			out = append(out, p)
		}
	}
	return out
}

// shows tells whether blocks have anything to be seen.
func shows(list []block) bool {
	return slices.ContainsFunc(list, func(b block) bool { return b.kind != remark })
}

// sections puts the parts where the blueprint has them.
func (d *draft) sections(plan *blueprint.Blueprint) []*section {
	level, _ := d.cut(plan)
	intro, parts := d.parts(plan, level)
	var list []*section
	index := &section{file: "index.md", blocks: flat(intro)}
	planned := map[int]*section{}
	var strays *section
	slugs := map[string]int{"index": 1} // how often each was given
	for _, p := range parts {
		title := plain(p.title)
		shown := Mapped{Source: title, How: p.how}
		switch {
		case p.place >= 0:
			spec := plan.Sections[p.place]
			s := planned[p.place]
			if s == nil {
				s = &section{
					file: fmt.Sprintf("%02d-%s.md", p.place+1, spec.Slug), title: spec.Title, heading: []inline{say(spec.Title)}, anchors: p.anchors,
				}
				planned[p.place] = s
				if p.how == byNear {
					s.blocks = append(s.blocks, remarkOf(diag.Warning, "IMP-02.cercano", title, spec.Title))
				}
				s.blocks = append(s.blocks, flat(p.blocks)...)
			} else {
				s.blocks = append(s.blocks, remarkOf(diag.Warning, "IMP-02.repetida", title, spec.Title))
				s.add(p)
			}
			shown.File, shown.Title = s.file, s.title
			s.parts = append(s.parts, shown)
		case len(plan.Sections) > 0:
			if strays == nil {
				strays = &section{file: stray, title: "Por ubicar", heading: []inline{say("Por ubicar")}}
			}
			strays.blocks = append(strays.blocks, remarkOf(diag.Warning, "IMP-02", title))
			strays.add(p)
			shown.File, shown.Title = strays.file, strays.title
			strays.parts = append(strays.parts, shown)
		default:
			name, ok := scaffold.Fit(title)
			if !ok {
				name = "apartado"
			}
			name = numberedName(slugs, name)
			s := &section{file: fmt.Sprintf("%02d-%s.md", len(list)+1, name), title: title, heading: p.title, anchors: p.anchors, blocks: flat(p.blocks)}
			shown.File, shown.Title, shown.How = s.file, s.title, bySame
			s.parts = append(s.parts, shown)
			list = append(list, s)
		}
	}
	for i := range plan.Sections {
		if s := planned[i]; s != nil {
			list = append(list, s)
		}
	}
	if strays != nil {
		list = append(list, strays)
	}
	return d.withIntro(index, list)
}

// numberedName is a name that no other has: itself or, after it, a number.
func numberedName(given map[string]int, base string) string {
	name := base
	for given[name] > 0 {
		given[base]++
		name = base + "-" + strconv.Itoa(given[base])
	}
	given[name]++
	return name
}

// withIntro adds what stands before the first section. Alone, it is a section.
func (d *draft) withIntro(index *section, list []*section) []*section {
	if len(list) == 0 {
		index.file, index.title, index.heading = "01-contenido.md", "Contenido", []inline{say("Contenido")}
		index.parts = []Mapped{{Title: index.title, File: index.file}}
		return []*section{index}
	}
	index.anchors = d.top
	if !shows(index.blocks) {
		list[0].anchors = append(list[0].anchors, d.top...)
		list[0].blocks = append(index.blocks, list[0].blocks...)
		return list
	}
	index.blocks = append([]block{remarkOf(diag.Info, "IMP-02.inicio")}, index.blocks...)
	index.parts = []Mapped{{File: index.file}}
	return append([]*section{index}, list...)
}

// add puts a part under a heading of its own.
func (s *section) add(p part) {
	s.blocks = append(s.blocks, block{kind: heading, level: 2, text: p.title, anchors: p.anchors})
	for _, b := range flat(p.blocks) {
		if b.kind == heading {
			b.level++
		}
		s.blocks = append(s.blocks, b)
	}
}

// flat gives the headings of a section their levels in its file, without
// jumps.
func flat(list []block) []block {
	out := slices.Clone(list)
	var open []int // levels of the headings around, as the source has them
	for i := range out {
		if out[i].kind != heading {
			continue
		}
		for len(open) > 0 && open[len(open)-1] >= out[i].level {
			open = open[:len(open)-1]
		}
		open = append(open, out[i].level)
		out[i].level = min(1+len(open), 6)
	}
	return out
}
