package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/config"
	"folio/internal/markdown"
)

// What the facts of a manual are read from, beside its tables (Records): entries
// with labelled parts, and what stands under a heading.

// Entry is one of the pieces of a section that repeat, an error with its solution,
// say.
type Entry struct {
	Title   string
	Section *Section
	Head    *markdown.Block // its heading; nil when it is a page of its own
	// Parts are those that the blueprint names, place by place; Head is nil in one
	// that is missing.
	Parts []Stretch
}

// Stretch is what stands under a heading or behind a label.
type Stretch struct {
	Section *Section
	Head    *markdown.Block
	scope   scope
}

// Entries calls f for each entry of the sections of which the blueprint names the
// parts.
func (s *Subject) Entries(f func(Entry)) {
	for i, part := range s.Blueprint.Sections {
		for _, n := range part.Needs {
			if len(n.Entries.Parts) == 0 {
				continue
			}
			for _, e := range s.Parts[i].entries() {
				if e.dismissed() {
					continue
				}
				out := Entry{Title: e.title, Section: e.x, Head: e.head, Parts: make([]Stretch, len(n.Entries.Parts))}
				for k, name := range n.Entries.Parts {
					if found := e.under(config.Alternatives(name)); len(found) > 0 {
						out.Parts[k] = stretch(found[0])
					}
				}
				f(out)
			}
		}
	}
}

// Under finds what stands under headings and labels with one of the phrases, in all
// of the manual.
func (s *Subject) Under(phrases []string) (list []Stretch) {
	for _, x := range s.Pages {
		for _, found := range x.whole().under(phrases) {
			list = append(list, stretch(found))
		}
	}
	return list
}

func stretch(s scope) Stretch { return Stretch{Section: s.x, Head: s.head, scope: s} }

// Words are the first words of the stretch, without its label and its code, at most
// limit bytes.
func (s Stretch) Words(limit int) string {
	if s.Head == nil {
		return ""
	}
	var b strings.Builder
	var notes *markdown.Block // a footnote stands at the page's end, whatever calls it
	s.scope.each(func(block *markdown.Block) {
		text := block.Text
		if block.Kind == markdown.NoteBlock {
			notes = block
		}
		switch {
		case notes != nil && block.Index >= notes.Index && block.Index < notes.After:
			return
		case block.Kind == markdown.TabBlock && b.Len() <= limit:
			text = config.Written(block.Title) + ":"
		case b.Len() > limit || text == "" || block.Kind == markdown.CodeBlock || block.Kind == markdown.CommentBlock:
			return
		case block == s.Head:
			// The label is no longer than it was, whatever its links say.
			text = strings.TrimLeft(s.Section.spoken(block)[block.Rest:], " :")
		default:
			text = s.Section.spoken(block)
		}
		if b.Len() > 0 && text != "" {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(strings.Fields(text), " "))
	})
	return shorten(b.String(), limit)
}

// First is the first item of a list in the stretch, or its first words; of tabs it is
// that of each.
func (s Stretch) First(limit int) string {
	if s.Head == nil {
		return ""
	}
	of := func(blocks []markdown.Block) Stretch {
		return Stretch{s.Section, s.Head, scope{x: s.Section, blocks: blocks}}
	}
	for i := range s.scope.blocks {
		switch b := &s.scope.blocks[i]; {
		case b.Kind == markdown.ListBlock && len(b.Blocks) > 0:
			return of(b.Blocks[:1]).Words(limit)
		case b.Kind == markdown.TabBlock:
			var each []string
			for _, tab := range tabsAt(s.scope.blocks, i) {
				each = append(each, config.Written(tab.Title)+": "+of(tab.Blocks).First(limit))
			}
			return shorten(strings.Join(each, " "), limit)
		}
	}
	return s.Words(limit)
}

// tabsAt are the tabs that stand beside each other from a block on.
func tabsAt(blocks []markdown.Block, i int) []markdown.Block {
	end := i
	for end < len(blocks) && blocks[end].Kind == markdown.TabBlock {
		end++
	}
	return blocks[i:end]
}

// spoken is a block's text with what its links without words of their own say:
// «numeral 5.2».
func (x *Section) spoken(b *markdown.Block) string {
	out, from := "", 0
	for _, s := range b.Spans {
		if s.Kind != markdown.LinkSpan || s.Start != s.End {
			continue
		}
		for i, l := range x.Page.Doc.Links {
			if l.Empty && l.Dest == s.Target {
				out += b.Text[from:s.Start] + x.Page.Link(i).Text
				from = s.Start
				if c, _ := utf8.DecodeRuneInString(b.Text[from:]); unicode.IsLetter(c) || unicode.IsDigit(c) {
					out += " " // the blanks around it had become one, before it
				}
				break
			}
		}
	}
	return out + b.Text[from:]
}

// shorten cuts a text between words.
func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	s = s[:limit]
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:.(") + "…"
}

// Code is the first block of code in the stretch; nil for none.
func (s Stretch) Code() (code *markdown.Block) {
	s.scope.each(func(b *markdown.Block) {
		if code == nil && b.Kind == markdown.CodeBlock && !drawings[strings.ToLower(b.Lang)] {
			code = b
		}
	})
	return code
}

// Titled finds what stands under the first of the phrases that names something in
// the manual: a heading, or else a label. A place for which good is true goes before
// one that comes earlier and is not. A glossary names what it explains and not what
// is done; ok is false when nothing has any of the names.
func (s *Subject) Titled(phrases []string, good func(Stretch) bool) (found Stretch, ok bool) {
	for _, phrase := range phrases {
		list := s.Under([]string{phrase})
		slices.SortStableFunc(list, func(a, b Stretch) int { return a.rank(phrase) - b.rank(phrase) })
		for _, x := range list {
			if x.Head.Kind == markdown.TermBlock {
				continue
			}
			if good == nil || good(x) {
				return x, true
			}
			if !ok {
				found, ok = x, true
			}
		}
	}
	return found, ok
}

// rank tells how well a phrase names the stretch: less is better.
func (s Stretch) rank(phrase string) int {
	switch {
	case s.Head.Kind == markdown.ParagraphBlock:
		return 3
	case s.Section.name(s.Head).words == fold(phrase).words:
		return 0
	case s.Head.Level > 1:
		return 1
	}
	return 2 // all of a page
}

// Intro are the first words of the paragraphs that a stretch begins with, without
// labels of what follows and what leads over to a block of code.
func (s Stretch) Intro(limit int) string {
	list, end := s.scope.blocks, 0
	for end < len(list) && list[end].Kind == markdown.ParagraphBlock && (list[end].Label == "" || list[end].Rest < len(list[end].Text)) {
		end++
	}
	next := end
	for next < len(list) && list[next].Kind == markdown.QuoteBlock {
		next++
	}
	if end > 0 && next < len(list) && list[next].Kind == markdown.CodeBlock {
		end--
	}
	return Stretch{s.Section, s.Head, scope{x: s.Section, blocks: list[:end]}}.Words(limit)
}

// Waived tells whether the stretch says that it does not apply, and why.
func (s Stretch) Waived() bool { return s.scope.dismissed() }
