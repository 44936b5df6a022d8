package theme

import (
	"html/template"
	"strings"
)

// Label is the link's number and title as HTML. It and Anchor exist because
// pages hold dozens of links, and a template spends a microsecond on each
// value that it escapes by itself.
func (l Link) Label() template.HTML { return template.HTML(l.appendLabel(nil)) }

// Anchor is the whole link as HTML.
func (l Link) Anchor() template.HTML { return template.HTML(l.appendAnchor(nil)) }

func (l *Link) appendAnchor(dst []byte) []byte {
	dst = append(dst, `<a href="`...)
	dst = append(dst, safeURL(l.URL)...)
	dst = append(dst, `">`...)
	return append(l.appendLabel(dst), "</a>"...)
}

func (l *Link) appendLabel(dst []byte) []byte {
	if l.Number != "" {
		dst = append(dst, `<span class="num">`...)
		dst = append(dst, template.HTMLEscapeString(l.Number)...)
		dst = append(dst, "</span> "...)
	}
	return append(dst, template.HTMLEscapeString(l.Title)...)
}

func appendCrumbs(dst []byte, links []Link) []byte {
	for i := range links {
		dst = append(dst, "<li>"...)
		dst = append(links[i].appendAnchor(dst), "</li>\n"...)
	}
	return dst
}

func appendHeadings(dst []byte, headings []Heading) []byte {
	for i := range headings {
		if headings[i].Level > 2 {
			dst = append(dst, `<li class="deep">`...)
		} else {
			dst = append(dst, "<li>"...)
		}
		dst = append(headings[i].appendAnchor(dst), "</li>\n"...)
	}
	return dst
}

// contents draws a table of contents, with the template for it where that is
// the user's.
func (t *Theme) contents(k kind, items []NavItem) (template.HTML, error) {
	if t.userTemplates {
		return t.part(k, "partes/contenidos.html", items)
	}
	return template.HTML(appendContents(nil, items)), nil
}

// appendContents is partes/contenidos.html without a template: a manual's
// cover lists all its pages and headings. A test holds the two to each other.
func appendContents(dst []byte, items []NavItem) []byte {
	dst = append(dst, '\n')
	for i := range items {
		dst = items[i].appendAnchor(append(dst, "<li>"...))
		if len(items[i].Children) > 0 {
			dst = append(dst, "\n<ol>\n"...)
			dst = appendContents(dst, items[i].Children)
			dst = append(dst, "</ol>"...)
		}
		dst = append(dst, "</li>\n"...)
	}
	return append(dst, '\n')
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
