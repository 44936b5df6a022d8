package pipeline

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"folio/internal/blueprint"
	"folio/internal/diag"
	"folio/internal/theme"
)

// matrixName is the page, and its data, of what manuals have and lack.
const (
	matrixName = "cumplimiento.html"
	matrixData = "cumplimiento.json"
)

// matrixPage: for who audits the manuals, each with each section that its
// blueprint asks for.
func matrixPage() whole {
	return whole{name: "compliance", off: func(a *assembly) bool { return !a.hasMatrix() }, make: (*assembly).matrix}
}

// hasMatrix tells whether there is anything to show in it, and nobody minds.
func (a *assembly) hasMatrix() bool {
	return !a.b.in.Site.NoMatrix && slices.ContainsFunc(a.made, func(c compiled) bool { return c.review.open().Blueprint != "" })
}

// standingManual is how a manual stands, with what became known when all were there.
type standingManual struct {
	compiled
	review           Review
	plan             *blueprint.Blueprint
	errors, warnings int
}

func (a *assembly) matrix() error {
	in := a.b.in
	v := theme.Matrix{Day: in.Texts.LongDate(in.Today)}
	var data matrixFile
	data.Site, data.Date = in.Site.Title, iso(in.Today)
	plans := map[string]int{}
	between := a.b.compare(a.made)
	for i, c := range a.made {
		r := c.review.open()
		if r.Slug == "" {
			continue // the site's glossary
		}
		m := a.stands(c, r, between[i])
		data.Manuals = append(data.Manuals, m.data())
		if m.plan == nil {
			v.Others = append(v.Others, c.card)
			continue
		}
		i, known := plans[m.plan.Name]
		if !known {
			i = len(v.Plans)
			plans[m.plan.Name] = i
			v.Plans = append(v.Plans, planOf(m.plan))
		}
		v.Plans[i].Rows = append(v.Plans[i].Rows, a.row(m))
	}
	slices.SortStableFunc(v.Plans, func(x, y theme.MatrixPlan) int { return cmp.Compare(len(y.Columns), len(x.Columns)) })
	if err := a.putMatrix(v); err != nil {
		return err
	}
	return a.writeJSON(matrixData, data)
}

// stands adds to a manual's cells what is wrong with its references to others, and
// between them and it.
func (a *assembly) stands(c compiled, r Review, between diag.List) standingManual {
	m := standingManual{compiled: c, review: r}
	m.review.Cells = slices.Clone(r.Cells)
	late := append(a.b.checkAll(c), between...)
	all := c.checked.counted()
	all.Add(c.findings().Tally())
	all.Add(late.Tally())
	m.errors, m.warnings = all.Errors(), all[diag.Warning]
	if r.Blueprint == "" {
		return m
	}
	m.plan = a.b.in.Blueprints.Find(r.Blueprint)
	m.review.Document.count(late)
	for i := range m.review.Cells {
		m.review.Cells[i].count(late)
	}
	return m
}

func planOf(p *blueprint.Blueprint) theme.MatrixPlan {
	v := theme.MatrixPlan{Title: p.Title, Standard: p.Standard}
	for i, s := range p.Sections {
		v.Columns = append(v.Columns, theme.MatrixColumn{Number: strconv.Itoa(i + 1), Title: s.Title})
	}
	return v
}

// row is a manual as the page shows it.
func (a *assembly) row(m standingManual) theme.MatrixRow {
	r, in := m.review, a.b.in
	row := theme.MatrixRow{
		Card: m.card, Due: in.Texts.Date(r.Due), DueISO: iso(r.Due),
		Exemptions: len(r.Exemptions),
		Have:       r.Have, Want: r.Want, Errors: m.errors, Warnings: m.warnings, Document: a.cell(r.Document),
	}
	for _, c := range r.Cells {
		row.Cells = append(row.Cells, a.cell(c))
	}
	return row
}

func (a *assembly) cell(c Cell) theme.MatrixCell {
	t := a.b.in.Texts
	v := theme.MatrixCell{ID: c.id(), Errors: c.Errors, Warnings: c.Warnings, URL: c.URL}
	var words []string
	if c.Errors > 0 {
		words = append(words, t.N("site.matrix.errors", c.Errors))
	}
	if c.Warnings > 0 {
		words = append(words, t.N("site.matrix.warnings", c.Warnings))
	}
	if len(words) == 0 {
		words = append(words, t.T("site.matrix."+v.ID))
	}
	v.Label = strings.Join(words, ", ")
	return v
}

// id names how a section stands; faults come before everything else.
func (c Cell) id() string {
	switch {
	case c.Errors > 0:
		return "errors"
	case c.Warnings > 0:
		return "warnings"
	}
	return [...]string{Written: "complete", Waived: "waived", Absent: "absent", Missing: "missing"}[c.State]
}

// iso is a day as ISO 8601 writes it; "" for none.
func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// matrixFile is the same as data, in cumplimiento.json.
type matrixFile struct {
	Site    string         `json:"site"`
	Date    string         `json:"date,omitempty"` // of the build
	Manuals []matrixManual `json:"manuals"`
}

type matrixManual struct {
	Slug       string            `json:"slug"`
	Title      string            `json:"title"`
	URL        string            `json:"url"` // from the site's root
	Code       string            `json:"code,omitempty"`
	Version    string            `json:"version,omitempty"`
	Validity   string            `json:"validity,omitempty"`
	State      string            `json:"state,omitempty"`
	ReviewDue  string            `json:"review-due,omitempty"`
	Blueprint  string            `json:"blueprint,omitempty"`
	Errors     int               `json:"errors"`
	Warnings   int               `json:"warnings"`
	Exemptions []matrixExemption `json:"exemptions,omitempty"`
	Document   *matrixSection    `json:"document,omitempty"`
	Sections   []matrixSection   `json:"sections,omitempty"`
}

type matrixExemption struct {
	Rule   diag.Code `json:"rule"`
	Reason string    `json:"reason,omitempty"`
	Owner  string    `json:"owner,omitempty"`
	Until  string    `json:"until,omitempty"`
}

type matrixSection struct {
	Title    string `json:"title,omitempty"`
	Slug     string `json:"slug,omitempty"`
	Required bool   `json:"required,omitempty"`
	// State is "complete", "warnings", "errors", "missing", "absent" or "waived".
	State    string `json:"state"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	URL      string `json:"url,omitempty"`
}

func (m standingManual) data() matrixManual {
	r := m.review
	v := matrixManual{
		Slug: r.Slug, Title: r.Title, URL: m.card.URL, Code: m.card.Code, Version: m.card.Version, Validity: iso(r.Validity),
		State: m.card.State.ID, ReviewDue: iso(r.Due), Blueprint: r.Blueprint, Errors: m.errors, Warnings: m.warnings,
	}
	for _, x := range r.Exemptions {
		v.Exemptions = append(v.Exemptions, matrixExemption{x.Rule, x.Reason, x.Owner, iso(x.Until)})
	}
	if m.plan == nil {
		return v
	}
	section := func(c Cell) matrixSection {
		return matrixSection{State: c.id(), Errors: c.Errors, Warnings: c.Warnings, URL: c.URL}
	}
	document := section(r.Document)
	v.Document = &document
	for i, c := range r.Cells {
		s, want := section(c), m.plan.Sections[i]
		s.Title, s.Slug, s.Required = want.Title, want.Slug, want.Required
		v.Sections = append(v.Sections, s)
	}
	return v
}
