package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
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
		return nil, err
	}
	today, err := a.today()
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	p := &project{close: root.Close}
	base := filepath.Dir(filepath.Clean(o.content))
	site, found, err := readSite(filepath.Join(base, "folio.yaml"))
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
	th, found, err := loadTheme(base, first(o.theme, site.Theme), site, texts)
	p.found = append(p.found, found...)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	p.input = pipeline.Input{
		Root: root, Site: site, Theme: th, Texts: texts, Drafts: o.drafts, Jobs: o.jobs,
		Generator: "Folio " + version(), Today: today, History: true, Program: program(),
	}
	return p, nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// readSite reads folio.yaml; without one a site has its defaults.
func readSite(name string) (config.Site, diag.List, error) {
	raw, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return config.Site{}, nil, nil
	}
	if err != nil {
		return config.Site{}, nil, err
	}
	site, found := config.ParseSite(filepath.ToSlash(name), raw)
	return site, found, nil
}

// defaultTheme is the one that Folio carries.
const defaultTheme = "somosig"

// loadTheme loads the default theme and, over it, the user's: a folder of
// themes/ beside folio.yaml by its name, or any folder by its path.
func loadTheme(base, name string, site config.Site, texts *i18n.Catalog) (*theme.Theme, diag.List, error) {
	opt := theme.Options{Catalog: texts, Accent: site.Accent, AccentPos: site.Where.Of("acento"), HighlightCSS: highlight.CSS()}
	if name != "" && name != defaultTheme {
		dir := name
		if !strings.ContainsAny(name, `/\`) {
			dir = filepath.Join(base, "themes", name)
		}
		if st, err := os.Stat(dir); err != nil || !st.IsDir() {
			return nil, nil, &machineError{"cli.error.theme", []string{name, filepath.ToSlash(dir)}}
		}
		opt.Overlay, opt.OverlayPath = os.DirFS(dir), filepath.ToSlash(dir)
	}
	return theme.Load(opt)
}
