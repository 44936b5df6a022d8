package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// published is a site of two editions, built, and a folder where one after the
// other is published.
type published struct {
	*attacked
	plain *faulty
	want  [2]map[string]string // what readers find of each
}

// served are the files that readers find, the note about the release apart.
func (p *published) served(dir string) map[string]string {
	p.Helper()
	if dest, err := os.Readlink(filepath.Join(p.dir, dir)); err == nil {
		dir = filepath.Join(filepath.Dir(dir), dest)
	}
	site := p.site(dir)
	for name := range site {
		// What open pages of the release before may ask for is kept for one.
		if kept := strings.HasPrefix(name, "/assets/") || strings.HasPrefix(name, "/buscar/"); kept && p.want[0] != nil && p.want[1] != nil {
			_, first := p.want[0][name]
			_, second := p.want[1][name]
			if first != second && !p.loads(site, name) {
				delete(site, name)
			}
		}
	}
	for name := range site {
		if strings.HasPrefix(name, "/publicado.js") || strings.HasPrefix(name, "/.folio-publica") {
			delete(site, name)
		}
	}
	return site
}

// loads tells whether the edition that a site is, by its first page, has a file.
func (p *published) loads(site map[string]string, name string) bool {
	for _, want := range p.want {
		if site["/index.html"] == want["/index.html"] {
			_, has := want[name]
			return has
		}
	}
	return true
}

// order publishes an edition.
func (p *published) order(edition int, more ...string) order {
	return order{Run: append([]string{"publish", "./destino", "--no-build", "--quiet", "--keep", "2", "--force", "IMG-04", "--out", fmt.Sprint("sitio", edition)}, more...)}
}

func newPublished(t *testing.T, more ...string) *published {
	t.Helper()
	p := &published{attacked: newAttacked(t, false)}
	p.plain = newFaulty(t, p.dir, false)
	for v := range p.want {
		p.turn(v)
		out := fmt.Sprint("sitio", v)
		if got := p.plain.right(t, order{Run: []string{"build", "--quiet", "--no-cache", "--out", out}}); got.Status != 0 {
			t.Fatal(got.Said)
		}
		p.want[v] = p.served(out)
		delete(p.want[v], "/.folio-manifest.json")
	}
	if err := os.Mkdir(filepath.Join(p.dir, "destino"), 0o755); err != nil {
		t.Fatal(err)
	}
	p.save("destino/de-otra-oficina.txt", "no se toca")
	for v := range 4 { // so that old releases are removed, too
		if got := p.plain.right(t, p.order(v%2, more...)); got.Status != 0 {
			t.Fatal(got.Said)
		}
	}
	return p
}

// check says what is wrong with what readers find after a fault; now is the
// edition that was being published.
func (p *published) check(now int, done bool) string {
	p.Helper()
	site := p.served("destino/current")
	switch {
	case maps.Equal(site, p.want[now]):
		return ""
	case done:
		return "it claims to be done: " + unlike(site, p.want[now])
	case !maps.Equal(site, p.want[1-now]):
		return "neither the old site nor the new: " + unlike(site, p.want[now])
	}
	return ""
}

// next publishes without a fault, and says what is wrong then.
func (p *published) next(now int) string {
	p.Helper()
	got := p.plain.right(p.T, p.order(now, "--break-lock"))
	if got.Status != 0 {
		return fmt.Sprintf("the next one: status %d, %s", got.Status, got.Said)
	}
	if site := p.served("destino/current"); !maps.Equal(site, p.want[now]) {
		return "after the next one: " + unlike(site, p.want[now])
	}
	if data, err := os.ReadFile(filepath.Join(p.dir, "destino/de-otra-oficina.txt")); err != nil || string(data) != "no se toca" {
		return "what is not Folio's has changed"
	}
	var left []string
	folders := 0
	for _, dir := range []string{"destino", "destino/releases"} {
		entries, err := os.ReadDir(filepath.Join(p.dir, dir))
		if err != nil {
			return err.Error()
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") || strings.HasSuffix(e.Name(), ".borrada") {
				left = append(left, dir+"/"+e.Name())
			}
			if dir == "destino/releases" && e.IsDir() {
				folders++
			}
		}
	}
	if len(left) > 0 || folders > 2 {
		return fmt.Sprintf("%v and %d releases are left", left, folders)
	}
	return ""
}

// TestAPublicationWhoseDiskFails lets each call on a file of the target fail once.
// Readers find the old site or the new one, a publication that claims to be done is
// the new one, and the next one is right and leaves nothing over.
func TestAPublicationWhoseDiskFails(t *testing.T) {
	t.Parallel()
	p := newPublished(t)
	f := newFaulty(t, p.dir, true)
	f.below(filepath.Join(p.dir, "destino"))
	now := 1
	p.every(testing.Short(), 23, 460, func(n int, e syscall.Errno) string {
		now = 1 - now
		got, hit := f.do(t, p.order(now, "--jobs", "1"), n, e)
		if hit == "" {
			return ""
		}
		where := fmt.Sprintf("%v in call %d, %s: status %d, %s", e, n, hit, got.Status, got.Said)
		if wrong := p.check(now, got.Status == 0); wrong != "" {
			t.Errorf("%s\n%s", where, wrong)
		}
		if got.Status != 0 && got.Said == "" {
			t.Errorf("%s\nand no word", where)
		}
		if wrong := p.next(now); wrong != "" {
			t.Errorf("%s\n%s", where, wrong)
		}
		return hit
	})
}

// TestAPublicationThatIsKilled kills it at each call on a file of the target. What
// a process that has ended holds is taken over without a word.
func TestAPublicationThatIsKilled(t *testing.T) {
	t.Parallel()
	step := 19
	if os.Getenv(everyFault) != "" {
		step = 1
	} else if testing.Short() {
		step *= 10
	}
	p := newPublished(t)
	kills := 0
	now := 1
	for n := 0; !t.Failed(); n += step {
		now = 1 - now
		f := newFaulty(t, p.dir, true)
		f.below(filepath.Join(p.dir, "destino"))
		hit, err := f.dieAt(p.order(now, "--jobs", "1"), n)
		if err != nil {
			t.Fatal(err)
		}
		if hit == "" {
			break
		}
		kills++
		where := fmt.Sprintf("killed at call %d, %s", n, hit)
		if wrong := p.check(now, false); wrong != "" {
			t.Errorf("%s\n%s", where, wrong)
		}
		if got := p.plain.right(t, p.order(now)); got.Status != 0 {
			t.Errorf("%s\nthe next one: status %d, %s", where, got.Status, got.Said)
		}
		if wrong := p.next(now); wrong != "" {
			t.Errorf("%s\n%s", where, wrong)
		}
	}
	if t.Logf("%d kills", kills); kills < 3 && !t.Failed() {
		t.Error("the calls of a publication are not seen")
	}
}
