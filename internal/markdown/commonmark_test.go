package markdown

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/source"
)

// specExample is an example of the CommonMark specification as goldmark's
// module ships it.
type specExample struct {
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
	Example  int    `json:"example"`
	Section  string `json:"section"`
}

func specExamples(t *testing.T) []specExample {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []specExample
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 652 {
		t.Fatalf("the specification has %d examples, want 652", len(list))
	}
	return list
}

// TestCommonMark: with Folio's constructs off, every example of CommonMark
// 0.31.2 comes out as the specification prints it.
func TestCommonMark(t *testing.T) {
	e := newEngine(i18n.For(i18n.Spanish), highlight.New(), []construct{limits()})
	for _, ex := range specExamples(t) {
		d, found := e.Parse(source.Text{Body: []byte(ex.Markdown), BodyLine: 1}, Env{})
		var out bytes.Buffer
		if err := e.Render(&out, d, plainResolver{d}); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(strings.ReplaceAll(out.String(), "<br>", "<br />"), "<hr>", "<hr />"); normalVoid(got) != normalVoid(ex.HTML) {
			t.Errorf("example %d (%s)\n%q\ngot  %q\nwant %q", ex.Example, ex.Section, ex.Markdown, got, ex.HTML)
		}
		// A fence that nothing closes is whole for CommonMark, and so are definitions that
		// nothing uses and links that lead nowhere.
		found = slices.DeleteFunc(found, func(f diag.Diagnostic) bool {
			return slices.Contains([]diag.Code{"COD-07", "ENL-09", "ENL-04"}, f.Code)
		})
		if len(found) > 0 {
			t.Errorf("example %d: %v", ex.Example, found)
		}
	}
}

// normalVoid makes <img … /> and <img …> the same.
func normalVoid(s string) string { return strings.ReplaceAll(s, " />", ">") }

// TestDialect names the examples of CommonMark that come out otherwise with
// Folio's constructs on, by section: code in a frame, headings with anchors,
// raw HTML through the allow-list, local images as placeholders or figures,
// GFM's bare addresses. A change in the list is a change in the dialect.
func TestDialect(t *testing.T) {
	e := spanish()
	bySection := map[string][]string{}
	var sections []string
	same := 0
	for _, ex := range specExamples(t) {
		d, _ := e.Parse(source.Text{Body: []byte(ex.Markdown), BodyLine: 1}, Env{})
		var out bytes.Buffer
		if err := e.Render(&out, d, plainResolver{d}); err != nil {
			t.Fatal(err)
		}
		if normalVoid(out.String()) == normalVoid(ex.HTML) {
			same++
			continue
		}
		if bySection[ex.Section] == nil {
			sections = append(sections, ex.Section)
		}
		bySection[ex.Section] = append(bySection[ex.Section], strconv.Itoa(ex.Example))
	}
	var got strings.Builder
	fmt.Fprintf(&got, "%d of 652 examples are the same. The others:\n", same)
	for _, s := range sections {
		fmt.Fprintf(&got, "%s: %s\n", s, strings.Join(bySection[s], " "))
	}
	const golden = "testdata/dialect.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}
