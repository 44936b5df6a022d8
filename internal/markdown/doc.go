package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/diagram"
	"folio/internal/source"
)

// Doc is a parsed section. It is immutable and safe for concurrent use.
type Doc struct {
	Path string // of the file, as messages show it

	// Title is the level 1 heading that opens the section; its Text is ""
	// when there is none.
	Title    Heading
	Late     bool      // the first level 1 heading stands after others, and is no title
	Headings []Heading // the rest, in reading order
	Links    []Link    // local ones, in reading order
	Images   []Image   // local ones, in reading order
	Figures  []Figure  // captions, in reading order
	Terms    []Term    // defined in a glossary
	Acronyms []Acronym // used, each once
	// Undefined are words of a glossary that it has in a form that defines
	// nothing.
	Undefined []string
	Steps     []Step // of procedures, in reading order
	// Drawings are the layouts of its diagrams.
	Drawings map[diagram.Sum]*diagram.Layout
	Live     []diag.Pos // of diagrams that a browser draws, in reading order
	Diagrams []Diagram  // in reading order
	Includes []string   // files that the section took in, by path from the content root
	Units    []Unit     // inclusions, in reading order; the first one's number is 1

	// lastHeading is one more than the index of the last heading that is not
	// loose; 0 while there is none.
	lastHeading int
	heading     fragment // the title's node; its root is nil when there is none

	taken   expansion
	defined definedTerms
	near    map[string]string // undeclared names, and the declared ones that they are like
	body    fragment
	index   map[ast.Node]int // a recorded node's place in its list
	// filled are addresses out of the site with the values of variables, each the
	// same in each environment, titles the titles of links and images with them,
	// and byPlace the places in Links of a link into the site in each environment.
	filled   map[ast.Node]string
	each     map[ast.Node][]string
	titles   map[ast.Node]string
	byPlace  map[ast.Node][]int
	pictures map[ast.Node]picture

	// notesBelow tells of footnotes in inclusions. All notes are counted together
	// then: noteNumbers has their numbers, notes has them in that order.
	notesBelow  bool
	noteNumbers map[noteKey]int
	notes       []gatheredNote
}

// expect makes room for what will be recorded of a fragment's nodes.
func (d *Doc) expect(list *nodeList) {
	if d.index == nil {
		d.index = make(map[ast.Node]int, list.recorded)
	}
	d.Links = slices.Grow(d.Links, list.links)
}

// fill keeps the address of a link out of the site in which variables stand, and
// what it is in each environment.
func (d *Doc) fill(n ast.Node, dest string, each []string) {
	if d.filled == nil {
		d.filled, d.each = map[ast.Node]string{}, map[ast.Node][]string{}
	}
	d.filled[n] = dest
	if each != nil {
		d.each[n] = each
	}
}

// title is the title of a link or an image, with the values of variables.
func (d *Doc) title(n ast.Node, written []byte) string {
	if t, ok := d.titles[n]; ok {
		return t
	}
	return string(decode(written))
}

// fillTitle keeps that title, where variables stand in it.
func (b *builder) fillTitle(n ast.Node, written []byte, at int) {
	if !bytes.Contains(written, []byte("{{")) {
		return
	}
	if b.doc.titles == nil {
		b.doc.titles = map[ast.Node]string{}
	}
	b.doc.titles[n] = b.fillText(decodeText(written), at, false)
}

// fragment is a tree with the text that its nodes point into.
type fragment struct {
	src  []byte
	root ast.Node
	// Where the text is from: a file, as messages show it, and the number of the
	// text's first line in it.
	path  string
	first int
}

// Source is the section's own text, below its data.
func (d *Doc) Source() []byte { return d.body.src }

// Empty tells a document without any block, its title included.
func (d *Doc) Empty() bool { return d.body.root == nil || d.body.root.FirstChild() == nil }

// Heading is a heading below the title.
type Heading struct {
	Text  string // plain, without a typed number
	Typed string // that number, "4.1"; "" when there was none
	ID    string // from {#id}; "" when the author gave none
	Slug  string // of the text; may be ""
	Depth int    // 2 to 6: levels as HTML needs them, without jumps
	// Loose tells a heading inside a list, a quotation or a callout: it has an
	// anchor but no number and no entry in a table of contents.
	Loose  bool
	Parent int // index in Doc.Headings of the one that holds it; -1 for the title
	Unit   int // the inclusion that it stands in; 0 for the section's own text
	// Run tells how the steps below are followed, when they are a procedure that
	// somebody carries out and keeps a record of; Minutes is how long that takes,
	// 0 when nobody says.
	Run     Mode
	Minutes int
	Pos     diag.Pos
}

