// Package scaffold begins sites, manuals and sections: what the files say, from
// the templates in themes/andamios and from blueprints, and how they come to the
// disk without anything being lost.
package scaffold

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strings"
	"text/template"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/i18n"
	"folio/themes"
)

// File is a file to be written. Name is relative, with forward slashes.
type File struct {
	Name string
	Data []byte
}

// The folder in which editors find the schemas of the files of data, from the
// site's; the templates name the files in it.
const schemaDir = ".folio/esquemas"

// Site is a site to be begun.
type Site struct {
	Title   string
	Entity  string
	Process string
	CI      string // a key of Pipelines; "" for none
}

// Pipelines are the forges that a site can be built by, and where each looks for
// its orders.
var Pipelines = map[string]string{"gitlab": ".gitlab-ci.yml", "github": ".github/workflows/manuales.yml"}

// Files are those of the site, without its manuals.
func (s Site) Files() ([]File, error) {
	list := []struct{ name, template string }{
		{"folio.yaml", "sitio/folio.yaml"},
		{".gitignore", "sitio/gitignore"},
	}
	if s.CI != "" {
		list = append(list, struct{ name, template string }{Pipelines[s.CI], "ci/" + s.CI + ".yml"})
	}
	var files []File
	for _, x := range list {
		data, err := fill(x.template, s)
		if err != nil {
			return nil, err
		}
		files = append(files, File{x.name, data})
	}
	return append(files, Schemas()...), nil
}

// Schemas are the files with which editors check a site's data.
func Schemas() []File {
	var files []File
	for _, name := range config.SchemaNames() {
		if data, ok := config.Schema(name, i18n.For(i18n.Spanish)); ok && name != config.SectionFile {
			files = append(files, File{path.Join(schemaDir, name+".json"), data})
		}
	}
	return files
}

// Manual is a manual to be begun.
type Manual struct {
	Title   string
	Plan    *blueprint.Blueprint
	Code    string
	Entity  string
	Process string
	// Up is the way from the manual's folder to the site's: "../..".
	Up string
}

// Blueprint is the name of the manual's kind.
func (m Manual) Blueprint() string { return m.Plan.Name }

// Environments are those that the manual declares.
func (m Manual) Environments() []config.Environment {
	var list []config.Environment
	for _, e := range m.Plan.Environments {
		list = append(list, config.Environment{ID: e.ID, Name: capital(e.Name)})
	}
	return list
}

// Schema is where the manual's editor finds the schema of its data.
func (m Manual) Schema() string { return path.Join(m.Up, schemaDir, config.ManualFile+".json") }

// Files are those of the manual, in its folder.
func (m Manual) Files() ([]File, error) {
	data, err := fill("manual/manual.yaml", m)
	if err != nil {
		return nil, err
	}
	files := []File{{"manual.yaml", data}}
	var sections []Section
	for i, part := range m.Plan.Sections {
		if part.Required {
			sections = append(sections, SectionOf(part, i+1))
		}
	}
	if len(sections) == 0 {
		title := "Introducción"
		sections = []Section{{Title: title, Number: 1, Slug: i18n.Slug(title)}}
	}
	for _, s := range sections {
		f, err := s.File()
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// Section is a section to be begun.
type Section struct {
	Title    string
	Slug     string
	Number   int // of its file
	Numeral  string
	Guidance string
	// Hints are what the section is asked for, when no skeleton has it.
	Hints    []string
	Skeleton string
}

// SectionOf is the section that a blueprint asks for.
func SectionOf(part config.BlueprintSection, number int) Section {
	s := Section{
		Title: part.Title, Slug: part.Slug, Number: number, Numeral: part.Numeral,
		Guidance: part.Guidance, Skeleton: strings.TrimSpace(part.Skeleton),
	}
	if s.Skeleton == "" {
		for _, n := range part.Needs {
			if hint := cmp.Or(n.Hint, n.Message); hint != "" {
				s.Hints = append(s.Hints, capital(hint))
			}
		}
	}
	return s
}

// Lead is what the section's comment begins with.
func (s Section) Lead() string {
	if s.Numeral == "" {
		return s.Guidance
	}
	return "Numeral " + s.Numeral + ". " + s.Guidance
}

// File is the section's.
func (s Section) File() (File, error) {
	data, err := fill("manual/seccion.md", s)
	return File{fmt.Sprintf("%02d-%s.md", s.Number, s.Slug), data}, err
}

// fill makes a file of a template. Every file ends with one line break.
func fill(name string, data any) ([]byte, error) {
	src, err := themes.Files.ReadFile(path.Join("andamios", name))
	if err != nil {
		return nil, err
	}
	t, err := template.New(name).Delims("[[", "]]").Option("missingkey=error").Funcs(template.FuncMap{
		"yaml": config.Quote, "heading": heading, "comment": comment, "item": item,
	}).Parse(string(src))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, err
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), nil
}
