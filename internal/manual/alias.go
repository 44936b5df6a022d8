package manual

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/source"
)

// Alias is an address that a page had before.
type Alias struct {
	Written string // as the author gives it
	Out     string // from the site's root
	To      *Page
	Pos     diag.Pos
}

// Earlier is what a manual and its files were called before. Links that still
// say so are followed.
type Earlier struct {
	Dir     string            // the manual's folder now
	Folders []string          // its earlier names, as slugs
	Files   map[string]string // bare name from the content root → the file now
}

// aliases gathers the earlier names of the manual's pages. Whether an address
// is free is for those who write the pages.
func (a *assembly) aliases() {
	a.past = Earlier{Dir: a.in.Source.Dir, Files: map[string]string{}}
	for _, f := range a.in.Config.Aliases {
		if slug, ok := source.EarlierFolder(f); ok {
			a.past.Folders = append(a.past.Folders, slug)
		}
	}
	for _, p := range a.all() {
		first := firstAliases(p.Front)
		for i, written := range p.Front.Aliases {
			pos := aliasPos(p.Front, first, i)
			name, out, ok := source.Earlier(a.ownPart(written))
			if !ok {
				a.found.Add(diag.Error, "ENL-07.forma", pos, written)
				continue
			}
			key := bare(path.Join(a.in.Source.Dir, name))
			if _, taken := a.past.Files[key]; !taken {
				a.past.Files[key] = p.Source
			}
			a.m.Aliases = append(a.m.Aliases, Alias{written, path.Join(a.m.Slug, out), p, pos})
		}
	}
}

// ownPart drops the manual's own folder from an absolute address, which may
// start at the site's root or at the manual's.
func (a *assembly) ownPart(written string) string {
	if rest, ok := strings.CutPrefix(written, "/"+a.m.Slug+"/"); ok && rest != "" {
		return rest
	}
	return written
}

// firstAliases counts the names of a page that «alias» gives: they come before
// those of «aliases», and either may be one name alone.
func firstAliases(f config.FrontMatter) int {
	n := 0
	for f.Where.Has("alias", strconv.Itoa(n)) {
		n++
	}
	if n == 0 && f.Where.Has("alias") {
		n = 1
	}
	return n
}

// aliasPos is where the i-th alias of a page is written.
func aliasPos(f config.FrontMatter, first, i int) diag.Pos {
	if i < first {
		return f.Where.Of("alias", strconv.Itoa(i))
	}
	return f.Where.Of("aliases", strconv.Itoa(i-first))
}

// bare is a page's name without what links may leave out or write otherwise:
// the extension, and the index.md of a folder.
func bare(name string) string {
	if ext := strings.ToLower(path.Ext(name)); source.IsMarkdown(name) || ext == ".html" || ext == ".htm" {
		name = name[:len(name)-len(ext)]
	}
	dir, base := path.Split(name)
	if low := strings.ToLower(base); (low == "index" || low == "readme") && dir != "" {
		name = strings.TrimSuffix(dir, "/")
	}
	return norm.NFC.String(name)
}

// renamed finds the page of a link that calls it by an earlier name. Those of
// another manual are known when its export is.
func (a *assembly) renamed(l markdown.Link, name string) (place, bool) {
	if !source.IsMarkdown(name) && a.exists(name) {
		return place{}, false
	}
	pl, ok := a.past.find(a.in.Site, name)
	first, _, _ := strings.Cut(name, "/")
	if _, alone := a.in.Site.slugs["."]; !ok && !alone && first != a.in.Source.Dir {
		a.need(first)
		for _, slug := range slices.Sorted(maps.Keys(a.in.Exports)) {
			if pl, ok = a.in.Exports[slug].Past.find(a.in.Site, name); ok {
				break
			}
		}
	}
	if ok {
		a.add(diag.Info, "ENL-06", l.Pos, l.Line, l.Dest, a.in.Site.written(l, pl))
	}
	return pl, ok
}

// find follows an earlier name of a file, of its folder, or of both.
func (e Earlier) find(s *Site, name string) (place, bool) {
	if now, ok := e.Files[bare(name)]; ok {
		return s.lookup(now)
	}
	first, rest, _ := strings.Cut(name, "/")
	slug, ok := source.EarlierFolder(first)
	if !ok || !slices.Contains(e.Folders, slug) {
		return place{}, false
	}
	name = path.Join(e.Dir, rest)
	if pl, ok := s.lookup(name); ok {
		return pl, true
	}
	if now, ok := e.Files[bare(name)]; ok {
		return s.lookup(now)
	}
	return place{}, false
}
