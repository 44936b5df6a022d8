package theme

import (
	"html/template"
	"strings"
)

// Label is the link's number and title as HTML. It and Anchor exist because
// pages hold dozens of links, and a template spends a microsecond on each
// value that it escapes by itself.
func (l Link) Label() template.HTML {
	var b strings.Builder
	l.label(&b)
	return template.HTML(b.String())
}

// Anchor is the whole link as HTML.
func (l Link) Anchor() template.HTML {
	var b strings.Builder
	b.Grow(len(l.URL) + len(l.Number) + len(l.Title) + 64)
	l.anchor(&b)
	return template.HTML(b.String())
}

func (l Link) anchor(b *strings.Builder) {
	b.WriteString(`<a href="`)
	b.WriteString(safeURL(l.URL))
	b.WriteString(`">`)
	l.label(b)
	b.WriteString("</a>")
}

func crumbItems(links []Link) template.HTML {
	var b strings.Builder
	for _, l := range links {
		b.WriteString("<li>")
		l.anchor(&b)
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
}

func headingItems(headings []Heading) template.HTML {
	var b strings.Builder
	for _, h := range headings {
		if h.Level > 2 {
			b.WriteString(`<li class="deep">`)
		} else {
			b.WriteString("<li>")
		}
		h.anchor(&b)
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
}

func (l Link) label(b *strings.Builder) {
	if l.Number != "" {
		b.WriteString(`<span class="num">`)
		b.WriteString(template.HTMLEscapeString(l.Number))
		b.WriteString("</span> ")
	}
	b.WriteString(template.HTMLEscapeString(l.Title))
}

// safeURL readies a URL for a quoted attribute, as html/template does: a
// scheme that could run a script is not let through.
func safeURL(u string) string {
	if scheme, _, ok := strings.Cut(u, ":"); ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto":
		default:
			return "#"
		}
	}
	return template.HTMLEscapeString(u)
}
