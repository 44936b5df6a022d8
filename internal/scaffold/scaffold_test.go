package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/i18n"
)

func library(t *testing.T) *blueprint.Library {
	t.Helper()
	l, _, err := blueprint.Open(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// valid holds a file of data to its schema and to the parser.
func valid(t *testing.T, kind string, f File) {
	t.Helper()
	src, _ := config.Schema(kind, i18n.For(i18n.Spanish))
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(src)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("x.json", doc); err != nil {
		t.Fatal(err)
	}
	var v any
	if err := yaml.Unmarshal(f.Data, &v); err != nil {
		t.Fatalf("%s: %v\n%s", f.Name, err, f.Data)
	}
	if err := c.MustCompile("x.json").Validate(v); err != nil {
		t.Errorf("%s: %v\n%s", f.Name, err, f.Data)
	}
}

// names whose signs mean something to YAML or to Markdown.
var names = []string{"Demo", "Manual: parte #1", `"A" y 'B'`, "- uno", "2026", "sí", "null", "{x}: [y]", "@entidad", "a\\b", "«X»", "%A", "&x *y !z | >"}

// TestWhatIsBegunIsRight: whatever the names, the data say them, and neither the
// parser nor an editor has anything to say.
func TestWhatIsBegunIsRight(t *testing.T) {
	l := library(t)
	for _, name := range names {
		for ci := range Pipelines {
			files, err := Site{Title: name, Entity: name, Process: name, CI: ci}.Files()
			if err != nil {
				t.Fatal(err)
			}
			valid(t, config.SiteFile, files[0])
			s, found := config.ParseSite("folio.yaml", files[0].Data)
			if s.Title != name || s.Entity != name || s.Process != name || len(found) > 0 && name != "«X»" {
				t.Errorf("%q: %+v %v", name, s, found)
			}
			var pipeline map[string]any
			if err := yaml.Unmarshal(files[2].Data, &pipeline); err != nil || len(pipeline) < 4 {
				t.Errorf("%s: %v", files[2].Name, err)
			}
		}
		for _, kind := range l.Names() {
			files, err := Manual{Title: name, Plan: l.Find(kind), Code: name, Entity: name, Process: name, Up: "../.."}.Files()
			if err != nil {
				t.Fatal(err)
			}
			valid(t, config.ManualFile, files[0])
			m, found := config.ParseManual("manual.yaml", files[0].Data)
			if m.Title != name || m.Code != name || m.Blueprint != kind || m.State != config.Draft || len(found) > 0 && name != "«X»" {
				t.Errorf("%q: %+v %v", name, m, found)
			}
		}
	}
	files, err := Site{Title: "Demo"}.Files()
	if err != nil {
		t.Fatal(err)
	}
	valid(t, config.SiteFile, files[0])
	files, err = Manual{Title: "Demo", Plan: l.Find("manual-de-despliegue"), Up: ".."}.Files()
	if err != nil {
		t.Fatal(err)
	}
	valid(t, config.ManualFile, files[0])
	if m, _ := config.ParseManual("", files[0].Data); len(m.Environments) != 3 || m.Environments[2].ID != "produccion" || m.Environments[2].Name != "Producción" {
		t.Errorf("environments: %+v", m.Environments)
	}
}

// TestEverySectionHasItsSkeleton: each says what is to be filled in, and has the
// headings that the blueprint asks for.
func TestEverySectionHasItsSkeleton(t *testing.T) {
	plan := library(t).Find("manual-de-despliegue")
	for i, part := range plan.Sections {
		f, err := SectionOf(part, i+1).File()
		if err != nil {
			t.Fatal(err)
		}
		text := string(f.Data)
		if !strings.HasPrefix(text, "# "+part.Title+"\n") || !strings.Contains(text, "[completar: ") || part.Skeleton == "" {
			t.Errorf("%s:\n%s", f.Name, text)
		}
		if strings.Contains(i18n.Fold(text), "no aplica") {
			t.Errorf("%s dismisses what it asks for", f.Name)
		}
		if strings.Contains(text, "\n\n\n") || strings.Contains(text, "[[") || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s has holes:\n%s", f.Name, text)
		}
	}
}

// TestTextsStayWhereTheyAre: no title and no guidance means anything to Markdown.
func TestTextsStayWhereTheyAre(t *testing.T) {
	f, err := Section{Title: "A --> b #", Slug: "a", Number: 7, Guidance: "x --> <b> --!> y <!-- z", Hints: []string{"-->"}}.File()
	if err != nil {
		t.Fatal(err)
	}
	text := string(f.Data)
	if f.Name != "07-a.md" || strings.Count(text, "-->") != 1 || !strings.HasPrefix(text, "# A --\\> b \\#\n") || strings.Count(text, "<!--") != 1 {
		t.Errorf("%s:\n%s", f.Name, text)
	}
	for title, want := range map[string]string{
		"C# y F#": "C# y F#", "a_b _c_": `a_b \_c\_`, "uno\ndos": "uno dos", "{{X}}": `\{\{X\}\}`, "# x ##": `\# x \#\#`,
		"[a](b) `c`": "\\[a\\](b) \\`c\\`", "a\x1bb": "ab",
	} {
		if got := heading(title); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
	long := strings.Repeat("palabra ", 40)
	for line := range strings.Lines(item(long)) {
		if len(line) > width+4 {
			t.Errorf("a line of %d", len(line))
		}
	}
	if got := TitleOf("mi-sistema_2"); got != "Mi sistema 2" {
		t.Error(got)
	}
	if got := TitleOf("eSIGNA"); got != "eSIGNA" {
		t.Error(got)
	}
	if name, ok := Fit(strings.Repeat("muy largo ", 40)); !ok || len(name) > longest || strings.HasSuffix(name, "-") {
		t.Errorf("%q", name)
	}
	for _, bad := range []string{"", "..", "¿?", "aux", "COM1", "___"} {
		if name, ok := Fit(bad); ok {
			t.Errorf("%q is fit as %q", bad, name)
		}
	}
}

// TestASectionFindsItsPlace among those that there are.
func TestASectionFindsItsPlace(t *testing.T) {
	plan := library(t).Find("manual-de-despliegue")
	for _, x := range []struct {
		have  []string
		title string
		want  int
	}{
		{nil, "Objetivo", 1},
		{nil, "Conclusiones", 11},
		{nil, "Otra cosa", 1},
		{[]string{"01-objetivo", "03-componentes-del-sistema"}, "Descripción de la solución", 2},
		{[]string{"01-objetivo", "03-componentes-del-sistema"}, "Otra cosa", 4},
		{[]string{"10-objetivo", "30-componentes-del-sistema"}, "Descripción de la solución", 11},
		{[]string{"01-objetivo", "02-otra", "03-componentes-del-sistema"}, "Descripción de la solución", 4},
		{[]string{"01-objetivo", "02-otra", "05-conclusiones"}, "Descripción de la solución", 3},
		{[]string{"objetivo", "anexo"}, "Conclusiones", 11},
		{[]string{"20-objetivo"}, "Conclusiones", 21},
	} {
		m := Found{Plan: plan}
		for _, name := range x.have {
			number, slug := -1, name
			if n, rest, ok := strings.Cut(name, "-"); ok && n[0] <= '9' {
				number, slug = int(n[0]-'0')*10+int(n[1]-'0'), rest
			}
			m.Entries = append(m.Entries, Entry{name + ".md", slug, number})
		}
		if got := m.Section(x.title); got.Number != x.want {
			t.Errorf("%q, %s: %d, want %d", x.have, x.title, got.Number, x.want)
		}
	}
}

// contents are a folder's files and what they say.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		if e.IsDir() {
			all[filepath.ToSlash(rel)+"/"] = ""
			return nil
		}
		src, err := os.ReadFile(name)
		all[filepath.ToSlash(rel)] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestNothingIsReplaced: all files or none, and what was there stays, whichever
// of them it is.
func TestNothingIsReplaced(t *testing.T) {
	files := []File{{"a.md", []byte("a")}, {"x/b.md", []byte("b")}, {"x/y/c.md", []byte("c")}}
	for _, there := range []string{"a.md", "x/b.md", "x/y/c.md", "x/y", "x"} {
		dir := t.TempDir()
		name := filepath.Join(dir, filepath.FromSlash(there))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
		before := contents(t, dir)
		if err := Add(dir, files); err == nil {
			t.Errorf("%s was no obstacle", there)
		}
		if err := Create(dir, files); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", there, err)
		}
		after := contents(t, dir)
		for name, text := range after {
			if was, known := before[name]; !known || was != text {
				t.Errorf("%s: %s is left", there, name)
			}
		}
		if len(after) != len(before) {
			t.Errorf("%s: %d of %d stayed", there, len(after), len(before))
		}
	}
}

