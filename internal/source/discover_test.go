package source

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// write lays files out in a fresh folder; a name that ends in "/" is a folder.
func write(t *testing.T, names ...string) *Root {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		p := filepath.Join(dir, filepath.FromSlash(n))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(n, "/") {
			if err := os.MkdirAll(p, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(p, []byte("# X\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// outline prints a tree as "slug: address address …", and the codes found.
func outline(t *testing.T, r *Root) (lines []string, codes string) {
	t.Helper()
	tree, found, err := Discover(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range tree.Manuals {
		s := m.Slug + ":"
		var walk func([]Section)
		walk = func(list []Section) {
			for _, x := range list {
				s += " " + strings.TrimPrefix(x.Out, m.Slug+"/")
				walk(x.Children)
			}
		}
		walk(m.Sections)
		lines = append(lines, s)
	}
	for _, f := range found {
		codes += string(f.Code) + " "
	}
	return lines, strings.TrimSpace(codes)
}

func TestDiscover(t *testing.T) {
	for name, x := range map[string]struct {
		files []string
		want  string
		codes string
	}{
		"a folder is a manual":           {[]string{"b/02-dos.md", "b/01-uno.md", "a/x.md"}, "a: x.html|b: uno.html dos.html", ""},
		"numbers count as numbers":       {[]string{"a/10-diez.md", "a/9-nueve.md", "a/sin.md"}, "a: nueve.html diez.html sin.html", ""},
		"a root with pages is a manual":  {[]string{"uno.md", "guia/dos.md"}, "manual: uno.html guia/index.html guia/dos.html", ""},
		"a root's index is the home":     {[]string{"index.md", "a/x.md"}, "a: x.html", ""},
		"a folder of images is none":     {[]string{"a/x.md", "a/img/d.png", "img/e.png"}, "a: x.html", ""},
		"drafts of the system":           {[]string{"a/x.md", "a/_y.md", "_comun/z.md", ".git/w.md", "node_modules/v.md"}, "a: x.html", ""},
		"accents and spaces":             {[]string{"Año Nuevo/01 Configuración básica.md"}, "ano-nuevo: configuracion-basica.html", ""},
		"decomposed accents":             {[]string{"a/01-configuracio\u0301n.md"}, "a: configuracion.html", ""},
		"two files for one section":      {[]string{"a/01-x.md", "a/02-x.md"}, "a: x.html", "SRC-02"},
		"a file and a folder for one":    {[]string{"a/01-x.md", "a/01-x/index.md"}, "a: x.html", "SRC-02"},
		"two folders for one manual":     {[]string{"uno dos/x.md", "uno-dos/x.md"}, "uno-dos: x.html", "SRC-02"},
		"a glossary and a folder for it": {[]string{"glosario.md", "glosario/x.md", "a/x.md"}, "a: x.html", "SRC-02"},
		"one number twice":               {[]string{"a/01-x.md", "a/01-y.md"}, "a: x.html y.html", "SRC-11"},
		"not Markdown":                   {[]string{"a/x.md", "a/y.rst", "a/z.docx"}, "a: x.html", "SRC-01 SRC-01"},
		"index and readme":               {[]string{"a/index.md", "a/README.md", "a/x.md"}, "a: x.html", "SRC-04"},
		"a name without letters":         {[]string{"a/01-¿?.md", "a/x.md"}, "a: x.html", "SRC-12"},
		"a name that Windows keeps":      {[]string{"a/01-con.md", "a/x.md"}, "a: x.html", "SRC-12"},
		"manual.yaml too deep":           {[]string{"a/b/manual.yaml", "a/b/x.md"}, "a: b/index.html b/x.html", "SRC-10"},
		"an empty folder":                {[]string{"a/"}, "", ""},
		"a section called index":         {[]string{"a/01-index.md"}, "a: indice.html", ""},
		"twelve folders deep and beyond": {[]string{"a/1/2/3/4/5/6/7/8/9/10/11/12/13/x.md", "a/y.md"}, "a: y.html", "SRC-09"},
	} {
		t.Run(name, func(t *testing.T) {
			lines, codes := outline(t, write(t, x.files...))
			if got := strings.Join(lines, "|"); got != x.want {
				t.Errorf("tree %q, want %q", got, x.want)
			}
			if codes != x.codes {
				t.Errorf("findings %q, want %q", codes, x.codes)
			}
		})
	}
}

func TestLinksThatLeaveTheFolderAreNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links needs a privilege there")
	}
	r := write(t, "a/x.md", "a/dentro.sql")
	outside := filepath.Join(t.TempDir(), "secreto.md")
	if err := os.WriteFile(outside, []byte("# Secreto\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := filepath.FromSlash(r.Shown("a"))
	for link, target := range map[string]string{"fuera.md": outside, "bien.md": "x.md", "carpeta": ".."} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	lines, codes := outline(t, r)
	if want := "[a: bien.html x.html]"; fmt.Sprint(lines) != want {
		t.Errorf("tree %v, want %s", lines, want)
	}
	if codes != "SRC-03 SRC-03" {
		t.Errorf("findings %q", codes)
	}
	if _, err := r.ReadFile("a/fuera.md", 100); !Absent(err) {
		t.Errorf("a link out of the folder was read: %v", err)
	}
	if _, err := r.ReadFile("../x", 100); !Absent(err) {
		t.Errorf("a path out of the folder was read: %v", err)
	}
}
