package manual

import (
	"strconv"
	"strings"
	"unicode"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/markdown"
)

// What else shows Markdown makes other anchors of headings: #configuración and
// #41-obtener-el-código-fuente. They stand in the tables of contents that
// people typed, and lead to the same place on the site as in the repository.

// viewerName is the anchor that GitLab and GitHub make of a heading, folded, so
// that each one's form is the same: of a hyphen, a space and a run of them it
// makes one hyphen, and drops all other marks.
func viewerName(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range i18n.Fold(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '-' || unicode.IsSpace(r):
			gap = true
		}
	}
	return b.String()
}

// isViewers tells an anchor that is none of Folio's own making.
func isViewers(anchor string) bool {
	return anchor != "" && (anchor[0] >= '0' && anchor[0] <= '9' || anchor != i18n.Slug(anchor))
}

// viewerNames are those of a page's headings, with the number that an author
// typed, index by index; the second of two equal ones ends in -1, as there.
func (p *Page) viewerNames() []string {
	names := make([]string, len(p.Doc.Headings))
	count := make(map[string]int, len(names))
	for i, h := range p.Doc.Headings {
		name := nameForViewers(h)
		names[i] = name
		if n := count[name]; n > 0 {
			names[i] += "-" + strconv.Itoa(n)
		}
		count[name]++
	}
	return names
}

func (p *Page) titleViewer() string {
	if p.Doc == nil {
		return ""
	}
	return nameForViewers(p.Doc.Title)
}

// nameForViewers is viewerName of a heading as it is written. Of most it is
// their slug.
func nameForViewers(h markdown.Heading) string {
	if h.Typed == "" && !strings.ContainsFunc(h.Text, func(r rune) bool {
		return r == '.' || r == '/' || r != '-' && unicode.Is(unicode.Pd, r)
	}) {
		return h.Slug
	}
	return viewerName(config.NamedValues(h.Typed + " " + h.Text))
}

// viewed finds a heading of the page by an anchor of another viewer.
func (p *Page) viewed(anchor string) (id string, ok bool) {
	name := viewerName(anchor)
	if p.Doc == nil || name == "" {
		return "", false
	}
	if p.viewers == nil {
		p.viewers = make(map[string]string, len(p.Doc.Headings)+1)
		for i, name := range p.viewerNames() {
			offer(p.viewers, name, p.Anchors[i].ID)
		}
		offer(p.viewers, p.titleViewer(), p.TitleID)
	}
	id, ok = p.viewers[name]
	return id, ok
}
