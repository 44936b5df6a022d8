package pipeline

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"folio/internal/config"
	"folio/internal/manual"
)

// Paper is a manual as a document: the page that it is printed from, and what
// the document says of itself.
type Paper struct {
	Slug string
	Code string // as on the control header, may be ""
	Page string // from the site's root
	// File is what its PDF is called: "M-A-GTI-90_v2.pdf".
	File        string
	Title       string
	Author      string // the organisation
	Subject     string
	Keywords    string
	Environment string // whose values it shows, where one was asked for; "" else
}

// paperOf describes a manual's document, with the values that are printed in it; its
// zero value for a manual without a page to print.
func (b *build) paperOf(m *manual.Manual) Paper {
	page := b.printURL(m)
	if page == "" {
		return Paper{}
	}
	h := b.header(m)
	p := Paper{
		Slug: m.Slug, Code: config.Valued(h.Code), Page: path.Join(m.Slug, page), Title: config.Valued(m.Title), Author: config.Valued(h.Entity),
		Subject: config.Valued(m.Config.Description), Environment: b.environmentOf(m.Config),
	}
	var words []string
	for _, w := range []string{h.Code, h.Version, h.Process, h.SIG} {
		if w != "" {
			words = append(words, config.Valued(w))
		}
	}
	p.Keywords = strings.Join(words, ", ")
	p.File = fileName(first(p.Code, m.Slug), config.Valued(h.Version), p.Environment)
	return p
}

// fileName is «CODIGO_vVERSION.pdf», of what every system allows in a name.
func fileName(code, version, environment string) string {
	name := code
	if version != "" {
		name += "_v" + version
	}
	if environment != "" {
		name += "_" + environment
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("-_.", r):
			return r
		}
		return '-'
	}, norm.NFD.String(name))
	return strings.Trim(name, ".-") + ".pdf"
}

// pdfURL is where a manual's PDF will be, from its folder; "" for none.
func (b *build) pdfURL(m *manual.Manual) string {
	if !b.in.PDF {
		return ""
	}
	return b.paperOf(m).File
}

// choose puts the environment that is asked for before a manual's others, so
// that its values are what the text shows.
func (b *build) choose(c *config.Manual) {
	if b.environmentOf(*c) == "" {
		return
	}
	i := slices.IndexFunc(c.Environments, b.isChosen)
	list := slices.Clone(c.Environments)
	chosen := list[i]
	copy(list[1:], list[:i])
	list[0] = chosen
	c.Environments = list
}

// environmentOf is the id of the environment that is asked for, if a manual has
// it.
func (b *build) environmentOf(c config.Manual) string {
	if b.in.Environment == "" || !slices.ContainsFunc(c.Environments, b.isChosen) {
		return ""
	}
	return b.in.Environment
}

func (b *build) isChosen(e config.Environment) bool { return e.ID == b.in.Environment }
