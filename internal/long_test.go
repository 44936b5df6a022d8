package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLongTestsAreFound: make test runs all of those tests that ask whether time
// is short a second time, by the name of the test that asks. So it is a test that
// asks, and nothing that tests call.
func TestLongTestsAreFound(t *testing.T) {
	found := 0
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, "_test.go") || name == "long_test.go" {
				return err
			}
			text, err := os.ReadFile(name)
			inside := ""
			for n, line := range strings.Split(string(text), "\n") {
				if strings.HasPrefix(line, "func ") {
					inside = line
				}
				if !strings.Contains(line, "testing.Short()") {
					continue
				}
				found++
				if !strings.HasPrefix(inside, "func Test") {
					t.Errorf("%s:%d: this is not a test's own: %s", name, n+1, inside)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found == 0 {
		t.Error("no test asks")
	}
}
