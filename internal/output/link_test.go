package output

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// manyFiles is a site of which a build changes one file.
func manyFiles(changed string) files {
	site := files{}
	for i := range 5 * aheadRun {
		site[fmt.Sprintf("manual-%d/pagina-%d.html", i%7, i)] = fmt.Sprintf("page %d", i)
	}
	site["index.html"] = changed
	return site
}

// ahead puts a site of which one file differs, and waits until most of the others
// have their second names, before Commit.
func ahead(t *testing.T, dir string, site files) *Dir {
	t.Helper()
	d, err := NewDir(dir)
	must(t, err)
	must(t, d.Put("index.html", []byte(site["index.html"])))
	for p, data := range site {
		if p != "index.html" {
			must(t, d.Put(p, []byte(data)))
		}
	}
	for range 1000 {
		d.mu.Lock()
		left := len(d.unlinked)
		d.mu.Unlock()
		if left < aheadRun {
			return d
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("nothing is linked before Commit")
	return nil
}

func TestFilesAreLinkedWhileOthersAreMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, manyFiles("old"))
	inode, err := os.Stat(filepath.Join(dir, "manual-3", "pagina-3.html"))
	must(t, err)
	d := ahead(t, dir, manyFiles("new"))
	same(t, "before Commit", read(t, dir), manyFiles("old"))
	_, err = d.Commit()
	must(t, err)
	same(t, "after Commit", read(t, dir), manyFiles("new"))
	now, err := os.Stat(filepath.Join(dir, "manual-3", "pagina-3.html"))
	must(t, err)
	if !os.SameFile(inode, now) {
		t.Error("a file that did not change was copied")
	}
	alone(t, dir)
}

func TestGivingUpWhileFilesAreLinked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, manyFiles("old"))
	ahead(t, dir, manyFiles("new")).Abort()
	same(t, "after Abort", read(t, dir), manyFiles("old"))
	alone(t, dir)
}

func TestNothingIsLinkedWhenNothingDiffers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, manyFiles("old"))
	d, err := NewDir(dir)
	must(t, err)
	for p, data := range manyFiles("old") {
		must(t, d.Put(p, []byte(data)))
	}
	d.linkers.Wait()
	if staged, err := os.ReadDir(d.work.staging()); err != nil || len(staged) > 0 {
		t.Errorf("%d names were made for nothing, %v", len(staged), err)
	}
	d.Abort()
}

// A file that is gone when its second name is made keeps the new site from appearing,
// whoever makes the name.
func TestAFileThatIsGoneBeforeItIsLinked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, manyFiles("old"))
	d, err := NewDir(dir)
	must(t, err)
	site := manyFiles("new")
	for p, data := range site {
		if p != "index.html" {
			must(t, d.Put(p, []byte(data)))
		}
	}
	gone := filepath.Join(dir, filepath.FromSlash(d.old.list[d.unlinked[aheadRun/2]].Path))
	must(t, os.Remove(gone))
	must(t, d.Put("index.html", []byte("new"))) // only now is it known that there will be another site
	d.linkers.Wait()                            // which have met it
	if _, err := d.Commit(); err == nil {
		t.Error("a site without one of its files has taken the old one's place")
	}
	if data, err := os.ReadFile(filepath.Join(dir, "index.html")); err != nil || string(data) != "old" {
		t.Errorf("the old site is not there: %q, %v", data, err)
	}
	alone(t, dir)
}
