package check

import (
	"slices"
	"strings"
	"sync"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/markdown"
)

// folded is a text in which phrases are looked for: its words, without capitals
// or accents, between single blanks, one at either end too.
type folded struct {
	words string
	text  string // as it was
}

func fold(s string) folded {
	return folded{words: string(append(i18n.AppendWords(make([]byte, 0, len(s)+2), s), ' ')), text: s}
}

// plain is the text with its signs, folded.
func (f folded) plain() string { return i18n.Fold(f.text) }

// wanted is a phrase of a blueprint or of a rule: whole words, or, when signs are
// a part of it (--version), what may stand anywhere.
type wanted struct{ words, signs string }

// phrases are folded once; there are a few hundred.
var phrases sync.Map

func phrase(s string) wanted {
	if w, ok := phrases.Load(s); ok {
		return w.(wanted)
	}
	w := wanted{words: fold(s).words}
	if strings.ContainsAny(s, "-_/.\"<>$") {
		w.signs = strings.Trim(i18n.Fold(s), `"`)
	}
	phrases.Store(s, w)
	return w
}

// has tells whether a phrase is in the text.
func (f folded) has(words string) bool {
	p := phrase(words)
	if p.signs != "" {
		return strings.Contains(f.plain(), p.signs)
	}
	return strings.Contains(f.words, p.words)
}

// any tells whether one of the phrases is in the text.
func (f folded) any(phrases []string) bool {
	for _, p := range phrases {
		if f.has(p) {
			return true
		}
	}
	return false
}

// anyOf is any for phrases with | between them.
func (f folded) anyOf(alternatives string) bool { return f.any(config.Alternatives(alternatives)) }

// foldedPage are the words of a page, folded, of captions and titles too; starts
// are the places in it of the outline's blocks, and of the end.
type foldedPage struct {
	words  string
	starts []int32
}

// folded are the words of the page. It is folded once, when it is asked for.
func (x *Section) folded() *foldedPage {
	if x.said != nil {
		return x.said
	}
	x.said = &foldedPage{starts: make([]int32, 0, len(x.Outline.All)+1)}
	room := folding.Get().(*[]byte)
	words := (*room)[:0]
	for _, b := range x.Outline.All {
		x.said.starts = append(x.said.starts, int32(len(words)))
		for _, t := range said(b) {
			words = i18n.AppendWords(words, t)
		}
	}
	x.said.starts = append(x.said.starts, int32(len(words)))
	words = append(words, ' ')
	x.said.words = string(words)
	*room = words
	folding.Put(room)
	return x.said
}

// folding is room for the words of a page.
var folding = sync.Pool{New: func() any { return new([]byte) }}

// between is what the blocks from one place in the outline to another say.
func (p *foldedPage) between(from, to int) string { return p.words[p.starts[from] : p.starts[to]+1] }

// scope is a stretch of a manual: the blocks that stand under a heading, after
// a bold label, or in a whole section.
type scope struct {
	x      *Section
	head   *markdown.Block  // the heading or the label's paragraph; nil for a page
	blocks []markdown.Block // one after the other
	after  []scope          // more of it, on the pages that follow
}

// each calls f for every block of the scope and all that they hold.
func (s scope) each(f func(b *markdown.Block)) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for _, c := range s.x.Outline.All[b.Index:b.After] {
			f(c)
		}
	}
	for _, more := range s.after {
		more.each(f)
	}
}

// eachBlock calls f for every block of a page.
func (x *Section) eachBlock(f func(b *markdown.Block)) {
	for _, b := range x.Outline.All {
		f(b)
	}
}

// said is what a block says to the reader; what a comment says is said to
// nobody.
func said(b *markdown.Block) [3]string {
	if b.Kind == markdown.CommentBlock {
		return [3]string{}
	}
	return [...]string{b.Title, b.Caption, b.Text}
}

