package importer

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// paragraph reads a paragraph.
func (r *docxReader) paragraph(p *node) entry {
	pPr := p.kid("pPr")
	style := r.styles.of(pPr.kid("pStyle").attr("val"))
	level := style.level
	if l := pPr.kid("outlineLvl"); l != nil {
		if k, err := strconv.Atoi(l.attr("val")); err == nil && k >= 0 && k < 9 {
			level = k + 1
		} else {
			level = 0
		}
	}
	outer := r.seriesNow
	r.seriesNow = ""
	text := r.inlines(p, style)
	series := r.seriesNow
	r.seriesNow = outer
	e := entry{block: block{kind: paragraph, text: join(text)}}
	e.anchors = takePlaces(&e.text)
	e.indent = indented(pPr)
	shows := hasWords(e.text)
	switch {
	case style.role == tocRole:
		if !shows {
			return entry{block: para()}
		}
		return entry{block: block{kind: remark, found: about(diag.Info, "IMP-04.indice"), anchors: e.anchors}}
	case level > 0 && shows && level <= 9:
		e.kind, e.level = heading, level
		r.listPoint(&e, pPr, style)
		e.numID = "" // Folio numbers it
		return e
	case style.role == titleRole && shows:
		e.kind, e.label = paragraph, titleLabel
		return e
	case !shows:
		r.listPoint(&entry{}, pPr, style) // Word counts it
		if style.role == codeRole || style.mono || monospaced(p, r) || monoMarked(p) {
			e.kind = codeBlock // an empty line of code
		} else if onlyRule(p) {
			e.kind = rule
		} else if !slices.ContainsFunc(e.text, func(x inline) bool { return x.kind == note }) {
			e.text = nil
		}
		return e
	case series != "" || style.role == captionRole:
		e.kind, e.label = caption, seriesOf(series, plain(e.text))
		if e.label != "" {
			return e
		}
		e.kind = paragraph
	}
	r.listPoint(&e, pPr, style)
	switch {
	case onlyImages(e.text):
		e.kind = figure
	case (style.role == codeRole || style.mono || monospaced(p, r)) && !hasOther(e.text):
		code := codeText(e.text)
		if e.numID != "" {
			e.text = []inline{{kind: codeSpan, text: code}}
			break
		}
		e.kind, e.code, e.text = codeBlock, code, nil
	case style.role == quoteRole:
		e.block = block{kind: quotation, blocks: []block{para(e.text...)}, anchors: e.anchors}
	}
	return e
}

// titleLabel marks the paragraph that is a document's title.
const titleLabel = "title"

// listPoint notes what list a paragraph is a point of.
func (r *docxReader) listPoint(e *entry, pPr *node, style docxStyle) {
	numID, ilvl := style.numID, style.numIlvl
	if own := pPr.kid("numPr"); own != nil {
		if id := own.kid("numId").attr("val"); id != "" {
			numID = id
		}
		ilvl = own.kid("ilvl").attr("val")
	}
	if ilvl == "" {
		ilvl = "0"
	}
	if x, ok := r.numbers.level(numID, ilvl); ok {
		k, _ := strconv.Atoi(ilvl)
		e.numID, e.depth, e.mark = numID, min(max(k, 0), 8), x
		if !x.ordered {
			return
		}
		number, label := r.numbers.next(numID, e.depth)
		e.number = number
		plain := steps
		if e.kind == heading {
			plain = chapters
		}
		if x.wordy(plain) {
			e.wordy, e.mark.ordered = true, false
			e.text = append([]inline{say(strings.TrimSpace(label) + " ")}, e.text...)
		}
	}
}

func indented(pPr *node) bool {
	ind := pPr.kid("ind")
	for _, name := range []string{"left", "start"} {
		if k, err := strconv.Atoi(ind.attr(name)); err == nil && k >= 200 {
			return true
		}
	}
	return false
}

