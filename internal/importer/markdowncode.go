package importer

import (
	"strings"

	"folio/internal/diag"
)

func (r *markdownReader) fence() block {
	m := fenceLine.FindStringSubmatch(r.lines[r.at])
	lead := len(m[1])
	r.at++
	var code []string
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		r.at++
		if c := fenceLine.FindStringSubmatch(line); c != nil && strings.HasPrefix(c[2], m[2]) && strings.TrimSpace(c[3]) == "" {
			break
		}
		cut := 0
		for cut < lead && cut < len(line) && line[cut] == ' ' {
			cut++
		}
		code = append(code, line[cut:])
	}
	lang, info, _ := strings.Cut(strings.TrimSpace(m[3]), " ")
	if strings.HasPrefix(m[3], "{") {
		lang, info = "", m[3]
	}
	if i := strings.IndexByte(lang, '{'); i > 0 {
		lang, info = lang[:i], lang[i:]+" "+info
	}
	if info = strings.TrimSpace(info); !strings.HasPrefix(info, "{") || !strings.HasSuffix(info, "}") {
		info = ""
	}
	return block{kind: codeBlock, code: strings.Join(code, "\n"), lang: lang, label: info}
}

// swallow passes over a style sheet or a program, which no page may have.
func (r *markdownReader) swallow(tag string) block {
	for r.at < len(r.lines) {
		line := strings.ToLower(r.lines[r.at])
		r.at++
		if strings.Contains(line, "</"+tag) {
			break
		}
	}
	if tag == "style" {
		return remarkOf(diag.Warning, "IMP-09.estilo")
	}
	return remarkOf(diag.Warning, "IMP-09.programa", tag)
}

func (r *markdownReader) comment() block {
	var lines []string
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		r.at++
		lines = append(lines, line)
		if strings.Contains(line, "-->") {
			break
		}
	}
	if last := len(lines) - 1; !strings.Contains(lines[last], "-->") {
		lines[last] += " -->"
	}
	return block{kind: verbatim, label: "html", text: []inline{{kind: raw, text: strings.Join(lines, "\n")}}}
}

func (r *markdownReader) indented() block {
	var code []string
	for r.at < len(r.lines) && (strings.TrimSpace(r.lines[r.at]) == "" || indentOf(r.lines[r.at]) >= 4) {
		line := r.lines[r.at]
		if strings.HasPrefix(line, "\t") {
			line = line[1:]
		} else {
			line = line[min(4, len(line)-len(strings.TrimLeft(line, " "))):]
		}
		code = append(code, line)
		r.at++
	}
	return block{kind: codeBlock, code: strings.TrimRight(strings.Join(code, "\n"), "\n ")}
}
