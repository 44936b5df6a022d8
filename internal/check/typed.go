package check

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// typedRule: a number that was typed in a heading says what the heading's place
// says. One that goes on with a list was a point of it, and one that goes on with
// the number of a heading around it is on another level.
func typedRule() Rule {
	return Rule{Codes: []diag.Code{"EST-08"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.typedHeadings(r)
		}
	}}
}

// depths are the levels of headings, from 1.
const depths = 7

// trail is the way to a heading, level by level: the numbers of the headings
// around it, and of the last one beside each that has a number. nil is none.
type trail struct{ around, beside [depths][]int }

// enter goes on to a heading.
func (t *trail) enter(level int, number []int) {
	for l := level + 1; l < depths; l++ {
		t.around[l], t.beside[l] = nil, nil
	}
	t.around[level] = number
	if number != nil {
		t.beside[level] = number
	}
}

// outgrown is the number of a heading around one of a level that a number goes on
// with; "" for none.
func (t *trail) outgrown(level int, number []int) string {
	for l := level - 1; l > 0; l-- {
		if n := t.around[l]; len(n) >= len(number) && next(n[:len(number)], number) {
			var parts []string
			for _, p := range n {
				parts = append(parts, strconv.Itoa(p))
			}
			return strings.Join(parts, ".")
		}
	}
	return ""
}

func (x *Section) typedHeadings(r *reporter) {
	if !x.hasTyped() {
		return // nearly all
	}
	var way trail
	last := 0 // the number of the last point of an ordered list since a heading
	for i := range x.Outline.Blocks {
		b := &x.Outline.Blocks[i]
		switch b.Kind {
		case markdown.ListBlock:
			if b.Ordered && len(b.Blocks) > 0 {
				last = b.Blocks[len(b.Blocks)-1].Level
			}
		case markdown.HeadingBlock:
			level, number := min(x.typedLevel(b), depths-1), typedIn(x.Outline.Source(b))
			if number != nil && !next(way.beside[level], number) {
				n := number[len(number)-1]
				if len(number) == 1 && last > 0 && n == last+1 {
					r.block(x, b, diag.Warning, "EST-08", strconv.Itoa(n), b.Text)
				} else if above := way.outgrown(level, number); above != "" {
					r.block(x, b, diag.Warning, "EST-08.nivel", strconv.Itoa(n), b.Text, above)
				}
			}
			way.enter(level, number)
			last = 0
		}
	}
}

func (x *Section) hasTyped() bool {
	for i := range x.Outline.Blocks {
		if b := &x.Outline.Blocks[i]; b.Kind == markdown.HeadingBlock && typedIn(x.Outline.Source(b)) != nil {
			return true
		}
	}
	return false
}

// typedLevel is a heading's level as its author wrote it.
func (x *Section) typedLevel(b *markdown.Block) int {
	_, line := x.Outline.Place(b)
	if n := len(line) - len(strings.TrimLeft(line, "#")); n > 0 {
		return n
	}
	return b.Level
}

// typedIn is the number that opens a heading's source; nil for none. One number
// alone needs its mark: «3. Red», but not «3 servidores».
func typedIn(src []byte) (number []int) {
	line := src[:min(len(src), 60)]
	if k := bytes.IndexByte(line, '\n'); k >= 0 {
		line = line[:k]
	}
	line = bytes.TrimLeft(line, "#*_ \t")
	if len(line) == 0 || line[0] < '0' || line[0] > '9' {
		return nil // nearly all
	}
	end := bytes.IndexFunc(line, func(c rune) bool { return (c < '0' || c > '9') && c != '.' })
	if end < 0 {
		return nil
	}
	text := string(line[:end])
	if line[end] != ' ' && line[end] != '\t' && line[end] != ')' || !strings.Contains(text, ".") && line[end] != ')' {
		return nil
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(text, "."), ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n > 99 {
			return nil
		}
		number = append(number, n)
	}
	return number
}

// next tells whether a number comes right after another of the same length.
func next(a, b []int) bool {
	k := len(b) - 1
	return k >= 0 && len(a) == len(b) && slices.Equal(a[:k], b[:k]) && b[k] == a[k]+1
}