// monospaced tells whether all words of a paragraph are in letters of one width.
func monospaced(p *node, r *docxReader) bool {
	some, all := false, true
	p.find("r", func(n *node) {
		if strings.TrimSpace(n.kid("t").all()) == "" {
			return
		}
		some = true
		rPr := n.kid("rPr")
		s := r.styles.of(rPr.kid("rStyle").attr("val"))
		if !isMono(rPr) && !(rPr.kid("rStyle") != nil && (s.mono || s.role == codeRole)) {
			all = false
		}
	})
	return some && all
}

// monoMarked tells an empty paragraph whose letters would be of one width.
func monoMarked(p *node) bool {
	some := isMono(p.down("pPr", "rPr"))
	p.find("r", func(n *node) { some = some || isMono(n.kid("rPr")) })
	return some
}

func onlyRule(p *node) bool {
	found := false
	p.find("rect", func(n *node) { found = found || n.attr("hr") == "t" })
	return found || p.down("pPr", "pBdr", "bottom") != nil && p.kid("r") == nil
}

func onlyImages(text []inline) bool {
	some := false
	for _, x := range text {
		switch {
		case x.kind == image:
			some = true
		case x.kind == note || x.kind == lineBreak || x.kind == words && strings.Trim(x.text, blanks) == "":
		default:
			return false
		}
	}
	return some
}

// hasOther tells whether a text has what no code can have.
func hasOther(text []inline) bool {
	for _, x := range text {
		switch x.kind {
		case image, noteRef:
			return true
		default:
			if hasOther(x.kids) {
				return true
			}
		}
	}
	return false
}

// codeText is a text as lines of code.
func codeText(text []inline) string {
	var b strings.Builder
	var all func([]inline)
	all = func(text []inline) {
		for _, x := range text {
			switch x.kind {
			case words, codeSpan, keyboard:
				b.WriteString(x.text)
			case lineBreak:
				b.WriteByte('\n')
			default:
				all(x.kids)
			}
		}
	}
	all(text)
	return b.String()
}

// takePlaces takes the anchors out of a text.
func takePlaces(text *[]inline) (names []string) {
	var all func([]inline) []inline
	all = func(list []inline) []inline {
		out := list[:0]
		for _, x := range list {
			if x.kind == place {
				names = append(names, x.target)
				continue
			}
			x.kids = all(x.kids)
			out = append(out, x)
		}
		return out
	}
	*text = all(*text)
	return names
}

// join makes one of neighbours that are marked alike.
func join(text []inline) []inline {
	var out []inline
	for _, x := range text {
		x.kids = join(x.kids)
		if n := len(out); n > 0 && out[n-1].kind == x.kind {
			last := &out[n-1]
			switch x.kind {
			case words, codeSpan:
				last.text += x.text
				continue
			case strong, emphasis, strike, underline, mark, sub, sup:
				last.kids = join(append(slices.Clone(last.kids), x.kids...))
				continue
			case link:
				if last.target == x.target {
					last.kids = join(append(slices.Clone(last.kids), x.kids...))
					continue
				}
			}
		}
		out = append(out, x)
	}
	return out
}

// seriesOf is what a caption belongs to, by the name of its numbers or by how it
// begins; "" for nothing.
func seriesOf(name, text string) string {
	for _, s := range []string{i18n.Fold(name), i18n.Fold(text)} {
		switch word, _, _ := strings.Cut(strings.TrimLeft(s, "*_ "), " "); strings.TrimRight(word, ".:") {
		case "tabla", "table", "cuadro":
			return tableSeries
		case "imagen", "figura", "figure", "ilustracion", "illustration", "drawing", "grafico", "grafica", "diagrama", "fotografia", "foto":
			return imageSeries
		case "listado", "codigo", "listing", "ejemplo":
			return listingSeries
		}
	}
	return ""
}

// The series of captions.
const (
	tableSeries   = "tabla"
	imageSeries   = "imagen"
	listingSeries = "listado"
)

// dotted is a line of a table of contents: words, points, a page.
var dotted = pattern.Of(`(?:\.{3,}|…|\t)\s*\d+\s*$`)
