package config

import (
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// IsVariable tells whether {{s}} may be a variable: [A-Z][A-Z0-9_]*.
func IsVariable(s string) bool {
	for i, c := range []byte(s) {
		if (c < 'A' || c > 'Z') && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// variableForm is what IsVariable takes, as an expression.
const variableForm = `[A-Z][A-Z0-9_]*`

func variableName(dst *string) kind {
	return formed(dst, "variable", variableForm, IsVariable, "CFG-06.variable", suggestVariable)
}

// suggestVariable makes a name that has the form out of one that has not.
func suggestVariable(s string) string {
	s = strings.ToUpper(strings.ReplaceAll(i18n.Slug(s), "-", "_"))
	s = strings.TrimLeft(s, "0123456789_")
	if !IsVariable(s) {
		return "APP_HOST"
	}
	return s
}

// assignments reads the values of variables in an environment, whose keys are
// the author's own.
func assignments(dst *[]Setting) kind {
	return kind{assignmentsShape, func(r *reader, v value) {
		r.pairs(v, "APP_HOST", func(k *yaml.Node, c value) {
			if !IsVariable(k.Value) {
				r.add(r.fault, "CFG-06.variable", k, v.key, k.Value, suggestVariable(k.Value))
				return
			}
			var s string
			text(&s).read(r, c)
			*dst = append(*dst, Setting{Name: k.Value, Value: s, Pos: r.doc.pos(k.Line-1, k.Column)})
		})
	}}
}

// Pairs reads data of any kind as keys and texts, in order: those in a mapping have
// the names of both, those in a list one after the other. What is no YAML has none.
func Pairs(src []byte) (list []Setting) {
	var doc yaml.Node
	if len(src) > maxPairs || yaml.Unmarshal(src, &doc) != nil || len(doc.Content) == 0 {
		return nil
	}
	var walk func(name string, n *yaml.Node, depth int)
	walk = func(name string, n *yaml.Node, depth int) {
		switch {
		case depth > 8 || len(list) > 500:
		case n.Kind == yaml.ScalarNode:
			list = append(list, Setting{Name: name, Value: n.Value})
		case n.Kind == yaml.SequenceNode:
			var texts []string
			for _, c := range n.Content {
				texts = append(texts, c.Value)
			}
			list = append(list, Setting{Name: name, Value: strings.Join(texts, ", ")})
		case n.Kind == yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				if name != "" {
					key = name + "." + key
				}
				walk(key, n.Content[i+1], depth+1)
			}
		}
	}
	walk("", doc.Content[0], 0)
	return list
}

// maxPairs bounds the data that Pairs reads.
const maxPairs = 64 << 10

// settings reads a mapping whose keys and values are the author's.
func settings(dst *[]Setting) kind {
	return kind{pairsShape, func(r *reader, v value) {
		r.pairs(v, "clave", func(k *yaml.Node, c value) {
			var s string
			text(&s).read(r, c)
			*dst = append(*dst, Setting{Name: k.Value, Value: s, Pos: r.doc.pos(k.Line-1, k.Column)})
		})
	}}
}

// pairs reads a mapping whose keys no list knows; an empty value is a value.
func (r *reader) pairs(v value, example string, pair func(k *yaml.Node, c value)) {
	if v.node.Kind != yaml.MappingNode {
		r.wrongKind(v, "grupo", example)
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		k, n := v.node.Content[i], r.resolve(v.node.Content[i+1])
		switch line, again := seen[k.Value]; {
		case k.Kind != yaml.ScalarNode:
			r.report(r.fault, "CFG-03.forma", k, example)
		case again:
			r.add(r.fault, "CFG-04", k, k.Value, strconv.Itoa(line))
		case n != nil:
			seen[k.Value] = k.Line - 1 + r.doc.first
			pair(k, r.child(v, k.Value, n))
		}
	}
}

// keepSecrets reports the values of secret variables, wherever they stand, and
// takes them out of the manual: they must not reach a page, and the finding
// does not show the line.
func (r *reader) keepSecrets(m *Manual) {
	secret := map[string]bool{}
	for i, v := range m.Variables {
		if v.Secret {
			secret[v.Name] = true
			if reveals(v.Value) {
				r.found.Add(diag.Error, "SEG-01.variable", v.valuePos, v.Name)
				m.Variables[i].Value = ""
			}
		}
	}
	for _, e := range m.Environments {
		for j, s := range e.Variables {
			if secret[s.Name] && reveals(s.Value) {
				r.found.Add(diag.Error, "SEG-01.variable", s.Pos, s.Name)
				e.Variables[j].Value = ""
			}
		}
	}
}

// standIn is text in the place of a secret: ${DB_PASS}, {{DB_PASS}}, <clave>,
// $DB_PASS, XXXX, ****.
const standIn = `^(\$\{[^}]*\}|\$[A-Za-z_][A-Za-z0-9_]*|\{\{[^}]*\}\}|<[^>]*>|[Xx]{3,}|[*•]+|\.{3}|…)$`

func reveals(value string) bool {
	return value != "" && !regexp.MustCompile(standIn).MatchString(value)
}
