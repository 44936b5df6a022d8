package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// What stands on every sheet of a printed manual, its cover apart, is said by a
// style sheet of the manual's own: the control header above, a foot below, and
// across the sheet what a reader must not overlook. Browsers draw it into the
// margins of the sheets (CSS page-margin boxes, Chromium from 131 on), from the
// print dialog and in a PDF alike. The header is a drawing: margin boxes hold
// one text each, and the header has eight, in two weights and between rules.

// Sheet is what is printed on the sheets of a manual beside its text.
type Sheet struct {
	Letter bool   // paper of 8.5 by 11 inches instead of A4
	Mark   string // across each sheet: "BORRADOR"; "" for nothing
	Copy   string // "Copia no controlada"; "" for nothing
	// Address is where the manual can be seen, and Outline a QR code of it as an
	// SVG path over Modules by Modules unit squares; "" for none.
	Address, Outline string
	Modules          int
	// EntityMark and SIGMark are the header's images as data: addresses.
	EntityMark, SIGMark string
}

// sheetFolder is where the style sheets are, from the site's root.
const sheetFolder = "assets/papel/"

// Measures, in millimetres.
const (
	sideMargin  = 18
	aboveHeader = 9
	belowHeader = 7
	footHeight  = 17 // of the lower margin without a code
	codeHeight  = 25 // with one
	codeSize    = 13.5
	coverTop    = 30
)

func (s Sheet) size() (width, height float64, name string) {
	if s.Letter {
		return 215.9, 279.4, "letter"
	}
	return 210, 297, "A4"
}

// Sheet is the style sheet of the manual's printed pages.
func (s *ManualShell) Sheet() Asset { return s.sheet }

// marginBoxes asks for a browser that fills in the margins of sheets: nothing
// can be asked for that itself, so it is two things that came with it.
const marginBoxes = "@supports (interpolate-size: allow-keywords) and selector(::details-content)"

// sheetOf writes the style sheet.
func (t *Theme) sheetOf(m *Manual) Asset {
	width, height, name := m.Sheet.size()
	inner := width - 2*sideMargin
	var b strings.Builder
	b.WriteString("@page{size:" + name + "}\n" + marginBoxes + "{\n")
	// The day of printing is known to who prints: a script, or folio pdf.
	printed := strings.Replace(styleString(" "+t.catalog.T("site.paper.printed", "\x00")), "\x00", `" attr(data-printed) "`, 1)
	b.WriteString(`:root{--f-printed:""}` + "\n@supports (x:attr(data-x type(<string>))){:root[data-printed]{--f-printed:" + printed + "}}\n")
	each := m.inEach()
	head := drawEach(m, "head", each, func(m *Manual) *drawing { return controlDrawing(t, m, inner) })
	foot := drawEach(m, "foot", each, func(m *Manual) *drawing { return footDrawing(t, m, inner*.36) })
	wide := drawEach(m, "wide", each, func(m *Manual) *drawing { return controlDrawing(t, m, height-2*sideMargin) })
	b.WriteString(head.rules + foot.rules + wide.rules)
	below := float64(footHeight)
	if m.Sheet.Outline != "" {
		below = codeHeight
	}
	b.WriteString("@page{margin:" + mm(aboveHeader+head.height+belowHeader) + "mm " + mm(sideMargin) + "mm " + mm(below) + "mm;\n")
	b.WriteString("@top-left{content:" + head.content + ";width:100%;vertical-align:top;padding-top:" + mm(aboveHeader) + "mm}\n")
	const box = "vertical-align:top;margin-top:4mm;padding-top:1.5mm;border-top:.25mm solid #000;font:7.5pt/1.35 Arial,Helvetica,\"Liberation Sans\",sans-serif;color:#000;"
	b.WriteString("@bottom-left{content:" + foot.content + ";width:36%;text-align:left;" + box + "}\n")
	b.WriteString("@bottom-center{content:" + copyText(m.Sheet) + ";width:28%;text-align:center;" + box + "}\n")
	b.WriteString("@bottom-right{content:" + pageText(t) + ";width:36%;text-align:right;" + box + "}\n")
	if m.Sheet.Mark != "" {
		across := markDrawing(m.Sheet.Mark, inner, height-aboveHeader-head.height-belowHeader-below)
		b.WriteString("@left-middle{content:" + across.style() + ";width:" + mm(inner) + "mm;margin-right:-" + mm(inner) + "mm}\n")
	}
	b.WriteString("}\n")
	// A table with many columns has a sheet turned on its side.
	b.WriteString("@page ancha{size:" + name + " landscape;margin-top:" + mm(aboveHeader+wide.height+belowHeader) + "mm;\n@top-left{content:" + wide.content + "}\n")
	if m.Sheet.Mark != "" {
		across := markDrawing(m.Sheet.Mark, height-2*sideMargin, width-aboveHeader-wide.height-belowHeader-below)
		b.WriteString("@left-middle{content:" + across.style() + ";width:" + mm(height-2*sideMargin) + "mm;margin-right:-" + mm(height-2*sideMargin) + "mm}\n")
	}
	// So have the headings that it stands under: no sheet ends with them.
	const many = ".table-scroll tr>:nth-child(10)"
	b.WriteString("}\n.prose>.table-scroll:has(tr>:nth-child(10)),.prose>:is(h1,h2,h3,h4,h5,h6):has(+" + many + ",+:is(h2,h3,h4,h5,h6)+" + many + "){page:ancha}\n")
	b.WriteString("@page portada{margin-top:" + mm(coverTop) + "mm;@top-left{content:none}}\n")
	b.WriteString(".control{display:none!important}\n}\n")
	data := []byte(b.String())
	sum := sha256.Sum256(data)
	return Asset{Path: sheetFolder + strings.TrimSuffix(m.Folder, "/") + "." + hex.EncodeToString(sum[:4]) + ".css", Data: data}
}

