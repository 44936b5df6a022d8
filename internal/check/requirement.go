package check

import (
	"path"
	"strconv"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// requirementsRule: what the blueprint asks of each section, S01-1 and on. A
// section that is missing is the sections' rule's.
func requirementsRule() Rule {
	return Rule{Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for i, part := range s.Blueprint.Sections {
			if len(s.Parts[i].Pages) == 0 {
				continue
			}
			for _, n := range part.Needs {
				s.require(s.Parts[i], n, r)
			}
		}
	}}
}

// require looks for what a requirement names in a section.
func (s *Subject) require(part Part, n config.Requirement, r *reporter) {
	at := func(pos diag.Pos, line string, args ...string) {
		message, hint := n.Message, n.Hint
		for i, a := range args {
			hole := "{" + string(rune('0'+i)) + "}"
			message, hint = strings.ReplaceAll(message, hole, a), strings.ReplaceAll(hint, hole, a)
		}
		r.found = append(r.found, diag.Diagnostic{
			Code: n.Rule, Severity: n.Severity, Pos: pos, Excerpt: line, Message: "requisito", Args: []string{message, strings.TrimSuffix(hint, ".")},
		})
	}
	say := func(where scope, args ...string) {
		pos, line := where.place()
		at(pos, line, args...)
	}
	if look := exams[n.Exam]; look != nil {
		look(s, part, at)
		return
	}
	all := part.scopes()
	for _, one := range n.Blocks {
		if len(part.under(config.Alternatives(one))) == 0 {
			say(all[0], config.Alternatives(one)[0])
		}
	}
	if len(n.Entries.Parts)+len(n.Entries.Steps)+n.Entries.MaxWords > 0 {
		for _, e := range part.entries() {
			e.require(n.Entries, say)
		}
		return
	}
	if len(n.Block) > 0 {
		if all = part.under(n.Block); len(all) == 0 {
			say(part.scopes()[0])
			return
		}
	}
	for _, at := range all {
		if at.dismissed() || at.meets(n) {
			return
		}
	}
	// Together they may have what none has alone.
	if len(n.Block) == 0 && len(all) > 1 {
		together := all[0]
		together.after = all[1:]
		if together.meets(n) {
			return
		}
	}
	if n.Contact && s.Config.Support.Email+s.Config.Support.Phone != "" {
		return
	}
	say(all[0])
}

// place is where a finding about the scope stands.
func (s scope) place() (diag.Pos, string) {
	if s.head != nil {
		return s.x.Outline.Place(s.head)
	}
	return s.x.top()
}

// scopes are the pages of a section of the blueprint, whole.
func (p Part) scopes() []scope {
	list := make([]scope, 0, len(p.Pages))
	for _, x := range p.Pages {
		list = append(list, x.whole())
	}
	return list
}

// under finds, in all pages, what stands under a heading or a label; the title of
// a page below is a heading.
func (p Part) under(phrases []string) []scope {
	var list []scope
	for i, x := range p.Pages {
		if i > 0 && fold(x.Page.Title).any(phrases) {
			list = append(list, x.whole())
			continue
		}
		list = append(list, x.whole().under(phrases)...)
	}
	return list
}

// entry is a piece of a section that repeats: a heading of the first level below
// the title, or a page.
type entry struct {
	title string
	scope
}

func (p Part) entries() []entry {
	var list []entry
	for i, x := range p.Pages {
		if i > 0 {
			list = append(list, entry{x.Page.Title, x.whole()})
			continue
		}
		whole := x.whole()
		for k := range whole.blocks {
			b := &whole.blocks[k]
			if b.Kind != markdown.HeadingBlock || b.Level != 2 {
				continue
			}
			end := k + 1
			for end < len(whole.blocks) && (whole.blocks[end].Kind != markdown.HeadingBlock || whole.blocks[end].Level > 2) {
				end++
			}
			list = append(list, entry{b.Text, scope{x: x, head: b, blocks: whole.blocks[k+1 : end]}})
		}
	}
	return list
}

// require looks for the parts of an entry.
func (e entry) require(n config.EntriesNeed, say func(scope, ...string)) {
	if e.dismissed() {
		return
	}
	if n.MaxWords > 0 && e.words(n.MaxWords+1) > n.MaxWords {
		say(e.scope, e.title, strconv.Itoa(n.MaxWords))
	}
	last := -1
	for _, part := range n.Parts {
		found := e.under(config.Alternatives(part))
		if len(found) == 0 {
			say(e.scope, e.title, config.Alternatives(part)[0])
			continue
		}
		place := e.index(found[0].head)
		if n.Ordered && place < last {
			say(found[0], e.title, config.Alternatives(part)[0])
		}
		last = max(last, place)
	}
	for _, part := range n.Steps {
		found := e.under(config.Alternatives(part))
		if len(found) > 0 && found[0].steps() == 0 {
			say(found[0], e.title, config.Alternatives(part)[0])
		}
	}
}

