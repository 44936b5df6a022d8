package mend

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
)

// around is how many lines a diff shows before and after those that change.
const around = 3

// hunk is a stretch of lines that change, from the first to before the last.
type hunk struct {
	from, to int
	text     []byte // of the lines that come
}

// Diff shows edits of a file as a unified diff, which the program patch reads.
func Diff(name string, raw []byte, list []Edit) []byte {
	starts := []int{0}
	for i, c := range raw {
		if c == '\n' && i+1 < len(raw) {
			starts = append(starts, i+1)
		}
	}
	hunks := hunksOf(raw, starts, list)
	if len(hunks) == 0 {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", name, name)
	moved := 0 // lines that came, less those that went
	for i := 0; i < len(hunks); {
		k := i + 1
		for k < len(hunks) && hunks[k].from-hunks[k-1].to <= 2*around {
			k++
		}
		moved += writeHunks(&b, raw, starts, hunks[i:k], moved)
		i = k
	}
	return b.Bytes()
}

// hunksOf gathers edits that touch the same lines or neighbours.
func hunksOf(raw []byte, starts []int, list []Edit) (hunks []hunk) {
	at := func(line int) int {
		if line < len(starts) {
			return starts[line]
		}
		return len(raw)
	}
	lineOf := func(offset int) int { return sort.SearchInts(starts, offset+1) - 1 }
	for i := 0; i < len(list); {
		h := hunk{from: lineOf(list[i].Start)}
		k := i
		for ; k < len(list) && (k == i || list[k].Start < at(h.to)); k++ {
			e := list[k]
			last := lineOf(max(e.Start, e.End-1))
			if e.End > e.Start && raw[e.End-1] == '\n' && e.Start > at(lineOf(e.Start)) {
				last++ // the next line joins this one
			}
			h.to = max(h.to, min(last+1, len(starts)))
		}
		from, to := at(h.from), at(h.to)
		var shifted []Edit
		for _, e := range list[i:k] {
			shifted = append(shifted, Edit{e.Start - from, e.End - from, e.Text})
		}
		h.text = apply(raw[from:to], shifted)
		h.narrow(raw, at)
		hunks = append(hunks, h)
		i = k
	}
	return slices.DeleteFunc(hunks, func(h hunk) bool { return h.from == h.to && len(h.text) == 0 })
}

// narrow leaves out lines at the end that stay as they are.
func (h *hunk) narrow(raw []byte, at func(int) int) {
	for h.to > h.from {
		last := raw[at(h.to-1):at(h.to)]
		rest, same := bytes.CutSuffix(h.text, last)
		if !same || len(rest) > 0 && rest[len(rest)-1] != '\n' {
			return
		}
		h.text, h.to = rest, h.to-1
	}
}

// writeHunks writes neighbours with the lines around them, and returns how many
// lines came more than went.
func writeHunks(b *bytes.Buffer, raw []byte, starts []int, hunks []hunk, moved int) int {
	from, to := max(hunks[0].from-around, 0), min(hunks[len(hunks)-1].to+around, len(starts))
	more := 0
	for _, h := range hunks {
		more += countLines(h.text) - (h.to - h.from)
	}
	fmt.Fprintf(b, "@@ -%s +%s @@\n", lineRange(from, to-from), lineRange(from+moved, to-from+more))
	line := func(mark byte, text []byte) {
		b.WriteByte(mark)
		b.Write(text)
		if len(text) == 0 || text[len(text)-1] != '\n' {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
	old := func(mark byte, from, to int) {
		for i := from; i < to; i++ {
			end := len(raw)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			line(mark, raw[starts[i]:end])
		}
	}
	at := from
	for _, h := range hunks {
		old(' ', at, h.from)
		old('-', h.from, h.to)
		for text := range bytes.Lines(h.text) {
			line('+', text)
		}
		at = h.to
	}
	old(' ', at, to)
	return more
}

func countLines(text []byte) (n int) {
	for range bytes.Lines(text) {
		n++
	}
	return n
}

// lineRange is a stretch of lines as a diff has it.
func lineRange(from, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, n)
}
