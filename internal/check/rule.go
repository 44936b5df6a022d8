package check

import (
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
)

// Rule looks for one kind of fault, or for a close family of them. Its texts are
// in the catalogue, under the codes.
type Rule struct {
	Codes []diag.Code
	Since string // the version of Folio that had it first
	// Asked says that it only holds for manuals whose blueprint asks something of
	// their form.
	Asked bool
	check func(*Subject, *reporter)
}

// Rules lists all of them, in the order of the catalogue.
func Rules() []Rule {
	return []Rule{
		documentRule(),
		peopleRule(),
		sectionsRule(),
		requirementsRule(),
		emptyRule(),
		underlinedRule(),
		brokenRule(),
		typedRule(),
		leftoverRule(),
		copiedRule(),
		tablesRule(),
		imagesRule(),
		figuresRule(),
		quantitiesRule(),
		accessRule(),
		placeholdersRule(),
		optionsRule(),
		secretsRule(),
		hardeningRule(),
		commandsRule(),
		bareRule(),
		enginesRule(),
		destructiveRule(),
		fencesRule(),
		signsRule(),
		namesRule(),
		addressRule(),
		catalogueRule(),
		supportedRule(),
		declaredRule(),
		runsRule(),
	}
}

// Run looks at a manual with every rule that applies to it. The facts are for
// Compare.
func Run(s *Subject) (diag.List, Facts) {
	r := &reporter{}
	for _, rule := range Rules() {
		if rule.Asked && s.Blueprint == nil {
			continue
		}
		rule.check(s, r)
	}
	w := s.weights()
	return w.of(false).weigh(r.found, s.Levels, s.Today), s.facts(w.of(true))
}

// reporter takes the findings of a manual.
type reporter struct{ found diag.List }

// at reports a byte of a block's text.
func (r *reporter) at(x *Section, b *markdown.Block, offset int, sev diag.Severity, key string, args ...string) {
	pos, line := x.Outline.At(b, offset)
	r.add(pos, line, sev, key, args...)
}

// block reports a block.
func (r *reporter) block(x *Section, b *markdown.Block, sev diag.Severity, key string, args ...string) {
	pos, line := x.Outline.Place(b)
	r.add(pos, line, sev, key, args...)
}

// page reports a page as a whole.
func (r *reporter) page(x *Section, sev diag.Severity, key string, args ...string) {
	pos, line := x.top()
	r.add(pos, line, sev, key, args...)
}

func (r *reporter) add(pos diag.Pos, line string, sev diag.Severity, key string, args ...string) {
	for i, a := range args {
		// Else a word keeps all of its page in memory. A value is in it as readers see it.
		args[i] = strings.Clone(config.Valued(a))
	}
	r.found.Add(sev, key, pos, args...)
	r.found[len(r.found)-1].Excerpt = line
}