// text is all that the scope says, captions and titles too.
func (s scope) text() string {
	size := 0
	s.each(func(b *markdown.Block) { size += len(b.Title) + len(b.Caption) + len(b.Text) + 3 })
	var out strings.Builder
	out.Grow(size)
	s.each(func(b *markdown.Block) {
		for _, t := range said(b) {
			if t != "" {
				out.WriteString(t)
				out.WriteByte('\n')
			}
		}
	})
	return out.String()
}

// says tells whether one of the phrases is in the scope, its captions and titles
// too.
func (s scope) says(phrases []string) bool {
	if len(s.blocks) > 0 {
		words, plain := s.x.folded().between(s.blocks[0].Index, s.blocks[len(s.blocks)-1].After), ""
		for _, p := range phrases {
			w := phrase(p)
			if w.signs != "" && plain == "" {
				plain = i18n.Fold(scope{x: s.x, blocks: s.blocks}.text())
			}
			if w.signs != "" && strings.Contains(plain, w.signs) || w.signs == "" && strings.Contains(words, w.words) {
				return true
			}
		}
	}
	return slices.ContainsFunc(s.after, func(more scope) bool { return more.says(phrases) })
}

// words counts the words outside headings and code, up to a limit.
func (s scope) words(limit int) int {
	n := 0
	s.each(func(b *markdown.Block) {
		if n >= limit || b.Kind == markdown.HeadingBlock || b.Kind == markdown.CodeBlock {
			return
		}
		for range strings.FieldsSeq(b.Text) {
			if n++; n == limit {
				return
			}
		}
	})
	return n
}

// dismissed tells whether the scope says that it does not apply, and why.
func (s scope) dismissed() bool { return s.reason() > 1 }

// refused tells whether it says so without a reason.
func (s scope) refused() bool {
	return s.reason() >= 0 && s.reason() < 2 && s.words(fewWords) < fewWords
}

var dismissal = watchFor("no aplica")

// reason counts the words after «No aplica»; -1 when that is not said.
func (s scope) reason() int {
	words := -1
	if len(s.x.with(dismissal)) == 0 {
		return words // nearly all
	}
	s.each(func(b *markdown.Block) {
		if b.Kind == markdown.CodeBlock {
			return
		}
		if _, reason, ok := strings.Cut(fold(b.Text).words, " no aplica "); ok {
			words = max(words, len(strings.Fields(reason)))
		}
	})
	return words
}

// whole is the scope of a page.
func (x *Section) whole() scope { return scope{x: x, blocks: x.Outline.Blocks} }

// name folds the words that name a block, once.
func (x *Section) name(b *markdown.Block) folded {
	if x.names == nil {
		x.names = make([]folded, len(x.Outline.All))
	}
	f := &x.names[b.Index]
	if f.words == "" {
		words := b.Text
		if b.Kind == markdown.ParagraphBlock {
			words = b.Label
		}
		*f = fold(words)
	}
	return *f
}

// under finds the scopes in s whose heading or bold label has one of the
// phrases.
func (s scope) under(phrases []string) []scope {
	var out []scope
	for i := range s.blocks {
		b := &s.blocks[i]
		switch {
		case b.Kind == markdown.HeadingBlock && s.x.name(b).any(phrases):
			end := i + 1
			for end < len(s.blocks) && (s.blocks[end].Kind != markdown.HeadingBlock || s.blocks[end].Level > b.Level) {
				end++
			}
			out = append(out, scope{x: s.x, head: b, blocks: s.blocks[i+1 : end]})
		case b.Kind == markdown.ParagraphBlock && b.Label != "" && s.x.name(b).any(phrases):
			end := i + 1
			for end < len(s.blocks) && s.blocks[end].Kind != markdown.HeadingBlock && s.blocks[end].Label == "" {
				end++
			}
			out = append(out, scope{x: s.x, head: b, blocks: s.blocks[i:end]})
		case b.Kind == markdown.TermBlock && s.x.name(b).any(phrases):
			out = append(out, scope{x: s.x, head: b, blocks: s.blocks[i:min(i+2, len(s.blocks))]})
		}
		if len(b.Blocks) > 0 {
			out = append(out, scope{x: s.x, blocks: b.Blocks}.under(phrases)...)
		}
	}
	return out
}
