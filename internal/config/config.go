// Package config turns what an author declares (folio.yaml, manual.yaml and
// the front matter of a section) into typed values.
//
// It is the only package that knows YAML. A fault is a diagnostic at its line
// and column, in the words of someone who has never heard of "scalars" or
// "mappings": a key that nobody knows comes with the nearest one that exists,
// a value of the wrong kind with an example of a right one.
//
// The package reads no files, knows no blueprint and applies no rule that
// needs more than the file itself: which data a manual must have, or whether
// its validity is in the future, is for package check.
package config

import (
	"folio/internal/diag"
	"folio/internal/i18n"
)

// MaxBytes is how large a configuration or a front matter may be. The longest
// real one is some 10 KiB.
const MaxBytes = 64 << 10

// SIG names the management system in the control header.
type SIG struct {
	Mark string // "SOMOSIG"
	Text string // "Sistema Integrado de Gestión"
	Logo string // path of an image from the site's root, with /
}

// Setting is a name with its value, in the order of the file.
type Setting struct {
	Name  string
	Value string
	Pos   diag.Pos // of the name
}

// ParseSite reads folio.yaml. path is for positions only. The Site is usable
// whatever the findings: what could not be read has its zero value.
func ParseSite(path string, src []byte) (Site, diag.List) {
	r := newReader(parse(path, src, 1), diag.Fatal)
	s := r.site()
	s.Where = r.where()
	return s, r.found
}

// ParseManual reads manual.yaml, as ParseSite does folio.yaml.
func ParseManual(path string, src []byte) (Manual, diag.List) {
	r := newReader(parse(path, src, 1), diag.Fatal)
	m := r.manual()
	m.Where = r.where()
	return m, r.found
}

// ParseFrontMatter reads the YAML between the fences of a Markdown file.
// firstLine is the line of the file, from 1, that src begins with.
//
// Files come from other generators: every key that is not Folio's is passed
// over quietly, whatever its shape. A front matter that is not YAML is one
// finding, and the page goes on without it.
func ParseFrontMatter(path string, src []byte, firstLine int) (FrontMatter, diag.List) {
	d := parse(path, src, firstLine)
	d.open = true
	r := newReader(d, diag.Error)
	f := r.frontMatter()
	f.Where = r.where()
	return f, r.found
}

// languages are the values of «idioma».
func languages() []string { return []string{string(i18n.Spanish), string(i18n.English)} }
