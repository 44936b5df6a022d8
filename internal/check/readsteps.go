package check

import (
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/markdown"
)

// What a stretch says to do is read as steps: what to type, and all that must be read
// before it is typed.

// Step is something to do: an item of a list, or code that stands by itself.
type Step struct {
	Number   int    // in its list; 0 for none
	Tab      string // the variant that the step is of; "" when there is one way
	Text     string // what to do, in words, at most as many as asked for
	Warnings []Warning
	Commands []Command
}

// Command is a block of code that is typed; Tab is the variant of the step.
type Command struct {
	Tab   string
	Block *markdown.Block
}

// Warning is a callout that must be read before a step. Look is what it is: "danger".
type Warning struct{ Look, Text string }

const (
	mostSteps    = 20  // that are read of a stretch at most
	warningWords = 400 // of a warning, in bytes
)

// Steps are what the stretch says to do, as far as the limit of blocks with commands
// goes, and how many more there are; of each variant in tabs as many as of the others.
// Of lists without numbers those are none in which nothing is typed.
func (s Stretch) Steps(commands, words int) (list []Step, more int) {
	r := stepReader{x: s.Section, left: commands, words: words}
	r.read(s.scope.blocks)
	r.warnLast(0)
	return r.list, r.more
}

// HasCommands tells whether there is anything to type.
func (s Stretch) HasCommands() bool {
	list, _ := s.Steps(1, 0)
	return slices.ContainsFunc(list, func(x Step) bool { return len(x.Commands) > 0 })
}

// stepReader gathers steps.
type stepReader struct {
	x        *Section
	left     int // blocks of commands that may still be taken
	words    int // of each step, in bytes
	list     []Step
	more     int
	begun    bool      // a step was taken, of the variant that is read
	tab      string    // that variant
	warnings []Warning // that stand before what comes next
}

func (r *stepReader) read(blocks []markdown.Block) {
	for i := 0; i < len(blocks); i++ {
		switch b := &blocks[i]; {
		case b.Kind == markdown.QuoteBlock:
			r.warn(b)
		case b.Kind == markdown.ListBlock:
			if b.Ordered || len(r.commands(b)) > 0 {
				for k := range b.Blocks {
					r.item(b, &b.Blocks[k])
				}
			}
		case r.isCommand(b):
			r.add(Step{Text: r.before(blocks[:i]), Commands: []Command{{Block: b}}})
		case b.Kind == markdown.TabBlock:
			tabs := tabsAt(blocks, i)
			if slices.ContainsFunc(tabs, r.instructs) {
				r.variants(tabs)
			}
			i += len(tabs) - 1
		case b.Kind == markdown.ContainerBlock:
			r.read(b.Blocks)
		}
	}
}

// before is what leads over to what comes after some blocks: the last of them, warnings
// apart.
func (r *stepReader) before(blocks []markdown.Block) string {
	i := len(blocks) - 1
	for i >= 0 && blocks[i].Kind == markdown.QuoteBlock {
		i--
	}
	if i < 0 || blocks[i].Kind != markdown.ParagraphBlock {
		return ""
	}
	return r.say(&blocks[i])
}

// instructs tells whether a tab has steps.
func (r *stepReader) instructs(tab markdown.Block) bool {
	return len(r.commands(&tab)) > 0 || slices.ContainsFunc(tab.Blocks, func(b markdown.Block) bool { return b.Kind == markdown.ListBlock && b.Ordered })
}

// variants reads tabs, of which a reader follows one: what stands before them holds for
// each, and what one takes is left to the next.
func (r *stepReader) variants(tabs []markdown.Block) {
	outer := *r
	least, most, begun := r.left, 0, r.begun
	for i := range tabs {
		r.left, r.more, r.begun, r.warnings = outer.left, outer.more, outer.begun, slices.Clone(outer.warnings)
		r.tab = config.Written(tabs[i].Title)
		from := len(r.list)
		r.read(tabs[i].Blocks)
		if len(r.list) == from && r.more == outer.more && len(tabs[i].Blocks) > 0 {
			r.add(Step{Text: r.before(tabs[i].Blocks[:1])})
		}
		r.warnLast(from)
		least, most, begun = min(least, r.left), max(most, r.more), begun || r.begun
	}
	r.left, r.more, r.begun, r.tab = least, max(most, outer.more), begun, outer.tab
}

