package manual

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/scaling"
	"folio/internal/source"
	"folio/internal/spool"
)

// noFiles is a content folder without images or downloads.
type noFiles struct{}

func (noFiles) Spelled(string) (string, bool)      { return "", false }
func (noFiles) Double(string) string               { return "" }
func (noFiles) In(string) []string                 { return nil }
func (noFiles) Size(string) (int64, bool)          { return 0, false }
func (noFiles) Open(string) (io.ReadCloser, error) { return nil, io.EOF }

// assembled makes a manual of pages: m/1.md, m/2.md and so on.
func assembled(pages ...string) (*Manual, diag.List) {
	texts := i18n.For(i18n.Spanish)
	engine := markdown.New(texts, highlight.New())
	in := Input{Root: noFiles{}, Texts: texts, Sections: map[string]Section{}}
	in.Source = source.Manual{Slug: "m", Dir: "m"}
	for i, src := range pages {
		name := fmt.Sprintf("m/%d.md", i+1)
		text, _ := source.Split(name, []byte(src))
		doc, _ := engine.Parse(text, markdown.Env{Name: name})
		in.Sections[name] = Section{Doc: doc}
		in.Source.Sections = append(in.Source.Sections, source.Section{
			File: &source.File{Name: name}, Out: fmt.Sprintf("m/%d.html", i+1), Order: i,
		})
	}
	in.Site = NewSite(source.Tree{Manuals: []source.Manual{in.Source}}, func(s string) string { return s })
	return Assemble(in)
}

// TestStepsMakeWay: no id is there twice, whatever headings and captions are
// called.
func TestStepsMakeWay(t *testing.T) {
	steps := "\n\n1. a\n\n   b\n2. c\n3. d\n\n"
	for src, want := range map[string]string{
		"# X\n\n## Paso 1" + steps:                                                 "paso-1-2-paso-1 paso-1-2-paso-2 paso-1-2-paso-3",
		"# X" + steps + "## Paso 2" + steps:                                        "x-2-paso-1 x-2-paso-2 x-2-paso-3 paso-2-paso-1 paso-2-paso-2 paso-2-paso-3",
		"# X" + steps + "## Y" + steps + "Tabla: T {#y-paso-3}\n\n|a|\n|-|\n|b|\n": "paso-1 paso-2 paso-3 y-2-paso-1 y-2-paso-2 y-2-paso-3",
		"# X" + steps + "## Y" + steps + "## Y 2" + steps:                          "paso-1 paso-2 paso-3 y-paso-1 y-paso-2 y-paso-3 y-2-paso-1 y-2-paso-2 y-2-paso-3",
		"# X" + steps + "## Y" + steps + "Texto." + steps + "## Y 2" + steps: "paso-1 paso-2 paso-3 y-paso-1 y-paso-2 y-paso-3 y-2-paso-1 y-2-paso-2 y-2-paso-3 " +
			"y-2-2-paso-1 y-2-2-paso-2 y-2-2-paso-3",
	} {
		m, _ := assembled(src)
		p := m.Pages[0]
		if got := strings.Join(p.steps, " "); got != want {
			t.Errorf("%q:\n%s, want\n%s", src, got, want)
		}
		seen := map[string]bool{}
		for _, id := range append(append([]string{}, p.steps...), anchorIDs(p)...) {
			if seen[id] {
				t.Errorf("%q: %s is there twice", src, id)
			}
			seen[id] = true
		}
	}
}

func anchorIDs(p *Page) (ids []string) {
	for _, a := range p.Anchors {
		ids = append(ids, a.ID)
	}
	for _, f := range p.figures {
		ids = append(ids, f.id)
	}
	return ids
}

