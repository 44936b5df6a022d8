package theme

import (
	"bytes"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/themes"
)

func userTheme(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for path, data := range files {
		m[path] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

// TestOverlay: a user's file takes the place of its namesake; the others stay.
func TestOverlay(t *testing.T) {
	f := newFixture()
	th := load(t, Options{Overlay: userTheme(map[string]string{
		"templates/partes/pie.html": `<footer class="foot"><img src="{{asset . "marca.svg"}}" alt=""> Pie propio de {{.Site.Title}}</footer>`,
		"assets/marca.svg":          `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"assets/css/home.css":       `.propio-inicio { color: red; }`,
		"assets/css/zz-propio.css":  `.propio-extra { background: url(marca.svg); }`,
		"assets/.escondido":         `no`,
		"notas.txt":                 `no`,
	})})
	page := draw(t, func(w io.Writer) error { return th.Section(w, f.deepSection()) })
	mark := th.AssetPath("marca.svg")
	if !strings.Contains(page, `<img src="../../../`+mark+`" alt=""> Pie propio de Manuales de despliegue`) {
		t.Error("the user's footer is not on the page")
	}
	if !strings.Contains(page, `<div class="control" role="group"`) {
		t.Error("the default control header is gone")
	}
	css := asset(t, th, "folio.css")
	for text, want := range map[string]bool{
		".propio-inicio": true, ".manuals-table": false, ".tree-list": false, ".tree-title": true,
		"url(" + strings.TrimPrefix(mark, "assets/") + ")": true,
	} {
		if strings.Contains(css, text) != want {
			t.Errorf("style sheet: %q present: %v, want %v", text, !want, want)
		}
	}
	if strings.Index(css, ".propio-extra") < strings.Index(css, ".cover") {
		t.Error("a user's further style comes before the theme's")
	}
	for _, a := range th.Assets() {
		if strings.Contains(a.Path, "escondido") || strings.Contains(a.Path, "notas") {
			t.Errorf("%s is published", a.Path)
		}
	}
}

func asset(t *testing.T, th *Theme, name string) string {
	t.Helper()
	for _, a := range th.Assets() {
		if a.Path == th.AssetPath(name) {
			return string(a.Data)
		}
	}
	t.Fatalf("no asset %s", name)
	return ""
}

// TestBrokenTemplate: a user's mistake is a finding at its line, and the
// default template stands in.
func TestBrokenTemplate(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		line             int
		reason           string
	}{
		{"syntax", "seccion.html", "{{define \"contenido\"}}\n<p>{{.Title}\n{{end}}", 2, "no se entiende «}»"},
		{"character", "seccion.html", "{{define \"contenido\"}}\n<p>{{.Title ¿}}\n{{end}}", 2, "no se entiende «¿»"},
		{"number", "seccion.html", "{{define \"contenido\"}}\n<p>{{5x}}\n{{end}}", 2, "no se entiende «5x»"},
		{"unclosed", "portada.html", "{{define \"contenido\"}}\n\n{{if .Title}}", 3, "falta un {{end}}"},
		{"open action", "portada.html", "{{define \"contenido\"}}\n<p>{{.Title", 2, "una acción «{{» no se cierra"},
		{"comment", "portada.html", "\n{{/* sin fin", 2, "un comentario no se cierra"},
		{"quotes", "portada.html", "\n{{t \"x}}", 2, "unas comillas no se cierran"},
		{"parenthesis", "portada.html", "\n{{t (.Title}}", 2, "un paréntesis no tiene pareja"},
		{"field", "partes/cabezote.html", "\n\n{{.Cabecera}}", 3, "no tienen «Cabecera»"},
		{"field on one branch", "seccion.html", "{{define \"titulo\"}}x{{end}}{{define \"cuerpo\"}}\n{{with .Next}}{{.Nombre}}{{end}}{{end}}", 2, "no tienen «Nombre»"},
		{"function", "inicio.html", "\n{{mayuscula .Title}}", 2, "no existe la función «mayuscula»"},
		{"variable", "inicio.html", "\n{{$x}}", 2, "no existe la variable «$x»"},
		{"values", "inicio.html", "{{define \"titulo\"}}x{{end}}{{define \"cuerpo\"}}\n{{asset .}}{{end}}", 2, "«asset» no admite esos valores"},
		{"template", "partes/pie.html", "<p>\n{{template \"partes/nada.html\"}}", 2, "ninguna plantilla define «partes/nada.html»"},
		{"asset", "shell.html", "<html>\n<link href=\"{{asset . \"nada.css\"}}\">", 2, "el tema no tiene el archivo «nada.css»"},
		{"context", "partes/barra.html", "<a\n{{if .Root}}href=\"{{end}}x\">", 0, "las dos ramas"},
		{"open attribute", "partes/pie.html", "<a href=\"x>", 0, "su HTML deja abierta"},
		{"missing block", "seccion.html", "{{define \"contenido\"}}<p>{{end}}", 0, "ninguna plantilla define «cuerpo»"},
		{"extra file", "partes/nueva.html", "{{end}}", 1, "{{end}} no corresponde a nada"},
	} {
		t.Run(c.name, func(t *testing.T) {
			catalog := i18n.For(i18n.Spanish)
			th, found, err := Load(Options{
				Overlay: userTheme(map[string]string{"templates/" + c.file: c.text}), OverlayPath: "themes/propio", Catalog: catalog,
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != 1 {
				t.Fatalf("findings: %v", found)
			}
			d := found[0]
			message, hint := d.Words(catalog)
			if d.Code != "TEM-01" || d.Severity != diag.Error || d.Pos.Path != "themes/propio/templates/"+c.file ||
				c.line > 0 && d.Pos.Line != c.line || !strings.Contains(message, c.reason) || hint == "" ||
				d.Pos.Line > 0 && d.Excerpt != strings.Split(c.text, "\n")[d.Pos.Line-1] {
				t.Errorf("%s: %s [%s] (%s)", d.Pos, message, d.Code, hint)
			}
			got := draw(t, func(w io.Writer) error { return th.Section(w, newFixture().deepSection()) })
			want := draw(t, func(w io.Writer) error { return load(t, Options{}).Section(w, newFixture().deepSection()) })
			if got != want {
				t.Error("the default does not stand in for the broken file")
			}
		})
	}
}

// TestSeveralBrokenTemplates: each is found in one run, and sound ones stay.
func TestSeveralBrokenTemplates(t *testing.T) {
	th, found, err := Load(Options{
		OverlayPath: "themes/propio", Catalog: i18n.For(i18n.Spanish),
		Overlay: userTheme(map[string]string{
			"templates/partes/barra.html": "{{.Nada}}",
			"templates/inicio.html":       "{{define \"contenido\"}}{{",
			"templates/partes/pie.html":   "<footer>sano</footer>",
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, d := range found.Sorted() {
		paths = append(paths, d.Pos.Path)
	}
	if got := strings.Join(paths, " "); got != "themes/propio/templates/inicio.html themes/propio/templates/partes/barra.html" {
		t.Errorf("findings at %s", got)
	}
	if page := draw(t, func(w io.Writer) error { return th.Home(w, newFixture().home(1)) }); !strings.Contains(page, "<footer>sano</footer>") {
		t.Error("the sound file of the user's theme is not used")
	}
}

// TestDeterministicAssets: the same theme gives the same names and bytes, and
// another byte another name.
func TestDeterministicAssets(t *testing.T) {
	a, b := load(t, Options{}), load(t, Options{})
	if len(a.Assets()) != len(b.Assets()) || len(a.Assets()) < 7 {
		t.Fatalf("%d and %d assets", len(a.Assets()), len(b.Assets()))
	}
	for i, x := range a.Assets() {
		y := b.Assets()[i]
		if x.Path != y.Path || !bytes.Equal(x.Data, y.Data) {
			t.Errorf("%s and %s differ", x.Path, y.Path)
		}
	}
	other := load(t, Options{HighlightCSS: ".k{color:red}", Extra: []Asset{{Path: "buscar.js", Data: []byte("1")}}})
	if other.AssetPath("folio.css") == a.AssetPath("folio.css") {
		t.Error("another style sheet has the same name")
	}
	if other.AssetPath("folio.js") != a.AssetPath("folio.js") {
		t.Error("the script's name depends on the style sheet")
	}
	if !assetHash.MatchString(other.AssetPath("buscar.js")) {
		t.Errorf("extra asset: %q", other.AssetPath("buscar.js"))
	}
}

// TestEveryPartIsBundled: a css or js file that the order forgets would still
// be bundled, in a place that nobody chose.
func TestEveryPartIsBundled(t *testing.T) {
	for folder, order := range map[string][]string{
		"css": append(cssOrder[:], cssLast), "js": append(jsOrder[:], headScript, unfoldScript),
	} {
		known := map[string]bool{}
		for _, name := range order {
			known[name] = true
		}
		entries, err := fs.ReadDir(themes.Files, "somosig/assets/"+folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !known[e.Name()] {
				t.Errorf("assets/%s/%s is in no place of the order", folder, e.Name())
			}
			delete(known, e.Name())
		}
		for name := range known {
			t.Errorf("assets/%s/%s does not exist", folder, name)
		}
	}
}

func TestMinifyCSS(t *testing.T) {
	for in, want := range map[string]string{
		"a { color : red ; }\n\n/* x */ b > c , d{ e:f }":         "a{color : red}b > c,d{e:f}",
		`a::before { content: "  /* no */ " ; }`:                  `a::before{content: "  /* no */ "}`,
		"@media screen and (x) {\n a { b: calc(1px + 2px) } }":    "@media screen and (x){a{b: calc(1px + 2px)}}",
		"a { b: url( data:x;y,  z ) }":                            "a{b: url( data:x;y,  z )}",
		`a { b: url("data:image/svg+xml,%3Csvg a='b;  c'/%3E") }`: `a{b: url("data:image/svg+xml,%3Csvg a='b;  c'/%3E")}`,
		"a b /* unclosed": "a b",
		`a{b:"\"  ;"  }`:  `a{b:"\"  ;"}`,
	} {
		if got := minifyCSS(in); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}

// FuzzMinifyCSS: whatever a user's style sheet holds, it only gets shorter,
// and what is in quotes stays.
func FuzzMinifyCSS(f *testing.F) {
	for _, s := range []string{"a{b:c}", "/*", `"\`, "url(", "a { b: 'x  y' }", "\x00{;}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, css string) {
		css = strings.ToValidUTF8(css, "?")
		got := minifyCSS(css)
		if len(got) > len(css) {
			t.Errorf("%q grew to %q", css, got)
		}
		if rest := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n\t\r;", r) {
				return -1
			}
			return r
		}, css); !strings.Contains(css, "/") && len(rest) > len(got) {
			t.Errorf("%q lost more than blanks: %q", css, got)
		}
	})
}
