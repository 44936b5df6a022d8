package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

// control is what a controlled document says of itself.
type control struct {
	title, entity, process, code, version, validity string
	sigMark, sigText                                string
	found                                           []finding   // of the whole manual
	people                                          [3][]person // who wrote, reviewed, approved
	changes                                         []change
	secrets                                         []string // names of variables whose values were in the text
	said                                            map[string]bool
}

type person struct{ name, role, date string }

type change struct{ version, date, description string }

// fields are the labelled data of a header, by how the label begins when folded.
func (c *control) field(label string) *string {
	switch strings.TrimRight(label, ".:") {
	case "version", "ver", "edicion":
		return &c.version
	case "vigencia", "fecha de vigencia", "vigente desde", "fecha":
		return &c.validity
	case "codigo", "cod":
		return &c.code
	case "proceso":
		return &c.process
	case "entidad":
		return &c.entity
	}
	return nil
}

var (
	labelled  = pattern.Of(`^\s*([\pL .]{3,20}?)\s*[:：]\s*(.*)$`)
	pageOf    = pattern.Of(`(?i)^p[áa]g(?:ina|\.)?\s*:?\s*\d*(?:\s*(?:de|/)\s*\d*)?$`)
	sigForm   = pattern.Of(`^(?:(\p{Lu}[\p{Lu}\d]{2,})\s+)?((?:Sistema|SISTEMA)\s+(?:Integrado|INTEGRADO|de|DE)\s+.*)$`)
	versioned = pattern.Of(`(?i)^versi[óo]n\s*:?\s*([\w.]{1,12})$`)
)

// header reads a table that is a document's control header. ok is false for any
// other table.
func (c *control) header(t *table) bool {
	var texts []string
	for _, r := range t.rows {
		for _, x := range r.cells {
			if s := x.text(); s != "" {
				texts = append(texts, s)
			}
		}
	}
	if len(texts) > 16 || len(t.rows) > 8 {
		return false
	}
	got := control{}
	labels := 0
	var rest []string
	for i := 0; i < len(texts); i++ {
		s := texts[i]
		if pageOf.MatchString(s) {
			continue
		}
		label, value := s, ""
		if m := labelled.FindStringSubmatch(s); m != nil {
			label, value = m[1], m[2]
		}
		f := got.field(strings.TrimSpace(i18n.Fold(label)))
		if f == nil || value == "" && label == s && len(texts) <= i+1 {
			rest = append(rest, s)
			continue
		}
		if value == "" && i+1 < len(texts) && (strings.HasSuffix(strings.TrimSpace(s), ":") || len(strings.Fields(s)) < 3) {
			if m := labelled.FindStringSubmatch(texts[i+1]); m == nil || got.field(strings.TrimSpace(i18n.Fold(m[1]))) == nil {
				i++
				value = texts[i]
			}
		}
		labels++
		if *f == "" {
			*f = value
		}
	}
	if labels < 2 || len(rest) > 5 {
		return false
	}
	got.others(rest)
	c.merge(got)
	return true
}

// others are the texts of a header that have no label: the organisation, the
// title and the management system.
func (c *control) others(rest []string) {
	var plain []string
	for _, s := range rest {
		if m := sigForm.FindStringSubmatch(s); m != nil && c.sigText == "" {
			c.sigMark, c.sigText = m[1], m[2]
			continue
		}
		plain = append(plain, s)
	}
	switch len(plain) {
	case 0:
	case 1:
		c.title = plain[0]
	default:
		c.entity, c.title = cmp.Or(c.entity, plain[0]), plain[1]
	}
}

// merge takes what is not known yet.
func (c *control) merge(x control) {
	for _, p := range []struct{ to, from *string }{
		{&c.title, &x.title},
		{&c.entity, &x.entity},
		{&c.process, &x.process},
		{&c.code, &x.code},
		{&c.version, &x.version},
		{&c.validity, &x.validity},
		{&c.sigMark, &x.sigMark},
		{&c.sigText, &x.sigText},
	} {
		*p.to = cmp.Or(*p.to, strings.TrimSpace(*p.from))
	}
}

// history reads a table of changes.
func (c *control) history(t *table) bool {
	if len(t.rows) < 2 || len(c.changes) > 0 {
		return false
	}
	version, date, what := -1, -1, -1
	for i, x := range t.rows[0].cells {
		switch s := i18n.Fold(x.text()); {
		case strings.HasPrefix(s, "version"), s == "ver.":
			version = i
		case strings.HasPrefix(s, "fecha"), strings.HasPrefix(s, "vigencia"):
			date = i
		case strings.Contains(s, "descripcion"), strings.Contains(s, "cambio"), strings.Contains(s, "modificacion"), strings.HasPrefix(s, "razon"), strings.HasPrefix(s, "observacion"):
			what = i
		}
	}
	if version < 0 || date < 0 || what < 0 || len(t.rows[0].cells) > 5 {
		return false
	}
	var list []change
	for _, r := range t.rows[1:] {
		at := func(i int) string {
			if i < len(r.cells) {
				return r.cells[i].text()
			}
			return ""
		}
		x := change{at(version), at(date), at(what)}
		for i := range t.rows[0].cells { // whose it was
			if head := t.rows[0].cells[i].text(); i != version && i != date && i != what && at(i) != "" {
				x.description = strings.TrimSpace(x.description + " (" + strings.TrimSpace(head+": ") + " " + at(i) + ")")
			}
		}
		if x != (change{}) {
			list = append(list, x)
		}
	}
	c.changes = list
	return true
}

// signers are the words by which a table says who did what to a document.
var signers = []string{"elabor", "revis", "aprob"}

