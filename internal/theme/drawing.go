package theme

import (
	"html"
	"strconv"
	"strings"
)

// drawing is an SVG picture in millimetres. Its attributes are in single quotes,
// so that it can stand in a style sheet's string.
type drawing struct {
	width, height float64
	b             strings.Builder
}

// lineHeight is the distance of lines, in sizes of the text.
const lineHeight = 1.26

// line draws a rule between two points.
func (d *drawing) line(x1, y1, x2, y2 float64) {
	d.b.WriteString("<path d='M" + mm(x1) + " " + mm(y1) + "L" + mm(x2) + " " + mm(y2) + "' stroke='#000' stroke-width='.25'/>")
}

// frame draws a rectangle.
func (d *drawing) frame(x, y, w, h float64) {
	d.b.WriteString("<rect x='" + mm(x) + "' y='" + mm(y) + "' width='" + mm(w) + "' height='" + mm(h) + "' fill='none' stroke='#000' stroke-width='.25'/>")
}

// text sets lines below each other, the first one's top at y: centred at x, or
// from x on.
func (d *drawing) text(x, y, size float64, centred bool, lines [][]run) {
	for i, line := range lines {
		d.b.WriteString("<text x='" + mm(x) + "' y='" + mm(y+size*(float64(i)*lineHeight+.98)) + "' font-size='" + mm(size) + "'")
		if centred {
			d.b.WriteString(" text-anchor='middle'")
		}
		d.b.WriteString(">")
		for _, r := range line {
			if r.bold {
				d.b.WriteString("<tspan font-weight='bold'>" + html.EscapeString(r.text) + "</tspan>")
			} else {
				d.b.WriteString(html.EscapeString(r.text))
			}
		}
		d.b.WriteString("</text>")
	}
}

// image draws a picture in a box, as large as it fits.
func (d *drawing) image(data string, x, y, w, h float64) {
	d.b.WriteString("<image href='" + html.EscapeString(data) + "' x='" + mm(x) + "' y='" + mm(y) + "' width='" + mm(w) + "' height='" + mm(h) + "'/>")
}

// path draws the outline of a QR code, whose modules are unit squares, as a
// square of a size.
func (d *drawing) path(outline string, modules int, x, y, size float64) {
	d.b.WriteString("<path transform='translate(" + mm(x) + " " + mm(y) + ") scale(" + strconv.FormatFloat(size/float64(modules), 'f', 5, 64) +
		")' shape-rendering='crispEdges' d='" + outline + "'/>")
}

// style is the drawing as a value of a style sheet.
func (d *drawing) style() string {
	svg := "<svg xmlns='http://www.w3.org/2000/svg' width='" + mm(d.width) + "mm' height='" + mm(d.height) + "mm' viewBox='0 0 " +
		mm(d.width) + " " + mm(d.height) + "' font-family='Arial, Helvetica, \"Liberation Sans\", sans-serif' xml:space='preserve'>" + d.b.String() + "</svg>"
	return `url("data:image/svg+xml;charset=utf-8,` + styleEscaper.Replace(svg) + `")`
}

// styleEscaper writes a picture as part of an address in a style sheet's string.
var styleEscaper = strings.NewReplacer("%", "%25", "#", "%23", "<", "%3C", ">", "%3E", `"`, "%22", `\`, "%5C", "\n", "%0A", "\r", "", "\x00", "")

// mm writes a measure, to hundredths.
func mm(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
