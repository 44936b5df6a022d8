package config

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/scaling"
)

// day is a date of the Gregorian calendar.
func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func at(line, col int) diag.Pos { return diag.Pos{Path: "manual.yaml", Line: line, Col: col} }

const wholeManual = `titulo: Manual de despliegue de VERTIA
descripcion: >
  Cómo se instala
  VERTIA.
plantilla: manual-de-despliegue
estado: En revisión
entidad: Autoridad Ambiental de Ejemplo
sig: {marca: SOMOSIG, texto: Sistema Integrado de Gestión, logo: img/./sig.svg}
proceso: Gestión de Servicios
codigo: M-A-GTI-90
version: "1.10"
vigencia: 2/3/2026
revision: {ultima: 2026-03-02, cada-meses: 12}
elaboro: [{nombre: Analista, cargo: Profesional, fecha: 2026-02-20}]
reviso:
  - {nombre: Líder}
aprobo: {nombre: Jefe, cargo: Jefe de la oficina}
control-de-cambios:
  - {version: 1, fecha: 01/02/2025, descripcion: Primera versión}
  - {version: "1.10", fecha: 2026-03-02, descripcion: Segunda}
ambientes:
  - id: produccion
    nombre: Producción
    variables: {Z_HOST: vertia.example, APP_PORT: 080, DB_PASS: "${DB_PASS}", VACIA: }
  - id: pruebas
variables:
  - {nombre: Z_HOST}
  - {nombre: DB_PASS, secreto: sí, descripcion: La entrega la mesa}
  - {nombre: APP_PORT, valor: 8080}
soporte: {correo: mesa@vertia.example, telefono: 6015550100, horario: 8:00 a 17:00}
exenciones: [{regla: S03-4, motivo: No hay C4, responsable: Líder, vence: 2026-12-31}]
reemplazado-por: M-A-GTI-91
alias: vertia-viejo
`

func TestManual(t *testing.T) {
	m, found := ParseManual("manual.yaml", []byte(wholeManual))
	if len(found) > 0 {
		t.Fatalf("findings in a right file: %v", found)
	}
	where := m.Where
	m.Where = Where{}
	want := Manual{
		Title:       "Manual de despliegue de VERTIA",
		Description: "Cómo se instala VERTIA.",
		Blueprint:   "manual-de-despliegue",
		State:       InReview,
		Entity:      "Autoridad Ambiental de Ejemplo",
		SIG:         SIG{"SOMOSIG", "Sistema Integrado de Gestión", "img/sig.svg"},
		Process:     "Gestión de Servicios",
		Code:        "M-A-GTI-90",
		Version:     "1.10",
		Validity:    day(2026, 3, 2),
		Review:      Review{day(2026, 3, 2), 12},
		Authors:     []Person{{"Analista", "Profesional", day(2026, 2, 20), at(14, 11)}},
		Reviewers:   []Person{{"Líder", "", time.Time{}, at(16, 5)}},
		Approvers:   []Person{{"Jefe", "Jefe de la oficina", time.Time{}, at(17, 9)}},
		Changes: []Change{
			{"1", day(2025, 2, 1), "Primera versión", at(19, 5)},
			{"1.10", day(2026, 3, 2), "Segunda", at(20, 5)},
		},
		Environments: []Environment{
			{"produccion", "Producción", []Setting{
				{"Z_HOST", "vertia.example", at(24, 17)},
				{"APP_PORT", "080", at(24, 41)},
				{"DB_PASS", "${DB_PASS}", at(24, 56)},
				{"VACIA", "", at(24, 79)},
			}, at(22, 5)},
			{"pruebas", "", nil, at(25, 5)},
		},
		Variables: []Variable{
			{Name: "Z_HOST", Pos: at(27, 5)},
			{Name: "DB_PASS", Secret: true, Description: "La entrega la mesa", Pos: at(28, 5)},
			{Name: "APP_PORT", Value: "8080", Pos: at(29, 5), valuePos: at(29, 31)},
		},
		Support:    Support{"mesa@vertia.example", "6015550100", "8:00 a 17:00"},
		Exemptions: []Exemption{{"S03-4", "No hay C4", "Líder", day(2026, 12, 31), at(31, 14)}},
		ReplacedBy: "M-A-GTI-91",
		Aliases:    []string{"vertia-viejo"},
	}
	for i := range reflect.TypeFor[Manual]().NumField() {
		got, want := reflect.ValueOf(m).Field(i), reflect.ValueOf(want).Field(i)
		if !reflect.DeepEqual(got.Interface(), want.Interface()) {
			t.Errorf("%s\ngot  %+v\nwant %+v", reflect.TypeFor[Manual]().Field(i).Name, got, want)
		}
	}
	for _, c := range []struct {
		keys string
		want diag.Pos
	}{
		{"titulo", at(1, 9)},
		{"revision ultima", at(13, 20)},
		{"elaboro 0 cargo", at(14, 37)},
		{"reviso 0 cargo", at(16, 5)}, // absent: the person
		{"aprobo 3", at(17, 9)},
		{"control-de-cambios 1 fecha", at(20, 30)},
		{"ambientes 0 variables APP_PORT", at(24, 51)},
		{"soporte whatsapp", at(30, 10)},
		{"nada", diag.Pos{Path: "manual.yaml"}},
	} {
		if got := where.Of(strings.Fields(c.keys)...); got != c.want {
			t.Errorf("where is %q: got %v, want %v", c.keys, got, c.want)
		}
	}
	if !where.Has("revision", "ultima") || where.Has("revision", "primera") {
		t.Error("Has does not tell what the file has")
	}
}

