package check_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/corpus"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/source"
	"folio/internal/theme"
)

// BenchmarkBuild compares a cold build of manuals that have a blueprint with one
// that does not look at what they contain.
func BenchmarkBuild(b *testing.B) {
	dir := b.TempDir()
	if err := corpus.Write(dir, 20, 1); err != nil {
		b.Fatal(err)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "content", "*", "manual.yaml"))
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(name, append(text, "\nplantilla: manual-de-despliegue\n"...), 0o644)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	root, err := source.Open(filepath.Join(dir, "content"))
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts})
	if err != nil {
		b.Fatal(err)
	}
	plans, _, _ := blueprint.Open(nil, "")
	for name, plans := range map[string]*blueprint.Library{"checked": plans, "unchecked": nil} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := pipeline.Build(context.Background(), pipeline.Input{
					Root: root, Site: config.Site{Title: "X"}, Theme: th, Texts: texts, Blueprints: plans,
				}, output.NewMemory())
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
