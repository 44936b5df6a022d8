package importer_test

import (
	"os"
	"testing"
	"testing/fstest"

	"folio/internal/importer"
)

// BenchmarkTexts reads a document of 25 KB in each markup, and makes a manual of it.
func BenchmarkTexts(b *testing.B) {
	src, err := os.ReadFile("../../testdata/semillas/003-docker-clase-12.md")
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"a.md", "a.rst", "a.adoc", "a.html", "a.mediawiki", "a.dokuwiki", "a.xwiki"} {
		b.Run(name, func(b *testing.B) {
			fsys := fstest.MapFS{name: {Data: src}}
			for b.Loop() {
				d, err := importer.Read(fsys, name, name)
				if err != nil {
					b.Fatal(err)
				}
				d.Manual(importer.Options{Plans: fuzzPlans, Dir: "m"})
			}
		})
	}
}
