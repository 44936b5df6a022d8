package check

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// documentRule: the control data of manual.yaml are there, have their form and
// agree with each other.
func documentRule() Rule {
	return Rule{
		Codes: []diag.Code{"DOC-01", "DOC-02", "DOC-05", "DOC-06", "DOC-07", "DOC-09", "DOC-10", "DOC-12"}, Since: "0.1", Asked: true,
		check: func(s *Subject, r *reporter) {
			s.controlData(r)
			s.changes(r)
			s.pastedHeader(r)
		},
	}
}

func (s *Subject) controlData(r *reporter) {
	c := s.Config
	at := s.where
	given := map[string]bool{
		"titulo": c.Title != "", "codigo": c.Code != "", "version": c.Version != "", "vigencia": !c.Validity.IsZero(),
		"proceso": c.Process != "", "entidad": c.Entity != "",
	}
	for _, key := range s.Blueprint.Control {
		// One that is named and empty is a finding already.
		if ok, known := given[key]; known && !ok && !c.Where.Has(key) {
			r.add(diag.Pos{Path: s.Path}, "", diag.Error, "DOC-01", key)
		}
	}
	if form := codeForm(s.Blueprint.CodeForm); form != nil && c.Code != "" && !form.MatchString(config.Valued(c.Code)) {
		r.add(at("codigo"), "", diag.Warning, "DOC-02", c.Code, s.Blueprint.CodeForm)
	}
	if c.State == config.InForce && !s.Today.IsZero() && c.Validity.After(s.Today) {
		r.add(at("vigencia"), "", diag.Error, "DOC-05", c.Validity.Format("2006-01-02"))
	}
	if c.State == config.Obsolete && c.ReplacedBy == "" {
		r.add(at("estado"), "", diag.Warning, "DOC-09")
	}
	if due := c.Review.Last.AddDate(0, c.Review.EveryMonths, 0); !c.Review.Last.IsZero() && c.Review.EveryMonths > 0 &&
		!s.Today.IsZero() && due.Before(s.Today) && c.State != config.Obsolete {
		r.add(at("revision"), "", diag.Warning, "DOC-10", due.Format("2006-01-02"))
	}
	var declared []string
	for _, e := range c.Environments {
		declared = append(declared, e.ID)
	}
	var missing []string
	for _, e := range s.Blueprint.Environments {
		if !slices.Contains(declared, e.ID) {
			missing = append(missing, e.ID)
		}
	}
	if len(missing) > 0 {
		r.add(at("ambientes"), "", diag.Error, "DOC-12", strings.Join(missing, ", "))
	}
}

// where is the place of a key of manual.yaml, or of the file.
func (s *Subject) where(key string) diag.Pos {
	if s.Config.Where.Has(key) {
		return s.Config.Where.Of(key)
	}
	return diag.Pos{Path: s.Path}
}

// codeForms are the expressions of the forms that were asked for; a site has few.
var codeForms sync.Map

