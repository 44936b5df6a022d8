package importer

import (
	"strings"

	"folio/internal/pattern"
)

// proseLines tidies lines of which some may be code, and finds what is linked.
func (r *markdownReader) proseLines(lines []string) (out []inline) {
	var prose []string
	flush := func() {
		if len(prose) > 0 {
			out = append(out, r.pieces(strings.Join(tidyLines(prose), "\n"))...)
			prose = nil
		}
	}
	fence := ""
	for i, line := range lines {
		m := fenceLine.FindStringSubmatch(line)
		closes := m != nil && fence != "" && strings.HasPrefix(m[2], fence) && strings.TrimSpace(m[3]) == ""
		switch {
		case fence == "" && m == nil:
			prose = append(prose, line)
			continue
		case fence == "":
			flush()
			fence = m[2]
		case closes:
			fence = ""
		}
		if i > 0 {
			line = "\n" + line
		}
		out = append(out, inline{kind: raw, text: line})
		if fence == "" && i+1 < len(lines) {
			out = append(out, inline{kind: raw, text: "\n"})
		}
	}
	flush()
	if n := len(out); n > 0 && out[n-1].kind == raw {
		out[n-1].text = strings.TrimRight(out[n-1].text, "\n \t")
	}
	return out
}

var manyBlanks = pattern.Of(`(\S)[ ]{2,}(\S)`)

// tidyLines takes off the blanks that nobody sees: doubled ones and those at the
// ends of lines. Two at an end break the line, which is then said so.
func tidyLines(lines []string) []string {
	for i, line := range lines {
		bare := strings.TrimRight(line, " \t")
		if strings.HasSuffix(line, "  ") && bare != "" && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && !listLine.MatchString(lines[i+1]) {
			bare += `\`
		}
		lead := len(bare) - len(strings.TrimLeft(bare, " \t"))
		if m := listLine.FindString(bare); m != "" {
			lead = len(m)
			lead += len(bare[lead:]) - len(strings.TrimLeft(bare[lead:], " \t"))
		}
		if !strings.Contains(bare, "`") {
			bare = bare[:lead] + manyBlanks.ReplaceAllString(bare[lead:], "$1 $2")
		}
		lines[i] = bare
	}
	return lines
}

// paragraph takes a paragraph, or a heading that is underlined, a table, or a list
// of typed bullets.
func (r *markdownReader) paragraph() []block {
	var lines []string
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		bare := strings.TrimSpace(line)
		if bare == "" || atxLine.MatchString(line) || fenceLine.MatchString(line) || swallowLine.MatchString(line) || markedLine.MatchString(line) {
			break
		}
		if len(lines) > 0 {
			if level := setext(line); level > 0 && !strings.Contains(lines[len(lines)-1], "\t") {
				r.at++
				return r.heading(level, strings.Join(tidyLines(lines), " "))
			}
			if delimiterLine.MatchString(line) && strings.Contains(line, "-") && strings.Contains(lines[len(lines)-1], "|") {
				return r.tableAfter(lines)
			}
			if ruleLine.MatchString(line) || strings.HasPrefix(bare, ">") || listLine.MatchString(line) && strings.TrimLeft(line, " \t")[0] != '1' && !isDigit(bare[0]) || strings.HasPrefix(bare, "1. ") || strings.HasPrefix(bare, "1) ") || htmlLine.MatchString(line) {
				break
			}
		}
		lines = append(lines, line)
		r.at++
	}
	if items := r.bullets(lines); items != nil {
		return []block{{kind: listBlock, label: "bullets", items: items}}
	}
	tabs := false
	for _, l := range lines {
		tabs = tabs || strings.Contains(strings.Trim(l, " \t"), "\t")
	}
	if !tabs {
		lines = tidyLines(lines)
	}
	text := r.pieces(strings.Join(lines, "\n"))
	if in := withoutBlankRaw(text); onlyImages(withoutAttributes(in)) {
		return []block{{kind: figure, text: in}}
	}
	return []block{{kind: verbatim, text: text}}
}

// withoutAttributes takes off the braces behind pictures.
func withoutAttributes(text []inline) (out []inline) {
	for _, x := range text {
		if x.kind != raw || imageAttr.FindString(strings.TrimSpace(x.text)) != strings.TrimSpace(x.text) {
			out = append(out, x)
		}
	}
	return out
}

func withoutBlankRaw(text []inline) (out []inline) {
	for _, x := range text {
		if x.kind != raw || strings.TrimSpace(x.text) != "" {
			out = append(out, x)
		}
	}
	return out
}

// tableAfter takes the rest of a table whose head is the last of some lines.
func (r *markdownReader) tableAfter(lines []string) (out []block) {
	head := lines[len(lines)-1]
	if before := lines[:len(lines)-1]; len(before) > 0 {
		out = append(out, block{kind: verbatim, text: r.pieces(strings.Join(tidyLines(before), "\n"))})
	}
	rows := append([]string{head}, r.until(func(l string) bool { return strings.TrimSpace(l) == "" })...)
	return append(out, block{kind: verbatim, label: "table", text: r.pieces(strings.Join(rows, "\n"))})
}
