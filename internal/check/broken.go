package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// brokenRule: a sentence that the end of a page cut in two is one again, and two
// points of a list that became one are two.
func brokenRule() Rule {
	return Rule{Codes: []diag.Code{"EST-07"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.brokenBlocks(r)
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind == markdown.ListBlock && len(b.Blocks) > 1 {
					x.brokenItems(b, r)
					x.mergedItems(b, r)
				}
			})
		}
	}}
}

// brokenBlocks finds a paragraph or a list that begins in the middle of the
// sentence that the block before it began.
func (x *Section) brokenBlocks(r *reporter) {
	var prev *markdown.Block
	header := false // stands between
	for i := range x.Outline.Blocks {
		b := &x.Outline.Blocks[i]
		if b.Kind == markdown.CommentBlock {
			continue
		}
		if prev != nil && x.isHeader(b) {
			header = true
			continue
		}
		if head := firstWords(b); head != nil && prev != nil && goesOn(head) {
			tail := lastWords(prev)
			lists := b.Kind == markdown.ListBlock && prev.Kind == markdown.ListBlock && b.Ordered != prev.Ordered
			if tail != nil && stopsShort(tail) && (header || lists || connects(head.Text) && long(tail.Text) && b.Kind == markdown.ParagraphBlock) {
				r.at(x, head, 0, diag.Error, "EST-07", lastOf(tail.Text, 30), firstOf(head.Text, 30))
			}
		}
		prev, header = b, false
	}
}

// brokenItems finds a point that is the rest of the one before it, among points
// that are whole.
func (x *Section) brokenItems(list *markdown.Block, r *reporter) {
	for k := 1; k < len(list.Blocks); k++ {
		head, tail := firstWords(&list.Blocks[k]), lastWords(&list.Blocks[k-1])
		if head == nil || tail == nil || !goesOn(head) || !connects(head.Text) || !stopsShort(tail) || !long(tail.Text) || !opensUpper(tail.Text) {
			continue
		}
		whole := true
		for o := range list.Blocks {
			if other := firstWords(&list.Blocks[o]); o != k && other != nil {
				whole = whole && opensUpper(other.Text)
			}
		}
		if whole {
			r.at(x, head, 0, diag.Error, "EST-07", lastOf(tail.Text, 30), firstOf(head.Text, 30))
		}
	}
}

// mergedItems finds the one point that asks for two things, each in a sentence,
// among points that ask for one.
func (x *Section) mergedItems(list *markdown.Block, r *reporter) {
	var two *markdown.Block
	at := 0
	for k := range list.Blocks {
		item := &list.Blocks[k]
		if len(item.Blocks) != 1 || item.Blocks[0].Kind != markdown.ParagraphBlock {
			return
		}
		p := &item.Blocks[0]
		if !imperative(p.Text) {
			return
		}
		second := nextSentence(p.Text)
		if second == 0 {
			continue
		}
		if two != nil || !imperative(p.Text[second:]) || nextSentence(p.Text[second:]) > 0 {
			return
		}
		two, at = p, second
	}
	if two != nil {
		r.at(x, two, at, diag.Info, "EST-07.unido", firstOf(two.Text[at:], 30))
	}
}

// nextSentence is where the second sentence of a text begins; 0 when it has one.
func nextSentence(text string) int {
	for at := 0; ; {
		i := strings.Index(text[at:], ". ")
		if i < 0 || at+i+2 >= len(text) {
			return 0
		}
		at += i + 2
		if c, _ := utf8.DecodeRuneInString(text[at:]); unicode.IsUpper(c) {
			return at
		}
	}
}

// firstWords is the first paragraph in a block.
func firstWords(b *markdown.Block) *markdown.Block {
	for b.Kind == markdown.ListBlock || b.Kind == markdown.ItemBlock {
		if len(b.Blocks) == 0 {
			return nil
		}
		b = &b.Blocks[0]
	}
	if b.Kind != markdown.ParagraphBlock || b.Text == "" {
		return nil
	}
	return b
}

// lastWords is the paragraph that a block ends with.
func lastWords(b *markdown.Block) *markdown.Block {
	for b.Kind == markdown.ListBlock || b.Kind == markdown.ItemBlock {
		if len(b.Blocks) == 0 {
			return nil
		}
		b = &b.Blocks[len(b.Blocks)-1]
	}
	if b.Kind != markdown.ParagraphBlock || b.Text == "" {
		return nil
	}
	return b
}

// goesOn tells whether a paragraph begins inside a sentence.
func goesOn(b *markdown.Block) bool {
	c, _ := utf8.DecodeRuneInString(b.Text)
	if !unicode.IsLower(c) || covered(b, 0) {
		return false
	}
	word, rest, _ := strings.Cut(b.Text, " ")
	return rest != "" && !tools[word] && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzáéíóúüñ,.") == ""
}

// stopsShort tells whether a paragraph ends inside a sentence.
func stopsShort(b *markdown.Block) bool {
	c, _ := utf8.DecodeLastRuneInString(b.Text)
	return (unicode.IsLower(c) || c == ',') && !covered(b, len(b.Text)-1) && strings.Contains(b.Text, " ")
}

func long(text string) bool { return strings.Count(text, " ") > 6 }

func opensUpper(text string) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "¿¡«\"(“"))
	return unicode.IsUpper(c)
}

// joints are words that a sentence does not begin with, or nearly never, without
// a capital letter.
var joints = set(`a al ante con contra de del desde e el en entre es esta está están fue ha han hasta la las lo los mediante ni o para pero por
que se según ser si sin sobre son su sus también tanto un una y`)

// connects tells whether a text begins with one of them.
func connects(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return joints[strings.TrimRight(word, ",.;")]
}

// firstOf and lastOf are a text as a message shows it.
func firstOf(text string, runes int) string {
	r := []rune(text[:min(len(text), 4*runes+4)])
	if len(r) <= runes {
		return string(r)
	}
	return string(r[:runes]) + "…"
}

func lastOf(text string, runes int) string {
	from := max(0, len(text)-4*runes-4)
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	r := []rune(text[from:])
	if len(r) <= runes {
		return string(r)
	}
	return "…" + string(r[len(r)-runes:])
}
