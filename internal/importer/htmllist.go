package importer

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"folio/internal/pattern"
)

// list reads a list. What stands in it outside of its points is one.
func (r *htmlReader) list(n *html.Node) []block {
	if hasClass(n, "references") {
		return nil // notes
	}
	out := block{kind: listBlock, ordered: n.Data == "ol", start: 1}
	if k, err := strconv.Atoi(attr(n, "start")); err == nil && k >= 0 && k < 1_000_000 {
		out.start = k
	}
	if out.ordered {
		out.letter = letterOf(n)
	}
	var before []block // what ends where a point has a number of its own
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if k, err := strconv.Atoi(attr(c, "value")); err == nil && c.Data == "li" && out.ordered && k >= 0 && k < 1_000_000 && k != out.start+len(out.items) {
			if len(out.items) > 0 {
				before = append(before, out)
			}
			out.start, out.items = k, nil
		}
		switch {
		case c.Type == html.ElementNode && (c.Data == "ul" || c.Data == "ol") && len(out.items) > 0: // as many programs write it
			last := &out.items[len(out.items)-1]
			*last = append(*last, r.list(c)...)
		case c.Type == html.ElementNode && c.Data == "ac:task":
			mark := "[ ] "
			if s := seek(c, byTag("ac:task-status")); s != nil && strings.TrimSpace(textOfHTML(s)) == "complete" {
				mark = "[x] "
			}
			body := c
			if b := seek(c, byTag("ac:task-body")); b != nil {
				body = b
			}
			out.items = append(out.items, task(r.blocks(body), mark))
		case c.Type == html.ElementNode:
			item := r.blocks(c)
			if attr(c, "data-inline-task-id") != "" {
				mark := "[ ] "
				if hasClass(c, "checked") {
					mark = "[x] "
				}
				item = task(item, mark)
			}
			if len(item) > 0 {
				out.items = append(out.items, item)
			}
		case strings.TrimSpace(c.Data) != "" && c.Type == html.TextNode:
			out.items = append(out.items, []block{para(say(strings.TrimSpace(c.Data)))})
		}
	}
	if len(out.items) == 0 {
		return before
	}
	return append(before, out)
}

var listStyle = pattern.Of(`list-style(?:-type)?\s*:\s*(lower-alpha|lower-latin|upper-alpha|upper-latin|lower-roman|upper-roman)`)

// letterOf is the letter by which a list counts; "" for numbers.
func letterOf(n *html.Node) string {
	if t := attr(n, "type"); len(t) == 1 && strings.Contains("aAiI", t) {
		return t
	}
	m := listStyle.FindStringSubmatch(strings.ToLower(attr(n, "style")))
	if m == nil {
		return ""
	}
	size, form, _ := strings.Cut(m[1], "-")
	letter := "a"
	if form == "roman" {
		letter = "i"
	}
	if size == "upper" {
		letter = strings.ToUpper(letter)
	}
	return letter
}

// task puts the box of a task before its words.
func task(item []block, mark string) []block {
	if len(item) == 0 || item[0].kind != paragraph {
		return append([]block{para(inline{kind: raw, text: mark})}, item...)
	}
	item[0].text = append([]inline{{kind: raw, text: mark}}, item[0].text...)
	return item
}

func (r *htmlReader) definitions(n *html.Node) (out []block) {
	var term []inline
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode:
		case c.Data == "dt":
			if another := trimmed(squeezed(join(r.kids(c)))); len(term) > 0 { // of one definition
				term = append(append(term, say(", ")), another...)
			} else {
				term = another
			}
		case c.Data == "dd" && term != nil:
			out = append(out, block{kind: definition, text: term, blocks: r.blocks(c)})
			term = nil
		case c.Data == "dd":
			if n := len(out); n > 0 && out[n-1].kind == definition {
				out[n-1].blocks = append(out[n-1].blocks, r.blocks(c)...)
			} else {
				out = append(out, r.blocks(c)...)
			}
		case c.Data == "div":
			out = append(out, r.definitions(c)...)
		}
	}
	if term != nil {
		out = append(out, para(term...))
	}
	return out
}
