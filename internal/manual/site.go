package manual

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/source"
)

// Site is what every manual knows of the whole site: which source file is
// which page. It is immutable.
type Site struct {
	pages map[string]place  // by source path of the file, and of the folder
	files []string          // source paths of all pages, for suggestions
	slugs map[string]string // of the manuals, by folder
	shown func(string) string
}

// place is a page of the site.
type place struct{ manual, out, file string }

// NewSite indexes what was discovered. shown turns a source path into the one
// that messages use.
func NewSite(t source.Tree, shown func(string) string) *Site {
	s := &Site{pages: map[string]place{}, slugs: map[string]string{}, shown: shown}
	if t.Home != nil {
		s.add(t.Home.Name, place{"", "index.html", t.Home.Name})
		s.add(".", place{"", "index.html", t.Home.Name})
	}
	if t.Glossary != nil {
		s.add(t.Glossary.Name, place{"", "glosario/index.html", t.Glossary.Name})
	}
	for _, m := range t.Manuals {
		s.slugs[m.Dir] = m.Slug
		cover := place{manual: m.Slug, out: m.Slug + "/index.html"}
		if m.Cover != nil {
			cover.file = m.Cover.Name
			s.add(m.Cover.Name, cover)
		}
		if m.Config != nil {
			s.add(m.Config.Name, cover)
		}
		s.add(m.Dir, cover)
		// Authors link to a manual's index.md whether or not it has one.
		s.add(path.Join(m.Dir, "index.md"), cover)
		s.sections(m.Slug, m.Sections)
	}
	return s
}

func (s *Site) sections(manual string, list []source.Section) {
	for _, sec := range list {
		p := place{manual: manual, out: sec.Out}
		if sec.File != nil {
			p.file = sec.File.Name
			s.add(sec.File.Name, p)
		}
		if sec.Dir != "" {
			s.add(sec.Dir, p)
			s.add(path.Join(sec.Dir, "index.md"), p)
		}
		s.sections(manual, sec.Children)
	}
}

func (s *Site) add(name string, p place) {
	name = norm.NFC.String(name)
	if _, taken := s.pages[name]; taken {
		return
	}
	s.pages[name] = p
	if name == p.file {
		s.files = append(s.files, name)
	}
}

// lookup finds the page of a source path as an author may write it.
func (s *Site) lookup(name string) (place, bool) {
	name = norm.NFC.String(name)
	if p, ok := s.pages[name]; ok {
		return p, true
	}
	// Other generators leave the extension out, or write the page's.
	for _, ext := range []string{".html", ".htm", ""} {
		if bare, ok := strings.CutSuffix(name, ext); ok {
			if p, ok := s.pages[bare+".md"]; ok {
				return p, true
			}
		}
	}
	return place{}, false
}

// Fingerprint is the same for sites with the same pages in the same places.
func (s *Site) Fingerprint() string {
	h := fnv.New128a()
	for _, name := range slices.Sorted(maps.Keys(s.pages)) {
		p := s.pages[name]
		fmt.Fprintf(h, "%s|%s|%s|%s\n", name, p.manual, p.out, p.file)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Asset is where the site has a file that a manual shows or hands out: in its
// manual's folder, as the author laid it out; what lies outside every manual
// keeps its path.
func (s *Site) Asset(name string) string {
	dir, rest, _ := strings.Cut(name, "/")
	out := name
	if slug, ok := s.slugs["."]; ok {
		out = slug + "/" + name
	} else if slug, ok := s.slugs[dir]; ok {
		out = slug + "/" + rest
	}
	return norm.NFC.String(out)
}

// pageSlug is the last part of a page's address: "procedimiento".
func pageSlug(p *Page) string {
	dir, base := path.Split(p.Out)
	if base == "index.html" {
		return path.Base(dir)
	}
	return strings.TrimSuffix(base, ".html")
}

// Relative is the address of a page or file, seen from another page; both are
// paths from the site's root.
func Relative(from, to string) string {
	dir := from[:strings.LastIndexByte(from, '/')+1]
	shared := 0 // bytes of the folders that both are in
	for i := 0; i < min(len(dir), len(to)) && dir[i] == to[i]; i++ {
		if dir[i] == '/' {
			shared = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(dir[shared:], "/")) + to[shared:]
}
