// Package blueprint knows what a kind of manual must contain. A blueprint is
// data, plantillas/NAME/plantilla.yaml: Folio brings some, and a site may have
// its own, or put one in the place of Folio's. What a blueprint says is for
// package check to look for; an institution that changes its instruction changes
// a file.
package blueprint

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/themes"
)

// Blueprint is a kind of manual, ready to be looked for.
type Blueprint struct {
	config.Blueprint
	Name  string // "manual-de-despliegue"
	parts map[string]int
	words func() []string
	once  sync.Once
	made  any
}

// Once is what its first caller makes of the blueprint, for all who come after.
func (b *Blueprint) Once(make func() any) any {
	b.once.Do(func() { b.made = make() })
	return b.made
}

// fileName is what a blueprint's folder has.
const fileName = "plantilla.yaml"

// Part is the section of the blueprint that a slug names, by its title or by an
// alias; -1 for none.
func (b *Blueprint) Part(slug string) int {
	if i, ok := b.parts[slug]; ok {
		return i
	}
	return -1
}

// Words are what the blueprint itself says: its titles and the names of what it
// asks for. A manual need not explain them. They are not to be changed.
func (b *Blueprint) Words() []string { return b.words() }

func (b *Blueprint) ownWords() []string {
	list := append([]string{b.Title, b.Standard}, b.Options...)
	for _, s := range b.Sections {
		list = append(list, s.Title)
		for _, n := range s.Needs {
			list = append(list, slices.Concat(n.Block, n.Blocks, n.Words, n.Table.Columns, n.Table.Rows, n.Entries.Parts)...)
		}
	}
	return slices.Clip(list)
}

// Library finds blueprints by name. It is safe for concurrent use.
type Library struct {
	own    map[string]*Blueprint
	sum    output.Hash
	mu     sync.Mutex
	loaded map[string]*Blueprint // Folio's
}

// Open reads a site's own blueprints from the folder plantillas, of which shown
// is the name in messages; nil for none. A blueprint that is wrong is a finding;
// an error is the system's.
func Open(own fs.FS, shown string) (*Library, diag.List, error) {
	l := &Library{own: map[string]*Blueprint{}, loaded: map[string]*Blueprint{}}
	if own == nil {
		return l, nil, nil
	}
	var found diag.List
	var read []byte
	entries, err := fs.ReadDir(own, ".")
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return l, nil, err
	}
	for _, e := range entries {
		name := path.Join(e.Name(), fileName)
		src, err := fs.ReadFile(own, name)
		if errors.Is(err, fs.ErrNotExist) || !e.IsDir() {
			continue
		}
		if err != nil {
			return l, found, err
		}
		b, more := Parse(e.Name(), path.Join(shown, name), src)
		l.own[b.Name] = b
		found = append(found, more...)
		read = append(append(append(read, name...), 0), src...)
	}
	l.sum = output.Sum(read)
	return l, found, nil
}

// Sum identifies what the library has read; it is a part of what every manual
// depends on.
func (l *Library) Sum() output.Hash { return l.sum }

// Names lists the blueprints, sorted.
func (l *Library) Names() []string {
	var names []string
	for name := range l.own {
		names = append(names, name)
	}
	entries, _ := fs.ReadDir(themes.Files, "plantillas") // it is in the program
	for _, e := range entries {
		if l.own[e.Name()] == nil {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}

// Find returns the blueprint of a name, nil for none.
func (l *Library) Find(name string) *Blueprint {
	if b := l.own[name]; b != nil {
		return b
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if b, known := l.loaded[name]; known {
		return b
	}
	var b *Blueprint
	if src, err := themes.Files.ReadFile(path.Join("plantillas", name, fileName)); err == nil && !strings.Contains(name, "/") {
		b, _ = Parse(name, path.Join("plantillas", name, fileName), src) // a test has looked at the findings
	}
	l.loaded[name] = b
	return b
}

// Near is the name of a blueprint that an author most likely meant.
func (l *Library) Near(name string) (string, bool) { return i18n.Nearest(name, l.Names()) }

// Parse reads a blueprint and reports what is wrong with it. shown is its file's
// name in messages.
func Parse(name, shown string, src []byte) (*Blueprint, diag.List) {
	data, found := config.ParseBlueprint(shown, src)
	b := &Blueprint{Blueprint: data, Name: name, parts: map[string]int{}}
	b.words = sync.OnceValue(b.ownWords)
	for i, s := range b.Sections {
		for _, slug := range append([]string{s.Slug}, s.Aliases...) {
			if k, taken := b.parts[slug]; taken && k != i {
				found.Add(diag.Fatal, "PLA-02.slug", s.Pos, slug, b.Sections[k].Title)
				continue
			}
			b.parts[slug] = i
		}
		for _, n := range s.Needs {
			if !n.Asks() {
				found.Add(diag.Fatal, "PLA-03", n.Pos, string(n.Rule))
			}
		}
	}
	for _, p := range b.Duty {
		if !p.Asks() {
			found.Add(diag.Fatal, "PLA-03.guardia", p.Pos, p.Title)
		}
	}
	return b, found
}
