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

// IsImage tells whether a name is that of an image, by its ending.
func IsImage(name string) bool { return imageFormats[strings.ToLower(path.Ext(name))] }

// headSize is how many bytes of an image are read to find its size; a JPEG may
// carry a large profile before it.
const headSize = 256 << 10

// measured is what the start of an image's file tells.
type measured struct {
	picture markdown.Picture // its size in CSS pixels; zeros when it cannot be told
	other   bool             // the file is no image of the kind that its name says
}

// measure reads an image's size. Of one whose size cannot be told, the page
// shows the image without reserving its place.
func (a *assembly) measure(name string) measured {
	f, err := a.in.Root.Open(name)
	if err != nil {
		return measured{}
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, headSize))
	if err != nil {
		return measured{}
	}
	m := measured{other: !opensAs(strings.ToLower(path.Ext(name)), head)}
	if strings.EqualFold(path.Ext(name), ".svg") {
		m.picture.Width, m.picture.Height = svgSize(head)
	} else if c, _, err := image.DecodeConfig(bytes.NewReader(head)); err == nil {
		m.picture = markdown.Picture{Width: c.Width, Height: c.Height}
	}
	return m
}

// rasterMarks are what files of pixels begin with; browsers look at them and not
// at the name.
var rasterMarks = []string{"\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF8", "RIFF", "BM", "\x00\x00\x01\x00"}

// opensAs tells whether a file's start is what its extension says, or another
// format that browsers show all the same.
func opensAs(ext string, head []byte) bool {
	switch ext {
	case ".svg":
		return bytes.Contains(head, []byte("<svg")) || bytes.Contains(head, []byte(":svg"))
	case ".avif":
		return len(head) > 12 && string(head[4:8]) == "ftyp"
	}
	for _, mark := range rasterMarks {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return len(head) > 12 && string(head[4:8]) == "ftyp"
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
