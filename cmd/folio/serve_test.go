package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"folio/internal/corpus"
	"folio/internal/i18n"
	"folio/internal/output"
)

// BenchmarkPreview is the build that follows the save of one section, in a
// preview: everything between the watcher and the page's answer.
func BenchmarkPreview(b *testing.B) {
	for _, manuals := range []int{100, 1000} {
		b.Run(fmt.Sprintf("pages=%d", manuals*corpus.Pages), func(b *testing.B) {
			dir := b.TempDir()
			if err := corpus.Write(dir, manuals, 1); err != nil {
				b.Fatal(err)
			}
			a := &app{Streams: Streams{Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }}, texts: i18n.For(i18n.Spanish)}
			p := &previewer{app: a, options: siteOptions{content: filepath.Join(dir, "content")}, last: &output.Site{}}
			file := filepath.Join(dir, "content", corpus.Folder(1), corpus.File(7))
			raw, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := p.Build(context.Background(), nil); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				if err := os.WriteFile(file, fmt.Appendf(raw, "\nCambio número %d.\n", i), 0o644); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := p.Build(context.Background(), []string{file}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
