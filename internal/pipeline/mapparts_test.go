package pipeline

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"folio/internal/diagram"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/theme"
)

// TestMapInParts: the map of many systems is on several pages, each system on one, and
// each link leads to where it is. What all talk to is a list.
func TestMapInParts(t *testing.T) {
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{12, 1500} {
		memory := output.NewMemory()
		a := &assembly{b: &build{in: Input{Texts: texts, Theme: th}, frame: &theme.Site{}, drawings: diagram.NewMemory("")}, sink: &recorder{sink: memory}}
		var all []systems
		for i := range n {
			slug := fmt.Sprintf("sistema-%04d", i)
			s := systems{Slug: slug, Title: slug, Drawn: true}
			s.Seen = []seenSystem{{Alias: slug, Label: slug, Descr: "Lo que hace"}, {Label: "Correo"}, {Alias: fmt.Sprintf("sistema-%04d", (i+700)%n), Label: "Otro"}}
			if i%3 > 0 { // the others' diagrams do not name it
				s.Calls = []call{{From: own, To: 1, Label: "Avisa", Tech: "SMTP", Both: true}, {From: own, To: 2, Label: "Pide", Tech: "HTTPS"}, {From: 1, To: 2, Label: "Reenvía"}}
			} else {
				s.Seen[0] = seenSystem{Label: "Base común"}
			}
			all = append(all, s)
			a.cards = append(a.cards, theme.Card{Title: "Manual de " + slug, URL: slug + "/index.html"})
			a.made = append(a.made, compiled{export: &manual.Export{Slug: slug}})
		}
		a.joined = landscapeOf(all, texts)
		if err := a.drawMap(); err != nil {
			t.Fatal(err)
		}
		site, err := memory.Site()
		if err != nil {
			t.Fatal(err)
		}
		at, lost, rows := map[string]string{}, 0, 0
		id, href := regexp.MustCompile(`<section class="map-one" id="([^"]*)"`), regexp.MustCompile(`href="((?:mapa[^"#]*)?#[^"]*)"`)
		pages := map[string]string{}
		for _, name := range site.Paths() {
			data, _, _ := site.Get(name)
			if name == mapData {
				continue
			}
			pages[name] = string(data)
			if len(data) > 300_000 {
				t.Errorf("%d systems: %s has %d bytes", n, name, len(data))
			}
			for _, m := range id.FindAllStringSubmatch(string(data), -1) {
				if at[m[1]] != "" {
					t.Errorf("%s is on %s and on %s", m[1], at[m[1]], name)
				}
				at[m[1]] = name
			}
			rows += strings.Count(string(data), "<tr><th scope=\"row\">")
			if i := strings.Index(string(data), `class="map-lost"`); i > 0 {
				lost += strings.Count(string(data)[i:], "<li>")
			}
		}
		if len(at) != len(a.joined.systems) || lost != n/3 || (len(pages) == 1) != (n == 12) {
			t.Errorf("%d systems: %d and %d that are lost, on %d pages", n, len(at), lost, len(pages))
		}
		if rows != len(a.joined.links) {
			t.Errorf("%d systems: %d relations became %d", n, len(a.joined.links), rows)
		}
		for name, page := range pages {
			for _, m := range href.FindAllStringSubmatch(page, -1) {
				file, id, _ := strings.Cut(m[1], "#")
				if want := at[id]; want != "" && first(file, name) != want {
					t.Errorf("%s: %s leads nowhere", name, m[1])
				}
			}
		}
		if page := pages["mapa-2.html"]; n == 1500 && (strings.Count(page, "<details") != 1 || strings.Count(page, `href="mapa-4.html"`) != 1 || strings.Count(page, `href="mapa-3.html"`) != 2) {
			t.Error("a page of many does not show those beside it, or not all of them folded")
		}
		if page := pages[at["correo"]]; n == 1500 && (!strings.Contains(page, `<ul class="map-list"><li>`) || !strings.Contains(page, "#sistema-0001\"")) {
			t.Error("what all talk to has no list")
		}
	}
}
