package markdown

import (
	"bytes"
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/source"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the test files")

// plainResolver answers as a manual of this one page would: natural anchors,
// no numbers, every link and image where it says, except those that say
// "falta".
type plainResolver struct{ d *Doc }

func (r plainResolver) Heading(i int) (id, number string) {
	h := r.d.Headings[i]
	if h.ID != "" {
		return h.ID, ""
	}
	return h.Slug, ""
}

func (r plainResolver) Step(i int) string {
	s := r.d.Steps[i]
	number := "paso-" + strconv.Itoa(s.Number)
	if s.Procedure == 0 {
		return number
	}
	above := -1 // the first procedure under the same heading
	for _, x := range r.d.Steps {
		if x.Heading == s.Heading && x.Procedure > 0 {
			above = x.Procedure
			break
		}
	}
	if above == s.Procedure {
		number = cmp.Or(r.d.Above(s).ID, r.d.Above(s).Slug, "apartado") + "-" + number
	} else {
		number = cmp.Or(r.d.Above(s).ID, r.d.Above(s).Slug, "apartado") + "-" + strconv.Itoa(s.Procedure-above+1) + "-" + number
	}
	return number
}

func (r plainResolver) Link(i int) Target {
	l := r.d.Links[i]
	if strings.Contains(l.Dest, "falta") {
		return Target{Why: "no existe"}
	}
	return Target{URL: l.Dest, Text: "numeral 1"}
}

func (r plainResolver) Image(i int) Picture {
	if strings.Contains(r.d.Images[i].Src, "falta") {
		return Picture{}
	}
	return Picture{URL: r.d.Images[i].Src, Width: 40, Height: 30}
}

func (r plainResolver) Figure(i int) (id, label string) {
	f := r.d.Figures[i]
	if f.ID == "" {
		f.ID = "figura-" + strconv.Itoa(i+1)
	}
	return f.ID, [...]string{"Tabla", "Imagen", "Listado"}[f.Series] + " " + strconv.Itoa(i+1)
}

func (r plainResolver) Glossary() *Glossary {
	if !strings.HasPrefix(r.d.Path, "terminos") {
		return nil
	}
	var list []Term
	for word, definition := range map[string]string{
		"Contenedor": "Unidad de \"software\".", "Base de datos": "Donde están los datos.", "SIG": "Sistema Integrado de Gestión.",
		"CI/CD": "Entrega continua.", "CI": "Integración.", "Node.js": "Motor.", "C": "Lenguaje.", "C++": "Otro.", ".NET": "Plataforma.",
		"O'Higgins": "Un nombre.", "Servidor": "Equipo.", "Copia": "Duplicado.", "Nodo": "Parte.", "Alta disponibilidad": "Siempre.",
		"Disponibilidad": "A veces.", "Servidor de aplicaciones web": "Equipo.",
	} {
		list = append(list, Term{Word: word, Definition: definition, ID: "termino-" + i18n.Slug(word) + strings.Repeat("-mas", strings.Count(word, "+"))})
	}
	return NewGlossary(list, func(t Term) string { return "glosario.html#" + t.ID })
}

func convert(t testing.TB, e *Engine, path, src string) (html, findings string, d *Doc) {
	t.Helper()
	text, found := source.Split(path, []byte(src))
	d, more := e.Parse(text, testEnv(path))
	found = append(found, more...)
	var out bytes.Buffer
	if err := e.Render(&out, d, plainResolver{d}); err != nil {
		t.Fatal(err)
	}
	var f bytes.Buffer
	if err := found.Sorted().Text(&f, i18n.For(i18n.Spanish)); err != nil {
		t.Fatal(err)
	}
	return out.String(), f.String(), d
}

// testEnv has two variables and a few files to include.
func testEnv(name string) Env {
	files := map[string]string{
		"comun/ssh.md":   "# Conéctese al servidor\n\nUse `ssh {{APP_HOST}}` y vea [la red](red.md).\n\n## Si falla\n\nPida ayuda[^1].\n\n[^1]: A soporte.\n\n[mal](javascript:1)\n",
		"comun/ciclo.md": "{{incluir \"otro.md\"}}\n",
		"comun/otro.md":  "{{incluir \"ciclo.md\"}}\n",
	}
	return Env{
		Name: "manual/" + name,
		Open: func(name string) (source.Text, diag.List, bool) {
			src, ok := files[name]
			t, found := source.Split(name, []byte(src))
			return t, found, ok
		},
		Variable: func(name string) (Variable, bool) {
			switch name {
			case "APP_HOST":
				return Variable{Name: name, Value: "vertia.example"}, true
			case "DB_PASS":
				return Variable{Name: name, Secret: true}, true
			}
			return Variable{}, false
		},
		Glossary: strings.HasPrefix(name, "glosario"),
	}
}

func spanish() *Engine { return New(i18n.For(i18n.Spanish), highlight.New()) }

// TestConstructs holds each construct's pages: what an author writes, the HTML
// that comes of it, and what Folio says. The files in testdata are archives of
// triples NAME.md, NAME.html, NAME.txt.
func TestConstructs(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no test files")
	}
	e := spanish()
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out := &txtar.Archive{Comment: ar.Comment}
		sources, ran := 0, 0
		for _, f := range ar.Files {
			name, isSource := strings.CutSuffix(f.Name, ".md")
			if !isSource {
				continue
			}
			sources++
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) {
				ran++
				html, findings, _ := convert(t, e, f.Name, string(f.Data))
				out.Files = append(out.Files, f, txtar.File{Name: name + ".html", Data: []byte(html)})
				if findings != "" {
					out.Files = append(out.Files, txtar.File{Name: name + ".txt", Data: []byte(findings)})
				}
				if *update {
					return
				}
				if want := member(ar, name+".html"); html != want {
					t.Errorf("HTML:\n%s\nwant:\n%s", html, want)
				}
				if want := member(ar, name+".txt"); findings != want {
					t.Errorf("findings:\n%s\nwant:\n%s", findings, want)
				}
			})
		}
		if *update && ran == sources { // a filter leaves the file alone
			if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func member(ar *txtar.Archive, name string) string {
	for _, f := range ar.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func TestPositionsAreTheFilesOwn(t *testing.T) {
	text, _ := source.Split("x.md", []byte("\xef\xbb\xbf---\r\ntitulo: X\r\n---\r\n# Título\r\n\r\nUn año: [x](javascript:1)\r\n"))
	_, found := spanish().Parse(text, Env{})
	if len(found) != 1 {
		t.Fatalf("findings: %v", found)
	}
	if want := (diag.Pos{Path: "x.md", Line: 6, Col: 9}); found[0].Pos != want {
		t.Errorf("position %v, want %v", found[0].Pos, want)
	}
}
