package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// schemaOf compiles a schema as an editor would.
func schemaOf(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	src, ok := Schema(name, i18n.For(i18n.Spanish))
	if !ok {
		t.Fatalf("no schema %q", name)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(src)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// seen is a file as an editor's plug-in sees it: YAML 1.2, where a date is text.
func seen(t *testing.T, src string) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(src), &n); err != nil {
		t.Fatal(err)
	}
	if len(n.Content) == 0 {
		return nil
	}
	return plainValue(t, n.Content[0])
}

func plainValue(t *testing.T, n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainValue(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plainValue(t, c))
		}
		return list
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		if _, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return json.Number(strings.TrimLeft(n.Value, "+"))
		}
	case "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}

// TestSchemasDescribeEveryKey: a key that the parser knows is in the schema by
// itself; what it is for must be said, and nothing is said of a key that there is
// not.
func TestSchemasDescribeEveryKey(t *testing.T) {
	words := i18n.For(i18n.Spanish)
	said := map[string]bool{}
	for _, name := range SchemaNames() {
		src, _ := Schema(name, words)
		var root map[string]any
		if err := json.Unmarshal(src, &root); err != nil {
			t.Fatal(err)
		}
		said["esquema."+name] = root["description"] != nil
		var walk func(where string, s map[string]any)
		walk = func(where string, s map[string]any) {
			inside, _ := s["definitions"].(map[string]any)
			for key, p := range inside {
				walk(name+"."+key, p.(map[string]any))
			}
			inside, _ = s["properties"].(map[string]any)
			for key, p := range inside {
				p := p.(map[string]any)
				if p["description"] == nil {
					t.Errorf("nothing says what %s.%s is for", where, key)
				}
				_, shared, _ := strings.Cut(where+"."+key, ".")
				said["esquema."+where+"."+key], said["esquema."+shared] = true, true
				walk(where+"."+key, p)
			}
		}
		walk(name, root)
	}
	for _, key := range words.Keys("esquema.") {
		if !said[key] {
			t.Errorf("%s describes no key", key)
		}
	}
}

// TestSchemasTakeTheSampleSite: what ships is right for an editor too.
func TestSchemasTakeTheSampleSite(t *testing.T) {
	for name, pattern := range map[string]string{
		SiteFile: "../../folio.yaml", ManualFile: "../../content/*/manual.yaml", BlueprintFile: "../../themes/plantillas/*/plantilla.yaml",
	} {
		files, _ := filepath.Glob(pattern)
		if len(files) == 0 {
			t.Fatalf("no %s", pattern)
		}
		s := schemaOf(t, name)
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(seen(t, string(src))); err != nil {
				t.Errorf("%s: %v", f, err)
			}
		}
	}
}

