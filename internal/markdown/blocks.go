package markdown

import (
	"slices"
	"sort"
	"strings"

	"folio/internal/diag"
	"folio/internal/highlight"
)

// Outline is a section as a tree of blocks, for who reads what it says: the
// rules that check it, inventories. What it takes in from other files stands
// where it is taken in. It is read-only; At and Place may only be used by one
// goroutine at a time.
type Outline struct {
	Blocks []Block
	All    []*Block // the same and what they hold, in reading order
	Files  []File   // the section's own, then each inclusion's, in reading order
	text   string   // of all blocks
	runs   []run
	room   *room
}

// File is a source that an Outline was read from.
type File struct {
	Path  string // as messages show it
	Text  []byte // below the front matter
	First int    // the number of its first line
	lines *lineIndex
}

// run says that the outline's text from a byte on is that of a file.
type run struct{ text, file, src int32 }

// BlockKind is what a block is.
type BlockKind int

// The kinds of block, and what Text is of each.
const (
	HeadingBlock    BlockKind = iota // its words
	ParagraphBlock                   // its words
	ListBlock                        // nothing; its items are Blocks
	ItemBlock                        // nothing
	TableBlock                       // nothing; the cells are Rows
	CellBlock                        // its words
	CodeBlock                        // the code as it stands in the source
	ImageBlock                       // the alternative text
	QuoteBlock                       // nothing; a quotation or a callout
	TabBlock                         // nothing; one of several variants
	ContainerBlock                   // nothing; between lines of colons
	TermBlock                        // the words of a term in a definition list
	DefinitionBlock                  // nothing
	NoteBlock                        // nothing; a footnote
	HTMLBlock                        // the words between the tags
	CommentBlock                     // nothing; Title is what stands between <!-- and -->
)

// Block is a piece of a section. White space in Text is as in HTML, except in
// code, and in a cell, where lines end as on the page; a variable is {{NAME}}, and what only looks like one \{{NAME}}, as in code.
type Block struct {
	Kind BlockKind
	Text string
	// Level is a heading's, 1 to 6, or the number of an item or of a list's first.
	Level int
	// Label is the bold words that open a paragraph: «Síntomas» of
	// «**Síntomas:** no responde»; Rest is the byte of Text where the other
	// words begin.
	Label string
	Rest  int
	// Lang is a code block's, as written, or what a callout is ("warning").
	Lang string
	// Diagram is what a code block draws: "contexto", "contenedores", "componentes",
	// "despliegue" or "dinámico" of the C4 model; "" for all else.
	Diagram string
	// Title is that of a code block or a tab; a callout's is its first paragraph.
	Title   string
	Ordered bool // a list with numbers
	Step    bool // an item of a procedure, the one at Place in Doc.Steps
	Place   int
	// Figure is the place of a table's, an image's or a code block's caption in
	// Doc.Figures, Caption its words; -1 and "" when there is none.
	Figure  int
	Caption string
	Target  string // of an image
	Spans   []Span
	Rows    [][]Block // a table's, the head first
	Blocks  []Block   // what it holds
	// Index is its place in Outline.All, After that of the next block that it
	// does not hold.
	Index, After int

	start, end int // of Text in the outline's
	file, src  int // where it begins
	code       *listing
}

// Typed is a block's Text as its reader takes it over: in the place of each line
// that a listing shows as taken out stand blanks, as many as it has bytes. What such
// a line would go on with goes on with what is before it.
func (b *Block) Typed() string {
	if b.code == nil || len(b.code.show.Removed) == 0 {
		return b.Text
	}
	var typed strings.Builder
	number := 0
	for line := range strings.Lines(b.Text) {
		number++
		if slices.ContainsFunc(b.code.show.Removed, func(r highlight.LineRange) bool { return r.Has(number) }) {
			blank := len(line)
			if words := strings.TrimRight(line, "\r\n"); strings.TrimRight(words, "\\`^") == words { // it ends here
				blank = len(words)
			}
			typed.WriteString(strings.Repeat(" ", blank))
			line = line[blank:]
		}
		typed.WriteString(line)
	}
	return typed.String()
}

// SpanKind is what a stretch of words is.
type SpanKind int

// The kinds of span.
const (
	CodeSpan SpanKind = iota
	LinkSpan
	ImageSpan
	AddressSpan // an address that stands as its own words
	VariableSpan
	StrongSpan
	StruckSpan
)

// Span is a stretch of a block's words.
type Span struct {
	Kind       SpanKind
	Start, End int    // in the block's Text
	Target     string // of a link or an image, as written; a variable's name
}

// At is the place of a byte of a block's Text, with the line's own text.
func (o *Outline) At(b *Block, offset int) (diag.Pos, string) {
	at := b.start + offset
	i := sort.Search(len(o.runs), func(i int) bool { return int(o.runs[i].text) > at }) - 1
	if i < 0 || b.start == b.end {
		return o.Place(b)
	}
	r := o.runs[i]
	return o.place(int(r.file), int(r.src)+at-int(r.text))
}

// Place is where a block begins, with the line's own text.
func (o *Outline) Place(b *Block) (diag.Pos, string) { return o.place(b.file, b.src) }

func (o *Outline) place(file, src int) (diag.Pos, string) {
	f := &o.Files[file]
	if f.lines == nil {
		f.lines = &lineIndex{src: f.Text, first: f.First}
	}
	line, col, text := f.lines.locate(src)
	return diag.Pos{Path: f.Path, Line: line, Col: col}, text
}

// Text is the words of all blocks, one after the other; Span is a block's part of
// it.
func (o *Outline) Text() string { return o.text }

// Span tells where a block's Text is in the outline's.
func (o *Outline) Span(b *Block) (start, end int) { return b.start, b.end }

// Source is a block's file from where the block begins.
func (o *Outline) Source(b *Block) []byte { return o.Files[b.file].Text[b.src:] }

// In is the place of a byte of a file.
func (o *Outline) In(file, offset int) (diag.Pos, string) { return o.place(file, offset) }
