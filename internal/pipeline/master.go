package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"folio/internal/config"
	"folio/internal/theme"
)

// Of the list of documents: the page, its data, and the reviews that are due.
const (
	masterName   = "listado-maestro.html"
	masterCSV    = "listado-maestro.csv"
	calendarName = "revisiones.ics"
)

// dueSoon is how far ahead the calendar looks.
const dueSoon = 90 * 24 * time.Hour

// masterList: the controlled documents by their codes, and the reviews that are due.
func masterList() whole {
	return whole{name: "master list", off: func(a *assembly) bool { return a.hurried || !a.hasMaster() }, make: (*assembly).master}
}

// hasMaster tells whether any manual is a controlled document.
func (a *assembly) hasMaster() bool {
	return !a.b.in.Site.NoMaster && slices.ContainsFunc(a.cards, func(c theme.Card) bool { return c.Code != "" })
}

// document is a manual on the list.
type document struct {
	theme.Card
	review      Review
	responsible string
}

func (a *assembly) master() error {
	in, t := a.b.in, a.b.in.Texts
	var docs []document
	for i, c := range a.made {
		if r := c.review.open(); r.Slug != "" {
			docs = append(docs, document{a.cards[i], r, r.Responsible})
		}
	}
	slices.SortStableFunc(docs, func(x, y document) int {
		if (x.Code == "") != (y.Code == "") {
			return cmp.Compare(len(y.Code), len(x.Code))
		}
		return cmp.Compare(x.Code, y.Code)
	})
	list := a.masterTable(docs)
	list.Files = []theme.Link{{Title: t.T("site.board.csv"), URL: masterCSV}}
	tables := []theme.BoardTable{list}
	due := dueDocuments(docs, in.Today)
	if !in.Today.IsZero() {
		reviews := a.reviewTable(due)
		reviews.Files = []theme.Link{{Title: t.T("site.master.calendar"), URL: calendarName}}
		tables = append(tables, reviews)
	}
	what := t.T("site.master.what.timeless")
	if !in.Today.IsZero() {
		what = t.T("site.master.what", t.LongDate(in.Today))
	}
	s := in.Site
	err := a.boardInParts(theme.Board{
		What: what,
		Header: &theme.Header{
			Entity: s.Entity, EntityMark: a.b.markPath(s.EntityLogo), Title: t.T("site.master"), SIG: s.SIG.Mark, SIGText: s.SIG.Text,
			SIGMark: a.b.markPath(s.SIG.Logo), Process: s.Process,
		},
		Choices: []theme.BoardChoice{
			{Key: "state", Label: t.T("site.home.state"), Any: t.T("site.home.any.state")},
			{Key: "process", Label: t.T("site.home.process"), Any: t.T("site.home.any.process")},
		},
	}, t.T("site.master"), func(n int) string { return partName("listado-maestro", n) }, tables...)
	if err != nil {
		return err
	}
	if err := a.writeCSV(masterCSV, list); err != nil {
		return err
	}
	if in.Today.IsZero() {
		return nil
	}
	return a.sink.Put(calendarName, a.calendar(due))
}

func (a *assembly) masterTable(docs []document) theme.BoardTable {
	t := a.b.in.Texts
	table := theme.BoardTable{ID: "documentos", Title: t.T("site.master.documents")}
	for _, c := range []string{"site.home.code", "site.home.title", "site.home.version", "site.home.validity", "site.home.state", "site.home.process", "site.board.responsible", "site.matrix.due", "site.board.place"} {
		table.Columns = append(table.Columns, theme.BoardColumn{Title: t.T(c)})
	}
	for _, d := range docs {
		due := theme.BoardCell{Text: t.Date(d.review.Due), Sort: iso(d.review.Due)}
		if d.Late {
			due.Mark, due.MarkID = t.T("site.matrix.late"), "late"
		}
		table.Rows = append(table.Rows, theme.BoardRow{Cells: []theme.BoardCell{
			{Key: "code", Text: first(d.Code, "—"), Sort: first(d.Code, "~")},
			{Text: d.Title, URL: d.URL},
			{Text: d.Version},
			{Text: d.Validity, Sort: d.ValidityISO},
			{Key: "state", State: d.State},
			{Key: "process", Text: d.Process},
			{Text: d.responsible},
			due,
			{Text: a.b.in.Site.URL + strings.TrimSuffix(d.URL, "index.html")},
		}})
	}
	return table
}

// dueDocuments are those whose review is overdue or due soon, the first to be due
// first.
func dueDocuments(docs []document, today time.Time) []document {
	due := slices.DeleteFunc(slices.Clone(docs), func(d document) bool {
		return d.review.Due.IsZero() || d.review.State == config.Obsolete || d.review.Due.Sub(today) > dueSoon
	})
	slices.SortStableFunc(due, func(x, y document) int { return x.review.Due.Compare(y.review.Due) })
	return due
}

func (a *assembly) reviewTable(due []document) theme.BoardTable {
	t, today := a.b.in.Texts, a.b.in.Today
	table := theme.BoardTable{ID: "revisiones", Title: t.T("site.master.reviews"), Empty: t.T("site.master.reviews.empty")}
	for _, c := range []string{"site.matrix.due", "site.board.left", "site.home.code", "site.home.title", "site.board.responsible"} {
		table.Columns = append(table.Columns, theme.BoardColumn{Title: t.T(c)})
	}
	for _, d := range due {
		days := int(d.review.Due.Sub(today).Hours() / 24)
		left := theme.BoardCell{Sort: fmt.Sprintf("%06d", 500000+days)}
		if days < 0 {
			left.Mark, left.MarkID = t.N("site.board.late", -days), "late"
		} else {
			left.Text = t.N("site.board.days", days)
		}
		table.Rows = append(table.Rows, theme.BoardRow{Cells: []theme.BoardCell{
			{Text: t.Date(d.review.Due), Sort: iso(d.review.Due)}, left, {Key: "code", Text: d.Code}, {Text: d.Title, URL: d.URL}, {Text: d.responsible},
		}})
	}
	return table
}

// calendar is the reviews as a calendar that other programs take (RFC 5545).
func (a *assembly) calendar(due []document) []byte {
	in := a.b.in
	var b strings.Builder
	line := func(s string) {
		// No line is longer than 75 bytes; one goes on after a blank.
		for limit := 75; len(s) > limit; limit = 74 {
			cut := limit
			for cut > 0 && s[cut]&0xC0 == 0x80 {
				cut--
			}
			b.WriteString(s[:cut] + "\r\n ")
			s = s[cut:]
		}
		b.WriteString(s + "\r\n")
	}
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Folio//" + calendarText(in.Site.Title) + "//" + strings.ToUpper(string(in.Texts.Lang())))
	line("X-WR-CALNAME:" + calendarText(in.Texts.T("site.master.calendar.name", in.Site.Title)))
	for _, d := range due {
		line("BEGIN:VEVENT")
		line("UID:revision-" + d.review.Slug + "-" + d.review.Due.Format("20060102") + "@folio")
		line("DTSTAMP:" + in.Today.Format("20060102") + "T000000Z")
		line("DTSTART;VALUE=DATE:" + d.review.Due.Format("20060102"))
		line("SUMMARY:" + calendarText(in.Texts.T("site.master.calendar.event", strings.TrimSpace(d.Code+" "+d.Title))))
		if in.Site.URL != "" {
			line("URL:" + in.Site.URL + d.URL)
		}
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return []byte(b.String())
}

// calendarText escapes a text of a calendar.
func calendarText(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`, "\r", "").Replace(s)
}