// TestManyAnchorsCostWhatTheyAre: equal headings, captions and procedures, and
// references that lead nowhere, on one page and over many.
func TestManyAnchorsCostWhatTheyAre(t *testing.T) {
	lines := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(form, "N", strconv.Itoa(i)))
		}
		return b.String()
	}
	for name, page := range map[string]func(n int) string{
		"equal headings":    func(n int) string { return "# X\n\n" + lines(n, "## Igual\n\n") },
		"deep headings":     func(n int) string { return "# X\n\n## Y\n\n" + lines(n, "### Paso\n\n1. a\n2. b\n3. c\n\n") },
		"numbered headings": func(n int) string { return "# X\n\n" + lines(n, "## Igual N\n\n## Igual\n\n") },
		"captions":          func(n int) string { return "# X\n\n" + lines(n, "Tabla: T\n\n|a|\n|-|\n|b|\n\n") },
		"procedures":        func(n int) string { return "# X\n\n" + lines(n, "1. a\n\n   b\n\nTexto.\n\n") },
		"wrong references":  func(n int) string { return "# X\n\n" + lines(n, "## Título N\n\n[a](#titulos-N) [](#titulo-N)\n\n") },
		"wrong steps":       func(n int) string { return "# X\n\n" + lines(n, "1. a\n\n   [b](#zz-paso-N)\n\nTexto.\n\n") },
		"references by words": func(n int) string {
			return "# X\n\n" + lines(n, "## Título N {#t-N}\n\n[a](#titulo-N)\n\n")
		},
	} {
		scaling.Linear(t, name, 500, func(n int) { assembled(page(n)) })
	}
	scaling.Linear(t, "pages with a wrong reference each", 150, func(n int) {
		pages := make([]string, n)
		for i := range pages {
			pages[i] = fmt.Sprintf("# Página %d\n\n## Título %d\n\n[a](#titulos-%d) [b](%d-x.md) [c](#titulo-%d)\n", i, i, i, i, n-i)
		}
		assembled(pages...)
	})
}

// TestManyAliasesCostWhatTheyAre: a page with all the names that it ever had.
func TestManyAliasesCostWhatTheyAre(t *testing.T) {
	for _, key := range []string{"alias", "aliases"} {
		scaling.Linear(t, key, 300, func(n int) {
			var b strings.Builder
			b.WriteString(key + ":\n")
			for i := range n {
				fmt.Fprintf(&b, "  - antes-%d.md\n", i)
			}
			front, _ := config.ParseFrontMatter("x.md", []byte(b.String()), 2)
			a := &assembly{m: &Manual{Slug: "m", Cover: &Page{Front: front}}}
			if a.aliases(); len(a.m.Aliases) != n {
				t.Fatalf("%d aliases, want %d", len(a.m.Aliases), n)
			}
			if last := a.m.Aliases[n-1].Pos; last.Line != n+2 {
				t.Errorf("the last is in line %d, want %d", last.Line, n+2)
			}
		})
	}
}

// TestChecksCostWhatTheyAre: the same for references to another manual.
func TestChecksCostWhatTheyAre(t *testing.T) {
	scaling.Linear(t, "pending", 500, func(n int) {
		var first []ExportedAnchor
		for i := range n {
			first = append(first, ExportedAnchor{ID: fmt.Sprintf("titulo-%d", i), Slug: "x"})
		}
		packed := appendAnchors(nil, first)
		e := &Export{Pages: []ExportedPage{{Source: "m/0.md", To: int32(len(packed))}}}
		for i := range n {
			from := len(packed)
			packed = appendAnchors(packed, []ExportedAnchor{{ID: "a"}})
			e.Pages = append(e.Pages, ExportedPage{Source: fmt.Sprintf("m/%d.md", i), From: int32(from), To: int32(len(packed))})
		}
		e.Packed = spool.Of(packed)
		c := NewChecker(map[string]*Export{"m": e})
		for i := range n {
			for _, p := range []Pending{{File: "m/0.md", Anchor: fmt.Sprintf("titulos-%d", i)}, {File: fmt.Sprintf("m/%d.md", i), Anchor: "a"}, {Anchor: fmt.Sprintf("q-paso-%d", i)}} {
				p.Manual = "m"
				c.Check(p)
			}
		}
	})
}
