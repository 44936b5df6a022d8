package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/i18n"
)

const (
	guide     = "../../content/guia"
	rulesPage = "13-reglas-de-la-revision.md"
)

// TestTheGuideExplainsTheRules: the guide has a page with the lesson of each rule,
// made of the same texts as folio explain; -update writes it.
func TestTheGuideExplainsTheRules(t *testing.T) {
	want := rulesGuide(t, rulesGuide(t, nil).found(t)).String()
	name := filepath.Join(guide, rulesPage)
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s does not say what the rules' texts say: go test ./internal/check -run Guide -update", name)
	}
}

// TestTheListLeadsToTheLessons: in the guide's list of findings the codes of rules
// with a lesson lead to it.
func TestTheListLeadsToTheLessons(t *testing.T) {
	list, err := os.ReadFile(filepath.Join(guide, "11-catalogo-de-hallazgos.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lessons(t) {
		if len(i18n.For(i18n.Spanish).Keys(code)) == 0 {
			continue // a blueprint's own, which has no row
		}
		if row := fmt.Sprintf("\n| [`%s`](%s#%s) |", code, rulesPage, anchor(code)); !strings.Contains(string(list), row) {
			t.Errorf("the list has no row %s", row)
		}
	}
}

// lessons lists the codes that have one.
func lessons(t *testing.T) (codes []string) {
	files, err := filepath.Glob("reglas/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		codes = append(codes, strings.TrimSuffix(filepath.Base(f), ".txtar"))
	}
	return codes
}

func anchor(code string) string { return strings.ToLower(code) }

// guidePage is the page while it is written.
type guidePage struct {
	strings.Builder
	permits map[int][]string // codes that the check finds in a block, by its number
	opens   []int            // the line on which each block opens
}

// block writes a block, and lets it say what a rule looks for.
func (p *guidePage) block(text string) {
	for _, c := range p.permits[len(p.opens)] {
		fmt.Fprintf(p, "\n<!-- folio: permitir %s es un ejemplo de la regla -->\n", c)
	}
	p.WriteString("\n")
	p.opens = append(p.opens, strings.Count(p.String(), "\n")+1)
	p.WriteString(text + "\n")
}

// rulesGuide writes the page.
func rulesGuide(t *testing.T, permits map[int][]string) *guidePage {
	plans, _, err := blueprint.Open(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	p := &guidePage{permits: permits}
	p.WriteString("---\nsin-busqueda: true\n---\n\n# Reglas de la revisión\n")
	p.block("Esta página dice por qué existe cada regla de `folio check`, qué hacer y cómo se ve lo equivocado y lo correcto. " +
		"Es lo mismo que muestran `folio explain CÓDIGO` y, en la vista previa, el código de un hallazgo.")
	for _, code := range lessons(t) {
		e, ok := check.Explain(i18n.For(i18n.Spanish), plans, diag.Code(code))
		if !ok || e.Why == "" {
			t.Fatalf("%s is not explained", code)
		}
		p.block(fmt.Sprintf("## `%s` {#%s}", code, anchor(code)))
		for line := range strings.Lines(e.Why) {
			p.block(escaped(strings.TrimSpace(line)))
		}
		var says []string
		for _, s := range e.Says {
			says = append(says, strings.TrimSpace("- "+escaped(upper(s.Message))+". "+escaped(upper(s.Hint))))
		}
		p.block(strings.Join(says, "\n"))
		for _, part := range []struct{ title, text string }{{"Mal", e.Wrong}, {"Bien", e.Right}} {
			fence := "````"
			for strings.Contains(part.text, fence) {
				fence += "`"
			}
			p.block(fmt.Sprintf("%smarkdown {titulo=\"%s\"}\n%s\n%s", fence, part.title, part.text, fence))
		}
	}
	return p
}

// found checks the page, and says which codes are found in which block.
func (p *guidePage) found(t *testing.T) map[int][]string {
	dir := t.TempDir()
	unpack(t, dir, &txtar.Archive{Files: []txtar.File{
		{Name: "content/guia/manual.yaml", Data: []byte("titulo: G\nplantilla: guia\n")},
		{Name: "content/guia/" + rulesPage, Data: []byte(p.String())},
	}})
	found := map[int][]string{}
	for _, d := range review(t, dir).Checked.All() {
		k, exact := slices.BinarySearch(p.opens, d.Pos.Line)
		if !exact {
			k--
		}
		if strings.HasSuffix(d.Pos.Path, rulesPage) && !slices.Contains(found[k], string(d.Code)) {
			found[k] = append(found[k], string(d.Code))
			slices.Sort(found[k])
		}
	}
	return found
}

// codeQuote is a quotation of something to type.
var codeQuote = regexp.MustCompile("«([^»`]*[$<>{}\\[\\]|=_\\\\][^»`]*)»")

// escaped is a text that Markdown shows as it is, with what is to be typed as code.
func escaped(s string) string {
	if m := codeQuote.FindStringSubmatchIndex(s); m != nil {
		return escaped(s[:m[0]]) + "`" + s[m[2]:m[3]] + "`" + escaped(s[m[1]:])
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>|~#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// upper begins a sentence.
func upper(s string) string {
	for i, r := range s {
		if r == '¿' || r == '¡' {
			continue
		}
		return s[:i] + strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
