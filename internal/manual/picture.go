package manual

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/gif"  // registers the format for DecodeConfig
	_ "image/jpeg" // registers the format for DecodeConfig
	_ "image/png"  // registers the format for DecodeConfig
	"io"
	"math"
	"path"
	"strconv"
	"strings"

	_ "golang.org/x/image/webp" // registers the format for DecodeConfig

	"folio/internal/markdown"
)

// Files are the source files that a manual may show or hand out, by their path
// from the content root.
type Files interface {
	// Spelled finds a file by the name that an author writes, and gives it as
	// the file system spells it: capitals must be right, accents may be written
	// in either of Unicode's ways.
	Spelled(name string) (spelled string, ok bool)
	// Double is another file of the same name but for Unicode's way of writing
	// its accents; "" when there is none.
	Double(name string) string
	// In lists a folder by the names in it, sorted, for suggestions.
	In(folder string) []string
	// Size returns a regular file's bytes; ok is false when there is none
	// inside the root.
	Size(name string) (n int64, ok bool)
	// Open reads a file from its start.
	Open(name string) (io.ReadCloser, error)
}

var imageFormats = map[string]bool{
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".svg": true, ".avif": true, ".ico": true, ".bmp": true,
}

func isImage(name string) bool { return imageFormats[strings.ToLower(path.Ext(name))] }

// headSize is how many bytes of an image are read to find its size; a JPEG may
// carry a large profile before it.
const headSize = 256 << 10

// measure returns an image's size in CSS pixels, or zeros when it cannot tell:
// the page then shows the image without reserving its place.
func (a *assembly) measure(name string) markdown.Picture {
	f, err := a.in.Root.Open(name)
	if err != nil {
		return markdown.Picture{}
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, headSize))
	if err != nil {
		return markdown.Picture{}
	}
	if strings.EqualFold(path.Ext(name), ".svg") {
		w, h := svgSize(head)
		return markdown.Picture{Width: w, Height: h}
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(head))
	if err != nil {
		return markdown.Picture{}
	}
	return markdown.Picture{Width: c.Width, Height: c.Height}
}

// svgSize reads width and height, or else the viewBox, of the root element.
func svgSize(head []byte) (w, h int) {
	d := xml.NewDecoder(bytes.NewReader(head))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		tok, err := d.Token()
		if err != nil {
			return 0, 0
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != "svg" {
			return 0, 0
		}
		var box []string
		for _, at := range start.Attr {
			switch at.Name.Local {
			case "width":
				w = pixels(at.Value)
			case "height":
				h = pixels(at.Value)
			case "viewBox":
				box = strings.FieldsFunc(at.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
			}
		}
		if (w == 0 || h == 0) && len(box) == 4 {
			w, h = pixels(box[2]), pixels(box[3])
		}
		if w == 0 || h == 0 {
			return 0, 0
		}
		return w, h
	}
}

// pixels reads "800", "800px" or "800.5"; other units are unknown.
func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || f < 1 || f > 100_000 {
		return 0
	}
	return int(math.Round(f))
}
