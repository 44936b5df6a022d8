package diagram

import (
	"strings"
	"unicode/utf8"
)

// face is a weight of the site's font.
type face struct {
	ascii [95]uint16 // from the blank on
	latin [96]uint16 // from the no-break space on
	other []uint16   // of otherRunes
}

// unknownWidth is that of a character which the font does not have: the widest
// that another font may show.
const unknownWidth = 1000

func (f *face) rune(r rune) int {
	switch {
	case r >= ' ' && r <= '~':
		return int(f.ascii[r-' '])
	case r >= 0xa0 && r <= 0xff:
		return int(f.latin[r-0xa0])
	}
	i := 0
	for _, o := range otherRunes {
		if o == r {
			return int(f.other[i])
		}
		i++
	}
	return unknownWidth
}

// font is a face at a size, with the height of its lines.
type font struct {
	face  *face
	size  float64
	line  float64
	class string // of the text in the drawing
}

// The fonts of a drawing.
var (
	nameFont  = font{&semibold, 15, 20, "n"}
	kindFont  = font{&regular, 12.5, 17, "k"}
	wordsFont = font{&regular, 13, 18, "w"}
	labelFont = font{&regular, 12.5, 16, "l"}
	techFont  = font{&regular, 12.5, 16, "k"}
	titleFont = font{&semibold, 14, 19, "b"}
)

// width is that of a text, in pixels.
func (f *font) width(text string) float64 {
	w := 0
	for _, r := range text {
		w += f.face.rune(r)
	}
	return float64(w) * f.size / 1000
}

// wrap breaks a text into lines that are no wider than most.
func (f *font) wrap(text string, most float64) []string {
	var lines []string
	for part := range strings.SplitSeq(text, "\n") {
		line, width := "", 0.0
		blank := f.width(" ")
		for _, word := range words(part) {
			for _, piece := range f.pieces(word, most) {
				w := f.width(piece)
				switch {
				case line == "":
					line, width = piece, w
				case width+blank+w <= most:
					line, width = line+" "+piece, width+blank+w
				default:
					lines = append(lines, line)
					line, width = piece, w
				}
			}
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// words are what a line may be broken between: a number stays with the word
// before it, "Java 21".
func words(text string) []string {
	list := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' })
	out := list[:0]
	for _, w := range list {
		if n := len(out); n > 0 && w[0] >= '0' && w[0] <= '9' && len(w) <= 6 && !strings.HasSuffix(out[n-1], ",") && !strings.HasSuffix(out[n-1], ":") {
			out[n-1] += "\u00a0" + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// pieces parts a word that is wider than a line, after a mark where it has one.
func (f *font) pieces(word string, most float64) []string {
	if f.width(word) <= most {
		return []string{word}
	}
	var list []string
	for word != "" {
		end, mark, width := 0, 0, 0.0
		for i, r := range word {
			width += float64(f.face.rune(r)) * f.size / 1000
			if width > most && i > 0 {
				break
			}
			end = i + utf8.RuneLen(r)
			if r == utf8.RuneError {
				_, n := utf8.DecodeRuneInString(word[i:])
				end = i + n
			}
			if strings.ContainsRune("-_/.:,;@", r) {
				mark = end
			}
		}
		if end < len(word) && mark > end/3 {
			end = mark
		}
		list = append(list, word[:end])
		word = word[end:]
	}
	return list
}

// widest is the width of the widest of some lines.
func (f *font) widest(lines []string) float64 {
	most := 0.0
	for _, l := range lines {
		most = max(most, f.width(l))
	}
	return most
}

// balance breaks a text into as few lines as fit, of much the same width, and no
// word that fits a line.
func (f *font) balance(text string, most float64) []string {
	if strings.IndexByte(text, '\n') < 0 && f.width(text) <= most {
		if text = strings.Join(words(text), " "); text == "" {
			return nil
		}
		return []string{text}
	}
	lines := f.wrap(text, most)
	least := min(most, f.widest(words(text)))
	for len(lines) > 1 {
		at := max(f.widest(lines)-1, least)
		closer := f.wrap(text, at)
		if len(closer) > len(lines) || f.widest(closer) >= f.widest(lines) {
			break
		}
		lines = closer
	}
	return lines
}
