package importer

import "strings"

func (r *adocReader) list() []block {
	var points []point
	depths := []string{} // signs of the lists around, the outermost first
	for r.at < len(r.lines) {
		line := strings.TrimRight(r.lines[r.at], " \t")
		if strings.TrimSpace(line) == "" {
			k := r.at
			for k < len(r.lines) && strings.TrimSpace(r.lines[k]) == "" {
				k++
			}
			if k < len(r.lines) && adocList.MatchString(r.lines[k]) {
				r.at = k
				continue
			}
			break
		}
		m := adocList.FindStringSubmatch(line)
		if m == nil {
			if line == "+" && len(points) > 0 {
				r.at++
				points[len(points)-1].body = append(points[len(points)-1].body, r.attached()...)
				continue
			}
			if len(points) > 0 && !adocBlock.MatchString(line) && !adocFence.MatchString(line) && !adocTitle.MatchString(line) {
				p := &points[len(points)-1]
				if n := len(p.body); n > 0 && p.body[n-1].kind == paragraph {
					p.body[n-1].text = append(append(p.body[n-1].text, say(" ")), r.inline.read(strings.TrimSpace(line))...)
					r.at++
					continue
				}
			}
			break
		}
		r.at++
		sign := m[1]
		if isDigit(sign[0]) {
			sign = "1."
		}
		if sign[0] == '<' {
			sign = "<1>"
		}
		if len(depths) > 0 && (sign == "<1>") != (depths[0] == "<1>") {
			r.at--
			break
		}
		depth := -1
		for i, s := range depths {
			if s == sign {
				depth = i
			}
		}
		if depth < 0 {
			depths = append(depths, sign)
			depth = len(depths) - 1
		}
		depths = depths[:depth+1]
		text := m[2]
		var box []inline
		for _, mark := range []string{"[ ] ", "[x] ", "[*] "} {
			if rest, ok := strings.CutPrefix(text, mark); ok {
				box = []inline{{kind: raw, text: strings.Replace(mark, "*", "x", 1)}}
				text = rest
			}
		}
		points = append(points, point{depth, sign[0] == '.' || sign == "1." || sign == "<1>", []block{para(append(box, r.words([]string{text})...)...)}})
	}
	return nested(points)
}

// adocLetters are the styles of lists that count by letters.
var adocLetters = map[string]string{"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I", "lowergreek": "α"}

// attached reads the block that a plus joins to a point of a list.
func (r *adocReader) attached() []block {
	start := r.at
	for r.at < len(r.lines) && (adocBlock.MatchString(strings.TrimSpace(r.lines[r.at])) || adocCaption.MatchString(r.lines[r.at])) {
		r.at++
	}
	if r.at >= len(r.lines) {
		return nil
	}
	if bare := strings.TrimSpace(r.lines[r.at]); adocFence.MatchString(bare) || strings.HasPrefix(bare, "|===") {
		r.inside(bare)
	} else {
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) != "" && strings.TrimSpace(r.lines[r.at]) != "+" && !adocList.MatchString(r.lines[r.at]) {
			r.at++
		}
		if r.at == start {
			r.at++
		}
	}
	return r.sub(r.lines[start:min(r.at, len(r.lines))])
}

func (r *adocReader) terms() (out []block) {
	for r.at < len(r.lines) {
		m := adocTerm.FindStringSubmatch(strings.TrimRight(r.lines[r.at], " \t"))
		if m == nil {
			break
		}
		r.at++
		b := block{kind: definition, text: r.inline.read(strings.TrimSpace(m[1]))}
		var lines []string
		if m[3] != "" {
			lines = append(lines, m[3])
		}
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) == "" && len(lines) == 0 {
			r.at++
		}
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) != "" && !adocTerm.MatchString(r.lines[r.at]) && r.lines[r.at] != "+" {
			lines = append(lines, strings.TrimSpace(r.lines[r.at]))
			r.at++
		}
		if len(lines) > 0 {
			b.blocks = r.sub(lines)
		}
		for r.at < len(r.lines) && r.lines[r.at] == "+" {
			r.at++
			b.blocks = append(b.blocks, r.attached()...)
		}
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) == "" {
			r.at++
		}
		if len(b.blocks) == 0 {
			b = para(inline{kind: strong, kids: b.text})
		}
		out = append(out, b)
	}
	return out
}
