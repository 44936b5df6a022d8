package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"folio/internal/output"
)

// everyFault in the environment makes the tests below go through every point
// instead of some of them: `make faults`.
const everyFault = "FOLIO_TEST_EVERY_FAULT"

var faults = []syscall.Errno{syscall.EIO, syscall.EACCES, syscall.EMFILE, syscall.ENOSPC}

// attacked is a site on the disk with a history, which has two versions.
type attacked struct {
	*testing.T
	dir     string
	version int
	tried   map[string]int // by call and error
}

// newAttacked makes the site, with all that a build asks the system for; git
// takes its time, so it is left out where it adds nothing.
func newAttacked(t *testing.T, history bool) *attacked {
	t.Helper()
	a := &attacked{T: t, dir: t.TempDir(), tried: map[string]int{}}
	for name, text := range previewedSite() {
		if !strings.HasPrefix(name, "content/c/") && !strings.HasPrefix(name, "content/d/") {
			a.save(name, text)
		}
	}
	a.save("folio.yaml", "titulo: Manuales\ntema: propio\nentidad-logo: a/img/d.svg\n")
	a.save("content/b/04-adjunto.md", "# Adjunto\n\n[datos](../a/datos.sql)\n")
	a.turn(0)
	if !history {
		return a
	}
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "-A"},
		{"-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-q", "-m", "uno"},
	} {
		git := exec.Command("git", args...)
		git.Dir = a.dir
		git.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := git.CombinedOutput(); err != nil {
			t.Skipf("git: %v %s", err, out)
		}
	}
	return a
}

func (a *attacked) save(name, text string) {
	a.Helper()
	file := filepath.Join(a.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		a.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		a.Fatal(err)
	}
}

