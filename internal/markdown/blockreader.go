package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Outline reads the document's blocks. Who reads many gives each back with
// Release.
func (d *Doc) Outline() *Outline {
	room := rooms.Get().(*room)
	w := &blockReader{doc: d, out: &Outline{room: room}, room: room}
	w.fragment(&w.out.Blocks, d.body)
	w.out.text, w.out.runs = string(room.text), room.runs
	w.out.All = room.all[:0]
	w.fill(w.out.Blocks)
	room.all = w.out.All
	return w.out
}

// blockReader walks a document. The words of all blocks are gathered in one
// text, of which each block gets its part at the end.
type blockReader struct {
	doc *Doc
	out *Outline
	*room
	src  []byte
	file int
}

func (w *blockReader) fill(list []Block) {
	for i := range list {
		b := &list[i]
		b.Index = len(w.out.All)
		w.out.All = append(w.out.All, b)
		b.Text = w.out.text[b.start:b.end]
		for _, row := range b.Rows {
			w.fill(row)
		}
		w.fill(b.Blocks)
		b.After = len(w.out.All)
		if b.Kind == ParagraphBlock {
			b.label()
		}
	}
}

// label reads the bold words that open a paragraph.
func (b *Block) label() {
	i := slices.IndexFunc(b.Spans, func(s Span) bool { return s.Kind == StrongSpan && s.Start == 0 })
	if i < 0 {
		return
	}
	s := b.Spans[i]
	words, after := strings.TrimSpace(b.Text[:s.End]), b.Text[s.End:]
	switch {
	case strings.HasSuffix(words, ":") || strings.HasSuffix(words, "."):
	case strings.HasPrefix(strings.TrimSpace(after), ":"):
		after = strings.TrimPrefix(strings.TrimSpace(after), ":")
	case strings.TrimSpace(after) != "":
		return
	}
	b.Label = strings.TrimRight(words, ":. ")
	b.Rest = len(b.Text) - len(strings.TrimLeft(after, " "))
}

func (w *blockReader) fragment(into *[]Block, f fragment) {
	src, file := w.src, w.file
	w.src, w.file = f.src, len(w.out.Files)
	w.out.Files = append(w.out.Files, File{Path: f.path, Text: f.src, First: f.first})
	w.children(into, f.root)
	w.src, w.file = src, file
}

func (w *blockReader) children(into *[]Block, n ast.Node) {
	if *into == nil {
		*into = w.take(n.ChildCount())
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(into, c)
	}
}

// begin makes a block for a node.
func (w *blockReader) begin(kind BlockKind, n ast.Node) Block {
	return Block{Kind: kind, Figure: -1, file: w.file, src: offsetOf(n), start: len(w.text), end: len(w.text)}
}

// holds adds a block for a node with what the node holds.
func (w *blockReader) holds(into *[]Block, b Block, n ast.Node) {
	w.children(&b.Blocks, n)
	*into = append(*into, b)
}

// says adds a block for a node with the node's words.
func (w *blockReader) says(into *[]Block, b Block, n ast.Node) {
	b.start = len(w.text)
	first := len(w.spans)
	w.words(&b, n)
	b.end, b.Spans = len(w.text), w.spans[first:len(w.spans):len(w.spans)]
	for b.end > b.start && (w.text[b.end-1] == ' ' || w.text[b.end-1] == '\n') {
		b.end--
	}
	for i := range b.Spans {
		s := &b.Spans[i] // a blank that was at the end of one is gone
		s.Start, s.End = min(s.Start, b.end-b.start), min(s.End, b.end-b.start)
	}
	*into = append(*into, b)
}

