package check

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/scaling"
	"folio/internal/source"
)

var updateFamily = flag.Bool("update-rules", false, "rewrite the expected places of the rules' examples")

// families are the rules that look at pages alone.
func families() []Rule {
	return []Rule{
		underlinedRule(), leftoverRule(), tablesRule(), imagesRule(), placeholdersRule(), secretsRule(), commandsRule(), bareRule(), enginesRule(), destructiveRule(), fencesRule(),
		hardeningRule(), signsRule(), addressRule(), brokenRule(), typedRule(), namesRule(), quantitiesRule(), accessRule(), optionsRule(),
	}
}

var spanishEngine = markdown.New(i18n.For(i18n.Spanish), highlight.New())

// subjectOf is a manual of one page.
func subjectOf(name string, src []byte) *Subject {
	text, _ := source.Split(name, src)
	doc, _ := spanishEngine.Parse(text, markdown.Env{
		Name: "m/" + name,
		Open: func(string) (source.Text, diag.List, bool) { return source.Text{}, nil, false },
		Variable: func(name string) (markdown.Variable, bool) {
			return markdown.Variable{Name: name, Value: "valor"}, true
		},
	})
	page := &manual.Page{Doc: doc, Title: "Página", Out: "m/a.html"}
	return &Subject{Pages: []*Section{newSection(page, -1)}}
}

func findingsOf(s *Subject) diag.List {
	r := &reporter{}
	for _, rule := range families() {
		rule.check(s, r)
	}
	return r.found.Sorted()
}

// TestExamplesOfTheRules: each rule finds what its bad example has, at its place,
// and nothing in the good one and in the one that only looks bad.
func TestExamplesOfTheRules(t *testing.T) {
	words := i18n.For(i18n.Spanish)
	for _, rule := range families() {
		for _, code := range rule.Codes {
			t.Run(string(code), func(t *testing.T) {
				file := filepath.Join("reglas", string(code)+".txtar")
				ar, err := txtar.ParseFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if n := strings.Count(string(ar.Comment), ". ") + strings.Count(string(ar.Comment), ".\n"); n < 2 {
					t.Errorf("the comment has %d sentences", n)
				}
				parts := map[string][]byte{}
				for _, f := range ar.Files {
					parts[f.Name] = f.Data
				}
				var places []string
				for _, d := range findingsOf(subjectOf("mal.md", parts["mal.md"])) {
					if d.Code != code {
						continue
					}
					places = append(places, fmt.Sprintf("%d:%d", d.Pos.Line, d.Pos.Col))
					if _, ok := words.Lookup(d.Message, d.Args...); !ok {
						t.Errorf("%s has no words", d.Message)
					}
				}
				if *updateFamily {
					rewrite(t, file, ar, places)
				} else if want := strings.Fields(string(parts["mal.txt"])); !slices.Equal(places, want) || len(want) == 0 {
					t.Errorf("mal.md: found at %v, expected %v", places, want)
				}
				for _, name := range []string{"bien.md", "casi.md"} {
					if len(parts[name]) == 0 {
						t.Errorf("%s is missing", name)
					}
					for _, d := range findingsOf(subjectOf(name, parts[name])) {
						if d.Code == code {
							t.Errorf("%s:%d:%d: %s %v in %q", name, d.Pos.Line, d.Pos.Col, d.Message, d.Args, d.Excerpt)
						}
					}
				}
			})
		}
	}
}

func rewrite(t *testing.T, file string, ar *txtar.Archive, places []string) {
	t.Helper()
	for i := range ar.Files {
		if ar.Files[i].Name == "mal.txt" {
			ar.Files[i].Data = []byte(strings.Join(places, "\n") + "\n")
		}
	}
	if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

// subjectIn is the manual of a folder, page by page.
func subjectIn(t testing.TB, dir string) *Subject {
	t.Helper()
	all := &Subject{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		all.Pages = append(all.Pages, subjectOf(path, src).Pages...)
		return err
	})
	if err != nil || len(all.Pages) == 0 {
		t.Fatalf("%s: %d pages, %v", dir, len(all.Pages), err)
	}
	return all
}

// TestDatabaseAccountsInTheData: the same is found in manual.yaml.
func TestDatabaseAccountsInTheData(t *testing.T) {
	s := &Subject{Config: config.Manual{
		Variables:    []config.Variable{{Name: "DB_USER", Value: "root"}, {Name: "DB_NAME", Value: "root"}},
		Environments: []config.Environment{{ID: "pruebas", Variables: []config.Setting{{Name: "MYSQL_USER", Value: "vertia"}, {Name: "BD_USUARIO", Value: "sa"}}}},
	}}
	if found := findingsOf(s); len(found) != 2 || found[0].Code != "SEG-03" || found[1].Code != "SEG-03" {
		t.Errorf("found %v", found)
	}
}

