package source

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"folio/internal/diag"
)

// Limits of what Folio reads, in bytes. Beyond them a file is refused with a
// diagnostic: it is a mistake, or an attempt to make the build hang.
const (
	MaxPage        = 2 << 20
	MaxFrontMatter = 64 << 10
	MaxConfig      = 1 << 20 // package config says more of what is too large
	MaxAsset       = 256 << 20
)

// Text is a Markdown file, split: the front matter's YAML and the body, with
// the lines where they start, so that positions stay true to the file.
type Text struct {
	Path      string // as messages show it
	Front     []byte // without its fences; nil when there is none
	FrontLine int    // 1-based line of Front's first line
	Body      []byte // UTF-8, line breaks \n, no BOM
	BodyLine  int    // 1-based line of Body's first line
}

// Split prepares the raw bytes of a Markdown file: it drops a BOM, makes line
// breaks \n, replaces what is not UTF-8, and sets the front matter apart.
func Split(shown string, raw []byte) (Text, diag.List) {
	var found diag.List
	raw = UnixLines(raw)
	raw = validText(shown, raw, &found)
	t := Text{Path: shown, Body: raw, BodyLine: 1}
	t.splitFront(&found)
	return t, found
}

// Line is the n-th line of a file, from 1, as Split sees it; "" beyond the end.
func Line(raw []byte, n int) string {
	rest := UnixLines(raw)
	for ; n > 1 && rest != nil; n-- {
		_, rest, _ = cutLine(rest)
	}
	line, _, _ := cutLine(rest)
	return string(bytes.ToValidUTF8(line, []byte("\uFFFD")))
}

// WithoutBOM is a file without the mark that some editors put at its beginning.
func WithoutBOM(raw []byte) []byte { return bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) }

// UnixLines is a file's text with \n at the ends of its lines and no BOM, as Split
// reads it.
func UnixLines(raw []byte) []byte { return unixLines(WithoutBOM(raw)) }

func cutLine(b []byte) (line, rest []byte, ok bool) { return bytes.Cut(b, []byte("\n")) }

func unixLines(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
}

// validText replaces bytes that are not UTF-8, and NUL, by U+FFFD. The first
// one is reported with its place; the rest follow from it.
func validText(shown string, b []byte, found *diag.List) []byte {
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return b
	}
	line, col := 1, 1
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == 0 || r == utf8.RuneError && n == 1 {
			found.Add(diag.Error, "SRC-05", diag.Pos{Path: shown, Line: line, Col: col}, "0x"+strconv.FormatUint(uint64(b[i]), 16))
			break
		}
		if r == '\n' {
			line, col = line+1, 0
		}
		i, col = i+n, col+1
	}
	b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	return bytes.ReplaceAll(b, []byte{0}, []byte("\uFFFD"))
}
