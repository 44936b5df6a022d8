package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// instead is what Markdown has for elements that are dropped.
var instead = map[string]string{
	"h1": "# Título", "h2": "## Título", "h3": "### Título", "h4": "#### Título", "h5": "##### Título", "h6": "###### Título",
	"tt": "`código`", "strike": "~~texto~~", "input": "- [ ] tarea", "big": "**texto**", "nobr": "texto",
}

// looks are elements that say nothing but how something looks.
var looks = []string{"center", "font", "basefont", "marquee", "blink", "link", "meta", "html", "head", "body", "main", "article", "header", "footer", "nav", "aside", "picture", "source", "label", "form", "button", "colgroup", "col"}

// inMarkdown is the finding about an element that is dropped, with what to
// write instead of it.
func (b *builder) inMarkdown(tok html.Token) (key string, args []string) {
	get := func(key string) string {
		i := slices.IndexFunc(tok.Attr, func(a html.Attribute) bool { return a.Key == key })
		if i < 0 {
			return ""
		}
		return strings.TrimSpace(tok.Attr[i].Val)
	}
	name := tok.Data
	switch {
	case name == "img" && get("src") != "":
		return "HTML-01.imagen", []string{inAddress(get("src")), cmp.Or(get("alt"), b.engine.texts.T("md.describe"))}
	case name == "a" && get("href") != "":
		return "HTML-01.enlace", []string{inAddress(get("href"))}
	case name == "a" && cmp.Or(get("name"), get("id")) != "":
		return "HTML-01.ancla", []string{cmp.Or(get("name"), get("id"))}
	case instead[name] != "":
		return "HTML-01.escriba", []string{name, instead[name]}
	case slices.Contains(looks, name):
		return "HTML-01.aspecto", []string{name}
	}
	return "HTML-01", []string{name}
}

// inAddress is an address as it stands between parentheses.
func inAddress(s string) string {
	if strings.ContainsAny(s, " \t()") {
		return "<" + s + ">"
	}
	return s
}

var markdownForm = pattern.Of("(?m)\\*\\*[^\\s*][^*\n]*\\*\\*|`[^`\n]+`|!?\\[[^\\]\n]*\\]\\([^)\\s]+\\)|\\[\\^[^\\]\\s]+\\]|^ {0,3}(?:[-*+]|\\d{1,3}[.)]|#{1,6}) \\S.*$|^ {0,3}```.*$|^\\|.*\\|$")

// markdownIn reports, once in a block of HTML, what was meant as Markdown: a
// block of HTML goes on to the next empty line, and nothing in it is read.
func (b *builder) markdownIn(open *openElements, text string, at int) {
	if open.raw || !strings.ContainsAny(text, "*`[-#|+.)") {
		return
	}
	for _, name := range open.names {
		if name == "pre" || name == "code" || name == "samp" || name == "kbd" {
			return
		}
	}
	m := markdownForm.FindStringIndex(text)
	if m == nil {
		return
	}
	if m[0] == 0 && at > 0 && b.src[at-1] != '\n' && bytes.IndexByte([]byte("-*+#|0123456789"), text[0]) >= 0 && !strings.HasPrefix(text, "**") {
		return // the start of a text, not of a line
	}
	open.raw = true
	if len(open.names) == 0 {
		b.add(diag.Warning, "HTML-07.renglon", at+m[0], shorten(strings.TrimSpace(text[m[0]:m[1]])))
		return
	}
	b.add(diag.Warning, "HTML-07", at+m[0], shorten(strings.TrimSpace(text[m[0]:m[1]])), open.names[len(open.names)-1])
}
