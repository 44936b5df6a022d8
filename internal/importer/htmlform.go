package importer

import (
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
)

// formField is what shows of a field of a form: whether it is ticked, or what it is
// filled in with.
func formField(n *html.Node) []inline {
	signs := [2]string{"[ ] ", "[x] "}
	value := strings.Join(strings.Fields(attr(n, "value")), " ")
	switch strings.ToLower(attr(n, "type")) {
	case "radio":
		signs = [2]string{"( ) ", "(x) "}
		fallthrough
	case "checkbox":
		if hasAttr(n, "checked") {
			return []inline{{kind: raw, text: signs[1]}}
		}
		return []inline{{kind: raw, text: signs[0]}}
	case "hidden", "file":
		return nil
	case "button", "submit", "reset", "image":
		value = firstOf(value, attr(n, "alt"))
	case "password":
		if value != "" {
			return []inline{noteOf(diag.Warning, "IMP-09.omitido", "input: •••")}
		}
	default:
		if value != "" {
			return []inline{say(value)}
		}
	}
	return unfilled(n.Data, firstOf(value, attr(n, "placeholder")))
}

// unfilled says what stood in a field or on a button that nobody filled in.
func unfilled(field, words string) []inline {
	if words == "" {
		return nil
	}
	return []inline{noteOf(diag.Warning, "IMP-09.omitido", shorten(field+": "+words))}
}

// typedLines are those of a field of several lines.
func typedLines(n *html.Node) (out []inline) {
	text := strings.Trim(textOfHTML(n), "\r\n")
	if strings.TrimSpace(text) == "" {
		return unfilled(n.Data, attr(n, "placeholder"))
	}
	for line := range strings.SplitSeq(text, "\n") {
		if len(out) > 0 {
			out = append(out, inline{kind: lineBreak, text: "\n"})
		}
		out = append(out, say(strings.TrimSpace(line)))
	}
	return out
}

// chosen is what shows of a list to choose from, the rest of which is said.
func chosen(n *html.Node) []inline {
	var shown []inline
	var entries []string
	list := hasAttr(n, "multiple") || attr(n, "size") > "1"
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		entry := firstOf(strings.Join(strings.Fields(textOfHTML(o)), " "), attr(o, "label"))
		if entry == "" {
			continue
		}
		if hasAttr(o, "selected") {
			if !list {
				shown = nil
			}
			if len(shown) > 0 {
				shown = append(shown, say(", "))
			}
			shown = append(shown, say(entry))
		}
		entries = append(entries, entry)
	}
	switch {
	case len(entries) == 0:
		return nil
	case len(shown) == 0 && list:
		return []inline{noteOf(diag.Warning, "IMP-09.omitido", "select: "+strings.Join(entries, "; "))}
	case len(shown) == 0: // a browser shows the first
		shown = []inline{say(entries[0])}
	}
	return append(shown, noteOf(diag.Info, "IMP-09.opciones", strings.Join(entries, "; ")))
}
