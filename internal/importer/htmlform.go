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
	if value = firstOf(value, attr(n, "placeholder")); value != "" {
		return []inline{noteOf(diag.Warning, "IMP-09.omitido", shorten("input: "+value))}
	}
	return nil
}

// typedLines are those of a field of several lines.
func typedLines(text string) (out []inline) {
	for line := range strings.SplitSeq(strings.Trim(text, "\r\n"), "\n") {
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
