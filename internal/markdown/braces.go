package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// braces: attributes that stand where nothing reads them, or that are written so
// that nothing can, show as they are written. They are noted while words are
// read, and reported unless a construct takes them.
func braces() construct {
	return construct{
		name:    "braces",
		inlines: []util.PrioritizedValue{util.Prioritized(braceParser{}, 90)},
		finish:  reportBraces,
	}
}

// brace is what reads like attributes, at the byte offset of what it encloses.
type brace struct {
	at   int
	text string
	key  string
}

type braceParser struct{}

// Trigger implements parser.InlineParser.
func (braceParser) Trigger() []byte { return []byte{'{'} }

var (
	anyAttributes = pattern.Of(`^\{:?[ \t]*(?:[#.](?:[\pL\d_-]|\{\{[^{}\n]*\}\})+|[\pL_-]+=(?:"[^"\n]*"|(?:[^\s{}"]|\{\{[^{}\n]*\}\})+))(?:[ \t]+(?:[^{}\n]|\{\{[^{}\n]*\}\})*)?[ \t]*\}`)
	runAttributes = pattern.Of(`(?i)^\{[ \t]*ejecutar(?:[ \t](?:[^{}\n]|\{\{[^{}\n]*\}\})*)?\}`)
	imageBraces   = pattern.Of(`^\{[ \t]*(?:ancho|oscuro|width|dark)[ \t]*=[^{}\n]*\}?`)
	// Alone on its line, only what Folio knows somewhere is one: others may be
	// words of a formula.
	knownAttribute = pattern.Of(`^\{:?[ \t]*(?:titulo|title|resaltar|hl_lines|agregadas|quitadas|lineas|ajustar|marcas|pesta[nñ]a|ancho|anchos|oscuro|titulares)(?:[ \t]*=[^{}\n]*|(?:[ \t][^{}\n]*)?)\}$`)
	cutAttributes  = pattern.Of(`^\{(?:#[\pL\d_-]+|[\pL_-]+=(?:"[^"\n]*"|[^\s{}"]+))(?:[ \t]+[^{}\n]*)?[ \t]*$`)
)

// Parse implements parser.InlineParser.
func (braceParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	b := builderOf(pc)
	if len(line) < 3 || line[1] == '{' || line[1] == '%' {
		return nil
	}
	line = bytes.TrimRight(line, "\n")
	before := byte(' ')
	if at.Start > 0 {
		before = b.src[at.Start-1]
	}
	if before == '{' {
		return nil // a template's
	}
	image := afterImage(parent, b.src)
	found := brace{at: at.Start + 1, key: "ATR-03"}
	switch {
	case image:
		found.key = "ATR-03.imagen"
		found.text = string(imageBraces.Find(line))
	case parent.Kind() == ast.KindHeading:
		found.key = "ATR-03.titulo"
		if found.text = string(anyAttributes.Find(line)); found.text == "" {
			found.text = string(runAttributes.Find(line))
		}
	case bytes.IndexByte([]byte(")]*_`"), before) >= 0 || line[1] == '#' || line[1] == '.' || line[1] == ':':
		found.text = string(anyAttributes.Find(line))
	}
	if found.text == "" && bytes.IndexByte([]byte(" \t)\n"), before) >= 0 && bytes.IndexByte(line, '}') < 0 {
		found.text = string(cutAttributes.Find(line))
	}
	if found.text == "" && meansIrreversible(line) {
		found.key, found.text = "ATR-03.irreversible", string(oddIrreversible.Find(line))
	}
	if all := bytes.TrimSpace(line); found.text == "" && before == '\n' && knownAttribute.Match(all) {
		found.key, found.text = "ATR-03.solo", string(all) // meant for what stands above it or below
	}
	if found.text != "" {
		b.braces = append(b.braces, found)
	}
	return nil
}

// afterImage tells whether what is read comes right after an image, or after
// blanks that follow one.
func afterImage(parent ast.Node, src []byte) bool {
	last := parent.LastChild()
	if t, ok := last.(*ast.Text); ok && len(bytes.TrimSpace(t.Segment.Value(src))) == 0 {
		last = t.PreviousSibling()
	}
	return last != nil && last.Kind() == ast.KindImage
}

// useBraces forgets what a construct has taken.
func (b *builder) useBraces(a attributes) {
	for i := range b.braces {
		if b.braces[i].at == a.at {
			b.braces[i].text = ""
		}
	}
}

func reportBraces(b *builder) {
	for _, f := range b.braces {
		if f.text != "" {
			b.add(diag.Warning, f.key, f.at-1, shorten(f.text))
		}
	}
}