// agreed are files of which parser and schema say the same.
var agreed = []struct {
	file  string
	right bool
	src   string
}{
	{SiteFile, true, ""},
	{SiteFile, true, "titulo: Manuales\nidioma: es-CO\nacento: \"#0B6\"\nurl: https://manuales.example/despliegue/\n"},
	{SiteFile, true, "destinos:\n  nombre: intranet\n  tipo: Directorio\n  ruta: /srv/manuales\nedicion: {tipo: GitLab, url: https://git.example/gti, rama: main}\n"},
	{SiteFile, true, "sinonimos:\n  - [VERTIA, vertimientos]\ntextos:\n  site.generator: Hecho con {0}\n  site.search: Buscar aquí\n"},
	{SiteFile, false, "titlo: Manuales\n"},
	{SiteFile, false, "idioma: francés\n"},
	{SiteFile, false, "acento: verde\n"},
	{SiteFile, false, "url: manuales.example\n"},
	{SiteFile, false, "url: https://ana@manuales.example\n"},
	{SiteFile, false, "entidad-logo: ../fuera.svg\n"},
	{SiteFile, false, "entidad-logo: C:\\logo.svg\n"},
	{SiteFile, false, "destinos:\n  - nombre: intranet\n"},
	{SiteFile, false, "destinos:\n  - nombre: intranet\n    tipo: sftp\n    ruta: /srv\n"},
	{SiteFile, false, "destinos:\n  - {nombre: intranet, tipo: ftp, url: ftp://a}\n"},
	{SiteFile, false, "edicion: gitlab\n"},
	{SiteFile, false, "sinonimos:\n  - [VERTIA]\n"},
	{SiteFile, false, "textos:\n  site.generator: Hecho a mano\n"},
	{SiteFile, false, "textos:\n  site.buscar: Buscar\n"},
	{SiteFile, false, "- titulo\n"},

	{ManualFile, true, "titulo: 2026\ncodigo: M-A-GTI-90\nversion: \"1.10\"\nvigencia: 2026-03-02\n"},
	{ManualFile, true, "titulo: X\nversion: 2\nvigencia: 2/3/2026\nestado: En revisión\nalias: viejo\n"},
	{ManualFile, true, "titulo: X\nelaboro:\n  nombre: Una persona\n  cargo: Su cargo\nrevision: {cada-meses: \"12\"}\n"},
	{ManualFile, true, "titulo: X\nvariables:\n  - {nombre: DB_PASS, secreto: sí}\nambientes:\n  - id: produccion\n    variables: {APP_HOST: a.example, PUERTO: 443, VACIA: }\n"},
	{ManualFile, false, "titulo: X\nvigensia: 2026-03-02\n"},
	{ManualFile, false, "titulo: X\nversion: 1.10\n"},
	{ManualFile, false, "titulo: X\nvigencia: 2026-13-02\n"},
	{ManualFile, false, "titulo: X\nvigencia: marzo de 2026\n"},
	{ManualFile, false, "titulo: X\nestado: aprobado\n"},
	{ManualFile, false, "titulo: [X, Y]\n"},
	{ManualFile, false, "titulo: X\nrevision: {cada-meses: 0}\n"},
	{ManualFile, false, "titulo: X\nrevision: {cada-meses: doce}\n"},
	{ManualFile, false, "titulo: X\nelaboro: Una persona\n"},
	{ManualFile, false, "titulo: X\nelaboro:\n  - cargo: Su cargo\n"},
	{ManualFile, false, "titulo: X\nambientes:\n  - id: Producción\n"},
	{ManualFile, false, "titulo: X\nambientes:\n  - nombre: Producción\n"},
	{ManualFile, false, "titulo: X\nambientes:\n  - id:\n    nombre: Producción\n"},
	{ManualFile, false, "titulo: X\nvariables:\n  - nombre: db-pass\n"},
	{ManualFile, false, "titulo: X\nvariables:\n  - {nombre: DB_PASS, secreto: quizás}\n"},
	{ManualFile, false, "titulo: X\nambientes:\n  - id: produccion\n    variables: {app: x}\n"},

	{SectionFile, true, "title: Uno\nweight: 3\ntags: [a, b]\nborrador: Verdadero\n"},
	{SectionFile, true, "titulo: Uno\norden: -2\nalias: [a.md, b.md]\nlayout: {x: 1}\n"},
	{SectionFile, false, "titulo: Uno\norden: primero\n"},
	{SectionFile, false, "draft: quizás\n"},

	{BlueprintFile, true, "titulo: Acta\nsecciones:\n  - titulo: Asistentes\n    obligatoria: no\n    requisitos:\n      - {regla: A-1, mensaje: faltan, gravedad: Nota, elementos: 2}\n"},
	{BlueprintFile, true, "ambientes: pruebas\nsecciones: []\n"},
	{BlueprintFile, false, "titulo: Acta\nseccion: []\n"},
	{BlueprintFile, false, "secciones:\n  - slug: a\n"},
	{BlueprintFile, false, "secciones:\n  - titulo: A\n    requisitos:\n      - {regla: A-1, pasos: 3}\n"},
	{BlueprintFile, false, "secciones:\n  - titulo: A\n    requisitos:\n      - {regla: A-1, mensaje: x, pasos: 0}\n"},
	{BlueprintFile, false, "secciones:\n  - titulo: A\n    requisitos:\n      - {regla: A-1, mensaje: x, gravedad: grave, pasos: 1}\n"},
	{BlueprintFile, false, "secciones:\n  - titulo: A\n    requisitos:\n      - {regla: A-1, mensaje: x, tabla: [a, b]}\n"},
}

// TestSchemasAgreeWithTheParser: an editor underlines what Folio reports, and
// nothing else.
func TestSchemasAgreeWithTheParser(t *testing.T) {
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range SchemaNames() {
		schemas[name] = schemaOf(t, name)
	}
	for _, x := range agreed {
		var found diag.List
		switch x.file {
		case SiteFile:
			_, found = ParseSite("f", []byte(x.src))
		case ManualFile:
			_, found = ParseManual("f", []byte(x.src))
		case SectionFile:
			_, found = ParseFrontMatter("f", []byte(x.src), 1)
		case BlueprintFile:
			_, found = ParseBlueprint("f", []byte(x.src))
		}
		err := schemas[x.file].Validate(seen(t, x.src))
		if parsed := len(found) == 0; parsed != x.right || (err == nil) != x.right {
			t.Errorf("%s, want right %v:\n%s\nparser: %v\nschema: %v", x.file, x.right, x.src, found, err)
		}
	}
}

// TestSchemasOfferTheirNames: what an editor proposes are the plain names.
func TestSchemasOfferTheirNames(t *testing.T) {
	src, _ := Schema(ManualFile, i18n.For(i18n.Spanish))
	again, _ := Schema(ManualFile, i18n.For(i18n.Spanish))
	if string(src) != string(again) {
		t.Error("two schemas of one kind differ")
	}
	for _, want := range []string{
		`"$schema": "http://json-schema.org/draft-07/schema#"`, `"description": "Estado del documento."`, `"borrador",`, `"en-revision",`,
		`"additionalProperties": false`, `"patternErrorMessage": "Use minúsculas sin tildes, cifras y guiones: produccion."`, `"$ref": "#/definitions/control-de-cambios"`,
	} {
		if !strings.Contains(string(src), want) {
			t.Errorf("the schema has no %s", want)
		}
	}
	for _, name := range SchemaNames() {
		if src, _ := Schema(name, i18n.For(i18n.English)); strings.Contains(string(src), "esquema") {
			t.Errorf("%s has words that the catalogue lacks", name)
		}
	}
	if _, ok := Schema("otra", i18n.For(i18n.Spanish)); ok {
		t.Error("a schema of nothing")
	}
}
