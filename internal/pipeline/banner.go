package pipeline

import (
	"maps"
	"slices"
	"strings"
	"time"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/theme"
)

// notices are what readers must know of a manual before they act on it.
func (b *build) notices(m *manual.Manual) []theme.Notice {
	var list []theme.Notice
	add := func(kind string, args ...string) {
		list = append(list, theme.Notice{
			Kind: kind, Title: b.in.Texts.T("site.notice." + kind), Text: b.in.Texts.T("site.notice."+kind+".text", args...),
		})
	}
	switch c := m.Config; c.State {
	case config.Draft, config.InReview:
		add(c.State)
	case config.Obsolete:
		add(c.State)
		list[0].Link = b.replacement(m)
		list[0].Lead = b.in.Texts.T("site.notice.replaced")
	default:
		if due, ok := reviewDue(c.Review); ok && due.Before(b.in.Today) {
			add("vencido", b.in.Texts.LongDate(due))
		}
	}
	return list
}

// ownNotices are those of one section, which shows as a draft only when drafts
// are built.
func (b *build) ownNotices(p *manual.Page) []theme.Notice {
	if !p.Front.Draft {
		return nil
	}
	return []theme.Notice{{
		Kind: config.Draft, Title: b.in.Texts.T("site.notice.section"), Text: b.in.Texts.T("site.notice.section.text"),
	}}
}

// needsOthers tells whether a manual's own pages say something of another that
// only its export knows.
func needsOthers(c config.Manual) bool { return c.State == config.Obsolete && c.ReplacedBy != "" }

// replacement is the manual that replaces an obsolete one: by its folder or
// its code, as a link when the site has it, else as it is written.
func (b *build) replacement(m *manual.Manual) theme.Link {
	want := strings.Trim(m.Config.ReplacedBy, "/ ")
	e := b.called(want)
	switch {
	case e == nil:
		return theme.Link{Title: want}
	case e.Slug == m.Slug:
		return theme.Link{}
	default:
		return theme.Link{Title: e.Title, URL: address(m.Cover.Out, e.Cover)}
	}
}

// called finds a manual by its folder or its code; nil when there is none.
func (b *build) called(name string) *manual.Export {
	if e := b.exports[i18n.Slug(name)]; e != nil {
		return e
	}
	for _, slug := range slices.Sorted(maps.Keys(b.exports)) {
		if x := b.exports[slug]; x.Code != "" && strings.EqualFold(x.Code, name) {
			return x
		}
	}
	for _, slug := range slices.Sorted(maps.Keys(b.exports)) { // its folder has another name since
		if x := b.exports[slug]; slices.Contains(x.Past.Folders, i18n.Slug(name)) {
			return x
		}
	}
	return nil
}

// checkReplacement says what «reemplazado-por» does not do: lead to a manual of
// the site, or show at all. Another site may have the manual, so a name that is
// like none of this one is a note.
func (b *build) checkReplacement(m *manual.Manual) diag.List {
	var found diag.List
	want := strings.Trim(m.Config.ReplacedBy, "/ ")
	pos := m.Config.Where.Of("reemplazado-por")
	switch {
	case want == "":
		return nil
	case m.Config.State != config.Obsolete:
		found.Add(diag.Warning, "MAN-02.estado", pos, want)
		return found
	}
	e := b.called(want)
	if e != nil && e.Slug == m.Slug {
		found.Add(diag.Warning, "MAN-02.propio", pos, want)
	}
	if e != nil {
		return found
	}
	var names []string
	for _, slug := range slices.Sorted(maps.Keys(b.exports)) {
		if slug != m.Slug {
			names = append(names, slug)
		}
		if code := b.exports[slug].Code; code != "" && slug != m.Slug {
			names = append(names, code)
		}
	}
	if near, ok := i18n.Nearest(want, names); ok {
		found.Add(diag.Warning, "MAN-02.parecido", pos, want, near)
	} else {
		found.Add(diag.Info, "MAN-02", pos, want)
	}
	return found
}

// reviewDue is the last day on which a manual's next review is in time; ok is
// false when it has no review date. A month that is too short ends the term on
// its last day.
func reviewDue(r config.Review) (due time.Time, ok bool) {
	if r.EveryMonths <= 0 || r.Last.IsZero() {
		return time.Time{}, false
	}
	y, month, d := r.Last.Date()
	lastDay := time.Date(y, month+time.Month(r.EveryMonths)+1, 0, 0, 0, 0, 0, time.UTC)
	return lastDay.AddDate(0, 0, min(d, lastDay.Day())-lastDay.Day()), true
}
