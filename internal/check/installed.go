package check

import (
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/markdown"
)

// installedSoftware: each program of the table of software is installed by some
// step of the section.
func installedSoftware(s *Subject, part Part, say sayer) {
	if part.dismissed() {
		return
	}
	var steps *folded
	part.records(s, []string{"software"}, func(r Record) {
		c := r.Cell("software")
		if c == nil || c.Text == "" {
			return
		}
		name := productName(c.Text)
		words := ownWords(name)
		if len(words) == 0 {
			return
		}
		if steps == nil {
			f := part.steps()
			steps = &f
		}
		if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(steps.words, " "+w) }) {
			say.at(r.Section, c, 0, name)
		}
	})
}

// records calls f for each row of the section's tables that say these facts.
func (p Part) records(s *Subject, facts []string, f func(Record)) {
	for _, n := range s.Blueprint.Sections[p.Number].Needs {
		if tells(n.Table, facts) {
			for _, x := range p.Pages {
				x.records(n.Table, f)
			}
		}
	}
}

// steps are the words with which a section says what to do: its titles, labels
// and tabs, its steps, its code, and what it says of installing.
func (p Part) steps() folded {
	var b strings.Builder
	for k, x := range p.Pages {
		if k > 0 {
			b.WriteString(x.Page.Title + "\n")
		}
		until := 0 // inside ordered lists
		for i, block := range x.Outline.All {
			if block.Kind == markdown.ListBlock && block.Ordered {
				until = max(until, block.After)
			}
			switch {
			case block.Kind == markdown.CellBlock:
				continue
			case i < until, block.Kind == markdown.HeadingBlock, block.Kind == markdown.CodeBlock, strings.Contains(block.Text, "nstal"):
				b.WriteString(block.Text)
			case block.Label != "":
				b.WriteString(block.Label)
			}
			b.WriteString("\n" + block.Title + "\n")
		}
	}
	return fold(b.String())
}

// commons are words of names of products that many have, and names of what a
// manual does not install: systems and browsers.
var commons = set(`server engine community edition enterprise client cliente servidor servidores de del la el y para base bases datos lts jdk jre runtime
standard web app motor gestor plataforma framework libreria biblioteca version software paquete sistema operativo ubuntu debian windows linux
centos rocky alma red hat enterprise rhel navegador navegadores chrome firefox edge safari google microsoft apache oracle the desktop`)

// ownWords are the words of a product's name that only it has, cut where other
// spellings differ: «postgr» of PostgreSQL and of Postgres.
func ownWords(name string) (list []string) {
	for w := range strings.FieldsSeq(fold(name).words) {
		if len(w) < 2 || strings.Trim(w, "0123456789") == "" || commons[w] {
			continue
		}
		list = append(list, w[:min(len(w), 6)])
	}
	return list
}

// tablesByEnvironment: the tables of servers say what each environment has.
func tablesByEnvironment(s *Subject, part Part, say sayer) {
	if len(s.Config.Environments) < 2 || part.dismissed() {
		return
	}
	var said strings.Builder
	var first *markdown.Block
	var page *Section
	for _, x := range part.Pages {
		above, tab := "", ""
		until := 0 // inside of the tab
		for i, b := range x.Outline.All {
			switch {
			case b.Kind == markdown.HeadingBlock:
				above = b.Text
			case b.Kind == markdown.TabBlock:
				tab, until = b.Title, b.After
			case b.Kind == markdown.TableBlock && part.isServers(s, b):
				if first == nil {
					first, page = b, x
				}
				said.WriteString(b.Caption + "\n" + above + "\n" + x.Page.Title + "\n")
				if i < until {
					said.WriteString(tab + "\n")
				}
				for _, row := range b.Rows {
					for k := range row {
						said.WriteString(row[k].Text + "\n")
					}
				}
			}
		}
	}
	if first == nil {
		return // another requirement's
	}
	words := fold(said.String())
	if slices.ContainsFunc(part.Pages, func(x *Section) bool { return x.whole().says(everyEnvironment) }) {
		return
	}
	var missing []string
	for _, e := range s.Config.Environments {
		name := config.Unvalued(e.Name)
		if name == "" {
			name = e.ID
		}
		if !words.has(name) && !words.has(strings.ReplaceAll(e.ID, "-", " ")) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		pos, line := page.Outline.Place(first)
		say(pos, line, strings.Join(missing, ", "))
	}
}

// everyEnvironment are ways to say that they are all alike.
var everyEnvironment = []string{"todos los ambientes", "los tres ambientes", "cada ambiente", "cualquier ambiente", "en ambos ambientes"}

// isServers tells whether a table has the rows that the blueprint asks of one of
// servers.
func (p Part) isServers(s *Subject, b *markdown.Block) bool {
	for _, n := range s.Blueprint.Sections[p.Number].Needs {
		if len(n.Table.Rows) == 0 {
			continue
		}
		var firsts []folded
		for _, row := range b.Rows {
			if len(row) > 0 {
				firsts = append(firsts, fold(row[0].Text))
			}
		}
		if allIn(firsts, n.Table.Rows) {
			return true
		}
	}
	return false
}
