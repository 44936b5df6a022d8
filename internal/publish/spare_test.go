package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// large is a site of which an edition changes little.
func large(edition int) map[string]string {
	files := maps.Clone(editions[0])
	for n := range 20 {
		files["c"+strconv.Itoa(n%3)+"/p"+strconv.Itoa(n)+".html"] = "1 -"
	}
	files["c1/p1.html"] = strconv.Itoa(edition%10) + " -"
	return files
}

// spares publishes editions of the large site one after the other, with a spare.
type spares struct {
	t      *testing.T
	m      *memory
	on     Target
	second int
	resend bool
}

func newSpares(t *testing.T, helped bool, rounds int) *spares {
	s := &spares{t: t, m: newMemory()}
	if s.on = s.m; helped {
		s.on = &handy{s.m}
	}
	for n := range rounds {
		s.publish(n)
	}
	return s
}

func (s *spares) publish(edition int) Report {
	s.t.Helper()
	return s.publishFiles(large(edition))
}

func (s *spares) publishFiles(files map[string]string) Report {
	s.t.Helper()
	p := plan(s.second)
	s.second++
	p.many, p.split, p.spare, p.Resend = 1, 1, 1, s.resend
	rep, err := Publish(context.Background(), dialled(s.on), siteOf(files), p)
	must(s.t, err)
	if seen := filesBelow(s.t, s.m, "current"); !is(seen, files) {
		s.t.Errorf("%s: %q", rep.Release.ID, seen)
	}
	if _, f, err := Verify(context.Background(), s.m, "", 1, noted, nil); err != nil || f.Any() {
		s.t.Errorf("%s: %+v, %v", rep.Release.ID, f, err)
	}
	return rep
}

// spare is the folder of the spare; "" for none.
func (s *spares) spare() string {
	s.t.Helper()
	list, err := s.m.List(releasesName)
	must(s.t, err)
	if id := theSpare(list); id != "" {
		return folderOf(id)
	}
	return ""
}

// linkCount counts the names that a publication makes one by one.
type linkCount struct {
	Target
	links int
}

func (l *linkCount) Link(from, to string) error { l.links++; return l.Target.Link(from, to) }

// TestTheNextReleaseBeginsFromTheSpare, and each that is too old is told of once.
func TestTheNextReleaseBeginsFromTheSpare(t *testing.T) {
	for _, helped := range []bool{false, true} {
		s := newSpares(t, helped, 2)
		var removed []string
		ids := []string{s.publish(2).Release.ID}
		for n := 3; n < 8; n++ {
			before := s.spare()
			if before == "" {
				t.Fatalf("round %d: there is no spare", n)
			}
			folder := s.m.nodes[before]
			count := &linkCount{Target: s.on}
			if !helped {
				s.on = count
			}
			rep := s.publish(n)
			if ids = append(ids, rep.Release.ID); s.m.nodes[folderOf(rep.Release.ID)] != folder {
				t.Errorf("round %d: it did not begin from the spare", n)
			}
			if s.on = count.Target; count.links > 8 {
				t.Errorf("round %d: %d names were made", n, count.links)
			}
			if rep.Sent != 1 || rep.Reused != len(large(n))-2 || len(rep.Removed) != 1 || len(rep.Left) != 0 {
				t.Errorf("round %d: %+v", n, rep)
			}
			removed = append(removed, rep.Removed...)
		}
		if !slices.Equal(removed[1:], ids[:4]) {
			t.Errorf("removed: %v of %v", removed, ids)
		}
		for p := range filesBelow(t, s.m, s.spare()) {
			if p == "publicado.json" || p == "c1/p1.html" {
				t.Errorf("%s of an old release is kept", p)
			}
		}
		state, err := Look(context.Background(), s.m)
		must(t, err)
		if len(state.Releases) != 2 {
			t.Errorf("%d releases", len(state.Releases))
		}
	}
}

