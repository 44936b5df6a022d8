package search

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"folio/internal/i18n"
)

// readManual reads a manual's Markdown roughly: headings, captions, steps,
// fences. It is enough to search in real text without the packages above this
// one; the pipeline makes units with more care.
func readManual(t testing.TB, dir string) (Manual, []Unit) {
	t.Helper()
	id := filepath.Base(dir)
	m := Manual{ID: id, Title: "Sistema " + id, URL: id + "/index.html"}
	if data, err := os.ReadFile(filepath.Join(dir, "manual.yaml")); err == nil {
		m.Title, m.Code, m.Description = yamlValue(data, "titulo"), yamlValue(data, "codigo"), yamlValue(data, "descripcion")
	}
	r := &reader{manual: id}
	r.folder(t, dir, id, nil)
	return m, r.units
}

func yamlValue(data []byte, key string) string {
	found := regexp.MustCompile(`(?m)^` + key + `: *"?(.*?)"?$`).FindSubmatch(data)
	if found == nil {
		return ""
	}
	return string(found[1])
}

type reader struct {
	manual          string
	units           []Unit
	tables, figures int
}

func (r *reader) folder(t testing.TB, dir, url string, path []Heading) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		number, slug := splitName(strings.TrimSuffix(name, ".md"))
		if len(path) > 0 {
			number = path[0].Number + "." + number
		}
		switch {
		case e.IsDir() && number != "":
			data, err := os.ReadFile(filepath.Join(dir, name, "index.md"))
			if err != nil {
				continue
			}
			h := r.page(dir, url+"/"+slug+"/index.html", number, slug, string(data), path)
			r.folder(t, filepath.Join(dir, name), url+"/"+slug, append(path, h))
		case strings.HasSuffix(name, ".md") && name != "index.md":
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			r.page(dir, url+"/"+slug+".html", number, slug, string(data), path)
		}
	}
}

func splitName(name string) (number, slug string) {
	digits := 0
	for digits < len(name) && name[digits] >= '0' && name[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits >= len(name) || name[digits] != '-' {
		return "", name
	}
	return strings.TrimLeft(name[:digits], "0"), name[digits+1:]
}

var (
	captionLine = regexp.MustCompile(`^(Tabla|Imagen|Listado): (.*?)(?: \{#([\w-]+)\})?$`)
	headingLine = regexp.MustCompile(`^(#{1,3}) (.*?)(?: \{(?:#([\w-]+))?[^}]*\})?$`)
	stepLine    = regexp.MustCompile(`^(\d+)\. (.*)$`)
	includeLine = regexp.MustCompile(`^\{\{incluir "(.*)"\}\}$`)
	inlineMarks = strings.NewReplacer("**", "", "`", "", "|", " ", "- [ ] ", "", "> ", "", "---", "")
	inlineLink  = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
)

// page appends the units of a page and returns its heading.
func (r *reader) page(dir, url, number, slug, source string, above []Heading) Heading {
	top := Unit{URL: url, Kind: KindSection, Number: number, Title: slug, Path: above}
	r.units = append(r.units, top)
	first := len(r.units) - 1
	section, current := first, first // indices: the heading at hand, what text goes to
	fence := ""
	var path []Heading
	h2, h3, front := 0, 0, 0
	lines := strings.Split(source, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		text := strings.TrimSpace(line)
		switch {
		case fence == "" && text == "---" && (i == 0 || front == 1):
			front++
		case front == 1:
			if v, ok := strings.CutPrefix(text, "title:"); ok {
				r.units[first].Title = strings.Trim(v, ` "`)
			}
		case fence != "" && strings.HasPrefix(text, fence):
			fence = ""
		case fence != "":
			r.units[current].Code += strings.TrimRight(line, " ") + "\n"
		case strings.HasPrefix(text, "```"):
			fence = "```"
		case includeLine.MatchString(text):
			data, err := os.ReadFile(filepath.Join(dir, includeLine.FindStringSubmatch(text)[1]))
			if err == nil {
				lines = append(lines[:i+1:i+1], append(strings.Split(string(data), "\n"), lines[i+1:]...)...)
			}
		case headingLine.MatchString(line):
			m := headingLine.FindStringSubmatch(line)
			title := inline(m[2])
			if len(m[1]) == 1 {
				r.units[first].Title = title
				continue
			}
			if len(m[1]) == 2 {
				h2, h3 = h2+1, 0
				number = fmt.Sprintf("%s.%d", r.units[first].Number, h2)
				path = nil
			} else {
				h3++
				number = fmt.Sprintf("%s.%d.%d", r.units[first].Number, h2, h3)
				path = path[:min(len(path), 1)]
			}
			kind := KindSection
			if len(m[1]) == 2 && strings.HasPrefix(slug, "errores-tecnicos") {
				kind = KindError
			}
			page := append(append([]Heading{}, above...), Heading{r.units[first].Number, r.units[first].Title})
			r.units = append(r.units, Unit{URL: url + "#" + i18n.Slug(title), Kind: kind, Number: number, Title: title, Path: append(page, path...)})
			path = append(append([]Heading{}, path...), Heading{number, title})
			section = len(r.units) - 1
			current = section
		case captionLine.MatchString(line):
			m := captionLine.FindStringSubmatch(line)
			kind, n := KindTable, 0
			switch m[1] {
			case "Imagen":
				kind = KindImage
				r.figures++
				n = r.figures
			case "Listado":
				kind = KindListing
				n = 1
			default:
				r.tables++
				n = r.tables
			}
			r.units = append(r.units, Unit{URL: url + "#" + m[3], Kind: kind, Number: fmt.Sprintf("%s %d", m[1], n), Title: inline(m[2]), Path: r.pathTo(section)})
			current = len(r.units) - 1
		case stepLine.MatchString(line):
			m := stepLine.FindStringSubmatch(line)
			title := inline(m[2])
			r.units = append(r.units, Unit{
				URL: url + "#" + anchorOf(r.units[section].URL) + "-paso-" + m[1], Kind: KindStep,
				Number: "Paso " + m[1], Title: title, Path: r.pathTo(section),
			})
			current = len(r.units) - 1
		case strings.HasPrefix(line, ": ") && i > 0:
			term := strings.TrimSpace(lines[i-1])
			r.units = append(r.units, Unit{URL: url + "#" + i18n.Slug(term), Kind: KindTerm, Title: term, Body: inline(line[2:]), Path: r.pathTo(first)})
		case text == "":
		default:
			kind := r.units[current].Kind
			indented := strings.HasPrefix(line, "   ")
			row := strings.HasPrefix(line, "|")
			if kind == KindStep && !indented || (kind == KindTable || kind == KindListing) && !row || kind == KindImage {
				current = section
			}
			if row {
				if !strings.HasPrefix(text, "|---") {
					r.units[current].Body += "\n" + strings.Join(strings.Split(strings.Trim(inline(strings.ReplaceAll(text, "|", "\x00")), "\x00 "), "\x00"), "\t") + "\n"
				}
				break
			}
			r.units[current].Body += inline(text) + " "
		}
	}
	return Heading{r.units[first].Number, r.units[first].Title}
}

// pathTo is the path of what stands below a unit.
func (r *reader) pathTo(i int) []Heading {
	u := r.units[i]
	return append(append([]Heading{}, u.Path...), Heading{u.Number, u.Title})
}

func anchorOf(url string) string {
	_, id, _ := strings.Cut(url, "#")
	return id
}

func inline(s string) string {
	return strings.TrimSpace(inlineMarks.Replace(inlineLink.ReplaceAllString(s, "$1")))
}
