package mend

import (
	"strconv"
	"strings"

	"folio/internal/markdown"
)

// wordsOf lists the words that a page shows, with what a mend must never make or
// unmake, headings and the lines of code, and then what is code among words and
// where links and images lead.
func wordsOf(o *markdown.Outline) []string {
	var list, marks []string
	for _, b := range o.All {
		list, marks = append(list, wordsIn(b)...), append(marks, marksIn(b)...)
	}
	return append(list, marks...)
}

// wordsIn are those of a block without the blocks that it holds.
func wordsIn(b *markdown.Block) (list []string) {
	list = append(strings.Fields(b.Title), strings.Fields(b.Caption)...)
	switch b.Kind {
	case markdown.HeadingBlock:
		list = append(list, "\x00h"+strconv.Itoa(b.Level))
	case markdown.CodeBlock:
		list = append(list, "\x00code")
		for line := range strings.Lines(b.Text) {
			list = append(list, strings.TrimSuffix(line, "\n"))
		}
		return list
	}
	return append(list, strings.Fields(b.Text)...)
}

// marksIn are those of what has more to it than words.
func marksIn(b *markdown.Block) (list []string) {
	for _, s := range b.Spans {
		switch s.Kind {
		case markdown.CodeSpan:
			list = append(list, "\x00`"+b.Text[s.Start:s.End])
		case markdown.LinkSpan, markdown.ImageSpan:
			list = append(list, "\x00]"+s.Target)
		}
	}
	if b.Target != "" {
		list = append(list, "\x00!"+b.Target)
	}
	return list
}

// alike tells whether two lists of words differ in nothing but what some changes
// take away or put right.
func alike(before, after []string, list []change) bool {
	var swaps []string
	gone := map[string][][]string{}
	for _, c := range list {
		for _, s := range c.swaps {
			swaps = append(swaps, s.old, s.new)
		}
		for _, words := range c.gone {
			if len(words) > 0 {
				gone[words[0]] = append(gone[words[0]], words)
			}
		}
	}
	right := strings.NewReplacer(swaps...)
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case i < len(before) && j < len(after) && before[i] == after[j]:
			i, j = i+1, j+1
		case i < len(before) && dropped(gone, before[i:]) > 0:
			i += drop(gone, before[i:])
		case i < len(before) && right.Replace(before[i]) == "":
			i++
		case i < len(before) && j < len(after) && (right.Replace(before[i]) == after[j] || right.Replace(before[i]) == right.Replace(after[j])):
			i, j = i+1, j+1
		default:
			return false
		}
	}
	return true
}

// dropped counts the words at the beginning of a list that a change takes away.
func dropped(gone map[string][][]string, words []string) int {
	for _, g := range gone[words[0]] {
		if begins(words, g) {
			return len(g)
		}
	}
	return 0
}

// drop is dropped, once for each change.
func drop(gone map[string][][]string, words []string) int {
	list := gone[words[0]]
	for k, g := range list {
		if begins(words, g) {
			gone[words[0]] = append(list[:k:k], list[k+1:]...)
			return len(g)
		}
	}
	return 0
}

func begins(words, with []string) bool {
	if len(words) < len(with) {
		return false
	}
	for i, w := range with {
		if words[i] != w {
			return false
		}
	}
	return true
}
