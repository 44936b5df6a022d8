package mend

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"folio/internal/source"
)

func compareEdits(a, b Edit) int { return cmp.Or(a.Start-b.Start, a.End-b.End) }

// edits are those of some changes, in order.
func edits(list []change) []Edit {
	var all []Edit
	for _, c := range list {
		all = append(all, c.edits...)
	}
	slices.SortStableFunc(all, compareEdits)
	return all
}

// with adds edits to some that are in order; ok is false when two would change
// the same bytes.
func with(taken, more []Edit) (all []Edit, ok bool) {
	for k, e := range more {
		i, same := slices.BinarySearchFunc(taken, e, compareEdits)
		if same || i > 0 && taken[i-1].End > e.Start || i < len(taken) && taken[i].Start < e.End || k > 0 && more[k-1].End > e.Start {
			return taken, false
		}
	}
	for _, e := range more {
		i, _ := slices.BinarySearchFunc(taken, e, compareEdits)
		taken = slices.Insert(taken, i, e)
	}
	return taken, true
}

// apply makes edits that are in order.
func apply(text []byte, list []Edit) []byte {
	out := make([]byte, 0, len(text)+64)
	at := 0
	for _, e := range list {
		out = append(append(out, text[at:e.Start]...), e.Text...)
		at = e.End
	}
	return append(out, text[at:]...)
}

// line is the n-th line, from 1, without its end.
func (p *page) line(n int) string {
	line, _, _ := bytes.Cut(p.text[p.starts[n-1]:], []byte("\n"))
	return string(line)
}

// end is where a line ends, with its line break.
func (p *page) end(n int) int {
	if n < len(p.starts) {
		return p.starts[n]
	}
	return len(p.text)
}

// at is the byte of a column, in runes from 1, of a line; -1 beyond its end.
func (p *page) at(line, col int) int {
	text := p.line(line)
	for i := range text {
		if col--; col == 0 {
			return p.starts[line-1] + i
		}
	}
	if col == 1 {
		return p.starts[line-1] + len(text)
	}
	return -1
}

// rawEdits are edits of the text as edits of the file's own bytes.
func (p *page) rawEdits(raw []byte, list []Edit) []Edit {
	out := make([]Edit, 0, len(list))
	at, k := len(raw)-len(source.WithoutBOM(raw)), 0
	// to is the place of a byte of the text among the file's.
	to := func(offset int) int {
		for ; k < offset; k++ {
			if raw[at] == '\r' && at+1 < len(raw) && raw[at+1] == '\n' {
				at++
			}
			at++
		}
		return at
	}
	for _, e := range list {
		start := to(e.Start)
		ending := lineEnd(raw, start)
		out = append(out, Edit{start, to(e.End), strings.ReplaceAll(e.Text, "\n", ending)})
	}
	return out
}

// lineEnd is how the line ends in which a byte stands, or the one before the last.
func lineEnd(raw []byte, at int) string {
	i := bytes.IndexAny(raw[at:], "\r\n")
	if i += at; i < at {
		if i = bytes.LastIndexAny(raw[:at], "\r\n"); i < 0 {
			return "\n"
		}
		if i > 0 && raw[i] == '\n' && raw[i-1] == '\r' {
			i--
		}
	}
	switch {
	case raw[i] == '\n':
		return "\n"
	case i+1 < len(raw) && raw[i+1] == '\n':
		return "\r\n"
	}
	return "\r"
}
