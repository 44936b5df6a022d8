package publish

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"folio/internal/i18n"
)

// TestEveryReasonHasItsWords: what happened, what to do, and no argument left out.
func TestEveryReasonHasItsWords(t *testing.T) {
	code, err := os.ReadFile("reason.go")
	must(t, err)
	found := regexp.MustCompile(`Reason = "([a-z.-]+)"`).FindAllSubmatch(code, -1)
	if len(found) < 20 {
		t.Fatalf("%d reasons", len(found))
	}
	said := map[string]bool{}
	for _, m := range found {
		said[string(m[1])] = true
	}
	for _, lang := range []i18n.Lang{i18n.Spanish, i18n.English} {
		c := i18n.For(lang)
		for key := range said {
			for _, k := range []string{key, key + ".pista"} {
				if _, ok := c.Lookup(k); !ok {
					t.Errorf("%s has no words", k)
				}
			}
		}
		for _, key := range c.Keys("publish.sftp.") {
			if !said[strings.TrimSuffix(key, ".pista")] {
				t.Errorf("%s is nobody's reason", key)
			}
		}
	}
}
