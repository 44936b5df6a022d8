package importer

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// template reads {{…}} that stands by itself: a callout, or what only the wiki
// knows.
func (r *mediaReader) template() []block {
	depth, from := 0, r.at
	var b strings.Builder
	for r.at < len(r.lines) && r.at < from+400 {
		line := r.lines[r.at]
		r.at++
		b.WriteString(line + "\n")
		depth += strings.Count(line, "{{") - strings.Count(line, "}}")
		if depth <= 0 {
			break
		}
	}
	s := strings.TrimSpace(b.String())
	end := strings.LastIndex(s, "}}")
	if end < 0 {
		end = len(s)
	}
	after := strings.TrimSpace(strings.TrimPrefix(s[end:], "}}"))
	name, args, _ := strings.Cut(s[2:max(end, 2)], "|")
	name = strings.TrimSpace(name)
	sub := &mediaReader{doc: r.doc, inline: r.inline, depth: r.depth, lines: strings.Split(argumentText(args), "\n")}
	inner := sub.blocks()
	var out []block
	if label := callouts[i18n.Fold(name)]; label != "" && len(inner) > 0 {
		out = []block{{kind: callout, label: label, blocks: inner}}
	} else {
		out = append([]block{remarkOf(diag.Warning, "IMP-09.macro", shorten(name))}, inner...)
	}
	if after != "" {
		out = append(out, para(r.inline.read(after)...))
	}
	return out
}

var argumentName = pattern.Of(`(?m)(^|\|)\s*(?:1|texto|text|contenido)\s*=\s*`)

func argumentText(s string) string {
	return strings.ReplaceAll(argumentName.ReplaceAllString(s, "$1"), "|", "\n\n")
}