func BenchmarkFamilies(b *testing.B) {
	s := subjectIn(b, filepath.Join("..", "..", "content", "vertia"))
	size := 0
	for _, x := range s.Pages {
		size += len(x.Outline.Files[0].Text)
	}
	b.SetBytes(int64(size))
	for _, rule := range families() {
		b.Run(string(rule.Codes[0]), func(b *testing.B) {
			b.SetBytes(int64(size))
			for range b.N {
				for _, x := range s.Pages {
					x.orders = nil
				}
				rule.check(s, &reporter{})
			}
		})
	}
}

// FuzzRules: no Markdown makes a rule panic, also those that a blueprint asks for,
// and every finding has its place.
func FuzzRules(f *testing.F) {
	plans, _, err := blueprint.Open(nil, "")
	if err != nil {
		f.Fatal(err)
	}
	plan := plans.Find("manual-de-despliegue")
	files, _ := filepath.Glob("reglas/*.txtar")
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range ar.Files {
			f.Add(string(part.Data))
		}
	}
	for _, s := range []string{"```bash\nsudo\n```", "```bash\n'\"$(<{{<<\n```", "```console\nPS \n$ \n# \n```", "¿", "`", "| |\n|-|\n", "~~~\nFROM\n~~~", "http://", "//", "```bash\ndocker build -t\ndocker run -\n```"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		s := subjectOf("a.md", []byte(src))
		found := findingsOf(s)
		if len(s.Pages[0].Page.Doc.Figures) == 0 { // else the page must be assembled
			s.Blueprint, s.Parts = plan, noParts(plan)
			for i := range s.Parts {
				s.Parts[i].Pages = s.Pages
			}
			found, _ = Run(s)
		}
		for _, d := range found {
			if d.Pos.Path != "a.md" {
				continue // of manual.yaml
			}
			if d.Pos.Line < 1 || d.Pos.Line > strings.Count(src, "\n")+strings.Count(src, "\r")+1 || d.Pos.Col < 1 {
				t.Errorf("%s at %d:%d of %q", d.Message, d.Pos.Line, d.Pos.Col, src)
			}
		}
	})
}

// TestHostileTextIsReadInProportion: what says the same ten thousand times on a
// line, or opens a thing and never closes it, costs ten times as much as a tenth
// of it.
func TestHostileTextIsReadInProportion(t *testing.T) {
	for _, unit := range []string{
		"sudo ls -l ", "`a` sudo ls ", "doker ", "hppt://a ", "http:/a.b ", "http://a.co ", "[x](http://a.co) ", "¿a ", "a? ", "« tu ", "• a ",
		"curl <http://a.co> ", "Cuá ", "DB_USER=root ", "usa ", "mysqldump ", "AuthType AuthName ",
		"PostgreSql ", "Base de Datos base de datos ", "requisitos mínimos requisitos óptimos ", "Ejecute a. ", "[aquí](a) ", "a\tb\n",
		"pass", "clave ", "password: ", "folio:", "://", "://a ", "<b ", "curl -", "docker login -", "| clave | a |\n",
		"\n\n## 5. a", "\n\n### 3. a\n\n2. b", "\n\n- de a", "\n\nde la casa que está",
	} {
		scaling.Linear(t, "words "+unit, 2_000, func(n int) {
			findingsOf(subjectOf("a.md", []byte("# El título\n\nUtilice "+strings.Repeat(unit, n)+"\n")))
		})
	}
	for _, unit := range []string{
		"a \"", "'", "$( ", "<a ", "{{ ", "<<X\n", "<<X ", "docker run x; ", "docker build\n", "sudo ", "ssh 'a b' ", "curl -u a:b http://a.co ", "rm -rf /\n",
		"a // b ", "\\\n", "a@b ", "user ", "# ", "bash -c 'bash -c \"a b\"'\n", "docker exec a ls ", "image: a\n", "–a “b ",
	} {
		for _, lang := range []string{"bash", "console", ""} {
			scaling.Linear(t, lang+" "+unit, 2_000, func(n int) {
				findingsOf(subjectOf("a.md", []byte("```"+lang+"\nls -l "+strings.Repeat(unit, n)+"\n```\n")))
			})
		}
	}
}
