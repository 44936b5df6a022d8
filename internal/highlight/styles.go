package highlight

import (
	"fmt"
	"strings"
)

// ink is a role that classes are drawn in; several kinds of token share one, so that a listing shows few colours.
type ink uint8

const (
	plain ink = iota
	keyword
	typed
	function
	variable
	constant
	number
	text
	escaped
	comment
	meta
	mistake
	deleted
	inserted
	heading
	emphasis
	strong
	underlined
	prompt
	output
)

// palette gives every ink its custom property (without "--hl-"), its colours as #RRGGBB on light and dark grounds, and what
// the class sets beside the colour. Inks with an empty name take the colour around them. Every colour keeps at least 4.5:1 on
// every ground of its theme (WCAG 2.2, 1.4.3).
var palette = [...]struct{ name, light, dark, more string }{
	plain:      {},
	keyword:    {"keyword", "#0B6B4F", "#5FCFA6", ""},
	typed:      {"type", "#1F4E86", "#93BCEB", ""},
	function:   {"function", "#1F4E86", "#93BCEB", ""},
	variable:   {"variable", "#74500A", "#DDB765", ""},
	constant:   {"constant", "#74500A", "#DDB765", ""},
	number:     {"number", "#74500A", "#DDB765", ""},
	text:       {"string", "#8A2440", "#EBA2B3", ""},
	escaped:    {"escape", "#74500A", "#DDB765", ""},
	comment:    {"comment", "#56615B", "#A0ADA6", "font-style:italic"},
	meta:       {"meta", "#56615B", "#A0ADA6", ""},
	mistake:    {"error", "#A3122F", "#F59AAB", ""},
	deleted:    {"deleted", "#A3122F", "#F59AAB", ""},
	inserted:   {"inserted", "#0B6B4F", "#5FCFA6", ""},
	heading:    {"heading", "#1F4E86", "#93BCEB", "font-weight:600"},
	emphasis:   {"", "", "", "font-style:italic"},
	strong:     {"", "", "", "font-weight:600"},
	underlined: {"", "", "", "text-decoration:underline"},
	prompt:     {"prompt", "#56615B", "#A0ADA6", "user-select:none"},
	output:     {"output", "#56615B", "#A0ADA6", ""},
}

// base holds the inks and grounds that are no token's: the ground of the code, its text, the line numbers and the marked lines.
var base = [...]struct{ name, light, dark string }{
	{"ground", "#F4F6F4", "#1A221E"},
	{"text", "#1B2420", "#E3EAE6"},
	{"number-line", "#5B665F", "#9BA8A1"},
	{"marked", "#E7F2ED", "#22332B"},
	{"marked-rule", "#0B6B4F", "#5FCFA6"},
	{"added", "#E0F1E6", "#1E3A2C"},
	{"removed", "#F8E6E7", "#3B2529"},
}

// CSS returns the style sheet for what Append writes inside an element of class "chroma": the colours as custom properties on
// :root, for light and for dark (the reader's choice in data-theme, else the system's), and one rule per ink. A theme changes a
// colour by setting its property. The sheet is the same at every call.
func CSS() string {
	var b strings.Builder
	light, dark := properties()
	fmt.Fprintf(&b, ":root{%s}\n", light)
	fmt.Fprintf(&b, ":root[data-theme=\"dark\"]{%s}\n", dark)
	fmt.Fprintf(&b, "@media (prefers-color-scheme:dark){:root:not([data-theme=\"light\"]){%s}}\n", dark)
	// On paper colours are the light ones, whatever the screen shows; the selector is twice as specific to outdo those above.
	fmt.Fprintf(&b, "@media print{:root:root{%s}}\n", light)
	b.WriteString(".chroma{background:var(--hl-ground);color:var(--hl-text)}\n")
	for i, p := range palette {
		classes := classesIn(ink(i))
		if len(classes) == 0 || ink(i) == plain {
			continue
		}
		var rule []string
		if p.name != "" {
			rule = append(rule, "color:var(--hl-"+p.name+")")
		}
		if p.more != "" {
			rule = append(rule, p.more)
		}
		fmt.Fprintf(&b, "%s{%s}\n", strings.Join(classes, ","), strings.Join(rule, ";"))
	}
	b.WriteString(lineRules)
	return b.String()
}

// lineRules draw the wrappers of lines. A line is a block, so that its ground runs to the edge; a rule at its left and a sign
// say the same as the ground, for those who do not see its colour.
const lineRules = `.chroma .line{display:block;border-left:3px solid transparent;padding-left:1.5ch}
.chroma .ln{display:inline-block;margin-right:1.25em;color:var(--hl-number-line);user-select:none}
.chroma .hl{background:var(--hl-marked);border-left-color:var(--hl-marked-rule)}
.chroma .add{background:var(--hl-added);border-left-color:var(--hl-inserted)}
.chroma .del{background:var(--hl-removed);border-left-color:var(--hl-deleted)}
.chroma .add::before,.chroma .del::before{display:inline-block;width:1.25ch;margin-left:-1.25ch}
.chroma .add::before{content:"+";color:var(--hl-inserted)}
.chroma .del::before{content:"−";color:var(--hl-deleted)}
`

func properties() (light, dark string) {
	var l, d strings.Builder
	for _, p := range base {
		fmt.Fprintf(&l, "--hl-%s:%s;", p.name, p.light)
		fmt.Fprintf(&d, "--hl-%s:%s;", p.name, p.dark)
	}
	for _, p := range palette {
		if p.name != "" {
			fmt.Fprintf(&l, "--hl-%s:%s;", p.name, p.light)
			fmt.Fprintf(&d, "--hl-%s:%s;", p.name, p.dark)
		}
	}
	return strings.TrimSuffix(l.String(), ";"), strings.TrimSuffix(d.String(), ";")
}

// classesIn returns the selectors of the classes drawn in an ink, in the order of kinds, each once.
func classesIn(i ink) []string {
	var out []string
	seen := map[string]bool{}
	for _, k := range kinds {
		if k.ink == i && k.class != "" && !seen[k.class] {
			seen[k.class] = true
			out = append(out, ".chroma ."+k.class)
		}
	}
	return out
}
