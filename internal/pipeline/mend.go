package pipeline

import (
	"context"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/mend"
	"folio/internal/source"
)

// Mended is a source file and what comes of it when its findings are mended.
type Mended struct {
	Name   string // from the content root
	Shown  string
	Before []byte
	mend.Result
}

// Mend mends what it can of some findings, in memory. Each file is mended once, at
// its own place, whoever takes it in.
func Mend(ctx context.Context, in Input, found diag.List) ([]Mended, error) {
	names, err := in.Contents.discover(in.Root)
	if err != nil {
		return nil, err
	}
	m := mending{b: newBuild(ctx, in, names, nil), found: map[string]diag.List{}}
	m.b.equip(ctx)
	for _, d := range found.Sorted() {
		if mend.Knows(d) {
			m.found[d.Pos.Path] = append(m.found[d.Pos.Path], d)
		}
	}
	for _, src := range m.b.tree.Manuals {
		if err := m.manual(ctx, src); err != nil {
			return nil, err
		}
	}
	m.rest(found)
	return m.made, ctx.Err()
}

type mending struct {
	b     *build
	found map[string]diag.List // by file, until it is mended
	made  []Mended
}

// manual mends the files of a manual.
func (m *mending) manual(ctx context.Context, src source.Manual) error {
	files := markdownFiles(src)
	some := false
	for _, f := range files {
		some = some || m.found[m.b.in.Root.Shown(f.Name)] != nil
	}
	if !some {
		return ctx.Err()
	}
	r := m.b.reader()
	conf, _ := m.b.manualConfig(src, r)
	vars := declared(conf)
	vars.fill(&conf)
	own := map[string][]string{}
	ownNumbers(own, src.Sections, "", "")
	for _, f := range files {
		m.file(f.Name, markdown.Env{
			Open: r.include, Near: r.near, Variable: vars.lookup(), Names: vars.names, Name: f.Name, Glossary: f == glossaryOf(src),
			Own: own[f.Name], Unnumbered: own[f.Name] == nil,
		}, func(d diag.Diagnostic) bool { return exempt(conf, d) })
	}
	return ctx.Err()
}

// exempt tells whether a manual's data exempt a finding, also one that is not the
// check's own.
func exempt(conf config.Manual, d diag.Diagnostic) bool {
	for _, x := range conf.Exemptions {
		if x.Rule == d.Code {
			return true
		}
	}
	return false
}

// rest mends files that are no pages of a manual: those that pages take in, the
// home page's, the site's glossary.
func (m *mending) rest(found diag.List) {
	r := m.b.reader()
	for _, d := range found.Sorted() {
		name := d.Pos.Path
		if top := m.b.in.Root.Shown("."); top != "." {
			var inside bool
			if name, inside = strings.CutPrefix(name, top+"/"); !inside {
				continue
			}
		}
		if source.IsMarkdown(name) {
			m.file(name, markdown.Env{Open: r.include, Near: r.near, Name: name}, nil)
		}
	}
}

// file mends a file, unless it has been.
func (m *mending) file(name string, env markdown.Env, spared func(diag.Diagnostic) bool) {
	shown := m.b.in.Root.Shown(name)
	found := m.found[shown]
	delete(m.found, shown)
	if found == nil {
		return
	}
	raw, err := m.b.in.Root.ReadFile(name, source.MaxPage)
	if err != nil {
		return // it has gone since, or is a finding already
	}
	res := mend.Run(m.b.engine, mend.File{Path: shown, Raw: raw, Env: env, Spared: spared}, found)
	if len(res.Done) > 0 {
		m.made = append(m.made, Mended{Name: name, Shown: shown, Before: raw, Result: res})
	}
}
