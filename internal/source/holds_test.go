package source

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestATreeThatHoldsIsTheSame changes files and folders at random, by every
// name that discovery treats in a way of its own. Whenever the tree is said to
// hold, discovering again must give it.
func TestATreeThatHoldsIsTheSame(t *testing.T) {
	names := []string{
		"index.md", "README.md", "glosario.md", "notas.txt", "a", "a/manual.yaml", "a/index.md", "a/README.md", "a/01-uno.md",
		"a/02-dos.md", "a/dos.md", "a/img", "a/img/d.svg", "a/datos.csv", "b", "b/01-uno.md", "b/sub", "b/sub/hoja.md", "b/nota.docx",
		"_comun", "_comun/ssh.md", ".git", ".git/x.md", "b/sub/manual.yaml",
	}
	held := 0
	for round := range 300 {
		chance := rand.New(rand.NewPCG(uint64(round), 5))
		dir := t.TempDir()
		var all []string
		change := func() string {
			name := names[chance.IntN(len(names))]
			file := filepath.Join(dir, filepath.FromSlash(name))
			switch chance.IntN(12) {
			case 0:
				_ = os.RemoveAll(file)
			case 1:
				_ = os.RemoveAll(file)
				_ = os.MkdirAll(file, 0o755)
			case 2:
				if round%5 == 0 {
					_ = os.RemoveAll(file)
					_ = os.Symlink("index.md", file)
				}
			default:
				_ = os.MkdirAll(filepath.Dir(file), 0o755)
				_ = os.WriteFile(file, fmt.Append(nil, "# ", chance.IntN(100), "\n"), 0o644)
			}
			return name
		}
		for range 30 {
			change()
		}
		root, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		tree, found, err := Discover(root)
		if err != nil {
			t.Fatal(err)
		}
		for range 30 {
			// What a watcher tells: each name, and the folders above it, which
			// may be new.
			name := change()
			all = all[:0]
			for n := name; n != "."; n = filepath.ToSlash(filepath.Dir(n)) {
				if st, err := os.Lstat(filepath.Join(dir, n)); n == name || err != nil || !st.IsDir() || !tree.seen[n] {
					all = append(all, n)
				}
			}
			holds := tree.Holds(root, all)
			again, foundAgain, err := Discover(root)
			if err != nil {
				t.Fatal(err)
			}
			if holds {
				held++
				if !reflect.DeepEqual(again.Manuals, tree.Manuals) || !reflect.DeepEqual(again.Home, tree.Home) ||
					!reflect.DeepEqual(again.Glossary, tree.Glossary) || !reflect.DeepEqual(foundAgain, found) {
					t.Fatalf("round %d: %s changed, and the tree that holds is another", round, name)
				}
			}
			tree, found = again, foundAgain
		}
		if err := root.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if held < 1000 {
		t.Errorf("the tree held %d times only", held)
	}
}
