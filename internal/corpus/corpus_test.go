package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"folio/internal/source"
)

const manuals = 10

// made writes a small corpus and returns its Markdown files by their names.
func made(t *testing.T, write func(string, int, uint64) error, seed uint64) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	if err := write(dir, manuals, seed); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "content", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = raw
	}
	return files
}

func TestSameSeedSameBytes(t *testing.T) {
	a, b, c := made(t, Write, 1), made(t, Write, 1), made(t, Write, 2)
	if len(a) != manuals*Pages {
		t.Fatalf("%d files", len(a))
	}
	for name, raw := range a {
		if !bytes.Equal(raw, b[name]) {
			t.Errorf("%s differs from itself", name)
		}
		if bytes.Equal(raw, c[name]) {
			t.Errorf("%s is the same with another seed", name)
		}
	}
}

// TestPagesAreLikeThoseOfManuals: the size and the mix on which figures rest.
func TestPagesAreLikeThoseOfManuals(t *testing.T) {
	files := made(t, Write, 1)
	var all []byte
	for name, raw := range files {
		if len(raw) < 2500 || len(raw) > 14000 {
			t.Errorf("%s has %d bytes", name, len(raw))
		}
		all = append(all, raw...)
	}
	if mean := len(all) / len(files); mean < 6000 || mean > 8000 {
		t.Errorf("%d bytes a page", mean)
	}
	languages := map[string]bool{}
	for _, l := range slices.Concat(templates, commonplaces) {
		languages[l.lang] = true
		if l.lang != "" && !bytes.Contains(all, []byte("```"+l.lang+"\n")) {
			t.Errorf("no %s", l.lang)
		}
	}
	if len(languages) < 16 {
		t.Errorf("%d languages", len(languages))
	}
	for what, least := range map[string]int{"\n| ": 6, "\n> [!": 1, "]: ": 1, "![": 0, "```": 4, ".md#": 1, "](../": 1} {
		if n := bytes.Count(all, []byte(what)); n < least*len(files) || n == 0 {
			t.Errorf("%q occurs %d times on %d pages", what, n, len(files))
		}
	}
	if bytes.ContainsAny(all, "‹›×") {
		t.Error("a listing was not filled in")
	}
}

// TestHugoHasTheSameText: but for the name of a cover.
func TestHugoHasTheSameText(t *testing.T) {
	folio, hugo := made(t, Write, 1), made(t, WriteHugo, 1)
	for name, raw := range folio {
		other := strings.Replace(name, "/index.md", "/_index.md", 1)
		if !bytes.Equal(raw, bytes.ReplaceAll(hugo[other], []byte("/_index.md"), []byte("/index.md"))) {
			t.Errorf("%s differs from Hugo's %s", name, other)
		}
	}
	if len(hugo) != len(folio) {
		t.Errorf("%d files and %d", len(folio), len(hugo))
	}
}

// TestFoliosLayout: every manual is found, whole.
func TestFoliosLayout(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, 3, 1); err != nil {
		t.Fatal(err)
	}
	root, err := source.Open(filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree, found, err := source.Discover(root)
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	if len(tree.Manuals) != 3 {
		t.Fatalf("%d manuals", len(tree.Manuals))
	}
	for i, m := range tree.Manuals {
		if m.Slug != Folder(i) || m.Cover == nil || m.Config == nil || len(m.Sections) != Pages-1 {
			t.Errorf("manual %d: %+v", i, m)
		}
		if m.Sections[6].File.Name != Folder(i)+"/"+File(7) {
			t.Errorf("section 7 is %s", m.Sections[6].File.Name)
		}
	}
}

func TestRareWordsAreAllThere(t *testing.T) {
	if rareWords != len(stems)*len(middles)*len(endings) {
		t.Fatalf("%d stems, %d middles, %d endings", len(stems), len(middles), len(endings))
	}
	seen := map[string]bool{}
	for n := range uint64(rareWords) {
		seen[rareWord(n)] = true
	}
	if len(seen) < rareWords*99/100 {
		t.Errorf("%d of %d", len(seen), rareWords)
	}
}