// deepest is the heading that the reading has come to, of those above a level
// that are not loose, as an index; -1 for the title.
func (d *Doc) deepest(level int) int {
	i := d.lastHeading - 1
	for i >= 0 && d.Headings[i].Depth >= level {
		i = d.Headings[i].Parent
	}
	return i
}

// Link asks for the address of something inside the site.
type Link struct {
	Dest string // as written, entities and backslashes decoded
	// Slashed is what is written with / for each \; "" when there is none.
	Slashed string
	// From is the file that the link stands in, by path from the content
	// root: the section's own or one that it includes.
	From string
	Unit int // the inclusion that it stands in; 0 for the section's own text
	// Empty tells a link without text, which takes the words for what it
	// leads to: "numeral 5.2 Red".
	Empty bool
	// Procedure is the one that the link stands in, as in Step; -1 for none.
	Procedure int
	// Opens tells that its words open a sentence.
	Opens bool
	Pos   diag.Pos
	Line  string // the source line, for the message
}

// Target is where a link leads.
type Target struct {
	URL  string // relative to the page; "" when the link is broken
	Text string // words for an empty link
	Why  string // what a reader is told about a broken link
	// Size, in bytes, of a file that the manual hands out; 0 for pages.
	Size int64
}

// Image asks for an image of the manual.
type Image struct {
	Src     string // as written, decoded
	Slashed string // as in Link
	Alt     string
	From    string // as in Link
	Pos     diag.Pos
	Line    string
}

// Picture is an image found. A zero Picture is a missing one.
type Picture struct {
	URL           string // relative to the page
	Width, Height int    // in CSS pixels; 0 when unknown
}

// builderKey is where the constructs' parsers find the builder of their
// document.
var builderKey = parser.NewContextKey()

// builder gathers a Doc from one file: the section's own or an included one.
type builder struct {
	engine *Engine
	env    Env
	doc    *Doc
	path   string // of the file, as messages show it
	src    []byte
	found  diag.List
	lines  lineIndex

	// An included file knows who included it, which inclusion it is, how far its
	// headings sink, and whether they are loose whatever holds them.
	chain []string
	unit  int
	shift func(level int) int
	loose bool

	depth  int          // of the heading that has been read last; 1 is the section's title
	orders []order      // met among words
	alone  map[int]bool // byte offsets of those that stand alone

	captions []candidate
	series   map[ast.Node]bool // headings that plain numbers open; nil until asked
	braces   []brace           // that nothing has taken

	notes     []ast.Node      // footnotes
	lost      []lostLabel     // references to labels that nothing defines
	bent      map[string]bool // labels, folded, whose definition is none
	conflicts []ast.Node      // blocks of code that have a mark of git's
	likeTerms []likeTerm      // of a glossary, that define nothing

	backslashes int        // unknown, few or many
	texts       []ast.Text // to give out; see newText

	// What the limits count.
	footnotes int
	shown     map[string]bool // what is no HTML and shows as written
	block     ast.Node        // whose marks are counted
	marks     int
	tooDeep   bool

	fence ast.Node // open while blocks are read; nil for none

	// What is reported once in a file: languages that are not known, and the
	// attributes that are dropped, their number and the first.
	unknown    map[string]bool
	attributes int
	attribute  droppedAttribute
	showing    ast.Node // the last one in which a mark shows

	// What raw HTML has open, and the dropped element whose content is being
	// dropped with it, among the children of one node.
	open   []*openElements
	skip   string
	skipIn ast.Node
}

func (e *Engine) builder(doc *Doc, t source.Text, env Env) *builder {
	return &builder{
		engine: e, env: env, doc: doc, path: t.Path, src: t.Body,
		lines: lineIndex{src: t.Body, first: t.BodyLine}, depth: 1,
	}
}

// add records a finding at a byte offset of the file's body.
func (b *builder) add(s diag.Severity, key string, offset int, args ...string) {
	pos, line := b.at(offset)
	for i, a := range args {
		args[i] = config.Valued(a)
	}
	b.found.Add(s, key, pos, args...)
	b.found[len(b.found)-1].Excerpt = line
}

// at gives the position of a byte offset and the text of its line.
func (b *builder) at(offset int) (diag.Pos, string) {
	line, col, text := b.lines.locate(offset)
	return diag.Pos{Path: b.path, Line: line, Col: col}, text
}

// pos gives the position of a byte offset.
func (b *builder) pos(offset int) diag.Pos {
	line, col := b.lines.place(offset)
	return diag.Pos{Path: b.path, Line: line, Col: col}
}
