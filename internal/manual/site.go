package manual

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"folio/internal/pattern"
	"folio/internal/source"
)

// Site is what every manual knows of the whole site: which source file is
// which page. It is immutable.
type Site struct {
	pages map[string]*place // by source path of the file, and of the folder
	files []string          // source paths of all pages, for suggestions
	// shapes are those of their names, and of what is left of these in their
	// addresses, made when the first one is sought.
	shapes     [][2]shape
	shapesOnce sync.Once
	slugs      map[string]string // of the manuals, by folder
	// folders are where the site has what is in a manual's folder or in that of
	// a section, by its path as the file system spells it.
	folders map[string]string
	shown   func(string) string
}

// place is a page of the site. dir is the folder that it stands for when it
// has no file.
type place struct{ manual, out, file, dir string }

// written is the page's source as a link names it.
func (p place) written() string {
	switch {
	case p.file != "":
		return p.file
	case p.dir != "":
		return p.dir + "/"
	}
	return p.out
}

// NewSite indexes what was discovered. shown turns a source path into the one
// that messages use.
func NewSite(t source.Tree, shown func(string) string) *Site {
	s := &Site{pages: map[string]*place{}, slugs: map[string]string{}, folders: map[string]string{}, shown: shown}
	if t.Home != nil {
		home := &place{out: "index.html", file: t.Home.Name}
		s.add(t.Home.Name, home)
		s.add(".", home)
	}
	if t.Glossary != nil {
		s.add(t.Glossary.Name, &place{out: "glosario/index.html", file: t.Glossary.Name})
	}
	for _, m := range t.Manuals {
		s.slugs[m.Dir] = m.Slug
		s.folders[m.Dir] = m.Slug
		cover := &place{manual: m.Slug, out: m.Slug + "/index.html", dir: m.Dir}
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
	places := make([]place, len(list))
	for i, sec := range list {
		p := &places[i]
		*p = place{manual: manual, out: sec.Out, dir: sec.Dir}
		if sec.File != nil {
			p.file = sec.File.Name
			s.add(sec.File.Name, p)
		}
		if sec.Dir != "" {
			s.folders[sec.Dir] = path.Dir(sec.Out)
			s.add(sec.Dir, p)
			s.add(path.Join(sec.Dir, "index.md"), p)
		}
		s.sections(manual, sec.Children)
	}
}

func (s *Site) add(name string, p *place) {
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
		return *p, true
	}
	// Other generators leave the extension out, or write the page's.
	for _, ext := range []string{".html", ".htm", ""} {
		if bare, ok := strings.CutSuffix(name, ext); ok {
			if p, ok := s.pages[bare+".md"]; ok {
				return *p, true
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

// Asset is where the site has a file that a manual shows or hands out: beside
// the pages of its folder, or else as the author laid it out below those of
// the nearest folder that has pages; what lies outside every manual keeps its
// path. name is spelled as the file system does.
func (s *Site) Asset(name string) string {
	out := name
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if folder, ok := s.folders[dir]; ok {
			out = folder + "/" + strings.TrimPrefix(name, dir+"/")
			break
		}
		if dir == "." {
			break
		}
	}
	return norm.NFC.String(out)
}

// AssetURL is the address, from the site's root, of what Asset names.
func (s *Site) AssetURL(name string) string { return escape(s.Asset(name)) }

// siteMapForm are the files for crawlers; a large site has several.
var siteMapForm = pattern.Of(`^sitemap(?:-\d+)?\.xml$`)

// owner is what messages call the page at an address of the site, or at one
// that some system cannot tell from it; "" for none. The site's own pages, and
// the files of its search, belong to Folio.
func (s *Site) owner(out string) string {
	low := strings.ToLower(out)
	switch {
	case low == "index.html" || low == "404.html" || low == "buscar.html" || strings.HasPrefix(low, "sitemap") && siteMapForm.MatchString(low) || low == "cumplimiento.html" || low == "cumplimiento.json":
		return low
	case path.Dir(low) == "buscar" && path.Ext(low) == ".js":
		return low
	case path.Ext(low) != ".html":
		return ""
	}
	for _, p := range s.pages {
		if strings.EqualFold(p.out, out) {
			return s.shown(p.written())
		}
	}
	return ""
}

// slugOf is the last part of a page's address: "procedimiento".
func slugOf(out string) string {
	dir, base := path.Split(out)
	if base == "index.html" {
		return path.Base(dir)
	}
	return strings.TrimSuffix(base, ".html")
}

// Relative is the address of a page or file, seen from another page; both are
// paths from the site's root. Whatever would end an address or mean something
// in it is escaped.
func Relative(from, to string) string { return escape(relative(from, to)) }

// escape writes a path as part of an address (RFC 3986, section 3.3).
func escape(path string) string {
	const hex = "0123456789ABCDEF"
	i := 0
	for i < len(path) && inAddress(path[i]) {
		i++
	}
	if i == len(path) { // as nearly all are
		return path
	}
	b := append(make([]byte, 0, len(path)+16), path[:i]...)
	for ; i < len(path); i++ {
		if c := path[i]; inAddress(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

// inAddress says whether a byte of a path stands for itself in an address, in
// quotes of either kind and inside url().
func inAddress(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/!$&*+,;=@", c) >= 0
}

// relative is the way from a file to another, as a path.
func relative(from, to string) string {
	dir := from[:strings.LastIndexByte(from, '/')+1]
	shared := 0 // bytes of the folders that both are in
	for i := 0; i < min(len(dir), len(to)) && dir[i] == to[i]; i++ {
		if dir[i] == '/' {
			shared = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(dir[shared:], "/")) + to[shared:]
}
