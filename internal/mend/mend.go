// Package mend changes what authors wrote where a finding leaves nothing to
// decide: a number typed in a heading, a bullet that makes no list, the language
// of a block of code. A mend is a value, one line in mends; it makes edits out of
// a finding and the source, and leaves alone what it does not understand.
//
// What comes of the edits is read again before it is handed out: it says the same
// words, but for those that a mend takes away or puts right. Edits that change
// anything else are dropped. Outside the edits every byte stays.
package mend

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/source"
)

// mend makes the edits that mend a finding; none when it does not know how.
type mend func(*page, diag.Diagnostic) change

// mends are by the key of the finding's message. Of two that want to change the
// same words the first one does.
var mends = []struct {
	key string
	mend
}{
	{"DOC-06", pastedHeader},
	{"TXT-03", typedBullets},
	{"FMT-01.vineta", typedBullets}, // of manuals without a blueprint
	{"TAB-02", tabbedLines},
	{"EST-12", underlined},
	{"EST-05", typedNumber},
	{"CAP-01", captionNumber},
	{"CMD-09", fenceLanguage},
	{"CMD-09.falta", fenceLanguage},
	{"CMD-05", misspelt},
	{"TXT-01.cortada", cutWord},
}

// Knows tells whether there is a mend for findings of that kind.
func Knows(d diag.Diagnostic) bool { return place(d) >= 0 }

func place(d diag.Diagnostic) int {
	for i, m := range mends {
		if m.key == d.Message {
			return i
		}
	}
	return -1
}

// Edit puts a text in the place of a stretch of bytes.
type Edit struct {
	Start, End int
	Text       string
}

// change is what mends a finding, and how it shows in the words.
type change struct {
	finding diag.Diagnostic
	edits   []Edit
	gone    [][]string // words that it takes away, each together
	swaps   []swap
}

// swap is a word, or a part of one, that comes in the place of another.
type swap struct{ old, new string }

// File is a source file.
type File struct {
	Path string // as findings have it
	Raw  []byte
	Env  markdown.Env
	// Spared, unless nil, tells findings that somebody wants to keep.
	Spared func(diag.Diagnostic) bool
}

// Result is what became of a file.
type Result struct {
	Raw   []byte // all of it, mended
	Edits []Edit // in the bytes that it was, in order
	Done  diag.List
}

// Run mends what it can of a file's findings.
func Run(e *markdown.Engine, f File, found diag.List) Result {
	res := Result{Raw: f.Raw}
	p := read(e, f)
	if p == nil {
		return res
	}
	done := p.kept(p.changes(f, found))
	for _, c := range done {
		res.Done = append(res.Done, c.finding)
	}
	if len(done) == 0 {
		return res
	}
	res.Edits = p.rawEdits(f.Raw, edits(done))
	res.Raw = apply(f.Raw, res.Edits)
	return res
}

// page is a file while it is being mended. Its text is the file's as Markdown is
// read: with \n at the ends of lines and no BOM.
type page struct {
	engine *markdown.Engine
	env    markdown.Env
	path   string
	text   []byte
	starts []int // of lines
	blocks map[diag.Pos]*markdown.Block
	code   map[int]bool // lines of blocks of code
	column map[int]int  // of the paragraph that begins on a line
	permit check.Permits
	words  []string
	trials int
}

// read reads a file; nil for one whose bytes are not all text.
func read(e *markdown.Engine, f File) *page {
	if !utf8.Valid(f.Raw) || bytes.IndexByte(f.Raw, 0) >= 0 {
		return nil
	}
	p := &page{
		engine: e, env: f.Env, path: f.Path, text: source.UnixLines(f.Raw), starts: []int{0},
		blocks: map[diag.Pos]*markdown.Block{}, code: map[int]bool{}, column: map[int]int{},
	}
	for i, c := range p.text {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	o := p.outline(p.text)
	p.words = wordsOf(o)
	p.permit = check.PermitsIn(o)
	for _, b := range o.All {
		if pos, _ := o.Place(b); pos.Path == p.path {
			p.know(pos, b)
		}
	}
	return p
}

// know remembers where a block is.
func (p *page) know(pos diag.Pos, b *markdown.Block) {
	if _, known := p.blocks[pos]; !known || b.Kind != markdown.ListBlock && b.Kind != markdown.ItemBlock {
		p.blocks[pos] = b
	}
	switch b.Kind {
	case markdown.ParagraphBlock:
		p.column[pos.Line] = pos.Col
	case markdown.CodeBlock:
		for i := range strings.Count(b.Text, "\n") + 1 {
			p.code[pos.Line+i] = true
		}
	}
}

func (p *page) outline(text []byte) *markdown.Outline {
	t, _ := source.Split(p.path, text)
	env := p.env
	env.Budget = markdown.NewBudget()
	doc, _ := p.engine.Parse(t, env)
	return doc.Outline()
}

// changes are those that the findings ask for, of which no two change the same
// words.
func (p *page) changes(f File, found diag.List) []change {
	type candidate struct {
		rank int
		change
	}
	var list []candidate
	for _, d := range found {
		rank := place(d)
		if rank < 0 || d.Pos.Path != p.path || !p.stands(d) || p.permit.Allow(d) || f.Spared != nil && f.Spared(d) {
			continue
		}
		if c := mends[rank].mend(p, d); len(c.edits) > 0 {
			c.finding = d
			list = append(list, candidate{rank, c})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return a.rank - b.rank })
	var taken []Edit
	var out []change
	for _, c := range list {
		if more, ok := with(taken, c.edits); ok {
			taken, out = more, append(out, c.change)
		}
	}
	slices.SortStableFunc(out, func(a, b change) int { return a.edits[0].Start - b.edits[0].Start })
	return out
}

// stands tells whether a finding is of the text as it is now.
func (p *page) stands(d diag.Diagnostic) bool {
	n := d.Pos.Line
	return n >= 1 && n <= len(p.starts) && d.Pos.Col >= 1 && (d.Excerpt == "" || d.Excerpt == p.line(n))
}

// most is how often a text is read again to find the edits that must go.
const most = 200

// kept are the changes that leave the words as they are.
func (p *page) kept(list []change) []change { return p.add(nil, list) }

func (p *page) add(base, list []change) []change {
	if len(list) == 0 || p.trials >= most {
		return base
	}
	p.trials++
	all := slices.Concat(base, list)
	if p.same(all) {
		return all
	}
	if len(list) == 1 {
		return base
	}
	half := len(list) / 2
	return p.add(p.add(base, list[:half]), list[half:])
}

// same tells whether the text says after some changes what it said before.
func (p *page) same(list []change) bool {
	after := wordsOf(p.outline(apply(p.text, edits(list))))
	return alike(p.words, after, list)
}
