//go:build unix

package output

import (
	"path/filepath"
	"testing"
	"time"
)

// TestALockThatOutlivesItsRun: what a killed run was starting has its files
// for a moment, the lock among them.
func TestALockThatOutlivesItsRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"index.html": "uno"})
	d, err := NewDir(dir)
	must(t, err)
	left := d.work.lock
	time.AfterFunc(patience/5, func() { left.f.Close() })
	build(t, dir, files{"index.html": "dos"})
	same(t, "site", read(t, dir), files{"index.html": "dos"})
	alone(t, dir)
}
