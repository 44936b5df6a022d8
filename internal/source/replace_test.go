package source_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"folio/internal/source"
)

// TestReplace: a file's bytes come in the place of the old ones with its mode, what
// a link leads to is what changes, and nothing else is left behind.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	put := func(name, text string, mode fs.FileMode) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	put("c/m/a.md", "viejo", 0o640)
	put("c/comun/b.md", "viejo", 0o644)
	put("fuera.md", "viejo", 0o644)
	r, err := source.Open(at("c"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.Replace("m/a.md", []byte("viejo"), []byte("nuevo")); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(at("c/m/a.md")); string(got) != "nuevo" {
		t.Errorf("it says %q", got)
	}
	if st, _ := os.Stat(at("c/m/a.md")); runtime.GOOS != "windows" && st.Mode().Perm() != 0o640 {
		t.Errorf("its mode is %v", st.Mode())
	}
	for _, old := range []string{"otra cosa", "viej", "viejo"} {
		if err := r.Replace("m/a.md", []byte(old), []byte("x")); !errors.Is(err, source.ErrChanged) {
			t.Errorf("a file that is not %q any more: %v", old, err)
		}
	}
	if err := r.Replace("m/no.md", []byte("viejo"), []byte("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := r.Replace("m", nil, []byte("x")); err == nil {
		t.Error("a folder was replaced")
	}
	if runtime.GOOS != "windows" {
		links(t, r, at)
	}
	if left, _ := filepath.Glob(at("c/*/.*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func links(t *testing.T, r *source.Root, at func(string) string) {
	for name, to := range map[string]string{"dentro.md": "../comun/b.md", "fuera.md": "../../fuera.md", "vuelta.md": "vuelta.md", "absoluto.md": at("c/comun/b.md")} {
		if err := os.Symlink(to, at("c/m/"+name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Replace("m/dentro.md", []byte("viejo"), []byte("nuevo")); err != nil {
		t.Error(err)
	}
	if to, err := os.Readlink(at("c/m/dentro.md")); err != nil || to != "../comun/b.md" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	if got, _ := os.ReadFile(at("c/comun/b.md")); string(got) != "nuevo" {
		t.Errorf("what it leads to says %q", got)
	}
	for _, name := range []string{"m/fuera.md", "m/vuelta.md", "m/absoluto.md"} {
		if err := r.Replace(name, []byte("viejo"), []byte("x")); err == nil {
			t.Errorf("%s was replaced", name)
		}
	}
	if got, _ := os.ReadFile(at("fuera.md")); string(got) != "viejo" {
		t.Errorf("outside it says %q", got)
	}
}
