package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/lifecycle"
	"folio/internal/pipeline"
	"folio/internal/source"
	"folio/internal/theme"
)

// siteOptions are the flags that say which site is meant.
type siteOptions struct {
	content string
	theme   string
	baseURL string
	drafts  bool
	jobs    int
}

// project is a site opened for building: its sources, its configuration and
// its theme, read anew for each build of a preview.
type project struct {
	input pipeline.Input
	found diag.List
	roots []string // of the theme, when it is not where themes are looked for
	close func() error
}

// open reads folio.yaml, which stands beside the content folder, and the
// theme.
func (a *app) open(o siteOptions) (*project, error) {
	root, err := source.Open(o.content)
	if err != nil {
		return nil, noContent(o.content, err)
	}
	today, err := a.today()
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	p := &project{close: root.Close}
	base := filepath.Dir(filepath.Clean(o.content))
	site, raw, found, err := readSite(base)
	p.found = append(p.found, found...)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if o.baseURL != "" {
		site.URL = o.baseURL
	}
	lang := site.Lang
	if lang == "" {
		lang = i18n.Spanish
	}
	words := map[string]string{}
	for _, t := range site.Texts {
		words[t.Name] = t.Value
	}
	texts := i18n.For(lang).With(words)
	if site.Title == "" {
		site.Title = texts.T("site.default-title")
	}
	if dir := first(o.theme, site.Theme); strings.ContainsAny(dir, `/\`) {
		p.roots = []string{dir}
	}
	opt := theme.Options{Catalog: texts, Accent: site.Accent, AccentPos: site.Where.Of("acento"), HighlightCSS: highlight.CSS()}
	opt.AccentLine = source.Line(raw, opt.AccentPos.Line)
	dir, found, err := themeFolder(base, o.theme, site, raw)
	p.found = append(p.found, found...)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if dir != "" {
		opt.Overlay, opt.OverlayPath = os.DirFS(dir), filepath.ToSlash(dir)
	}
	th, found, err := theme.Load(opt)
	p.found = append(p.found, found...)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	plans, found, err := blueprints(base)
	p.found = append(p.found, found...)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	for _, d := range check.Levels(site.Levels, plans) {
		d.Excerpt = source.Line(raw, d.Pos.Line)
		p.found = append(p.found, d)
	}
	p.input = pipeline.Input{
		Root: root, Site: site, Theme: th, Texts: texts, Drafts: o.drafts, Jobs: o.jobs,
		Generator: "Folio " + version(), Today: today, History: true, Program: program(),
		Blueprints: plans, Lifecycle: lifecycle.Open(site.Supported),
	}
	return p, nil
}

// blueprints opens Folio's blueprints and those beside folio.yaml.
func blueprints(base string) (*blueprint.Library, diag.List, error) {
	dir := filepath.Join(base, "plantillas")
	return blueprint.Open(os.DirFS(dir), filepath.ToSlash(dir))
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// siteFiles are the names that the site's data may have, the usual one first.
var siteFiles = []string{"folio.yaml", "folio.yml"}

// readSite reads folio.yaml in a folder; without one a site has its defaults.
// raw is the file itself. What looks like it and is not read is reported.
func readSite(dir string) (site config.Site, raw []byte, found diag.List, err error) {
	read := ""
	for _, name := range siteFiles {
		name = filepath.Join(dir, name)
		if raw, err = os.ReadFile(name); err == nil {
			site, found = config.ParseSite(filepath.ToSlash(name), raw)
			read = name
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return site, nil, nil, err
		}
	}
	names, err := mistaken(dir)
	if err != nil {
		return site, nil, nil, err
	}
	for _, name := range names {
		if name = filepath.Join(dir, name); name != read {
			found.Add(diag.Warning, "SRC-31", diag.Pos{Path: filepath.ToSlash(name)}, siteFiles[0])
		}
	}
	return site, raw, found, nil
}

// mistaken lists the files of a folder whose names say that they hold the site's
// data, those that Folio reads among them.
func mistaken(dir string) (names []string, err error) {
	list, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrPermission) { // a folder need not be listed to be used
		return nil, err
	}
	for _, e := range list {
		rest, ok := strings.CutPrefix(strings.ToLower(e.Name()), "folio.")
		if ok && !e.IsDir() && slices.Contains([]string{"yaml", "yml", "yaml.txt", "yml.txt", "toml", "json"}, rest) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// defaultTheme is the one that Folio carries.
const defaultTheme = "somosig"

// themeFolder is where the user's theme is, which lies over the default one: a
// folder of themes/ beside folio.yaml by its name, or any folder by its path;
// "" for none. One that folio.yaml names and that is not there is a finding, and
// the default stands in for it; one that the command line names is an error.
func themeFolder(base, flag string, site config.Site, raw []byte) (dir string, found diag.List, err error) {
	name := first(flag, site.Theme)
	if name == "" || name == defaultTheme {
		return "", nil, nil
	}
	dir = name
	byName := !strings.ContainsAny(name, `/\`)
	if byName {
		dir = filepath.Join(base, "themes", name)
	}
	st, err := os.Stat(dir)
	switch {
	case err == nil && st.IsDir():
		return dir, nil, nil
	case err != nil && !source.Absent(err):
		return "", nil, err // it may well be there
	}
	near := ""
	if byName {
		near = nearestTheme(filepath.Dir(dir), name)
	}
	if flag != "" {
		if near != "" {
			return "", nil, &machineError{"cli.error.theme.parecido", []string{name, filepath.ToSlash(dir), near}}
		}
		return "", nil, &machineError{"cli.error.theme", []string{name, filepath.ToSlash(dir)}}
	}
	key, args := "TEM-03", []string{name, filepath.ToSlash(dir)}
	if near != "" {
		key, args = "TEM-03.parecido", append(args, near)
	}
	pos := site.Where.Of("tema")
	found.Add(diag.Error, key, pos, args...)
	found[0].Excerpt = source.Line(raw, pos.Line)
	return "", found, nil
}

// nearestTheme is the theme that was most likely meant by a name; "" for none.
func nearestTheme(themes, name string) string {
	names := []string{defaultTheme}
	list, _ := os.ReadDir(themes) // one that cannot be read has nothing to propose
	for _, e := range list {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	near, _ := i18n.Nearest(name, names)
	return near
}
