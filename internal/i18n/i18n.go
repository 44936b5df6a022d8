// Package i18n holds every word that Folio says, and what else depends on a
// language: dates and sort order.
//
// The words of one area (the command line, the site, one package's findings)
// are one file, a chapter, in which each key has its Spanish and its English
// text side by side: neither can be forgotten, and a translator sees both.
// Arguments are written {0}, {1} …, so that a language may reorder them.
package i18n

import (
	"strconv"
	"strings"
)

// Lang is a language that Folio speaks, as an ISO 639-1 code.
type Lang string

// The languages.
const (
	Spanish Lang = "es" // the default
	English Lang = "en"
)

// Parse reads a language from a flag, a configuration value or a locale such
// as "es_CO.UTF-8". ok is false when Folio does not speak it.
func Parse(s string) (lang Lang, ok bool) {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), ".")
	s, _, _ = strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	switch Lang(s) {
	case Spanish:
		return Spanish, true
	case English:
		return English, true
	}
	return "", false
}

// text is what one key says in each language.
type text struct{ es, en string }

// chapter is the words of one area of Folio.
type chapter map[string]text

// Catalog speaks one language. It is immutable and safe for concurrent use.
type Catalog struct {
	lang  Lang
	texts map[string]string
}

// For builds the catalogue of a language.
func For(lang Lang) *Catalog {
	c := &Catalog{lang: lang, texts: map[string]string{}}
	for _, ch := range chapters() {
		for key, t := range ch {
			c.texts[key] = t.es
			if lang == English {
				c.texts[key] = t.en
			}
		}
	}
	return c
}

// Lang returns the catalogue's language.
func (c *Catalog) Lang() Lang { return c.lang }

// Lookup returns the text of a key with {0}, {1} … replaced by args.
func (c *Catalog) Lookup(key string, args ...string) (string, bool) {
	t, ok := c.texts[key]
	if !ok {
		return "", false
	}
	return fill(t, args), true
}

// T is Lookup for keys that are known to exist; an unknown one shows as
// itself, ugly but not silent.
func (c *Catalog) T(key string, args ...string) string {
	if t, ok := c.Lookup(key, args...); ok {
		return t
	}
	return key
}

// N picks the singular or the plural text, key+".uno" or key+".varios", and
// fills {0} with n and {1} … with args.
func (c *Catalog) N(key string, n int, args ...string) string {
	form := ".varios"
	if n == 1 {
		form = ".uno"
	}
	return c.T(key+form, append([]string{strconv.Itoa(n)}, args...)...)
}

// fill replaces {0}, {1} … {9} by args. It runs for every heading of a site.
func fill(t string, args []string) string {
	if len(args) == 0 || strings.IndexByte(t, '{') < 0 {
		return t
	}
	var b strings.Builder
	size := len(t)
	for _, arg := range args {
		size += len(arg)
	}
	b.Grow(size)
	for {
		i := strings.IndexByte(t, '{')
		if i < 0 || i+2 >= len(t) {
			b.WriteString(t)
			return b.String()
		}
		n := int(t[i+1]) - '0'
		if t[i+2] != '}' || n < 0 || n >= len(args) {
			b.WriteString(t[:i+1])
			t = t[i+1:]
			continue
		}
		b.WriteString(t[:i])
		b.WriteString(args[n])
		t = t[i+3:]
	}
}

// Bytes prints a file's size as people say it: "12 KB", "3,4 MB".
func (c *Catalog) Bytes(n int64) string {
	const kilo = 1000
	switch {
	case n < kilo:
		return strconv.FormatInt(n, 10) + " B"
	case n < kilo*kilo:
		return strconv.FormatInt((n+kilo/2)/kilo, 10) + " KB"
	}
	s := strconv.FormatFloat(float64(n)/(kilo*kilo), 'f', 1, 64) + " MB"
	if c.lang == Spanish {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