func TestSite(t *testing.T) {
	s, found := ParseSite("folio.yaml", []byte(`titulo: Manuales
descripcion: De despliegue
entidad: Autoridad
entidad-logo: img/escudo.svg
idioma: es-CO
url: https://intranet.example/manuales
acento: "#0B6b4F"
tema: propio
sig: {marca: SOMOSIG}
proceso: Gestión
textos:
  site.search: Encontrar
  site.next: Que sigue
destinos:
  - {nombre: intranet, tipo: Directorio, ruta: '\\srv\manuales'}
  - {nombre: web, tipo: sftp, url: "sftp://publica@web.example:2222/srv/m"}
edicion: {tipo: gitlab, url: https://git.example/gti/manuales/, rama: main, raiz: docs/}
sinonimos:
  - [BD, base de datos]
  - [SO, sistema operativo, OS]
`))
	if len(found) > 0 {
		t.Fatalf("findings in a right file: %v", found)
	}
	s.Where = Where{}
	pos := func(line, col int) diag.Pos { return diag.Pos{Path: "folio.yaml", Line: line, Col: col} }
	want := Site{
		Title:       "Manuales",
		Description: "De despliegue",
		Entity:      "Autoridad",
		EntityLogo:  "img/escudo.svg",
		Lang:        i18n.Spanish,
		URL:         "https://intranet.example/manuales/",
		Accent:      "#0B6b4F",
		Theme:       "propio",
		SIG:         SIG{Mark: "SOMOSIG"},
		Process:     "Gestión",
		Texts:       []Setting{{"site.next", "Que sigue", pos(13, 3)}, {"site.search", "Encontrar", pos(12, 3)}},
		Targets: []Target{
			{Name: "intranet", Kind: Directory, Path: `\\srv\manuales`},
			{Name: "web", Kind: SFTP, URL: "sftp://publica@web.example:2222/srv/m"},
		},
		Edit:     Edit{GitLab, "https://git.example/gti/manuales", "main", "docs"},
		Synonyms: [][]string{{"BD", "base de datos"}, {"SO", "sistema operativo", "OS"}},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      FrontMatter
	}{
		{"out of the search", "sin-busqueda: sí\n", FrontMatter{Unsearched: true}},
		{"Spanish keys win", "title: Docker\ntitulo: Contenedores\nweight: 30\norden: 2\n", FrontMatter{Title: "Contenedores", Order: 2, HasOrder: true}},
		{"English keys serve", "title: Docker\ndescription: D\nweight: 30\ndraft: true\naliases: [a, b]\n", FrontMatter{Title: "Docker", Description: "D", Order: 30, HasOrder: true, Draft: true, Aliases: []string{"a", "b"}}},
		{"capitals and accents", "Título: A\nDescripción: B\nBORRADOR: sí\n", FrontMatter{Title: "A", Description: "B", Draft: true}},
		{"a title may be a number", "title: 2024.10\n", FrontMatter{Title: "2024.10"}},
		{"or a list", "title: [Docker, Compose]\n", FrontMatter{Title: "Docker, Compose"}},
		{"an order of zero is an order", "orden: 0\n", FrontMatter{HasOrder: true}},
		{"an order in quotes", "orden: \"07\"\n", FrontMatter{Order: 7, HasOrder: true}},
		{"an order that is none", "orden: primero\n", FrontMatter{}},
		{"flow over lines, with final commas", "image: {\n  src: \"/a.webp\",\n  sizes: [1, 2,],\n}\ntitle: X\n", FrontMatter{Title: "X"}},
		{"an alias of a text", "base: &t Docker\ntitle: *t\n", FrontMatter{Title: "Docker"}},
		{"broken", "title: A: B\norden: 3\n", FrontMatter{}},
		{"nothing", "", FrontMatter{}},
	} {
		got, _ := ParseFrontMatter("a.md", []byte(c.src), 2)
		got.Where = Where{}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s\n%s\ngot  %+v\nwant %+v", c.name, c.src, got, c.want)
		}
	}
}

