package corpus

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// sentence is some words and a full stop; a rich one has emphasis, code and
// links in it.
func (w *writer) sentence(rich bool) string {
	n := 6 + w.IntN(14)
	words := make([]string, n)
	for i := range words {
		x := w.word()
		if i == 0 {
			x = capital(x)
		}
		if rich {
			switch c := w.IntN(100); {
			case c < 4:
				x = "**" + x + " " + pick(w, nouns) + "**"
			case c < 7:
				x = "*" + x + "*"
			case c < 11:
				x = "`" + pick(w, codeLike) + "`"
			case c < 12:
				x = "[" + x + " " + pick(w, nouns) + "](" + w.target() + ")"
			}
		}
		if i > 2 && i < n-2 && w.chance(11) {
			x += ","
		}
		words[i] = x
	}
	return strings.Join(words, " ") + "."
}

// target is where a link leads: mostly to a section of this manual.
func (w *writer) target() string {
	switch n := w.IntN(24); {
	case n < 2:
		return fmt.Sprintf("https://docs.example/articulo/%d", w.IntN(500))
	case n < 6:
		return "../" + Folder(w.IntN(w.manuals)) + "/" + coverName
	case n < 10:
		return "../" + Folder(w.IntN(w.manuals)) + "/" + w.anchored(1+w.IntN(Pages-1))
	default:
		return w.anchored(1 + w.IntN(Pages-1))
	}
}

func (w *writer) anchored(section int) string {
	if w.chance(25) {
		return fmt.Sprintf("%s#cierre-%02d", File(section), section)
	}
	return File(section)
}

func (w *writer) paragraph() {
	for range 2 + w.IntN(3) {
		w.put("%s ", w.sentence(true))
	}
	w.page.Truncate(w.page.Len() - 1)
	if len(w.notes) < 3 && w.chance(30) {
		w.notes = append(w.notes, w.sentence(false))
		w.put("[^n%d]", len(w.notes))
	}
	w.put("\n\n")
}

func (w *writer) callout() {
	w.put("> [!%s]\n> %s\n", pick(w, []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}), w.sentence(true))
	if w.chance(50) {
		w.put("> %s\n", w.sentence(false))
	}
	w.put("\n")
}

// steps is an ordered list with a listing in one step and some bullets.
func (w *writer) steps() {
	n := 3 + w.IntN(4)
	listing := w.IntN(n)
	for i := range n {
		w.put("%d. %s %s\n", i+1, capital(pick(w, verbs)), w.sentence(true))
		switch {
		case i == listing:
			w.put("\n")
			w.code("   ")
		case w.chance(33):
			w.put("   - %s\n   - %s\n", w.sentence(false), w.sentence(false))
		}
	}
	w.put("\n")
}

func (w *writer) table() {
	columns := 3 + w.IntN(3)
	var head, rule strings.Builder
	for range columns {
		head.WriteString(" " + capital(pick(w, nouns)) + " |")
		rule.WriteString(pick(w, []string{" --- |", " :--- |", " ---: |"}))
	}
	w.put("|%s\n|%s\n", head.String(), rule.String())
	for range 4 + w.IntN(6) {
		w.put("|")
		for range columns {
			switch w.IntN(5) {
			case 0:
				w.put(" `%s` |", pick(w, codeLike))
			case 1:
				w.put(" %d |", w.IntN(65536))
			case 2:
				w.put(" [%s](%s) |", pick(w, nouns), w.target())
			default:
				w.put(" %s |", w.phrase(1+w.IntN(3)))
			}
		}
		w.put("\n")
	}
	w.put("\n")
}

func (w *writer) image() { w.put("![%s](img/arquitectura.png)\n\n", capital(w.phrase(4))) }

// diagram is the picture that every manual has: boxes on a grid.
func diagram() ([]byte, error) {
	const width, height, cell = 640, 320, 80
	colours := color.Palette{color.White, color.RGBA{0x1f, 0x5a, 0x44, 0xff}, color.RGBA{0xcf, 0xe3, 0xd8, 0xff}}
	im := image.NewPaletted(image.Rect(0, 0, width, height), colours)
	for y := range height {
		for x := range width {
			switch {
			case x%cell == 0 || y%cell == 0:
				im.SetColorIndex(x, y, 1)
			case (x/cell+y/cell)%2 == 0:
				im.SetColorIndex(x, y, 2)
			}
		}
	}
	var data bytes.Buffer
	err := png.Encode(&data, im)
	return data.Bytes(), err
}