// index is the place of a block among those of the scope, in reading order.
func (s scope) index(want *markdown.Block) int {
	at, n := -1, 0
	s.each(func(b *markdown.Block) {
		if b == want {
			at = n
		}
		n++
	})
	return at
}

// meets tells whether the scope has all that a requirement names, its blocks
// and entries apart.
func (s scope) meets(n config.Requirement) bool {
	return !s.refused() &&
		(len(n.Words) == 0 || s.says(n.Words)) &&
		(n.MinWords == 0 || s.words(n.MinWords) >= n.MinWords) &&
		(n.Items == 0 || s.items() >= n.Items) &&
		(n.Steps == 0 || s.steps() >= n.Steps) &&
		(!n.Code || s.has(markdown.CodeBlock)) &&
		s.table(n.Table) &&
		(n.Diagram == "" || s.diagram(n.Diagram)) &&
		(!n.Contact || s.contact())
}

func (s scope) has(k markdown.BlockKind) bool {
	found := false
	s.each(func(b *markdown.Block) { found = found || b.Kind == k })
	return found
}

// items is how many things the scope tells apart: items of its longest list, its
// headings, the rows of a table.
func (s scope) items() int {
	most, headings := 0, 0
	s.each(func(b *markdown.Block) {
		switch b.Kind {
		case markdown.HeadingBlock:
			if b.Level > 1 {
				headings++
			}
		case markdown.ListBlock:
			most = max(most, len(b.Blocks))
		case markdown.TableBlock:
			most = max(most, len(b.Rows)-1)
		}
	})
	return max(most, headings)
}

// steps counts the items of the ordered lists that stand by themselves.
func (s scope) steps() int {
	n := 0
	var count func(b *markdown.Block)
	count = func(b *markdown.Block) {
		if b.Kind == markdown.ListBlock && b.Ordered {
			n += len(b.Blocks)
			return
		}
		for i := range b.Blocks {
			count(&b.Blocks[i])
		}
	}
	for i := range s.blocks {
		count(&s.blocks[i])
	}
	for _, more := range s.after {
		n += more.steps()
	}
	return n
}

// table tells whether a table has the columns and the rows.
func (s scope) table(n config.TableNeed) bool {
	if len(n.Columns)+len(n.Rows) == 0 {
		return true
	}
	found := false
	s.each(func(b *markdown.Block) {
		if b.Kind != markdown.TableBlock || len(b.Rows) == 0 || found {
			return
		}
		var heads, firsts []folded
		for _, c := range b.Rows[0] {
			heads = append(heads, fold(c.Text))
		}
		for _, row := range b.Rows[1:] {
			if len(row) > 0 {
				firsts = append(firsts, fold(row[0].Text))
			}
		}
		// A table may be turned: what the instruction has as rows, as columns.
		found = allIn(heads, n.Columns) && (allIn(firsts, n.Rows) || allIn(heads, n.Rows))
	})
	return found
}

// allIn tells whether each of the names is in one of the cells.
func allIn(cells []folded, names []string) bool {
	for _, name := range names {
		in := false
		for _, c := range cells {
			in = in || c.anyOf(name)
		}
		if !in {
			return false
		}
	}
	return true
}

// diagram tells whether something is drawn that says of which kind it is.
func (s scope) diagram(kind string) bool {
	found := false
	s.each(func(b *markdown.Block) {
		drawn := b.Kind == markdown.ImageBlock || b.Kind == markdown.CodeBlock && drawings[strings.ToLower(b.Lang)]
		if drawn && !found {
			found = b.Diagram != "" && fold(b.Diagram).anyOf(kind) || fold(strings.Join([]string{b.Caption, b.Title, b.Text, path.Base(b.Target)}, " ")).anyOf(kind)
		}
	})
	return found
}

// drawings are the languages of blocks that draw something.
var drawings = map[string]bool{"c4": true, "mermaid": true, "plantuml": true, "dot": true, "graphviz": true}

var mail = pattern.Of(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)

// contact tells whether the scope has an address of mail or a telephone number.
func (s scope) contact() bool {
	found := false
	s.each(func(b *markdown.Block) {
		for _, t := range said(b) {
			found = found || strings.IndexByte(t, '@') > 0 && mail.MatchString(t) || hasPhone(t)
		}
	})
	return found
}

// hasPhone tells whether a text has a stretch of digits, blanks, hyphens and
// parentheses that is as long as a telephone number, with a digit at either end.
func hasPhone(text string) bool {
	first, last := -1, -1
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			if first < 0 {
				first = i
			}
			if last = i; last-first >= 7 {
				return true
			}
		case c != ' ' && c != '(' && c != ')' && c != '-':
			first = -1
		}
	}
	return false
}

// slugOf is the last part of a page's address.
func slugOf(p *manual.Page) string {
	name := strings.TrimSuffix(p.Out, ".html")
	if rest, ok := strings.CutSuffix(name, "/index"); ok {
		name = rest
	}
	return path.Base(name)
}
