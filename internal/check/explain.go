package check

import (
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// Explanation is all that is known of a code: what its findings say and what to do
// then, and for a rule of the check why it is there, with examples.
type Explanation struct {
	Code diag.Code
	Says []Saying
	Lesson
}

// Saying is one of the things that a code's findings say. … stands for what is
// different each time.
type Saying struct{ Message, Hint string }

// hole stands for an argument of a message.
var hole = pattern.Of(`\{\d\}`)

func filled(text string) string { return hole.ReplaceAllString(text, "…") }

// Explain finds out what a code means, in the words of a catalogue and of
// blueprints; ok is false when nothing has it.
func Explain(texts *i18n.Catalog, plans *blueprint.Library, code diag.Code) (e Explanation, ok bool) {
	e.Code = code
	for _, key := range texts.Keys(string(code)) {
		head, variant, _ := strings.Cut(key, ".")
		if head != string(code) || variant == "pista" || strings.HasSuffix(variant, ".pista") {
			continue
		}
		hint, _ := texts.Lookup(key + ".pista")
		e.Says = append(e.Says, Saying{filled(texts.T(key)), filled(hint)})
	}
	eachNeed(plans, func(name string, part config.BlueprintSection, n config.Requirement) {
		if n.Rule == code {
			e.Says = append(e.Says, Saying{where(name, part) + filled(n.Message), n.Hint})
		}
	})
	e.Lesson, _ = LessonOf(code)
	return e, len(e.Says) > 0
}

// codeOf is the form of a finding's code.
var codeOf = pattern.Of(`^[A-Z]+\d*-\d+$`)

// Explained lists all codes that Explain knows, sorted.
func Explained(texts *i18n.Catalog, plans *blueprint.Library) (codes []string) {
	for _, key := range texts.Keys("") {
		if head, _, _ := strings.Cut(key, "."); codeOf.MatchString(head) {
			codes = append(codes, head)
		}
	}
	eachNeed(plans, func(_ string, _ config.BlueprintSection, n config.Requirement) { codes = append(codes, string(n.Rule)) })
	slices.Sort(codes)
	return slices.Compact(codes)
}

// eachNeed calls f for all that blueprints ask for.
func eachNeed(plans *blueprint.Library, f func(name string, part config.BlueprintSection, n config.Requirement)) {
	for _, name := range plans.Names() {
		for _, part := range plans.Find(name).Sections {
			for _, n := range part.Needs {
				f(name, part, n)
			}
		}
	}
}

// where says which section of which blueprint asks for something.
func where(name string, part config.BlueprintSection) string {
	numeral := ""
	if part.Numeral != "" {
		numeral = part.Numeral + " "
	}
	return name + ", " + numeral + part.Title + ": "
}