func (w *blockReader) block(into *[]Block, n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		i, ok := w.doc.index[n]
		if i == blankIndex {
			return
		}
		b := w.begin(HeadingBlock, n)
		b.Level = 1
		if ok && i != titleIndex {
			b.Level = w.doc.Headings[i].Depth
		}
		w.says(into, b, n)
	case *ast.List:
		b := w.begin(ListBlock, n)
		b.Ordered, b.Level = n.IsOrdered(), n.Start
		number := n.Start
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			item := w.begin(ItemBlock, c)
			item.Ordered, item.Level = b.Ordered, number
			i, known := w.doc.index[c]
			if known && i != notStep && b.Ordered {
				item.Step, item.Place = true, i
			}
			w.holds(&b.Blocks, item, c)
			if b.Ordered {
				number++
			}
		}
		*into = append(*into, b)
	case *east.Table:
		w.table(into, n)
	case *listing:
		b := w.begin(CodeBlock, n)
		b.Lang, b.Title, b.code = n.lang, n.title, n
		if b.Lang == "" {
			b.Lang = n.label
		}
		b.Diagram = diagramKind(n.drawing)
		if n.drawing != nil && b.Title == "" {
			b.Title = n.drawing.Title
		}
		w.code(&b, n.Lines())
		*into = append(*into, b)
	case *captioned:
		before := len(*into)
		w.children(into, n)
		if len(*into) > before {
			b := &(*into)[before]
			b.Figure, b.Caption = n.figure, w.doc.Figures[n.figure].Text
		}
	case *figure:
		w.children(into, n)
	case *ast.Image:
		w.says(into, w.image(n), n)
	case *ast.Blockquote:
		w.holds(into, w.begin(QuoteBlock, n), n)
	case *callout:
		b := w.begin(QuoteBlock, n)
		b.Lang = n.look
		w.holds(into, b, n)
	case *tab:
		b := w.begin(TabBlock, n)
		b.Title = n.label
		w.holds(into, b, n)
	case *tabGroup:
		w.children(into, n)
	case *container:
		b := w.begin(ContainerBlock, n)
		b.Title = n.info
		w.holds(into, b, n)
	case *included:
		w.fragment(into, n.fragment)
	case *east.DefinitionTerm:
		w.says(into, w.begin(TermBlock, n), n)
	case *east.DefinitionDescription:
		w.holds(into, w.begin(DefinitionBlock, n), n)
	case *east.Footnote:
		w.holds(into, w.begin(NoteBlock, n), n)
	case *safe:
		w.html(into, n)
	case *ast.ThematicBreak:
	default:
		if n.Type() != ast.TypeBlock {
			return
		}
		if hasInline(n) {
			w.says(into, w.begin(ParagraphBlock, n), n)
			return
		}
		w.children(into, n)
	}
}

func (w *blockReader) image(n *ast.Image) Block {
	b := w.begin(ImageBlock, n)
	b.Target = string(n.Destination)
	return b
}

func (w *blockReader) table(into *[]Block, n ast.Node) {
	b := w.begin(TableBlock, n)
	first := len(w.rows)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		cells := w.take(row.ChildCount())
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			w.says(&cells, w.begin(CellBlock, c), c)
		}
		w.rows = append(w.rows, cells)
	}
	b.Rows = w.rows[first:len(w.rows):len(w.rows)]
	*into = append(*into, b)
}

func (w *blockReader) html(into *[]Block, n *safe) {
	b := w.begin(HTMLBlock, n)
	b.src = n.at
	if n.table != nil && n.words != "" && n.isTable() {
		w.htmlTable(into, n) // first: a caption is that of the first block
		w.comments(into, n)
		return
	}
	w.comments(into, n)
	if n.words == "" {
		return
	}
	b.start = len(w.text)
	w.at(n.at) // no word's own place is known
	w.text = append(w.text, n.words...)
	b.end = len(w.text)
	*into = append(*into, b)
}

func (w *blockReader) comments(into *[]Block, n *safe) {
	for _, c := range n.comments {
		b := w.begin(CommentBlock, n)
		b.src, b.Title = c.at, c.text
		*into = append(*into, b)
	}
}

func (w *blockReader) code(b *Block, lines *text.Segments) {
	b.start = len(w.text)
	for i := range lines.Len() {
		s := lines.At(i)
		if i == 0 {
			b.src = s.Start
		}
		for range s.Padding {
			w.text = append(w.text, ' ')
		}
		w.at(s.Start)
		w.text = append(w.text, w.src[s.Start:s.Stop]...)
	}
	b.end = len(w.text)
}

// at says that what comes next stands in the source at a byte.
func (w *blockReader) at(src int) {
	if k := len(w.runs); k > 0 {
		if r := w.runs[k-1]; int(r.file) == w.file && src-int(r.src) == len(w.text)-int(r.text) {
			return
		}
	}
	w.runs = append(w.runs, run{int32(len(w.text)), int32(w.file), int32(src)})
}

// blank adds a space unless there is one.
func (w *blockReader) blank(b *Block) {
	if k := len(w.text); k > b.start && w.text[k-1] != ' ' && w.text[k-1] != '\n' {
		w.text = append(w.text, ' ')
	}
}

