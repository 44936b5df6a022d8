package pipeline

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/output"
	"folio/internal/source"
)

// compile reads, assembles, renders and writes one manual.
func (b *build) compile(ctx context.Context, src source.Manual, exports map[string]*manual.Export, r *reader, sink output.Sink) (compiled, error) {
	var c compiled
	conf, found := b.manualConfig(src, r)
	c.found = append(c.found, found...)

	b.choose(&conf)
	named, found := expand(&conf)
	c.found = append(c.found, found...)
	vars := declared(conf)
	vars.named = named
	vars.fill(&conf)
	sections, found, err := b.parse(ctx, src, vars, r)
	c.found = append(c.found, found...)
	if err != nil {
		return c, err
	}
	m, found := manual.Assemble(manual.Input{
		Site: b.site, Root: r, Source: src, Config: conf, Texts: b.in.Texts,
		Sections: sections, Drafts: b.in.Drafts, Exports: exports,
		Shared: b.terms, SharedOut: sharedGlossary + "/index.html",
		Said: append(b.planned(conf), b.in.Site.Entity, b.in.Site.Process, b.in.Site.SIG.Mark, b.in.Site.SIG.Text),
	})
	c.found = append(c.found, found...)
	c.export, c.pages, c.pending = m.Export(b.in.Texts), len(m.Pages)+1, parcelOf(m.Pending)
	c.card = b.card(m)
	c.live = livePages(m)
	c.layouts = parcelOf(layoutsOf(sections))
	c.paper = b.paperOf(m)
	c.moved, c.folders, found = b.aliases(m)
	c.found = append(c.found, found...)
	if (len(m.Needs) > 0 || needsOthers(conf)) && exports == nil {
		c.waiting = true
		return c, nil
	}
	marks, found := b.marks(conf, r)
	c.found = append(append(c.found, found...), b.checkReplacement(m)...)
	review := b.review(m, src, vars, c.found)
	review.Text = textOf(r.facts())
	review.Says = saysOf(r.facts(), src.Dir, conf)
	review.compared.Text, review.compared.Says, review.compared.Slug = review.Text, review.Says, m.Slug
	c.review, c.facts = parcelOf(review.Review), parcelOf(review.compared)
	c.keepFacts(review.known)
	c.knows.Duty = review.sheet
	if b.in.Contents == nil { // in a preview there is nothing to come
		c.pack()
	}
	c.found = append(c.found, review.found...)
	b.excerpts(c.found)
	b.excerpts(review.checked)
	c.checked = b.keep(review.checked, Review{Dir: src.Dir, Shown: b.in.Root.Shown(src.Dir)}.Has)
	if b.in.Review {
		return c, nil
	}
	c.assets = append(m.Assets[:len(m.Assets):len(m.Assets)], marks...)
	return c, b.make(&work{
		ctx: ctx, b: b, m: m, vars: vars, r: r, sink: sink, c: &c, duty: review.duty, known: review.known, text: review.Text,
	})
}

// manualConfig reads manual.yaml. A manual without one builds all the same.
func (b *build) manualConfig(src source.Manual, r *reader) (config.Manual, diag.List) {
	if src.Config == nil {
		var found diag.List
		pos := diag.Pos{Path: b.in.Root.Shown(src.Dir)}
		if src.Dir == "." && slices.ContainsFunc(src.Sections, func(s source.Section) bool { return s.Dir != "" }) {
			// Its folders may have been meant as manuals.
			found.Add(diag.Warning, "MAN-01.uno", pos)
		} else {
			found.Add(diag.Warning, "MAN-01", pos)
		}
		return config.Manual{}, found
	}
	raw, found := r.read(src.Config.Name, source.MaxConfig)
	if raw == nil {
		return config.Manual{}, found
	}
	return config.ParseManual(b.in.Root.Shown(src.Config.Name), raw)
}

// parse reads every section of a manual.
func (b *build) parse(ctx context.Context, src source.Manual, vars *variables, r *reader) (map[string]manual.Section, diag.List, error) {
	var found diag.List
	sections := map[string]manual.Section{}
	env := markdown.Env{
		Open: r.include, Near: r.near, Variable: vars.lookup(), Names: vars.names, Budget: markdown.NewBudget(),
	}
	own := map[string][]string{}
	ownNumbers(own, src.Sections, "", "")
	for _, f := range markdownFiles(src) {
		if err := ctx.Err(); err != nil {
			return nil, found, err
		}
		env.Name, env.Glossary = f.Name, f == glossaryOf(src)
		env.Own, env.Unnumbered = own[f.Name], own[f.Name] == nil
		s, more, ok := b.section(env, r)
		found = append(found, more...)
		if ok {
			sections[f.Name] = s
		}
	}
	return sections, found, nil
}

// ownNumbers lists, by file, the numbers that sections may have been given by
// hand: by the numbers in their names, and by their place.
func ownNumbers(own map[string][]string, list []source.Section, named, placed string) {
	for i, s := range list {
		byName, byPlace := "", placed+strconv.Itoa(i+1)
		if s.Order >= 0 && (named != "" || placed == "") {
			byName = named + strconv.Itoa(s.Order)
		}
		if s.File != nil {
			own[s.File.Name] = []string{byPlace, byName}
		}
		if byName != "" {
			byName += "."
		}
		ownNumbers(own, s.Children, byName, byPlace+".")
	}
}

// section reads one Markdown file, env.Name.
func (b *build) section(env markdown.Env, r *reader) (manual.Section, diag.List, bool) {
	raw, found := r.read(env.Name, source.MaxPage)
	if raw == nil {
		return manual.Section{}, found, false
	}
	text, more := source.Split(b.in.Root.Shown(env.Name), raw)
	found = append(found, more...)
	var s manual.Section
	s.Front, more = config.ParseFrontMatter(text.Path, text.Front, text.FrontLine)
	found = append(found, more...)
	s.Front.Title, s.Front.Description = markdown.Fill(s.Front.Title, env.Variable), markdown.Fill(s.Front.Description, env.Variable)
	s.Doc, more = b.engine.Parse(text, env)
	return s, append(found, more...), true
}

// glossaryOf is the file that defines a manual's terms; its zero value for
// none.
func glossaryOf(src source.Manual) source.File {
	if src.Slug == sharedGlossary && src.Cover != nil {
		return *src.Cover
	}
	for _, s := range src.Sections {
		if s.File != nil && manual.IsGlossary(s.Out) {
			return *s.File
		}
	}
	return source.File{}
}

// markdownFiles lists a manual's files, its cover's first, in order.
func markdownFiles(src source.Manual) []source.File {
	var list []source.File
	if src.Cover != nil {
		list = append(list, *src.Cover)
	}
	var walk func([]source.Section)
	walk = func(sections []source.Section) {
		for _, s := range sections {
			if s.File != nil {
				list = append(list, *s.File)
			}
			walk(s.Children)
		}
	}
	walk(src.Sections)
	return list
}

// text renders a page's Markdown into body, which is emptied first.
func (b *build) text(p *manual.Page, body *bytes.Buffer) error {
	body.Reset()
	if p.Doc == nil {
		return nil
	}
	return b.engine.Render(body, p.Doc, p)
}
