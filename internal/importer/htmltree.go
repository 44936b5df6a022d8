package importer

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// classes are those of an element.
func classes(n *html.Node) []string { return strings.Fields(strings.ToLower(attr(n, "class"))) }

func hasClass(n *html.Node, names ...string) bool {
	return slices.ContainsFunc(classes(n), func(c string) bool { return slices.Contains(names, c) })
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// seek finds the first element that a test takes.
func seek(n *html.Node, test func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && test(d) {
			return d
		}
	}
	return nil
}

func byID(id string) func(*html.Node) bool {
	return func(n *html.Node) bool { return attr(n, "id") == id }
}

func byTag(tag string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == tag }
}

func textOfHTML(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// content is the element that holds a page's own text.
func content(root *html.Node) *html.Node {
	for _, test := range []func(*html.Node) bool{
		byID("main-content"), func(n *html.Node) bool { return hasClass(n, "wiki-content") },
		func(n *html.Node) bool { return hasClass(n, "mw-parser-output") }, func(n *html.Node) bool { return attr(n, "id") == "xwikicontent" },
		byTag("main"), func(n *html.Node) bool { return attr(n, "role") == "main" }, byTag("article"), byTag("body"),
	} {
		if n := seek(root, test); n != nil {
			return n
		}
	}
	return root
}
