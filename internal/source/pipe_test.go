//go:build unix

package source

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestAPipeIsNoPage: reading from one would wait for a writer for ever.
func TestAPipeIsNoPage(t *testing.T) {
	for _, name := range []string{"m/02-x.md", "m/manual.yaml", "m/index.md"} {
		r := write(t, "m/01-uno.md")
		if err := syscall.Mkfifo(filepath.Join(r.root.Name(), filepath.FromSlash(name)), 0o644); err != nil {
			t.Skip(err)
		}
		tree, found, err := Discover(r)
		if err != nil || len(found) != 1 || found[0].Code != "SRC-14" || found[0].Pos.Path != r.Shown(name) {
			t.Errorf("%s: %v %v", name, found, err)
		}
		if len(tree.Manuals) != 1 || len(tree.Manuals[0].Sections) != 1 || tree.Manuals[0].Config != nil || tree.Manuals[0].Cover != nil {
			t.Errorf("%s: %+v", name, tree.Manuals)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
