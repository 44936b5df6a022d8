package theme

import (
	"fmt"
	"html"
	"html/template"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// kind is a sort of page; its template is a file of the same name.
type kind int

const (
	homePage kind = iota
	coverPage
	sectionPage
	paperPage
	notFoundPage
	searchPage
	matrixPage
	mapPage
	boardPage
	dutyPage
	runPage
)

var kinds = [...]string{"inicio", "portada", "seccion", "imprimir", "no-encontrada", "buscar", "cumplimiento", "mapa", "tablero", "guardia", "ejecutar"}

// alone tells a manual's page that has not the manual's tree beside it.
func (k kind) alone() bool { return k == paperPage || k == runPage }

// shellFile is the template that every page is an execution of. It calls
// "contenido", which the page's own file defines.
const shellFile = "shell.html"

// loadTemplates parses the templates and tries each on a sample. A user's file
// that fails is reported and the default takes its place; one whose fault
// cannot be laid at any file's door takes the whole overlay with it.
func (t *Theme) loadTemplates(files fileSet, opt Options) diag.List {
	var found diag.List
	inline := ""
	if f, ok := files.find("assets/js/" + headScript); ok {
		inline = f.inline()
	}
	funcs := t.funcs(opt.Catalog, inline)
	constants := map[string]string{"policy": html.EscapeString(policy(inline)), "words": string(t.words), "pause": string(pauseElement)}
	t.policy = constants["policy"]
	set := files.under("templates")
	for {
		t.userTemplates = slices.ContainsFunc(set, func(f file) bool { return f.user && path.Ext(f.path) == ".html" })
		page, err := t.tryTemplates(set, opt.Catalog, funcs, constants)
		if err == nil {
			return found
		}
		name, pos, reason := fault(err)
		if name == "" {
			name = page
		}
		// The file named in the error; else, when that is a default one, the
		// user's own template of the page that failed; else any of the user's.
		i := slices.IndexFunc(set, func(f file) bool { return f.user && f.path == "templates/"+name })
		if i < 0 {
			pos = diag.Pos{}
			i = slices.IndexFunc(set, func(f file) bool { return f.user && f.path == "templates/"+page })
		}
		if i < 0 {
			i = slices.IndexFunc(set, func(f file) bool { return f.user })
		}
		if i < 0 {
			// Only a broken build of Folio itself gets here; a test holds that it
			// does not happen.
			found.Add(diag.Fatal, "TEM-01", diag.Pos{Path: "somosig/templates/" + page}, reason)
			return found
		}
		pos.Path = path.Join(opt.OverlayPath, set[i].path)
		key, args := inWords(reason)
		found.Add(diag.Error, key, pos, append([]string{name}, args...)...)
		if pos.Line > 0 {
			found[len(found)-1].Excerpt = lineOf(set[i].data, pos.Line)
		}
		set = slices.Clone(set)
		if set[i].base == nil {
			set = slices.Delete(set, i, i+1)
		} else {
			set[i].data, set[i].user = set[i].base, false
		}
	}
}

// tryTemplates fills t.pages. A theme of Folio's own was tried by its tests;
// with a user's, every page is drawn once, and when it cannot be, at names the
// file that the fault was met in.
func (t *Theme) tryTemplates(set fileSet, c *i18n.Catalog, funcs template.FuncMap, constants map[string]string) (at string, err error) {
	p := &parser{catalog: c, funcs: funcs, constants: constants}
	for _, f := range set {
		name := strings.TrimPrefix(f.path, "templates/")
		if path.Ext(name) != ".html" {
			continue
		}
		if k := slices.Index(kinds[:], strings.TrimSuffix(name, ".html")); k >= 0 {
			p.own[k] = string(f.data)
		} else if name == shellFile || strings.Contains(name, "/") { // else no page of ours; its blocks must not reach the others
			p.parts = append(p.parts, f)
		}
	}
	for k := range kinds {
		t.pages[k] = sync.OnceValues(func() (*template.Template, error) { return p.page(kind(k)) })
	}
	if !t.userTemplates {
		return "", nil
	}
	return t.tryPages()
}

// parser parses the templates of a kind of page when one is drawn: a build
// after which nothing changed draws none, and reading all of them took as long
// as everything else that it does before it looks at a source.
type parser struct {
	catalog   *i18n.Catalog
	funcs     template.FuncMap
	constants map[string]string
	parts     fileSet            // what pages share
	own       [len(kinds)]string // what each has for itself

	once   sync.Once
	shared *template.Template // the parts, parsed
	err    error
}

func (p *parser) page(k kind) (*template.Template, error) {
	p.once.Do(func() {
		p.shared = template.New("").Funcs(p.funcs)
		for _, f := range p.parts {
			if _, err := p.shared.New(strings.TrimPrefix(f.path, "templates/")).Parse(string(f.data)); err != nil {
				p.err = err
				return
			}
		}
	})
	if p.err != nil {
		return nil, p.err
	}
	page, err := p.shared.Clone()
	if err != nil {
		return nil, err
	}
	if _, err := page.New(kinds[k] + ".html").Parse(p.own[k]); err != nil {
		return nil, err
	}
	foldTemplates(page, p.catalog, p.constants)
	return page, nil
}

// execute draws a template of a kind of page.
func (t *Theme) execute(w io.Writer, k kind, name string, data any) error {
	page, err := t.pages[k]()
	if err != nil {
		return err
	}
	return page.ExecuteTemplate(w, name, data)
}

// tryPages draws a page of each kind.
func (t *Theme) tryPages() (at string, err error) {
	for k, name := range kinds {
		if err := t.tryPage(kind(k)); err != nil {
			return name + ".html", err
		}
	}
	return "", nil
}

// tryPage executes a page on the sample views, full and bare, so that a field
// that does not exist is found now and not in the middle of a build.
func (t *Theme) tryPage(k kind) error {
	for _, s := range []sample{fullSample(), bareSample()} {
		var err error
		switch k {
		case homePage:
			err = t.Home(io.Discard, s.home)
		case coverPage:
			err = t.Cover(io.Discard, s.cover)
		case sectionPage:
			err = t.Section(io.Discard, s.section)
		case paperPage:
			err = t.Paper(io.Discard, s.paper)
		case notFoundPage:
			if err = t.NotFound(io.Discard, s.notFound); err == nil {
				err = t.Moved(io.Discard, Moved{Frame: s.section.Frame, To: s.section.Next})
			}
		case searchPage:
			err = t.Search(io.Discard, s.search)
		case matrixPage:
			err = t.Matrix(io.Discard, s.matrix)
		case mapPage:
			err = t.Map(io.Discard, s.systems)
		case boardPage:
			err = t.Board(io.Discard, s.board)
		case dutyPage:
			err = t.Duty(io.Discard, s.duty)
		case runPage:
			err = t.Run(io.Discard, s.run)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rooted is a page, which knows the way to the site's root.
type rooted interface{ root() string }

func (f Frame) root() string { return f.Root }

func (t *Theme) funcs(c *i18n.Catalog, inline string) template.FuncMap {
	csp := policy(inline)
	return template.FuncMap{
		"t":          c.T,
		"n":          c.N,
		"words":      func() template.HTMLAttr { return t.words },
		"policy":     func() string { return csp },
		"headScript": func(of ...*environments) template.HTML { return headElement(inline, of...) },
		"pause":      func() template.HTML { return pauseElement },
		"asset": func(page rooted, name string) (string, error) {
			p, ok := t.files().hashed[name]
			if !ok {
				return "", fmt.Errorf("no asset %q", name)
			}
			return page.root() + p, nil
		},
	}
}
