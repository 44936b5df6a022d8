package pipeline

import (
	"context"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/source"
)

// sharedGlossary is the folder of the site's own glossary.
const sharedGlossary = "glosario"

// glossary makes content/glosario.md a page of the site and remembers its
// terms, which every manual marks. It is compiled before the manuals, as one
// of a single page.
func (b *build) glossary(ctx context.Context) (diag.List, error) {
	if b.tree.Glossary == nil {
		return nil, nil
	}
	src := source.Manual{Slug: sharedGlossary, Dir: ".", Cover: b.tree.Glossary}
	none := declared(config.Manual{})
	r := b.reader()
	sections, found, err := b.parse(ctx, src, none, r)
	if err != nil {
		return found, err
	}
	m, more := manual.Assemble(manual.Input{
		Site: b.site, Root: r, Source: src, Texts: b.in.Texts, Sections: sections,
	})
	if s, ok := sections[b.tree.Glossary.Name]; ok {
		b.terms = s.Doc.Terms
	}
	found = append(found, more...)
	b.apartAssets = append(b.apartAssets, m.Assets...)
	c := compiled{assets: m.Assets}
	err = b.make(&work{ctx: ctx, b: b, m: m, vars: none, r: r, sink: b.sink, c: &c, unlisted: true})
	b.apart = append(b.apart, r.facts()...)
	return found, err
}