// pageText is «Página 3 de 24» as a style sheet counts.
func pageText(t *Theme) string {
	text := styleString(t.catalog.T("site.paper.page", "\x00", "\x01"))
	return strings.NewReplacer("\x00", `" counter(page) "`, "\x01", `" counter(pages) "`).Replace(text)
}

func copyText(s Sheet) string {
	if s.Copy == "" {
		return `""`
	}
	return styleString(s.Copy) + " var(--f-printed)"
}

// styleString is a text as a string of a style sheet.
func styleString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\' || r == '\n' || r == '<':
			b.WriteString(`\` + strconv.FormatInt(int64(r), 16) + " ")
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// cell is a part of the control header: text under an image.
type cell struct {
	lines [][]run
	image string
	size  float64
}

// Of the header, in millimetres.
const (
	textSize    = 2.85
	titleSize   = 3.1
	smallest    = 2 // of a title that would fill the sheet
	sidePadding = 1.8
	padding     = 1.1
	markHeight  = 11
	mostHeader  = 62
)

// Columns of the control header, as the instruction draws them.
const leftColumn, middleColumn = .26, .48

func (c cell) height() float64 {
	h := 2*padding + float64(len(c.lines))*c.size*lineHeight
	if c.image != "" {
		h += markHeight + padding
	}
	return h
}

// draw sets a cell in the middle of a box.
func (c cell) draw(d *drawing, x, y, w, h float64) {
	y += (h-c.height())/2 + padding
	if c.image != "" {
		d.image(c.image, x+sidePadding, y, w-2*sidePadding, markHeight)
		y += markHeight + padding
	}
	d.text(x+w/2, y, c.size, true, c.lines)
}

// cellOf breaks a text for a column.
func cellOf(width, size float64, runs ...run) cell {
	return cell{lines: wrap(int((width-2*sidePadding)/size*1000), runs...), size: size}
}

// labelled is «Versión: 2», the label in bold; no lines without a value.
func labelled(width float64, label, value string) cell {
	if value == "" {
		return cell{size: textSize}
	}
	return cellOf(width, textSize, run{label, true}, run{value, false})
}

// controlDrawing draws the control header, its title smaller the longer it is.
func controlDrawing(t *Theme, m *Manual, width float64) *drawing {
	for size := titleSize; ; size *= .9 {
		d := controlAt(t, m, width, size)
		if d.height <= mostHeader || size <= smallest {
			return d
		}
	}
}

func controlAt(t *Theme, m *Manual, width, size float64) *drawing {
	h := m.Header
	d := &drawing{width: width}
	title := strings.ToUpper(h.Title)
	if !h.identifies() {
		c := cell{lines: wrap(int(width/textSize*1000), run{m.Title, false}), size: textSize}
		d.height = c.height()
		d.text(0, padding, c.size, false, c.lines)
		d.line(0, d.height-.15, width, d.height-.15)
		return d
	}
	left, middle, right := width*leftColumn, width*middleColumn, width*(1-leftColumn-middleColumn)
	word := t.catalog.T
	name := cellOf(middle, size, run{title, true})
	process := labelled(middle, word("site.control.process"), h.Process)
	entity := cellOf(left, textSize, run{h.Entity, false})
	entity.image = m.Sheet.EntityMark
	sig := cell{lines: append(wrap(int((right-2*sidePadding)/textSize*1000), run{h.SIG, true}), wrap(int((right-2*sidePadding)/textSize*1000), run{h.SIGText, false})...), size: textSize, image: m.Sheet.SIGMark}

	first, second := name.height(), 0.0
	if len(process.lines) > 0 {
		second = process.height()
	}
	if more := max(entity.height(), sig.height()) - first - second; more > 0 {
		first += more
	}
	upper := first + second
	last := []cell{
		labelled(left, word("site.control.version"), h.Version),
		labelled(middle, word("site.control.validity"), h.Validity),
		labelled(right, word("site.control.code"), h.Code),
	}
	third := 0.0
	for _, c := range last {
		if len(c.lines) > 0 {
			third = max(third, c.height())
		}
	}
	const edge = .15 // half a rule
	d.height = upper + third + 2*edge
	d.frame(edge, edge, width-2*edge, d.height-2*edge)
	d.line(left, edge, left, d.height-edge)
	d.line(left+middle, edge, left+middle, d.height-edge)
	if second > 0 {
		d.line(left, edge+first, left+middle, edge+first)
		process.draw(d, left, edge+first, middle, second)
	}
	entity.draw(d, 0, edge, left, upper)
	name.draw(d, left, edge, middle, first)
	sig.draw(d, left+middle, edge, right, upper)
	if third > 0 {
		d.line(edge, edge+upper, width-edge, edge+upper)
		last[0].draw(d, 0, edge+upper, left, third)
		last[1].draw(d, left, edge+upper, middle, third)
		last[2].draw(d, left+middle, edge+upper, right, third)
	}
	return d
}

// footDrawing is the left part of the foot: which document a sheet is of, and
// where to see whether it is still in force.
func footDrawing(t *Theme, m *Manual, width float64) *drawing {
	const size = 2.65
	d := &drawing{width: width, height: size * lineHeight * 2}
	x := 0.0
	if m.Sheet.Outline != "" {
		d.path(m.Sheet.Outline, m.Sheet.Modules, 0, 0, codeSize)
		d.height, x = codeSize, codeSize+2.5
	}
	most := int((width - x - 2) / size * 1000)
	var about []string
	if m.Header.Code != "" {
		about = append(about, m.Header.Code)
	} else {
		about = append(about, m.Title)
	}
	if m.Header.Version != "" {
		about = append(about, t.catalog.T("site.paper.version", m.Header.Version))
	}
	lines := wrap(most, run{strings.Join(about, " · "), true})
	if m.Sheet.Address != "" {
		lines = append(lines, wrap(most, run{t.catalog.T("site.paper.check"), false})...)
		lines = append(lines, wrap(most, run{m.Sheet.Address, false})...)
	}
	if most := int(d.height / (size * lineHeight)); len(lines) > most {
		lines = lines[:most]
	}
	d.text(x, 0, size, false, lines)
	return d
}

// markDrawing is a word across the sheet, from its lower left to its upper
// right, light enough to read what it lies on.
func markDrawing(text string, width, height float64) *drawing {
	height = min(height, 1.3*width)
	d := &drawing{width: width, height: height}
	long := .8 * math.Hypot(width, height)
	size := min(34, long/float64(max(boldFace.width(text), 1))*1000)
	x, y, slope := mm(width/2), height/2, math.Atan2(height, width)*180/math.Pi
	d.b.WriteString("<text x='" + x + "' y='" + mm(y+size*.36) + "' font-size='" + mm(size) +
		"' font-weight='bold' text-anchor='middle' fill='#000' fill-opacity='.1' transform='rotate(-" + mm(slope) + " " + x + " " + mm(y) + ")'>")
	d.b.WriteString(strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text) + "</text>")
	return d
}
