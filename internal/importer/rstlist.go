package importer

import (
	"strconv"
	"strings"

	"folio/internal/pattern"
)

// numberedItem tells a point of a list from a sentence that begins like one.
func (r *rstReader) numberedItem(lines []string, at int) bool {
	m := rstNumber.FindStringSubmatch(lines[at])
	if m[1] >= "A" && len(m[1]) == 1 && m[1] != "a" && m[1] != "A" && m[1] != "i" && m[1] != "I" {
		return false
	}
	if at+1 >= len(lines) || strings.TrimSpace(lines[at+1]) == "" {
		return true
	}
	return indentation(lines[at+1]) >= len(m[0]) || rstNumber.MatchString(lines[at+1])
}

func (r *rstReader) list(lines []string, at int, mark *pattern.Pattern, numbers bool) (block, int) {
	out := block{kind: listBlock, ordered: numbers, start: 1}
	first := mark.FindStringSubmatch(lines[at])
	if k, err := strconv.Atoi(first[1]); err == nil {
		out.start = k
	} else if numbers && first[1] != "#" {
		out.letter = first[1]
	}
	for at < len(lines) {
		m := mark.FindStringSubmatch(lines[at])
		if m == nil || !numbers && m[1] != first[1] || numbers && !goesOnWith(first[1], m[1], out.start, len(out.items)) {
			break
		}
		width := len(m[0])
		body := []string{lines[at][width:]}
		k := at + 1
		for ; k < len(lines); k++ {
			if strings.TrimSpace(lines[k]) == "" {
				body = append(body, "")
				continue
			}
			if indentation(lines[k]) < min(width, 2) {
				break
			}
			body = append(body, lines[k][min(width, indentation(lines[k])):])
		}
		out.items = append(out.items, r.blocks(body))
		at = k
	}
	return out, at
}

// goesOnWith tells whether a mark can be the next of a list of numbers: of the same kind,
// and the one that comes. n points were before it.
func goesOnWith(first, mark string, start, n int) bool {
	switch {
	case n == 0 || mark == "#":
		return n == 0 || first == "#" || isDigit(first[0])
	case isDigit(first[0]) || isDigit(mark[0]):
		return isDigit(first[0]) && isDigit(mark[0]) && number(mark) == start+n
	case first == "#":
		return false
	}
	roman := first == "i" || first == "I" || len(first) > 1
	return roman || len(mark) == 1 && int(mark[0]) == int(first[0])+n
}

// fields reads a list of fields: at the beginning of a document, what it says of
// itself.
func (r *rstReader) fields(lines []string, at int, front bool) (out []block, next int) {
	for at < len(lines) {
		m := rstField.FindStringSubmatch(strings.TrimRight(lines[at], " "))
		if m == nil {
			break
		}
		body, end := rstBody(lines, at+1)
		body = append([]string{m[2]}, body...)
		at = end
		if front {
			r.doc.origin = append(r.doc.origin, pair{m[1], strings.Join(strings.Fields(strings.Join(body, " ")), " ")})
			continue
		}
		out = append(out, block{kind: definition, text: r.inlines(m[1]), blocks: r.blocks(body)})
	}
	return out, at
}
