package config

import (
	"strings"

	"folio/internal/i18n"
)

// This file draws the kinds of single values, and of lists and mappings of them.
// A shape admits what the reader beside it admits; where an expression cannot
// tell, it admits more. The expressions are those that Go, ECMAScript and Java
// agree upon.

// single are the types that a single value may have: to YAML a code of digits is
// a number, to an author it is text.
var single = []string{"string", "number", "boolean", "null"}

func textShape(*drawing) *schema { return &schema{Type: single} }

// textsShape is a list of texts, or one alone.
func textsShape(*drawing) *schema {
	return &schema{Type: append([]string{"array"}, single...), Items: &schema{Type: single}}
}

// textLike draws a text of some form.
func textLike(expression string) *schema {
	return &schema{Type: []string{"string", "null"}, Pattern: `^\s*(` + expression + `)\s*$`}
}

// formed is textLike for a form that is said in words, which editors show.
func (d *drawing) formed(expression, name string) *schema {
	s := textLike(expression)
	s.PatternErrorMessage = d.words.T("esquema-forma." + name)
	return s
}

// versionShape: a number with a point is one that YAML shortens.
func versionShape(*drawing) *schema { return &schema{Type: []string{"string", "integer", "null"}} }

func numberShape(low, high int) shape {
	return func(*drawing) *schema {
		return &schema{Type: []string{"integer", "string", "null"}, Minimum: &low, Maximum: &high, Pattern: `^\s*[+-]?[0-9]+(\.0)?\s*$`}
	}
}

func dateShape(d *drawing) *schema {
	const year, month, day = `(19|[2-9][0-9])[0-9]{2}`, `(0?[1-9]|1[0-2])`, `(0?[1-9]|[12][0-9]|3[01])`
	return d.formed(year+"-"+month+"-"+day+"|"+day+"/"+month+"/"+year, "fecha")
}

func yesNoShape(d *drawing) *schema {
	words := []string{"true", "si", "yes", "verdadero", "false", "no", "falso"}
	for i, w := range words {
		words[i] = anyCase(w)
	}
	s := d.formed(strings.Join(words, "|"), "logico")
	s.Type = []string{"boolean", "string", "null"}
	return s
}

// oneOf draws one of some names: an editor offers them as they are, and takes
// them in capitals, with accents and with blanks, as the reader does.
func oneOf[T ~string](names []T) *schema {
	plain, loose := make([]string, len(names)), make([]string, len(names))
	for i, n := range names {
		plain[i], loose[i] = string(n), anyCase(string(n))
	}
	like := textLike(strings.Join(loose, "|"))
	like.Type = []string{"string"}
	return &schema{AnyOf: []*schema{{Enum: plain}, like, {Type: []string{"null"}}}}
}

func languageShape(*drawing) *schema {
	s := oneOf(languages())
	like := s.AnyOf[1]
	like.Pattern = `^\s*(` + anyCase(strings.Join(languages(), "|")) + `)([-_.].*)?\s*$`
	return s
}

// accented are the vowels that capitals and accents do not tell apart.
var accented = map[rune]string{'a': "aAáÁ", 'e': "eEéÉ", 'i': "iIíÍ", 'o': "oOóÓ", 'u': "uUúÚüÜ"}

// anyCase is an expression for a name however it is written.
func anyCase(name string) string {
	var b strings.Builder
	for _, c := range name {
		switch {
		case accented[c] != "":
			b.WriteString("[" + accented[c] + "]")
		case c == '-':
			b.WriteString(`[-./\s]+`)
		case c >= 'a' && c <= 'z':
			b.WriteString("[" + string(c) + strings.ToUpper(string(c)) + "]")
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func webShape(d *drawing) *schema {
	return d.formed(anyCase("http")+`[sS]?://[^/?#@\s]+(/[^?#]*)?`, "url")
}

func sftpShape(d *drawing) *schema {
	return d.formed(anyCase("sftp")+`://([^:@/]*@)?[^@/\s]+(/.*)?`, "sftp")
}

// pathShape is a path inside the site.
func pathShape(*drawing) *schema {
	return &schema{Type: single, Not: &schema{Type: []string{"string"}, Pattern: `[\\:]|^\s*/|^\s*[.][.](/|\s*$)`}}
}

// pairsShape is a mapping whose keys are the author's.
func pairsShape(*drawing) *schema {
	return &schema{Type: []string{"object", "null"}, AdditionalProperties: &schema{Type: single}}
}

func assignmentsShape(d *drawing) *schema {
	s := pairsShape(d)
	s.PropertyNames = &schema{Pattern: `^` + variableForm + `$`, PatternErrorMessage: d.words.T("esquema-forma.variable")}
	return s
}

// synonymsShape is a list of groups of words.
func synonymsShape(*drawing) *schema {
	group := &schema{Type: []string{"array", "null"}, Items: &schema{Type: single}, MinItems: 2}
	return &schema{Type: []string{"array", "null"}, Items: group}
}

// siteTextsShape is a mapping of the words that a site may replace: each keeps
// the arguments of the text that it replaces.
func siteTextsShape(*drawing) *schema {
	s := &schema{Type: []string{"object", "null"}, AdditionalProperties: false}
	catalog := i18n.For(i18n.Spanish)
	for _, prefix := range siteWords {
		for _, key := range catalog.Keys(prefix) {
			own := catalog.T(key)
			p := &schema{Type: single, Description: own}
			for _, a := range arguments(own) {
				p.AllOf = append(p.AllOf, &schema{Pattern: strings.NewReplacer("{", `\{`, "}", `\}`).Replace(a)})
			}
			s.Properties = append(s.Properties, property{key, p})
		}
	}
	return s
}
