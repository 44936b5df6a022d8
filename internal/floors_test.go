// Package internal_test executes the architecture page, README.md: the floor
// table there is compared with what the code imports.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// floorRow is a row of the table: | 3 | `markdown` | … |
var floorRow = regexp.MustCompile("(?m)^\\| (\\d) \\| `([a-z0-9]+)` \\|")

func floors(t *testing.T) map[string]int {
	t.Helper()
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]int{}
	for _, m := range floorRow.FindAllSubmatch(page, -1) {
		table[string(m[2])], _ = strconv.Atoi(string(m[1]))
	}
	if len(table) < 8 {
		t.Fatalf("the floor table has %d rows", len(table))
	}
	return table
}

type goPackage struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "folio/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// testOnly are packages that nothing which ships may import; bench is a
// program for whoever works on Folio.
var testOnly = map[string]bool{"browsertest": true, "corpus": true, "scaling": true, "bench": true, "bench/search": true}

func TestImportsGoDownward(t *testing.T) {
	table := floors(t)
	seen := map[string]bool{}
	for _, p := range packages(t) {
		name, inside := strings.CutPrefix(p.ImportPath, "folio/internal/")
		if !inside {
			continue
		}
		seen[name] = true
		floor, known := table[name]
		if !known && !testOnly[name] {
			t.Errorf("%s is not in the floor table of internal/README.md", name)
		}
		for _, imp := range p.Imports {
			below, ours := strings.CutPrefix(imp, "folio/internal/")
			switch {
			case !ours && strings.HasPrefix(imp, "folio/cmd"):
				t.Errorf("%s imports a command, %s", name, imp)
			case !ours:
			case testOnly[below] && !testOnly[name]:
				t.Errorf("%s imports %s, which is for tests", name, below)
			case table[below] >= floor && !testOnly[name]:
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, floor, below, table[below])
			}
		}
	}
	for name := range table {
		if !seen[name] {
			t.Errorf("the floor table names %s, which does not exist", name)
		}
	}
}

// TestOneOwnerPerLibrary: libraries that one package is to hide from the rest.
func TestOneOwnerPerLibrary(t *testing.T) {
	owners := map[string]string{
		"gopkg.in/yaml.v3":                "folio/internal/config",
		"github.com/alecthomas/chroma/v2": "folio/internal/highlight",
		"github.com/fsnotify/fsnotify":    "folio/internal/serve",
		"github.com/yuin/goldmark":        "folio/internal/markdown",
		"github.com/spf13/cobra":          "folio/cmd/folio",
		"github.com/d2lang/elk-go":        "folio/internal/diagram",
	}
	for _, p := range packages(t) {
		for _, imp := range p.Imports {
			for lib, owner := range owners {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && p.ImportPath != owner {
					t.Errorf("%s imports %s, which belongs to %s", p.ImportPath, imp, owner)
				}
			}
		}
	}
}
