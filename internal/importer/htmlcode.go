package importer

import (
	"strings"

	"golang.org/x/net/html"

	"folio/internal/pattern"
)

// codeOf is the text of code, its line breaks among it.
func codeOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Type == html.ElementNode && d.Data == "br":
			b.WriteByte('\n')
		}
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

var (
	languageClass = pattern.Of(`^(?:language|lang|highlight-source|highlight|mw-highlight-lang|brush|sourcecode|src)-([a-z0-9+#_-]+)$`)
	brushParam    = pattern.Of(`brush:\s*([\w#+-]+)`)
)

// languageOf is the language that the page says of a listing.
func languageOf(n *html.Node) string {
	if m := brushParam.FindStringSubmatch(attr(n, "data-syntaxhighlighter-params") + " " + attr(n, "class")); m != nil {
		return m[1]
	}
	look := []*html.Node{n}
	if c := n.FirstChild; c != nil && c.Type == html.ElementNode {
		look = append(look, c)
	}
	for p, i := n.Parent, 0; p != nil && i < 3; p, i = p.Parent, i+1 {
		look = append(look, p)
	}
	for _, x := range look {
		if l := firstOf(attr(x, "data-lang"), attr(x, "data-language")); l != "" {
			return strings.ToLower(l)
		}
		for _, c := range classes(x) {
			if m := languageClass.FindStringSubmatch(c); m != nil && m[1] != "default" && m[1] != "notranslate" {
				return m[1]
			}
		}
	}
	return ""
}
