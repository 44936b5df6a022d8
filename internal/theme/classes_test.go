package theme

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/source"
	"folio/themes"
)

// sharedClasses mean the same in what an author writes and in what the theme
// puts around it.
var sharedClasses = []string{
	"icon", "num", // drawn alike everywhere
	"label",                       // of a caption, also in the lists of figures
	"image", "diagram", "drawing", // a drawing in its frame, also on the map of systems and from a script
	"table-scroll", // also around the cover's tables
	"v",            // also in a tree that is filled in later
	"broken",       // a link that leads nowhere, also since the environment changed
	"hl",           // a line of code; of the script, a name
}

var (
	classAttribute = regexp.MustCompile(`class="([^"]*)"`)
	templateAction = regexp.MustCompile(`\{\{.*?\}\}`)
	classInScript  = regexp.MustCompile(`className = '([^']*)'|classList\.(?:add|toggle)\('([^']*)'|element\('\w+', '([^']*)'`)
	classInClient  = regexp.MustCompile(`make\('\w+\.([\w.-]+)'|className = '([^']*)'`)
	classInSheet   = regexp.MustCompile(`\.([a-z][\w-]*)`)
)

// TestAuthorsClassesAreNotTheThemes: a class that Markdown gives to what an
// author wrote is not one that the theme uses for a thing of its own. The
// tooltip once had the class of a callout, and took every tip out of its page.
func TestAuthorsClassesAreNotTheThemes(t *testing.T) {
	add := func(set map[string]string, classes, where string) {
		for c := range strings.FieldsSeq(classes) {
			set[c] = where
		}
	}
	authors := map[string]string{}
	pairs, err := filepath.Glob("../markdown/testdata/*.txtar")
	if err != nil || len(pairs) < 5 {
		t.Fatal(pairs, err)
	}
	for _, name := range pairs {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range classAttribute.FindAllStringSubmatch(string(data), -1) {
			add(authors, m[1], name)
		}
	}
	var callouts strings.Builder
	for _, kind := range []string{"NOTA", "CONSEJO", "IMPORTANTE", "ADVERTENCIA", "PELIGRO"} {
		callouts.WriteString("> [!" + kind + "]\n> x\n\n")
	}
	doc, _ := markdown.New(i18n.For(i18n.Spanish), highlight.New()).Parse(source.Text{Path: "a.md", Body: []byte(callouts.String()), BodyLine: 1}, markdown.Env{})
	var drawn bytes.Buffer
	if err := markdown.New(i18n.For(i18n.Spanish), highlight.New()).Render(&drawn, doc, plainManual{doc}); err != nil {
		t.Fatal(err)
	}
	for _, m := range classAttribute.FindAllStringSubmatch(drawn.String(), -1) {
		add(authors, m[1], "callouts")
	}
	for _, m := range classInSheet.FindAllStringSubmatch(highlight.CSS(), -1) {
		add(authors, m[1], "highlighted code")
	}
	own := map[string]string{}
	err = fs.WalkDir(themes.Files, "somosig", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.Files, name)
		switch filepath.Ext(name) {
		case ".html":
			for _, m := range classAttribute.FindAllStringSubmatch(templateAction.ReplaceAllString(string(data), " "), -1) {
				add(own, m[1], name)
			}
		case ".js":
			for _, m := range classInScript.FindAllStringSubmatch(string(data), -1) {
				add(own, m[1]+m[2]+m[3], name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	clients, err := filepath.Glob("../search/client/*.js")
	if err != nil || len(clients) == 0 {
		t.Fatal(clients, err)
	}
	for _, name := range clients {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range classInClient.FindAllStringSubmatch(string(data), -1) {
			add(own, strings.ReplaceAll(m[1]+m[2], ".", " "), name)
		}
	}
	if authors["callout"] == "" || authors["tip"] == "" || own["definition"] == "" || own["tree-title"] == "" || own["search-option"] == "" {
		t.Fatal("the classes were not found")
	}
	for c, where := range authors {
		if by := own[c]; by != "" && !slices.Contains(sharedClasses, c) {
			t.Errorf("the class %q is an author's (%s) and the theme's (%s)", c, where, by)
		}
	}
}