// TestAFolderIsMadeWhole, where there is none or an empty one, with the rights
// that new folders have.
func TestAFolderIsMadeWhole(t *testing.T) {
	files := []File{{"a.md", []byte("a")}, {"x/b.md", []byte("b")}}
	want := map[string]string{"./": "", "a.md": "a", "x/": "", "x/b.md": "b"}
	above := t.TempDir()
	empty := filepath.Join(above, "vacia")
	if err := os.Mkdir(empty, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{filepath.Join(above, "n", "m"), empty} {
		if err := Create(dir, files); err != nil {
			t.Fatal(err)
		}
		got := contents(t, dir)
		if len(got) != len(want) {
			t.Errorf("%s: %v", dir, got)
		}
		for name, text := range want {
			if got[name] != text {
				t.Errorf("%s: %s is %q", dir, name, got[name])
			}
		}
	}
	usual, _ := os.Stat(empty)
	if st, err := os.Stat(filepath.Join(above, "n", "m")); err != nil || st.Mode() != usual.Mode() {
		t.Errorf("%v is not %v", st.Mode(), usual.Mode())
	}
	if err := os.WriteFile(filepath.Join(above, "archivo"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"archivo", "archivo/m"} {
		if err := Create(filepath.Join(above, filepath.FromSlash(bad)), files); err == nil {
			t.Errorf("%s was made", bad)
		}
	}
	if list, _ := os.ReadDir(above); len(list) != 3 {
		t.Errorf("left beside: %v", list)
	}
}

// TestPipelinesRunFolio: the commands of the pipelines are Folio's, and their
// findings reach who reads.
func TestPipelinesRunFolio(t *testing.T) {
	for ci, want := range map[string][]string{
		"gitlab": {"folio check --format gitlab", "codequality:", "folio build", "pages:", "$CI_DEFAULT_BRANCH", "GIT_DEPTH"},
		"github": {"folio check --format github", "folio build", "upload-pages-artifact@", "deploy-pages@", "default_branch", "fetch-depth: 0"},
	} {
		files, err := Site{Title: "X", CI: ci}.Files()
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(files, func(f File) bool { return f.Name == Pipelines[ci] })
		text := string(files[i].Data)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s has no %s", ci, w)
			}
		}
		if regexp.MustCompile(`\[\[(?:if|yaml|end)`).MatchString(text) {
			t.Errorf("%s has holes", ci)
		}
	}
}