// turn gives the site a version, and says what that changed: a text, an
// included one, the size of an image, and a page that comes or goes.
func (a *attacked) turn(version int) (changed []string) {
	a.Helper()
	a.version = version
	for name, text := range map[string]string{
		"content/a/01-uno.md":   fmt.Sprintf("# Uno de a\n\n## Alcance\n\nEdición %d. [sql](../a/datos.sql)\n\n![Dibujo](img/d.svg)\n", version),
		"content/_comun/fin.md": fmt.Sprintf("Cierre la sesión %d.\n", version),
		"content/a/img/d.svg":   fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="4%d" height="30"/>`, version),
		"content/b/nuevo.md":    "# Nuevo\n\n![Dibujo](../a/img/d.svg)\n",
	} {
		changed = append(changed, name)
		if name == "content/b/nuevo.md" && version == 0 {
			if err := os.Remove(filepath.Join(a.dir, name)); err != nil && !os.IsNotExist(err) {
				a.Fatal(err)
			}
			continue
		}
		a.save(name, text)
	}
	slices.Sort(changed)
	return changed
}

// site is what a folder holds: paths and hashes; nil when it is not there.
func (a *attacked) site(name string) map[string]string {
	a.Helper()
	all := map[string]string{}
	root := filepath.Join(a.dir, name)
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		all[strings.TrimPrefix(p, root)] = output.Sum(data).String()
		return err
	})
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		a.Fatal(err)
	}
	return all
}

func (a *attacked) clear(names ...string) {
	a.Helper()
	for _, name := range names {
		if err := os.RemoveAll(filepath.Join(a.dir, name)); err != nil {
			a.Fatal(err)
		}
	}
}

// every calls point with each error for each of the calls, or for one in step and
// for a few when short, until that says that there was no such call. Few are
// enough for the race detector: each point goes the same ways through the code,
// with one worker, and ends as another.
func (a *attacked) every(short bool, step, few int, point func(n int, e syscall.Errno) (hit string)) {
	a.Helper()
	if os.Getenv(everyFault) != "" {
		step = 1
	} else if short {
		step = few
	}
	for k := range faults {
		for n := k * step / len(faults); !a.Failed(); n += step {
			hit := point(n, faults[k])
			if hit == "" {
				break
			}
			kind, _, _ := strings.Cut(hit, " ")
			a.tried[fmt.Sprintf("%-6s %v", kind, faults[k])]++
		}
	}
	total := 0
	for _, kind := range slices.Sorted(maps.Keys(a.tried)) {
		a.Logf("%4d × %s", a.tried[kind], kind)
		total += a.tried[kind]
	}
	a.Logf("%d points tried", total)
	if total < 8 && !a.Failed() {
		a.Error("the calls of a build are not seen")
	}
}

// TestABuildWhoseDiskFails lets each call on a file fail once, in a build of a
// site that changed, in one without a cache and in the very first. The folder
// then holds the old site or the right one, a build that claims to have gone
// well made the right one, and the next one is right.
func TestABuildWhoseDiskFails(t *testing.T) {
	const public = "public"
	command := []string{"build", "--quiet", "--jobs", "1", "--out", public, "--cache", "cache"}
	for _, c := range []struct {
		name   string
		args   []string
		before []string // what is cleared away
		step   int
		few    int // the step when time is short

		history bool
	}{
		{"changed", []string{"--sync"}, nil, 29, 290, false},
		{"without a cache", []string{"--no-cache"}, nil, 61, 427, true},
		{"first", nil, []string{public, "cache"}, 61, 305, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := newAttacked(t, c.history)
			f, plain := newFaulty(t, a.dir, true), newFaulty(t, a.dir, false)
			o := order{Run: append(command[:len(command):len(command)], c.args...)}
			var want [2]map[string]string
			for v := range want {
				a.turn(v)
				got := plain.right(t, order{Run: []string{"build", "--quiet", "--out", "limpio", "--no-cache"}})
				if want[v] = a.site("limpio"); got.Status != 0 || len(want[v]) < 20 {
					t.Fatalf("%d %s, %d files", got.Status, got.Said, len(want[v]))
				}
			}
			a.clear("limpio")
			if got := plain.right(t, o); got.Status != 0 {
				t.Fatal(got.Said)
			}
			old := want[1]
			if c.before != nil {
				old = nil
			}
			a.every(testing.Short(), c.step, c.few, func(n int, e syscall.Errno) string {
				now := 1 - a.version
				a.turn(now)
				a.clear(c.before...)
				got, hit := f.do(t, o, n, e)
				if c.before == nil {
					defer func() { old = want[now] }()
				}
				if hit == "" {
					return ""
				}
				where := fmt.Sprintf("%v in call %d, %s: status %d, %s", e, n, hit, got.Status, got.Said)
				switch site := a.site(public); {
				case maps.Equal(site, want[now]):
				case got.Status == 0:
					t.Errorf("%s\nand the site is wrong: %s", where, unlike(site, want[now]))
				case !maps.Equal(site, old) && len(site) > 0:
					t.Errorf("%s\nand the site is neither the old one nor the new: %s", where, unlike(site, want[now]))
				}
				if got.Status != 0 && got.Said == "" {
					t.Errorf("%s\nand no word", where)
				}
				next := plain.right(t, o)
				if site := a.site(public); next.Status != 0 || next.Said != "" || !maps.Equal(site, want[now]) {
					t.Errorf("%s\nthen the next: status %d, %s, %s", where, next.Status, next.Said, unlike(site, want[now]))
				}
				if _, err := os.Lstat(filepath.Join(a.dir, "."+public+".folio")); err == nil {
					t.Errorf("%s\nand something is left after the next", where)
				}
				return hit
			})
		})
	}
}

// unlike lists some files in which a site is not another.
func unlike(got, want map[string]string) string {
	var list []string
	for p, hash := range want {
		if got[p] == "" {
			list = append(list, "without "+p)
		} else if got[p] != hash {
			list = append(list, "another "+p)
		}
	}
	for p := range got {
		if want[p] == "" {
			list = append(list, "with "+p)
		}
	}
	slices.Sort(list)
	return fmt.Sprint(len(list), " differ: ", list[:min(4, len(list))])
}

// TestAPreviewWhoseDiskFails is the same of a preview after a save: it shows
// what it showed or what is right, and says by itself when it must look again.
func TestAPreviewWhoseDiskFails(t *testing.T) {
	t.Parallel()
	a := newAttacked(t, false)
	f := newFaulty(t, a.dir, true)
	var want [2]outcome
	for v := range want {
		a.turn(v)
		want[v] = f.right(t, order{Preview: true, New: true})
		if want[v].Whole == "" {
			t.Fatal(want[v].Said)
		}
	}
	a.every(testing.Short(), 13, 117, func(n int, e syscall.Errno) string {
		now := 1 - a.version
		changed := a.turn(now)
		got, hit := f.do(t, order{Preview: true, Changed: changed}, n, e)
		where := fmt.Sprintf("%v in call %d, %s: %+v", e, n, hit, got)
		switch {
		case got.Failed || got.Unsure:
			if got.Pages != "" || got.Said == "" {
				t.Errorf("%s\nis shown, or there is no word", where)
			}
			changed = nil
		case got.Pages != want[now].Pages || got.Said != want[now].Said || !got.Rest && got.Whole != want[now].Whole:
			t.Errorf("%s\nis shown, and wrong", where)
		default:
			changed = []string{}
		}
		next := f.right(t, order{Preview: true, Changed: changed})
		if next.Whole != want[now].Whole || next.Said != want[now].Said {
			t.Errorf("%s\nthen %+v", where, next)
		}
		return hit
	})
}

// TestTheSiteIsOnTheDiskBeforeTheOldOneGoes: with --sync nothing takes the old
// site's place when the disk does not confirm the new one, and the old one is
// removed only when the disk has been asked to confirm the exchange, too.
func TestTheSiteIsOnTheDiskBeforeTheOldOneGoes(t *testing.T) {
	t.Parallel()
	a := newAttacked(t, false)
	f := newFaulty(t, a.dir, true)
	o := order{Run: []string{"build", "--quiet", "--cache", "cache", "--sync"}}
	if got := f.right(t, o); got.Status != 0 {
		t.Fatal(got.Said)
	}
	old := a.site("public")
	a.turn(1)
	f.only = "sync"
	got, hit := f.do(t, o, 0, syscall.EIO)
	if got.Status != exitEnvironment || !strings.Contains(hit, ".public.folio/new") || !maps.Equal(a.site("public"), old) {
		t.Errorf("the first is not of the new site, or does not hold the build up: %q, status %d", hit, got.Status)
	}
	if got, hit = f.do(t, o, 1, syscall.EIO); got.Status != exitEnvironment || hit != "sync " || maps.Equal(a.site("public"), old) {
		t.Errorf("the second is not after the exchange: %q, status %d", hit, got.Status)
	}
	if _, hit = f.do(t, order{Run: []string{"build", "--quiet", "--no-cache"}}, 0, syscall.EIO); hit != "" {
		t.Errorf("without --sync: %s", hit)
	}
}

// TestABuildThatIsKilled ends the process at one call after the other: the old
// site is there or the right one, and the next build is right and leaves
// nothing behind.
func TestABuildThatIsKilled(t *testing.T) {
	t.Parallel()
	step := 47
	if os.Getenv(everyFault) != "" {
		step = 3
	} else if testing.Short() {
		step *= 3
	}
	a := newAttacked(t, false)
	plain := newFaulty(t, a.dir, false)
	o := order{Run: []string{"build", "--quiet", "--jobs", "1", "--cache", "cache"}}
	var want [2]map[string]string
	for v := range want {
		a.turn(v)
		if got := plain.right(t, o); got.Status != 0 {
			t.Fatal(got.Said)
		}
		want[v] = a.site("public")
	}
	kills := 0
	for n := 0; !t.Failed(); n += step {
		now := 1 - a.version
		a.turn(now)
		hit, err := newFaulty(t, a.dir, true).dieAt(o, n)
		if err != nil {
			t.Fatal(err)
		}
		if hit == "" {
			break
		}
		kills++
		where := fmt.Sprintf("killed at call %d, %s", n, hit)
		if site := a.site("public"); !maps.Equal(site, want[0]) && !maps.Equal(site, want[1]) {
			t.Errorf("%s: neither the old site nor the new: %s", where, unlike(site, want[now]))
		}
		next := plain.right(t, o)
		if site := a.site("public"); next.Status != 0 || next.Said != "" || !maps.Equal(site, want[now]) {
			t.Errorf("%s, then the next: status %d, %s, %s", where, next.Status, next.Said, unlike(site, want[now]))
		}
		if _, err := os.Lstat(filepath.Join(a.dir, ".public.folio")); err == nil {
			t.Errorf("%s: something is left after the next", where)
		}
	}
	if t.Logf("%d kills", kills); kills < 3 && !t.Failed() {
		t.Error("the calls of a build are not seen")
	}
}
