package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// writesHTML is how a script makes HTML or code out of a text.
var writesHTML = regexp.MustCompile(`\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write(?:ln)?|createContextualFragment|DOMParser|setHTMLUnsafe|parseHTMLUnsafe|srcdoc|eval|Function|javascript:)\b`)

// mayWriteHTML are the exceptions, by file, with the words that they use.
var mayWriteHTML = map[string][]string{
	// The preview is handed whole pages, and compares elements by their HTML; a
	// document that is parsed so runs nothing.
	"internal/serve/live/merge.js": {"DOMParser", "outerHTML"},
}

// TestNoScriptWritesHTML: what a site's own configuration says, and what
// authors write, reaches the page as text. The policy is the second lock.
func TestNoScriptWritesHTML(t *testing.T) {
	seen, used := 0, map[string]bool{}
	for _, root := range []string{"../themes", "search/client", "serve", "theme", "../cmd"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			ext := filepath.Ext(name)
			if err != nil || e.IsDir() || ext != ".js" && ext != ".html" {
				return err
			}
			text, err := os.ReadFile(name)
			seen++
			shown, outside := strings.CutPrefix(filepath.ToSlash(name), "../")
			if !outside {
				shown = "internal/" + shown
			}
			for n, line := range strings.Split(string(text), "\n") {
				for _, word := range writesHTML.FindAllString(line, -1) {
					if slices.Contains(mayWriteHTML[shown], word) {
						used[shown+word] = true
					} else if !strings.HasPrefix(strings.TrimSpace(line), "//") {
						t.Errorf("%s:%d: %s", shown, n+1, strings.TrimSpace(line))
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, words := range mayWriteHTML {
		for _, word := range words {
			if !used[name+word] {
				t.Errorf("%s does not use %s any longer", name, word)
			}
		}
	}
	if seen < 25 {
		t.Errorf("only %d scripts and templates were seen", seen)
	}
}
