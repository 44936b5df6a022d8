package check

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/lifecycle"
	"folio/internal/manual"
)

// planned are the rules whose examples are sections of a manual of deployment:
// what stands in mal.md under «# Procedimiento de despliegue» is that section.
// mal.yaml is the manual's manual.yaml, otro.md and otro.yaml another manual of
// the site, whose folio.yaml is sitio.yaml. publicado.txt is the version under
// which another text of the manual was published.
var planned = []diag.Code{"DOC-03", "DOC-11", "DAT-01", "DAT-02", "X-01", "X-02", "X-03", "EST-10", "S03-3", "S03-5", "S04-7", "S04-9", "S05-3", "S07-2", "S08-4"}

func planOf(t testing.TB) *blueprint.Blueprint {
	t.Helper()
	plans, _, err := blueprint.Open(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return plans.Find("manual-de-despliegue")
}

// plannedSubject is the manual of an example.
func plannedSubject(t testing.TB, plan *blueprint.Blueprint, parts map[string][]byte, name string) *Subject {
	t.Helper()
	conf, found := config.ParseManual(name+".yaml", parts[name+".yaml"])
	if len(found) > 0 && len(parts[name+".yaml"]) > 0 {
		t.Fatal(found)
	}
	site, found := config.ParseSite("folio.yaml", parts["sitio.yaml"])
	if len(found) > 0 {
		t.Fatal(found)
	}
	s := subjectOf(name+".md", parts[name+".md"])
	s.Config, s.Path, s.Blueprint, s.Catalogue = conf, name+".yaml", plan, site.Catalogue
	s.Lifecycle, s.Today = lifecycle.Open(site.Supported), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	s.Parts = noParts(plan)
	x := s.Pages[0]
	if len(x.Outline.Blocks) > 0 {
		x.Page.Title = x.Outline.Blocks[0].Text
		if k := plan.Part(i18n.Slug(x.Page.Title)); k >= 0 {
			x.Part = k
			s.Parts[k].Pages = []*Section{x}
		}
	}
	x.Page.Doc.Figures = nil // the manual is not assembled
	s.Figures = []manual.Figure{}
	return s
}

// findingsIn are those of one example, in a site with the other manual.
func findingsIn(t testing.TB, plan *blueprint.Blueprint, parts map[string][]byte, name string) diag.List {
	t.Helper()
	found, facts := Run(plannedSubject(t, plan, parts, name))
	facts.Slug = "manual"
	var past []Edition
	if version := strings.TrimSpace(string(parts["publicado.txt"])); version != "" {
		past = []Edition{{Slug: "manual", Version: version, Text: "otro"}}
	}
	all := []Facts{facts}
	if len(parts["otro.md"])+len(parts["otro.yaml"]) > 0 {
		_, other := Run(plannedSubject(t, plan, parts, "otro"))
		all = append(all, other)
	}
	found = append(found, Compare(all, past, nil, time.Time{})[0]...)
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Pos.Path, "otro.") }).Sorted()
}

// TestExamplesOfThePlannedRules: as TestExamplesOfTheRules.
func TestExamplesOfThePlannedRules(t *testing.T) {
	plan := planOf(t)
	words := i18n.For(i18n.Spanish)
	for _, code := range planned {
		t.Run(string(code), func(t *testing.T) {
			file := filepath.Join("reglas", string(code)+".txtar")
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(ar.Comment), ". ") + strings.Count(string(ar.Comment), ".\n"); n < 2 {
				t.Errorf("the comment has %d sentences", n)
			}
			parts := map[string][]byte{}
			for _, f := range ar.Files {
				parts[f.Name] = f.Data
			}
			var places []string
			for _, d := range findingsIn(t, plan, parts, "mal") {
				if d.Code == code {
					places = append(places, fmt.Sprintf("%s:%d:%d", strings.TrimPrefix(d.Pos.Path, "mal."), d.Pos.Line, d.Pos.Col))
					if _, ok := words.Lookup(d.Message, d.Args...); !ok {
						t.Errorf("%s has no words", d.Message)
					}
				}
			}
			if *updateFamily {
				rewrite(t, file, ar, places)
			} else if want := strings.Fields(string(parts["mal.txt"])); !slices.Equal(places, want) || len(want) == 0 {
				t.Errorf("mal: found at %v, expected %v", places, want)
			}
			for _, name := range []string{"bien", "casi"} {
				if len(parts[name+".md"])+len(parts[name+".yaml"]) == 0 {
					t.Errorf("%s is missing", name)
				}
				for _, d := range findingsIn(t, plan, parts, name) {
					if d.Code == code {
						t.Errorf("%s:%d:%d: %s %v", d.Pos.Path, d.Pos.Line, d.Pos.Col, d.Message, d.Args)
					}
				}
			}
		})
	}
}
