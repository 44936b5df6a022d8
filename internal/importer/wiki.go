package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// What the wikis have in common: marks around words, and lists by the signs that a
// line begins with.

// delimiter is a mark that stands on both sides of words.
type delimiterMark struct {
	sign    string
	kind    inlineKind
	literal bool // what is in it has no marks
}

// wikiInline reads words with marks. special reads what is no mark at the beginning
// of a text, and says how long it is; 0 for nothing.
type wikiInline struct {
	marks   []delimiterMark
	special func(rest string, prev rune) ([]inline, int)
}

// ahead is how many bytes of a text are looked at for the end of what begins in it:
// what is longer is no link and no note. So the work grows with the text alone.
const ahead = 1500

// window is the part of a text that is looked at, of whole letters.
func window(s string) string {
	if len(s) <= ahead {
		return s
	}
	end := ahead
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// smallLetters makes capitals small, and nothing longer or shorter: what is found
// in it is at the same place in the text.
func smallLetters(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// textUntil takes what stands before an end, from the rest of a line on: all lines
// where there is none. What stands behind the end is the next line to be read. end
// tells from where to where an end stands in the rest of a line; less than 0 for
// none.
func textUntil(lines []string, at *int, rest string, end func(rest string) (from, to int)) string {
	var text []string
	*at++
	for {
		if from, to := end(rest); from >= 0 {
			text = append(text, rest[:from])
			if after := strings.TrimSpace(rest[to:]); after != "" {
				*at--
				lines[*at] = after
			}
			break
		}
		text = append(text, rest)
		if *at >= len(lines) {
			break
		}
		rest = lines[*at]
		*at++
	}
	return strings.Trim(strings.Join(text, "\n"), "\n")
}

// tagEnd is where a tag ends that begins at a place, which may be none.
func tagEnd(s string, from int) int {
	if from >= 0 {
		if i := strings.IndexByte(s[from:], '>'); i >= 0 {
			return from + i + 1
		}
	}
	return len(s)
}

func (w *wikiInline) read(s string) []inline { return w.scan(s, 0) }

func (w *wikiInline) scan(s string, depth int) (out []inline) {
	if depth > 20 {
		return []inline{say(s)}
	}
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			out = append(out, say(text.String()))
			text.Reset()
		}
	}
	open := map[string]bool{} // marks that nothing closes any more
	prev := rune(0)
next:
	for i := 0; i < len(s); {
		rest := s[i:]
		if list, n := w.special(window(rest), prev); n > 0 {
			flush()
			out = append(out, list...)
			prev, _ = utf8.DecodeLastRuneInString(rest[:n])
			i += n
			continue
		}
		for _, m := range w.marks {
			if !strings.HasPrefix(rest, m.sign) || open[m.sign] {
				continue
			}
			inner := rest[len(m.sign):]
			end := strings.Index(inner, m.sign)
			if end < 0 {
				open[m.sign] = true
				continue
			}
			if end == 0 || unicode.IsSpace(firstOfString(inner)) && !m.literal {
				continue
			}
			flush()
			if m.literal {
				out = append(out, inline{kind: m.kind, text: inner[:end]})
			} else {
				out = append(out, inline{kind: m.kind, kids: w.scan(inner[:end], depth+1)})
			}
			i += end + 2*len(m.sign)
			prev = 'x'
			continue next
		}
		c, size := utf8.DecodeRuneInString(rest)
		text.WriteRune(c)
		prev = c
		i += size
	}
	flush()
	return out
}

func firstOfString(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// bareURL is an address among words, which is a link by itself.
var bareURL = pattern.Of(`^https?://[^\s<>"\[\]{}|]*[^\s<>"\[\]{}|.,;:!?)]`)

func linkedURL(rest string, prev rune) ([]inline, int) {
	if rest[0] != 'h' || isWord(prev) {
		return nil, 0
	}
	if m := bareURL.FindString(rest); m != "" {
		return []inline{say(m)}, len(m)
	}
	return nil, 0
}

// point is a line of a list: how deep it is, and with which mark.
type point struct {
	depth   int
	ordered bool
	body    []block
}

// nested makes lists of points.
func nested(points []point) (out []block) {
	for len(points) > 0 {
		var b block
		b, points = nestedFrom(points, points[0].depth)
		out = append(out, b)
	}
	return out
}

func nestedFrom(points []point, depth int) (block, []point) {
	out := block{kind: listBlock, ordered: points[0].ordered, start: 1}
	for len(points) > 0 {
		p := points[0]
		switch {
		case p.depth < depth, p.depth == depth && p.ordered != out.ordered:
			return out, points
		case p.depth == depth:
			out.items = append(out.items, p.body)
			points = points[1:]
		default:
			var inner block
			inner, points = nestedFrom(points, p.depth)
			if len(out.items) == 0 {
				out.items = append(out.items, nil)
			}
			last := &out.items[len(out.items)-1]
			*last = append(*last, inner)
		}
	}
	return out, nil
}

// mediaFile reads a file that a wiki shows: a picture, or what is linked.
func mediaFile(name, text string) inline {
	name = strings.TrimSpace(name)
	if pictureExt(name) != "" || strings.HasSuffix(strings.ToLower(name), ".bmp") || strings.HasSuffix(strings.ToLower(name), ".tif") {
		return inline{kind: image, target: name, text: text}
	}
	return inline{kind: link, target: name, kids: []inline{say(firstOf(text, name))}}
}

// pageSource is a page of an export: what it is called and what it says.
type pageSource struct{ title, text string }

// exported makes one document of the pages of an export.
func exported(pages []pageSource, read func(pageSource) document) document {
	var out document
	out.notes, out.media = map[string][]block{}, map[string]picture{}
	for i, p := range pages {
		doc := read(p)
		d := &Draft{}
		if len(pages) > 1 {
			doc.title = p.title
			d.chapter(p.title, &doc, i == 0 && isIntroduction(p.title))
			out.title = firstOf(out.title, doc.title)
		} else {
			out.title = p.title
		}
		doc.apart(p.title)
		out.top = append(out.top, doc.top...)
		for k, v := range doc.notes {
			out.notes[k] = v
		}
		out.found = append(out.found, doc.found...)
		out.blocks = append(out.blocks, doc.blocks...)
	}
	return out
}

// parameters reads name="value" pairs.
var parameterForm = pattern.Of(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))`)

func parametersOf(s string) map[string]string {
	out := map[string]string{}
	for _, m := range parameterForm.FindAllStringSubmatch(s, -1) {
		out[strings.ToLower(m[1])] = m[2] + m[3] + m[4]
	}
	return out
}

// lostMacro says which macro of a wiki is not in the manual, as it is written: what
// it was told is nowhere else.
func lostMacro(written string) inline {
	return noteOf(diag.Warning, "IMP-09.macro", macroWords(written))
}

func macroWords(written string) string { return strings.Join(strings.Fields(written), " ") }
