package theme

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"folio/internal/i18n"
	"folio/themes"
)

var used = regexp.MustCompile(`\b([tn]) "([^"]+)"`)

// TestEveryWordIsInTheCatalogue: an unknown key would show as itself.
func TestEveryWordIsInTheCatalogue(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.Spanish, i18n.English} {
		catalog := i18n.For(lang)
		has := func(where, key string) {
			if text, ok := catalog.Lookup(key); !ok || text == "" {
				t.Errorf("%s: %s: no text for %q", where, lang, key)
			}
		}
		for _, s := range spoken {
			has("script", s.key)
		}
		n := 0
		err := fs.WalkDir(themes.Files, "somosig/templates", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(themes.Files, path)
			if err != nil {
				return err
			}
			for _, m := range used.FindAllStringSubmatch(string(data), -1) {
				n++
				if m[1] == "n" {
					has(path, m[2]+".uno")
					has(path, m[2]+".varios")
				} else {
					has(path, m[2])
				}
			}
			return nil
		})
		if err != nil || n < 20 {
			t.Fatalf("%d words found, error %v", n, err)
		}
	}
}

// TestTemplatesHaveNoWordsOfTheirOwn: text between tags comes from a view or
// the catalogue.
func TestTemplatesHaveNoWordsOfTheirOwn(t *testing.T) {
	strip := regexp.MustCompile(`(?s)\{\{/\*.*?\*/\}\}|\{\{.*?\}\}|<[^>]*>`)
	err := fs.WalkDir(themes.Files, "somosig/templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.Files, path)
		if err != nil {
			return err
		}
		// Actions inside attributes hold no ">", so tags can be cut as they are.
		text := strip.ReplaceAllString(string(data), "")
		if word := regexp.MustCompile(`\p{L}{2,}`).FindString(text); word != "" {
			t.Errorf("%s: %q is not from the catalogue", strings.TrimPrefix(path, "somosig/"), word)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