func signer(s string) int {
	s = i18n.Fold(strings.TrimSpace(s))
	return slices.IndexFunc(signers, func(w string) bool { return strings.HasPrefix(s, w) && len(s) < 24 })
}

// signatures reads a table of who wrote, reviewed and approved: the three are its
// columns or its rows.
func (c *control) signatures(t *table) bool {
	if len(t.rows) < 2 || len(t.rows) > 12 {
		return false
	}
	columns := map[int]int{}
	for i, x := range t.rows[0].cells {
		if k := signer(x.text()); k >= 0 {
			columns[i] = k
		}
	}
	if len(columns) >= 2 {
		c.signedColumns(t, columns)
		return true
	}
	rows := 0
	for _, r := range t.rows {
		if len(r.cells) > 1 && signer(r.cells[0].text()) >= 0 {
			rows++
		}
	}
	if rows < 2 {
		return false
	}
	c.signedRows(t)
	return true
}

func (c *control) signedColumns(t *table, columns map[int]int) {
	got := map[int]*person{}
	put := func(k int) {
		if p := got[k]; p != nil && *p != (person{}) {
			c.people[k] = append(c.people[k], *p)
		}
		got[k] = &person{}
	}
	_, first := columns[0]
	unlabelled := 0
	for _, r := range t.rows[1:] {
		about, shift := "", 0
		if len(r.cells) > 0 {
			label := i18n.Fold(strings.TrimRight(r.cells[0].text(), ": "))
			switch {
			case !first:
				about = label
			case personal(label):
				about, shift = label, len(r.cells)-len(t.rows[0].cells)
			}
		}
		if about == "" {
			about = []string{"nombre", "cargo", "fecha"}[unlabelled%3]
			unlabelled++
		}
		for _, column := range slices.Sorted(maps.Keys(columns)) {
			at, k := column+shift, columns[column]
			if at < 0 || at >= len(r.cells) {
				continue
			}
			if s := r.cells[at].text(); s != "" {
				if got[k] == nil || about == "nombre" && got[k].name != "" {
					put(k)
				}
				got[k].take(about, s)
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(got)) {
		put(k)
	}
}

// personal tells a label of what a table says of a person.
func personal(label string) bool {
	return label == "nombre" || label == "cargo" || label == "fecha" || label == "firma"
}

func (c *control) signedRows(t *table) {
	heads := map[int]string{1: "nombre", 2: "cargo", 3: "fecha"}
	for _, r := range t.rows {
		k := -1
		if len(r.cells) > 0 {
			k = signer(r.cells[0].text())
		}
		if k < 0 {
			for i, x := range r.cells {
				heads[i] = i18n.Fold(x.text())
			}
			continue
		}
		p := person{}
		for i := 1; i < len(r.cells); i++ {
			p.take(heads[i], r.cells[i].text())
		}
		if p != (person{}) {
			c.people[k] = append(c.people[k], p)
		}
	}
}

// take notes what a cell says of a person; a label in the cell wins.
func (p *person) take(about, s string) {
	if m := labelled.FindStringSubmatch(s); m != nil {
		about, s = i18n.Fold(m[1]), m[2]
	}
	s = strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(about, "nombre"):
		p.name = cmp.Or(p.name, s)
	case strings.HasPrefix(about, "cargo") || strings.HasPrefix(about, "rol"):
		p.role = cmp.Or(p.role, s)
	case strings.HasPrefix(about, "fecha"):
		p.date = cmp.Or(p.date, s)
	}
}

var (
	numericDate = pattern.Of(`^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$`)
	isoDate     = pattern.Of(`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$`)
	wordDate    = pattern.Of(`^(\d{1,2})\s+(?:de\s+)?(\pL+)\.?\s+(?:de(?:l)?\s+)?(\d{4})$`)
)

var months = []string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"}

// day reads a date, the day first; doubtful tells that the month may be meant
// first. ok is false for what is none.
func day(s string) (iso string, doubtful, ok bool) {
	s = strings.TrimSpace(s)
	var y, m, d int
	switch {
	case numericDate.MatchString(s):
		x := numericDate.FindStringSubmatch(s)
		y, m, d = number(x[3]), number(x[2]), number(x[1])
		fmt.Sscan(x[3], &y)
		doubtful = d <= 12 && m <= 12 && d != m && strings.Contains(s, "-")
	case isoDate.MatchString(s):
		x := isoDate.FindStringSubmatch(s)
		fmt.Sscan(x[1], &y)
		m, d = number(x[2]), number(x[3])
	case wordDate.MatchString(s):
		x := wordDate.FindStringSubmatch(s)
		fmt.Sscan(x[3], &y)
		d = number(x[1])
		name := i18n.Fold(x[2])
		m = 1 + slices.IndexFunc(months, func(w string) bool { return strings.HasPrefix(name, w) || w == "sep" && strings.HasPrefix(name, "set") })
	default:
		return "", false, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || m < 1 || t.Day() != d || int(t.Month()) != m {
		return "", false, false
	}
	return t.Format(time.DateOnly), doubtful, true
}

// line reads a paragraph such as «Código: M-A-GTI-01» of a cover.
func (c *control) line(text string) {
	if m := labelled.FindStringSubmatch(text); m != nil && len(m[2]) < 120 {
		if f := c.field(i18n.Fold(strings.TrimSpace(m[1]))); f != nil {
			*f = cmp.Or(*f, strings.TrimSpace(m[2]))
		}
	}
	if m := versioned.FindStringSubmatch(text); m != nil {
		c.version = cmp.Or(c.version, m[1])
	}
}