// codeForm is the expression of a form such as L-L-LLL-DD; nil for none.
func codeForm(form string) *regexp.Regexp {
	if form == "" {
		return nil
	}
	if known, ok := codeForms.Load(form); ok {
		return known.(*regexp.Regexp)
	}
	var b strings.Builder
	b.WriteByte('^')
	for _, c := range form {
		switch c {
		case 'L':
			b.WriteString(`\p{Lu}`)
		case 'D':
			b.WriteString(`\d`)
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	made := regexp.MustCompile(b.String() + "$")
	codeForms.Store(form, made)
	return made
}

// changes: the change control ends with the version in force, and grows.
func (s *Subject) changes(r *reporter) {
	c := s.Config
	if len(c.Changes) == 0 {
		if c.State == config.InForce {
			pos := diag.Pos{Path: s.Path}
			r.add(pos, "", diag.Error, "DOC-07")
		}
		return
	}
	last := c.Changes[len(c.Changes)-1]
	if last.Version != "" && c.Version != "" && last.Version != c.Version {
		r.add(last.Pos, "", diag.Error, "DOC-07.version", last.Version, c.Version)
	}
	if !last.Date.IsZero() && !c.Validity.IsZero() && last.Date.After(c.Validity) {
		r.add(last.Pos, "", diag.Error, "DOC-07.vigencia", last.Date.Format("2006-01-02"), c.Validity.Format("2006-01-02"))
	}
	for i := 1; i < len(c.Changes); i++ {
		if a, z := c.Changes[i-1], c.Changes[i]; !a.Date.IsZero() && !z.Date.IsZero() && z.Date.Before(a.Date) {
			r.add(z.Pos, "", diag.Error, "DOC-07.orden", z.Version)
		}
	}
}

// headerWords are what the control header says of itself.
var headerWords = []string{"version", "vigencia", "codigo"}

var validityWord = watchFor("vigencia")

// pastedHeader finds a control header among the words.
func (s *Subject) pastedHeader(r *reporter) {
	for _, x := range s.Pages {
		for i := range x.Outline.Blocks {
			b := &x.Outline.Blocks[i]
			if words, ok := x.header(b); ok {
				key := "DOC-06"
				if !s.inData(words) {
					key = "DOC-06.otro"
				}
				r.block(x, b, diag.Error, key)
			}
		}
	}
}

// headerLabels are words of a control header that say nothing of the manual.
var headerLabels = []string{"version", "vigencia", "codigo", "fecha", "titulo", "nombre", "documento", "proceso", "entidad", "pagina", "de", "del", "la", "el"}

// pageCount is how a header says which page it stands on.
var pageCount = pattern.Of(` (?:pagina|pag) \d+(?: de \d+)? `)

// inData tells whether the control data have all that a header, folded, says.
func (s *Subject) inData(words string) bool {
	c := s.Config
	known := append([]string{c.Title, c.Process, c.Entity, c.Code, c.Version}, s.Site...)
	if d := c.Validity; !d.IsZero() {
		for _, form := range []string{"2006-01-02", "02/01/2006", "2/1/2006", "2006/01/02"} {
			known = append(known, d.Format(form))
		}
		known = append(known, i18n.For(i18n.Spanish).LongDate(d))
	}
	for i, k := range known {
		known[i] = strings.TrimSpace(fold(config.Valued(k)).words)
	}
	slices.SortStableFunc(known, func(a, b string) int { return len(b) - len(a) })
	words = pageCount.ReplaceAllString(words, " ")
	for _, k := range append(known, headerLabels...) {
		for k != "" && strings.Contains(words, " "+k+" ") {
			words = strings.Replace(words, " "+k+" ", " ", 1)
		}
	}
	return strings.TrimSpace(words) == ""
}

// isHeader tells whether a block is a control header.
func (x *Section) isHeader(b *markdown.Block) bool {
	_, ok := x.header(b)
	return ok
}

// header are the words of a control header, folded: of a paragraph or a table
// that has all of its labels; ok is false for another block.
func (x *Section) header(b *markdown.Block) (said string, ok bool) {
	if !x.has(b, validityWord) {
		return "", false // nearly all
	}
	if b.Kind != markdown.TableBlock && (b.Kind != markdown.ParagraphBlock || !strings.Contains(b.Text, ":")) {
		return "", false
	}
	text := scope{x: x, blocks: []markdown.Block{*b}}.text()
	if len(text) > 600 || !strings.Contains(text, "igencia") && !strings.Contains(text, "IGENCIA") {
		return "", false // nearly all
	}
	words := fold(text)
	plain := words.plain()
	for _, w := range headerWords {
		if !strings.Contains(plain, w+":") && !strings.Contains(plain, w+" :") {
			return "", false
		}
	}
	return words.words, strings.ContainsFunc(text, unicode.IsDigit)
}

// peopleRule: who wrote, reviewed and approved a manual in force, with office and
// date.
func peopleRule() Rule {
	return Rule{Codes: []diag.Code{"DOC-08"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		c := s.Config
		acts := []struct {
			key    string
			people []config.Person
		}{{"elaboro", c.Authors}, {"reviso", c.Reviewers}, {"aprobo", c.Approvers}}
		var last config.Person
		for _, act := range acts {
			if len(act.people) == 0 {
				if !c.Where.Has(act.key) && c.State == config.InForce {
					r.add(diag.Pos{Path: s.Path}, "", diag.Error, "DOC-08", act.key)
				}
				continue
			}
			for _, p := range act.people {
				if c.State == config.InForce && (p.Role == "" || p.Date.IsZero()) {
					r.add(p.Pos, "", diag.Error, "DOC-08.datos", act.key)
				}
				if !p.Date.IsZero() && p.Date.Before(last.Date) {
					r.add(p.Pos, "", diag.Error, "DOC-08.orden", act.key)
				}
			}
			last = act.people[len(act.people)-1]
		}
		for _, a := range c.Approvers {
			for _, w := range c.Authors {
				if a.Name != "" && fold(a.Name).words == fold(w.Name).words {
					r.add(a.Pos, "", diag.Warning, "DOC-08.mismo", a.Name)
				}
			}
		}
	}}
}
