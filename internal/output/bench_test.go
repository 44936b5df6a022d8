package output

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// The sizes are those of a large site: 12 pages of 30 KB a system.
const (
	benchSystems = 100
	benchPage    = 30_000
)

// buildMany writes a site from two goroutines, of which the first n pages
// say something new.
func buildMany(b *testing.B, dir string, n, version int) {
	b.Helper()
	d, err := NewDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Abort()
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			page := []byte(strings.Repeat("0123456789", benchPage/10))
			for i := half; i < 12*benchSystems; i += 2 {
				v := 0
				if i < n {
					v = version
				}
				copy(page, fmt.Sprintf("%8d %8d", i, v))
				if err := d.Put(fmt.Sprintf("system-%d/section-%d.html", i/12, i%12), page); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if _, err := d.Commit(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkDir(b *testing.B) {
	for _, c := range []struct {
		name string
		n    int
	}{{"nothing changed", 0}, {"one page changed", 1}, {"all changed", 12 * benchSystems}} {
		b.Run(c.name, func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "public")
			buildMany(b, dir, 0, 0)
			version := 0
			for b.Loop() {
				version++
				buildMany(b, dir, c.n, version)
			}
		})
	}
	b.Run("first", func(b *testing.B) {
		dir := b.TempDir()
		version := 0
		for b.Loop() {
			version++
			buildMany(b, filepath.Join(dir, fmt.Sprint(version)), 0, 0)
		}
	})
}
