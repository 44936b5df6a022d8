package importer

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// typedCaption is what a caption begins with: a word, a number and a sign.
var typedCaption = pattern.Of(`^[*_\s]*(?i:tabla|cuadro|imagen|figura|ilustraci[óo]n|gr[áa]fic[ao]|diagrama|listado|table|figure|image|listing)[\s\x{a0}]*(?:(?i:n[.º°o]*|no\.)?[\s\x{a0}]*[0-9]*(?:[.-]\d*)*)[*_]*[\s\x{a0}]*(?:[.:–—-][*_]*[\s\x{a0}]*|[*_]+\s*|\s|$)`)

var numberedCaption = pattern.Of(`^[*_\s]*(?i:tabla|cuadro|imagen|figura|ilustraci[óo]n|listado|table|figure|image|listing)[\s\x{a0}]+(?:(?i:n[.º°o]*|no\.)[\s\x{a0}]*)?\d+(?:[.-]\d+)*[*_]*[\s\x{a0}]*(?:[.:–—-]|[*_]|$|\s)`)

// takeCaptions gives captions to the tables, pictures and listings beside them.
// A caption without any is kept as text, and a picture's as one whose file is not
// there.
func (d *draft) takeCaptions() {
	for i := range d.blocks {
		b := &d.blocks[i]
		if (b.kind == paragraph || b.kind == verbatim && b.label == "") && numberedCaption.MatchString(rawText(b.text)) && len(plain(b.text)) < 300 {
			if s := seriesOf("", plain(b.text)); s != "" && (d.beside(i, s) || s == imageSeries && marked(b.text)) {
				b.kind, b.label = caption, s
			}
		}
	}
	eachBlock(d.blocks, func(b *block) { // those that formats keep apart
		if len(b.caption) > 0 {
			b.caption = trimmed(unstrong(b.caption))
			if numberedCaption.MatchString(rawText(b.caption)) {
				b.caption, _ = uncaptioned(b.caption)
			}
		}
	})
	var out []block
	for i := 0; i < len(d.blocks); i++ {
		b := d.blocks[i]
		if b.kind != caption {
			out = append(out, b)
			continue
		}
		text, cut := uncaptioned(b.text)
		if !cut && seriesOf("", plain(b.text)) != "" {
			text = b.text
		}
		target := d.partner(out, i, b.label)
		if target == nil {
			d.alone(&out, b, text)
			continue
		}
		target.caption = text
		target.anchors = append(target.anchors, b.anchors...)
		if target.kind == figure {
			for k := range target.text {
				if x := &target.text[k]; x.kind == image && strings.TrimSpace(x.text) == "" {
					x.text = plain(text)
				}
			}
		}
	}
	d.blocks = out
}

// marked tells whether a text begins with emphasis, as labels of captions do.
func marked(text []inline) bool {
	return len(text) > 0 && (text[0].kind == strong || text[0].kind == emphasis || text[0].kind == raw && strings.IndexAny(text[0].text, "*_<") == 0)
}

// fits tells whether a caption of a series can belong to a block.
func fits(b *block, series string) bool {
	switch series {
	case tableSeries:
		return b.kind == tableBlock || b.kind == verbatim && b.label == "table"
	case imageSeries:
		return b.kind == figure
	case listingSeries:
		return b.kind == codeBlock
	}
	return false
}

// beside tells whether the block before or after fits.
func (d *draft) beside(i int, series string) bool {
	for k := i - 1; k >= 0; k-- {
		if d.blocks[k].kind != remark {
			if fits(&d.blocks[k], series) {
				return true
			}
			break
		}
	}
	for k := i + 1; k < len(d.blocks); k++ {
		if d.blocks[k].kind != remark {
			return fits(&d.blocks[k], series)
		}
	}
	return false
}

// partner is what a caption at i belongs to: pictures have theirs below, tables
// above, and where there is none, the other way round.
func (d *draft) partner(before []block, i int, series string) *block {
	back := func() *block {
		for k := len(before) - 1; k >= 0; k-- {
			if b := &before[k]; b.kind != remark {
				if fits(b, series) && len(b.caption) == 0 {
					return b
				}
				return nil
			}
		}
		return nil
	}
	ahead := func() *block {
		for k := i + 1; k < len(d.blocks); k++ {
			if b := &d.blocks[k]; b.kind != remark {
				if fits(b, series) && len(b.caption) == 0 {
					return b
				}
				return nil
			}
		}
		return nil
	}
	first, second := ahead, back
	if series == imageSeries {
		first, second = back, ahead
	}
	if b := first(); b != nil {
		return b
	}
	return second()
}

// alone keeps a caption that has nothing beside it.
func (d *draft) alone(out *[]block, b block, text []inline) {
	name := plain(text)
	if b.label == imageSeries {
		*out = append(*out, block{
			kind: figure, text: []inline{{kind: image, target: "?" + i18n.Slug(name), text: name}}, caption: text, anchors: b.anchors,
		})
		return
	}
	*out = append(*out, remarkOf(diag.Warning, "IMP-05.leyenda", shorten(plain(b.text))))
	*out = append(*out, block{kind: paragraph, text: text, anchors: b.anchors})
}

// uncaptioned is a caption without its label and number.
func uncaptioned(text []inline) (out []inline, cut bool) {
	whole := rawText(text)
	m := typedCaption.FindString(whole)
	if m == "" || len(m) == len(whole) {
		return text, false
	}
	return trimmed(unstrong(closeMarks(cutFront(text, len(m)), m))), true
}

// closeMarks takes off the mark that closes what the label opened.
func closeMarks(text []inline, label string) []inline {
	open := strings.Trim(label, " \t\u00a0")
	marks := open[:len(open)-len(strings.TrimLeft(open, "*_"))]
	if marks == "" || strings.Contains(open[len(marks):], marks) || len(text) == 0 || text[len(text)-1].kind != raw {
		return text
	}
	last := &text[len(text)-1]
	last.text = strings.TrimSuffix(strings.TrimRight(last.text, " \n"), marks)
	return text
}

// cutFront takes the first n bytes off a text.
func cutFront(text []inline, n int) (out []inline) {
	for _, x := range text {
		switch {
		case n <= 0:
			out = append(out, x)
		case len(x.kids) > 0:
			size := len(rawText(x.kids)) + len(x.text)
			if size > n {
				x.kids = cutFront(x.kids, n)
				out = append(out, x)
			}
			n -= size
		default:
			if len(x.text) > n {
				rest := x
				rest.text = x.text[n:]
				out = append(out, rest)
			} else if x.kind == note || x.kind == place {
				out = append(out, x)
			}
			n -= len(x.text)
		}
	}
	return out
}
