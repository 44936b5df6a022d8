package check

import (
	"strings"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// copiedRule: a section says something of the system, not what the instruction
// shows as an example, nor what its skeleton asks to be filled in.
func copiedRule() Rule {
	return Rule{Codes: []diag.Code{"EST-10"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		sev := diag.Warning
		if s.Config.State == config.InForce {
			sev = diag.Error
		}
		for i, part := range s.Parts {
			if len(part.Pages) == 0 {
				continue
			}
			models := modelsOf(s.Blueprint, i)
			if len(models) == 0 {
				continue
			}
			for _, x := range part.Pages {
				for _, p := range x.passages {
					if p.Kind == markdown.ParagraphBlock && len(p.Text) > 20 && !hasBlank(p.Text) {
						x.copied(p, models, sev, r)
					}
				}
			}
		}
	}}
}

// copied compares a paragraph with what the blueprint shows.
func (x *Section) copied(b passage, models []model, sev diag.Severity, r *reporter) {
	var words []string
	low := x.lower(b)
	for _, m := range models {
		if len(b.Text) < m.size*3/4 || len(b.Text) > m.size*4/3+40 || !strings.Contains(low, m.sign) {
			continue // nearly all
		}
		if words == nil {
			words = strings.Fields(fold(b.Text).words)
		}
		if m.like(words) {
			key := "EST-10"
			if !m.example {
				key = "EST-10.guia"
			}
			r.block(x, b.Block, sev, key, firstOf(b.Text, 50))
			return
		}
	}
}

// model is a text of a blueprint that a manual may not have in the place of its
// own.
type model struct {
	words   map[string]int
	count   int    // of all its words
	size    int    // in bytes
	sign    string // its longest word, in small letters
	example bool
}

// like tells whether nine tenths of the words are the same.
func (m model) like(words []string) bool {
	if n := len(words); 19*n < 15*m.count || 15*n > 19*m.count {
		return false
	}
	seen := map[string]int{}
	same := 0
	for _, w := range words {
		if seen[w] < m.words[w] {
			same++
		}
		seen[w]++
	}
	return 10*2*same > 9*(len(words)+m.count)
}

// toFill are the blanks of a skeleton, each with what is to be written there.
var toFill = pattern.Of(`\[completar: ([^\]]+)\]`)

// fewestModelWords is how many words a text has that nobody writes by chance.
const fewestModelWords = 6

// modelsOf are the examples, the blanks and the advice of a section.
func modelsOf(b *blueprint.Blueprint, section int) []model {
	all := b.Once(func() any {
		list := make([][]model, len(b.Sections))
		for i, s := range b.Sections {
			for _, text := range s.Examples {
				list[i] = append(list[i], modelOf(text, true))
			}
			texts := []string{s.Guidance}
			for _, m := range toFill.FindAllStringSubmatch(s.Skeleton, -1) {
				texts = append(texts, m[1])
			}
			for _, text := range texts {
				if m := modelOf(text, false); m.count >= fewestModelWords {
					list[i] = append(list[i], m)
				}
			}
		}
		return list
	})
	return all.([][]model)[section]
}

func modelOf(text string, example bool) model {
	m := model{words: map[string]int{}, size: len(text), example: example}
	for w := range strings.FieldsSeq(asciiLower(text)) {
		if w = strings.Trim(w, `.,;:"«»()`); len(w) > len(m.sign) {
			m.sign = w
		}
	}
	for w := range strings.FieldsSeq(fold(text).words) {
		m.words[w]++
		m.count++
	}
	return m
}

// hasBlank tells whether a text has a blank of a skeleton, to fill in.
func hasBlank(text string) bool {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "[")
		if !ok {
			return false
		}
		if strings.HasPrefix(asciiLower(after[:min(len(after), len("completar"))]), "completar") {
			return true
		}
		rest = after
	}
}
