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

// numbered is a heading as its number says.
type numbered struct {
	level  int
	number []int // nil for none
}

func (x *Section) typedHeadings(r *reporter) {
	if !x.hasTyped() {
		return // nearly all
	}
	var seen []numbered // of this page, in order
	last := 0           // the number of the last point of an ordered list since a heading
	for i := range x.Outline.Blocks {
		b := &x.Outline.Blocks[i]
		switch b.Kind {
		case markdown.ListBlock:
			if b.Ordered && len(b.Blocks) > 0 {
				last = b.Blocks[len(b.Blocks)-1].Level
			}
		case markdown.HeadingBlock:
			h := numbered{x.typedLevel(b), typedIn(x.Outline.Source(b))}
			if h.number != nil && !follows(seen, h) {
				n := h.number[len(h.number)-1]
				if len(h.number) == 1 && last > 0 && n == last+1 {
					r.block(x, b, diag.Warning, "EST-08", strconv.Itoa(n), b.Text)
				} else if above := outgrown(seen, h); above != "" {
					r.block(x, b, diag.Warning, "EST-08.nivel", strconv.Itoa(n), b.Text, above)
				}
			}
			seen, last = append(seen, h), 0
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
	return len(a) == len(b) && slices.Equal(a[:k], b[:k]) && b[k] == a[k]+1
}

// follows tells whether a heading goes on with those beside it.
func follows(seen []numbered, h numbered) bool {
	for i := len(seen) - 1; i >= 0 && seen[i].level >= h.level; i-- {
		if seen[i].level == h.level && seen[i].number != nil {
			return next(seen[i].number, h.number)
		}
	}
	return false
}

// outgrown is the number of a heading around this one that this one's goes on
// with; "" for none.
func outgrown(seen []numbered, h numbered) string {
	level := h.level
	for i := len(seen) - 1; i >= 0; i-- {
		if seen[i].level >= level {
			continue
		}
		level = seen[i].level
		if n := seen[i].number; len(n) >= len(h.number) && next(n[:len(h.number)], h.number) {
			var parts []string
			for _, p := range n {
				parts = append(parts, strconv.Itoa(p))
			}
			return strings.Join(parts, ".")
		}
	}
	return ""
}
