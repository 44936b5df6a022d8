package config

import (
	"bytes"
	"encoding/json"
	"strings"

	"folio/internal/i18n"
)

// The kinds of file that Folio reads, by their names in Spanish.
const (
	SiteFile      = "sitio"
	ManualFile    = "manual"
	SectionFile   = "seccion" // the front matter of a section
	BlueprintFile = "plantilla"
)

// SchemaNames lists the kinds of file that Schema describes.
func SchemaNames() []string { return []string{SiteFile, ManualFile, SectionFile, BlueprintFile} }

// dialect is the version of JSON Schema: the editors' YAML plug-ins have all
// known it for years, and the later ones only in part.
const dialect = "http://json-schema.org/draft-07/schema#"

// Schema describes a kind of file to editors, as JSON Schema, in the words of a
// catalogue. It is drawn from the lists of fields that the parser reads the file
// with. ok is false for a kind that there is not.
func Schema(name string, words *i18n.Catalog) (file []byte, ok bool) {
	var fields []field
	switch name {
	case SiteFile:
		fields = siteFields(new(Site))
	case ManualFile:
		fields = manualFields(new(Manual))
	case SectionFile:
		fields = frontFields(new(FrontMatter), new(FrontMatter))
	case BlueprintFile:
		fields = blueprintFields(new(Blueprint))
	default:
		return nil, false
	}
	d := &drawing{words: words, path: []string{name}}
	root := d.object(fields)
	root.Dialect, root.Description = dialect, d.describe()
	root.Definitions = d.defined
	if name == SectionFile {
		root.AdditionalProperties = nil // other programs have theirs
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // it is made of texts and numbers
	}
	return b.Bytes(), true
}

// drawing is a schema in the making: path is where in the file it is.
type drawing struct {
	words   *i18n.Catalog
	path    []string
	defined properties
}

// shape draws what a kind of value may be.
type shape func(*drawing) *schema

// schema is a JSON Schema, of which it knows what the fields need. The order of
// its own fields is that of the file.
type schema struct {
	Dialect              string     `json:"$schema,omitempty"`
	Ref                  string     `json:"$ref,omitempty"`
	Title                string     `json:"title,omitempty"`
	Description          string     `json:"description,omitempty"`
	Type                 []string   `json:"type,omitempty"`
	Enum                 []string   `json:"enum,omitempty"`
	Pattern              string     `json:"pattern,omitempty"`
	PatternErrorMessage  string     `json:"patternErrorMessage,omitempty"` // not of the standard: what editors say
	Minimum              *int       `json:"minimum,omitempty"`
	Maximum              *int       `json:"maximum,omitempty"`
	MinItems             int        `json:"minItems,omitempty"`
	Items                *schema    `json:"items,omitempty"`
	PropertyNames        *schema    `json:"propertyNames,omitempty"`
	Properties           properties `json:"properties,omitempty"`
	AdditionalProperties any        `json:"additionalProperties,omitempty"` // false or a schema
	Required             []string   `json:"required,omitempty"`
	AnyOf                []*schema  `json:"anyOf,omitempty"`
	AllOf                []*schema  `json:"allOf,omitempty"`
	Not                  *schema    `json:"not,omitempty"`
	If                   *schema    `json:"if,omitempty"`
	Then                 *schema    `json:"then,omitempty"`
	Definitions          properties `json:"definitions,omitempty"`
}

// properties are schemas by name, in their order.
type properties []property

type property struct {
	name string
	*schema
}

// MarshalJSON implements json.Marshaler.
func (list properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(p.name)
		if err != nil {
			return nil, err
		}
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		b.Write(name)
		b.WriteByte(':')
		if err := e.Encode(p.schema); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (list properties) find(name string) *schema {
	for _, p := range list {
		if p.name == name {
			return p.schema
		}
	}
	return nil
}

// describe says what the value at the path is for. What several files have is
// said once.
func (d *drawing) describe() string {
	whole := strings.Join(d.path, ".")
	if s, ok := d.words.Lookup("esquema." + whole); ok {
		return s
	}
	_, shared, _ := strings.Cut(whole, ".")
	s, _ := d.words.Lookup("esquema." + shared)
	return s
}

// object draws a mapping with these keys and no others; a key without a value is
// as if absent.
func (d *drawing) object(fields []field) *schema {
	s := &schema{Type: []string{"object", "null"}, AdditionalProperties: false}
	for _, f := range fields {
		d.path = append(d.path, f.key)
		p := f.shape(d)
		p.Description = d.describe()
		d.path = d.path[:len(d.path)-1]
		s.Properties = append(s.Properties, property{f.key, p})
	}
	return s
}

// list draws a list of mappings, or one that stands alone. Each has the keys in
// need, with a value.
func (d *drawing) list(fields []field, need []string) *schema {
	name := strings.Join(d.path[1:], ".")
	item := d.object(fields)
	item.Required = need
	for _, key := range need {
		p := item.Properties.find(key)
		p.AllOf = append(p.AllOf, &schema{Not: &schema{Type: []string{"null"}}})
	}
	d.defined = append(d.defined, property{name, item})
	ref := &schema{Ref: "#/definitions/" + name}
	return &schema{AnyOf: []*schema{{Type: []string{"array"}, Items: ref}, ref}}
}

// item changes what a list of mappings says of its items.
func (k kind) item(change func(*schema)) kind {
	return kind{func(d *drawing) *schema {
		s := k.shape(d)
		change(d.defined.find(strings.Join(d.path[1:], ".")))
		return s
	}, k.read}
}

// targetNeeds says what a target has by its type.
func targetNeeds(item *schema) {
	for _, x := range []struct {
		kind TargetKind
		key  string
	}{{Directory, "ruta"}, {SFTP, "url"}} {
		kind := oneOf([]TargetKind{x.kind})
		kind.AnyOf = kind.AnyOf[:2] // an empty one is none
		item.AllOf = append(item.AllOf, &schema{
			If:   &schema{Properties: properties{{"tipo", kind}}, Required: []string{"tipo"}},
			Then: &schema{Required: []string{x.key}},
		})
	}
}
