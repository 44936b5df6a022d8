package importer

import "strings"

// list takes a whole list with all that is in it. Listings in it stay as they are,
// but for their languages, which are Folio's to see to.
func (r *markdownReader) list() []block {
	var lines []string
	fence := ""
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		if fence == "" && len(lines) > 0 {
			bare := strings.TrimSpace(line)
			afterBlank := strings.TrimSpace(lines[len(lines)-1]) == ""
			if bare != "" && indentOf(line) == 0 && !listLine.MatchString(line) && (afterBlank || atxLine.MatchString(line) || fenceLine.MatchString(line) || ruleLine.MatchString(line)) {
				break
			}
			if bare != "" && ruleLine.MatchString(line) && indentOf(line) == 0 {
				break
			}
		}
		if m := fenceLine.FindStringSubmatch(line); m != nil {
			if fence == "" {
				fence = m[2]
			} else if strings.HasPrefix(m[2], fence) && strings.TrimSpace(m[3]) == "" {
				fence = ""
			}
		}
		lines = append(lines, line)
		r.at++
	}
	return []block{{kind: verbatim, label: "list", text: r.proseLines(lines)}}
}

// bullets are the points of lines that all begin with a typed bullet; nil when
// they do not.
func (r *markdownReader) bullets(lines []string) (items [][]block) {
	for _, l := range lines {
		bare := strings.TrimSpace(l)
		if !isBullet(bare) {
			return nil
		}
		first := []rune(bare)[0]
		items = append(items, []block{{kind: verbatim, text: r.pieces(strings.TrimLeft(strings.TrimPrefix(bare, string(first)), blanks))}})
	}
	return items
}