// TestLinesAreTheFiles: positions in a front matter count from the file's
// beginning, and characters that only YAML takes for line breaks do not count.
func TestLinesAreTheFiles(t *testing.T) {
	_, found := ParseFrontMatter("a.md", []byte("a: x\u2028y\u0085z\r\nb: \"ñ\"\rorden: x\n"), 5)
	want := diag.Pos{Path: "a.md", Line: 7, Col: 8}
	if len(found) != 1 || found[0].Pos != want || found[0].Excerpt != "orden: x" {
		t.Errorf("got %+v, want a finding at %v", found, want)
	}
}

func TestBaseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://manuales.example":          "https://manuales.example/",
		"http://intranet.example:8080/a/b/": "http://intranet.example:8080/a/b/",
		" https://x.example/a ":             "https://x.example/a/",
		"manuales.example":                  "",
		"//manuales.example/":               "",
		"ftp://manuales.example/":           "",
		"https:///a":                        "",
		"https://ana:clave@x.example/":      "",
		"https://x.example/?q=1":            "",
		"https://x.example/#a":              "",
		"javascript:alert(1)":               "",
	} {
		if got, ok := BaseURL(in); got != want || ok != (want != "") {
			t.Errorf("BaseURL(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

// TestSecretsDoNotLeak: a secret's value is neither kept nor shown.
func TestSecretsDoNotLeak(t *testing.T) {
	m, found := ParseManual("manual.yaml", []byte("ambientes: [{id: a, variables: {A: hunter2}}]\nvariables: [{nombre: A, secreto: true, valor: hunter2}]\n"))
	if n := found.Count(diag.Error); n != 2 {
		t.Errorf("%d findings, want 2: %v", n, found)
	}
	if m.Variables[0].Value+m.Environments[0].Variables[0].Value != "" {
		t.Error("a secret stayed in the manual")
	}
	var b strings.Builder
	if err := found.Text(&b, i18n.For(i18n.English)); err != nil || strings.Contains(b.String(), "hunter2") {
		t.Errorf("a secret in a finding: %s %v", b.String(), err)
	}
}

// TestHostileFilesAreQuick: no file keeps the parser busy longer than its length
// asks for.
func TestHostileFilesAreQuick(t *testing.T) {
	ends := []string{"\n a: b", "", "\n@", "\n[", "\n\"x"}
	if testing.Short() {
		ends = ends[:1]
	}
	for _, part := range []string{"[", "{", "- ", "? ", "a: &a\n", "[a,", "'", "\"", "a:\n ", "{a: ", "-\n", "a: [b\n", "a: \"b\n", "a: b\n", "a:\n", "\n", " a:\n", "|\n ", "a: b: c\n", "\"a\": \n", "*a ", "\t"} {
		for _, last := range ends {
			scaling.Linear(t, fmt.Sprintf("%q…%q", part, last), MaxBytes/10/len(part)-1, func(n int) {
				ParseManual("manual.yaml", []byte(strings.Repeat(part, n)+last))
			})
		}
	}
}

// TestADraftIsNoneOnlyWhenItSaysSo: a slip in a page's data must not publish a
// page that was kept back.
func TestADraftIsNoneOnlyWhenItSaysSo(t *testing.T) {
	for src, want := range map[string]bool{
		"borrador: true\n":                           true,
		"borrador: quizás\n":                         true,
		"draft: [x]\n":                               true,
		"borrador: tru\ntitulo: X\n":                 true,
		"borrador = true\n":                          true,
		"titulo: a: b\nborrador: true\n":             true,
		"titulo: *x\n\"draft\": yes\n":               true,
		"titulo: “x\n\tBorrador: “sí” # falta\n":     true,
		"borrador: false\n":                          false,
		"borrador: no\ndraft: false\n":               false,
		"titulo: a: b\nborrador: false\n":            false,
		"titulo: a: b\ndescripcion: borrador true\n": false,
		"titulo: *x\nborrador del acta: true\n":      false,
		"borrador:\n":                                false,
	} {
		if f, _ := ParseFrontMatter("a.md", []byte(src), 2); f.Draft != want {
			t.Errorf("%q: a draft %v, want %v", src, f.Draft, want)
		}
	}
}
