package config

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"folio/internal/i18n"
)

// siteWords are the beginnings of the catalogue keys that a site may replace:
// the words that its readers see.
var siteWords = [...]string{"site.", "search."}

func isSiteWord(key string) bool {
	for _, prefix := range siteWords {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// siteTexts reads replacements for words of the site. A replacement must have
// the arguments, {0} and so on, of the text it replaces.
func siteTexts(dst *[]Setting) kind {
	return kind{siteTextsShape, func(r *reader, v value) {
		catalog := i18n.For(i18n.Spanish)
		r.pairs(v, "site.search", func(k *yaml.Node, c value) {
			own, known := catalog.Lookup(k.Value)
			if !known || !isSiteWord(k.Value) {
				r.unknownText(k, append(catalog.Keys(siteWords[0]), catalog.Keys(siteWords[1])...))
				return
			}
			var s string
			text(&s).read(r, c)
			switch {
			case c.node.Kind != yaml.ScalarNode || s == "":
			case !slices.Equal(arguments(s), arguments(own)):
				r.add(r.fault, "CFG-06.argumentos", c.node, k.Value, own)
			default:
				*dst = append(*dst, Setting{Name: k.Value, Value: s, Pos: r.doc.pos(k.Line-1, k.Column)})
			}
		})
		slices.SortFunc(*dst, func(a, b Setting) int { return cmp.Compare(a.Name, b.Name) })
	}}
}

func (r *reader) unknownText(k *yaml.Node, names []string) {
	if near, ok := i18n.Nearest(k.Value, names); ok {
		r.add(r.fault, "CFG-03.parecida", k, k.Value, near)
		return
	}
	r.add(r.fault, "CFG-03.texto", k, k.Value)
}

// arguments are the distinct {0}, {1} … of a text, sorted.
func arguments(s string) []string {
	list := regexp.MustCompile(`\{\d+\}`).FindAllString(s, -1)
	slices.Sort(list)
	return slices.Compact(list)
}