// TestASpareAfterMuchWasSent: the second publication has one to begin from, and so has
// the one after all pages changed.
func TestASpareAfterMuchWasSent(t *testing.T) {
	s := newSpares(t, true, 1)
	for round, edition := range []int{1, 2, 3} {
		dir := s.spare()
		if (dir != "") != (round == 0) && round < 2 {
			t.Fatalf("round %d: the spare is %q", round, dir)
		}
		folder := s.m.nodes[dir]
		if rep := s.publish(edition); dir != "" && s.m.nodes[folderOf(rep.Release.ID)] != folder {
			t.Errorf("round %d: it did not begin from the spare", round)
		}
	}
	all := large(4)
	for p := range all {
		if isPage(p) {
			all[p] = "3 -"
		}
	}
	s.publishFiles(all)
	dir := s.spare()
	if files := filesBelow(t, s.m, dir); !is(files, all) {
		t.Errorf("the spare %q has %q", dir, files)
	}
	folder := s.m.nodes[dir]
	all["c2/p2.html"] = "5 -"
	if rep := s.publishFiles(all); s.m.nodes[folderOf(rep.Release.ID)] != folder || rep.Sent != 1 {
		t.Errorf("%+v", rep)
	}
	// Where the server does not help, nothing is named twice for that.
	if s := newSpares(t, false, 1); s.spare() != "" {
		t.Error("a spare was made name by name")
	}
}

// TestASpareThatCannotBeMade: all is published, and nothing is left over.
func TestASpareThatCannotBeMade(t *testing.T) {
	for at := 1; ; at++ {
		s := &spares{t: t, m: newMemory()}
		s.on = &handy{s.m}
		bad := &faulty{Target: s.on, at: at, fault: half, err: syscall.ENOSPC}
		p := plan(0)
		p.many, p.split, p.spare = 1, 1, 1
		_, err := Publish(context.Background(), dialled(bad), siteOf(large(0)), p)
		if bad.calls < at {
			if at < 20 {
				t.Errorf("%d calls", at)
			}
			return
		}
		if seen := filesBelow(t, s.m, "current"); err == nil && !is(seen, large(0)) {
			t.Errorf("call %d: %q", at, seen)
		}
		s.second++
		s.publish(0)
		s.publish(1)
		for p := range s.m.nodes {
			if strings.Contains(p, newPrefix) || strings.Contains(p, tempPrefix) {
				t.Errorf("call %d: %s is left", at, p)
			}
		}
	}
}

// TestASpareThatIsOfNoUse: whatever is done to it, the next release is whole, and
// nothing of anybody else's is gone.
func TestASpareThatIsOfNoUse(t *testing.T) {
	for name, spoil := range map[string]func(s *spares, dir string){
		"a file of somebody else's": func(s *spares, dir string) {
			must(s.t, s.m.Create(dir+"/c1/notas.txt", strings.NewReader("apuntes")))
		},
		"a folder of somebody else's": func(s *spares, dir string) { must(s.t, s.m.Mkdir(dir+"/otra")) },
		"a link":                      func(s *spares, dir string) { must(s.t, s.m.Symlink("..", dir+"/enlace")) },
		"a file is gone":              func(s *spares, dir string) { must(s.t, s.m.Remove(dir+"/c2/p2.html")) },
		"a file has another size":     func(s *spares, dir string) { s.m.nodes[dir+"/c2/p2.html"].data = []byte("otra cosa") },
		"it is all but empty": func(s *spares, dir string) {
			for p, n := range s.m.nodes {
				if strings.HasPrefix(p, dir+"/") && n.kind == File && path.Base(p) != "p3.html" {
					delete(s.m.nodes, p)
				}
			}
		},
		"no folder": func(s *spares, dir string) {
			for p := range s.m.nodes {
				if p == dir || strings.HasPrefix(p, dir+"/") {
					delete(s.m.nodes, p)
				}
			}
		},
		"no record": func(s *spares, dir string) { delete(s.m.nodes, dir+recordSuffix+spareSuffix) },
		"a record of no use": func(s *spares, dir string) {
			s.m.nodes[dir+recordSuffix+spareSuffix] = &node{data: []byte("{")}
		},
		"it was being removed": func(s *spares, dir string) {
			must(s.t, s.m.Link(dir+recordSuffix+spareSuffix, dir+recordSuffix+goneSuffix))
		},
	} {
		for _, helped := range []bool{false, true} {
			t.Run(name+", help "+strconv.FormatBool(helped), func(t *testing.T) {
				s := newSpares(t, helped, 3)
				dir := s.spare()
				spoil(s, dir)
				theirs := map[string]string{}
				for p, n := range s.m.nodes {
					if strings.HasSuffix(p, "notas.txt") {
						theirs[p] = string(n.data)
					}
				}
				rep := s.publish(3)
				for p, text := range theirs {
					if got := contentOf(t, s.m, p); got != text || !slices.Equal(rep.Left, []string{dir}) {
						t.Errorf("%s is %q, %v is left", p, got, rep.Left)
					}
				}
				s.publish(4)
				s.publish(5)
			})
		}
	}
}

