package mend

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// numbered tells words that open with what may be a number of a heading, too.
var numbered = pattern.Of(`^[*_]{0,3}(?:[0-9]|[IVX]+[.)])`)

// blanks is what stands between a typed number and the words.
const blanks = " \t\u00a0"

// typedNumber takes a number out of a heading.
func typedNumber(p *page, d diag.Diagnostic) change {
	start := p.at(d.Pos.Line, d.Pos.Col)
	if start < 0 || len(d.Args) == 0 {
		return change{}
	}
	line := p.line(d.Pos.Line)[start-p.starts[d.Pos.Line-1]:]
	rest := strings.TrimLeft(strings.TrimLeft(line, "#"), " \t")
	marks := rest[:len(rest)-len(strings.TrimLeft(rest, "*_"))]
	words, ok := strings.CutPrefix(rest[len(marks):], d.Args[0])
	if !ok || len(marks) > 3 {
		return change{}
	}
	from := start + len(line) - len(rest)
	if after, closed := strings.CutPrefix(words, marks); closed { // **3.2.** Red
		words = after
	} else {
		from += len(marks)
	}
	words = strings.TrimLeft(words, blanks)
	if strings.TrimSpace(words) == "" || numbered.MatchString(words) || strings.HasPrefix(words, "#") {
		return change{}
	}
	to := start + len(line) - len(words)
	return change{edits: []Edit{{from, to, ""}}, gone: [][]string{strings.Fields(d.Args[0])}}
}

// underline is the line below such a heading.
var underline = pattern.Of(`^[ \t>]*(=+|-+)[ \t]*$`)

// underlined writes a heading with number signs instead of a line below it.
func underlined(p *page, d diag.Diagnostic) change {
	b := p.blocks[d.Pos]
	start := p.at(d.Pos.Line, d.Pos.Col)
	if b == nil || b.Kind != markdown.HeadingBlock || start < 0 {
		return change{}
	}
	last := d.Pos.Line + 1
	for last <= len(p.starts) && !underline.MatchString(p.line(last)) {
		if strings.TrimSpace(p.line(last)) == "" {
			return change{}
		}
		last++
	}
	if last > len(p.starts) {
		return change{}
	}
	var c change
	sign := "# "
	if strings.Contains(p.line(last), "-") {
		sign = "## "
	}
	c.edits = append(c.edits, Edit{start, start, sign})
	for n := d.Pos.Line; n < last-1; n++ { // the words go on: they come to one line
		line := p.line(n)
		if strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`) {
			return change{}
		}
		next := p.line(n + 1)
		from := p.starts[n-1] + len(strings.TrimRight(line, " \t"))
		c.edits = append(c.edits, Edit{from, p.starts[n] + len(next) - len(strings.TrimLeft(next, " \t>")), " "})
	}
	from, to := p.starts[last-1], p.end(last)
	if to == len(p.text) && (to == 0 || p.text[to-1] != '\n') {
		from-- // the file has no line break at its end
	}
	c.edits = append(c.edits, Edit{from, to, ""})
	return c
}

// captionLabel is a caption's label with its number.
var captionLabel = pattern.Of(`^([*_]{0,3}\pL+)[ \t\x{a0}]+(?:(?:[Nn](?:[º°o]?\.[º°]?|[º°o]|[úu]m\.|ro\.)|#)[ \t\x{a0}]*)?\d+(?:[.-]\d+)*([*_]{0,3})[ \t]*(?:[.:]|[-–—])?([*_]{0,3})[ \t\x{a0}]*`)

// captionNumber takes a number out of a caption's label.
func captionNumber(p *page, d diag.Diagnostic) change {
	start := p.at(d.Pos.Line, d.Pos.Col)
	if start < 0 {
		return change{}
	}
	line := p.line(d.Pos.Line)[start-p.starts[d.Pos.Line-1]:]
	m := captionLabel.FindStringSubmatch(line)
	if m == nil || strings.TrimSpace(line[len(m[0]):]) == "" {
		return change{}
	}
	return change{edits: []Edit{{start + len(m[1]), start + len(m[0]), ":" + m[2] + m[3] + " "}}}
}
