package mermaid

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// TestPage: the page names its scripts by their hashes, holds two and no more,
// and nothing in the library ends one of them.
func TestPage(t *testing.T) {
	page := Page()
	if n := bytes.Count(page, []byte("</script")); n != 2 {
		t.Fatalf("%d scripts end", n)
	}
	policy := regexp.MustCompile(`content="([^"]*)"`).FindSubmatch(page)[1]
	for i, part := range bytes.Split(page, []byte("<script>"))[1:] {
		code, _, _ := bytes.Cut(part, []byte("</script>"))
		if !strings.Contains(string(policy), hashOf(code)) {
			t.Errorf("script %d is not in the policy", i+1)
		}
	}
	for _, loose := range []string{"unsafe-eval", "*", "http", "'self'", "connect-src"} {
		if bytes.Contains(policy, []byte(loose)) {
			t.Errorf("the policy has %s: %s", loose, policy)
		}
	}
	if !regexp.MustCompile(`^assets/mermaid\.[0-9a-f]{8}\.htm$`).MatchString(Path()) {
		t.Error(Path())
	}
	if len(library) > 1_700_000 {
		t.Errorf("the library takes %d bytes of the program", len(library))
	}
}
