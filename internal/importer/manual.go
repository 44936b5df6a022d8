package importer

import (
	"cmp"
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/pattern"
	"folio/internal/scaffold"
)

// Options say what manual is made of a draft.
type Options struct {
	Plans *blueprint.Library
	// Plan is the kind of manual; nil for the one that the titles tell.
	Plan *blueprint.Blueprint
	// Dir is the manual's folder, as findings name it.
	Dir string
	// Schema is where the manual's editor finds the schema of manual.yaml.
	Schema string
}

// Mapped says where a heading of the source went.
type Mapped struct {
	Source string // "" for what stands before the first
	Title  string // of the section
	File   string
	How    string // «igual», «alias», «cercano»; "" for none
}

// Manual is what an import makes.
type Manual struct {
	Title  string
	Plan   *blueprint.Blueprint
	Files  []scaffold.File
	Mapped []Mapped
	Lacks  []string // required sections that nothing went to
}

// Manual makes a manual of a draft.
func (d *Draft) Manual(o Options) (Manual, diag.List) {
	w := d.copy()
	plan := o.Plan
	if plan == nil {
		plan = w.choose(o.Plans)
	}
	sections := w.sections(plan)
	figureIDs(sections)
	files := w.takeAssets(sections)
	spots, ids := w.places(sections)
	m := Manual{Title: w.title, Plan: plan}
	data, found := w.manualYAML(plan, o)
	m.Files = append(m.Files, scaffold.File{Name: "manual.yaml", Data: data})
	have := map[string]bool{}
	for _, s := range sections {
		text, more := w.write(s, o, files, spots, ids)
		found = append(found, more...)
		m.Files = append(m.Files, scaffold.File{Name: s.file, Data: text})
		m.Mapped = append(m.Mapped, s.parts...)
		have[s.file] = true
	}
	for i, s := range plan.Sections {
		if s.Required && !have[fmt.Sprintf("%02d-%s.md", i+1, s.Slug)] {
			m.Lacks = append(m.Lacks, s.Title)
		}
	}
	m.Files = append(m.Files, files.files...)
	for i := range found {
		for k, s := range found[i].Args {
			found[i].Args[k] = masked(s)
		}
	}
	return m, found
}

// write writes a section's file.
func (d *draft) write(s *section, o Options, files *assets, spots map[string]spot, ids map[string]string) ([]byte, diag.List) {
	w := &writer{notes: d.notes}
	w.id = func(anchor string) string { return ids[s.file+"\x00"+anchor] }
	w.picture = func(name string) string {
		to, _ := files.add(name, "")
		return to
	}
	w.leads = func(x inline) (string, *finding) { return d.leads(x, s.file, files, spots) }
	w.has = func(target string) bool {
		s, known := find(spots, target)
		return !known || s.has
	}
	body := s.blocks
	if len(s.heading) > 0 {
		body = append([]block{{kind: heading, level: 1, text: s.heading}}, body...)
	}
	return w.open(path.Join(o.Dir, s.file), w.file(body))
}

