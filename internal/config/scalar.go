package config

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// scalar returns a single value's own text, with Unicode untouched and blanks
// trimmed, or reports that it is none.
func (r *reader) scalar(v value, want, example string) (string, bool) {
	if v.node.Kind != yaml.ScalarNode {
		r.wrongKind(v, want, example)
		return "", false
	}
	r.typographic(v.node)
	return strings.TrimSpace(v.node.Value), true
}

// typographic reports a value between the quotes that word processors make,
// which YAML takes for a part of it.
func (r *reader) typographic(n *yaml.Node) {
	s := strings.TrimSpace(n.Value)
	if n.Style != 0 || len(s) < 4 {
		return
	}
	for _, q := range [...][2]string{{"“", "”"}, {"”", "”"}, {"‘", "’"}, {"«", "»"}, {"„", "“"}} {
		if inner, ok := strings.CutPrefix(s, q[0]); ok {
			if inner, ok = strings.CutSuffix(inner, q[1]); ok {
				r.add(diag.Warning, "CFG-10", n, s, inner)
				return
			}
		}
	}
}

// text reads any single value as it was written: a code of digits alone is a
// number to YAML, but to an author it is text.
func text[T ~string](dst *T) kind {
	return kind{textShape, func(r *reader, v value) {
		if s, ok := r.scalar(v, "texto", ""); ok {
			*dst = T(s)
		}
	}}
}

// heading is text that other generators may also write as a list.
func heading(dst *string) kind {
	return kind{textsShape, func(r *reader, v value) {
		if !v.isList() {
			text(dst).read(r, v)
			return
		}
		var words []string
		for _, n := range v.node.Content {
			if n.Kind == yaml.ScalarNode && n.Value != "" {
				words = append(words, n.Value)
			}
		}
		*dst = strings.Join(words, ", ")
	}}
}

// texts reads a list of texts, or one alone.
func texts(dst *[]string) kind {
	return kind{textsShape, items(func(r *reader, v value) {
		if v.node.Kind != yaml.ScalarNode {
			r.wrongKind(v, "textos", "")
			return
		}
		r.typographic(v.node)
		if s := strings.TrimSpace(v.node.Value); s != "" {
			*dst = append(*dst, s)
		}
	})}
}

// version reads a version, which YAML must not take for a number: to other
// tools 1.10 is 1.1. Folio keeps what is written.
func version(dst *string) kind {
	return kind{versionShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		if !ok {
			return
		}
		*dst = s
		// 2 is the same as a number and as text, 02 and 1.10 are not.
		if n, err := strconv.Atoi(s); v.node.Tag == "!!float" || v.node.Tag == "!!int" && (err != nil || strconv.Itoa(n) != s) {
			r.add(diag.Error, "DOC-04", v.node, v.key, s)
		}
	}}
}

// number reads a whole number within bounds, quoted or not.
func number(dst *int, low, high int) kind {
	return kind{numberShape(low, high), func(r *reader, v value) {
		s, ok := r.scalar(v, "numero", "")
		if !ok {
			return
		}
		n, err := strconv.Atoi(strings.TrimSuffix(s, ".0"))
		switch {
		case err != nil && !errors.Is(err, strconv.ErrRange):
			r.wrongKind(v, "numero", "")
		case err != nil || n < low || n > high:
			r.add(r.fault, "CFG-06.rango", v.node, v.key, s, strconv.Itoa(low), strconv.Itoa(high))
		default:
			*dst = n
		}
	}}
}

// yesNo reads true and false, and what people write for them.
func yesNo(dst *bool) kind {
	return kind{yesNoShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "logico", "")
		if !ok {
			return
		}
		switch i18n.Fold(s) {
		case "true", "si", "yes", "verdadero":
			*dst = true
		case "false", "no", "falso":
			*dst = false
		default:
			r.wrongKind(v, "logico", "")
		}
	}}
}

// choice reads one of some names; capitals, accents and blanks do not count.
func choice[T ~string](dst *T, names ...T) kind {
	return kind{func(*drawing) *schema { return oneOf(names) }, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		if !ok {
			return
		}
		if i := slices.Index(names, T(i18n.Slug(s))); i >= 0 {
			*dst = names[i]
			return
		}
		list := make([]string, len(names))
		for i, n := range names {
			list[i] = string(n)
		}
		r.badChoice(v, s, list)
	}}
}

func (r *reader) badChoice(v value, s string, names []string) {
	all := strings.Join(names, ", ")
	if near, ok := i18n.Nearest(s, names); ok {
		r.report(r.fault, "CFG-06.parecido", v.node, v.key, shown(s), near, all)
		return
	}
	r.report(r.fault, "CFG-06.opcion", v.node, v.key, shown(s), all)
}

func language(dst *i18n.Lang) kind {
	return kind{languageShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		if !ok {
			return
		}
		lang, ok := i18n.Parse(s)
		if !ok {
			r.badChoice(v, s, languages())
			return
		}
		*dst = lang
	}}
}

// formed reads a text of some form, which has a name and an expression for
// editors; suggest makes one out of another text.
func formed(dst *string, name, expression string, form func(string) bool, message string, suggest func(string) string) kind {
	return kind{func(d *drawing) *schema { return d.formed(expression, name) }, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		switch {
		case !ok:
		case !form(s):
			r.add(r.fault, message, v.node, v.key, s, suggest(s))
		default:
			*dst = s
		}
	}}
}

// identifier is fit for an address, a file and an HTML id.
func identifier(dst *string) kind {
	return formed(dst, "id", `[a-z][a-z0-9]*(-[a-z0-9]+)*`, isIdentifier, "CFG-06.id", func(s string) string {
		if id := strings.ReplaceAll(i18n.Slug(s), "_", "-"); isIdentifier(id) {
			return id
		}
		return "produccion"
	})
}

func isIdentifier(s string) bool {
	for _, c := range []byte(s) {
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != "" && s[0] >= 'a' && s == i18n.Slug(s)
}

func colour(dst *string) kind {
	return formed(dst, "color", `#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})`, isColour, "CFG-06.color", func(s string) string {
		if isColour("#" + s) {
			return "#" + s
		}
		return "#0B6B4F"
	})
}

// isColour tells #rgb and #rrggbb.
func isColour(s string) bool {
	digits, ok := strings.CutPrefix(s, "#")
	return ok && (len(digits) == 3 || len(digits) == 6) && strings.Trim(digits, "0123456789ABCDEFabcdef") == ""
}

// no reads whether something is left out: «no» is true.
func no(dst *bool) kind {
	return kind{yesNoShape, func(r *reader, v value) {
		yes := true
		yesNo(&yes).read(r, v)
		*dst = !yes
	}}
}