// lineEnd is blank where a line ends: in a cell that is one too, since who writes tables
// lists things so.
func (w *blockReader) lineEnd(b *Block) {
	w.blank(b)
	if k := len(w.text); b.Kind == CellBlock && k > b.start {
		w.text[k-1] = '\n'
	}
}

// words gathers the words in a node, as writeWords does, with what they are.
func (w *blockReader) words(b *Block, n ast.Node) { w.between(b, n.FirstChild(), nil) }

// between gathers the words of siblings, up to one that has none; nil for all.
func (w *blockReader) between(b *Block, from, to ast.Node) {
	for x := from; x != nil && x != to; x = x.NextSibling() {
		before := len(w.text)
		span := Span{Kind: -1}
		switch c := x.(type) {
		case *ast.Text:
			w.plain(b, c)
		case *ast.String:
			w.text = append(w.text, c.Value...)
		case *ast.AutoLink:
			w.at(offsetOf(c))
			w.text = append(w.text, c.Label(w.src)...)
			span = Span{Kind: AddressSpan, Target: string(c.URL(w.src))}
		case *ast.RawHTML:
		case *safe:
			w.comments(&b.Blocks, c)
			if said := strings.TrimLeft(c.said, " "); said != c.said { // a line break
				w.lineEnd(b)
			} else if said != "" { // a tag that is none, which shows
				w.at(c.at)
				w.text = append(w.text, said...)
			}
			if end := c.end(); end != nil {
				spans := len(w.spans)
				w.between(b, x.NextSibling(), end)
				x = end
				if c.html == "<del>" || c.html == "<s>" {
					span = Span{Kind: StruckSpan}
				} else if said := marked(c.html, string(w.text[before:]), true); said != string(w.text[before:]) {
					w.text, w.spans = append(w.text[:before], said...), w.spans[:spans]
				}
			}
		case *variableNode:
			w.at(offsetOf(c))
			w.text = append(w.text, "{{"+c.Name+"}}"...)
			span = Span{Kind: VariableSpan, Target: c.Name}
		case *filledCode:
			w.text = append(w.text, c.code.source()...)
			span = Span{Kind: CodeSpan}
		case *ast.CodeSpan:
			w.words(b, c)
			span = Span{Kind: CodeSpan}
		case *ast.Link:
			w.words(b, c)
			span = Span{Kind: LinkSpan, Target: string(c.Destination)}
		case *ast.Image:
			w.words(b, c)
			span = Span{Kind: ImageSpan, Target: string(c.Destination)}
		case *ast.Emphasis:
			w.words(b, c)
			if c.Level == 2 {
				span = Span{Kind: StrongSpan}
			}
		case *east.Strikethrough:
			w.words(b, c)
			span = Span{Kind: StruckSpan}
		default:
			w.words(b, c)
		}
		if span.Kind >= 0 {
			span.Start, span.End = before-b.start, len(w.text)-b.start
			w.spans = append(w.spans, span)
		}
	}
}

// plain adds a text, with one space for white space of any length.
func (w *blockReader) plain(b *Block, t *ast.Text) {
	value := t.Segment.Value(w.src)
	if !t.IsRaw() {
		if decoded := decodeUses(value); len(decoded) != len(value) {
			value = decoded
		}
	}
	at := t.Segment.Start
	w.at(at)
	raw := t.Parent().Kind() == ast.KindCodeSpan
	if !raw && isSingleSpaced(value) {
		if value[0] == ' ' && (len(w.text) == b.start || w.text[len(w.text)-1] == ' ' || w.text[len(w.text)-1] == '\n') {
			value, at = value[1:], at+1
			w.at(at)
		}
		w.text = append(w.text, value...)
		value = nil
	}
	for i := 0; i < len(value); {
		if c := value[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			j := i + 1
			for j < len(value) && value[j] != ' ' && value[j] != '\t' && value[j] != '\n' && value[j] != '\r' {
				j++
			}
			w.at(at + i)
			w.text = append(w.text, value[i:j]...)
			i = j
			continue
		}
		if raw {
			w.text = append(w.text, ' ')
		} else {
			w.blank(b)
		}
		i++
	}
	if t.SoftLineBreak() || t.HardLineBreak() {
		w.blank(b)
	}
}

// isSingleSpaced tells whether a text has single blanks only.
func isSingleSpaced(s []byte) bool {
	return len(s) > 0 && bytes.IndexByte(s, '\t') < 0 && bytes.IndexByte(s, '\n') < 0 && bytes.IndexByte(s, '\r') < 0 && !bytes.Contains(s, []byte("  "))
}