var scheme = pattern.Of(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// schemes are those that a link may have.
var schemes = []string{"http:", "https:", "mailto:", "tel:", "ftp:", "sftp:", "ssh:", "git:"}

func isExternal(to string) bool {
	m := strings.ToLower(scheme.FindString(to))
	return slices.Contains(schemes, m)
}

// leads finds where a link of the source leads in the manual; lost is set for
// one that leads nowhere any more.
func (d *draft) leads(x inline, from string, files *assets, spots map[string]spot) (to string, lost *finding) {
	target, shown := strings.TrimSpace(x.target), shorten(plain(x.kids))
	switch {
	case target == "":
		return "", about(diag.Warning, "IMP-07.vacio", shown)
	case strings.HasPrefix(target, "//"):
		return "https:" + clean(target), nil
	case isExternal(target):
		return clean(target), nil
	case strings.HasPrefix(strings.ToLower(target), "www."):
		return "https://" + clean(target), nil
	}
	if s, known := find(spots, target); known {
		switch {
		case s.file == from && s.id != "":
			return "#" + s.id, nil
		case s.id != "":
			return s.file + "#" + s.id, nil
		}
		return s.file, nil
	}
	if scheme.MatchString(target) && !strings.HasPrefix(target, "#") {
		return "", about(diag.Warning, "IMP-07.esquema", shown, strings.ToLower(scheme.FindString(target)))
	}
	file, anchor, _ := strings.Cut(strings.TrimPrefix(target, "#"), "#")
	if !strings.HasPrefix(file, "page:") && !d.sources[file] {
		if to := files.attach(file); to != "" {
			return to, nil
		}
	}
	return "", about(diag.Warning, "IMP-07", shown, shorten(firstOf(anchor, strings.TrimPrefix(path.Base(file), "page:"))))
}

// numberedRef is what a cross-reference of a word processor shows: Folio writes it
// itself, with the number that it is now.
var numberedRef = pattern.Of(`^(?:(?i:tabla|cuadro|imagen|figura|ilustraci[óo]n|listado|numeral|secci[óo]n|table|figure|cap[íi]tulo)\s+)?\d+(?:[.-]\d+)*\.?$`)

func numbered(s string) bool { return numberedRef.MatchString(strings.TrimSpace(s)) }

func mapsKeys[V any](m map[string]V) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// manualYAML writes the manual's data.
func (d *draft) manualYAML(plan *blueprint.Blueprint, o Options) ([]byte, diag.List) {
	y := &yamlWriter{path: path.Join(o.Dir, "manual.yaml")}
	c := &d.control
	if o.Schema != "" {
		y.line("# yaml-language-server: $schema=" + o.Schema)
	}
	y.pair("titulo", d.title)
	y.pair("descripcion", d.description)
	y.pair("plantilla", plan.Name)
	y.line("estado: borrador # después: en-revision, vigente, obsoleto")
	y.pair("codigo", c.code)
	y.line("version: " + quotedText(cmp.Or(c.version, "1")))
	y.day("", "vigencia", c.validity, "vigencia")
	y.pair("entidad", c.entity)
	if c.sigText != "" {
		y.line("sig: {marca: " + quotedText(cmp.Or(c.sigMark, c.sigText)) + ", texto: " + quotedText(c.sigText) + "}")
	}
	y.pair("proceso", c.process)
	for i, key := range []string{"elaboro", "reviso", "aprobo"} {
		y.list(key, c.people[i])
	}
	if len(c.changes) > 0 {
		y.line("control-de-cambios:")
		for _, x := range c.changes {
			y.line("  - version: " + quotedText(x.version))
			y.day("    ", "fecha", x.date, "control-de-cambios, versión "+x.version)
			y.line("    descripcion: " + config.Quote(scaffold.OneLine(x.description)))
		}
	}
	if len(plan.Environments) > 0 {
		y.line("ambientes:")
		for _, e := range (scaffold.Manual{Plan: plan}).Environments() {
			y.line("  - id: " + config.Quote(e.ID))
			y.line("    nombre: " + config.Quote(e.Name))
		}
	}
	if len(c.secrets) > 0 {
		y.line("variables:")
		for _, name := range c.secrets {
			y.line("  - nombre: " + name)
			y.line("    secreto: true")
		}
	}
	if len(d.origin) > 0 {
		y.line("# Lo que decía el documento de origen y Folio no usa.")
		y.line("origen:")
		for _, p := range d.origin {
			y.line("  " + config.Quote(p.key) + ": " + config.Quote(scaffold.OneLine(p.value)))
		}
	}
	for _, f := range c.found {
		y.found.Add(f.severity, f.key, diag.Pos{Path: y.path}, f.args...)
	}
	return []byte(y.b.String()), y.found
}

type yamlWriter struct {
	b     strings.Builder
	path  string
	lines int
	found diag.List
}

func (y *yamlWriter) line(s string) {
	y.b.WriteString(s + "\n")
	y.lines++
}

func (y *yamlWriter) pair(key, value string) {
	if value = scaffold.OneLine(value); value != "" {
		y.line(key + ": " + config.Quote(value))
	}
}

// quotedText is a value that no YAML may take for a number.
func quotedText(s string) string {
	s = scaffold.OneLine(s)
	if q := config.Quote(s); strings.HasPrefix(q, `"`) || strings.HasPrefix(q, "'") {
		return q
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// day writes a date. What is none is said, and left out.
func (y *yamlWriter) day(lead, key, value, of string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	iso, doubtful, ok := day(value)
	switch {
	case !ok:
		y.found.Add(diag.Warning, "IMP-11", diag.Pos{Path: y.path}, shorten(value), of)
		return
	case doubtful:
		y.found.Add(diag.Warning, "IMP-11.dudosa", diag.Pos{Path: y.path, Line: y.lines + 1, Col: 1}, value, iso)
	}
	y.line(lead + key + ": " + iso)
}

func (y *yamlWriter) list(key string, people []person) {
	if len(people) == 0 {
		return
	}
	y.line(key + ":")
	for _, p := range people {
		y.line("  - nombre: " + config.Quote(scaffold.OneLine(p.name)))
		if p.role != "" {
			y.line("    cargo: " + config.Quote(scaffold.OneLine(p.role)))
		}
		y.day("    ", "fecha", p.date, key)
	}
}
