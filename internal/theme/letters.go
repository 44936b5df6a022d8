package theme

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The control header of a sheet is a drawing, whose lines must be broken before
// any browser sees it. So Folio knows how wide letters are in the one family
// that every system has under some name (Arial, Helvetica, Liberation Sans: all
// of the same measures), in thousandths of its size.

// face is a weight of that family: the widths of ASCII from the blank on.
type face [95]uint16

var (
	plainFace = face{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	boldFace = face{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
		975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
		333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
		611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
)

// Widths of what is neither a letter of ASCII nor one with a mark.
const (
	otherWidth = 600
	wideWidth  = 1000 // ideographs, and what has no width of its own to go by
)

// width is that of a text, in thousandths of the size.
func (f *face) width(text string) int {
	w := 0
	for _, r := range text {
		w += f.rune(r)
	}
	return w
}

func (f *face) rune(r rune) int {
	if r >= utf8.RuneSelf {
		// A letter with a mark is as wide as the letter.
		if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
			r = rune(d[0])
		}
	}
	switch {
	case r >= ' ' && int(r-' ') < len(f):
		return int(f[r-' '])
	case r > 0x2e7f:
		return wideWidth
	default:
		return otherWidth
	}
}

// run is a text of one weight.
type run struct {
	text string
	bold bool
}

func (r run) face() *face {
	if r.bold {
		return &boldFace
	}
	return &plainFace
}

// wrap breaks runs into lines that are at most so wide, in thousandths of the
// size: between words, and a word that is longer than a line where it must be.
func wrap(most int, runs ...run) [][]run {
	w := wrapper{most: most}
	for _, r := range runs {
		for i, word := range strings.Fields(r.text) {
			w.word(run{word, r.bold}, i > 0 || len(w.line) > 0)
		}
	}
	w.end()
	return w.lines
}

// wrapper is a line in the making and those before it.
type wrapper struct {
	most, used int
	line       []run
	lines      [][]run
}

// word sets a word, after a blank if the line has something already.
func (w *wrapper) word(r run, apart bool) {
	f := r.face()
	blank, width := f.rune(' '), f.width(r.text)
	if len(w.line) > 0 && w.used+blank+width > w.most {
		w.end()
	}
	if len(w.line) == 0 {
		for width > w.most {
			head := f.head(r.text, w.most)
			w.add(run{head, r.bold}, f.width(head))
			w.end()
			r.text = r.text[len(head):]
			width = f.width(r.text)
		}
		if r.text != "" {
			w.add(r, width)
		}
		return
	}
	if apart {
		r.text, width = " "+r.text, width+blank
	}
	w.add(r, width)
}

// head is what of a text fits into a line, and its first letter at least.
func (f *face) head(text string, most int) string {
	w := 0
	for i, r := range text {
		if w += f.rune(r); w > most && i > 0 {
			return text[:i]
		}
	}
	return text
}

func (w *wrapper) add(r run, width int) {
	w.used += width
	if n := len(w.line); n > 0 && w.line[n-1].bold == r.bold {
		w.line[n-1].text += r.text
		return
	}
	w.line = append(w.line, r)
}

func (w *wrapper) end() {
	if len(w.line) > 0 {
		w.lines = append(w.lines, w.line)
	}
	w.line, w.used = nil, 0
}