// TestASpareOfAnotherRelease: after going back its record is not the one of the
// release that is read.
func TestASpareOfAnotherRelease(t *testing.T) {
	for _, helped := range []bool{false, true} {
		s := newSpares(t, helped, 4)
		_, _, err := Rollback(context.Background(), s.m, "", plan(0).Who, time.Now(), false)
		must(t, err)
		s.publish(8)
		s.publish(9)
		// One that changed nothing has no use for it.
		_, _, err = Rollback(context.Background(), s.m, "", plan(0).Who, time.Now(), false)
		must(t, err)
		if rep := s.publish(8); !rep.Unchanged || s.spare() != "" {
			t.Errorf("%+v, the spare is %q", rep, s.spare())
		}
		s.publish(7)
		s.publish(6)
		if rep := s.publish(6); !rep.Unchanged || s.spare() == "" {
			t.Errorf("%+v, the spare is %q", rep, s.spare())
		}
	}
}

// TestWhatIsNotTrustedIsNoSpare: a file that was spoilt in an old release does not
// come back once all has been sent anew.
func TestWhatIsNotTrustedIsNoSpare(t *testing.T) {
	for _, helped := range []bool{false, true} {
		s := newSpares(t, helped, 4)
		for p, n := range s.m.nodes {
			if strings.HasSuffix(p, "/c2/p2.html") {
				n.data = []byte("9 -") // as long as it was
			}
		}
		s.resend = true
		rep := s.publish(4)
		copied := ""
		if helped {
			copied = folderOf(rep.Release.ID + "-0")
		}
		if rep.Reused != 0 || s.spare() != copied {
			t.Errorf("%d reused, the spare is %q", rep.Reused, s.spare())
		}
		s.resend = false
		for n := range 5 {
			s.publish(5 + n)
		}
		if s.spare() == "" {
			t.Error("there is no spare any more")
		}
	}
}

// TestFilesWithoutSecondNamesLeaveNoSpare: it would take the room of a site.
func TestFilesWithoutSecondNamesLeaveNoSpare(t *testing.T) {
	s := &spares{t: t, m: newMemory()}
	s.on = unlinked{s.m}
	for n := range 5 {
		s.publish(n)
	}
	if s.spare() != "" {
		t.Errorf("%s is kept", s.spare())
	}
	for p := range s.m.nodes {
		if strings.HasSuffix(p, goneSuffix) || strings.HasSuffix(p, spareSuffix) {
			t.Errorf("%s is left", p)
		}
	}
}

// unlinked is a target without second names of files.
type unlinked struct{ Target }

func (unlinked) Link(string, string) error { return errors.ErrUnsupported }

// TestASpareAndTheOneThatIsCut: what a publication that broke off had taken of the
// spare is gone on with, and no second publisher comes near it.
func TestASpareAndTheOneThatIsCut(t *testing.T) {
	for at := 1; ; at++ {
		s := newSpares(t, true, 3)
		bad := &faulty{Target: s.on, at: at, fault: killed}
		p := plan(s.second)
		p.many, p.split, p.spare = 1, 1, 1
		_, err := Publish(context.Background(), dialled(bad), siteOf(large(3)), p)
		if err == nil {
			if at < 10 {
				t.Errorf("%d calls", at)
			}
			return
		}
		if _, err := s.m.Stat(lockName); err == nil {
			other := plan(s.second)
			other.Who = Publisher{User: "ana", Host: "otro", PID: 1}
			if _, err := Publish(context.Background(), dialled(s.on), siteOf(large(5)), other); !errors.Is(err, ErrLocked) {
				t.Errorf("call %d: %v", at, err)
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		seen := filesBelow(t, s.m, "current")
		if !is(seen, large(2)) && !is(seen, large(3)) {
			t.Errorf("call %d: %q", at, seen)
		}
		s.publish(4) // another edition than the one that broke off
		s.publish(3)
	}
}
