package check

import (
	"strings"
	"sync"
	"unicode"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/markdown"
)

// folded is a text in which phrases are looked for: without capitals or
// accents, its words between single blanks, one at either end too; plain is the
// same with its signs.
type folded struct{ words, plain string }

func fold(s string) folded {
	plain := i18n.Fold(s)
	var b strings.Builder
	b.Grow(len(plain) + 2)
	b.WriteByte(' ')
	blank := true
	for _, r := range plain {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
			blank = false
		case !blank:
			b.WriteByte(' ')
			blank = true
		}
	}
	if !blank {
		b.WriteByte(' ')
	}
	return folded{words: b.String(), plain: plain}
}

// phrases are those of the blueprints and of the rules, folded; there are a few
// hundred.
var phrases sync.Map

func phrase(s string) folded {
	if f, ok := phrases.Load(s); ok {
		return f.(folded)
	}
	f := fold(s)
	phrases.Store(s, f)
	return f
}

// has tells whether a phrase is in the text: as whole words, or, when signs are
// a part of it (--version), anywhere.
func (f folded) has(words string) bool {
	p := phrase(words)
	if strings.ContainsAny(p.plain, "-_/.\"<>$") {
		return strings.Contains(f.plain, strings.Trim(p.plain, `"`))
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

// scope is a stretch of a manual: the blocks that stand under a heading, after
// a bold label, or in a whole section.
type scope struct {
	x      *Section
	head   *markdown.Block // the heading or the label's paragraph; nil for a page
	blocks []*markdown.Block
}

// each calls f for every block of the scope and all that they hold.
func (s scope) each(f func(b *markdown.Block)) {
	for _, b := range s.blocks {
		each(b, f)
	}
}

func each(b *markdown.Block, f func(b *markdown.Block)) {
	f(b)
	for r := range b.Rows {
		for c := range b.Rows[r] {
			each(&b.Rows[r][c], f)
		}
	}
	for i := range b.Blocks {
		each(&b.Blocks[i], f)
	}
}

// eachBlock calls f for every block of a page.
func (x *Section) eachBlock(f func(b *markdown.Block)) {
	for i := range x.Outline.Blocks {
		each(&x.Outline.Blocks[i], f)
	}
}

// text is all that the scope says, captions and titles too.
func (s scope) text() string {
	size := 0
	s.each(func(b *markdown.Block) { size += len(b.Title) + len(b.Caption) + len(b.Text) + 3 })
	var out strings.Builder
	out.Grow(size)
	s.each(func(b *markdown.Block) {
		for _, t := range [...]string{b.Title, b.Caption, b.Text} {
			if t != "" {
				out.WriteString(t)
				out.WriteByte('\n')
			}
		}
	})
	return out.String()
}

// folded is the text, folded; that of a whole page once.
func (s scope) folded() folded {
	if s.head != nil || len(s.blocks) != len(s.x.Outline.Blocks) {
		return fold(s.text())
	}
	if s.x.said == nil {
		f := fold(s.text())
		s.x.said = &f
	}
	return *s.x.said
}

// words counts the words outside headings and code.
func (s scope) words() int {
	n := 0
	s.each(func(b *markdown.Block) {
		if b.Kind != markdown.HeadingBlock && b.Kind != markdown.CodeBlock {
			for range strings.FieldsSeq(b.Text) {
				n++
			}
		}
	})
	return n
}

// dismissed tells whether the scope says that it does not apply, and why.
func (s scope) dismissed() bool { return s.reason() > 1 }

// refused tells whether it says so without a reason.
func (s scope) refused() bool { return s.reason() >= 0 && s.reason() < 2 && s.words() < fewWords }

// reason counts the words after «No aplica»; -1 when that is not said.
func (s scope) reason() int {
	words := -1
	if !s.x.dismisses {
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
func (x *Section) whole() scope {
	s := scope{x: x}
	for i := range x.Outline.Blocks {
		s.blocks = append(s.blocks, &x.Outline.Blocks[i])
	}
	return s
}

// fold folds the words that name a block, once.
func (x *Section) fold(b *markdown.Block, words string) folded {
	f, ok := x.folds[b]
	if !ok {
		f = fold(words)
		x.folds[b] = f
	}
	return f
}

// under finds the scopes in s whose heading or bold label has one of the
// phrases.
func (s scope) under(phrases []string) []scope {
	var out []scope
	for i, b := range s.blocks {
		switch {
		case b.Kind == markdown.HeadingBlock && s.x.fold(b, b.Text).any(phrases):
			end := i + 1
			for end < len(s.blocks) && (s.blocks[end].Kind != markdown.HeadingBlock || s.blocks[end].Level > b.Level) {
				end++
			}
			out = append(out, scope{s.x, b, s.blocks[i+1 : end]})
		case b.Kind == markdown.ParagraphBlock && b.Label != "" && s.x.fold(b, b.Label).any(phrases):
			end := i + 1
			for end < len(s.blocks) && s.blocks[end].Kind != markdown.HeadingBlock && s.blocks[end].Label == "" {
				end++
			}
			out = append(out, scope{s.x, b, s.blocks[i:end]})
		case b.Kind == markdown.TermBlock && fold(b.Text).any(phrases):
			out = append(out, scope{s.x, b, s.blocks[i:min(i+2, len(s.blocks))]})
		}
		if len(b.Blocks) > 0 {
			inner := scope{x: s.x}
			for k := range b.Blocks {
				inner.blocks = append(inner.blocks, &b.Blocks[k])
			}
			out = append(out, inner.under(phrases)...)
		}
	}
	return out
}
