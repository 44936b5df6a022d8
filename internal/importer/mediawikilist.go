package importer

import "strings"

func (r *mediaReader) list() (out []block) {
	var points []point
	flush := func() {
		out = append(out, nested(points)...)
		points = nil
	}
	for r.at < len(r.lines) {
		m := mediaList.FindStringSubmatch(r.lines[r.at])
		if m == nil {
			if codeBegins(strings.TrimSpace(r.lines[r.at])) == 0 && len(points) > 0 { // it interrupts the list
				last := &points[len(points)-1]
				last.body = append(last.body, r.code())
				continue
			}
			break
		}
		r.at++
		signs, text := m[1], m[2]
		last := signs[len(signs)-1]
		if i := codeBegins(text); i >= 0 {
			r.at--
			r.lines[r.at] = text[i:]
			text = text[:i]
		}
		switch {
		case last == ';':
			flush()
			term, meaning, ok := strings.Cut(text, " :")
			b := block{kind: definition, text: r.words(term)}
			for !ok && r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], ":") {
				b.blocks = append(b.blocks, para(r.words(strings.TrimSpace(r.lines[r.at][1:]))...))
				r.at++
			}
			if ok {
				b.blocks = []block{para(r.words(meaning)...)}
			}
			if len(b.blocks) == 0 {
				b = para(inline{kind: strong, kids: b.text})
			}
			out = append(out, b)
		case last == ':' && len(points) > 0:
			p := &points[len(points)-1]
			p.body = append(p.body, para(r.words(text)...))
		case last == ':':
			out = append(out, para(r.words(text)...))
		default:
			points = append(points, point{len(signs), last == '#', []block{para(r.words(text)...)}})
		}
	}
	flush()
	return out
}
