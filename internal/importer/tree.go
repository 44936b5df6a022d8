package importer

import (
	"strings"

	"folio/internal/diag"
)

// The tree that readers make and the writer prints. It knows what a document
// says, and nothing of how its format or Markdown write it.

// document is what a reader makes of a file.
type document struct {
	title       string // when the format says it apart from the text
	named       string // what the file's properties call it: a guess
	description string
	blocks      []block
	top         []string           // anchors of the title
	frame       []block            // what stands above and below every sheet
	found       []finding          // of the whole document
	notes       map[string][]block // footnotes, by the names that noteRefs have
	origin      []pair             // data of the source that Folio has no use for
	media       map[string]picture // pictures that are in the file itself, by name
}

// pair is a key and its value.
type pair struct{ key, value string }

// picture is a picture that a document carries. lost says why there are no data:
// the key of a finding, and what it is about.
type picture struct {
	data []byte
	lost string
}

type kind int

// The kinds of blocks.
const (
	paragraph kind = iota
	heading
	listBlock  // items
	codeBlock  // text, lang
	quotation  // blocks
	callout    // blocks, label: the kind of it
	tableBlock // table
	figure     // text: the pictures
	definition // text: the term; blocks: what it means
	caption    // label: its series; text
	rule
	verbatim // text: Markdown as it is, of which only the addresses change
	remark   // found: says something about the place, and prints nothing
)

// block is a paragraph, or what stands between paragraphs.
type block struct {
	kind    kind
	level   int // of a heading, from 1
	text    []inline
	code    string
	lang    string
	label   string
	ordered bool
	start   int
	letter  string // by which an ordered list counts: a, A, i, I; "" for numbers
	items   [][]block
	blocks  []block
	table   *table
	// anchors are the names by which the source leads here.
	anchors []string
	// caption and id belong to tables, figures and listings.
	caption []inline
	id      string
	found   *finding
	quiet   bool // a heading that is not one by style but by its looks
	hidden  bool // a secret was in it
}

type inlineKind int

// The kinds of inlines.
const (
	words     inlineKind = iota // text
	strong                      // kids
	emphasis                    // kids
	strike                      // kids
	underline                   // kids
	mark                        // kids
	sub                         // kids
	sup                         // kids
	codeSpan                    // text
	keyboard                    // text
	link                        // target, kids
	image                       // target, text: what it shows
	lineBreak                   // none
	noteRef                     // target: its name
	raw                         // text: Markdown as it is
	note                        // found: says something about the place
	place                       // target: an anchor
)

// inline is a stretch of a text.
type inline struct {
	kind   inlineKind
	text   string
	target string
	kids   []inline // of a picture: what stands under it
	found  *finding
	framed bool // a picture that does not stand among words
}

// finding is something to be said about a place of what is written.
type finding struct {
	severity diag.Severity
	key      string
	args     []string
}

// table is a table. A cell that another covers is not in its row.
type table struct {
	rows    []row
	headers bool // the first column heads its rows
}

type row struct {
	head  bool
	cells []cell
}

type cell struct {
	blocks     []block
	cols, rows int // how many it covers; 0 for one
	head       bool
	align      byte // l, c, r; 0 for none
}

func say(s string) inline { return inline{kind: words, text: s} }

func para(text ...inline) block { return block{kind: paragraph, text: text} }

func about(severity diag.Severity, key string, args ...string) *finding {
	return &finding{severity, key, args}
}

func remarkOf(severity diag.Severity, key string, args ...string) block {
	return block{kind: remark, found: about(severity, key, args...)}
}

func noteOf(severity diag.Severity, key string, args ...string) inline {
	return inline{kind: note, found: about(severity, key, args...)}
}

// plain is what a text says, without its marks.
func plain(text []inline) string {
	var b strings.Builder
	writePlain(&b, text)
	return strings.Join(strings.Fields(b.String()), " ")
}

func writePlain(b *strings.Builder, text []inline) {
	for _, x := range text {
		switch x.kind {
		case words, codeSpan, keyboard:
			b.WriteString(x.text)
		case raw:
			b.WriteString(unmarked(x.text))
		case lineBreak:
			b.WriteByte(' ')
		case image, noteRef, note, place:
		default:
			writePlain(b, x.kids)
		}
	}
}

// plainBlocks is what blocks say.
func plainBlocks(list []block) string {
	var b strings.Builder
	eachText(list, func(text []inline) {
		b.WriteString(plain(text))
		b.WriteByte(' ')
	}, func(code string) {
		b.WriteString(code)
		b.WriteByte(' ')
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// eachText visits all texts and code of blocks, in reading order.
func eachText(list []block, text func([]inline), code func(string)) {
	for i := range list {
		b := &list[i]
		if b.kind == codeBlock {
			code(b.code)
		}
		if len(b.caption) > 0 {
			text(b.caption)
		}
		if len(b.text) > 0 {
			text(b.text)
		}
		eachText(b.blocks, text, code)
		for _, item := range b.items {
			eachText(item, text, code)
		}
		if b.table != nil {
			for _, r := range b.table.rows {
				for _, c := range r.cells {
					eachText(c.blocks, text, code)
				}
			}
		}
	}
}

// eachInline visits the inlines of blocks, which it may change.
func eachInline(list []block, visit func(*inline)) {
	var all func([]inline)
	all = func(text []inline) {
		for i := range text {
			visit(&text[i])
			all(text[i].kids)
		}
	}
	eachText(list, all, func(string) {})
}

// eachBlock visits blocks and those in them, which it may change.
func eachBlock(list []block, visit func(*block)) {
	for i := range list {
		b := &list[i]
		visit(b)
		eachBlock(b.blocks, visit)
		for _, item := range b.items {
			eachBlock(item, visit)
		}
		if b.table != nil {
			for _, r := range b.table.rows {
				for _, c := range r.cells {
					eachBlock(c.blocks, visit)
				}
			}
		}
	}
}

// cellText is what a cell says.
func (c cell) text() string { return plainBlocks(c.blocks) }

// trimmed is a text without blanks at its ends.
func trimmed(text []inline) []inline {
	for len(text) > 0 {
		first := &text[0]
		if first.kind == lineBreak || first.kind == words && strings.TrimLeft(first.text, blanks) == "" {
			text = text[1:]
			continue
		}
		if first.kind == words {
			text = append([]inline{{kind: words, text: strings.TrimLeft(first.text, blanks)}}, text[1:]...)
		}
		break
	}
	for len(text) > 0 {
		last := text[len(text)-1]
		if last.kind == lineBreak || last.kind == words && strings.TrimRight(last.text, blanks) == "" {
			text = text[:len(text)-1]
			continue
		}
		if last.kind == words {
			text = append(text[:len(text)-1:len(text)-1], say(strings.TrimRight(last.text, blanks)))
		}
		break
	}
	return text
}

func trimBlanks(s string) string { return strings.Trim(s, blanks) }

// blanks are the spaces that documents have between words.
const blanks = " \t\n\r\u00a0\u2007\u202f"

// hasWords tells whether a text shows anything.
func hasWords(text []inline) bool {
	for _, x := range text {
		switch x.kind {
		case words, raw:
			if strings.Trim(x.text, blanks+"\u200b\ufeff") != "" {
				return true
			}
		case image, codeSpan, noteRef, keyboard:
			return true
		case lineBreak, note, place:
		default:
			if hasWords(x.kids) {
				return true
			}
		}
	}
	return false
}
