package pipeline

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/source"
	"folio/internal/theme"
)

// moved is an address that only leads to another.
type moved struct {
	From string // site path
	To   string // site path of the page
	Link theme.Link
}

// movedFolder is a manual's earlier folder with all that was in it.
type movedFolder struct {
	Slug    string
	Written string
	Pos     diag.Pos
	Pages   []moved
}

// aliases finds the addresses that a manual's earlier names leave behind, its
// own folder's apart from those of its earlier folders, which are others'
// business too.
func (b *build) aliases(m *manual.Manual) (own []moved, folders []movedFolder, found diag.List) {
	taken := map[string]string{} // folded address → what messages call its owner
	pages := append([]*manual.Page{m.Cover}, m.Pages...)
	for _, p := range pages {
		taken[foldPath(p.Out)] = first(b.shown(p.Source), p.Out)
	}
	for _, a := range m.Assets {
		taken[foldPath(a.Out)] = b.shown(a.Source)
	}
	aliased := map[string]string{}
	for _, a := range m.Aliases {
		key := foldPath(a.Out)
		owner, page := taken[key]
		other, again := aliased[key]
		switch {
		case a.Out == a.To.Out: // renumbered: the address stays
		case output.CheckPath(a.Out) != nil:
			found.Add(diag.Error, "ENL-07.forma", a.Pos, a.Written)
		case page:
			found.Add(diag.Error, "ENL-07", a.Pos, a.Written, owner)
		case again:
			found.Add(diag.Error, "ENL-07.repetido", a.Pos, a.Written, other)
		default:
			aliased[key] = b.shown(a.To.Source)
			own = append(own, moved{a.Out, a.To.Out, pageName(m, a.To)})
		}
	}
	for i, written := range m.Config.Aliases {
		pos := m.Config.Where.Of("alias", strconv.Itoa(i))
		slug, ok := source.EarlierFolder(written)
		if !ok || output.CheckPath(slug) != nil {
			found.Add(diag.Error, "ENL-07.carpeta", pos, written)
			continue
		}
		f := movedFolder{Slug: slug, Written: written, Pos: pos}
		for _, p := range pages {
			f.Pages = append(f.Pages, moved{slug + strings.TrimPrefix(p.Out, m.Slug), p.Out, pageName(m, p)})
		}
		for _, a := range own {
			f.Pages = append(f.Pages, moved{slug + strings.TrimPrefix(a.From, m.Slug), a.To, a.Link})
		}
		if slug != m.Slug {
			folders = append(folders, f)
		}
	}
	return own, folders, found
}

// pageName names a page for readers who come from elsewhere.
func pageName(m *manual.Manual, p *manual.Page) theme.Link {
	if p == m.Cover {
		return theme.Link{Title: config.Unvalued(m.Title)}
	}
	return theme.Link{Number: p.Number, Title: config.Unvalued(p.Title)}
}

// foldPath is the same for addresses that some file system cannot tell apart.
func foldPath(p string) string { return strings.ToLower(norm.NFC.String(p)) }

func (b *build) shown(name string) string {
	if name == "" {
		return ""
	}
	return b.in.Root.Shown(name)
}

// redirects writes a page at each address that leads to another. A manual's
// earlier folder must be no other manual's, now or before.
func (b *build) redirects(made []compiled) (diag.List, error) {
	var found diag.List
	owners := map[string]string{}
	for _, m := range b.tree.Manuals {
		owners[m.Slug] = b.shown(m.Dir)
	}
	if b.tree.Glossary != nil {
		owners[sharedGlossary] = b.shown(b.tree.Glossary.Name)
	}
	before := map[string]string{}
	for _, c := range made {
		list := c.moved
		for _, f := range c.folders {
			owner, taken := owners[f.Slug]
			other, again := before[f.Slug]
			switch {
			case taken:
				found.Add(diag.Error, "ENL-07", f.Pos, f.Written, owner)
			case again:
				found.Add(diag.Error, "ENL-07.repetido", f.Pos, f.Written, other)
			default:
				before[f.Slug] = f.Pos.Path
				list = append(list, f.Pages...)
			}
		}
		for _, x := range list {
			if err := b.redirect(x); err != nil {
				return found, err
			}
		}
	}
	return found, nil
}

func (b *build) redirect(x moved) error {
	v := theme.Moved{Frame: b.frameOf("mudanza", x.From, x.Link.Title, ""), To: x.Link}
	v.To.URL = address(x.From, x.To)
	v.Canonical = v.To.URL
	if b.in.Site.URL != "" {
		v.Canonical = b.in.Site.URL + escapePath(x.To)
	}
	var page bytes.Buffer
	if err := b.in.Theme.Moved(&page, v); err != nil {
		return err
	}
	return b.sink.Put(x.From, page.Bytes())
}