// item is a step of a list; one that has nothing to type is said too, since the
// others depend on it.
func (r *stepReader) item(list, item *markdown.Block) {
	step := Step{Commands: r.commands(item)}
	if list.Ordered {
		step.Number = item.Level
	}
	if len(item.Blocks) > 0 && item.Blocks[0].Kind == markdown.ParagraphBlock {
		step.Text = r.say(&item.Blocks[0])
	}
	for _, b := range r.x.Outline.All[item.Index:item.After] {
		r.warn(b)
	}
	r.add(step)
}

func (r *stepReader) add(s Step) {
	s.Tab, s.Warnings = r.tab, r.warnings
	r.warnings = nil
	if len(r.list) == mostSteps {
		r.left = 0
	}
	cost := s.cost()
	if r.left <= 0 || cost > r.left && r.begun {
		r.left = 0
		r.more++
		return
	}
	r.left -= cost
	r.begun = true
	r.list = append(r.list, s)
}

// cost is how many blocks of commands a reader has before them: of tabs those of one.
func (s Step) cost() int {
	always, most, each := 0, 0, map[string]int{}
	for _, c := range s.Commands {
		if c.Tab == "" {
			always++
			continue
		}
		each[c.Tab]++
		most = max(most, each[c.Tab])
	}
	return always + most
}

// warn keeps a callout that warns for the step that comes next.
func (r *stepReader) warn(b *markdown.Block) {
	if b.Kind != markdown.QuoteBlock || b.Lang != "danger" && b.Lang != "warning" && b.Lang != "important" {
		return
	}
	var said []string
	for _, c := range r.x.Outline.All[b.Index+1 : b.After] {
		if text := strings.TrimSpace(r.x.spoken(c)); text != "" && c.Kind != markdown.CodeBlock && c.Kind != markdown.CommentBlock {
			said = append(said, strings.Join(strings.Fields(text), " "))
		}
	}
	if len(said) > 1 && len(b.Blocks) > 0 && b.Blocks[0].Text != "" && strings.IndexByte(".:!?", said[0][len(said[0])-1]) < 0 {
		said[0] += "." // its title
	}
	r.warnings = append(r.warnings, Warning{b.Lang, shorten(strings.Join(said, " "), warningWords)})
}

// warnLast gives what warns at the end to the last step, if there is one from a place on.
func (r *stepReader) warnLast(from int) {
	if n := len(r.list); n > from {
		r.list[n-1].Warnings = append(r.list[n-1].Warnings, r.warnings...)
	}
	r.warnings = nil
}

func (r *stepReader) say(b *markdown.Block) string {
	return shorten(strings.Join(strings.Fields(r.x.spoken(b)), " "), r.words)
}

// commands are the blocks of code in a block that are typed.
func (r *stepReader) commands(b *markdown.Block) (list []Command) {
	tab, until := "", 0 // the one that is open, and where it ends
	for _, c := range r.x.Outline.All[b.Index:b.After] {
		switch {
		case c.Kind == markdown.TabBlock && c != b:
			tab, until = config.Written(c.Title), c.After
		case r.isCommand(c):
			if c.Index >= until {
				tab = ""
			}
			list = append(list, Command{tab, c})
		}
	}
	return list
}

// isCommand tells code that is typed from files that are shown.
func (r *stepReader) isCommand(b *markdown.Block) bool {
	return b.Kind == markdown.CodeBlock && b.Figure < 0 && (isShell(b) || strings.EqualFold(b.Lang, "sql"))
}
