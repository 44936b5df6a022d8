package theme

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"folio/internal/config"
)

// settle lets the values that are marked in a page's texts follow the reader's
// environment: in text as elements, in attributes and in the window's title by
// data beside them. data-fill says of each attribute, and under "" of the
// element's text, what it is made of: text and names of variables in turn.
// js/env.js reads it. A page without marks stays as it is.
func settle(page []byte) []byte {
	if !config.PageHasValue(page) {
		return page
	}
	out := make([]byte, 0, len(page)+len(page)/8)
	rest := string(page)
	for {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			return appendValues(out, rest)
		}
		out = appendValues(out, rest[:i])
		rest = rest[i:]
		if len(rest) < 2 || !isLetter(rest[1]) {
			out, rest = append(out, '<'), rest[1:]
			continue
		}
		end := tagEnd(rest)
		tag, after := rest[:end], rest[end:]
		name := tagName(tag)
		parts := map[string][]string{}
		if name == "title" || name == "script" || name == "style" { // their text has no elements
			if i := strings.Index(after, "</"+name); i >= 0 {
				text := after[:i]
				if name != "title" {
					text = config.Valued(text)
				}
				out = append(out, settleTag(tag, text, parts)...)
				out = append(out, config.Valued(text)...)
				rest = after[i:]
				continue
			}
		}
		out = append(out, settleTag(tag, "", parts)...)
		rest = after
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// tagEnd is where the start tag that opens a text ends.
func tagEnd(s string) int {
	quote := byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(s)
}

func tagName(tag string) string {
	i := 1
	for i < len(tag) && isLetter(tag[i]) {
		i++
	}
	return strings.ToLower(tag[1:i])
}

// appendValues appends text with the marked values as elements.
func appendValues(out []byte, text string) []byte {
	before, name, value, after, ok := config.CutValue(text)
	for ok {
		out = append(append(out, before...), `<var class="v" data-v="`+name+`">`+value+`</var>`...)
		before, name, value, after, ok = config.CutValue(after)
	}
	return append(out, before...)
}

// settleTag is a start tag with what is marked in its attributes, and in the
// text that follows it, as data.
func settleTag(tag, text string, parts map[string][]string) string {
	if !config.HasValue(tag) && !config.HasValue(text) {
		return tag
	}
	if config.HasValue(text) {
		parts[""] = valueParts(text)
	}
	var b strings.Builder
	rest := tag
	for {
		i := strings.IndexByte(rest, '"')
		if i < 0 {
			break
		}
		value, after, ok := strings.Cut(rest[i+1:], `"`)
		if !ok {
			break
		}
		if attr := rest[:i]; config.HasValue(value) {
			attr = strings.TrimSuffix(attr, "=")
			attr = attr[strings.LastIndexAny(attr, " \n\t")+1:]
			if followsEnvironment(attr) {
				parts[attr] = valueParts(value)
			}
		}
		b.WriteString(rest[:i+1] + config.Valued(value) + `"`)
		rest = after
	}
	end := strings.TrimRight(rest, "/> \n\t")
	b.WriteString(config.Valued(end))
	if len(parts) > 0 {
		data, _ := json.Marshal(parts) // strings, sorted by attribute; cannot fail
		b.WriteString(` data-fill="` + html.EscapeString(string(data)) + `"`)
	}
	b.WriteString(rest[len(end):])
	return b.String()
}

// followsEnvironment tells attributes of words from those of addresses and of
// code, which no text may set.
func followsEnvironment(attr string) bool {
	switch attr {
	case "href", "src", "action", "style", "class", "id":
		return false
	}
	return attr != "" && !strings.HasPrefix(attr, "on")
}

// valueParts is a text, which is escaped, as text and names in turn.
func valueParts(text string) []string {
	var list []string
	before, name, _, after, ok := config.CutValue(text)
	for ok {
		list = append(list, html.UnescapeString(before), name)
		before, name, _, after, ok = config.CutValue(after)
	}
	return append(list, html.UnescapeString(before))
}

// settled puts what a page's buffer has beyond a place in its final form.
func settled(page *bytes.Buffer, from int) {
	text := page.Bytes()[from:]
	if !config.PageHasValue(text) {
		return
	}
	done := settle(text)
	page.Truncate(from)
	page.Write(done)
}

// valued tells whether anything that the section itself says depends on the
// reader's environment: only then the page names it, in its colour.
func (v *Section) valued() bool {
	if bodyHasValue(v.Body) || anyValue(v.Title, v.Manual.Title, v.Manual.Header.Process, v.Manual.Header.Code, v.Manual.Header.Version) {
		return true
	}
	for _, h := range v.Headings {
		if config.HasValue(h.Title) {
			return true
		}
	}
	return navHasValue(v.Children)
}

// valued is the same of a cover.
func (v *Cover) valued() bool {
	if bodyHasValue([]byte(v.Intro)) || anyValue(v.Manual.Title) || navHasValue(v.Contents) {
		return true
	}
	for _, f := range v.Register {
		if config.HasValue(f.Value) {
			return true
		}
	}
	for _, c := range v.Changes {
		if config.HasValue(c.Description) {
			return true
		}
	}
	for _, l := range v.Lists {
		for _, e := range l.Entries {
			if config.HasValue(e.Text) {
				return true
			}
		}
	}
	return false
}

// bodyHasValue tells whether there are values in rendered Markdown: in its words,
// in its attributes, or deciding where its links lead. A secret has none.
func bodyHasValue(body []byte) bool {
	return bytes.Contains(body, []byte(`class="v"`)) || bytes.Contains(body, []byte("data-hrefs=")) || config.PageHasValue(body)
}

func anyValue(texts ...string) bool { return slices.ContainsFunc(texts, config.HasValue) }

func navHasValue(items []NavItem) bool {
	return slices.ContainsFunc(items, func(it NavItem) bool { return config.HasValue(it.Title) || navHasValue(it.Children) })
}
