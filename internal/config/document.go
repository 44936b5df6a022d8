package config

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"folio/internal/diag"
)

// document is a file of YAML: its tree of nodes, and its lines for showing.
type document struct {
	path  string
	first int      // line of the file, from 1, that lines[0] is
	lines []string // without their breaks
	root  *yaml.Node
	fault *fault // why there is no root; nil when there is one, or nothing at all
	// open is for files that serve other programs too: keys that are not
	// Folio's are passed over.
	open bool
}

// fault is what makes a whole file unreadable. line counts from 0 in lines,
// col from 1 in runes; col 0 is the whole line.
type fault struct {
	key       string
	line, col int
	args      []string
}

// parse finds the tree of a file. An empty file has neither root nor fault.
func parse(path string, src []byte, first int) *document {
	d := &document{path: path, first: first}
	if len(src) > MaxBytes {
		d.fault = &fault{key: "CFG-01.tamano", line: -1, args: []string{strconv.Itoa(MaxBytes >> 10)}}
		return d
	}
	src = normalise(src)
	d.lines = strings.Split(string(src), "\n")
	if d.fault = badCharacter(src); d.fault != nil {
		return d
	}
	if d.root = flat(d.lines); d.root != nil {
		return d
	}
	var doc yaml.Node
	switch err := decode(src, &doc); {
	case errors.Is(err, io.EOF):
		return d
	case errors.Is(err, errMore):
		d.fault = &fault{key: "CFG-01.documentos", line: secondDocument(d.lines), col: 1}
		return d
	case err != nil:
		f := syntaxFault(d.lines, err)
		d.fault = &f
		return d
	}
	root := doc.Content[0]
	switch {
	case root.Kind == yaml.MappingNode:
		d.root = root
	case root.Kind == yaml.ScalarNode && root.Tag == "!!null":
	case root.Kind == yaml.ScalarNode:
		f := topLevelText(d.lines, root)
		d.fault = &f
	default:
		d.fault = &fault{key: "CFG-01.raiz", line: root.Line - 1, col: root.Column}
	}
	return d
}

// errMore says that a file holds several YAML documents.
var errMore = errors.New("several documents")

// decode parses src, the only document of its file.
func decode(src []byte, doc *yaml.Node) error {
	dec := yaml.NewDecoder(bytes.NewReader(src))
	if err := next(dec, doc); err != nil {
		return err
	}
	var more yaml.Node
	if err := next(dec, &more); !errors.Is(err, io.EOF) {
		return errMore
	}
	return nil
}

// next parses a document. The parser is a large body of code that answers some
// faults by panicking: a panic that escaped it would end a whole build, so it
// becomes an error like the others.
func next(dec *yaml.Decoder, doc *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the parser gave up")
		}
	}()
	return dec.Decode(doc)
}

// normalise drops a byte order mark and makes the line breaks \n. YAML also
// breaks lines at U+0085, U+2028 and U+2029, where editors do not; they become
// spaces, so that lines are counted as authors see them.
func normalise(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if !bytes.ContainsAny(src, "\r\u0085\u2028\u2029\uFEFF") {
		return src
	}
	return []byte(strings.NewReplacer(
		"\r\n", "\n", "\r", "\n", "\u0085", " ", "\u2028", " ", "\u2029", " ", "\uFEFF", "",
	).Replace(string(src)))
}

// badCharacter finds the first byte that is not UTF-8 or character that YAML
// does not allow (YAML 1.2.2, section 5.1).
func badCharacter(src []byte) *fault {
	line, col := 0, 1
	for i := 0; i < len(src); {
		c, n := utf8.DecodeRune(src[i:])
		switch {
		case c == utf8.RuneError && n == 1:
			return &fault{key: "CFG-01.utf8", line: line, col: col, args: []string{"0x" + strconv.FormatUint(uint64(src[i]), 16)}}
		case c < ' ' && c != '\n' && c != '\t', c >= 0x7f && c < 0xa0, c == 0xfffe, c == 0xffff:
			return &fault{key: "CFG-01.control", line: line, col: col, args: []string{"U+" + hex4(c)}}
		}
		i, col = i+n, col+1
		if c == '\n' {
			line, col = line+1, 1
		}
	}
	return nil
}

func hex4(c rune) string {
	s := strings.ToUpper(strconv.FormatInt(int64(c), 16))
	return strings.Repeat("0", max(0, 4-len(s))) + s
}

// secondDocument is the line, from 0, of the fence that opens the second one.
func secondDocument(lines []string) int {
	content := false
	for i, l := range lines {
		switch fence := l == "---" || strings.HasPrefix(l, "--- "); {
		case fence && content:
			return i
		case l == "..." || strings.HasPrefix(l, "... "):
			content = true
		case !fence && strings.TrimSpace(l) != "" && !strings.HasPrefix(strings.TrimSpace(l), "#"):
			content = true
		}
	}
	return 0
}

// pos is a place in the file. line counts from 0 in lines; -1 is the file.
func (d *document) pos(line, col int) diag.Pos {
	if line < 0 {
		return diag.Pos{Path: d.path}
	}
	return diag.Pos{Path: d.path, Line: line + d.first, Col: col}
}

// line returns a line's text, or "" past the end.
func (d *document) line(n int) string {
	if n < 0 || n >= len(d.lines) {
		return ""
	}
	return d.lines[n]
}
